// Takes words out of a lexicon when their parts do as well.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "word_trie.hpp"

namespace minent {

// A word is divided into the words that cost the fewest bits together; what it costs to use
// them in its place decides.
class Divider {
public:
    // Every unit of a word is a word as well. A word of count 0 is no part of another unless
    // it is one unit.
    Divider(const WordTrie& trie, const uint32_t* units, const int64_t* offsets, int64_t* counts, int64_t n_words)
        : trie_(trie), units_(units), offsets_(offsets), counts_(counts), n_words_(n_words) {
        total_ = std::accumulate(counts, counts + n_words, int64_t(0));
    }

    // Takes out every word that makes the description longer than its parts would: a use of a
    // lexicon entry saves bits in the text, the entry costs entry_bits[w]. Returns the bits saved.
    double drop_costly(const double* entry_bits) {
        double saved = 0;
        for_each_word([&](uint32_t w) {
            double change = text_change(w) - entry_bits[w];
            for (size_t i = 0; i < sorted_.size(); ++i)  // parts that come into use
                if (counts_[sorted_[i]] == 0 && (i == 0 || sorted_[i] != sorted_[i - 1])) change += entry_bits[sorted_[i]];
            if (change >= 0) return false;
            saved -= change;
            return true;
        });
        return saved;
    }

    // Takes out every word whose use saves fewer than needed[w] bits against its parts.
    void drop_weak(const double* needed) {
        for_each_word([&](uint32_t w) { return parts_bits_ - bits(w) < needed[w]; });
    }

private:
    int64_t length(uint32_t w) const { return offsets_[w + 1] - offsets_[w]; }
    static double times_log2(double x) { return x > 0 ? x * std::log2(x) : 0; }

    // A unit that is never a word on its own counts half a time.
    double bits(uint32_t w) const {
        return std::log2(static_cast<double>(total_)) - (counts_[w] ? std::log2(static_cast<double>(counts_[w])) : -1);
    }

    // Longest first, then rarest: what a word is divided into is decided on later.
    template <class Drop>
    void for_each_word(Drop drop) {
        std::vector<uint32_t> order;
        for (int64_t w = 0; w < n_words_; ++w)
            if (length(w) > 1 && counts_[w] > 0) order.push_back(static_cast<uint32_t>(w));
        std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
            if (length(a) != length(b)) return length(a) > length(b);
            return counts_[a] != counts_[b] ? counts_[a] < counts_[b] : a < b;
        });
        for (uint32_t w : order) {
            divide(w);
            if (!drop(w)) continue;
            for (uint32_t part : parts_) counts_[part] += counts_[w];
            total_ += counts_[w] * (static_cast<int64_t>(parts_.size()) - 1);
            counts_[w] = 0;
        }
    }

    // The cheapest parts of w, none of them w itself.
    void divide(uint32_t w) {
        const uint32_t* ids = units_ + offsets_[w];
        const size_t n = length(w);
        bits_.assign(n + 1, 0);
        next_.resize(n);
        for (size_t i = n; i-- > 0;) {
            const WordTrie::Node* node = &trie_.root(ids[i]);
            bits_[i] = bits(node->word) + bits_[i + 1];
            next_[i] = {static_cast<uint32_t>(i + 1), node->word};
            for (size_t end = i + 1; node->base && end < n;) {
                node = trie_.child(*node, ids[end++]);
                if (!node) break;
                if (node->cost == kNoWord || counts_[node->word] == 0 || node->word == w) continue;
                const double total = bits(node->word) + bits_[end];
                if (total <= bits_[i]) {
                    bits_[i] = total;
                    next_[i] = {static_cast<uint32_t>(end), node->word};
                }
            }
        }
        parts_bits_ = bits_[0];
        parts_.clear();
        for (size_t i = 0; i < n; i = next_[i].end) parts_.push_back(next_[i].word);
    }

    // Exact change of the bits of the text, sum over words of c log2(N / c), when the uses of w
    // become uses of its parts.
    double text_change(uint32_t w) {
        const double n = static_cast<double>(total_), c = static_cast<double>(counts_[w]);
        double change = times_log2(n + c * static_cast<double>(parts_.size() - 1)) - times_log2(n) + times_log2(c);
        sorted_ = parts_;
        std::sort(sorted_.begin(), sorted_.end());
        for (size_t i = 0; i < sorted_.size();) {
            size_t end = i;
            while (end < sorted_.size() && sorted_[end] == sorted_[i]) ++end;
            const double before = static_cast<double>(counts_[sorted_[i]]);
            change -= times_log2(before + c * static_cast<double>(end - i)) - times_log2(before);
            i = end;
        }
        return change;
    }

    struct Next {
        uint32_t end, word;
    };

    const WordTrie& trie_;
    const uint32_t* units_;
    const int64_t* offsets_;
    int64_t* counts_;
    const int64_t n_words_;
    int64_t total_;
    double parts_bits_ = 0;
    std::vector<double> bits_;
    std::vector<Next> next_;
    std::vector<uint32_t> parts_, sorted_;
};

}  // namespace minent
