// Distances from one point to a leaf of points, and from a leaf of points to a box, several lanes at a time.
//
// Every distance is one chain of rounded operations in the order of the dimensions. Rounding is monotone,
// so what is computed for a box bounds what is computed for the points in it, to the last bit: pruning
// changes no result, nor does the width of the registers. (The build turns contraction to fused operations
// off, which would break the chain.)
//
// lanes.inc is compiled once for each instruction set and `kernels()` picks one when it is first called, so one
// binary serves all processors. Each function, also those it inlines, is marked with its instruction set:
// vector operations of unmarked ones would be taken apart before they are inlined.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <type_traits>

#include "../util/bits.hpp"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define MINENT_X86_SETS
#endif

namespace minent {

constexpr int kLeaf = 32;     // points in a leaf: one bit each of a mask
constexpr int kTogether = 4;  // points that are sifted together

enum class Metric { kChebyshev, kEuclidean };

namespace lanes {

// What is compiled for an instruction set. Masks have a bit for each point of a leaf.
struct Kernels {
    // Distances (squared if Euclidean) of a leaf to a point; the mask of those below the bound, or at it.
    using Leaf = uint32_t (*)(const double* point, const double* leaf, int d, double bound, double* distance);
    // The mask of points of a leaf that a box is near to (or around) within their bounds.
    using Box = uint32_t (*)(const double* points, const double* low, const double* high, int d, const double* bound);
    // The masks of a leaf for points in single precision: one, or kTogether of them.
    using Sieve = void (*)(const float* const* points, const float* leaf, int d, const float* bound, uint32_t* mask);

    Leaf leaf_max, leaf_max_inclusive, leaf_squares;
    Box box_max, box_max_inclusive, box_squares, box_inside, box_inside_inclusive;
    Sieve sieve_max, sieve_max_together, sieve_squares, sieve_squares_together;
};

// Lane l of group g stands for bit g * lanes + l of a mask.
template <class Flags, int kN>
struct FlagTable {
    alignas(64) Flags rows[kLeaf / kN][kN] = {};
    constexpr FlagTable() {
        for (int i = 0; i < kLeaf; ++i) rows[i / kN][i % kN] = static_cast<Flags>(uint32_t(1) << i);
    }
};

#define MINENT_SET base
#define MINENT_TARGET
#define MINENT_BYTES 16
#include "lanes.inc"
#undef MINENT_SET
#undef MINENT_TARGET
#undef MINENT_BYTES

#if defined(MINENT_X86_SETS)
#define MINENT_SET avx2
#define MINENT_TARGET __attribute__((target("avx2,fma")))
#define MINENT_BYTES 32
#include "lanes.inc"
#undef MINENT_SET
#undef MINENT_TARGET
#undef MINENT_BYTES

#define MINENT_SET avx512
#define MINENT_TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")))
#define MINENT_BYTES 64
#include "lanes.inc"
#undef MINENT_SET
#undef MINENT_TARGET
#undef MINENT_BYTES
#endif

// The kernels for this processor. MINENT_LANES=base|avx2 takes narrower ones, for tests: results are the same.
inline const Kernels& pick_kernels(const char* asked) {
#if defined(MINENT_X86_SETS)
    const bool base_only = asked && !std::strcmp(asked, "base");
    const bool avx2_only = asked && !std::strcmp(asked, "avx2");
    __builtin_cpu_init();
    const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    const bool has_avx512 = has_avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                            __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    if (has_avx512 && !avx2_only && !base_only) return avx512::kKernels;
    if (has_avx2 && !base_only) return avx2::kKernels;
#else
    (void)asked;
#endif
    return base::kKernels;
}

inline const Kernels& kernels() {
    static const Kernels& picked = pick_kernels(std::getenv("MINENT_LANES"));
    return picked;
}

}  // namespace lanes
}  // namespace minent
