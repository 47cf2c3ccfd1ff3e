// The division of a run of units into words that costs the fewest bits.
#pragma once

#include <cstdint>
#include <vector>

#include "../util/runs.hpp"
#include "word_trie.hpp"

namespace minent {

class LeastInformation {
public:
    struct Step {
        uint32_t length;
        uint32_t word;
    };
    static constexpr uint32_t kNoStep = 0xFFFFFFFFu;  // the word of a unit that is none

    // A unit that is no word costs `unknown_cost` and stands alone.
    LeastInformation(const WordTrie& trie, int32_t unknown_cost) : trie_(trie), unknown_cost_(unknown_cost) {}

    // Divides ids[0, n) and returns the cost; no id is beyond the units of the trie.
    // From the end to the beginning, so words are read forwards where they start and nothing
    // is written ahead. Equal costs: the fewest words, then the longest first word.
    template <class Id>
    int64_t divide(const Id* ids, size_t n) {
        if (costs_.size() <= n) resize(n + 1);
        costs_[n] = 0;
        n_words_[n] = 0;
        for (size_t i = n; i-- > 0;) {
            const WordTrie::Node* node = &trie_.root(ids[i]);
            const bool known = node->cost != kNoWord;
            int64_t best = (known ? node->cost : unknown_cost_) + costs_[i + 1];
            size_t best_end = i + 1;
            uint32_t word = known ? node->word : kNoStep;
            for (size_t end = i + 1; node->base && end < n;) {
                node = trie_.child(*node, ids[end]);
                if (!node) break;
                ++end;
                if (node->cost == kNoWord) continue;
                const int64_t cost = node->cost + costs_[end];
                if (cost < best || (cost == best && n_words_[end] <= n_words_[best_end])) {
                    best = cost;
                    best_end = end;
                    word = node->word;
                }
            }
            costs_[i] = best;
            n_words_[i] = n_words_[best_end] + 1;
            steps_[i] = {static_cast<uint32_t>(best_end - i), word};
        }
        return costs_[0];
    }

    // The word that starts at unit i of the run divided last, if i is where one starts.
    const Step& step(size_t i) const { return steps_[i]; }

private:
    void resize(size_t n) {
        costs_.resize(n);
        n_words_.resize(n);
        steps_.resize(n);
    }

    const WordTrie& trie_;
    const int32_t unknown_cost_;
    std::vector<int64_t> costs_;
    std::vector<uint32_t> n_words_;
    std::vector<Step> steps_;
};

// Adds the uses of each word in ids[begin, end), which starts behind and ends with a boundary.
template <class Id>
void count_words(LeastInformation& division, const Id* ids, size_t begin, size_t end, int64_t* counts) {
    for_each_run(ids, begin, end, [&](size_t first, size_t n) {
        division.divide(ids + first, n);
        for (size_t i = 0; i < n;) {
            const LeastInformation::Step& step = division.step(i);
            if (step.word != LeastInformation::kNoStep) ++counts[step.word];
            i += step.length;
        }
    });
}

}  // namespace minent
