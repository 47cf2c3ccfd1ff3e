// Distances from one point to a leaf of points, and from a leaf of points to a box, four lanes at a time.
//
// Every distance is one chain of rounded operations in the order of the dimensions. Rounding is monotone,
// so what is computed for a box bounds what is computed for the points in it, to the last bit: pruning
// changes no result. (The build turns contraction to fused operations off, which would break the chain.)
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

// One binary for all x86 processors: the loader picks the widest version of the marked functions.
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define MINENT_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define MINENT_WIDE
#endif
#if defined(__GNUC__)
#define MINENT_INLINE inline __attribute__((always_inline))
#else
#define MINENT_INLINE inline
#endif

namespace minent {

constexpr int kLeaf = 32;  // points in a leaf: one bit each of a mask

enum class Metric { kChebyshev, kEuclidean };

namespace lanes {

constexpr int kLanes = 4;
constexpr int kGroups = kLeaf / kLanes;

#if defined(__GNUC__)
typedef double Doubles __attribute__((vector_size(32)));
typedef int64_t Bits __attribute__((vector_size(32)));

MINENT_INLINE Doubles larger(Doubles a, Doubles b) { return a > b ? a : b; }
MINENT_INLINE uint32_t any_of(Bits b) { return static_cast<uint32_t>(b[0] | b[1] | b[2] | b[3]); }
#else
struct Bits {
    int64_t v[4];
    Bits operator&(Bits o) const { return {{v[0] & o.v[0], v[1] & o.v[1], v[2] & o.v[2], v[3] & o.v[3]}}; }
    Bits& operator|=(Bits o) {
        for (int i = 0; i < 4; ++i) v[i] |= o.v[i];
        return *this;
    }
};
struct Doubles {
    double v[4];
    template <class Op>
    Doubles with(Doubles o, Op op) const {
        return {{op(v[0], o.v[0]), op(v[1], o.v[1]), op(v[2], o.v[2]), op(v[3], o.v[3])}};
    }
    Doubles operator-(Doubles o) const { return with(o, [](double a, double b) { return a - b; }); }
    Doubles operator+(Doubles o) const { return with(o, [](double a, double b) { return a + b; }); }
    Doubles operator*(Doubles o) const { return with(o, [](double a, double b) { return a * b; }); }
    Bits operator<(Doubles o) const {
        return {{-(v[0] < o.v[0]), -(v[1] < o.v[1]), -(v[2] < o.v[2]), -(v[3] < o.v[3])}};
    }
    Bits operator<=(Doubles o) const {
        return {{-(v[0] <= o.v[0]), -(v[1] <= o.v[1]), -(v[2] <= o.v[2]), -(v[3] <= o.v[3])}};
    }
};
inline Doubles larger(Doubles a, Doubles b) { return a.with(b, [](double x, double y) { return x > y ? x : y; }); }
MINENT_INLINE uint32_t any_of(Bits b) { return static_cast<uint32_t>(b.v[0] | b.v[1] | b.v[2] | b.v[3]); }
#endif

MINENT_INLINE Doubles all(double x) { return Doubles{x, x, x, x}; }
MINENT_INLINE Doubles load(const double* from) {
    Doubles x;
    std::memcpy(&x, from, sizeof(x));
    return x;
}
MINENT_INLINE void store(Doubles x, double* to) { std::memcpy(to, &x, sizeof(x)); }
MINENT_INLINE Bits flags(int group) {
    const int64_t first = int64_t(1) << (group * kLanes);
    return Bits{first, first << 1, first << 2, first << 3};
}

template <Metric kMetric>
MINENT_INLINE Doubles apart(Doubles a, Doubles b) {
    if (kMetric == Metric::kEuclidean) return a - b;
    return larger(a - b, b - a);
}

template <Metric kMetric>
MINENT_INLINE Doubles joined(Doubles sum, Doubles apart) {
    if (kMetric == Metric::kEuclidean) return sum + apart * apart;
    return larger(sum, apart);
}

// The mask of lanes with sum below the bound (or at it, if kInclusive).
template <bool kInclusive>
MINENT_INLINE uint32_t within(const Doubles* sum, Doubles bound) {
    Bits found = flags(0) & (kInclusive ? sum[0] <= bound : sum[0] < bound);
    for (int g = 1; g < kGroups; ++g) found |= flags(g) & (kInclusive ? sum[g] <= bound : sum[g] < bound);
    return any_of(found);
}

// Distances (squared if Euclidean) of the points of a leaf to a point. Returns the mask of those below the
// bound; stops, with an incomplete distance, as soon as there are none.
template <Metric kMetric, bool kInclusive>
MINENT_INLINE uint32_t to_leaf(const double* point, const double* leaf, int d, double bound, double* distance) {
    constexpr int kStep = 8;  // dimensions between two looks at the bound
    const Doubles limit = all(bound);
    Doubles sum[kGroups];
    for (int g = 0; g < kGroups; ++g) sum[g] = all(0.0);
    uint32_t mask = 0;
    for (int begin = 0; begin < d; begin += kStep) {
        const int end = begin + kStep < d ? begin + kStep : d;
        for (int i = begin; i < end; ++i) {
            const Doubles x = all(point[static_cast<size_t>(i) * kLeaf]);
            const double* row = leaf + static_cast<size_t>(i) * kLeaf;
            for (int g = 0; g < kGroups; ++g) sum[g] = joined<kMetric>(sum[g], apart<kMetric>(load(row + g * kLanes), x));
        }
        mask = within<kInclusive>(sum, limit);
        if (!mask) return 0;
    }
    for (int g = 0; g < kGroups; ++g) store(sum[g], distance + g * kLanes);
    return mask;
}

// The mask of points of a leaf whose distance to the box is below their bound.
template <Metric kMetric, bool kInclusive>
MINENT_INLINE uint32_t to_box(const double* points, const double* low, const double* high, int d, const double* bound) {
    Bits found = flags(0) & (all(1.0) < all(0.0));
    for (int g = 0; g < kGroups; ++g) {
        Doubles sum = all(0.0);
        for (int i = 0; i < d; ++i) {
            const Doubles x = load(points + static_cast<size_t>(i) * kLeaf + g * kLanes);
            sum = joined<kMetric>(sum, larger(larger(all(low[i]) - x, x - all(high[i])), all(0.0)));
        }
        const Doubles limit = load(bound + g * kLanes);
        found |= flags(g) & (kInclusive ? sum <= limit : sum < limit);
    }
    return any_of(found);
}

// The mask of points of a leaf that have the whole box nearer than their bound (max norm).
template <bool kInclusive>
MINENT_INLINE uint32_t around_box(const double* points, const double* low, const double* high, int d,
                                  const double* bound) {
    Bits found = flags(0) & (all(1.0) < all(0.0));
    for (int g = 0; g < kGroups; ++g) {
        Doubles sum = all(0.0);
        for (int i = 0; i < d; ++i) {
            const Doubles x = load(points + static_cast<size_t>(i) * kLeaf + g * kLanes);
            sum = larger(sum, larger(all(high[i]) - x, x - all(low[i])));
        }
        const Doubles limit = load(bound + g * kLanes);
        found |= flags(g) & (kInclusive ? sum <= limit : sum < limit);
    }
    return any_of(found);
}

MINENT_WIDE static uint32_t leaf_max(const double* q, const double* leaf, int d, double bound, double* out) {
    return to_leaf<Metric::kChebyshev, false>(q, leaf, d, bound, out);
}
MINENT_WIDE static uint32_t leaf_max_inclusive(const double* q, const double* leaf, int d, double bound, double* out) {
    return to_leaf<Metric::kChebyshev, true>(q, leaf, d, bound, out);
}
MINENT_WIDE static uint32_t leaf_squares(const double* q, const double* leaf, int d, double bound, double* out) {
    return to_leaf<Metric::kEuclidean, false>(q, leaf, d, bound, out);
}
MINENT_WIDE static uint32_t box_max(const double* q, const double* low, const double* high, int d, const double* bound) {
    return to_box<Metric::kChebyshev, false>(q, low, high, d, bound);
}
MINENT_WIDE static uint32_t box_max_inclusive(const double* q, const double* low, const double* high, int d,
                                              const double* bound) {
    return to_box<Metric::kChebyshev, true>(q, low, high, d, bound);
}
MINENT_WIDE static uint32_t box_squares(const double* q, const double* low, const double* high, int d,
                                        const double* bound) {
    return to_box<Metric::kEuclidean, false>(q, low, high, d, bound);
}
MINENT_WIDE static uint32_t box_inside(const double* q, const double* low, const double* high, int d,
                                       const double* bound) {
    return around_box<false>(q, low, high, d, bound);
}
MINENT_WIDE static uint32_t box_inside_inclusive(const double* q, const double* low, const double* high, int d,
                                                 const double* bound) {
    return around_box<true>(q, low, high, d, bound);
}

}  // namespace lanes
}  // namespace minent
