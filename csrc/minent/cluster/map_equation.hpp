// Rates of the modules of a given partition, in double precision and independent of the search.
#pragma once

#include <cstdint>
#include <vector>

#include "minent/cluster/flow.hpp"

namespace minent {

// A tree of modules. Module 0 is the root; the parent of a module has a smaller number.
struct ModuleTree {
    int64_t n_modules;
    const int32_t* parents;
    const int32_t* node_module;  // the module directly above each node
};

struct ModuleRates {
    double* visit;
    double* enter;
    double* exit;
};

// scale: Markov time.
inline void tree_rates(const Links& links, const NodeFlow& flow, double scale, const ModuleTree& tree,
                       const ModuleRates& out) {
    const int64_t k = tree.n_modules;
    Ids depth(k, 0);
    std::vector<double> leave(k, 0.0), land(k, 0.0);
    for (int64_t m = 1; m < k; ++m) depth[m] = depth[tree.parents[m]] + 1;
    for (double* values : {out.visit, out.enter, out.exit}) std::fill(values, values + k, 0.0);
    for (int64_t i = 0; i < links.n; ++i) {
        const int32_t m = tree.node_module[i];
        out.visit[m] += flow.visit[i];
        leave[m] += flow.leaving[i];
        land[m] += flow.landing[i];
        const double share = flow.factor[i] * scale;
        for (int64_t a = links.offsets[i]; a < links.offsets[i + 1]; ++a) {
            int32_t from = m, to = tree.node_module[links.targets[a]];
            if (from == to) continue;
            const double rate = links.weights[a] * share;
            while (from != to) {  // up to the module that holds both
                if (depth[from] >= depth[to]) {
                    out.exit[from] += rate;
                    from = tree.parents[from];
                } else {
                    out.enter[to] += rate;
                    to = tree.parents[to];
                }
            }
        }
    }
    for (int64_t m = k; m-- > 1;) {
        out.visit[tree.parents[m]] += out.visit[m];
        leave[tree.parents[m]] += leave[m];
        land[tree.parents[m]] += land[m];
    }
    for (int64_t m = 1; m < k; ++m) {
        out.exit[m] += leave[m] * (1.0 - land[m]);
        out.enter[m] += (leave[0] - leave[m]) * land[m];
    }
}

}  // namespace minent
