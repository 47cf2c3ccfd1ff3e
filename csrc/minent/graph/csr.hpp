// Edges in any order -> rows of a compressed sparse matrix: columns ascending, repeated edges added up.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

namespace minent {

struct EdgeSpan {
    const int32_t* sources;
    const int32_t* targets;
    const double* weights;  // null: all 1; edges of weight 0 are left out
    size_t size;
    bool both;  // an edge leads both ways
};

// Used in this order: count() every span, begin_rows(), scatter() every span; then sum_rows(), or if no edge has a
// weight() other than 1, sort_rows() and end_rows(), or sum_rows() where that finds an edge that comes twice.
// `offsets` has n + 1 elements. While rows are filled, offsets[u] is where row u is filled next, so
// no other array of n elements is needed.
class RowBuilder {
public:
    RowBuilder(int64_t* offsets, int64_t n) : offsets_(offsets), n_(n) {
        std::fill(offsets_, offsets_ + n_ + 1, 0);
    }

    void count(const EdgeSpan& span) {
        for (size_t i = 0; i < span.size; ++i) {
            const int32_t u = span.sources[i], v = span.targets[i];
            if (u < 0 || v < 0 || u >= n_ || v >= n_) throw std::invalid_argument("edge outside the nodes");
            if (span.weights) {
                if (span.weights[i] == 0) continue;
                weighted_ |= span.weights[i] != 1;
            }
            ++offsets_[u];
            if (span.both && u != v) ++offsets_[v];
        }
    }

    bool weighted() const { return weighted_; }

    // Room that the entries need before repeated ones are added up.
    int64_t begin_rows() {
        int64_t begin = 0;
        for (int64_t u = 0; u <= n_; ++u) {
            const int64_t size = offsets_[u];
            offsets_[u] = begin;
            begin += size;
        }
        return begin;
    }

    // `weights` may be null when every weight is 1; sum_rows makes them then.
    void scatter(const EdgeSpan& span, int32_t* targets, double* weights) {
        for (size_t i = 0; i < span.size; ++i) {
            const int32_t u = span.sources[i], v = span.targets[i];
            const double w = span.weights ? span.weights[i] : 1.0;
            if (w == 0) continue;
            put(u, v, w, targets, weights);
            if (span.both && u != v) put(v, u, w, targets, weights);
        }
    }

    // Returns whether an edge comes twice.
    bool sort_rows(int32_t* targets) {
        bool twice = false;
        int64_t begin = 0;
        for (int64_t u = 0; u < n_; ++u) {
            int32_t *const first = targets + begin, *const last = targets + offsets_[u];
            if (!std::is_sorted(first, last)) std::sort(first, last);
            twice |= std::adjacent_find(first, last) != last;
            begin = offsets_[u];
        }
        return twice;
    }

    void end_rows() {
        for (int64_t u = n_; u > 0; --u) offsets_[u] = offsets_[u - 1];
        offsets_[0] = 0;
    }

    // Sorts rows, adds repeated edges up and closes the gaps; returns how many entries are left.
    // Equal columns are added in the order of their weights, so sums do not depend on the order of
    // the edges, and {u, v} has the same bits in both rows.
    int64_t sum_rows(int32_t* targets, double* weights) {
        int64_t begin = 0, out = 0;
        for (int64_t u = 0; u < n_; ++u) {
            const int64_t end = offsets_[u];
            offsets_[u] = out;
            out = weighted_ ? sum_row(targets, weights, begin, end, out) : count_row(targets, weights, begin, end, out);
            begin = end;
        }
        offsets_[n_] = out;
        return out;
    }

private:
    using Entry = std::pair<int32_t, double>;

    void put(int32_t row, int32_t column, double w, int32_t* targets, double* weights) {
        const int64_t at = offsets_[row]++;
        targets[at] = column;
        if (weights) weights[at] = w;
    }

    static int64_t count_row(int32_t* targets, double* weights, int64_t begin, int64_t end, int64_t out) {
        if (!std::is_sorted(targets + begin, targets + end)) std::sort(targets + begin, targets + end);
        for (int64_t i = begin; i < end;) {
            const int32_t v = targets[i];
            int64_t j = i + 1;
            while (j < end && targets[j] == v) ++j;
            targets[out] = v;
            weights[out++] = static_cast<double>(j - i);
            i = j;
        }
        return out;
    }

    int64_t sum_row(int32_t* targets, double* weights, int64_t begin, int64_t end, int64_t out) {
        bool rising = true;  // strictly: sorted and nothing to add
        for (int64_t i = begin + 1; i < end; ++i) rising &= targets[i - 1] < targets[i];
        if (rising) {
            std::copy(targets + begin, targets + end, targets + out);
            std::copy(weights + begin, weights + end, weights + out);
            return out + (end - begin);
        }
        row_.clear();
        for (int64_t i = begin; i < end; ++i) row_.emplace_back(targets[i], weights[i]);
        std::sort(row_.begin(), row_.end());
        for (size_t i = 0; i < row_.size();) {
            const int32_t v = row_[i].first;
            double sum = 0;
            for (; i < row_.size() && row_[i].first == v; ++i) sum += row_[i].second;
            targets[out] = v;
            weights[out++] = sum;
        }
        return out;
    }

    int64_t* offsets_;
    int64_t n_;
    bool weighted_ = false;
    std::vector<Entry> row_;
};

}  // namespace minent
