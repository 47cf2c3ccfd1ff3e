// Merges neighbours into words, always the pair that shortens text and lexicon most.
#pragma once

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "../util/flat_map.hpp"
#include "merge_parts.hpp"
#include "merge_savings.hpp"

namespace minent {

// The text is a sequence of symbols: 0 is a boundary, 1 .. n_units are units, others words. A
// symbol of several units stands at its first and at its last unit, so both neighbours of a
// symbol are found without links.
//
// A symbol has one derivation: nothing that was merged is divided again, so where a sequence
// of units has become a symbol, all merges inside it were made in the same order everywhere.
// Hence symbols are different words, and all pairs that a symbol is in with older symbols
// arise when it is made: later their counts only fall.
class Merger {
public:
    using Rules = MergeRules;

    // pairs p: first[p] second[p], all pairs of neighbours that may be merged, ascending, with
    // their occurrences (overlapping ones included); ids[0, n) begins and ends with a boundary.
    template <class Id>
    Merger(const Id* ids, size_t n, uint32_t n_units, const uint32_t* first, const uint32_t* second,
           const int64_t* occurrences, size_t n_pairs, const Rules& rules)
        : rules_(rules), savings_(rules), text_(ids, ids + n), symbols_(size_t(n_units) + 1) {
        if (n > kInside) throw std::length_error("a text of 2^32 - 1 units or more");
        for (uint32_t symbol : text_) {
            if (symbol > n_units) throw std::invalid_argument("an id above the number of units");
            ++symbols_[symbol].count;
            total_ += symbol != 0;
        }
        for (MergeSymbol& symbol : symbols_) symbol.set_floor();
        find_pairs(first, second, occurrences, n_pairs);
    }

    // Makes up to max_steps merges, fewer when no more merge saves bits; returns how many.
    int64_t run(int64_t max_steps) {
        int64_t steps = 0;
        while (steps < max_steps) {
            const uint32_t best = pop_best();
            if (best == kNone) break;
            saved_ += static_cast<double>(pairs_[best].key) / MergeSavings::kScale;
            merge(best);
            ++steps;
        }
        return steps;
    }

    double saved() const { return saved_; }  // bits
    int64_t n_symbols() const { return static_cast<int64_t>(symbols_.size()) - 1; }

    // Uses of symbol s + 1, and its two parts (0 for a unit).
    void symbols(int64_t* count, uint32_t* left, uint32_t* right) const {
        for (size_t s = 1; s < symbols_.size(); ++s) {
            count[s - 1] = symbols_[s].count;
            left[s - 1] = symbols_[s].left;
            right[s - 1] = symbols_[s].right;
        }
    }

private:
    static constexpr uint32_t kNone = 0xFFFFFFFFu;
    static constexpr uint32_t kInside = 0xFFFFFFFFu;  // no symbol begins or ends at this unit

    // Raises the key to what the pair may save before one of its symbols falls below its floor.
    // When the pair comes up, the key is lowered to the saving.
    void refresh(uint32_t p) {
        MergePair& pair = pairs_[p];
        const int64_t least = int64_t(pair.count) << (pair.first == pair.second);
        const int64_t ca = std::max(symbols_[pair.first].floor, least);
        const int64_t cb = std::max(symbols_[pair.second].floor, least);
        pair.exact = false;
        const MergeSymbol &a = symbols_[pair.first], &b = symbols_[pair.second];
        if (savings_.surely_below(pair, a.length + b.length, ca, cb, total_)) return;
        const int64_t bound = savings_.saving(pair, a, b, ca, cb, total_);
        if (bound <= pair.key) return;
        pair.key = bound;
        queue_.push(p);
    }

    // The pair that saves most, and among equals that of the smallest symbols.
    uint32_t pop_best() {
        while (!queue_.empty()) {
            const PairQueue::Entry top = queue_.pop();
            MergePair& pair = pairs_[top.pair];
            if (!pair.count || pair.key != top.key) continue;
            const MergeSymbol &a = symbols_[pair.first], &b = symbols_[pair.second];
            const int64_t now = savings_.saving(pair, a, b, a.count, b.count, total_);
            if (now == top.key) return top.pair;
            pair.key = std::max<int64_t>(now, 0);
            pair.exact = true;
            if (now > 0) queue_.push(top.pair);
        }
        return kNone;
    }

    void find_pairs(const uint32_t* first, const uint32_t* second, const int64_t* occurrences, size_t n_pairs) {
        size_t n_places = 0;
        FlatMap<uint32_t> index;
        for (size_t p = 0; p < n_pairs; ++p) {
            if (occurrences[p] < rules_.min_count) continue;
            index[uint64_t(first[p]) << 32 | second[p]] = static_cast<uint32_t>(pairs_.size());
            pairs_.push_back({first[p], second[p], static_cast<uint32_t>(occurrences[p]), 0, nullptr, 0, false});
            n_places += occurrences[p];
        }
        if (rules_.max_length < 2) pairs_.clear();
        places_.resize(n_places);
        size_t at = 0;
        for (MergePair& pair : pairs_) {
            pair.places = places_.data() + at;
            at += pair.count;
        }
        if (!pairs_.empty()) find_places(index);
        for (uint32_t p = 0; p < pairs_.size(); ++p) arise(p);
    }

    void find_places(const FlatMap<uint32_t>& index) {
        constexpr size_t kAhead = 16;
        for (size_t i = 1; i + 1 < text_.size(); ++i) {
            if (i + kAhead + 1 < text_.size())
                index.prefetch(uint64_t(text_[i + kAhead]) << 32 | text_[i + kAhead + 1]);
            if (!text_[i] || !text_[i + 1]) continue;
            const uint32_t* p = index.find(uint64_t(text_[i]) << 32 | text_[i + 1]);
            if (!p) continue;
            MergePair& pair = pairs_[*p];
            if (pair.n_places == pair.count) throw std::invalid_argument("occurrences that are not those of the text");
            pair.add_place(i);
        }
        for (MergePair& pair : pairs_) {
            if (pair.n_places != pair.count) throw std::invalid_argument("occurrences that are not those of the text");
            if (pair.first != pair.second) continue;
            pair.count = 0;
            for (size_t k = 0, next = 0; k < pair.n_places; ++k)
                if (pair.places[k] >= next) {
                    ++pair.count;
                    next = size_t(pair.places[k]) + 2;
                }
        }
    }

    // A new pair that has its count.
    void arise(uint32_t p) {
        MergePair& pair = pairs_[p];
        if (pair.count < rules_.min_count) {
            pair.count = 0;
            return;
        }
        symbols_[pair.first].pairs.push_back(p);
        if (pair.first != pair.second) symbols_[pair.second].pairs.push_back(p);
        refresh(p);
    }

    void merge(uint32_t p) {
        const uint32_t a = pairs_[p].first, b = pairs_[p].second;
        const uint32_t w = static_cast<uint32_t>(symbols_.size());
        if (w >= kInside) throw std::length_error("more than 2^32 - 2 words");
        symbols_.emplace_back();
        symbols_[w].left = a;
        symbols_[w].right = b;
        symbols_[w].length = symbols_[a].length + symbols_[b].length;
        left_.resize(symbols_.size());
        right_.resize(symbols_.size());
        made_.resize(symbols_.size(), 0);
        replace(pairs_[p], w);
        const int64_t m = static_cast<int64_t>(starts_.size());
        symbols_[w].count = m;
        symbols_[w].set_floor();
        symbols_[a].count -= m;
        symbols_[b].count -= m;
        total_ -= m;
        pairs_[p].count = 0;
        lower_pairs(a, b);
        if (symbols_[w].length < rules_.max_length) make_pairs(w);
        left_.clear();
        right_.clear();
    }

    // Writes w over all places of the pair, from left to right, and tallies the neighbours that
    // lose a neighbour.
    void replace(const MergePair& pair, uint32_t w) {
        const uint32_t a = pair.first, b = pair.second;
        const size_t la = symbols_[a].length, length = symbols_[w].length;
        starts_.clear();
        lost_doubles_a_ = lost_doubles_b_ = 0;
        for (size_t k = 0; k < pair.n_places; ++k) {
            if (k + kFetch < pair.n_places) prefetch(&text_[pair.places[k + kFetch]]);
            const size_t i = pair.places[k], end = i + length;
            if (text_[i] != a || text_[i + la] != b) continue;
            const uint32_t l = text_[i - 1], r = text_[end];
            if (l != 0 && l != w) {
                if (l == a && a != b) lost_doubles_a_ += run_before(i, a) % 2;
                left_.add(l);
            }
            if (r != 0) {
                if (r == b && a != b) lost_doubles_b_ += run_behind(end, b) % 2;
                right_.add(r);
            }
            text_[i + la - 1] = text_[i + la] = kInside;
            text_[i] = text_[end - 1] = w;
            starts_.push_back(static_cast<uint32_t>(i));
        }
    }

    // How many symbols a, one behind the other, end before unit i.
    size_t run_before(size_t i, uint32_t a) const {
        size_t n = 0;
        for (const size_t length = symbols_[a].length; text_[i - 1] == a; i -= length) ++n;
        return n;
    }
    size_t run_behind(size_t i, uint32_t b) const {
        size_t n = 0;
        for (const size_t length = symbols_[b].length; text_[i] == b; i += length) ++n;
        return n;
    }

    void lower_pairs(uint32_t a, uint32_t b) {
        for_live_pairs(a, [&](MergePair& pair) {
            if (pair.first == pair.second)
                pair.count -= lost_doubles_a_;
            else if (pair.second == a)
                pair.count -= left_.counts[pair.first];
            if (a == b && pair.first == a && pair.second != a) pair.count -= right_.counts[pair.second];
        });
        if (a == b) return;
        for_live_pairs(b, [&](MergePair& pair) {
            if (pair.first == pair.second)
                pair.count -= lost_doubles_b_;
            else if (pair.first == b)
                pair.count -= right_.counts[pair.second];
        });
    }

    template <class Lower>
    void for_live_pairs(uint32_t symbol, Lower lower) {
        std::vector<uint32_t>& pairs = symbols_[symbol].pairs;
        const bool all = symbols_[symbol].count < symbols_[symbol].floor;
        if (all) symbols_[symbol].set_floor();
        size_t kept = 0;
        for (uint32_t p : pairs) {
            MergePair& pair = pairs_[p];
            const uint32_t before = pair.count;
            if (!before) continue;
            lower(pair);
            if (pair.count < rules_.min_count) {
                pair.count = 0;
                continue;
            }
            pairs[kept++] = p;
            if (all || pair.exact || pair.count != before) refresh(p);
        }
        pairs.resize(kept);
    }

    // The pairs of the new symbol.
    void make_pairs(uint32_t w) {
        const size_t length = symbols_[w].length;
        uint32_t doubles = 0, n_doubles = 0, run = 0;
        right_.clear();
        for (uint32_t i : starts_) {
            run = text_[i - 1] == w ? run + 1 : 1;
            n_doubles += run > 1;
            doubles += run % 2 == 0;
            const uint32_t r = text_[i + length];
            if (r != 0 && r != w) right_.add(r);
        }
        const size_t begin = pairs_.size();
        for (uint32_t l : left_.raised) make_pair(l, w, left_.counts[l], left_.counts[l]);
        const size_t middle = pairs_.size();
        for (uint32_t r : right_.raised) make_pair(w, r, right_.counts[r], right_.counts[r]);
        const size_t end = pairs_.size();
        make_pair(w, w, doubles, n_doubles);
        const bool doubled = pairs_.size() > end;
        if (pairs_.size() == begin) return;

        // made_: 1 + the number of the pair from `begin` on
        for (size_t p = begin; p < middle; ++p) made_[pairs_[p].first] = static_cast<uint32_t>(p - begin + 1);
        for (uint32_t i : starts_) {
            const uint32_t l = text_[i - 1];
            if (made_[l]) pairs_[begin + made_[l] - 1].add_place(i - symbols_[l].length);
        }
        for (size_t p = begin; p < middle; ++p) made_[pairs_[p].first] = 0;
        for (size_t p = middle; p < end; ++p) made_[pairs_[p].second] = static_cast<uint32_t>(p - begin + 1);
        if (doubled) made_[w] = static_cast<uint32_t>(end - begin + 1);
        for (uint32_t i : starts_) {
            const uint32_t r = text_[i + length];
            if (made_[r]) pairs_[begin + made_[r] - 1].add_place(i);
        }
        for (size_t p = middle; p < pairs_.size(); ++p) made_[pairs_[p].second] = 0;
        for (size_t p = begin; p < pairs_.size(); ++p) arise(static_cast<uint32_t>(p));
    }

    void make_pair(uint32_t a, uint32_t b, uint32_t count, uint32_t n_places) {
        if (count < rules_.min_count || symbols_[a].length + symbols_[b].length > rules_.max_length) return;
        if (pairs_.size() >= kNone) throw std::length_error("more than 2^32 - 2 pairs");
        pairs_.push_back({a, b, count, 0, room_.take(n_places), 0, false});
    }

    static constexpr size_t kFetch = 16;

    const Rules rules_;
    const MergeSavings savings_;
    std::vector<uint32_t> text_;
    std::vector<MergeSymbol> symbols_;
    std::vector<MergePair> pairs_;
    std::vector<uint32_t> places_;  // of the pairs of units
    PlaceStore room_;  // of the pairs of words
    PairQueue queue_{pairs_};
    int64_t total_ = 0;
    double saved_ = 0;

    // Of the merge under way.
    std::vector<uint32_t> starts_;
    SymbolTally left_, right_;
    std::vector<uint32_t> made_;
    uint32_t lost_doubles_a_ = 0, lost_doubles_b_ = 0;
};

}  // namespace minent
