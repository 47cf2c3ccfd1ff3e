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
#define MINENT_CLONES
#define MINENT_WIDE __attribute__((target_clones("avx2", "default")))
#define MINENT_FUSED __attribute__((target_clones("fma", "default")))
#else
#define MINENT_WIDE
#define MINENT_FUSED
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

constexpr int kLanes = 4, kSingleLanes = 8;
constexpr int kGroups = kLeaf / kLanes, kSingleGroups = kLeaf / kSingleLanes;

#if defined(__GNUC__)
#pragma GCC diagnostic push
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wpsabi"  // wide values are passed to inlined functions only
#endif
typedef double Doubles __attribute__((vector_size(32)));
typedef float Singles __attribute__((vector_size(32)));
typedef int64_t Bits __attribute__((vector_size(32)));
typedef int32_t SingleBits __attribute__((vector_size(32)));

template <class Values>
MINENT_INLINE Values larger(Values a, Values b) {
    return a > b ? a : b;
}
// Subtracting zero is free and makes the compiler broadcast.
MINENT_INLINE Doubles all(double x) { return x - Doubles{}; }
MINENT_INLINE Singles all(float x) { return x - Singles{}; }
#else
// The same operations lane by lane, for compilers without vector types.
template <class T, int kN>
struct Pack {
    T v[kN];
    template <class Result, class Op>
    Result with(const Pack& o, Op op) const {
        Result result;
        for (int i = 0; i < kN; ++i) result.v[i] = op(v[i], o.v[i]);
        return result;
    }
    T operator[](int i) const { return v[i]; }
    Pack operator-(const Pack& o) const { return with<Pack>(o, [](T a, T b) { return a - b; }); }
    Pack operator+(const Pack& o) const { return with<Pack>(o, [](T a, T b) { return a + b; }); }
    Pack operator*(const Pack& o) const { return with<Pack>(o, [](T a, T b) { return a * b; }); }
    Pack operator&(const Pack& o) const { return with<Pack>(o, [](T a, T b) { return a & b; }); }
    Pack& operator|=(const Pack& o) { return *this = with<Pack>(o, [](T a, T b) { return a | b; }); }
};
using Doubles = Pack<double, 4>;
using Singles = Pack<float, 8>;
using Bits = Pack<int64_t, 4>;
using SingleBits = Pack<int32_t, 8>;
inline Bits operator<(Doubles a, Doubles b) { return a.with<Bits>(b, [](double x, double y) { return -int64_t(x < y); }); }
inline Bits operator<=(Doubles a, Doubles b) { return a.with<Bits>(b, [](double x, double y) { return -int64_t(x <= y); }); }
inline SingleBits operator<=(Singles a, Singles b) {
    return a.with<SingleBits>(b, [](float x, float y) { return -int32_t(x <= y); });
}
template <class Values>
inline Values larger(const Values& a, const Values& b) {
    return a.template with<Values>(b, [](auto x, auto y) { return x > y ? x : y; });
}
inline Doubles all(double x) { return Doubles{{x, x, x, x}}; }
inline Singles all(float x) { return Singles{{x, x, x, x, x, x, x, x}}; }
#endif

MINENT_INLINE Doubles load(const double* from) {
    Doubles x;
    std::memcpy(&x, from, sizeof(x));
    return x;
}
MINENT_INLINE Singles load(const float* from) {
    Singles x;
    std::memcpy(&x, from, sizeof(x));
    return x;
}
MINENT_INLINE void store(Doubles x, double* to) { std::memcpy(to, &x, sizeof(x)); }

// Lane l of group g stands for bit g * lanes + l of a mask.
template <class Flags, int kN>
struct FlagTable {
    alignas(32) Flags rows[kLeaf / kN][kN] = {};
    constexpr FlagTable() {
        for (int i = 0; i < kLeaf; ++i) rows[i / kN][i % kN] = static_cast<Flags>(uint32_t(1) << i);
    }
};
constexpr FlagTable<int64_t, kLanes> kFlags;
constexpr FlagTable<int32_t, kSingleLanes> kSingleFlags;

MINENT_INLINE Bits flags(int group) {
    Bits bits;
    std::memcpy(&bits, kFlags.rows[group], sizeof(bits));
    return bits;
}
MINENT_INLINE SingleBits single_flags(int group) {
    SingleBits bits;
    std::memcpy(&bits, kSingleFlags.rows[group], sizeof(bits));
    return bits;
}
MINENT_INLINE uint32_t any_of(Bits b) { return static_cast<uint32_t>(b[0] | b[1] | b[2] | b[3]); }
MINENT_INLINE uint32_t any_of(SingleBits b) {
    Bits pairs;
    std::memcpy(&pairs, &b, sizeof(pairs));
    const int64_t both = pairs[0] | pairs[1] | pairs[2] | pairs[3];
    return static_cast<uint32_t>(both | both >> 32);
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

// The sieve only has to let enough through, so here operations may be fused.
#if defined(MINENT_CLONES)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=fast")
#endif

// Single precision as a sieve: the mask of points whose distance may be below the bound, which has been
// widened by the rounding of what is compared here. Eight lanes at a time.
template <Metric kMetric>
MINENT_INLINE uint32_t sift_leaf(const float* point, const float* leaf, int d, float bound) {
    constexpr int kStep = 16;  // dimensions between two looks at the bound
    Singles sum[kSingleGroups];
    for (int g = 0; g < kSingleGroups; ++g) sum[g] = all(0.0F);
    uint32_t mask = 0;
    for (int begin = 0; begin < d; begin += kStep) {
        const int end = begin + kStep < d ? begin + kStep : d;
        for (int i = begin; i < end; ++i) {
            const Singles x = all(point[i]);
            const float* row = leaf + static_cast<size_t>(i) * kLeaf;
            for (int g = 0; g < kSingleGroups; ++g) {
                const Singles apart = load(row + g * kSingleLanes) - x;
                if (kMetric == Metric::kEuclidean)
                    sum[g] = sum[g] + apart * apart;
                else
                    sum[g] = larger(sum[g], larger(apart, all(0.0F) - apart));
            }
        }
        const Singles limit = all(bound);
        SingleBits found = single_flags(0) & (sum[0] <= limit);
        for (int g = 1; g < kSingleGroups; ++g) found |= single_flags(g) & (sum[g] <= limit);
        mask = any_of(found);
        if (!mask) return 0;
    }
    return mask;
}

MINENT_WIDE static uint32_t sift_max(const float* q, const float* leaf, int d, float bound) {
    return sift_leaf<Metric::kChebyshev>(q, leaf, d, bound);
}
MINENT_FUSED static uint32_t sift_squares(const float* q, const float* leaf, int d, float bound) {
    return sift_leaf<Metric::kEuclidean>(q, leaf, d, bound);
}

#if defined(MINENT_CLONES)
#pragma GCC pop_options
#endif

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

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

}  // namespace lanes
}  // namespace minent
