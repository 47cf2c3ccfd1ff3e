// The division of a run of units into words by a language model of units: every word is a text of its own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "../lexicon/least_information.hpp"
#include "../lexicon/word_trie.hpp"
#include "text_segmenter.hpp"

namespace minent {

// Costs of a unit behind 0, 1, 2 and 3 units: n-grams and what it costs to look at a shorter one.
class UnitModel {
public:
    static constexpr int kCosts = 4;

    // The words of the trie are n-grams, with every beginning of them, that cost what their
    // last unit does; backoff[word] is the cost of a unit that the n-gram does not go on with,
    // beside its cost behind one unit less. A unit that is no word costs `unknown_cost`.
    UnitModel(const WordTrie& trie, const int32_t* backoff, int32_t unknown_cost)
        : trie_(&trie), backoff_(backoff), unknown_cost_(unknown_cost) {}

    // The n-grams that end with the last unit read: of 1, 2 and 3 units, nullptr where unknown.
    using Context = std::array<const WordTrie::Node*, kCosts - 1>;

    // Reads a unit: its costs by the number of units before it.
    void read(uint32_t unit, Context& context, std::array<int64_t, kCosts>& costs) const {
        const WordTrie::Node* found = &trie_->root(unit);
        if (found->cost == kNoWord) found = nullptr;
        costs[0] = found ? found->cost : unknown_cost_;
        for (int k = 1; k < kCosts; ++k) {
            const WordTrie::Node* before = context[k - 1];
            context[k - 1] = found;
            found = before && before->base ? trie_->child(*before, unit) : nullptr;
            costs[k] = found ? found->cost : costs[k - 1] + (before ? backoff_[before->word] : 0);
        }
    }

private:
    const WordTrie* trie_;
    const int32_t* backoff_;
    int32_t unknown_cost_;
};

// Labels 0, 1, 2: first, second, third unit of a word; 3: any later one.
class LabelDivision {
public:
    using Step = LeastInformation::Step;

    // joins: what it costs that a word goes on, from label 0 to 1, 1 to 2, 2 to 3 and 3 to 3.
    LabelDivision(const UnitModel& model, const std::array<int32_t, 4>& joins) : model_(model), joins_(joins) {}

    // Viterbi. Equal costs: the last word is the shortest, then the one before it.
    void divide(const uint32_t* ids, size_t n) {
        if (ways_.size() < n) {
            ways_.resize(n);
            steps_.resize(n);
        }
        UnitModel::Context context{};
        std::array<int64_t, 4> total{}, costs;
        for (size_t i = 0; i < n; ++i) {
            model_.read(ids[i], context, costs);
            if (i == 0) {  // a text begins with a first unit
                total = {costs[0], kNever, kNever, kNever};
                continue;
            }
            const uint8_t before = cheapest(total);
            const int64_t third = total[2] + joins_[2], later = total[3] + joins_[3];
            ways_[i] = before | (later < third ? kFromLater : 0);
            total = {total[before] + costs[0], total[0] + joins_[0] + costs[1], total[1] + joins_[1] + costs[2],
                     (later < third ? later : third) + costs[3]};
        }
        if (n) trace(n, cheapest(total));
    }

    const Step& step(size_t i) const { return steps_[i]; }

private:
    static constexpr int64_t kNever = int64_t(1) << 61;
    static constexpr uint8_t kFromLater = 4;  // the lower bits are the label before a first unit

    static uint8_t cheapest(const std::array<int64_t, 4>& total) {
        uint8_t best = 0;
        for (uint8_t label = 1; label < 4; ++label)
            if (total[label] < total[best]) best = label;
        return best;
    }

    void trace(size_t n, uint8_t label) {
        size_t end = n;
        for (size_t i = n; i-- > 0;) {
            if (label == 0) {
                steps_[i] = {static_cast<uint32_t>(end - i), LeastInformation::kNoStep};
                end = i;
                label = ways_[i] & 3;
            } else if (label < 3 || !(ways_[i] & kFromLater)) {
                --label;
            }
        }
    }

    const UnitModel model_;
    const std::array<int32_t, 4> joins_;
    std::vector<uint8_t> ways_;
    std::vector<Step> steps_;
};

class LabelSegmenter : public DividedText<LabelDivision> {
public:
    LabelSegmenter(UnitMode mode, bool numbers_alike, const Vocabulary& vocabulary, const WordTrie& trie,
                   const int32_t* backoff, int32_t unknown_cost, const int32_t* joins)
        : DividedText(mode, numbers_alike, vocabulary,
                      LabelDivision(UnitModel(trie, backoff, unknown_cost), {joins[0], joins[1], joins[2], joins[3]})) {}
};

}  // namespace minent
