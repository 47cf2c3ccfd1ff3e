// Sums of logarithms that do not depend on the order of the terms.
#pragma once

#include <cmath>
#include <cstdint>

namespace minent {

// Adds numbers of at most 2^11 in fixed point, as whole 2^-20 and the rest in 2^-52: integer sums do not
// depend on their order, so an average over points is the same bits for any order of rows and any number
// of workers. Room for 2^31 terms, each cut below 2^-52.
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

// The sum of log(x) over the positive ones; counts the zeros.
inline double sum_logs(const double* x, int64_t n, int64_t step, int64_t* zeros) {
    ExactSum sum;
    *zeros = 0;
    for (int64_t i = 0; i < n; ++i) {
        if (x[i * step] > 0)
            sum.add(std::log(x[i * step]));
        else
            ++*zeros;
    }
    return sum.value();
}

inline double sum_exactly(const double* x, int64_t n) {
    ExactSum sum;
    for (int64_t i = 0; i < n; ++i) sum.add(x[i]);
    return sum.value();
}

}  // namespace minent
