// Patterns along the best paths through the bound pairs of a stretch of text.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "../util/flat_map.hpp"
#include "../util/runs.hpp"
#include "pattern_trie.hpp"

namespace minent {

// The words of a stretch are the nodes of a directed acyclic graph; a pair of words that the trie knows
// at their distance is an edge, worth its value. From every word only the `paths` edges are followed
// with which the best path from there on begins, so a word begins at most paths^(n - 1) patterns of n
// words and the work is linear in the text.
template <class Id>
class PathMiner {
public:
    PathMiner(const PatternTrie& trie, int window, int paths) : trie_(trie), window_(window), paths_(paths) {}

    // Counts the patterns of `n_words` words by the step that ends them; their beginnings are in the trie.
    void count(const Id* ids, size_t begin, size_t end, int n_words, FlatMap<uint64_t>& counts) {
        for_each_run(ids, begin, end, [&](size_t first, size_t n) { count_run(ids + first, n, n_words, counts); });
    }

private:
    struct Edge {
        int64_t value;  // of the best path that begins with it
        uint32_t node;
        int gap;
    };

    void count_run(const Id* ids, size_t n, int n_words, FlatMap<uint64_t>& counts) {
        find_edges(ids, n);
        ids_ = ids;
        for (size_t i = 0; i < n; ++i)
            if (n_edges_[i]) follow(static_cast<uint32_t>(ids[i]), i, n_words - 1, counts);
    }

    void find_edges(const Id* ids, size_t n) {
        if (n_edges_.size() < n) {
            n_edges_.resize(n);
            best_.resize(n);
            edges_.resize(n * static_cast<size_t>(paths_));
        }
        for (size_t i = n; i-- > 0;) {
            if (i >= kAhead) look_ahead(ids, n, i - kAhead);
            found_.clear();
            const uint32_t word = ids[i];
            const bool begins = word <= trie_.n_words() && !trie_.is_leaf(word);
            for (int gap = 1; begins && gap <= window_ && i + gap < n; ++gap) {
                const uint32_t node = trie_.child(word, gap, ids[i + gap]);
                if (node != PatternTrie::kNoNode) found_.push_back({trie_.values[node] + best_[i + gap], node, gap});
            }
            // Equal ones: the nearer word first.
            std::stable_sort(found_.begin(), found_.end(),
                             [](const Edge& a, const Edge& b) { return a.value > b.value; });
            best_[i] = found_.empty() ? 0 : found_[0].value;
            n_edges_[i] = static_cast<uint32_t>(std::min<size_t>(found_.size(), static_cast<size_t>(paths_)));
            std::copy(found_.begin(), found_.begin() + n_edges_[i], edges_.begin() + i * paths_);
        }
    }

    void look_ahead(const Id* ids, size_t n, size_t i) const {
        for (int gap = 1; gap <= window_ && i + gap < n; ++gap) trie_.prefetch(ids[i], gap, ids[i + gap]);
    }

    // `node` ends at place i; `left` words are to come.
    void follow(uint32_t node, size_t i, int left, FlatMap<uint64_t>& counts) {
        for (uint32_t e = 0; e < n_edges_[i]; ++e) {
            const int gap = edges_[i * paths_ + e].gap;
            const uint32_t word = ids_[i + gap];
            if (left == 1) {
                ++counts[PatternTrie::key(node, gap, word)];
                continue;
            }
            const uint32_t next = trie_.child(node, gap, word);
            if (next != PatternTrie::kNoNode) follow(next, i + gap, left - 1, counts);
        }
    }

    static constexpr size_t kAhead = 3;

    const PatternTrie& trie_;
    const int window_, paths_;
    const Id* ids_ = nullptr;
    std::vector<Edge> found_, edges_;
    std::vector<uint32_t> n_edges_;
    std::vector<int64_t> best_;
};

// The steps that end the patterns of `n_words` words in ids[begin, end), and how often.
template <class Id>
void list_steps(const PatternTrie& trie, int window, int paths, const Id* ids, size_t begin, size_t end, int n_words,
                std::vector<uint64_t>& steps, std::vector<uint64_t>& counts) {
    FlatMap<uint64_t> found;
    PathMiner<Id>(trie, window, paths).count(ids, begin, end, n_words, found);
    found.for_each([&](uint64_t step, uint64_t count) {
        steps.push_back(step);
        counts.push_back(count);
    });
}

}  // namespace minent
