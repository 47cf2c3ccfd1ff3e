// Non-overlapping occurrences of the n-grams that can overlap themselves.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include "../util/bits.hpp"
#include "../util/flat_map.hpp"

namespace minent {

// The n-grams of a table as a trie: the extensions of row r are the rows
// [first_child[r], first_child[r + 1]), ordered by their last unit; row id - 1 is unit id.
struct GramTrie {
    const uint32_t* unit;
    const int64_t* first_child;
    int64_t n_units;

    int64_t root(uint32_t unit_id) const { return unit_id && unit_id <= n_units ? int64_t(unit_id) - 1 : -1; }
    int64_t child(int64_t row, uint32_t unit_id) const {
        const uint32_t* begin = unit + first_child[row];
        const uint32_t* end = unit + first_child[row + 1];
        const uint32_t* found = std::lower_bound(begin, end, unit_id);
        return found != end && *found == unit_id ? found - unit : -1;
    }
};

struct DisjointCounts {
    std::vector<int64_t> row;    // ascending
    std::vector<int64_t> count;  // occurrences left to right that do not overlap
};

// A beginning of w[0, n) is also its end: only then can two occurrences overlap.
template <class Id>
bool has_border(const Id* w, int n) {
    for (int size = 1; size < n; ++size)
        if (std::equal(w, w + size, w + n - size)) return true;
    return false;
}

// Counts over ids[begin, end), which must start behind a boundary.
template <class Id>
DisjointCounts count_disjoint(const Id* ids, size_t begin, size_t end, const GramTrie& trie, int order) {
    struct Seen {
        int64_t count = 0;
        uint64_t last_end = 0;
    };
    FlatMap<Seen> seen;
    auto visit = [&](size_t i) {
        // A border begins with the first unit, so the n-gram must reach where that comes again.
        int again = 1;
        while (ids[i + again] != ids[i]) ++again;
        int64_t row = trie.root(ids[i]);
        for (int k = 1; k < order && ids[i + k]; ++k) {
            if (row >= 0) row = trie.child(row, ids[i + k]);
            if (row < 0) return;
            if (k < again || !has_border(ids + i, k + 1)) continue;
            Seen& s = seen[row];
            if (i < s.last_end) continue;
            ++s.count;
            s.last_end = i + k + 1;
        }
    };
    // Few units come again within `order`; whole blocks are compared at once to find them.
    constexpr size_t kBlock = 64;
    for (size_t block = begin; block < end; block += kBlock) {
        const size_t size = std::min(kBlock, end - block);
        uint8_t again[kBlock] = {};
        const size_t reach = std::min<size_t>(order, end - block);
        for (size_t k = 1; k < reach; ++k) {
            const Id* p = ids + block;
            const size_t comparable = std::min(size, end - block - k);
            for (size_t j = 0; j < comparable; ++j) again[j] |= p[j] == p[j + k];
        }
        for (size_t j = 0; j < size; j += 8) {
            uint64_t eight;
            std::memcpy(&eight, again + j, 8);
            for (; eight; eight &= eight - 1) {
                const size_t i = block + j + (count_trailing_zeros(eight) >> 3);
                if (ids[i]) visit(i);
            }
        }
    }
    DisjointCounts out;
    seen.for_each([&](uint64_t row, const Seen&) { out.row.push_back(static_cast<int64_t>(row)); });
    std::sort(out.row.begin(), out.row.end());
    for (int64_t row : out.row) out.count.push_back(seen.find(row)->count);
    return out;
}

}  // namespace minent
