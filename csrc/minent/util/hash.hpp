// Hash functions for byte strings and 64-bit keys (not for adversarial keys).
#pragma once

#include <cstdint>
#include <cstring>

namespace minent {

// Finaliser of SplitMix64 (Steele, Lea and Flood 2014): every input bit reaches every output bit.
inline uint64_t mix64(uint64_t x) {
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9ull;
    x ^= x >> 27;
    x *= 0x94D049BB133111EBull;
    return x ^ (x >> 31);
}

inline uint64_t hash_bytes(const char* p, size_t n) {
    uint64_t h = 0x9E3779B97F4A7C15ull ^ n;
    while (n >= 8) {
        uint64_t word;
        std::memcpy(&word, p, 8);
        h = mix64(h ^ word);
        p += 8;
        n -= 8;
    }
    uint64_t tail = 0;
    std::memcpy(&tail, p, n);
    return n ? mix64(h ^ tail) : h;
}

}  // namespace minent
