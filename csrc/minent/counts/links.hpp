// Where the rows of a trie of n-grams come from: the n-grams without their last and without their first unit.
#pragma once

#include <algorithm>
#include <cstdint>
#include <stdexcept>

namespace minent {

// Rows are sorted by length (rows of length n begin at level_offsets[n - 1]), each length by its
// units; the extensions of row r are [first_child[r], first_child[r + 1]). -1 for the rows of one
// unit. Throws std::invalid_argument when the end of an n-gram is not in the trie.
inline void link_rows(const uint32_t* unit, const int64_t* first_child, const int64_t* level_offsets, int order,
                      int64_t* parent, int64_t* suffix) {
    std::fill(parent, parent + level_offsets[1], -1);
    std::fill(suffix, suffix + level_offsets[1], -1);
    for (int length = 1; length < order; ++length) {
        for (int64_t p = level_offsets[length - 1]; p < level_offsets[length]; ++p) {
            std::fill(parent + first_child[p], parent + first_child[p + 1], p);
            // Extensions of one n-gram and of its end are sorted alike: each is behind the one before.
            int64_t at = length > 1 ? first_child[suffix[p]] : 0;
            const int64_t end = length > 1 ? first_child[suffix[p] + 1] : level_offsets[1];
            for (int64_t row = first_child[p]; row < first_child[p + 1]; ++row) {
                at = length > 1 ? std::lower_bound(unit + at, unit + end, unit[row]) - unit : int64_t(unit[row]) - 1;
                if (at >= end || unit[at] != unit[row]) throw std::invalid_argument("the end of an n-gram is missing");
                suffix[row] = at;
            }
        }
    }
}

}  // namespace minent
