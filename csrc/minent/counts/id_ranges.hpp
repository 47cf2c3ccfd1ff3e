// Which of 64 ids lie in a range, as bits.
#pragma once

#include <cstddef>
#include <cstdint>

#include "../util/bits.hpp"

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#define MINENT_SSE2 1
#endif

namespace minent {

constexpr size_t kIdBlock = 64;

// Bit i: ids[i] is in [low, low + span), span at least 1.
template <class Id>
uint64_t ids_in_range(const Id* ids, Id low, Id span) {
    uint8_t hit[kIdBlock];
    for (size_t i = 0; i < kIdBlock; ++i) hit[i] = static_cast<Id>(ids[i] - low) < span;
    return bits_of_flags(hit);
}

#ifdef MINENT_SSE2
// What compilers make of the loop above is three times as slow: they do not find the move of a mask.
template <>
inline uint64_t ids_in_range(const uint16_t* ids, uint16_t low, uint16_t span) {
    const __m128i first = _mm_set1_epi16(static_cast<short>(low));
    const __m128i last = _mm_set1_epi16(static_cast<short>(span - 1));
    const __m128i* eight = reinterpret_cast<const __m128i*>(ids);
    // 0xFFFF where the distance from `low` is at most that of the last id.
    const auto flags = [&](int i) {
        const __m128i distance = _mm_sub_epi16(_mm_loadu_si128(eight + i), first);
        return _mm_cmpeq_epi16(_mm_subs_epu16(distance, last), _mm_setzero_si128());
    };
    uint64_t bits = 0;
    for (int i = 0; i < 4; ++i) {
        const int sixteen = _mm_movemask_epi8(_mm_packs_epi16(flags(2 * i), flags(2 * i + 1)));
        bits |= static_cast<uint64_t>(static_cast<uint16_t>(sixteen)) << (16 * i);
    }
    return bits;
}
#endif

}  // namespace minent
