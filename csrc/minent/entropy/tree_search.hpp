// Nearest neighbours and range counts for the points of a tree's leaves, a leaf of queries at a time.
//
// The queries of a leaf lie close together, so they visit the same nodes: a node is tested against all 32
// at once, and the mask of those that it may matter to is handed down. Results are exact.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "point_tree.hpp"

namespace minent {

// The k nearest points of one tree to points of another (or of the same, without the point itself).
template <Metric kMetric>
class NeighbourSearch {
public:
    // With `prune` off every leaf is visited in order: brute force.
    NeighbourSearch(const PointTree& points, const PointTree& queries, int k, bool prune, bool with_places)
        : points_(points), queries_(queries), self_(&points == &queries), prune_(prune), k_(k),
          room_(k > kFew && !with_places ? k + k / 2 : k), nearest_(static_cast<size_t>(kLeaf) * room_),
          places_(with_places ? nearest_.size() : 0),
          centre_(points.dimensions()), singles_(points.has_sieve() ? size_t(kLeaf) * points.dimensions() : 0) {}

    // Afterwards distance(q, j) is that of the query q's neighbour number j.
    void search(int64_t leaf) {
        query_ = queries_.leaf(leaf);
        n_queries_ = queries_.leaf_size(leaf);
        std::fill(nearest_.begin(), nearest_.end(), std::numeric_limits<double>::infinity());
        std::fill(held_, held_ + kLeaf, 0);
        std::fill(bound_, bound_ + n_queries_, std::numeric_limits<double>::infinity());
        std::fill(bound_ + n_queries_, bound_ + kLeaf, -1.0);
        own_ = self_ ? leaf : -1;
        if (!singles_.empty()) take_singles();
        const uint32_t all = n_queries_ == kLeaf ? ~uint32_t(0) : (uint32_t(1) << n_queries_) - 1;
        if (self_) scan(leaf, all);
        if (prune_) {
            for (int i = 0; i < points_.dimensions(); ++i) centre_[i] = query_[static_cast<size_t>(i) * kLeaf];
            visit(0, all);
        } else {
            for (int64_t other = 0; other < points_.n_leaves(); ++other)
                if (other != own_) scan(other, all);
        }
        if (room_ > k_)
            for (int q = 0; q < n_queries_; ++q) std::sort(first(q), first(q) + held_[q]);
    }

    int n_queries() const { return n_queries_; }
    double distance(int q, int j) const {
        const double x = nearest_[static_cast<size_t>(q) * room_ + j];
        return kMetric == Metric::kEuclidean ? std::sqrt(x) : x;
    }
    uint32_t place(int q, int j) const { return places_[static_cast<size_t>(q) * k_ + j]; }

private:
    void visit(uint32_t at, uint32_t mask) {
        const auto near = kMetric == Metric::kEuclidean ? kernels_.box_squares : kernels_.box_max;
        mask &= near(query_, points_.low(at), points_.high(at), points_.dimensions(), bound_);
        if (!mask) return;
        const PointTree::Node& node = points_.node(at);
        if (node.n_leaves == 1) {
            if (node.first_leaf != own_) scan(node.first_leaf, mask);
            return;
        }
        const bool right_first = self_ ? own_ >= points_.node(node.right).first_leaf : gap(node.right) < gap(at + 1);
        visit(right_first ? node.right : at + 1, mask);
        visit(right_first ? at + 1 : node.right, mask);
    }

    // How far a box is from one of the queries, to visit the nearer one first.
    double gap(uint32_t at) const {
        double sum = 0;
        for (int i = 0; i < points_.dimensions(); ++i)
            sum += std::max({points_.low(at)[i] - centre_[i], centre_[i] - points_.high(at)[i], 0.0});
        return sum;
    }

    // Rounding of coordinates c to float and of their difference: at most 4 |c| 2^-24 each dimension.
    void take_singles() {
        const int d = points_.dimensions();
        double largest = points_.half_width();
        for (int q = 0; q < n_queries_; ++q)
            for (int i = 0; i < d; ++i) {
                const double x = query_[static_cast<size_t>(i) * kLeaf + q] - points_.centre(i);
                largest = std::max(largest, std::abs(x));
                singles_[static_cast<size_t>(q) * d + i] = static_cast<float>(x);
            }
        slack_ = largest * 0x1p-21 * (kMetric == Metric::kEuclidean ? std::sqrt(double(d)) : 1.0);
        std::fill(wide_, wide_ + kLeaf, std::numeric_limits<float>::infinity());
    }

    // A bound that no point within the exact bound exceeds in single precision.
    float wide_bound(double bound) const {
        if (kMetric == Metric::kChebyshev) return static_cast<float>((bound + slack_) * (1 + 0x1p-22));
        const double reach = std::sqrt(bound) + slack_;
        return static_cast<float>(reach * reach * (1 + (points_.dimensions() + 8) * 0x1p-23));
    }

    // The distance, or something not below the bound: sums do not fall.
    double exact(int q, int64_t leaf, int j) const {
        const double *point = points_.leaf(leaf) + j, *query = query_ + q;
        const double bound = bound_[q];
        double sum = 0;
        for (int i = 0; i < points_.dimensions() && sum < bound; ++i) {
            const double apart = point[static_cast<size_t>(i) * kLeaf] - query[static_cast<size_t>(i) * kLeaf];
            sum = kMetric == Metric::kEuclidean ? sum + apart * apart : std::max(sum, std::abs(apart));
        }
        return sum;
    }

    void sift(int64_t leaf, uint32_t queries) {
        constexpr bool kSquares = kMetric == Metric::kEuclidean;
        const auto one = kSquares ? kernels_.sieve_squares : kernels_.sieve_max;
        const auto several = kSquares ? kernels_.sieve_squares_together : kernels_.sieve_max_together;
        const int d = points_.dimensions();
        const float *points[kTogether], *own = points_.single_leaf(leaf);
        float bound[kTogether];
        uint32_t near[kTogether];
        int which[kTogether];
        while (queries) {
            int n = 0;
            for (; n < kTogether && queries; queries &= queries - 1, ++n) {
                which[n] = count_trailing_zeros(queries);
                points[n] = singles_.data() + static_cast<size_t>(which[n]) * d;
                bound[n] = wide_[which[n]];
            }
            for (int p = n; p < kTogether; ++p) {  // nothing is near enough
                points[p] = points[0];
                bound[p] = -1;
            }
            (n == 1 ? one : several)(points, own, d, bound, near);
            for (int p = 0; p < n; ++p) take(leaf, which[p], near[p]);
        }
    }

    // Points of a leaf that passed the sieve for query q.
    void take(int64_t leaf, int q, uint32_t near) {
        if (leaf == own_) near &= ~(uint32_t(1) << q);
        for (; near; near &= near - 1) {
            const int j = count_trailing_zeros(near);
            if (j < points_.leaf_size(leaf)) insert(q, exact(q, leaf, j), leaf * kLeaf + j);
        }
    }

    void scan(int64_t leaf, uint32_t queries) {
        if (!singles_.empty()) return sift(leaf, queries);
        const auto distances = kMetric == Metric::kEuclidean ? kernels_.leaf_squares : kernels_.leaf_max;
        double found[kLeaf];
        for (; queries; queries &= queries - 1) {
            const int q = count_trailing_zeros(queries);
            uint32_t near = distances(query_ + q, points_.leaf(leaf), points_.dimensions(), bound_[q], found);
            if (leaf == own_) near &= ~(uint32_t(1) << q);
            for (; near; near &= near - 1) insert(q, found[count_trailing_zeros(near)], leaf * kLeaf + count_trailing_zeros(near));
        }
    }

    double* first(int q) { return nearest_.data() + static_cast<size_t>(q) * room_; }

    void lower_bound(int q, double bound) {
        bound_[q] = bound;
        if (!singles_.empty()) wide_[q] = wide_bound(bound);
    }

    // Few neighbours are kept in order; many are collected, and now and then those beyond the k-th dropped.
    void insert(int q, double distance, int64_t place) {
        if (!(distance < bound_[q])) return;
        double* nearest = first(q);
        if (room_ > k_) {
            nearest[held_[q]++] = distance;
            if (held_[q] < room_) return;
            std::nth_element(nearest, nearest + k_ - 1, nearest + room_);
            held_[q] = k_;
            lower_bound(q, nearest[k_ - 1]);
            return;
        }
        int j = k_ - 1;
        for (; j > 0 && nearest[j - 1] > distance; --j) nearest[j] = nearest[j - 1];
        nearest[j] = distance;
        lower_bound(q, nearest[k_ - 1]);
        if (places_.empty()) return;
        uint32_t* places = places_.data() + static_cast<size_t>(q) * k_;
        std::copy_backward(places + j, places + k_ - 1, places + k_);
        places[j] = static_cast<uint32_t>(place);
    }

    const lanes::Kernels& kernels_ = lanes::kernels();
    const PointTree &points_, &queries_;
    const bool self_, prune_;
    static constexpr int kFew = 32;
    const int k_, room_;  // neighbours wanted and held
    std::vector<double> nearest_;
    std::vector<uint32_t> places_;
    std::vector<double> centre_;
    std::vector<float> singles_;  // the queries around the centre of the points, one behind the other
    double slack_ = 0;
    float wide_[kLeaf];  // bounds for single precision
    double bound_[kLeaf];
    int held_[kLeaf];  // where many are collected
    const double* query_ = nullptr;
    int n_queries_ = 0;
    int64_t own_ = -1;
};

// How many points of a tree are nearer than a radius to its own points, themselves included (max norm).
template <bool kInclusive>
class RangeCount {
public:
    explicit RangeCount(const PointTree& points) : points_(points) {}

    // radius and count are those of the leaf's points, in order.
    void count(int64_t leaf, const double* radius, int64_t* count) {
        query_ = points_.leaf(leaf);
        const int n = points_.leaf_size(leaf);
        std::copy(radius, radius + n, radius_);
        std::fill(radius_ + n, radius_ + kLeaf, -1.0);
        std::fill(count_, count_ + kLeaf, 0);
        visit(0, n == kLeaf ? ~uint32_t(0) : (uint32_t(1) << n) - 1);
        std::copy(count_, count_ + n, count);
    }

private:
    void visit(uint32_t at, uint32_t mask) {
        const auto near = kInclusive ? kernels_.box_max_inclusive : kernels_.box_max;
        const auto inside = kInclusive ? kernels_.box_inside_inclusive : kernels_.box_inside;
        const auto distances = kInclusive ? kernels_.leaf_max_inclusive : kernels_.leaf_max;
        const double *low = points_.low(at), *high = points_.high(at);
        const int d = points_.dimensions();
        mask &= near(query_, low, high, d, radius_);
        if (!mask) return;
        const PointTree::Node& node = points_.node(at);
        const uint32_t whole = mask & inside(query_, low, high, d, radius_);
        if (whole) {
            const int64_t last = int64_t(node.first_leaf) + node.n_leaves - 1;
            const int64_t n = (node.n_leaves - 1) * int64_t(kLeaf) + points_.leaf_size(last);
            for (uint32_t left = whole; left; left &= left - 1) count_[count_trailing_zeros(left)] += n;
        }
        mask &= ~whole;
        if (!mask) return;
        if (node.n_leaves > 1) {
            visit(at + 1, mask);
            visit(node.right, mask);
            return;
        }
        double distance[kLeaf];
        for (; mask; mask &= mask - 1) {
            const int q = count_trailing_zeros(mask);
            count_[q] += count_ones(distances(query_ + q, points_.leaf(node.first_leaf), d, radius_[q], distance));
        }
    }

    const lanes::Kernels& kernels_ = lanes::kernels();
    const PointTree& points_;
    double radius_[kLeaf];
    int64_t count_[kLeaf];
    const double* query_ = nullptr;
};

namespace detail {
template <Metric kMetric>
inline void nearest_distances(const PointTree& points, const PointTree& queries, int64_t first, int64_t last,
                              const int64_t* ks, int n_ks, bool prune, double* out) {
    NeighbourSearch<kMetric> search(points, queries, static_cast<int>(ks[n_ks - 1]), prune, false);
    double* row = out + first * kLeaf * n_ks;
    for (int64_t leaf = first; leaf < last; ++leaf) {
        search.search(leaf);
        for (int q = 0; q < search.n_queries(); ++q)
            for (int j = 0; j < n_ks; ++j) *row++ = search.distance(q, static_cast<int>(ks[j]) - 1);
    }
}
}  // namespace detail

// Row i of out: distances from query i to its nearest points number ks[0] < ks[1] < ..., for leaves [first, last).
inline void nearest_distances(const PointTree& points, const PointTree& queries, int64_t first, int64_t last,
                              const int64_t* ks, int n_ks, bool euclidean, bool prune, double* out) {
    const auto fill = euclidean ? detail::nearest_distances<Metric::kEuclidean>
                                : detail::nearest_distances<Metric::kChebyshev>;
    fill(points, queries, first, last, ks, n_ks, prune, out);
}

// Row i of out: places of the k nearest other points (max norm), nearest first.
inline void nearest_places(const PointTree& points, int64_t first, int64_t last, int k, bool prune, uint32_t* out) {
    NeighbourSearch<Metric::kChebyshev> search(points, points, k, prune, true);
    uint32_t* row = out + first * kLeaf * k;
    for (int64_t leaf = first; leaf < last; ++leaf) {
        search.search(leaf);
        for (int q = 0; q < search.n_queries(); ++q)
            for (int j = 0; j < k; ++j) *row++ = search.place(q, j);
    }
}

// out[i]: points nearer than radius[i] to point i (or as near, if inclusive), itself included.
inline void count_ranges(const PointTree& points, int64_t first, int64_t last, const double* radius, bool inclusive,
                         int64_t* out) {
    RangeCount<false> strict(points);
    RangeCount<true> loose(points);
    for (int64_t leaf = first; leaf < last; ++leaf) {
        const int64_t at = leaf * kLeaf;
        if (inclusive)
            loose.count(leaf, radius + at, out + at);
        else
            strict.count(leaf, radius + at, out + at);
    }
}

}  // namespace minent
