// Impact matrix -> spans of a binary tree.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "minent/parse/blocks.hpp"

namespace minent {

enum class ConstituentMethod : int { split = 0, mart = 1, cky = 2 };

class ConstituentDecoder {
public:
    // impact[i * n + j]: of j on i. Writes begin and end of the n - 1 spans of two words and more,
    // each before those in it, from left to right.
    template <class Value>
    void decode(const Value* impact, size_t n, ConstituentMethod method, int32_t* spans) {
        out_ = spans;
        if (n < 2) return;
        if (method == ConstituentMethod::mart) {
            distances(impact, n);
            blocks_.fill(distances_.data(), n);
        } else {
            blocks_.fill(impact, n);
        }
        if (method == ConstituentMethod::cky) fill_chart(n);
        waiting_.assign(1, {0, n, false});
        while (!waiting_.empty()) {
            const auto [begin, end, cut] = waiting_.back();
            waiting_.pop_back();
            if (end - begin < 2) continue;
            write(begin, end);
            if (cut) waiting_.push_back({begin + 1, end, false});
            else if (method == ConstituentMethod::mart) divide_as_published(begin, end);
            else if (method == ConstituentMethod::split) divide_at(begin, best_split(begin, end), end);
            else divide_at(begin, split_[begin * width_ + end], end);
        }
    }

private:
    struct Part {
        size_t begin, end;
        bool cut;  // its first word is one of its two parts
    };

    void write(size_t begin, size_t end) {
        *out_++ = static_cast<int32_t>(begin);
        *out_++ = static_cast<int32_t>(end);
    }

    void divide_at(size_t begin, size_t middle, size_t end) {
        waiting_.push_back({middle, end, false});
        waiting_.push_back({begin, middle, false});
    }

    // Of places that are equally good the one nearest to the middle, then the right one: a matrix
    // that says nothing gives the balanced tree, not a chain.
    struct Choice {
        Choice(size_t begin, size_t end, double tolerance) : twice_middle_(begin + end), tolerance_(tolerance) {}

        void offer(size_t place, double score) {
            const double gain = score - best_;
            if (place_ == 0 || gain > tolerance_ || (gain >= -tolerance_ && distance(place) <= distance(place_))) {
                if (place_ == 0 || score > best_) best_ = score;
                place_ = place;
            }
        }
        size_t place() const { return place_; }

    private:
        size_t distance(size_t place) const {
            return 2 * place > twice_middle_ ? 2 * place - twice_middle_ : twice_middle_ - 2 * place;
        }

        size_t twice_middle_, place_ = 0;
        double tolerance_, best_ = 0;
    };

    // Mean within the two parts, less that between them. What no pair stands for (a part of one
    // word, values that are missing) is taken for the mean of all pairs, which favours nothing.
    size_t best_split(size_t begin, size_t end) const {
        const double usual = blocks_.inside(begin, end).mean(0);
        Choice choice(begin, end, blocks_.tolerance());
        for (size_t k = begin + 1; k < end; ++k)
            choice.offer(k, blocks_.inside(begin, k).mean(usual) + blocks_.inside(k, end).mean(usual) -
                                2 * blocks_.across(begin, k, k, end).mean(usual));
        return choice.place();
    }

    // As released: 1 - softmax of the columns, 0 on the diagonal; what is missing counts nothing.
    template <class Value>
    void distances(const Value* impact, size_t n) {
        distances_.assign(n * n, 0.0);
        for (size_t j = 0; j < n; ++j) {
            double most = 0, sum = 0;  // the diagonal is 0
            for (size_t i = 0; i < n; ++i)
                if (i != j && impact[i * n + j] > most) most = impact[i * n + j];
            for (size_t i = 0; i < n; ++i) {
                const double value = i == j ? 0.0 : static_cast<double>(impact[i * n + j]);
                distances_[i * n + j] = std::isnan(value) ? 0.0 : std::exp(value - most);
                sum += distances_[i * n + j];
            }
            for (size_t i = 0; i < n; ++i) distances_[i * n + j] = i == j ? 0.0 : 1 - distances_[i * n + j] / sum;
        }
    }

    // Word k is left out of both blocks and sums are divided by 2 k, not k^2; the tree is (left, (k, right)).
    void divide_as_published(size_t begin, size_t end) {
        const size_t n = end - begin;
        size_t best = 1;
        double least = std::numeric_limits<double>::infinity();
        for (size_t k = 1; k < n; ++k) {
            const size_t word = begin + k;
            const double left = static_cast<double>(k), right = static_cast<double>(n - k);
            const double score = blocks_.inside(begin, word).sum / (2 * left) +
                                 blocks_.inside(word + 1, end).sum / (2 * right) -
                                 blocks_.across(begin, word, word + 1, end).sum / (left * right);
            if (score < least - blocks_.tolerance()) least = score, best = k;
        }
        waiting_.push_back({begin + best, end, true});
        waiting_.push_back({begin, begin + best, false});
    }

    void fill_chart(size_t n) {
        width_ = n + 1;
        best_.assign(width_ * width_, 0.0);
        split_.assign(width_ * width_, 0);
        const double usual = blocks_.inside(0, n).mean(0);
        for (size_t length = 2; length <= n; ++length)
            for (size_t begin = 0; begin + length <= n; ++begin) {
                const size_t end = begin + length;
                Choice choice(begin, end, blocks_.tolerance());
                for (size_t k = begin + 1; k < end; ++k)
                    choice.offer(k, best_[begin * width_ + k] + best_[k * width_ + end]);
                const size_t k = choice.place();
                split_[begin * width_ + end] = k;
                best_[begin * width_ + end] =
                    best_[begin * width_ + k] + best_[k * width_ + end] + span_score(begin, end, n, usual);
            }
    }

    // Mean within the span, less that between it and the words around it.
    double span_score(size_t begin, size_t end, size_t n, double usual) const {
        const BlockSum around = blocks_.across(begin, end, 0, begin) + blocks_.across(begin, end, end, n);
        return blocks_.inside(begin, end).mean(usual) - around.mean(usual);
    }

    size_t width_ = 0;
    Blocks blocks_;
    std::vector<double> distances_, best_;
    std::vector<size_t> split_;
    std::vector<Part> waiting_;
    int32_t* out_ = nullptr;
};

}  // namespace minent
