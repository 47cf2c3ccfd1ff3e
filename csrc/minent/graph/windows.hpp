// Which words stand around each word: counts within a window, a row a word.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "../util/bits.hpp"
#include "../util/word_places.hpp"

namespace minent {

struct WindowOptions {
    int window;
    bool before, behind;  // which sides count
    bool harmonic;        // a word at distance d counts 1/d
    double least;         // entries below are left out
};

struct WindowRows {
    std::vector<int64_t> sizes;
    std::vector<int32_t> columns;  // words from 0, ascending in a row
    std::vector<double> values;
};

// The row of a word is summed in an array with an element for each word: what is looked at in the text is
// one or two lines of the cache for an occurrence, and the sums of frequent words, which have the small
// ids, stay in the cache. Sums are whole numbers, so their order does not matter.
template <class Id, class Sum>
class WindowCounter {
public:
    WindowCounter(const Id* ids, const WordPlaces& places, const WindowOptions& options)
        : ids_(ids), places_(places), options_(options), n_words_(places.n_words()), sums_(size_t(n_words_) + 2, 0),
          touched_(size_t(n_words_) + 3), shares_(options.window + 1) {
        for (int d = 1; d <= options.window; ++d)
            shares_[d] = options.harmonic ? static_cast<Sum>((kOne + d / 2) / d) : Sum(1);
    }

    // Appends the rows of the words [first, last), numbered from 1.
    void count(uint32_t first, uint32_t last, WindowRows& rows) {
        for (uint32_t word = first; word < last; ++word) {
            const uint32_t* places = places_.places(word);
            const size_t n = places_.count(word);
            for (size_t i = 0; i < n; ++i) {
                if (i + kAhead < n) prefetch(ids_ + places[i + kAhead]);
                if (options_.behind) walk<1>(ids_ + places[i]);
                if (options_.before) walk<-1>(ids_ + places[i]);
            }
            const size_t before = rows.columns.size();
            take_row(rows);
            rows.sizes.push_back(static_cast<int64_t>(rows.columns.size() - before));
        }
    }

private:
    static constexpr uint64_t kOne = uint64_t(1) << 24;  // shares 1/d are in steps of 2^-24
    static constexpr size_t kAhead = 12;
    static constexpr size_t kSparse = 32;  // a row with fewer words than one in so many is sorted

    template <int Step>
    void walk(const Id* at) {
        for (int d = 1; d <= options_.window; ++d) {
            const uint32_t id = at[Step * d];
            if (id == 0) return;
            const uint32_t word = std::min(id, n_words_ + 1);
            touched_[n_touched_] = word;
            n_touched_ += sums_[word] == 0;
            sums_[word] += shares_[d];
        }
    }

    void take_row(WindowRows& rows) {
        sums_[n_words_ + 1] = 0;
        if (n_touched_ > n_words_ / kSparse) {
            for (uint32_t word = 1; word <= n_words_; ++word)
                if (sums_[word]) take(word, rows);
        } else {
            std::sort(touched_.begin(), touched_.begin() + n_touched_);
            for (size_t i = 0; i < n_touched_; ++i)
                if (touched_[i] <= n_words_) take(touched_[i], rows);
        }
        n_touched_ = 0;
    }

    void take(uint32_t word, WindowRows& rows) {
        const double sum = options_.harmonic ? static_cast<double>(sums_[word]) / kOne : static_cast<double>(sums_[word]);
        sums_[word] = 0;
        if (sum < options_.least) return;
        rows.columns.push_back(static_cast<int32_t>(word - 1));
        rows.values.push_back(sum);
    }

    const Id* ids_;
    const WordPlaces& places_;
    const WindowOptions options_;
    const uint32_t n_words_;
    std::vector<Sum> sums_;
    std::vector<uint32_t> touched_;
    std::vector<Sum> shares_;
    size_t n_touched_ = 0;
};

// Rows of the words [first, last), numbered from 1. A boundary stands before and behind the text.
template <class Id>
void count_windows(const Id* ids, const WordPlaces& places, const WindowOptions& options, uint32_t first,
                   uint32_t last, WindowRows& rows) {
    size_t most = 0;
    for (uint32_t word = first; word < last; ++word) most = std::max(most, places.count(word));
    if (options.harmonic || most > 0xFFFFFFFFu / (2 * static_cast<size_t>(options.window)))
        WindowCounter<Id, uint64_t>(ids, places, options).count(first, last, rows);
    else
        WindowCounter<Id, uint32_t>(ids, places, options).count(first, last, rows);
}

}  // namespace minent
