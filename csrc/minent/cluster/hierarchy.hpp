// Search for the tree of modules of least codelength.
//
// A module is divided in two levels; over the parts, modules of modules are sought as long as that saves bits;
// then each of the topmost parts is divided anew in the same way, now that its index is short.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "minent/cluster/search.hpp"

namespace minent {

// Module 0 is the root; a module comes after its parent.
struct Tree {
    Ids parents{-1};
    Ids node_module;

    int32_t add(int32_t parent) {
        parents.push_back(parent);
        return static_cast<int32_t>(parents.size()) - 1;
    }
};

// Bits of the codebook of all nodes together, visits of nodes left out.
template <class Net>
double undivided(const Net& net) {
    double sum = net.outside;
    for (const auto& node : net.nodes) sum += node.visit;
    return PLogP()(sum);
}

// Share of the bits of a codebook of modules that a level above them must save. Where a walk seldom comes back, modules
// nest in hundreds of levels that each save next to nothing.
constexpr double kLeastShare = 1e-3;

template <FlowKind kKind>
class HierarchySearch {
public:
    using Coarse = Network<kKind>;

    HierarchySearch(uint64_t seed, const Effort& inner, const Watch& watch) : search_(seed, watch), inner_(inner) {}

    // initial: modules to start from, below n, or empty. Returns the codelength, visits of nodes left out.
    template <class Net>
    double run(const Net& net, const Effort& effort, const Ids& initial, Tree& tree) {
        tree = Tree();
        tree.node_module.assign(net.n, 0);
        number_.resize(net.n);
        Ids ids(net.n);
        std::iota(ids.begin(), ids.end(), 0);
        return divide(net, ids, 0, effort, tree, initial);
    }

    int64_t work() const { return search_.work(); }

private:
    // Two levels and what is above: labels of nodes in modules, of these in modules of modules, and so on.
    struct Ladder {
        std::vector<Ids> labels;
        std::vector<double> bits;  // of the codebooks of each topmost module and of all below it
    };

    // Labels of the best two levels, numbered; false if one is better.
    template <class Net>
    bool two_levels(const Net& net, const Effort& effort, Ids& labels) {
        const double divided = labels.empty() ? search_.from_nodes(net, labels, effort) : search_.run(net, labels, effort);
        return divided < undivided(net) - kLeastGain && renumber(labels, net.n, search_.scratch) > 1;
    }

    // Bits of the codebook of the module that net is the inside of, and of all below it.
    template <class Net>
    double divide(const Net& net, const Ids& ids, int32_t module, const Effort& effort, Tree& tree,
                  const Ids& initial = {}) {
        for (int32_t id : ids) tree.node_module[id] = module;
        Ladder ladder;
        ladder.labels.push_back(initial);
        if (net.n < 2 || !two_levels(net, effort, ladder.labels[0])) return undivided(net) - h_(net.outside);
        climb(net, ladder);
        Ids members(net.n);
        std::iota(members.begin(), members.end(), 0);
        return spread(net, ids, members, net.outside, ladder, ladder.labels.size(), module, tree);
    }

    // Puts what the ladder has below a module of a level into the tree. Bits of the codebooks of the module and of
    // all below it.
    template <class Net>
    double spread(const Net& net, const Ids& ids, const Ids& members, double exit,
                  const Ladder& ladder, size_t level, int32_t module, Tree& tree) {
        Ids labels = members;
        for (size_t below = 0; below < level; ++below)
            for (int32_t& label : labels) label = ladder.labels[below][label];
        const int32_t n_parts = renumber(labels, net.n, search_.scratch);
        // A module with one module in it is one codebook too many.
        if (n_parts == 1 && level > 1) return spread(net, ids, members, exit, ladder, level - 1, module, tree);
        const Groups groups(labels, n_parts);
        const bool topmost = level == ladder.labels.size();
        double bits = 0, words = exit;
        Coarse part;
        if (n_parts == 1) {
            Ids inner_ids;
            for (int32_t i : members) inner_ids.push_back(ids[i]);
            extract(net, members, number_, part);
            return divide(part, inner_ids, module, inner_, tree);
        }
        Ids inner, inner_ids;
        for (int32_t g = 0; g < n_parts; ++g) {
            inner.clear();
            inner_ids.clear();
            for (int32_t k = groups.starts[g]; k < groups.starts[g + 1]; ++k) {
                inner.push_back(members[groups.order[k]]);
                inner_ids.push_back(ids[inner.back()]);
            }
            const double enter = std::max(extract(net, inner, number_, part).enter(), 0.0);
            const size_t before = tree.parents.size();
            double inside = INFINITY;
            if (topmost || level == 1) inside = divide(part, inner_ids, tree.add(module), inner_, tree);
            if (level > 1 && (!topmost || inside > ladder.bits[top_of(ladder, inner[0])])) {
                tree.parents.resize(before);
                inside = spread(net, ids, inner, part.outside, ladder, level - 1, tree.add(module), tree);
            }
            words += enter;
            bits += inside - h_(enter);
        }
        return bits + h_(words) - h_(exit);
    }

    static int32_t top_of(const Ladder& ladder, int32_t label) {
        for (const auto& labels : ladder.labels) label = labels[label];
        return label;
    }

    // Modules of modules as long as they save bits; a visit of a module is an entry.
    template <class Net>
    void climb(const Net& net, Ladder& ladder) {
        Coarse top = modules_of(net, ladder, true);
        for (Ids labels; top.n > 2 && modules_of_modules(top, labels); labels.clear()) {
            ladder.labels.push_back(labels);
            Coarse next = modules_of(top, ladder, false);
            if (next.n == top.n) {
                ladder.labels.pop_back();
                break;
            }
            top = std::move(next);
        }
    }

    // Merging is first searched as if a lone module needed a second codebook, or few would begin to merge.
    bool modules_of_modules(Coarse& net, Ids& labels) {
        std::vector<uint8_t> lone(net.n, 1);
        search_.from_nodes(net, labels, inner_);
        net.lone.swap(lone);
        double bits = search_.run(net, labels, inner_);
        Ids other;
        const double other_bits = search_.from_nodes(net, other, inner_);
        if (other_bits < bits) {
            bits = other_bits;
            labels.swap(other);
        }
        double index = undivided(net) - h_(net.outside);
        for (const auto& node : net.nodes) index -= h_(node.visit);
        const double least = std::max(kLeastGain, kLeastShare * index);
        return bits < undivided(net) - least && renumber(labels, net.n, search_.scratch) > 1;
    }

    template <class Net>
    Coarse modules_of(const Net& net, Ladder& ladder, bool of_nodes) {
        const Ids& labels = ladder.labels.back();
        const int32_t n_modules = 1 + *std::max_element(labels.begin(), labels.end());
        Coarse out;
        aggregate(net, labels, Groups(labels, n_modules), search_.scratch, out);
        std::vector<double> bits(n_modules, 0.0);
        Ids sizes(n_modules, 0);
        for (int32_t i = 0; i < net.n; ++i) ++sizes[labels[i]];
        for (int32_t i = 0; i < net.n && !of_nodes; ++i)
            bits[labels[i]] += ladder.bits[i] - (sizes[labels[i]] > 1 ? h_(net.nodes[i].visit) : 0.0);
        for (int32_t m = 0; m < n_modules; ++m) {
            Rates<kKind>& node = out.nodes[m];
            const double exit = std::max(node.exit(), 0.0);
            if (of_nodes || sizes[m] > 1) bits[m] += h_(exit + node.visit) - h_(exit);
            node.visit = std::max(node.enter(), 0.0);
        }
        if (of_nodes || n_modules < net.n) ladder.bits = std::move(bits);
        return out;
    }

    TwoLevelSearch<kKind> search_;
    const Effort inner_;
    Ids number_;
    PLogP h_;
};

}  // namespace minent
