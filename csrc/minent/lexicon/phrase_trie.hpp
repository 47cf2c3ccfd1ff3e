// A set of id sequences to walk along a text.
#pragma once

#include <cstdint>
#include <vector>

#include "../util/flat_map.hpp"

namespace minent {

class PhraseTrie {
public:
    static constexpr uint32_t kNowhere = 0;  // no node; real nodes start at 1
    static constexpr int64_t kNoPhrase = -1;

    // Phrase p is units[offsets[p], offsets[p + 1]); no two are equal. Ids are 1 .. n_units.
    PhraseTrie(const uint32_t* units, const int64_t* offsets, int64_t n_phrases, uint32_t n_units)
        : roots_(size_t(n_units) + 1, kNowhere), filter_(kFilterBits / 64, 0), phrase_(1, kNoPhrase) {
        for (int64_t p = 0; p < n_phrases; ++p) insert(units + offsets[p], offsets[p + 1] - offsets[p], p);
    }

    uint32_t root(uint32_t unit) const { return unit < roots_.size() ? roots_[unit] : kNowhere; }

    // Most pairs of neighbours begin no phrase; a bit set that stays in the cache says so.
    bool may_begin(uint32_t unit, uint32_t next) const {
        const uint64_t bit = filter_bit(unit, next);
        return filter_[bit / 64] >> (bit % 64) & 1;
    }

    uint32_t child(uint32_t node, uint32_t unit) const {
        const uint32_t* found = edges_.find(key(node, unit));
        return found ? *found : kNowhere;
    }

    int64_t phrase(uint32_t node) const { return phrase_[node]; }

private:
    static constexpr uint64_t kFilterBits = uint64_t(1) << 21;

    static uint64_t key(uint32_t node, uint32_t unit) { return uint64_t(node) << 32 | unit; }
    static uint64_t filter_bit(uint32_t a, uint32_t b) { return mix64(key(a, b)) & (kFilterBits - 1); }

    uint32_t new_node() {
        phrase_.push_back(kNoPhrase);
        return static_cast<uint32_t>(phrase_.size() - 1);
    }

    void insert(const uint32_t* units, int64_t n, int64_t p) {
        uint32_t node = roots_[units[0]];
        if (node == kNowhere) node = roots_[units[0]] = new_node();
        if (n > 1) {
            const uint64_t bit = filter_bit(units[0], units[1]);
            filter_[bit / 64] |= uint64_t(1) << (bit % 64);
        }
        for (int64_t i = 1; i < n; ++i) {
            uint32_t& next = edges_[key(node, units[i])];
            if (next == kNowhere) next = new_node();
            node = next;
        }
        phrase_[node] = p;
    }

    std::vector<uint32_t> roots_;
    std::vector<uint64_t> filter_;
    std::vector<int64_t> phrase_;
    FlatMap<uint32_t> edges_;
};

}  // namespace minent
