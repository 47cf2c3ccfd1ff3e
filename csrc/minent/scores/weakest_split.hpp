// The two parts of an n-gram that hold together least.
#pragma once

#include <cstdint>
#include <vector>

namespace minent {

// Counts of the parts of the split with the greatest product of counts, which has the smallest
// PMI; of several the one with the shortest first part. A row of one unit has its own count
// twice. `parent` and `suffix` are those of link_rows.
inline void weakest_split(const int64_t* count, const int64_t* parent, const int64_t* suffix,
                          const int64_t* level_offsets, int order, int64_t* first, int64_t* second) {
    std::vector<int64_t> beginnings(order), ends(order);  // without their last and their first 0, 1, ... units
    for (int length = 1; length <= order; ++length) {
        for (int64_t row = level_offsets[length - 1]; row < level_offsets[length]; ++row) {
            first[row] = second[row] = count[row];
            beginnings[0] = ends[0] = row;
            for (int k = 1; k < length; ++k) {
                beginnings[k] = parent[beginnings[k - 1]];
                ends[k] = suffix[ends[k - 1]];
            }
            double best = -1;
            for (int cut = 1; cut < length; ++cut) {
                const int64_t a = count[beginnings[length - cut]], b = count[ends[cut]];
                const double product = static_cast<double>(a) * static_cast<double>(b);
                if (product <= best) continue;
                best = product;
                first[row] = a;
                second[row] = b;
            }
        }
    }
}

}  // namespace minent
