// Parts of modules: each module is taken apart and its nodes merged again, only where that saves bits.
//
// Merging single nodes within modules: Traag, Waltman & van Eck (2019), section "Refinement". Here the best
// merger is taken, and chance is in the order of the nodes.
#pragma once

#include <cstdint>
#include <vector>

#include "minent/cluster/aggregate.hpp"
#include "minent/cluster/modules.hpp"

namespace minent {

template <class Net>
class Refinement {
public:
    static constexpr FlowKind kKind = Net::kKind;
    using Node = Rates<kKind>;

    Refinement(const Net& net, const Ids& labels, Scratch<kKind>& scratch)
        : net_(net), labels_(labels), s_(scratch) {
        s_.reserve(net.n);
    }

    // parts becomes the part of each node, named by one of its nodes. slope: bits that one more unit of flow
    // into modules costs in their index, as it is now; so what happens in one module is of no matter to others.
    void run(const Groups& groups, double slope, Ids& parts) {
        parts.resize(net_.n);
        for (int32_t i = 0; i < net_.n; ++i) parts[i] = i;
        for (int32_t g = 0; g < groups.size(); ++g) {
            const int32_t begin = groups.starts[g], end = groups.starts[g + 1];
            if (end - begin < 2) continue;
            for (int32_t k = begin; k < end; ++k) {
                if (k + 3 * kAhead < net_.n) fetch(groups.order[k + 3 * kAhead]);
                Module<kKind>& module = s_.modules[groups.order[k]];
                static_cast<Node&>(module) = net_.nodes[groups.order[k]];
                module.n_nodes = 1;
                module.n_lone = 0;
                refresh(module, s_.slots[groups.order[k]]);
            }
            for (int32_t k = begin; k < end; ++k) {
                if (k + 2 * kAhead < net_.n)
                    fetch_row(net_, labels_, groups.order[k + 2 * kAhead], groups.order[k + kAhead]);
                merge(groups.order[k], slope, parts);
            }
        }
    }

private:
    // Begins to load what is kept of a node.
    void fetch(int32_t i) const {
        if (net_.n < kCached) return;
        prefetch(&net_.nodes[i]);
        fetch_place(net_, i);
        prefetch(&s_.modules[i]);
        prefetch(&s_.slots[i]);
        prefetch(&labels_[i]);
    }

    void merge(int32_t i, double slope, Ids& parts) {
        Module<kKind>& own = s_.modules[i];
        if (parts[i] != i || own.n_nodes != 1) return;
        const Node& node = net_.nodes[i];
        s_.watch.spend(net_.degree(i));
        const int32_t n_touched = gather(i, parts);
        const double left = -own.term - own.enter() * slope;
        double best = 0, best_flow = 0;
        int32_t to = -1;
        for (int32_t k = 0; k < n_touched; ++k) {
            const int32_t m = s_.touched[k];
            const Module<kKind>& module = s_.modules[m];
            const double between = s_.slots[m].flow;
            s_.slots[m].flow = 0.0;
            if (left + s_.slots[m].sketch.least(node, between, slope) >= best) continue;
            Node joined = module;
            joined.add(node, between);
            const double change = left + joined.term(h_) - module.term + (joined.enter() - module.enter()) * slope;
            if (change >= best) continue;
            best = change;
            best_flow = between;
            to = m;
        }
        if (to < 0) return;
        s_.modules[to].add(node, best_flow);
        ++s_.modules[to].n_nodes;
        refresh(s_.modules[to], s_.slots[to]);
        own.n_nodes = 0;
        parts[i] = to;
    }

    int32_t gather(int32_t i, const Ids& parts) {
        int32_t n_touched = 0;
        const int32_t own = labels_[i];
        for (const auto link : net_.row(i)) {
            const int32_t target = net_.target(link);
            if (labels_[target] != own) continue;
            if constexpr (Net::kLoops) {
                if (target == i) continue;
            }
            const int32_t m = parts[target];
            double& flow = s_.slots[m].flow;
            s_.touched[n_touched] = m;
            n_touched += flow == 0.0;
            flow += net_.flow(link);
        }
        return n_touched;
    }

    const Net& net_;
    const Ids& labels_;
    Scratch<kKind>& s_;
    PLogP h_;
};

}  // namespace minent
