// Impact matrices -> scores of arcs that decoders can add up: finite, missing ones worse than any sum of others.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace minent {

enum class Normalization : int { none = 0, rows = 1, softmax = 2 };

// What a value that is missing counts for: less than any tree gains by all its other arcs.
struct Range {
    double least = std::numeric_limits<double>::infinity();
    double most = -std::numeric_limits<double>::infinity();

    void add(double value) {
        least = std::min(least, value);
        most = std::max(most, value);
    }
    bool empty() const { return least > most; }
    double width() const { return most > least ? most - least : 1.0; }
    double missing(size_t n) const {
        return (empty() ? 0.0 : least) - static_cast<double>(n + 2) * (empty() ? 1.0 : width());
    }
};

// Row i of x: values of the arcs into word i. Only values off the diagonal that are there count.
inline void normalize_row(double* row, size_t n, size_t i, Normalization kind) {
    if (kind == Normalization::none) return;
    double most = -std::numeric_limits<double>::infinity();
    for (size_t j = 0; j < n; ++j)
        if (j != i && row[j] > most) most = row[j];
    double sum = 0;
    for (size_t j = 0; j < n; ++j) {
        if (j == i || std::isnan(row[j])) continue;
        if (kind == Normalization::softmax) row[j] = std::exp(row[j] - most);
        sum += row[j];
    }
    if (!(sum > 0)) return;  // nothing to divide by: all zeros stay zeros
    for (size_t j = 0; j < n; ++j)
        if (j != i) row[j] /= sum;
}

// scores[h * n + d] of the arc from head h to d, from impact[d * n + h] of h on d; the diagonal is 0.
template <class Value>
Range arc_scores(const Value* impact, size_t n, Normalization kind, bool symmetric, std::vector<double>& scores) {
    std::vector<double> row(n), rows;
    scores.assign(n * n, 0.0);
    for (size_t d = 0; d < n; ++d) {
        for (size_t h = 0; h < n; ++h) row[h] = static_cast<double>(impact[d * n + h]);
        normalize_row(row.data(), n, d, kind);
        for (size_t h = 0; h < n; ++h)
            if (h != d) scores[h * n + d] = row[h];
    }
    if (symmetric)  // of two impacts of which one is missing, the other counts
        for (size_t i = 0; i < n; ++i)
            for (size_t j = 0; j < i; ++j) {
                const double a = scores[i * n + j], b = scores[j * n + i];
                scores[i * n + j] = scores[j * n + i] = std::isnan(a) ? b : std::isnan(b) ? a : (a + b) / 2;
            }
    Range range;
    bool missing = false;
    for (size_t h = 0; h < n; ++h)
        for (size_t d = 0; d < n; ++d) {
            if (h == d) continue;
            if (std::isnan(scores[h * n + d])) missing = true;
            else range.add(scores[h * n + d]);
        }
    if (missing)
        for (double& score : scores)
            if (std::isnan(score)) score = range.missing(n);
    return range;
}

// Rounds to multiples of a power of two that is so large that no sum of a tree rounds any more: what
// is equal is equal in whatever order it is added. For 25 words it is 2^-45 of the largest value.
inline void make_sums_exact(std::vector<double>& scores, std::vector<double>& root) {
    double most = 0;
    for (const auto* values : {&scores, &root})
        for (const double value : *values) most = std::max(most, std::fabs(value));
    if (most == 0) return;
    int exponent = 0;
    std::frexp(most * 4 * static_cast<double>(root.size()), &exponent);
    const double step = std::ldexp(1.0, exponent - std::numeric_limits<double>::digits);
    for (auto* values : {&scores, &root})
        for (double& value : *values) value = std::nearbyint(value / step) * step;
}

}  // namespace minent
