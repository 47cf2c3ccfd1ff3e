// Ordered pairs of words within a window, counted by the distance between them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "../util/bits.hpp"
#include "../util/word_places.hpp"

namespace minent {

struct PairRows {
    std::vector<int64_t> sizes;    // pairs of each first word
    std::vector<uint32_t> second;  // second words, ascending for one first word
    std::vector<uint32_t> counts;  // `window` a pair: how often at distance 1, 2, ...
    uint64_t n_passed_over = 0;    // occurrences of pairs with too few of them
};

// Counts the pairs of one first word at a time, in an array with a place for every second word and
// distance: what is read of the text is a line of the cache for an occurrence, and the places of
// frequent words, which have the small ids, stay in the cache.
template <class Id>
class PairCounter {
public:
    PairCounter(const Id* ids, const WordPlaces& places, int window, uint64_t min_count)
        : ids_(ids), places_(places), n_words_(places.n_words()), window_(window), min_count_(min_count),
          counts_((size_t(n_words_) + 1) * stride(), 0), touched_(size_t(n_words_) + 2) {}

    // Appends the pairs whose first word is in [first, last).
    void count(uint32_t first, uint32_t last, PairRows& rows) {
        for (uint32_t word = first; word < last; ++word) {
            const uint32_t* places = places_.places(word);
            const size_t n = places_.count(word);
            for (size_t i = 0; i < n; ++i) {
                if (i + kAhead < n) prefetch(ids_ + places[i + kAhead]);
                walk(ids_ + places[i]);
            }
            take(rows);
        }
    }

private:
    static constexpr size_t kAhead = 12;

    // The first of the counts of a pair is their sum.
    size_t stride() const { return static_cast<size_t>(window_) + 1; }

    void walk(const Id* at) {
        for (int gap = 1; gap <= window_; ++gap) {
            const uint32_t id = at[gap];
            if (id == 0) return;
            if (id > n_words_) continue;
            uint32_t* counts = &counts_[id * stride()];
            touched_[n_touched_] = id;
            n_touched_ += counts[0]++ == 0;
            ++counts[gap];
        }
    }

    void take(PairRows& rows) {
        std::sort(touched_.begin(), touched_.begin() + n_touched_);
        int64_t taken = 0;
        for (size_t i = 0; i < n_touched_; ++i) {
            uint32_t* counts = &counts_[touched_[i] * stride()];
            if (counts[0] >= min_count_) {
                rows.second.push_back(touched_[i]);
                rows.counts.insert(rows.counts.end(), counts + 1, counts + stride());
                ++taken;
            } else {
                rows.n_passed_over += counts[0];
            }
            std::fill(counts, counts + stride(), 0);
        }
        rows.sizes.push_back(taken);
        n_touched_ = 0;
    }

    const Id* ids_;
    const WordPlaces& places_;
    const uint32_t n_words_;
    const int window_;
    const uint64_t min_count_;
    std::vector<uint32_t> counts_;
    std::vector<uint32_t> touched_;
    size_t n_touched_ = 0;
};

// A boundary stands before and behind the text. A pair occurs at most `window` times as often as its
// first word, so counts must be below 2^32 / window for the sum to fit; the caller sees to that.
template <class Id>
void count_pairs(const Id* ids, const WordPlaces& places, int window, uint64_t min_count, uint32_t first,
                 uint32_t last, PairRows& rows) {
    PairCounter<Id>(ids, places, window, min_count).count(first, last, rows);
}

}  // namespace minent
