// Rates and codebooks of the modules of a given partition, in double precision and independent of the search.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "minent/cluster/flow.hpp"
#include "minent/cluster/module_tree.hpp"

namespace minent {

struct ModuleRates {
    double* visit;
    double* enter;
    double* exit;
};

// scale: Markov time.
inline void tree_rates(const Links& links, const NodeFlow& flow, double scale, const ModuleTree& tree,
                       const ModuleRates& out) {
    const int64_t k = tree.n_modules;
    const std::vector<int32_t> depth = depths(tree);
    std::vector<double> leave(k, 0.0), land(k, 0.0);
    for (double* values : {out.visit, out.enter, out.exit}) std::fill(values, values + k, 0.0);
    for (int64_t i = 0; i < links.n; ++i) {
        const int32_t m = tree.node_module[i];
        out.visit[m] += flow.visit[i];
        if (flow.leaving) {
            leave[m] += flow.leaving[i];
            land[m] += flow.landing[i];
        }
        const double share = flow.factor[i] * scale;
        for (int64_t a = links.offsets[i]; a < links.offsets[i + 1]; ++a) {
            int32_t from = m, to = tree.node_module[links.targets[a]];
            if (from == to) continue;
            const double rate = links.weight(a) * share;
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

inline double exact_plogp(double x) { return x > 0 ? x * std::log2(x) : 0.0; }

// Bits that the codebook of each module contributes: h(sum of the rates of its words) - sum of h(rate) over them, where
// h(x) = x log2 x; the words are those of its nodes or modules and one for leaving it.
inline void codebooks(const double* node_visit, int64_t n_nodes, const ModuleTree& tree, const ModuleRates& rates,
                      double* bits) {
    const int64_t k = tree.n_modules;
    std::vector<double> words(rates.exit, rates.exit + k), inner(k, 0.0);
    for (int64_t i = 0; i < n_nodes; ++i) {
        words[tree.node_module[i]] += node_visit[i];
        inner[tree.node_module[i]] += exact_plogp(node_visit[i]);
    }
    for (int64_t m = 1; m < k; ++m) {
        words[tree.parents[m]] += rates.enter[m];
        inner[tree.parents[m]] += exact_plogp(rates.enter[m]);
    }
    for (int64_t m = 0; m < k; ++m) bits[m] = exact_plogp(words[m]) - exact_plogp(rates.exit[m]) - inner[m];
}

// Their sum, with what is rounded off added back (Neumaier), and never below 0.
inline double total_bits(const double* bits, int64_t size) {
    double sum = 0, rest = 0;
    for (int64_t i = 0; i < size; ++i) {
        const double next = sum + bits[i];
        rest += std::fabs(sum) >= std::fabs(bits[i]) ? (sum - next) + bits[i] : (bits[i] - next) + sum;
        sum = next;
    }
    return std::max(sum + rest, 0.0);
}

// Bits a step with one module for all: the entropy of the visits.
inline double one_level_bits(const double* visit, int64_t size) {
    std::vector<double> bits(size);
    for (int64_t i = 0; i < size; ++i) bits[i] = -exact_plogp(visit[i]);
    return total_bits(bits.data(), size);
}

}  // namespace minent
