// Random numbers that are the same on every platform (SplitMix64).
#pragma once

#include <cstdint>
#include <utility>

namespace minent {

class Random {
public:
    explicit Random(uint64_t seed) : state_(seed) {}

    uint64_t next() {
        uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }

    // Below n; the bias of 2^-32 n does not matter for an order of visits.
    uint32_t below(uint32_t n) { return static_cast<uint32_t>(((next() >> 32) * n) >> 32); }

    template <class T>
    void shuffle(T* begin, T* end) {
        for (uint32_t i = static_cast<uint32_t>(end - begin); i > 1; --i) std::swap(begin[i - 1], begin[below(i)]);
    }

private:
    uint64_t state_;
};

}  // namespace minent
