// One trial of the search on a graph, whatever its flow.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "minent/cluster/agglomerate.hpp"
#include "minent/cluster/flow_network.hpp"
#include "minent/cluster/hierarchy.hpp"

namespace minent {

// How long to search, chosen on the graphs of benchmarks/compare/infomap.py.
constexpr Effort kTwoLevelEffort{5, 3e-5, 300000};
constexpr Effort kTopEffort{3, 1e-4, 0};
constexpr Effort kInnerEffort{3, 1e-5, 100};
constexpr int64_t kTreeWork = 2000000;  // links: below it the search for a tree begins anew

class Trial {
public:
    virtual ~Trial() = default;
    // initial: modules to start from, below n, or empty.
    // preferred: number of modules, on two levels; 0 leaves it to the search.
    virtual void run(uint64_t seed, bool two_level, int32_t preferred, const Ids& initial, const Watch& watch,
                     Tree& tree) const = 0;
};

template <FlowKind kKind, Store kStore = Store::kArcs>
class TrialOf : public Trial {
public:
    TrialOf(const Links& links, const NodeFlow& flow, double scale) { build_network(links, flow, scale, net_); }

    void run(uint64_t seed, bool two_level, int32_t preferred, const Ids& initial, const Watch& watch,
             Tree& tree) const override {
        if (two_level || preferred > 0)
            flat(seed, preferred, initial, watch, tree);
        else
            deep(seed, initial, watch, tree);
        // Where nothing is gained there is one module.
        if (tree.parents.size() == 1) {
            tree.add(0);
            std::fill(tree.node_module.begin(), tree.node_module.end(), 1);
        }
    }

private:
    void flat(uint64_t seed, int32_t preferred, const Ids& initial, const Watch& watch, Tree& tree) const {
        TwoLevelSearch<kKind> search(seed, watch);
        Ids labels = initial;
        const double bits = initial.empty() ? search.from_nodes(net_, labels, kTwoLevelEffort)
                                            : search.run(net_, labels, kTwoLevelEffort);
        tree = Tree();
        tree.node_module.assign(net_.n, 0);
        if (preferred == 0 && bits >= undivided(net_)) return;
        if (preferred > 0) search.reach(net_, preferred, labels);
        const int32_t n_modules = renumber(labels, net_.n, search.scratch);
        for (int32_t m = 0; m < n_modules; ++m) tree.add(0);
        for (int32_t i = 0; i < net_.n; ++i) tree.node_module[i] = 1 + labels[i];
    }

    void deep(uint64_t seed, const Ids& initial, const Watch& watch, Tree& tree) const {
        HierarchySearch<kKind> search(seed, kInnerEffort, watch);
        double best = search.run(net_, kTopEffort, initial, tree);
        for (int repeats = 1; repeats < kMostRepeats && search.work() < kTreeWork && initial.empty();) {
            Tree other;
            const double bits = search.run(net_, kTopEffort, initial, other);
            if (std::fabs(bits - best) < kLeastGain) ++repeats;
            if (bits >= best - kLeastGain) continue;
            best = bits;
            repeats = 1;
            tree = std::move(other);
        }
    }

    Network<kKind, kStore> net_;
};

// The links must stay where they are as long as the trial is in use.
inline std::unique_ptr<Trial> make_trial(const Links& links, FlowKind kind, const NodeFlow& flow, double scale) {
    constexpr FlowKind kBalanced = FlowKind::kBalanced;
    if (kind == kBalanced && is_uniform(links, flow, scale)) {
        const std::vector<uint8_t> found = loops(links);
        if (std::count(found.begin(), found.end(), 1))
            return std::make_unique<TrialOf<kBalanced, Store::kGraphWithLoops>>(links, flow, scale);
        return std::make_unique<TrialOf<kBalanced, Store::kGraph>>(links, flow, scale);
    }
    if (kind == kBalanced) return std::make_unique<TrialOf<kBalanced>>(links, flow, scale);
    if (kind == FlowKind::kOneWay) return std::make_unique<TrialOf<FlowKind::kOneWay>>(links, flow, scale);
    return std::make_unique<TrialOf<FlowKind::kTeleporting>>(links, flow, scale);
}

}  // namespace minent
