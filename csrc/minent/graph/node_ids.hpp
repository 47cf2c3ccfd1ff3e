// Nodes as a file names them -> 0, 1, 2, ...
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../util/bits.hpp"
#include "../util/flat_map.hpp"
#include "edge_store.hpp"
#include "fields.hpp"
#include "name_table.hpp"

namespace minent {

// Numbers below 2^31 are kept as they are until all are known (small); a larger one makes all
// numbers mapped, a name makes them names, by their digits. Declared nodes are known before the
// edges (ranged, or fixed numbers in any order).
class NodeIds {
public:
    enum class Found { kFine, kOutside, kNoNumber, kTooMany };

    NodeIds(EdgeStore* stores, int n_stores, int64_t limit) : stores_(stores), n_stores_(n_stores), limit_(limit) {}

    // The nodes are base, base + 1, ..., base + n - 1 and no others.
    void declare_range(int64_t base, int64_t n) {
        mode_ = Mode::kRanged;
        base_ = base;
        n_ = n;
    }

    // The nodes have these numbers and no others; false when one comes twice, then `first_twice` says which.
    bool declare(const std::vector<int64_t>& ids, size_t& first_twice) {
        mode_ = Mode::kFixed;
        for (size_t i = 0; i < ids.size(); ++i) {
            int32_t& place = places_[static_cast<uint64_t>(ids[i])];
            if (place) {
                first_twice = i;
                return false;
            }
            place = static_cast<int32_t>(i) + 1;
        }
        n_ = static_cast<int64_t>(ids.size());
        return true;
    }

    // For the fast path: false when the number needs resolve().
    bool quick(uint64_t value, int32_t& node) const {
        if (mode_ == Mode::kSmall) {
            node = static_cast<int32_t>(value);
            return value < kSmallLimit;
        }
        const uint64_t place = value - static_cast<uint64_t>(base_);
        node = static_cast<int32_t>(place);
        return mode_ == Mode::kRanged && place < static_cast<uint64_t>(n_);
    }

    // To be called with all fields of an edge before any is resolved: what it changes renumbers the
    // edges that are stored, not one that is under way; and what they need is then fetched at once.
    void admit(std::string_view field) {
        if (mode_ <= Mode::kMapped) {
            uint64_t value = 0;
            if (!parse_whole(field, value))
                turn_named();
            else if (mode_ == Mode::kSmall && value >= kSmallLimit)
                turn_mapped();
            if (mode_ == Mode::kMapped) places_.prefetch(value);
        }
        if (mode_ == Mode::kNamed) names_.prefetch(field);
    }

    Found resolve(std::string_view field, int32_t& node) {
        uint64_t value = 0;
        const bool whole = parse_whole(field, value);
        if (whole && quick(value, node)) return Found::kFine;
        if (mode_ == Mode::kRanged || mode_ == Mode::kFixed) {
            if (!whole) return Found::kNoNumber;
            const int32_t* place = mode_ == Mode::kFixed ? places_.find(value) : nullptr;
            if (!place) return Found::kOutside;
            node = *place - 1;
            return Found::kFine;
        }
        node = mode_ == Mode::kMapped ? mapped(value) : named(field);
        return known() > limit_ ? Found::kTooMany : Found::kFine;
    }

    // Numbers the nodes: by ascending number, names by their first appearance. To be called once,
    // when all edges are known; they are renumbered.
    void settle() {
        if (mode_ == Mode::kSmall && !settle_small()) turn_mapped();
        if (mode_ == Mode::kMapped) settle_mapped();
        if (mode_ == Mode::kNamed) n_ = names_.size();
    }

    int64_t n() const { return n_; }
    bool has_names() const { return mode_ == Mode::kNamed; }
    const std::vector<int64_t>& ids() const { return ids_; }  // empty: 0, 1, ..., names or declared

    // Names one behind the other; name i ends at ends[i].
    void copy_names(std::string& text, std::vector<int64_t>& ends) const {
        for (uint32_t id = 0; id < names_.size(); ++id) {
            text += names_.name(id);
            ends.push_back(static_cast<int64_t>(text.size()));
        }
    }

private:
    enum class Mode { kSmall, kMapped, kNamed, kRanged, kFixed };
    static constexpr uint64_t kSmallLimit = 0x7FFFFFFF;

    int64_t known() const {
        return mode_ == Mode::kMapped ? static_cast<int64_t>(ids_.size())
                                      : mode_ == Mode::kNamed ? static_cast<int64_t>(names_.size()) : 0;
    }

    template <class F>
    void for_each_end(F&& f) {
        for (int s = 0; s < n_stores_; ++s) stores_[s].for_each_end(f);
    }

    int32_t mapped(uint64_t value) {
        int32_t& place = places_[value];
        if (!place) {
            ids_.push_back(static_cast<int64_t>(value));
            place = static_cast<int32_t>(ids_.size());
        }
        return place - 1;
    }

    int32_t named(std::string_view name) { return static_cast<int32_t>(names_.intern(name)); }

    void turn_mapped() {
        mode_ = Mode::kMapped;
        for_each_end([this](int32_t& u) { u = mapped(static_cast<uint64_t>(u)); });
    }

    void turn_named() {
        const bool small = mode_ == Mode::kSmall;
        mode_ = Mode::kNamed;
        for_each_end([&](int32_t& u) { u = named(std::to_string(small ? u : ids_[u])); });
        ids_.clear();
        places_ = FlatMap<int32_t>();
    }

    // By a bit for each number. False when the numbers are too far apart for that.
    bool settle_small() {
        int32_t greatest = -1;
        uint64_t ends = 0;
        for_each_end([&](int32_t& u) {
            greatest = std::max(greatest, u);
            ++ends;
        });
        const size_t words = static_cast<size_t>(greatest + int64_t(64)) / 64;
        if (words > ends + (size_t(1) << 16)) return false;
        std::vector<uint64_t> bits(words, 0);
        for_each_end([&](int32_t& u) { bits[u >> 6] |= uint64_t(1) << (u & 63); });
        std::vector<uint32_t> before(words);
        uint32_t count = 0;
        for (size_t i = 0; i < words; ++i) {
            before[i] = count;
            count += ones(bits[i]);
        }
        n_ = count;
        if (n_ == greatest + int64_t(1)) return true;
        for_each_end([&](int32_t& u) {
            const uint64_t below = bits[u >> 6] & ((uint64_t(1) << (u & 63)) - 1);
            u = static_cast<int32_t>(before[u >> 6] + ones(below));
        });
        ids_.reserve(count);
        for (size_t i = 0; i < words; ++i)
            for (uint64_t word = bits[i]; word; word &= word - 1)
                ids_.push_back(static_cast<int64_t>(i) * 64 + count_trailing_zeros(word));
        return true;
    }

    void settle_mapped() {
        n_ = static_cast<int64_t>(ids_.size());
        std::vector<int32_t> order(ids_.size()), rank(ids_.size());
        for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int32_t>(i);
        std::sort(order.begin(), order.end(), [this](int32_t a, int32_t b) { return ids_[a] < ids_[b]; });
        for (size_t i = 0; i < order.size(); ++i) rank[order[i]] = static_cast<int32_t>(i);
        for_each_end([&](int32_t& u) { u = rank[u]; });
        std::sort(ids_.begin(), ids_.end());
    }

    static uint32_t ones(uint64_t x) {
        return static_cast<uint32_t>(count_ones(static_cast<uint32_t>(x)) + count_ones(static_cast<uint32_t>(x >> 32)));
    }

    EdgeStore* stores_;
    int n_stores_;
    int64_t limit_;
    Mode mode_ = Mode::kSmall;
    int64_t base_ = 0, n_ = 0;
    FlatMap<int32_t> places_;  // place + 1, so that 0 is none
    std::vector<int64_t> ids_;
    NameTable names_;
};

}  // namespace minent
