// A network of flows: what the map equation and its search see, at the level of nodes or of modules.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "minent/cluster/log2.hpp"
#include "minent/util/bits.hpp"
#include "minent/util/huge.hpp"

namespace minent {

// kBalanced: as much flow enters a set of nodes as leaves it (undirected, or raw flow that is balanced).
// kOneWay: the two differ (unrecorded teleportation).
// kTeleporting: balanced, and part of what leaves a set does so by teleportation.
enum class FlowKind { kBalanced, kOneWay, kTeleporting };

// What adds up when nodes are put together; flow between them is taken from exit (and enter).
template <FlowKind>
struct Rates;

template <>
struct Rates<FlowKind::kBalanced> {
    double visit = 0, link_exit = 0;
    double exit() const { return link_exit; }
    double enter() const { return link_exit; }
    void add(const Rates& o, double between) {
        visit += o.visit;
        link_exit += o.link_exit - between;
    }
    void remove(const Rates& o, double between) {
        visit -= o.visit;
        link_exit -= o.link_exit - between;
    }
    double term(const PLogP& h) const {
        const double out = link_exit > 0 ? link_exit : 0;  // what rounding leaves may be below 0
        return h(out + visit) - 2.0 * h(out);
    }
};

template <>
struct Rates<FlowKind::kOneWay> {
    double visit = 0, link_exit = 0, link_enter = 0;
    double exit() const { return link_exit; }
    double enter() const { return link_enter; }
    void add(const Rates& o, double between) {
        visit += o.visit;
        link_exit += o.link_exit - between;
        link_enter += o.link_enter - between;
    }
    void remove(const Rates& o, double between) {
        visit -= o.visit;
        link_exit -= o.link_exit - between;
        link_enter -= o.link_enter - between;
    }
    double term(const PLogP& h) const {
        const double out = link_exit > 0 ? link_exit : 0;
        return h(out + visit) - h(out) - h(link_enter);
    }
};

template <>
struct Rates<FlowKind::kTeleporting> {
    double visit = 0, link_exit = 0, leaving = 0, landing = 0;
    double exit() const { return link_exit + leaving * (1.0 - landing); }
    double enter() const { return exit(); }
    void add(const Rates& o, double between) {
        visit += o.visit;
        link_exit += o.link_exit - between;
        leaving += o.leaving;
        landing += o.landing;
    }
    void remove(const Rates& o, double between) {
        visit -= o.visit;
        link_exit -= o.link_exit - between;
        leaving -= o.leaving;
        landing -= o.landing;
    }
    double term(const PLogP& h) const {
        const double out = exit() > 0 ? exit() : 0;
        return h(out + visit) - 2.0 * h(out);
    }
};

// Flow of both directions between a node and another; the node itself is never a target. In single precision, for
// links are most of the memory; their sums are double, so what is rounded is far below what decides a move, and the
// codelength of the result is computed anew.
struct Arc {
    int32_t target;
    float flow;
};

constexpr int32_t kCached = 20000;  // nodes up to which what is kept of them stays in the cache
constexpr int32_t kAhead = 6;  // nodes whose links are loaded before their turn
constexpr int kMostLines = 8;  // of the cache that are loaded so of a row; what is behind them comes in order

// What a network has beside its links.
template <FlowKind kFlow>
struct NetworkNodes {
    static constexpr FlowKind kKind = kFlow;
    using Node = Rates<kKind>;
    int32_t n = 0;
    HugeVector<Node> nodes;
    std::vector<uint8_t> lone;  // see below; empty for none
    double outside = 0;  // exit rate of the module this network is the inside of, 0 for the whole

    bool is_lone(int32_t i) const { return !lone.empty() && lone[i]; }
};

// Where the links are: in arcs of the network, or the graph's own, all with the same flow.
enum class Store { kArcs, kGraph, kGraphWithLoops };

// The links of a node.
template <class Link>
struct Row {
    const Link *first, *last;
    const Link* begin() const { return first; }
    const Link* end() const { return last; }
    int64_t size() const { return last - first; }
};

// Symmetric adjacency: only the sum of both directions changes what enters and what leaves a module.
template <FlowKind kKind, Store kStore = Store::kArcs>
struct Network : NetworkNodes<kKind> {
    static constexpr bool kLoops = false;
    HugeVector<int64_t> offsets;  // n + 1
    HugeVector<Arc> arcs;

    const Arc* links() const { return arcs.data(); }
    Row<Arc> row(int32_t i) const { return {links() + offsets[i], links() + offsets[i + 1]}; }
    int64_t degree(int32_t i) const { return row(i).size(); }
    int32_t target(const Arc& link) const { return link.target; }
    float flow(const Arc& link) const { return link.flow; }
    double loop_flow(int32_t) const { return 0.0; }  // to be taken from a sum over a row
};

// Nothing but the nodes takes memory. Equal flows add up exactly, so what a loop adds can be taken away again.
template <FlowKind kKind>
struct SharedNetwork : NetworkNodes<kKind> {
    const int64_t* offsets = nullptr;
    const int32_t* targets = nullptr;
    float each = 0;

    const int32_t* links() const { return targets; }
    Row<int32_t> row(int32_t i) const { return {targets + offsets[i], targets + offsets[i + 1]}; }
    int32_t target(int32_t link) const { return link; }
    float flow(int32_t) const { return each; }
};

template <FlowKind kKind>
struct Network<kKind, Store::kGraph> : SharedNetwork<kKind> {
    static constexpr bool kLoops = false;
    int64_t degree(int32_t i) const { return this->row(i).size(); }
    double loop_flow(int32_t) const { return 0.0; }
};

template <FlowKind kKind>
struct Network<kKind, Store::kGraphWithLoops> : SharedNetwork<kKind> {
    static constexpr bool kLoops = true;
    std::vector<uint8_t> has_loop;

    int64_t degree(int32_t i) const { return this->row(i).size() - has_loop[i]; }
    double loop_flow(int32_t i) const { return has_loop[i] ? static_cast<double>(this->each) : 0.0; }
};

// Begins to load the links of a node before their turn; earlier still, where they are.
template <class Net>
void fetch_links(const Net& net, int32_t i) {
    const char* const end = reinterpret_cast<const char*>(net.links() + net.offsets[i + 1]);
    const char* at = reinterpret_cast<const char*>(net.links() + net.offsets[i]);
    prefetch(&net.nodes[i]);
    for (int line = 0; line < kMostLines && at < end; ++line, at += 64) prefetch(at);
    prefetch(end - 1);
}

template <class Net>
void fetch_place(const Net& net, int32_t i) {
    prefetch(&net.offsets[i]);
}

// Where the nodes of a network are modules, one that is put with no other needs no codebook around its own: such
// nodes are lone. What a module of one lone node adds to the codelength:
template <FlowKind kKind>
double lone_term(const Rates<kKind>& node, const PLogP& h) {
    return h(node.visit) - h(node.enter());
}

}  // namespace minent
