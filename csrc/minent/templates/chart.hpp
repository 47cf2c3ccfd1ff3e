// The best binary tree of a stretch of text whose spans are worth something each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace minent {

// A template where it stands in a stretch of text, from its first word to behind its last.
struct ChartUse {
    uint32_t begin, end;
    int64_t value;
};

struct ChartSpan {
    uint32_t begin, end;
    int64_t use;  // -1: none
};

// A span of two and more words is worth left[begin] + right[end], and what the best use that spans just
// it is worth if that is positive. Cells are filled by length, so each is computed once: O(n^3 + u) for n
// words and u uses, 24 bytes for each of n^2 / 2 cells.
class Chart {
public:
    // left[i]: a span begins with word i; right[i]: it ends before word i. Of equal uses the first is
    // taken, of equal trees the one whose spans are divided further to the left.
    Chart(size_t n, const int64_t* left, const int64_t* right, const ChartUse* uses, size_t n_uses)
        : n_(n), cells_((n + 1) * (n + 2) / 2) {
        for (size_t u = 0; u < n_uses; ++u) {
            Cell& cell = at(uses[u].begin, uses[u].end);
            if (uses[u].value <= cell.value) continue;
            cell.value = uses[u].value;
            cell.use = static_cast<int64_t>(u);
        }
        for (size_t length = 2; length <= n; ++length)
            for (size_t begin = 0; begin + length <= n; ++begin) fill(begin, begin + length, left[begin] + right[begin + length]);
    }

    int64_t value() const { return n_ < 2 ? 0 : at(0, n_).value; }

    // The spans of two and more words from the top, each before those in it, from left to right.
    std::vector<ChartSpan> spans() const {
        std::vector<ChartSpan> found;
        std::vector<std::pair<size_t, size_t>> waiting{{0, n_}};
        while (!waiting.empty()) {
            const auto [begin, end] = waiting.back();
            waiting.pop_back();
            if (end < begin + 2) continue;
            const Cell& cell = at(begin, end);
            found.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end), cell.use});
            waiting.push_back({cell.middle, end});
            waiting.push_back({begin, cell.middle});
        }
        return found;
    }

private:
    struct Cell {
        int64_t value = 0;
        int64_t use = -1;
        uint32_t middle = 0;
    };

    static size_t index(size_t begin, size_t end) { return end * (end + 1) / 2 + begin; }
    Cell& at(size_t begin, size_t end) { return cells_[index(begin, end)]; }
    const Cell& at(size_t begin, size_t end) const { return cells_[index(begin, end)]; }

    void fill(size_t begin, size_t end, int64_t edges) {
        size_t middle = begin + 1;
        int64_t best = at(begin, middle).value + at(middle, end).value;
        for (size_t m = begin + 2; m < end; ++m) {
            const int64_t value = at(begin, m).value + at(m, end).value;
            if (value > best) best = value, middle = m;
        }
        Cell& cell = at(begin, end);
        cell.value += edges + best;
        cell.middle = static_cast<uint32_t>(middle);
    }

    const size_t n_;
    std::vector<Cell> cells_;
};

}  // namespace minent
