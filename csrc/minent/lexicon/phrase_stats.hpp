// Occurrences and neighbours of given phrases of any length.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "../counts/neighbour_entropy.hpp"
#include "phrase_trie.hpp"

namespace minent {

class PhraseStats {
public:
    PhraseStats() = default;
    explicit PhraseStats(int64_t n_phrases) : count(n_phrases, 0), disjoint(n_phrases, 0), last_end_(n_phrases, 0) {}

    // Adds ids[begin, end), which starts behind and ends with a boundary. Neighbours are
    // kept for the phrases below `n_with_neighbours`.
    template <class Id>
    void add(const PhraseTrie& trie, const Id* ids, size_t begin, size_t end, uint32_t n_with_neighbours) {
        std::fill(last_end_.begin(), last_end_.end(), 0);  // parts may come in any order
        for (size_t i = begin; i < end; ++i) {
            if (!trie.may_begin(ids[i], ids[i + 1])) continue;
            PhraseTrie::Place place = trie.root(ids[i]);
            for (size_t last = i + 1; place.node != PhraseTrie::kNowhere && ids[last]; ++last) {
                place = trie.child(place.node, ids[last]);
                const uint32_t phrase = place.phrase;
                if (phrase == PhraseTrie::kNoPhrase) continue;
                ++count[phrase];
                if (i >= last_end_[phrase]) {
                    ++disjoint[phrase];
                    last_end_[phrase] = last + 1;
                }
                if (phrase >= n_with_neighbours) continue;
                ++left_[key(phrase, ids[i - 1])];
                ++right_[key(phrase, ids[last + 1])];
            }
        }
    }

    // `other` comes from another part of the text.
    void absorb(const PhraseStats& other) {
        for (size_t i = 0; i < count.size(); ++i) {
            count[i] += other.count[i];
            disjoint[i] += other.disjoint[i];
        }
        other.left_.for_each([this](uint64_t k, uint32_t n) { left_[k] += n; });
        other.right_.for_each([this](uint64_t k, uint32_t n) { right_[k] += n; });
    }

    // hapax_id: the id that stands for every unit that occurs once (0: none does).
    void left(uint32_t hapax_id, int64_t n, uint32_t* distinct, double* entropy) const {
        summarise(left_, hapax_id, n, distinct, entropy);
    }
    void right(uint32_t hapax_id, int64_t n, uint32_t* distinct, double* entropy) const {
        summarise(right_, hapax_id, n, distinct, entropy);
    }

    std::vector<int64_t> count, disjoint;

private:
    static uint64_t key(uint32_t phrase, uint32_t unit) { return static_cast<uint64_t>(phrase) << 32 | unit; }

    void summarise(const FlatMap<uint32_t>& neighbours, uint32_t hapax_id, int64_t n, uint32_t* distinct,
                   double* entropy) const {
        std::vector<NeighbourEntropy> sums(n);
        neighbours.for_each([&](uint64_t k, uint32_t times) {
            NeighbourEntropy& sum = sums[k >> 32];
            if (hapax_id && static_cast<uint32_t>(k) == hapax_id)
                sum.add_singletons(times);
            else
                sum.add(times);
        });
        for (int64_t i = 0; i < n; ++i) {
            distinct[i] = static_cast<uint32_t>(sums[i].distinct());
            entropy[i] = sums[i].bits(count[i]);
        }
    }

    std::vector<uint64_t> last_end_;
    FlatMap<uint32_t> left_, right_;
};

}  // namespace minent
