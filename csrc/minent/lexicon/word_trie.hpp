// Words with costs, as a double array over unit ids: a step along a text is one look-up.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

namespace minent {

// Costs are fixed-point bits: sums are exact, so ties are ties and results do not depend on
// the order of additions.
constexpr int kCostShift = 16;
constexpr int32_t kNoWord = std::numeric_limits<int32_t>::max();

class WordTrie {
public:
    struct Node {
        uint32_t base = 0;       // children are at base + unit; 0: there are none
        uint32_t check = 0;      // base of the parent, which no other node has; 0: free
        int32_t cost = kNoWord;  // of the word that ends here
        uint32_t word = 0;
    };

    // Word w is units[offsets[w], offsets[w + 1]); no two are equal, unit ids are 1 .. n_units.
    WordTrie(const uint32_t* units, const int64_t* offsets, int64_t n_words, uint32_t n_units)
        : units_(units), offsets_(offsets), roots_(size_t(n_units) + 1), taken_(kFirstSize), nodes_(kFirstSize) {
        searched_.fill(1);
        const std::vector<uint32_t> order = sorted(n_words);
        order_ = order.data();
        build(n_words);
        // Room for any unit behind any base: a step needs no bounds.
        nodes_.resize(last_base_ + size_t(n_units) + 2);
        nodes_.shrink_to_fit();
        taken_ = std::vector<bool>();
    }

    // unit <= n_units
    const Node& root(uint32_t unit) const { return roots_[unit]; }

    // nullptr when no word goes on with the unit; node.base must not be 0.
    const Node* child(const Node& node, uint32_t unit) const {
        const Node& found = nodes_[size_t(node.base) + unit];
        return found.check == node.base ? &found : nullptr;
    }

    void set_costs(const int32_t* costs) {
        for (std::vector<Node>* nodes : {&roots_, &nodes_})
            for (Node& node : *nodes)
                if (node.cost != kNoWord) node.cost = costs[node.word];
    }

private:
    static constexpr size_t kFirstSize = 1u << 12, kClasses = 16;

    struct Range {  // words order_[first, last) share their first `depth` units
        int64_t first, last, depth;
        Node* (*node)(WordTrie&, size_t);
        size_t at;
    };

    const uint32_t* begin(uint32_t word) const { return units_ + offsets_[word]; }
    const uint32_t* end(uint32_t word) const { return units_ + offsets_[word + 1]; }
    uint32_t unit(int64_t rank, int64_t depth) const { return begin(order_[rank])[depth]; }
    int64_t length(int64_t rank) const { return end(order_[rank]) - begin(order_[rank]); }

    static Node* root_at(WordTrie& trie, size_t at) { return &trie.roots_[at]; }
    static Node* node_at(WordTrie& trie, size_t at) { return &trie.nodes_[at]; }

    // The words in the order of their units; the first two decide nearly always.
    std::vector<uint32_t> sorted(int64_t n_words) const {
        struct Keyed {
            uint64_t head;
            uint32_t word;
        };
        std::vector<Keyed> keyed(n_words);
        for (int64_t w = 0; w < n_words; ++w) {
            const uint32_t* units = begin(static_cast<uint32_t>(w));
            const uint64_t second = offsets_[w + 1] - offsets_[w] > 1 ? units[1] : 0;
            keyed[w] = {uint64_t(units[0]) << 32 | second, static_cast<uint32_t>(w)};
        }
        std::sort(keyed.begin(), keyed.end(), [&](const Keyed& a, const Keyed& b) {
            if (a.head != b.head) return a.head < b.head;
            return std::lexicographical_compare(begin(a.word), end(a.word), begin(b.word), end(b.word));
        });
        std::vector<uint32_t> order(n_words);
        for (int64_t rank = 0; rank < n_words; ++rank) order[rank] = keyed[rank].word;
        return order;
    }

    // The end of the run of words from `first` that agree at `depth`.
    int64_t run_end(int64_t first, int64_t last, int64_t depth) const {
        int64_t run = first + 1;
        while (run < last && unit(run, depth) == unit(first, depth)) ++run;
        return run;
    }

    void build(int64_t n_words) {
        // Roots first: they have many children, for which room is found while there is much.
        std::vector<Range> waiting;
        for (int64_t first = 0; first < n_words;) {
            const int64_t last = run_end(first, n_words, 0);
            place({first, last, 1, root_at, unit(first, 0)}, waiting);
            first = last;
        }
        while (!waiting.empty()) {
            Range range = waiting.back();
            waiting.pop_back();
            place(range, waiting);
        }
    }

    void place(Range range, std::vector<Range>& waiting) {
        if (length(range.first) == range.depth) {  // the shortest word of a range is its first
            Node& node = *range.node(*this, range.at);
            node.cost = 0;
            node.word = order_[range.first++];
        }
        if (range.first == range.last) return;
        children_.clear();
        for (int64_t first = range.first; first < range.last; first = run_end(first, range.last, range.depth))
            children_.push_back(unit(first, range.depth));
        const uint32_t base = find_base();
        range.node(*this, range.at)->base = base;
        for (int64_t first = range.first; first < range.last;) {
            const int64_t last = run_end(first, range.last, range.depth);
            const size_t at = size_t(base) + unit(first, range.depth);
            nodes_[at].check = base;
            waiting.push_back({first, last, range.depth + 1, node_at, at});
            first = last;
        }
    }

    // An unused base whose places for the children are all free. The search goes on where one
    // for about as many children ended: what did not fit then hardly fits now, and no part of
    // the array is searched again and again. Single children fill the holes that are left.
    uint32_t find_base() {
        const uint32_t highest = children_.back();
        size_t& base = searched_[size_class(children_.size())];
        for (;; ++base) {
            grow(base + highest);
            if (!taken_[base] && fits(base)) break;
        }
        if (base > std::numeric_limits<uint32_t>::max() / 2) throw std::length_error("too many words");
        taken_[base] = true;
        last_base_ = std::max(last_base_, static_cast<uint32_t>(base));
        return static_cast<uint32_t>(base);
    }

    static size_t size_class(size_t n) {
        size_t size = 0;
        while (n >>= 1) ++size;
        return std::min<size_t>(size, kClasses - 1);
    }

    bool fits(size_t base) const {
        for (uint32_t child : children_)
            if (nodes_[base + child].check) return false;
        return true;
    }

    void grow(size_t at) {
        if (at < nodes_.size()) return;
        nodes_.resize(std::max(nodes_.size() * 2, at + 1));
        taken_.resize(nodes_.size());
    }

    const uint32_t* units_;     // while building
    const int64_t* offsets_;
    const uint32_t* order_ = nullptr;
    std::vector<Node> roots_;
    std::vector<bool> taken_;   // bases
    std::vector<Node> nodes_;
    std::vector<uint32_t> children_;
    std::array<size_t, kClasses> searched_;
    uint32_t last_base_ = 0;
};

}  // namespace minent
