// Entropy of a neighbour distribution, from its counts in any order.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace minent {

namespace detail {
constexpr uint64_t kWeightTable = 4096;

inline double weight(uint64_t count) { return static_cast<double>(count) * std::log2(static_cast<double>(count)); }

// c log2 c with 32 binary places for small counts. A plain global: the look-up is in the
// innermost loop, where the guard of a function-local static would cost as much as the rest.
inline const std::array<uint64_t, kWeightTable> kWeights = [] {
    std::array<uint64_t, kWeightTable> t{};
    for (uint64_t c = 2; c < kWeightTable; ++c) t[c] = static_cast<uint64_t>(weight(c) * 4294967296.0 + 0.5);
    return t;
}();
}  // namespace detail

// Adds up c log2 c in 128-bit fixed point with 32 binary places. Integer sums do not
// depend on their order, so the entropy is the same bits for any order of the text, any
// split over threads and any merge of tables. The error is below 2^-32 bits.
class NeighbourEntropy {
public:
    void add(uint64_t count) {
        ++distinct_;
        const uint64_t low = fixed_low(count);
        low_ += low;
        high_ += low_ < low;
        if (count >= detail::kWeightTable) high_ += fixed_high(count);
    }

    // `n` neighbours that each occur once: 1 log2 1 = 0.
    void add_singletons(uint64_t n) { distinct_ += n; }

    uint64_t distinct() const { return distinct_; }

    // H = log2 total - (1/total) sum c log2 c; total = the sum of the counts added.
    double bits(uint64_t total) const {
        if (distinct_ <= 1) return 0.0;
        const double sum = static_cast<double>(high_) * 4294967296.0 + static_cast<double>(low_) / 4294967296.0;
        const double n = static_cast<double>(total);
        return std::fmax(0.0, std::log2(n) - sum / n);
    }

private:
    static uint64_t fixed_low(uint64_t count) {
        if (count < detail::kWeightTable) return detail::kWeights[count];
        const double x = std::fmod(detail::weight(count), 4294967296.0);
        return static_cast<uint64_t>(x * 4294967296.0);
    }
    static uint64_t fixed_high(uint64_t count) { return static_cast<uint64_t>(detail::weight(count) / 4294967296.0); }

    uint64_t low_ = 0;
    uint64_t high_ = 0;
    uint64_t distinct_ = 0;
};

// Neighbour counts of many n-grams at once: count[i] belongs to n-gram group[i].
inline void summarise_groups(const int64_t* group, const int64_t* count, int64_t n, const int64_t* totals,
                             int64_t n_groups, uint32_t* distinct, double* entropy) {
    std::vector<NeighbourEntropy> sums(n_groups);
    for (int64_t i = 0; i < n; ++i)
        if (count[i] > 0) sums[group[i]].add(count[i]);
    for (int64_t g = 0; g < n_groups; ++g) {
        distinct[g] = static_cast<uint32_t>(sums[g].distinct());
        entropy[g] = sums[g].bits(totals[g]);
    }
}

}  // namespace minent
