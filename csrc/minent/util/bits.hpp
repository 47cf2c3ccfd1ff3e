// What every compiler has under another name.
#pragma once

#include <cstdint>

#ifdef _MSC_VER
#include <intrin.h>
#endif

namespace minent {

// x must not be 0.
inline int count_trailing_zeros(uint64_t x) {
#ifdef _MSC_VER
    unsigned long index;
    _BitScanForward64(&index, x);
    return static_cast<int>(index);
#else
    return __builtin_ctzll(x);
#endif
}

inline void prefetch(const void* address) {
#ifdef _MSC_VER
    (void)address;
#else
    __builtin_prefetch(address);
#endif
}

}  // namespace minent
