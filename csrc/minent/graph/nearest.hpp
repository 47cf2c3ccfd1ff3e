// The nearest of many unit vectors, from blocks of a matrix product in single precision.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

namespace minent {

// Products are a sieve: what may be among the k greatest, or reach `least`, in spite of their rounding is kept
// and computed again in double precision, in one order. So the result does not depend on how the
// product was computed.
class NearestRows {
public:
    struct Found {
        double similarity;
        int32_t column;
        // Falling similarity, then rising number.
        bool operator<(const Found& other) const {
            return similarity != other.similarity ? similarity > other.similarity : column < other.column;
        }
    };

    // `error`: how far a product may be from the exact similarity.
    NearestRows(size_t n_rows, size_t k, float least, float error)
        : rows_(n_rows), k_(k), slack_(2 * error), floor_(least - error) {
        for (Row& row : rows_) {
            row.bound = floor_;
            row.room = 2 * k_ + kBlock;
        }
    }

    size_t n_rows() const { return rows_.size(); }

    // Takes n_rows x n_columns products with the columns from `first_column` on.
    void feed(const float* products, size_t n_columns, int32_t first_column) {
        for (Row& row : rows_) {
            size_t i = 0;
            for (; i + kBlock <= n_columns; i += kBlock) {
                int hits = 0;
                for (size_t j = 0; j < kBlock; ++j) hits += products[i + j] >= row.bound;
                if (hits) take(row, products, i, i + kBlock, first_column);
            }
            take(row, products, i, n_columns, first_column);
            products += n_columns;
        }
    }

    // The nearest of row `i`, which is the vector of number `self` itself; `unit` has all of them, `size` long.
    void finish(size_t i, int32_t self, const float* unit, size_t size, double least, std::vector<Found>& found) {
        found.clear();
        const float* from = unit + static_cast<size_t>(self) * size;
        for (const auto& [product, column] : rows_[i].kept) {
            if (column == self || product < rows_[i].bound) continue;
            const double similarity = dot(from, unit + static_cast<size_t>(column) * size, size);
            if (similarity >= least) found.push_back({similarity, column});
        }
        std::sort(found.begin(), found.end());
        if (found.size() > k_) found.resize(k_);
    }

private:
    static constexpr size_t kBlock = 16;
    using Entry = std::pair<float, int32_t>;

    struct Row {
        std::vector<Entry> kept;
        float bound = 0;
        size_t room = 0;
    };

    void take(Row& row, const float* products, size_t begin, size_t end, int32_t first_column) {
        for (size_t i = begin; i < end; ++i)
            if (products[i] >= row.bound) row.kept.emplace_back(products[i], first_column + static_cast<int32_t>(i));
        if (row.kept.size() >= row.room) shrink(row);
    }

    // The vector itself is among them, so k + 1 are sought.
    void shrink(Row& row) {
        if (row.kept.size() <= k_ + 1) return;
        std::nth_element(row.kept.begin(), row.kept.begin() + k_, row.kept.end(), std::greater<Entry>());
        row.bound = std::max(row.bound, row.kept[k_].first - slack_);
        const float bound = row.bound;
        row.kept.erase(std::remove_if(row.kept.begin(), row.kept.end(), [bound](const Entry& e) { return e.first < bound; }),
                       row.kept.end());
        row.room = std::max(row.room, 2 * row.kept.size());  // many are alike
    }

    static double dot(const float* a, const float* b, size_t size) {
        double sums[4] = {0, 0, 0, 0};
        size_t i = 0;
        for (; i + 4 <= size; i += 4)
            for (size_t j = 0; j < 4; ++j) sums[j] += static_cast<double>(a[i + j]) * b[i + j];
        for (; i < size; ++i) sums[0] += static_cast<double>(a[i]) * b[i];
        return std::min((sums[0] + sums[1]) + (sums[2] + sums[3]), 1.0);
    }

    std::vector<Row> rows_;
    const size_t k_;
    const float slack_, floor_;
};

}  // namespace minent
