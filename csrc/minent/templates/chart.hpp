// The best tree of a stretch of text whose spans are made of templates with slots.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace minent {

// A template, or a single word, where it stands in a stretch of text.
struct ChartUse {
    uint32_t first, size;  // its places are places[first, first + size), ascending
    int64_t value;         // of using it at all
    int64_t closed, open;  // and when its span ends with its last word, or goes on behind it
};

struct ChartSpan {
    uint32_t begin, end, use;
};

// Every span of two and more words has a main use; what is before it, between its words and behind it are
// spans again. The value of a span is that of its use and of the spans in it; one in front of the use costs
// `before`. Cells are filled by length, so each is computed once, and the best use of each last word is kept
// apart from what comes behind it: O(n^3 + n U) for n words and U uses, 24 bytes for each of n^2 / 2 cells.
class Chart {
public:
    // Of equal uses the first in their order is taken.
    Chart(size_t n, const ChartUse* uses, size_t n_uses, const uint32_t* places, int64_t before)
        : n_(n), uses_(uses), places_(places), before_(before), cells_((n + 1) * (n + 2) / 2), ending_(n),
          inside_(n_uses, 0) {
        for (size_t u = 0; u < n_uses; ++u) ending_[last(uses[u])].push_back(static_cast<uint32_t>(u));
        for (size_t length = 1; length <= n; ++length)
            for (size_t begin = 0; begin + length <= n; ++begin) fill(begin, begin + length);
    }

    int64_t value() const { return n_ < 2 ? 0 : value(0, n_); }

    // The spans of two and more words from the top, each before those in it, from left to right.
    std::vector<ChartSpan> spans() const {
        std::vector<ChartSpan> found;
        std::vector<ChartSpan> waiting;
        push(0, n_, waiting);
        while (!waiting.empty()) {
            const ChartSpan span = waiting.back();
            waiting.pop_back();
            found.push_back(span);
            const ChartUse& use = uses_[span.use];
            const uint32_t* places = places_ + use.first;
            push(places[use.size - 1] + 1, span.end, waiting);
            for (uint32_t k = use.size - 1; k > 0; --k) push(places[k - 1] + 1, places[k], waiting);
            push(span.begin, places[0], waiting);
        }
        return found;
    }

private:
    struct Best {
        int64_t value = std::numeric_limits<int64_t>::min();
        uint32_t use = 0;
        void offer(int64_t other, uint32_t other_use) {
            if (other > value || (other == value && other_use < use)) *this = {other, other_use};
        }
    };
    struct Cell {
        int64_t value = 0;  // of the span
        uint32_t use = 0;
        Best open;  // of the uses that end with the span, when more is to come
    };

    size_t last(const ChartUse& use) const { return places_[use.first + use.size - 1]; }
    static size_t at(size_t begin, size_t end) { return end * (end + 1) / 2 + begin; }
    int64_t value(size_t begin, size_t end) const { return cells_[at(begin, end)].value; }

    void push(size_t begin, size_t end, std::vector<ChartSpan>& waiting) const {
        if (end < begin + 2) return;
        waiting.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end), cells_[at(begin, end)].use});
    }

    void fill(size_t begin, size_t end) {
        Cell& cell = cells_[at(begin, end)];
        Best best;
        for (uint32_t u : ending_[end - 1]) {
            const ChartUse& use = uses_[u];
            const uint32_t* places = places_ + use.first;
            if (places[0] < begin) continue;
            if (places[0] == begin) inside_[u] = inside(use, places);
            const int64_t total = use.value + inside_[u] + value(begin, places[0]) - (places[0] > begin ? before_ : 0);
            cell.open.offer(total + use.open, u);
            best.offer(total + use.closed, u);
        }
        if (end - begin == 1) return;
        for (size_t middle = begin + 1; middle < end; ++middle) {
            const Best& open = cells_[at(begin, middle)].open;
            if (open.value > std::numeric_limits<int64_t>::min()) best.offer(open.value + value(middle, end), open.use);
        }
        cell.value = best.value;
        cell.use = best.use;
    }

    // What is between the words of a use; asked when the span begins with it, before any longer span.
    int64_t inside(const ChartUse& use, const uint32_t* places) const {
        int64_t total = 0;
        for (uint32_t k = 0; k + 1 < use.size; ++k) total += value(places[k] + size_t(1), places[k + 1]);
        return total;
    }

    const size_t n_;
    const ChartUse* uses_;
    const uint32_t* places_;
    const int64_t before_;
    std::vector<Cell> cells_;
    std::vector<std::vector<uint32_t>> ending_;  // uses by their last place
    std::vector<int64_t> inside_;                // of what is between the words of each use
};

}  // namespace minent
