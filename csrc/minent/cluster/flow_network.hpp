// A graph with its flow as the network that is searched.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

#include "minent/cluster/flow.hpp"
#include "minent/cluster/network.hpp"

namespace minent {

// Rows of links that enter each node, in the order of their sources.
class EnteringLinks {
public:
    EnteringLinks(const Links& links, const double* factor)
        : starts(links.n + 1, 0), total(links.n, 0.0), arcs(links.offsets[links.n]) {
        for (int64_t a = 0; a < links.offsets[links.n]; ++a) ++starts[links.targets[a] + 1];
        for (int64_t i = 0; i < links.n; ++i) starts[i + 1] += starts[i];
        HugeVector<int64_t> place(starts.begin(), starts.end() - 1);
        for (int64_t i = 0; i < links.n; ++i) {
            for (int64_t a = links.offsets[i]; a < links.offsets[i + 1]; ++a) {
                const int32_t to = links.targets[a];
                const double flow = links.weight(a) * factor[i];
                if (to != i) total[to] += flow;
                arcs[place[to]++] = {static_cast<int32_t>(i), static_cast<float>(flow)};
            }
        }
    }
    HugeVector<int64_t> starts;
    HugeVector<double> total;  // loops left out
    HugeVector<Arc> arcs;
};

// Adds arcs to a network node by node. Flow too small for single precision is as none.
template <FlowKind kKind>
class RowWriter {
public:
    RowWriter(Network<kKind>& net, int64_t n, int64_t room) : net_(net) {
        net.n = static_cast<int32_t>(n);
        net.offsets.assign(n + 1, 0);
        net.nodes.assign(n, Rates<kKind>());
        net.arcs.reserve(room);
    }
    void add(int32_t target, double flow) {
        const float single = static_cast<float>(flow);
        if (single > 0) net_.arcs.push_back({target, single});
    }
    void end(int64_t i) { net_.offsets[i + 1] = static_cast<int64_t>(net_.arcs.size()); }

private:
    Network<kKind>& net_;
};

// Rows that hold each link in both directions with the same flow.
template <FlowKind kKind>
void symmetric_rows(const Links& links, const double* factor, double scale, Network<kKind>& net) {
    RowWriter<kKind> rows(net, links.n, links.offsets[links.n]);
    for (int64_t i = 0; i < links.n; ++i) {
        double exit = 0;
        for (int64_t a = links.offsets[i]; a < links.offsets[i + 1]; ++a) {
            if (links.targets[a] == i) continue;
            rows.add(links.targets[a], 2.0 * scale * links.weight(a) * factor[i]);
        }
        rows.end(i);
        for (int64_t a = net.offsets[i]; a < net.offsets[i + 1]; ++a) exit += net.arcs[a].flow;
        net.nodes[i].link_exit = 0.5 * exit;
    }
}

// Rows of one direction, merged with those of the other.
template <FlowKind kKind>
void merged_rows(const Links& links, const double* factor, double scale, Network<kKind>& net) {
    const EnteringLinks entering(links, factor);
    RowWriter<kKind> rows(net, links.n, links.offsets[links.n]);
    constexpr int32_t kEnd = std::numeric_limits<int32_t>::max();
    for (int64_t i = 0; i < links.n; ++i) {
        int64_t a = links.offsets[i], b = entering.starts[i];
        const int64_t a_end = links.offsets[i + 1], b_end = entering.starts[i + 1];
        double exit = 0;
        while (a < a_end || b < b_end) {
            const int32_t u = a < a_end ? links.targets[a] : kEnd, v = b < b_end ? entering.arcs[b].target : kEnd;
            const int32_t target = u < v ? u : v;
            const double out = u == target ? links.weight(a++) * factor[i] : 0.0;
            const float in = v == target ? entering.arcs[b++].flow : 0.0F;
            if (target == i) continue;
            exit += out;
            // Both directions are rounded before they are added, so that the row of the other node has the same sum.
            rows.add(target, scale * (static_cast<double>(static_cast<float>(out)) + static_cast<double>(in)));
        }
        rows.end(i);
        net.nodes[i].link_exit = scale * exit;
        if constexpr (kKind == FlowKind::kOneWay) net.nodes[i].link_enter = scale * entering.total[i];
    }
}

inline float flow_of_unit_links(const NodeFlow& flow, double scale) {
    return static_cast<float>(2.0 * scale * flow.factor[0]);
}

// Whether all links carry the same flow.
inline bool is_uniform(const Links& links, const NodeFlow& flow, double scale) {
    if (links.weights || links.singles || links.n == 0 || !(flow_of_unit_links(flow, scale) > 0)) return false;
    return std::all_of(flow.factor, flow.factor + links.n, [&](double factor) { return factor == flow.factor[0]; });
}

// Of each node, whether it is linked with itself.
inline std::vector<uint8_t> loops(const Links& links) {
    std::vector<uint8_t> found(links.n);
    for (int64_t i = 0; i < links.n; ++i)
        found[i] = std::binary_search(links.targets + links.offsets[i], links.targets + links.offsets[i + 1], i);
    return found;
}

template <FlowKind kKind, Store kStore>
void shared_rows(const Links& links, const NodeFlow& flow, double scale, Network<kKind, kStore>& net) {
    net.n = static_cast<int32_t>(links.n);
    net.each = flow_of_unit_links(flow, scale);
    net.offsets = links.offsets;
    net.targets = links.targets;
    if constexpr (kStore == Store::kGraphWithLoops) net.has_loop = loops(links);
    net.nodes.assign(links.n, Rates<kKind>());
    for (int32_t i = 0; i < net.n; ++i) net.nodes[i].link_exit = 0.5 * (static_cast<double>(net.degree(i)) * net.each);
}

// scale: Markov time; a walk that takes more steps at once crosses borders along links more often.
template <FlowKind kKind, Store kStore>
void build_network(const Links& links, const NodeFlow& flow, double scale, Network<kKind, kStore>& net) {
    if (links.n > std::numeric_limits<int32_t>::max() - 1) throw std::invalid_argument("more than 2^31 - 2 nodes");
    if constexpr (kStore != Store::kArcs)
        shared_rows(links, flow, scale, net);
    else if constexpr (kKind == FlowKind::kBalanced)
        symmetric_rows(links, flow.factor, scale, net);
    else
        merged_rows(links, flow.factor, scale, net);
    for (int64_t i = 0; i < links.n; ++i) {
        net.nodes[i].visit = flow.visit[i];
        if constexpr (kKind == FlowKind::kTeleporting) {
            net.nodes[i].leaving = flow.leaving[i];
            net.nodes[i].landing = flow.landing[i];
        }
    }
}

}  // namespace minent
