// Neighbours on a line: windows of sorted values.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace minent {

// Distance from values[i] to its k-th nearest other value, for begin <= i < end; values[0, n) is sorted.
// The k nearest are a window of k + 1 values around i; the k-th is the far end of the window that
// reaches least far. k < n.
inline void line_distances(const double* values, int64_t n, int64_t begin, int64_t end, int64_t k, double* out) {
    const int64_t inner_begin = std::min(std::max(begin, k), end);
    const int64_t inner_end = std::max(std::min(end, n - k), inner_begin);
    const auto at_rim = [&](int64_t i) {
        double best = INFINITY;
        for (int64_t a = std::max<int64_t>(0, i + k - (n - 1)); a <= std::min(k, i); ++a)
            best = std::min(best, std::max(values[i] - values[i - a], values[i - a + k] - values[i]));
        return best;
    };
    for (int64_t i = begin; i < inner_begin; ++i) out[i - begin] = at_rim(i);
    for (int64_t i = inner_end; i < end; ++i) out[i - begin] = at_rim(i);
    constexpr int64_t kBlock = 512;  // windows of a block stay in the cache
    for (int64_t from = inner_begin; from < inner_end; from += kBlock) {
        const int64_t to = std::min(from + kBlock, inner_end);
        for (int64_t i = from; i < to; ++i) out[i - begin] = values[i + k] - values[i];
        for (int64_t a = 1; a <= k; ++a)
            for (int64_t i = from; i < to; ++i) {
                const double left = values[i] - values[i - a], right = values[i - a + k] - values[i];
                const double reach = left > right ? left : right;
                out[i - begin] = reach < out[i - begin] ? reach : out[i - begin];
            }
    }
}

// Distance from each query to its k-th nearest value; values[0, n) is sorted, k <= n.
inline void line_cross_distances(const double* values, int64_t n, const double* queries, int64_t n_queries, int64_t k,
                                 double* out) {
    for (int64_t i = 0; i < n_queries; ++i) {
        const double x = queries[i];
        const int64_t at = std::lower_bound(values, values + n, x) - values;
        double best = INFINITY;
        for (int64_t a = std::max<int64_t>(0, at + k - n); a <= std::min(k, at); ++a)  // a of the k lie below
            best = std::min(best, std::max(a ? x - values[at - a] : 0.0, a < k ? values[at - a + k - 1] - x : 0.0));
        out[i] = best;
    }
}

// How many of the sorted values are nearer to queries[i] than radius[i] (or as near, if kInclusive).
// Rounded distances are compared, as the search for the radius saw them: x + radius would round on to the
// very neighbour that the radius comes from and count it.
template <bool kInclusive>
inline void line_counts(const double* values, int64_t n, const double* queries, const double* radius,
                        int64_t n_queries, int64_t* out) {
    for (int64_t i = 0; i < n_queries; ++i) {
        const double x = queries[i], r = radius[i];
        const auto inside = [r](double distance) { return kInclusive ? distance <= r : distance < r; };
        const double* first = std::partition_point(values, values + n, [&](double v) { return !inside(x - v); });
        const double* last = std::partition_point(first, values + n, [&](double v) { return inside(v - x); });
        out[i] = last - first;
    }
}

}  // namespace minent
