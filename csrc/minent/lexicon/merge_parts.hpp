// What merging keeps beside symbols and pairs: a queue, places, counts of neighbours.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "merge_savings.hpp"

namespace minent {

// Pairs by key, the greatest first; among equals that of the smallest symbols.
class PairQueue {
public:
    struct Entry {
        int64_t key;
        uint32_t pair;
    };

    // `pairs` must outlive the queue.
    explicit PairQueue(const std::vector<MergePair>& pairs) : pairs_(pairs) {}

    bool empty() const { return heap_.empty(); }

    void push(uint32_t p) {
        heap_.push_back({pairs_[p].key, p});
        std::push_heap(heap_.begin(), heap_.end(), [this](const Entry& x, const Entry& y) { return before(x, y); });
    }

    Entry pop() {
        std::pop_heap(heap_.begin(), heap_.end(), [this](const Entry& x, const Entry& y) { return before(x, y); });
        const Entry top = heap_.back();
        heap_.pop_back();
        return top;
    }

private:
    bool before(const Entry& x, const Entry& y) const {  // y is taken first
        if (x.key != y.key) return x.key < y.key;
        const MergePair& a = pairs_[x.pair];
        const MergePair& b = pairs_[y.pair];
        return a.first != b.first ? a.first > b.first : a.second > b.second;
    }

    const std::vector<MergePair>& pairs_;
    std::vector<Entry> heap_;
};

// Room for the places of pairs that stays where it is.
class PlaceStore {
public:
    uint32_t* take(size_t n) {
        if (n > kBlock) {
            blocks_.insert(blocks_.begin(), std::make_unique<uint32_t[]>(n));
            return blocks_.front().get();
        }
        if (blocks_.empty() || used_ + n > kBlock) {
            blocks_.push_back(std::make_unique<uint32_t[]>(kBlock));
            used_ = 0;
        }
        uint32_t* room = blocks_.back().get() + used_;
        used_ += n;
        return room;
    }

private:
    static constexpr size_t kBlock = size_t(1) << 18;

    std::vector<std::unique_ptr<uint32_t[]>> blocks_;
    size_t used_ = kBlock;  // of the last block
};

// Counts by symbol, cleared by what they were raised for.
struct SymbolTally {
    std::vector<uint32_t> counts, raised;

    void add(uint32_t symbol) {
        if (!counts[symbol]++) raised.push_back(symbol);
    }
    void clear() {
        for (uint32_t symbol : raised) counts[symbol] = 0;
        raised.clear();
    }
    void resize(size_t n) {
        if (counts.size() < n) counts.resize(std::max(n, 2 * counts.size()), 0);
    }
};

}  // namespace minent
