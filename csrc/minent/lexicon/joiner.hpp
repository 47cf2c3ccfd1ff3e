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
        while (begin < end) {
            size_t block_end = std::min(begin + kBlock, end);
            while (block_end < end && ids[block_end - 1] != 0) ++block_end;
            match(ids + begin, block_end - begin);
            cut(ids + begin, block_end - begin);
            begin = block_end;
        }
    }

private:
    static constexpr size_t kBlock = 1024;

    struct Match {
        uint64_t lengths = 0;  // bit k: the k units from here are a phrase
        uint32_t phrase = PhraseTrie::kNoPhrase;  // the longest of them
        uint32_t length = 1;
    };

    struct Walk {
        uint32_t at;
        uint32_t node;
    };

    // Finds the phrases from every unit of a block, all walks one unit at a time: whether a
    // walk goes on cannot be predicted, so the live ones are kept in a list without branching,
    // and the look-ups of a step do not wait for each other.
    void match(const Id* ids, size_t n) {
        matches_.assign(n, Match());
        walks_.resize(n);
        size_t live = 0;
        for (size_t i = 0; i < n; ++i) {
            walks_[live].at = static_cast<uint32_t>(i);
            live += trie_.may_begin(ids[i], ids[i + 1]);
        }
        for (size_t w = 0; w < live; ++w) walks_[w].node = trie_.root(ids[walks_[w].at]).node;
        for (int k = 1; k < order_ && live; ++k) {
            if (k > 1) live = keep_hopeful(ids, k, live);
            for (size_t w = 0; w < live; ++w) trie_.prefetch_child(walks_[w].node, ids[walks_[w].at + k]);
            size_t still = 0;
            for (size_t w = 0; w < live; ++w) {
                const uint32_t at = walks_[w].at;
                const PhraseTrie::Place place = trie_.child(walks_[w].node, ids[at + k]);
                if (place.phrase != PhraseTrie::kNoPhrase) {
                    matches_[at].lengths |= uint64_t(1) << (k + 1);
                    matches_[at].phrase = place.phrase;
                    matches_[at].length = k + 1;
                }
                walks_[still] = {at, place.node};
                still += place.node != PhraseTrie::kNowhere;
            }
            live = still;
        }
    }

    // The walks that may go on with the unit k behind their first.
    size_t keep_hopeful(const Id* ids, int k, size_t live) {
        size_t still = 0;
        for (size_t w = 0; w < live; ++w) {
            const Walk walk = walks_[w];
            walks_[still] = walk;
            still += trie_.may_go_on(walk.node, ids[walk.at + k]);
        }
        return still;
    }

    // Cuts where no match reaches across.
    void cut(const Id* ids, size_t n) {
        size_t start = 0, reach = 0;
        for (size_t i = 0; i < n; ++i) {
            if (i < reach) {  // inside a piece; a boundary never is
                reach = std::max(reach, i + matches_[i].length);
                continue;
            }
            if (i > start) take(ids, start, i);
            start = ids[i] ? i : i + 1;
            reach = ids[i] ? i + matches_[i].length : i + 1;
        }
        if (start < n) take(ids, start, n);
    }

    void take(const Id* ids, size_t start, size_t end) {
        const size_t n = end - start;
        if (n == 1) {
            ++pieces_.units[ids[start]];
        } else if (matches_[start].length == n) {
            if (accepted(start, n)) ++pieces_.phrases[matches_[start].phrase];
        } else if (accepted(start, n)) {
            pieces_.others.add(ids + start, n, 1);
        }
    }

    bool accepted(size_t start, size_t n) const {
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
            if ((matches_[start + i].lengths & needed) != needed) return false;
        }
        return true;
    }

    const PhraseTrie& trie_;
    const int order_;
    const LookBack look_back_;
    Pieces& pieces_;
    std::vector<Match> matches_;  // of each unit of the block
    std::vector<Walk> walks_;
};

}  // namespace minent
