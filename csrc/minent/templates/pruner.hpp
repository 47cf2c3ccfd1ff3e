// Takes patterns out of a table when words and shorter patterns do as well.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "pattern_trie.hpp"

namespace minent {

// Bits of an Elias gamma code of n >= 1.
inline double gamma_bits(int64_t n) {
    int bits = 0;
    while (n >>= 1) ++bits;
    return 2 * bits + 1;
}

// Pattern p is the words[offsets[p] .. offsets[p + 1]), each `gaps` places behind the one before.
struct PatternTable {
    const uint32_t* words;
    const uint8_t* gaps;
    const int64_t* offsets;
    int64_t n_patterns;
    const uint32_t* templates;      // the template of each pattern: the same words, slots at the same places
    int64_t n_templates;
    const double* template_bits;    // of a template that is in use at all
    const double* pattern_bits;     // of a pattern in use, beside its count
    size_t size(int64_t p) const { return static_cast<size_t>(offsets[p + 1] - offsets[p]); }
};

// The description is that of minent/templates/coding.py. What a step changes is exact: counts of words and
// patterns after it, and what table and text then cost.
class PatternPruner {
public:
    // counts[0 .. n_words] are the uses of words (0: of those without an id), counts[n_words + 1 + p] of pattern p.
    PatternPruner(const PatternTable& table, uint32_t n_words, int64_t* counts)
        : table_(table), n_words_(n_words), counts_(counts), trie_(n_words),
          in_use_(static_cast<size_t>(table.n_templates), 0) {
        total_ = std::accumulate(counts, counts + n_words + 1 + table.n_patterns, int64_t(0));
        for (int64_t p = 0; p < table.n_patterns; ++p) {
            const uint32_t node =
                trie_.add_pattern(table.words + table.offsets[p], table.gaps + table.offsets[p], table.size(p));
            if (pattern_of_.size() <= node) pattern_of_.resize(node + size_t(1), -1);
            pattern_of_[node] = p;
            if (count(p)) ++in_use_[table.templates[p]];
        }
        pattern_of_.resize(trie_.n_nodes(), -1);
    }

    // Takes out what makes the description longer: patterns one by one, then templates with all their
    // patterns. Returns the bits saved.
    double drop_costly() {
        double saved = 0;
        const std::vector<int64_t> order = sorted();
        for (int64_t p : order)
            if (count(p)) saved += attempt(&p, &p + 1);
        std::vector<std::vector<int64_t>> patterns(static_cast<size_t>(table_.n_templates));
        for (int64_t p : order) patterns[table_.templates[p]].push_back(p);
        for (int64_t p : order) {
            const std::vector<int64_t>& all = patterns[table_.templates[p]];
            if (all.size() > 1 && all[0] == p) saved += attempt(all.data(), all.data() + all.size());
        }
        return saved;
    }

private:
    static double times_log2(double x) { return x > 0 ? x * std::log2(x) : 0; }
    int64_t& count(int64_t p) { return counts_[n_words_ + 1 + p]; }
    int64_t count(int64_t p) const { return counts_[n_words_ + 1 + p]; }

    double bits(int64_t count) const {
        return std::log2(static_cast<double>(total_)) - (count ? std::log2(static_cast<double>(count)) : -1);
    }

    // Most words first, then rarest: what a pattern is divided into is decided on later.
    std::vector<int64_t> sorted() const {
        std::vector<int64_t> order(static_cast<size_t>(table_.n_patterns));
        std::iota(order.begin(), order.end(), int64_t(0));
        std::sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
            if (table_.size(a) != table_.size(b)) return table_.size(a) > table_.size(b);
            return count(a) != count(b) ? count(a) < count(b) : a < b;
        });
        return order;
    }

    // Divides the patterns if that saves bits, else changes nothing; returns the bits saved.
    double attempt(const int64_t* first, const int64_t* last) {
        undo_.clear();
        dropped_.clear();
        const int64_t total = total_;
        double change = 0;
        for (; first != last; ++first)
            if (count(*first)) change += drop(*first);
        if (change < 0) return -change;
        for (; !undo_.empty(); undo_.pop_back()) counts_[undo_.back().first] = undo_.back().second;
        for (int64_t p : dropped_) ++in_use_[table_.templates[p]];
        total_ = total;
        return 0;
    }

    // Turns the uses of p into uses of its parts; returns the change of the bits.
    double drop(int64_t p) {
        divide(p);
        const double n = static_cast<double>(total_), c = static_cast<double>(count(p));
        double change = times_log2(n + c * static_cast<double>(parts_.size() - 1)) - times_log2(n) + times_log2(c);
        change -= table_.pattern_bits[p] + gamma_bits(count(p));
        if (--in_use_[table_.templates[p]] == 0) change -= table_.template_bits[table_.templates[p]];
        dropped_.push_back(p);
        undo_.push_back({static_cast<int64_t>(n_words_) + 1 + p, count(p)});
        total_ += count(p) * (static_cast<int64_t>(parts_.size()) - 1);
        for (int64_t at : parts_) {  // one after the other, so a part may come twice
            const int64_t before = counts_[at], after = before + count(p);
            change -= times_log2(static_cast<double>(after)) - times_log2(static_cast<double>(before));
            if (at > static_cast<int64_t>(n_words_)) change += gamma_bits(after) - gamma_bits(before);
            undo_.push_back({at, before});
            counts_[at] = after;
        }
        count(p) = 0;
        return change;
    }

    // The cheapest parts of p, patterns in use and words; a part may stand in a gap of another.
    void divide(int64_t p) {
        n_ = table_.size(p);
        words_ = table_.words + table_.offsets[p];
        places_.resize(n_);
        const uint8_t* gaps = table_.gaps + table_.offsets[p];
        for (size_t i = 0; i < n_; ++i) places_[i] = (i ? places_[i - 1] : 0) + gaps[i];
        cells_.assign((n_ + 1) * (n_ + 1), {0, kWord});
        matches_.clear();
        for (size_t i = n_; i-- > 0;) {
            for (size_t end = i + 1; end <= n_; ++end)
                cell(i, end) = {bits(counts_[words_[i]]) + cell(i + 1, end).bits, kWord};
            path_.assign(1, i);
            if (!trie_.is_leaf(words_[i])) extend(p, words_[i], 0);
        }
        parts_.clear();
        take_parts(0, n_);
    }

    // `node` stands at the words of path_; what is between them takes `inside` bits.
    void extend(int64_t p, uint32_t node, double inside) {
        const size_t last = path_.back();
        for (size_t next = last + 1; next < n_; ++next) {
            const uint32_t gap = places_[next] - places_[last];
            if (gap > PatternTrie::kMaxWindow) return;
            const uint32_t child = trie_.child(node, static_cast<int>(gap), words_[next]);
            if (child == PatternTrie::kNoNode) continue;
            const double within = inside + cell(last + 1, next).bits;
            path_.push_back(next);
            const int64_t q = pattern_of_[child];
            if (q >= 0 && q != p && count(q)) consider(q, within + bits(count(q)));
            if (!trie_.is_leaf(child)) extend(p, child, within);
            path_.pop_back();
        }
    }

    void consider(int64_t q, double cost) {
        const size_t begin = path_.front(), behind = path_.back() + 1;
        bool better = false;
        for (size_t end = behind; end <= n_; ++end) {
            const double total = cost + cell(behind, end).bits;
            if (total >= cell(begin, end).bits) continue;
            cell(begin, end) = {total, static_cast<int64_t>(matches_.size())};
            better = true;
        }
        if (better) matches_.push_back({q, path_});
    }

    void take_parts(size_t i, size_t end) {
        while (i < end) {
            const int64_t chosen = cell(i, end).match;
            if (chosen == kWord) {
                parts_.push_back(words_[i++]);
                continue;
            }
            const Match& match = matches_[static_cast<size_t>(chosen)];
            parts_.push_back(static_cast<int64_t>(n_words_) + 1 + match.pattern);
            for (size_t k = 0; k + 1 < match.path.size(); ++k) take_parts(match.path[k] + 1, match.path[k + 1]);
            i = match.path.back() + 1;
        }
    }

    static constexpr int64_t kWord = -1;

    struct Cell {  // of the words from one to before another
        double bits;
        int64_t match;
    };
    struct Match {
        int64_t pattern;
        std::vector<size_t> path;
    };
    Cell& cell(size_t i, size_t end) { return cells_[i * (n_ + 1) + end]; }

    const PatternTable table_;
    const uint32_t n_words_;
    int64_t* counts_;
    PatternTrie trie_;
    std::vector<int64_t> pattern_of_;
    std::vector<int64_t> in_use_;  // patterns of each template
    int64_t total_ = 0;
    // Of the pattern that is divided.
    size_t n_ = 0;
    const uint32_t* words_ = nullptr;
    std::vector<uint32_t> places_;
    std::vector<Cell> cells_;
    std::vector<Match> matches_;
    std::vector<size_t> path_;
    std::vector<int64_t> parts_, dropped_;               // dropped_, undo_: of the attempt under way
    std::vector<std::pair<int64_t, int64_t>> undo_;      // place and what stood there
};

}  // namespace minent
