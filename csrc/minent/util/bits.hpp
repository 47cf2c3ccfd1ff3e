// What every compiler has under another name.
#pragma once

#include <cstdint>
#include <cstring>

#ifdef _MSC_VER
#include <intrin.h>
#define MINENT_INLINE __forceinline
#else
#define MINENT_INLINE __attribute__((always_inline)) inline
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

inline int count_ones(uint32_t x) {
    x -= (x >> 1) & 0x55555555u;
    x = (x & 0x33333333u) + ((x >> 2) & 0x33333333u);
    return static_cast<int>((((x + (x >> 4)) & 0x0F0F0F0Fu) * 0x01010101u) >> 24);
}

// 64 bytes, each 0 or 1, as the bits of a word.
inline uint64_t bits_of_flags(const uint8_t* flags) {
    uint64_t bits = 0;
    for (int i = 0; i < 8; ++i) {
        uint64_t eight;
        std::memcpy(&eight, flags + 8 * i, 8);
        // moves the lowest bit of byte k to bit 56 + k (the bytes are little-endian)
        bits |= ((eight * 0x0102040810204080u) >> 56) << (8 * i);
    }
    return bits;
}

// value or 0, without a branch: compilers make one of a choice between floating-point numbers.
inline float only_if(bool chosen, float value) {
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof(bits));
    bits &= 0u - static_cast<uint32_t>(chosen);
    std::memcpy(&value, &bits, sizeof(bits));
    return value;
}

inline void prefetch(const void* address) {
#ifdef _MSC_VER
    (void)address;
#else
    __builtin_prefetch(address);
    __asm__ volatile("");  // or GCC takes a function that only prefetches for one without effect, and drops its calls
#endif
}

}  // namespace minent
