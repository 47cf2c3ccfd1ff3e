// Sums and means of rectangles of a matrix without its diagonal, values that are missing left out.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace minent {

struct BlockSum {
    double sum = 0, count = 0;

    BlockSum operator+(const BlockSum& other) const { return {sum + other.sum, count + other.count}; }
    double mean(double otherwise) const { return count > 0 ? sum / count : otherwise; }
};

class Blocks {
public:
    template <class Value>
    void fill(const Value* matrix, size_t n) {
        width_ = n + 1;
        largest_ = 0;
        table_.assign(width_ * width_, BlockSum());
        for (size_t i = 0; i < n; ++i) {
            BlockSum row;
            for (size_t j = 0; j < n; ++j) {
                const double value = static_cast<double>(matrix[i * n + j]);
                if (i != j && !std::isnan(value)) {
                    row.sum += value;
                    row.count += 1;
                    largest_ = std::fabs(value) > largest_ ? std::fabs(value) : largest_;
                }
                table_[(i + 1) * width_ + j + 1] = table_[i * width_ + j + 1] + row;
            }
        }
    }

    // Rows [top, bottom), columns [left, right).
    BlockSum block(size_t top, size_t bottom, size_t left, size_t right) const {
        const BlockSum &a = cell(bottom, right), &b = cell(top, right), &c = cell(bottom, left), &d = cell(top, left);
        return {a.sum - b.sum - c.sum + d.sum, a.count - b.count - c.count + d.count};
    }
    BlockSum inside(size_t begin, size_t end) const { return block(begin, end, begin, end); }
    // Both directions between two spans.
    BlockSum across(size_t a, size_t b, size_t c, size_t d) const { return block(a, b, c, d) + block(c, d, a, b); }

    // What is less is rounding: sums differ in their last digits though the values are alike.
    double tolerance() const { return largest_ * 1e-9; }

private:
    const BlockSum& cell(size_t i, size_t j) const { return table_[i * width_ + j]; }

    size_t width_ = 1;
    double largest_ = 0;
    std::vector<BlockSum> table_;
};

}  // namespace minent
