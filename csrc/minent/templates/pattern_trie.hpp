// Patterns, words at fixed distances from one another, as a trie along a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

#include "../util/flat_map.hpp"

namespace minent {

// A node is a pattern or the beginning of one. Nodes 1 .. n_words are single words; a step goes from the
// last word so far to a word `gap` places behind it.
class PatternTrie {
public:
    static constexpr uint32_t kNoNode = 0;
    static constexpr int32_t kNoCost = std::numeric_limits<int32_t>::max();
    static constexpr int kWordBits = 28, kMaxWindow = 15;

    explicit PatternTrie(uint32_t n_words) : n_words_(n_words), leaf_(size_t(n_words) + 1, true) {
        if (n_words >> kWordBits) throw std::length_error("more than 2^28 - 1 different words");
    }

    static uint64_t key(uint32_t node, int gap, uint32_t word) {
        return uint64_t(node) << 32 | uint64_t(gap) << kWordBits | word;
    }

    uint32_t n_words() const { return n_words_; }
    size_t n_nodes() const { return leaf_.size(); }  // node 0 is none
    bool is_leaf(uint32_t node) const { return leaf_[node]; }

    uint32_t child(uint32_t node, int gap, uint32_t word) const {
        if (word > n_words_) return kNoNode;
        const uint32_t* found = children_.find(key(node, gap, word));
        return found ? *found : kNoNode;
    }
    void prefetch(uint32_t node, int gap, uint32_t word) const { children_.prefetch(key(node, gap, word)); }

    // The node of a step, made if there is none.
    uint32_t add(uint64_t step) {
        uint32_t& node = children_[step];
        if (node == kNoNode) {
            if (leaf_.size() > 0xFFFFFFFEu) throw std::length_error("more than 2^32 - 2 patterns");
            node = static_cast<uint32_t>(leaf_.size());
            leaf_.push_back(true);
            leaf_[step >> 32] = false;
        }
        return node;
    }

    uint32_t add_pattern(const uint32_t* words, const uint8_t* gaps, size_t n) {
        uint32_t node = words[0];
        for (size_t i = 1; i < n; ++i) node = add(key(node, gaps[i], words[i]));
        return node;
    }

    // A number for each node: what a pattern costs, or the bits that a pair binds with. kNoCost: none.
    std::vector<int32_t> values;

private:
    uint32_t n_words_;
    std::vector<uint8_t> leaf_;
    FlatMap<uint32_t> children_;
};

}  // namespace minent
