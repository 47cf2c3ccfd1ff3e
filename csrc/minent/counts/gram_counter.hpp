// Exact n-gram counts with the distribution of both neighbours.
//
// Every occurrence of a unit becomes a record: the unit before it and the units after it.
// The records of one n-gram lie together; a histogram of the next unit gives its right
// neighbours and the counts of its extensions, a histogram of the previous unit its left
// neighbours. Extensions that reach min_count are partitioned into groups of their own and
// visited in turn, so an n-gram is only looked at when its prefix reached min_count, and
// each group fits the cache long before the last order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "../text/layout.hpp"
#include "../util/bits.hpp"
#include "../util/buffer.hpp"
#include "histogram.hpp"
#include "id_ranges.hpp"

namespace minent {

// The n-grams of one length in lexicographic order of their ids.
struct GramLevel {
    std::vector<uint32_t> unit;         // last unit
    std::vector<uint32_t> count;
    std::vector<uint64_t> first_child;  // extensions: from here to the next row's first child
    std::vector<uint32_t> left_distinct, right_distinct;
    std::vector<double> left_entropy, right_entropy;
};

struct GramOptions {
    int levels = 4;          // lengths to count
    int entropy_levels = 4;  // lengths that get neighbours as well
    uint64_t min_count = 1;
    uint32_t n_units = 0;    // ids are 0 .. n_units
    uint32_t hapax_id = 0;   // id shared by all units that occur once (0: none is)
};

class GramCounterBase {
public:
    virtual ~GramCounterBase() = default;

    // The n-grams whose first unit is in [first, last), all of which must reach min_count and
    // not be the shared id. May be called again for other ranges.
    virtual std::vector<GramLevel> count(uint32_t first, uint32_t last) = 0;
};

struct NoPosition {};

// Position is uint64_t when more units than a window holds are needed, else NoPosition.
template <class Id, class Position>
class GramCounter final : public GramCounterBase {
public:
    // ids[0, n) must be padded as layout.hpp says; unit_counts[id] for all ids. Both must
    // outlive the counter.
    GramCounter(const Id* ids, size_t n, const uint64_t* unit_counts, const GramOptions& options)
        : ids_(ids),
          n_(n),
          unit_counts_(unit_counts),
          options_(options),
          right_(options.n_units),
          left_(options.n_units) {}

    std::vector<GramLevel> count(uint32_t first, uint32_t last) override {
        levels_.assign(options_.levels, GramLevel());
        std::vector<uint64_t> cursor(last - first);
        uint64_t size = 0, largest = 0;
        for (uint32_t unit = first; unit < last; ++unit) {
            cursor[unit - first] = size;
            size += unit_counts_[unit];
            largest = std::max(largest, unit_counts_[unit]);
        }
        if (size > kMaxGroup) throw std::length_error("a group of n-grams has more than 2^32 - 2 occurrences");
        here_.reserve(size);
        there_.reserve(largest);  // one unit at a time, so it stays in the cache
        gather(first, last, cursor);
        for (uint32_t unit = first; unit < last; ++unit) {
            const uint64_t n = unit_counts_[unit];
            visit(here_.from(cursor[unit - first] - n), there_.from(0), 0, n, 1, unit);
        }
        return std::move(levels_);
    }

private:
    static constexpr int kWindow = 4;
    static_assert(kWindow <= kPadding, "a window may reach behind the text");
    static constexpr uint32_t kDropped = 0xFFFFFFFFu;
    static constexpr uint64_t kMaxGroup = kDropped - 1;
    static constexpr bool kHasPosition = !std::is_same<Position, NoPosition>::value;

    struct Window {
        Id unit[kWindow];
    };

    // Structure of arrays: 10 bytes an occurrence with 16-bit ids and no position.
    struct Records {
        Window* next;
        Id* previous;
        Position* position;
        void copy(uint64_t to, const Records& from, uint64_t at) const {
            next[to] = from.next[at];
            previous[to] = from.previous[at];
            if constexpr (kHasPosition) position[to] = from.position[at];
        }
    };

    struct RecordStore {
        Buffer<Window> next;
        Buffer<Id> previous;
        Buffer<Position> position;
        void reserve(uint64_t n) {
            next.reserve(n);
            previous.reserve(n);
            if (kHasPosition) position.reserve(n);
        }
        Records from(uint64_t i) { return {&next[i], &previous[i], kHasPosition ? &position[i] : nullptr}; }
    };

    struct Child {
        uint32_t unit;
        uint32_t count;
    };

    bool is_hapax(uint32_t unit) const { return options_.hapax_id && unit == options_.hapax_id; }
    bool kept(uint32_t unit, uint64_t count) const {
        return unit != 0 && count >= options_.min_count && !is_hapax(unit);
    }

    // Makes the records of all units in [first, last), grouped by unit. Most ids belong to other
    // ranges, and which do is not to be foreseen: a block becomes one word of bits, because a
    // branch for fewer ids would be guessed wrong more often.
    void gather(uint32_t first, uint32_t last, std::vector<uint64_t>& cursor) {
        const Id low = static_cast<Id>(first);
        const Id span = static_cast<Id>(last - first);
        size_t block = 0;
        for (; block + kIdBlock <= n_; block += kIdBlock)
            gather_block(block, ids_in_range(ids_ + block, low, span), low, cursor);
        Id rest[kIdBlock] = {};  // padded with boundaries, which are in no range
        std::copy(ids_ + block, ids_ + n_, rest);
        gather_block(block, ids_in_range(rest, low, span), low, cursor);
    }

    void gather_block(size_t block, uint64_t hits, Id low, std::vector<uint64_t>& cursor) {
        for (; hits; hits &= hits - 1) {
            const size_t position = block + count_trailing_zeros(hits);
            gather_one(position, cursor[ids_[position] - low]++);
        }
    }

    void gather_one(size_t position, uint64_t to) {
        std::memcpy(&here_.next[to], ids_ + position + 1, sizeof(Window));
        here_.previous[to] = ids_[position - 1];
        if constexpr (kHasPosition) here_.position[to] = position;
    }

    // Records [begin, end) of `here` are the occurrences of one n-gram of `length` units
    // that ends in `unit`. The same range of `there` is free.
    void visit(const Records& here, const Records& there, uint64_t begin, uint64_t end, int length, uint32_t unit) {
        if (end - begin == 1) return visit_single(here, begin, length, unit);
        GramLevel& level = levels_[length - 1];
        const bool extend = length < options_.levels;
        const bool neighbours = length <= options_.entropy_levels;
        level.unit.push_back(unit);
        level.count.push_back(static_cast<uint32_t>(end - begin));
        if (extend) level.first_child.push_back(levels_[length].unit.size());
        if (!extend && !neighbours) return;
        refill(here, begin, end, length);
        const int slot = (length - 1) % kWindow;
        if (neighbours) {
            tally_both(here, begin, end, slot);
            summarise(left_, end - begin, level.left_distinct, level.left_entropy);
            left_.clear();
            summarise(right_, end - begin, level.right_distinct, level.right_entropy);
        } else {
            Histogram::Tally right(right_);
            for (uint64_t i = begin; i < end; ++i) right.add(here.next[i].unit[slot]);
        }
        const size_t first_child = children_.size();
        if (extend) partition(here, there, begin, end, slot);
        right_.clear();
        const size_t last_child = children_.size();
        for (size_t c = first_child; c < last_child; ++c) {
            const Child child = children_[c];
            visit(there, here, begin, begin + child.count, length + 1, child.unit);
            begin += child.count;
        }
        children_.resize(first_child);
    }

    // One occurrence (min_count 1): its extensions follow one another, with one neighbour a side.
    void visit_single(const Records& records, uint64_t at, int length, uint32_t unit) {
        for (;; ++length) {
            GramLevel& level = levels_[length - 1];
            level.unit.push_back(unit);
            level.count.push_back(1);
            if (length <= options_.entropy_levels) {
                level.left_distinct.push_back(1);
                level.right_distinct.push_back(1);
                level.left_entropy.push_back(0.0);
                level.right_entropy.push_back(0.0);
            }
            if (length == options_.levels) return;
            level.first_child.push_back(levels_[length].unit.size());
            refill(records, at, at + 1, length);
            unit = records.next[at].unit[(length - 1) % kWindow];
            if (!kept(unit, 1)) return;
        }
    }

    // The window holds units length .. length + 3 (counted from 0); the next four come from the text.
    void refill(const Records& records, uint64_t begin, uint64_t end, int length) {
        if constexpr (kHasPosition) {
            if (length == 1 || (length - 1) % kWindow != 0) return;
            for (uint64_t i = begin; i < end; ++i)
                std::memcpy(&records.next[i], ids_ + records.position[i] + length, sizeof(Window));
        }
    }

    // Both histograms in one loop: the processor works on the two at the same time.
    void tally_both(const Records& records, uint64_t begin, uint64_t end, int slot) {
        Histogram::Tally left(left_), right(right_);
        for (uint64_t i = begin; i < end; ++i) {
            left.add(records.previous[i]);
            right.add(records.next[i].unit[slot]);
        }
    }

    void summarise(const Histogram& histogram, uint64_t total, std::vector<uint32_t>& distinct,
                   std::vector<double>& entropy) const {
        const NeighbourEntropy neighbours = histogram.neighbours(options_.hapax_id);
        distinct.push_back(static_cast<uint32_t>(neighbours.distinct()));
        entropy.push_back(neighbours.bits(total));
    }

    // Moves the records whose extension reaches min_count to `there`, grouped by extension,
    // and pushes the extensions in order of their unit.
    void partition(const Records& here, const Records& there, uint64_t begin, uint64_t end, int slot) {
        const size_t first_child = children_.size();
        uint32_t* cursors = right_.count.data();  // where the next record of an extension goes
        for (size_t i = 0; i < right_.size; ++i) {
            uint32_t& cursor = cursors[right_.touched[i]];
            if (kept(right_.touched[i], cursor)) children_.push_back({right_.touched[i], cursor});
            cursor = kDropped;
        }
        if (children_.size() == first_child) return;
        std::sort(children_.begin() + first_child, children_.end(),
                  [](const Child& a, const Child& b) { return a.unit < b.unit; });
        uint32_t start = 0;
        for (size_t c = first_child; c < children_.size(); ++c) {
            cursors[children_[c].unit] = start;
            start += children_[c].count;
        }
        for (uint64_t i = begin; i < end; ++i) {
            uint32_t& cursor = cursors[here.next[i].unit[slot]];
            if (cursor != kDropped) there.copy(begin + cursor++, here, i);
        }
    }

    const Id* ids_;
    size_t n_;
    const uint64_t* unit_counts_;
    GramOptions options_;
    std::vector<GramLevel> levels_;
    Histogram right_, left_;
    std::vector<Child> children_;  // a stack: the extensions still to visit
    RecordStore here_, there_;
};

template <class Id>
std::unique_ptr<GramCounterBase> make_gram_counter(const Id* ids, size_t n, const uint64_t* unit_counts,
                                                   const GramOptions& options) {
    // The neighbours of the last length need one unit more than it has.
    const int units_after_first = std::max(options.levels - 1, options.entropy_levels);
    if (units_after_first <= 4)
        return std::unique_ptr<GramCounterBase>(new GramCounter<Id, NoPosition>(ids, n, unit_counts, options));
    return std::unique_ptr<GramCounterBase>(new GramCounter<Id, uint64_t>(ids, n, unit_counts, options));
}

}  // namespace minent
