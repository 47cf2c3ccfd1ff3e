// Logarithms for the inner loop: a table of 128 reciprocals and a short series, about 1e-15 absolute.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#include "minent/util/bits.hpp"

namespace minent {

class Log2Table {
public:
    static constexpr int kBits = 7;

    struct Entry {
        double reciprocal;  // of the middle of the cell, in 20 bits: its product with the mantissa is nearly exact
        double logarithm;   // of the reciprocal, negated
    };

    Log2Table() {
        for (int i = 0; i < 1 << kBits; ++i) {
            const double middle = 1.0 + (i + 0.5) / (1 << kBits);
            entries_[i].reciprocal = std::round(1048576.0 / middle) / 1048576.0;
            entries_[i].logarithm = -std::log2(entries_[i].reciprocal);
        }
    }

    // x is positive and normal.
    MINENT_INLINE double operator()(double x) const {
        uint64_t bits;
        std::memcpy(&bits, &x, sizeof(bits));
        const int exponent = static_cast<int>(bits >> 52) - 1023;
        const Entry& entry = entries_[(bits >> (52 - kBits)) & ((1 << kBits) - 1)];
        bits = (bits & 0x000FFFFFFFFFFFFFull) | 0x3FF0000000000000ull;
        double mantissa;
        std::memcpy(&mantissa, &bits, sizeof(mantissa));
        const double r = mantissa * entry.reciprocal - 1.0;  // |r| < 2^-7.9
        const double r2 = r * r;
        const double tail = (-0.5 + r * (1.0 / 3.0)) + r2 * ((-0.25 + r * 0.2) + r2 * (-1.0 / 6.0 + r * (1.0 / 7.0)));
        return exponent + (entry.logarithm + (r + r2 * tail) * kLog2E);
    }

    static constexpr double kLog2E = 1.4426950408889634074;

private:
    alignas(64) Entry entries_[1 << kBits];
};

inline const Log2Table& log2_table() {
    static const Log2Table table;
    return table;
}

// x log2 x, and 0 for what is not positive: sums of flows that cancel may end a rounding below zero.
constexpr double kTiny = 1e-300;
struct PLogP {
    const Log2Table& table = log2_table();
    inline double operator()(double x) const { return x > kTiny ? x * table(x) : 0.0; }
};

}  // namespace minent
