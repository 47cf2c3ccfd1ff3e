// A set of id sequences to walk along a text.
#pragma once

#include <cstdint>
#include <vector>

#include "../util/flat_map.hpp"

namespace minent {

class PhraseTrie {
public:
    static constexpr uint32_t kNowhere = 0;  // no node; real nodes start at 1
    static constexpr uint32_t kNoPhrase = 0xFFFFFFFFu;

    struct Place {
        uint32_t node = kNowhere;     // where longer phrases go on, if any do
        uint32_t phrase = kNoPhrase;  // the phrase that ends here
    };

    // Phrase p is units[offsets[p], offsets[p + 1]); no two are equal. Ids are 1 .. n_units.
    PhraseTrie(const uint32_t* units, const int64_t* offsets, int64_t n_phrases, uint32_t n_units)
        : roots_(size_t(n_units) + 1), filter_((uint64_t(1) << (64 - kFilterShift)) / 64, 0) {
        for (int64_t p = 0; p < n_phrases; ++p)
            insert(units + offsets[p], offsets[p + 1] - offsets[p], static_cast<uint32_t>(p));
    }

    Place root(uint32_t unit) const { return unit < roots_.size() ? roots_[unit] : Place(); }

    // Most pairs of neighbours begin no phrase, and most phrases end where the text goes on;
    // bits that stay in the cache say so. They may say yes where the answer is no.
    bool may_begin(uint32_t unit, uint32_t next) const { return has_bit(key(unit, next) * kPairs); }
    bool may_go_on(uint32_t node, uint32_t unit) const { return has_bit(key(node, unit) * kSteps); }

    Place child(uint32_t node, uint32_t unit) const {
        const Place* found = edges_.find(key(node, unit));
        return found ? *found : Place();
    }

    void prefetch_child(uint32_t node, uint32_t unit) const { edges_.prefetch(key(node, unit)); }

private:
    static constexpr int kFilterShift = 64 - 21;  // 2^21 bits
    static constexpr uint64_t kPairs = 0x9E3779B97F4A7C15ull, kSteps = 0xD1342543DE82EF95ull;

    static uint64_t key(uint32_t node, uint32_t unit) { return uint64_t(node) << 32 | unit; }

    // Multiplicative hashing: both halves of the key reach the upper bits.
    static uint64_t filter_bit(uint64_t product) { return (product ^ product << 32) >> kFilterShift; }
    bool has_bit(uint64_t product) const {
        const uint64_t bit = filter_bit(product);
        return filter_[bit / 64] >> (bit % 64) & 1;
    }
    void set_bit(uint64_t product) {
        const uint64_t bit = filter_bit(product);
        filter_[bit / 64] |= uint64_t(1) << (bit % 64);
    }

    void insert(const uint32_t* units, int64_t n, uint32_t p) {
        Place* place = &roots_[units[0]];
        if (n > 1) set_bit(key(units[0], units[1]) * kPairs);
        for (int64_t i = 1; i < n; ++i) {
            if (place->node == kNowhere) place->node = ++last_node_;
            const uint32_t node = place->node;
            set_bit(key(node, units[i]) * kSteps);
            place = &edges_[key(node, units[i])];
        }
        place->phrase = p;
    }

    std::vector<Place> roots_;
    std::vector<uint64_t> filter_;
    FlatMap<Place> edges_;
    uint32_t last_node_ = kNowhere;
};

}  // namespace minent
