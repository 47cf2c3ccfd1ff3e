// A network of flows: what the map equation and its search see, at the level of nodes or of modules.
#pragma once

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

// What is kept of a module so that a lower bound of the bits a node would cost in it takes no logarithm:
// h(x) = x log2 x is convex, and log2(1 + u) <= u log2 e. Single precision: a candidate so near the best that rounding
// hides it is as good as the best.
template <FlowKind>
struct Bound;

inline float bend(double times, double rate) {
    constexpr double kMost = 1e30;
    const double value = times * Log2Table::kLog2E / rate;
    return static_cast<float>(value < kMost ? value : kMost);
}

template <>
struct Bound<FlowKind::kBalanced> {
    float total_slope = 0, exit_slope = 0, exit_bend = 0;
    double refresh(const Rates<FlowKind::kBalanced>& rates, const Log2Table& log) {
        const double exit = rates.link_exit > kTiny ? rates.link_exit : kTiny, total = exit + rates.visit;
        const double log_exit = log(exit), log_total = log(total);
        total_slope = static_cast<float>(log_total + Log2Table::kLog2E);
        exit_slope = static_cast<float>(log_total - 2.0 * log_exit);
        exit_bend = bend(2.0, exit);
        return total * log_total - 2.0 * exit * log_exit;
    }
    double least(const Rates<FlowKind::kBalanced>& node, double between, double log_sum) const {
        const double by = node.link_exit - between;
        return node.visit * total_slope + by * (exit_slope + log_sum - by * exit_bend);
    }
};

template <>
struct Bound<FlowKind::kOneWay> {
    float total_slope = 0, exit_slope = 0, exit_bend = 0, enter_slope = 0, enter_bend = 0;
    double refresh(const Rates<FlowKind::kOneWay>& rates, const Log2Table& log) {
        const double exit = rates.link_exit > kTiny ? rates.link_exit : kTiny, total = exit + rates.visit;
        const double enter = rates.link_enter > kTiny ? rates.link_enter : kTiny;
        const double log_exit = log(exit), log_total = log(total), log_enter = log(enter);
        total_slope = static_cast<float>(log_total + Log2Table::kLog2E);
        exit_slope = static_cast<float>(log_total - log_exit);
        exit_bend = bend(1.0, exit);
        enter_slope = static_cast<float>(-log_enter);
        enter_bend = bend(1.0, enter);
        return total * log_total - exit * log_exit - enter * log_enter;
    }
    double least(const Rates<FlowKind::kOneWay>& node, double between, double log_sum) const {
        const double out = node.link_exit - between, in = node.link_enter - between;
        return node.visit * total_slope + out * (exit_slope - out * exit_bend) +
               in * (enter_slope + log_sum - in * enter_bend);
    }
};

template <>
struct Bound<FlowKind::kTeleporting> {
    double refresh(const Rates<FlowKind::kTeleporting>& rates, const Log2Table&) { return rates.term(PLogP()); }
    double least(const Rates<FlowKind::kTeleporting>&, double, double) const { return -1e300; }
};

// Flow of both directions between a node and another; the node itself is never a target. In single precision, for
// links are most of the memory; their sums are double, so what is rounded is far below what decides a move, and the
// codelength of the result is computed anew.
struct Arc {
    int32_t target;
    float flow;
};

constexpr int32_t kAhead = 6;  // nodes whose links are loaded before their turn

// Symmetric adjacency: only the sum of both directions changes what enters and what leaves a module.
template <FlowKind kKind>
struct Network {
    using Node = Rates<kKind>;
    int32_t n = 0;
    HugeVector<int64_t> offsets;  // n + 1
    HugeVector<Arc> arcs;
    HugeVector<Node> nodes;
    std::vector<uint8_t> lone;     // see below; empty for none
    double outside = 0;  // exit rate of the module this network is the inside of, 0 for the whole

    // Begins to load the links of a node before their turn.
    void fetch(int32_t i) const {
        prefetch(&nodes[i]);
        const char* const row = reinterpret_cast<const char*>(arcs.data() + offsets[i]);
        prefetch(row);
        prefetch(row + 64);
    }
    bool is_lone(int32_t i) const { return !lone.empty() && lone[i]; }
};

// Where the nodes of a network are modules, one that is put with no other needs no codebook around its own: such
// nodes are lone. What a module of one lone node adds to the codelength:
template <FlowKind kKind>
double lone_term(const Rates<kKind>& node, const PLogP& h) {
    return h(node.visit) - h(node.enter());
}

}  // namespace minent
