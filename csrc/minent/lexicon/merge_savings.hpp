// What a merge of two neighbouring symbols saves in text and lexicon.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace minent {

struct MergeRules {
    uint32_t max_length;  // units of a word
    uint32_t min_count;   // uses of a word when it is made
    double unit_bits;     // a word of n units takes (n + 1) of these in the lexicon
};

struct MergeSymbol {
    int64_t count = 0;
    int64_t floor = 0;  // keys of its pairs hold for any count from here on
    uint32_t left = 0, right = 0;
    uint32_t length = 1;
    std::vector<uint32_t> pairs;  // that it is in, dropped ones until they are passed

    // Symbols may lose a 64th of their uses before keys are looked at.
    void set_floor() { floor = count - count / 64; }
};

struct MergePair {
    uint32_t first, second;
    uint32_t count;     // places without overlap; 0: dropped
    uint32_t n_places;
    uint32_t* places;   // where it stood when it arose, ascending
    int64_t key;        // in the queue; never below the saving
    bool exact;         // the key is the saving of some moment: it holds for the counts of then

    void add_place(size_t i) { places[n_places++] = static_cast<uint32_t>(i); }
};

class MergeSavings {
public:
    // Savings are compared in fixed point, so that equal ones are equal however they came about.
    static constexpr double kScale = 1 << 20;

    explicit MergeSavings(const MergeRules& rules) : rules_(rules) {}

    // Bits saved by a pair of symbols a and b, if these occurred ca and cb times among `total`
    // symbols: falls with both.
    int64_t saving(const MergePair& pair, const MergeSymbol& a, const MergeSymbol& b, int64_t ca, int64_t cb,
                   int64_t total) const {
        const double m = pair.count, n = static_cast<double>(total);
        double entries = -entry_bits(a.length + b.length);
        double parts;
        if (pair.first == pair.second) {
            parts = removed(static_cast<double>(ca), 2 * m);
            if (ca == 2 * int64_t(pair.count)) entries += entry_bits(a.length);
        } else {
            parts = removed(static_cast<double>(ca), m) + removed(static_cast<double>(cb), m);
            if (ca == pair.count) entries += entry_bits(a.length);
            if (cb == pair.count) entries += entry_bits(b.length);
        }
        return std::llround((removed(n, m) - parts + times_log2(m) + entries) * kScale);
    }

    // Whether a bound that takes one logarithm shows that the saving is not above the key:
    // m log2(n m / (e (ca - m)(cb - m))) less the entry.
    bool surely_below(const MergePair& pair, uint32_t length, int64_t ca, int64_t cb, int64_t total) const {
        const double m = pair.count;
        if (pair.first == pair.second || ca <= pair.count || cb <= pair.count) return false;
        const double rest = (static_cast<double>(ca) - m) * (static_cast<double>(cb) - m);
        const double bits = std::log2(static_cast<double>(total) * m / (2.718281828459045 * rest));
        return (m * bits - entry_bits(length)) * kScale + 1 < static_cast<double>(pair.key);
    }

private:
    static double times_log2(double x) { return x > 0 ? x * std::log2(x) : 0; }

    // c log2 c - (c - m) log2(c - m), without cancellation.
    static double removed(double c, double m) {
        const double rest = c - m;
        return m * std::log2(c) - (rest > 0 ? rest * std::log1p(-m / c) * 1.4426950408889634 : 0);
    }

    double entry_bits(uint32_t length) const { return (length + 1.0) * rules_.unit_bits; }

    const MergeRules rules_;
};

}  // namespace minent
