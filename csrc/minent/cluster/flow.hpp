// Visit rates of a random walk on a graph, and what of it flows along the links.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "minent/util/huge.hpp"
#include "minent/util/watch.hpp"

namespace minent {

// Rows of links as minent.graph keeps them: an undirected link stands in the rows of both its ends.
struct Links {
    int64_t n;
    const int64_t* offsets;
    const int32_t* targets;
    const double* weights;  // null: `singles`, or all 1
    const float* singles;   // the same in single precision, where that holds them

    double weight(int64_t a) const {
        if (weights) return weights[a];
        return singles ? static_cast<double>(singles[a]) : 1.0;
    }
};

// The flow along a link is its weight times the factor of the node it leaves.
struct NodeFlow {
    double* visit;
    double* factor;
    double* leaving;  // by coded teleportation; null: none
    double* landing;  // share of what teleports; null as `leaving` is
};

inline void row_sums(const Links& links, double* sums) {
    for (int64_t i = 0; i < links.n; ++i) {
        double sum = 0;
        for (int64_t a = links.offsets[i]; a < links.offsets[i + 1]; ++a) sum += links.weight(a);
        sums[i] = sum;
    }
}

inline void inflow(const Links& links, const double* factor, double* sums) {
    std::fill(sums, sums + links.n, 0.0);
    for (int64_t i = 0; i < links.n; ++i)
        for (int64_t a = links.offsets[i]; a < links.offsets[i + 1]; ++a)
            sums[links.targets[a]] += links.weight(a) * factor[i];
}

inline double sum_of(const double* values, int64_t n) {
    double sum = 0;
    for (int64_t i = 0; i < n; ++i) sum += values[i];
    return sum;
}

// Undirected: rates follow the strengths. Directed with the weights as flow: rates are what flows in.
inline void weight_flow(const Links& links, bool directed, const NodeFlow& flow) {
    row_sums(links, flow.visit);
    const double total = sum_of(flow.visit, links.n);
    std::fill(flow.factor, flow.factor + links.n, total > 0 ? 1.0 / total : 0.0);
    if (directed) return inflow(links, flow.factor, flow.visit);
    for (int64_t i = 0; i < links.n; ++i) flow.visit[i] *= flow.factor[i];
}

struct Teleportation {
    double rate;
    bool recorded, to_nodes;
    int64_t most_rounds;
};

// PageRank. Where the walk teleports from nodes without links out, its rates are in proportion to the solution of
// y = landing + (1 - rate) y T, so that the equation is linear; Gauss-Seidel takes about half the rounds of the
// power iteration.
class Walk {
public:
    Walk(const Links& links, const Teleportation& teleportation, const NodeFlow& flow, const Watch& watch)
        : links_(links), how_(teleportation), flow_(flow), watch_(watch), out_(links.n) {}

    // Returns the change of the rates in the last round.
    double run() {
        row_sums(links_, out_.data());
        const double total = sum_of(out_.data(), links_.n);
        if (!(total > 0)) {
            for (double* values : {flow_.visit, flow_.factor, flow_.leaving, flow_.landing})
                std::fill(values, values + links_.n, 0.0);
            return 0;
        }
        land(total);
        transpose();
        const double change = solve();
        spread();
        return change;
    }

private:
    void land(double total) {
        if (how_.to_nodes) {
            std::fill(flow_.landing, flow_.landing + links_.n, 1.0 / static_cast<double>(links_.n));
            return;
        }
        if (how_.recorded) {
            const std::vector<double> one(links_.n, 1.0);
            inflow(links_, one.data(), flow_.landing);
        } else {
            std::copy(out_.begin(), out_.end(), flow_.landing);
        }
        for (int64_t i = 0; i < links_.n; ++i) flow_.landing[i] /= total;
    }

    // Links by the node they enter, without loops.
    void transpose() {
        starts_.assign(links_.n + 1, 0);
        loop_.assign(links_.n, 0.0);
        for (int64_t i = 0; i < links_.n; ++i)
            for (int64_t a = links_.offsets[i]; a < links_.offsets[i + 1]; ++a)
                if (links_.targets[a] != i) ++starts_[links_.targets[a] + 1];
        for (int64_t i = 0; i < links_.n; ++i) starts_[i + 1] += starts_[i];
        sources_.resize(starts_[links_.n]);
        shares_.resize(starts_[links_.n]);
        std::vector<int64_t> place(starts_.begin(), starts_.end() - 1);
        for (int64_t i = 0; i < links_.n; ++i) {
            for (int64_t a = links_.offsets[i]; a < links_.offsets[i + 1]; ++a) {
                const double share = (1.0 - how_.rate) * (links_.weight(a) / out_[i]);
                if (links_.targets[a] == i) {
                    loop_[i] = share;
                    continue;
                }
                const int64_t at = place[links_.targets[a]]++;
                sources_[at] = static_cast<int32_t>(i);
                shares_[at] = share;
            }
        }
    }

    double solve() {
        double* const y = flow_.visit;
        std::copy(flow_.landing, flow_.landing + links_.n, y);
        double sum = 1, change = INFINITY;
        for (int64_t round = 0; round < how_.most_rounds; ++round) {
            watch_.spend(links_.offsets[links_.n]);
            const double last = change;
            change = 0;
            sum = 0;
            for (int64_t i = 0; i < links_.n; ++i) {
                double value = flow_.landing[i];
                for (int64_t a = starts_[i]; a < starts_[i + 1]; ++a) value += shares_[a] * y[sources_[a]];
                value /= 1.0 - loop_[i];
                change += std::fabs(value - y[i]);
                sum += value;
                y[i] = value;
            }
            change /= sum;
            // As exact as rounding lets it be: it stops falling.
            if (change <= 1e-15 || (change >= last && change < 1e-12)) break;
        }
        for (int64_t i = 0; i < links_.n; ++i) y[i] /= sum;
        return change;
    }

    void spread() {
        double hanging = 0;
        for (int64_t i = 0; i < links_.n; ++i)
            if (!(out_[i] > 0)) hanging += flow_.visit[i];
        const double share = how_.recorded ? 1.0 - how_.rate : 1.0 / (1.0 - hanging);
        for (int64_t i = 0; i < links_.n; ++i) {
            const bool hangs = !(out_[i] > 0);
            flow_.factor[i] = hangs ? 0.0 : share * flow_.visit[i] / out_[i];
            flow_.leaving[i] = how_.recorded ? (hangs ? 1.0 : how_.rate) * flow_.visit[i] : 0.0;
        }
        if (how_.recorded) return;
        std::fill(flow_.landing, flow_.landing + links_.n, 0.0);
        inflow(links_, flow_.factor, flow_.visit);
    }

    const Links links_;
    const Teleportation how_;
    const NodeFlow flow_;
    Watch watch_;
    std::vector<double> out_, loop_, shares_;
    std::vector<int64_t> starts_;
    Ids sources_;
};

}  // namespace minent
