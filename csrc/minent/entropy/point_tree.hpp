// Points in a k-d tree, laid out leaf by leaf.
//
// A leaf has 32 points (the last one fewer), stored dimension by dimension, so that one instruction works on
// several points and a leaf is read from consecutive memory. Splits are at medians, rounded to whole leaves.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include "../util/bits.hpp"
#include "lanes.hpp"

namespace minent {

class PointTree {
public:
    struct Node {
        uint32_t right;  // the left child is the next node
        uint32_t first_leaf;
        uint32_t n_leaves;
    };

    // Coordinate i of point p is x[p * row_step + i * column_step] * scale[i].
    PointTree(const double* x, int64_t n, int d, ptrdiff_t row_step, ptrdiff_t column_step, const double* scale)
        : n_(n), d_(d) {
        if (n <= 0 || n >= int64_t(1) << 32) throw std::length_error("1 to 2^32 - 1 points");
        order_.resize(n);
        for (int64_t p = 0; p < n; ++p) order_[p] = static_cast<uint32_t>(p);
        const Source source{x, row_step, column_step, scale};
        split_all(source);
        lay_out(source);
        bound_all();
        // Single precision has no room for the squares of very small or large distances.
        if (d >= kLeastSieve && half_width() > 1e-6 && half_width() < 1e6) lay_out_singles();
    }

    int64_t size() const { return n_; }
    int dimensions() const { return d_; }
    int64_t n_leaves() const { return (n_ + kLeaf - 1) / kLeaf; }
    const std::vector<uint32_t>& order() const { return order_; }

    const Node& node(uint32_t i) const { return nodes_[i]; }
    const double* low(uint32_t node) const { return boxes_.data() + size_t(node) * 2 * d_; }
    const double* high(uint32_t node) const { return low(node) + d_; }
    const double* leaf(int64_t i) const { return points_.data() + static_cast<size_t>(i) * kLeaf * d_; }
    int leaf_size(int64_t i) const { return static_cast<int>(std::min<int64_t>(kLeaf, n_ - i * kLeaf)); }

    // The same in single precision around the centre of all points; if `has_sieve`.
    const float* single_leaf(int64_t i) const { return singles_.data() + static_cast<size_t>(i) * kLeaf * d_; }
    bool has_sieve() const { return !singles_.empty(); }
    double centre(int i) const { return low(0)[i] + (high(0)[i] - low(0)[i]) / 2; }
    double half_width() const {
        double widest = 0;
        for (int i = 0; i < d_; ++i) widest = std::max(widest, (high(0)[i] - low(0)[i]) / 2);
        return widest;
    }

private:
    struct Source {
        const double* x;
        ptrdiff_t row_step, column_step;
        const double* scale;
        double operator()(int64_t p, int i) const { return x[p * row_step + i * column_step] * scale[i]; }
    };
    static constexpr int kLeastSieve = 8;  // dimensions from which on a sieve saves time
    using Keyed = std::pair<double, uint32_t>;

    void split_all(const Source& source) {
        std::vector<double> low(d_, std::numeric_limits<double>::infinity()), high(d_);
        for (double& h : high) h = -std::numeric_limits<double>::infinity();
        for (int64_t p = 0; p < n_; ++p)
            for (int i = 0; i < d_; ++i) {
                low[i] = std::min(low[i], source(p, i));
                high[i] = std::max(high[i], source(p, i));
            }
        nodes_.reserve(2 * n_leaves() - 1);
        std::vector<Keyed> keyed(n_leaves() > 1 ? n_ : 0);
        split(source, 0, n_leaves(), low, high, keyed);
    }

    // Cells, not tight boxes, choose where to split: they need no pass over the points.
    void split(const Source& source, int64_t first, int64_t n, std::vector<double>& low, std::vector<double>& high,
               std::vector<Keyed>& keyed) {
        const size_t self = nodes_.size();
        nodes_.push_back({0, static_cast<uint32_t>(first), static_cast<uint32_t>(n)});
        if (n == 1) return;
        int widest = 0;
        for (int i = 1; i < d_; ++i)
            if (high[i] - low[i] > high[widest] - low[widest]) widest = i;
        const int64_t begin = first * kLeaf, end = std::min(n_, (first + n) * kLeaf), middle = (first + n / 2) * kLeaf;
        for (int64_t p = begin; p < end; ++p) keyed[p] = {source(order_[p], widest), order_[p]};
        std::nth_element(keyed.begin() + begin, keyed.begin() + middle, keyed.begin() + end,
                         [](const Keyed& a, const Keyed& b) { return a.first < b.first; });
        for (int64_t p = begin; p < end; ++p) order_[p] = keyed[p].second;
        const double cut = keyed[middle].first;
        double kept = high[widest];
        high[widest] = cut;
        split(source, first, n / 2, low, high, keyed);
        high[widest] = kept;
        nodes_[self].right = static_cast<uint32_t>(nodes_.size());
        kept = low[widest];
        low[widest] = cut;
        split(source, first + n / 2, n - n / 2, low, high, keyed);
        low[widest] = kept;
    }

    // Missing points of the last leaf are infinitely far from everything.
    void lay_out(const Source& source) {
        points_.resize(static_cast<size_t>(n_leaves()) * kLeaf * d_, std::numeric_limits<double>::infinity());
        for (int64_t p = 0; p < n_; ++p) {
            double* slot = points_.data() + static_cast<size_t>(p / kLeaf) * kLeaf * d_ + p % kLeaf;
            for (int i = 0; i < d_; ++i) slot[static_cast<size_t>(i) * kLeaf] = source(order_[p], i);
        }
    }

    void lay_out_singles() {
        singles_.resize(points_.size());
        for (size_t at = 0; at < points_.size(); ++at)
            singles_[at] = static_cast<float>(points_[at] - centre(static_cast<int>(at / kLeaf % d_)));
    }

    void bound_all() {
        boxes_.resize(nodes_.size() * 2 * d_);
        for (size_t at = nodes_.size(); at-- > 0;) {  // children come behind their parent
            double* box = boxes_.data() + at * 2 * d_;
            const Node& node = nodes_[at];
            for (int i = 0; i < d_; ++i) {
                if (node.n_leaves == 1) {
                    const double* row = leaf(node.first_leaf) + static_cast<size_t>(i) * kLeaf;
                    const auto ends = std::minmax_element(row, row + leaf_size(node.first_leaf));
                    box[i] = *ends.first;
                    box[d_ + i] = *ends.second;
                } else {
                    const double *left = box + 2 * d_, *right = boxes_.data() + size_t(node.right) * 2 * d_;
                    box[i] = std::min(left[i], right[i]);
                    box[d_ + i] = std::max(left[d_ + i], right[d_ + i]);
                }
            }
        }
    }

    int64_t n_;
    int d_;
    std::vector<uint32_t> order_;
    std::vector<Node> nodes_;
    std::vector<double> boxes_, points_;
    std::vector<float> singles_;
};

}  // namespace minent
