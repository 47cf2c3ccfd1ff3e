// Joins units that a cohesive n-gram covers into pieces and counts the pieces.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "phrase_trie.hpp"

namespace minent {

enum class LookBack : uint8_t { None, Post, Strict };

// Counts of id sequences of any length.
class SequenceCounter {
public:
    SequenceCounter() { offsets_.push_back(0); }

    template <class Id>
    void add(const Id* units, size_t n, int64_t count) {
        uint64_t hash = n;
        for (size_t i = 0; i < n; ++i) hash = mix64(hash ^ units[i]);
        for (hash &= ~uint64_t(0) >> 1;; ++hash) {  // equal hashes of different sequences: the next key
            uint32_t& index = index_[hash];
            if (index == 0) {
                units_.insert(units_.end(), units, units + n);
                offsets_.push_back(static_cast<int64_t>(units_.size()));
                counts_.push_back(count);
                index = static_cast<uint32_t>(counts_.size());
                return;
            }
            const uint32_t* known = units_.data() + offsets_[index - 1];
            if (static_cast<size_t>(offsets_[index] - offsets_[index - 1]) == n && std::equal(units, units + n, known)) {
                counts_[index - 1] += count;
                return;
            }
        }
    }

    void absorb(const SequenceCounter& other) {
        for (size_t i = 0; i < other.counts_.size(); ++i)
            add(other.units_.data() + other.offsets_[i], other.offsets_[i + 1] - other.offsets_[i], other.counts_[i]);
    }

    const std::vector<uint32_t>& units() const { return units_; }
    const std::vector<int64_t>& offsets() const { return offsets_; }
    const std::vector<int64_t>& counts() const { return counts_; }

private:
    FlatMap<uint32_t> index_;
    std::vector<uint32_t> units_;
    std::vector<int64_t> offsets_, counts_;
};

// Counts of what the text falls into.
struct Pieces {
    Pieces() = default;
    Pieces(size_t n_units, int64_t n_phrases) : units(n_units + 1, 0), phrases(n_phrases, 0) {}
    std::vector<int64_t> units;    // pieces of one unit, by id
    std::vector<int64_t> phrases;  // pieces that are a phrase of the trie
    SequenceCounter others;        // longer pieces, and any other piece that look-back lets through

    void absorb(const Pieces& other) {
        for (size_t i = 0; i < units.size(); ++i) units[i] += other.units[i];
        for (size_t i = 0; i < phrases.size(); ++i) phrases[i] += other.phrases[i];
        others.absorb(other.others);
    }
};

template <class Id>
class Joiner {
public:
    // The phrases of the trie are the cohesive n-grams, 2 to `order` units long (order <= 63).
    Joiner(const PhraseTrie& trie, int order, LookBack look_back, Pieces& pieces)
        : trie_(trie), order_(order), look_back_(look_back), pieces_(pieces) {}

    // ids[begin, end) starts behind and ends with a boundary.
    void join(const Id* ids, size_t begin, size_t end) {
        size_t start = begin, reach = begin;
        for (size_t i = begin; i < end; ++i) {
            if (i == reach || ids[i] == 0) {
                if (i > start) take(ids + start, i - start);
                matches_.clear();
                start = reach = i;
            }
            if (ids[i] == 0) {
                start = reach = i + 1;
                continue;
            }
            const Match match = longest(ids + i);
            matches_.push_back(match);
            reach = std::max(reach, i + match.length);
        }
    }

private:
    struct Match {
        uint64_t lengths = 0;  // bit k: the k units from here are a phrase
        int64_t phrase = PhraseTrie::kNoPhrase;  // the longest of them
        int length = 1;
    };

    Match longest(const Id* p) const {
        Match match;
        if (!p[1] || !trie_.may_begin(p[0], p[1])) return match;
        uint32_t node = trie_.root(p[0]);
        for (int k = 1; node != PhraseTrie::kNowhere && k < order_ && p[k]; ++k) {
            node = trie_.child(node, p[k]);
            const int64_t phrase = trie_.phrase(node);
            if (phrase == PhraseTrie::kNoPhrase) continue;
            match.lengths |= uint64_t(1) << (k + 1);
            match.phrase = phrase;
            match.length = k + 1;
        }
        return match;
    }

    void take(const Id* piece, size_t n) {
        if (n == 1) {
            ++pieces_.units[piece[0]];
        } else if (static_cast<size_t>(matches_[0].length) == n) {
            if (accepted(n)) ++pieces_.phrases[matches_[0].phrase];
        } else if (accepted(n)) {
            pieces_.others.add(piece, n, 1);
        }
    }

    bool accepted(size_t n) const {
        const size_t order = order_;
        if (n <= 2 || look_back_ == LookBack::None) return true;
        for (size_t i = 0; i < n; ++i) {
            const size_t longest = std::min(order, n - i);
            uint64_t needed = 0;
            if (look_back_ == LookBack::Strict) {
                for (size_t k = 3; k <= longest; ++k) needed |= uint64_t(1) << k;
            } else if (i == 0 || longest == order) {
                needed = uint64_t(1) << longest;
            }
            if ((matches_[i].lengths & needed) != needed) return false;
        }
        return true;
    }

    const PhraseTrie& trie_;
    const int order_;
    const LookBack look_back_;
    Pieces& pieces_;
    std::vector<Match> matches_;  // of each unit of the piece so far
};

}  // namespace minent
