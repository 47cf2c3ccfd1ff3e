// Where each word of a text stands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "buffer.hpp"

namespace minent {

// Ids are 0 between what has nothing to do with one another, 1 .. n_words, and above that for words
// that are left out. 4 bytes a place.
class WordPlaces {
public:
    template <class Id>
    void fill(const Id* ids, size_t n, uint32_t n_words) {
        if (n > 0xFFFFFFFFu) throw std::length_error("a text of 2^32 words or more");
        n_words_ = n_words;
        begins_.assign(size_t(n_words) + 2, 0);
        for (size_t i = 0; i < n; ++i)
            if (ids[i] <= n_words) ++begins_[ids[i]];
        begins_[0] = 0;  // boundaries have no places
        uint64_t total = 0;
        for (uint64_t& begin : begins_) {
            const uint64_t count = begin;
            begin = total;
            total += count;
        }
        places_.reserve(total + 1);
        std::vector<uint64_t> at(begins_);
        for (size_t i = 0; i < n; ++i)
            if (ids[i] != 0 && ids[i] <= n_words) places_[at[ids[i]]++] = static_cast<uint32_t>(i);
    }

    uint32_t n_words() const { return n_words_; }
    size_t count(uint32_t word) const { return begins_[word + 1] - begins_[word]; }
    const uint32_t* places(uint32_t word) const { return &places_[begins_[word]]; }

private:
    std::vector<uint64_t> begins_;
    Buffer<uint32_t> places_;
    uint32_t n_words_ = 0;
};

}  // namespace minent
