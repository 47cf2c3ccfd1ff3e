// What is kept of a module so that the bits of a node in it can be estimated without looking at the module itself.
#pragma once

#include <algorithm>

#include "minent/cluster/log2.hpp"
#include "minent/cluster/network.hpp"

namespace minent {

// What a node that joins a module changes: the term of the module, and the flow that enters it.
struct Change {
    double term, enter;
};

// h(x + by) - h(x) for h(x) = x log2 x. In single precision with the logarithm beside it: x is rounded alike on both
// sides of the difference, so that its error is a rounding of `by`, and not of x.
struct Point {
    float x = 0, log = 0, inverse = 0;

    // Returns h(value), exactly.
    double set(double value, const Log2Table& table) {
        const bool positive = value > kLeast;
        const double log_value = positive ? table(value) : kLogLeast;
        x = static_cast<float>(positive ? value : kLeast);
        log = static_cast<float>(log_value);
        inverse = 1.0F / x;
        return positive ? value * log_value : 0.0;
    }
    double change(double by, const Log2Table& table) const {
        const double ratio = 1.0 + by * inverse;
        return by * log + (ratio > kTiny ? (x + by) * table(ratio) : 0.0);
    }
    // Bounds without a logarithm, by the tangent at x, which is no longer near when `by` is large: h is convex,
    // log2(1 + u) concave.
    double least(double by) const { return by * (log + kLog2E); }
    double most(double by) const { return by * log + (x + by) * (by * inverse * kLog2E); }
    // By the best of four tangents.
    double least_of(double by) const {
        return least(by) + std::max(std::max(0.0, 0.58496250 * by - 0.13638999 * x),
                                    std::max(by - 0.44269504 * x, 1.58496250 * by - 1.30042758 * x));
    }
    double most_of(double by) const {
        const double u = by * inverse * kLog2E;
        const double bent = std::min(std::min(u, 0.10406417 + u * 0.66666667),
                                     std::min(0.27865249 + u * 0.5, 0.44269505 + u * 2.0));
        return by * log + (x + by) * bent;
    }

    static constexpr double kLog2E = Log2Table::kLog2E, kLeast = 1e-30, kLogLeast = -99.657842846620870;
};

template <FlowKind>
struct Sketch;

template <>
struct Sketch<FlowKind::kBalanced> {
    using Node = Rates<FlowKind::kBalanced>;
    Point total, exit;

    // Returns the term of the module.
    double refresh(const Node& rates, const Log2Table& table) {
        const double out = rates.link_exit > 0 ? rates.link_exit : 0;
        return total.set(out + rates.visit, table) - 2.0 * exit.set(out, table);
    }
    Change change(const Node& node, double between, const Log2Table& table) const {
        const double by = node.link_exit - between;
        return {total.change(node.visit + by, table) - 2.0 * exit.change(by, table), by};
    }
    // Not more than what the term and the index change by. slope: of the index.
    double least(const Node& node, double between, double slope) const {
        const double by = node.link_exit - between;
        return total.least(node.visit + by) - 2.0 * exit.most(by) + by * slope;
    }
    double sharp_least(const Node& node, double between, double slope) const {
        const double by = node.link_exit - between;
        return total.least_of(node.visit + by) - 2.0 * exit.most_of(by) + by * slope;
    }
};

template <>
struct Sketch<FlowKind::kOneWay> {
    using Node = Rates<FlowKind::kOneWay>;
    Point total, exit, enter;

    double refresh(const Node& rates, const Log2Table& table) {
        const double out = rates.link_exit > 0 ? rates.link_exit : 0;
        return total.set(out + rates.visit, table) - exit.set(out, table) - enter.set(rates.link_enter, table);
    }
    Change change(const Node& node, double between, const Log2Table& table) const {
        const double out = node.link_exit - between, in = node.link_enter - between;
        return {total.change(node.visit + out, table) - exit.change(out, table) - enter.change(in, table), in};
    }
    double least(const Node& node, double between, double slope) const {
        const double out = node.link_exit - between, in = node.link_enter - between;
        return total.least(node.visit + out) - exit.most(out) - enter.most(in) + in * slope;
    }
    double sharp_least(const Node& node, double between, double slope) const {
        const double out = node.link_exit - between, in = node.link_enter - between;
        return total.least_of(node.visit + out) - exit.most_of(out) - enter.most_of(in) + in * slope;
    }
};

// Flow that teleports does not add up so simply: all is kept, and nothing is bounded.
template <>
struct Sketch<FlowKind::kTeleporting> {
    using Node = Rates<FlowKind::kTeleporting>;
    Node rates;
    double term = 0;

    double refresh(const Node& module, const Log2Table&) {
        rates = module;
        return term = rates.term(PLogP());
    }
    Change change(const Node& node, double between, const Log2Table&) const {
        Node joined = rates;
        joined.add(node, between);
        return {joined.term(PLogP()) - term, joined.enter() - rates.enter()};
    }
    double least(const Node&, double, double) const { return -1e300; }
    double sharp_least(const Node&, double, double) const { return -1e300; }
};

}  // namespace minent
