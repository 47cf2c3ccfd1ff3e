// Sums that do not depend on the order of the terms.
#pragma once

#include <cmath>
#include <cstdint>

namespace minent {

// Adds numbers in fixed point, as whole 2^-20 and the rest in 2^-52: integer sums do not depend on their
// order, so an average over points is the same bits for any order of rows and any number of workers.
// Room for 2^31 terms and a sum of 2^42; a term is cut below 2^-52.
class ExactSum {
public:
    void add(double x) {
        const double coarse = std::floor(x * 1048576.0);
        coarse_ += static_cast<int64_t>(coarse);
        fine_ += static_cast<int64_t>((x - coarse / 1048576.0) * 4503599627370496.0);
    }
    double value() const {
        return static_cast<double>(coarse_) / 1048576.0 + static_cast<double>(fine_) / 4503599627370496.0;
    }

private:
    int64_t coarse_ = 0, fine_ = 0;
};

// Replaces values by their logarithms; returns how many are zero. One library function for all of them:
// vectorised ones may round a value differently by its place in the array.
inline int64_t take_logs(double* x, int64_t n) {
    int64_t zeros = 0;
    for (int64_t i = 0; i < n; ++i) {
        zeros += x[i] == 0;
        x[i] = std::log(x[i]);
    }
    return zeros;
}

inline double sum_exactly(const double* x, int64_t n) {
    ExactSum sum;
    for (int64_t i = 0; i < n; ++i) sum.add(x[i]);
    return sum.value();
}

}  // namespace minent
