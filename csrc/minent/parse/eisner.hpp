// Best projective tree over arc scores (Eisner 1996), O(n^3) time and 6 n^2 numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace minent {

// Tables are kept by rows and by columns, so that every maximum is over two runs of memory. Only
// values are stored; the way back looks for the first place that gives the value again.
class Eisner {
public:
    // scores[h * n + d]. heads[d]: 0 for a root, else the head + 1. First fill, then one of the three.
    void fill(const double* scores, size_t n) {
        n_ = n;
        for (auto* table : {&right_, &right_t_, &left_, &left_t_, &right_arc_, &left_arc_t_}) table->resize(n * n);
        for (size_t j = 0; j < n_; ++j) {
            at(right_, j, j) = at(right_t_, j, j) = at(left_, j, j) = at(left_t_, j, j) = 0;
            for (size_t i = j; i-- > 0;) {
                const double inside = best_sum(&at(right_, i, i), &at(left_t_, j, i + 1), j - i);
                at(right_arc_, i, j) = inside + scores[i * n_ + j];
                at(left_arc_t_, j, i) = inside + scores[j * n_ + i];
                at(right_, i, j) = at(right_t_, j, i) =
                    best_sum(&at(right_arc_, i, i + 1), &at(right_t_, j, i + 1), j - i);
                at(left_, i, j) = at(left_t_, j, i) = best_sum(&at(left_, i, i), &at(left_arc_t_, j, i), j - i);
            }
        }
    }

    void mark_given(size_t root, int32_t* heads) { mark_subtree(0, root, n_ - 1, heads); }

    // root[d]: score of d as a root.
    void mark_one(const double* root, int32_t* heads) {
        size_t best = 0;
        double most = -std::numeric_limits<double>::infinity();
        for (size_t r = 0; r < n_; ++r) {
            const double total = root[r] + at(left_, 0, r) + at(right_, r, n_ - 1);
            if (total > most) most = total, best = r;
        }
        mark_given(best, heads);
    }

    // As many roots as pay. before[r]: best forest of the words before the subtree of r, with what r has to its left.
    void mark_several(const double* root, int32_t* heads) {
        constexpr double kNothing = -std::numeric_limits<double>::infinity();
        std::vector<double> forest(n_ + 1, kNothing), before(n_, kNothing);
        std::vector<size_t> begin_of(n_, 0), root_of(n_ + 1, 0);
        forest[0] = 0;
        for (size_t j = 0; j < n_; ++j) {
            for (size_t i = 0; i <= j; ++i) {
                const double total = forest[i] + at(left_, i, j) + root[j];
                if (total > before[j]) before[j] = total, begin_of[j] = i;
            }
            for (size_t r = 0; r <= j; ++r) {
                const double total = before[r] + at(right_, r, j);
                if (total > forest[j + 1]) forest[j + 1] = total, root_of[j + 1] = r;
            }
        }
        for (size_t end = n_; end > 0;) {
            const size_t r = root_of[end], begin = begin_of[r];
            mark_subtree(begin, r, end - 1, heads);
            end = begin;
        }
    }

private:
    using Table = std::vector<double>;

    struct Item {
        size_t begin, end;
        int kind;  // 0: head at begin, 1: head at end, 2: arc begin -> end, 3: arc end -> begin
    };

    double& at(Table& table, size_t i, size_t j) { return table[i * n_ + j]; }

    static double best_sum(const double* a, const double* b, size_t size) {
        double first = a[0] + b[0], second = first;
        size_t k = 1;
        for (; k + 1 < size; k += 2) {
            const double x = a[k] + b[k], y = a[k + 1] + b[k + 1];
            first = x > first ? x : first;
            second = y > second ? y : second;
        }
        if (k < size && a[k] + b[k] > first) first = a[k] + b[k];
        return second > first ? second : first;
    }

    static size_t place_of(double value, const double* a, const double* b, size_t size) {
        size_t k = 0;
        while (k + 1 < size && a[k] + b[k] != value) ++k;
        return k;
    }

    void mark_subtree(size_t begin, size_t r, size_t end, int32_t* heads) {
        heads[r] = 0;
        items_.clear();
        items_.push_back({begin, r, 1});
        items_.push_back({r, end, 0});
        while (!items_.empty()) {
            const Item item = items_.back();
            items_.pop_back();
            if (item.begin < item.end) mark(item, heads);
        }
    }

    void mark(const Item& item, int32_t* heads) {
        const size_t i = item.begin, j = item.end, size = j - i;
        if (item.kind == 0) {
            const size_t k = i + 1 + place_of(at(right_, i, j), &at(right_arc_, i, i + 1), &at(right_t_, j, i + 1), size);
            items_.push_back({i, k, 2});
            items_.push_back({k, j, 0});
        } else if (item.kind == 1) {
            const size_t k = i + place_of(at(left_, i, j), &at(left_, i, i), &at(left_arc_t_, j, i), size);
            items_.push_back({i, k, 1});
            items_.push_back({k, j, 3});
        } else {
            if (item.kind == 2) heads[j] = static_cast<int32_t>(i + 1);
            else heads[i] = static_cast<int32_t>(j + 1);
            const double inside = best_sum(&at(right_, i, i), &at(left_t_, j, i + 1), size);
            const size_t k = i + place_of(inside, &at(right_, i, i), &at(left_t_, j, i + 1), size);
            items_.push_back({i, k, 0});
            items_.push_back({k + 1, j, 1});
        }
    }

    size_t n_ = 0;
    // right_[i, j]: head i of words i..j, left_[i, j]: head j; _t by columns; _arc_: with the arc i -> j or j -> i.
    Table right_, right_t_, left_, left_t_, right_arc_, left_arc_t_;
    std::vector<Item> items_;
};

}  // namespace minent
