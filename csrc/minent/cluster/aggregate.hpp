// Parts of a network: lists of their nodes, the network between them, the network inside one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "minent/cluster/modules.hpp"
#include "minent/cluster/random.hpp"

namespace minent {

// Numbers labels (below bound) 0, 1, ... by first appearance; returns how many there are.
template <FlowKind kKind>
int32_t renumber(Ids& labels, size_t bound, Scratch<kKind>& scratch) {
    scratch.reserve(static_cast<int32_t>(bound));
    std::fill(scratch.number.begin(), scratch.number.begin() + static_cast<std::ptrdiff_t>(bound), -1);
    int32_t next = 0;
    for (int32_t& label : labels) {
        int32_t& number = scratch.number[label];
        if (number < 0) number = next++;
        label = number;
    }
    return next;
}

// Nodes grouped by label: group g is order[starts[g]] .. order[starts[g + 1] - 1].
struct Groups {
    Ids order, starts;

    Groups(const Ids& labels, int32_t n_groups) : order(labels.size()), starts(n_groups + 1, 0) {
        for (int32_t label : labels) ++starts[label + 1];
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
        Ids place(starts.begin(), starts.end() - 1);
        for (size_t i = 0; i < labels.size(); ++i) order[place[labels[i]]++] = static_cast<int32_t>(i);
    }
    int32_t size() const { return static_cast<int32_t>(starts.size()) - 1; }
    void shuffle(Random& random) {
        for (int32_t g = 0; g < size(); ++g) random.shuffle(order.data() + starts[g], order.data() + starts[g + 1]);
    }
};

// Begins to load the links of a node, and the labels of the neighbours of one that is nearer.
template <class Net>
void fetch_row(const Net& net, const Ids& labels, int32_t later, int32_t soon) {
    if (net.n < kCached) return;
    fetch_links(net, later);
    for (const auto link : net.row(soon)) prefetch(&labels[net.target(link)]);
}

// The network whose nodes are the groups.
template <class Net, FlowKind kKind>
void aggregate(const Net& net, const Ids& labels, const Groups& groups, Scratch<kKind>& scratch, Network<kKind>& out) {
    scratch.reserve(net.n);
    out.n = groups.size();
    out.outside = net.outside;
    out.offsets.assign(out.n + 1, 0);
    out.nodes.assign(out.n, Rates<kKind>());
    out.arcs.clear();
    // Room for all there can be: what is not written to takes no memory, and growing would copy.
    const size_t pairs = static_cast<size_t>(out.n) * (out.n > 0 ? out.n - 1 : 0);
    out.arcs.reserve(std::min(static_cast<size_t>(net.offsets[net.n]), pairs));
    out.lone.assign(net.lone.empty() ? 0 : out.n, 0);
    for (int32_t g = 0; g < out.n; ++g) {
        if (!net.lone.empty() && groups.starts[g + 1] - groups.starts[g] == 1)
            out.lone[g] = net.lone[groups.order[groups.starts[g]]];
        int32_t n_touched = 0;
        double loops = 0;
        for (int32_t k = groups.starts[g]; k < groups.starts[g + 1]; ++k) {
            const int32_t i = groups.order[k];
            if (k + 3 * kAhead < net.n) {
                fetch_place(net, groups.order[k + 3 * kAhead]);
                fetch_row(net, labels, groups.order[k + 2 * kAhead], groups.order[k + kAhead]);
            }
            scratch.watch.spend(net.degree(i));
            loops += net.loop_flow(i);
            out.nodes[g].add(net.nodes[i], 0.0);
            for (const auto link : net.row(i)) {
                const int32_t to = labels[net.target(link)];
                const double sum = scratch.flow[to];
                scratch.touched[n_touched] = to;
                n_touched += sum == 0.0;
                scratch.flow[to] = sum + net.flow(link);
            }
        }
        out.nodes[g].add(Rates<kKind>(), 0.5 * (scratch.flow[g] - loops));
        scratch.flow[g] = 0.0;
        for (int32_t k = 0; k < n_touched; ++k) {
            const int32_t to = scratch.touched[k];
            if (to != g) out.arcs.push_back({to, static_cast<float>(scratch.flow[to])});
            scratch.flow[to] = 0.0;
        }
        out.offsets[g + 1] = static_cast<int64_t>(out.arcs.size());
    }
}

// The network inside a set of nodes, and the rates of the set. number: any values, a place for each node of net.
template <class Net, FlowKind kKind>
Rates<kKind> extract(const Net& net, const Ids& members, Ids& number, Network<kKind>& out) {
    out.n = static_cast<int32_t>(members.size());
    out.offsets.assign(out.n + 1, 0);
    out.nodes.resize(out.n);
    out.arcs.clear();
    size_t room = 0;
    for (int32_t k = 0; k < out.n; ++k) {
        number[members[k]] = k;
        room += static_cast<size_t>(net.degree(members[k]));
    }
    out.arcs.reserve(room);
    Rates<kKind> whole;
    double inside = 0;
    for (int32_t k = 0; k < out.n; ++k) {
        const int32_t i = members[k];
        out.nodes[k] = net.nodes[i];
        whole.add(net.nodes[i], 0.0);
        for (const auto link : net.row(i)) {
            const int32_t to = number[net.target(link)];
            if (to < 0 || to >= out.n || to == k || members[to] != net.target(link)) continue;
            out.arcs.push_back({to, net.flow(link)});
            inside += net.flow(link);
        }
        out.offsets[k + 1] = static_cast<int64_t>(out.arcs.size());
    }
    whole.add(Rates<kKind>(), 0.5 * inside);
    out.outside = std::max(whole.exit(), 0.0);
    return whole;
}

}  // namespace minent
