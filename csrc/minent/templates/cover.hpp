// The cheapest way to write a stretch of text with words and patterns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "../util/runs.hpp"
#include "pattern_trie.hpp"

namespace minent {

// Where a pattern is used.
struct Use {
    uint32_t node;
    uint64_t place;  // of its first word
};

// Patterns may stand in the gaps of others but not across them. What is between two words of a pattern
// is shorter than the window, so only stretches that short have a cell of their own beside the rest of
// the text from a word on: the work is linear in the text.
template <class Id>
class Cover {
public:
    // A word that the trie does not know costs `unknown_cost`.
    Cover(const PatternTrie& trie, int window, int32_t unknown_cost)
        : trie_(trie), window_(static_cast<size_t>(window)), unknown_cost_(unknown_cost) {}

    // Covers ids[0, n) and returns the cost. Equal costs: words before patterns, near words before far ones.
    int64_t cover(const Id* ids, size_t n) {
        ids_ = ids;
        n_ = n;
        rest_.resize(n + 1);
        rest_[n] = {0, kWord};
        cells_.resize((n + 1) * window_);
        for (size_t length = 0; length < window_; ++length) cells_[n * window_ + length] = {0, kWord};
        matches_.clear();
        places_.clear();
        for (size_t i = n; i-- > 0;) {
            if (i >= kAhead) look_ahead(i - kAhead);
            single(i);
            const uint32_t word = ids[i];
            if (word > trie_.n_words() || trie_.is_leaf(word)) continue;
            path_.assign(1, static_cast<uint32_t>(i));
            extend(word, 0);
        }
        return rest_[0].cost;
    }

    // Calls word(place) and pattern(node, place) in the order of the code: a pattern at its first word,
    // then what stands in its gaps.
    template <class OnWord, class OnPattern>
    void read(OnWord&& word, OnPattern&& pattern) const {
        for (size_t i = 0; i < n_;) i = step(i, rest_[i], word, pattern);
    }

private:
    static constexpr int32_t kWord = -1;
    static constexpr size_t kAhead = 3;

    struct Cell {
        int64_t cost;
        int32_t match;  // the first step: a match, or kWord
    };
    struct Match {
        uint32_t node, first;  // its places are places_[first, first + size)
        uint32_t size;
    };

    Cell& cell(size_t i, size_t length) { return cells_[i * window_ + length]; }
    const Cell& cell(size_t i, size_t length) const { return cells_[i * window_ + length]; }

    void look_ahead(size_t i) const {
        for (size_t gap = 1; gap <= window_ && i + gap < n_; ++gap)
            trie_.prefetch(ids_[i], static_cast<int>(gap), ids_[i + gap]);
    }

    void single(size_t i) {
        const uint32_t word = ids_[i];
        const int64_t cost = word <= trie_.n_words() ? trie_.values[word] : unknown_cost_;
        rest_[i] = {cost + rest_[i + 1].cost, kWord};
        cell(i, 0) = {0, kWord};
        for (size_t length = 1; length < window_ && i + length <= n_; ++length)
            cell(i, length) = {cost + cell(i + 1, length - 1).cost, kWord};
    }

    // `node` stands at the places of path_; what is in its gaps costs `inside`.
    void extend(uint32_t node, int64_t inside) {
        const size_t last = path_.back();
        for (size_t gap = 1; gap <= window_ && last + gap < n_; ++gap) {
            const uint32_t child = trie_.child(node, static_cast<int>(gap), ids_[last + gap]);
            if (child == PatternTrie::kNoNode) continue;
            const int64_t within = inside + cell(last + 1, gap - 1).cost;
            path_.push_back(static_cast<uint32_t>(last + gap));
            if (trie_.values[child] != PatternTrie::kNoCost) consider(child, within + trie_.values[child]);
            if (!trie_.is_leaf(child)) extend(child, within);
            path_.pop_back();
        }
    }

    void consider(uint32_t node, int64_t cost) {
        const size_t begin = path_.front(), end = path_.back() + size_t(1);
        const int32_t match = static_cast<int32_t>(matches_.size());
        bool better = lower(rest_[begin], cost + rest_[end].cost, match);
        for (size_t length = end - begin; length < window_ && begin + length <= n_; ++length)
            better |= lower(cell(begin, length), cost + cell(end, length - (end - begin)).cost, match);
        if (!better) return;
        matches_.push_back({node, static_cast<uint32_t>(places_.size()), static_cast<uint32_t>(path_.size())});
        places_.insert(places_.end(), path_.begin(), path_.end());
    }

    static bool lower(Cell& cell, int64_t cost, int32_t match) {
        if (cost >= cell.cost) return false;
        cell = {cost, match};
        return true;
    }

    // Reads the first step of a cell; returns where it ends.
    template <class OnWord, class OnPattern>
    size_t step(size_t i, const Cell& from, OnWord& word, OnPattern& pattern) const {
        if (from.match == kWord) {
            word(i);
            return i + 1;
        }
        const Match& match = matches_[static_cast<size_t>(from.match)];
        pattern(match.node, i);
        const uint32_t* places = &places_[match.first];
        for (uint32_t k = 0; k + 1 < match.size; ++k)
            for (size_t at = places[k] + size_t(1); at < places[k + 1];)
                at = step(at, cell(at, places[k + 1] - at), word, pattern);
        return places[match.size - 1] + size_t(1);
    }

    const PatternTrie& trie_;
    const size_t window_;
    const int32_t unknown_cost_;
    const Id* ids_ = nullptr;
    size_t n_ = 0;
    std::vector<Cell> rest_, cells_;
    std::vector<Match> matches_;
    std::vector<uint32_t> places_, path_;
};

// Adds the uses of words (by id; 0: unknown ones) and patterns (by node) in ids[begin, end).
template <class Id>
void count_uses(const PatternTrie& trie, int window, int32_t unknown_cost, const Id* ids, size_t begin, size_t end,
                int64_t* counts) {
    Cover<Id> cover(trie, window, unknown_cost);
    for_each_run(ids, begin, end, [&](size_t first, size_t n) {
        cover.cover(ids + first, n);
        cover.read([&](size_t i) { ++counts[ids[first + i] <= trie.n_words() ? ids[first + i] : 0]; },
                   [&](uint32_t node, size_t) { ++counts[node]; });
    });
}

// Appends the uses of patterns in ids[begin, end), in the order of their first words.
template <class Id>
void list_uses(const PatternTrie& trie, int window, int32_t unknown_cost, const Id* ids, size_t begin, size_t end,
               std::vector<uint32_t>& nodes, std::vector<uint64_t>& places) {
    Cover<Id> cover(trie, window, unknown_cost);
    for_each_run(ids, begin, end, [&](size_t first, size_t n) {
        cover.cover(ids + first, n);
        cover.read([](size_t) {},
                   [&](uint32_t node, size_t i) {
                       nodes.push_back(node);
                       places.push_back(first + i);
                   });
    });
}

// Appends all patterns in ids[0, n) that have a value: their nodes, and their places one behind the other.
template <class Id>
class Matcher {
public:
    Matcher(const PatternTrie& trie, int window, std::vector<uint32_t>& nodes, std::vector<uint32_t>& places)
        : trie_(trie), window_(static_cast<size_t>(window)), nodes_(nodes), places_(places) {}

    void match(const Id* ids, size_t n) {
        for (size_t i = 0; i < n; ++i) {
            if (ids[i] > trie_.n_words() || trie_.is_leaf(ids[i])) continue;
            path_.assign(1, static_cast<uint32_t>(i));
            extend(ids, n, ids[i]);
        }
    }

private:
    void extend(const Id* ids, size_t n, uint32_t node) {
        const size_t last = path_.back();
        for (size_t gap = 1; gap <= window_ && last + gap < n; ++gap) {
            const uint32_t child = trie_.child(node, static_cast<int>(gap), ids[last + gap]);
            if (child == PatternTrie::kNoNode) continue;
            path_.push_back(static_cast<uint32_t>(last + gap));
            if (trie_.values[child] != PatternTrie::kNoCost) {
                nodes_.push_back(child);
                places_.insert(places_.end(), path_.begin(), path_.end());
            }
            if (!trie_.is_leaf(child)) extend(ids, n, child);
            path_.pop_back();
        }
    }

    const PatternTrie& trie_;
    const size_t window_;
    std::vector<uint32_t>& nodes_;
    std::vector<uint32_t>& places_;
    std::vector<uint32_t> path_;
};

template <class Id>
void list_matches(const PatternTrie& trie, int window, const Id* ids, size_t n, std::vector<uint32_t>& nodes,
                  std::vector<uint32_t>& places) {
    Matcher<Id>(trie, window, nodes, places).match(ids, n);
}

}  // namespace minent
