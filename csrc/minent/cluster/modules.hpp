// The modules of a partition while it changes: additive rates, cached terms of the map equation, their sum.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "minent/cluster/network.hpp"
#include "minent/cluster/sketch.hpp"
#include "minent/util/watch.hpp"

namespace minent {

template <FlowKind kKind>
struct Module : Rates<kKind> {
    double term = 0;
    int32_t n_nodes = 0, n_lone = 0;
};

// What is looked at of every module in the neighbourhood of a node, apart from the rest to be few lines of the cache.
template <FlowKind kKind>
struct Slot {
    double flow = 0;  // between the node and the module; 0 between visits
    Sketch<kKind> sketch;
};

template <FlowKind kKind>
void refresh(Module<kKind>& module, Slot<kKind>& slot) {
    module.term = slot.sketch.refresh(module, log2_table());
    if (module.n_lone == 1 && module.n_nodes == 1) module.term = lone_term(module, PLogP());
}

// h(sum + change) - h(sum) for changes that are mostly small beside the sum.
class IndexTerm {
public:
    void set(double sum) {
        // Links are in single precision, so little may be left below 0; it is kept, or later sums would be off by it.
        sum_ = std::max(sum, kTiny);
        rest_ = sum - sum_;
        log_ = table_(sum_);
        limit_ = sum_ * 1e-3;
        half_ = 0.5 * Log2Table::kLog2E / sum_;
        third_ = 1.0 / (3.0 * sum_);
    }
    double sum() const { return sum_ + rest_; }
    double value() const { return sum_ * log_; }
    double slope() const { return log_ + Log2Table::kLog2E; }

    double change(double by) const {
        // Four terms of the series: an error below 1e-13 of the sum.
        if (std::fabs(by) < limit_) return by * (slope() + half_ * by * (1.0 - by * third_ * (1.0 - by * third_ * 1.5)));
        return h_(sum() + by) - value();
    }

private:
    const Log2Table& table_ = log2_table();
    PLogP h_;
    double sum_ = 0, rest_ = 0, log_ = 0, limit_ = 0, half_ = 0, third_ = 0;
};

// Memory that one search uses again and again, and who may end it.
template <FlowKind kKind>
struct Scratch {
    HugeVector<Module<kKind>> modules;
    HugeVector<Slot<kKind>> slots;
    HugeVector<double> flow;  // to parts; all zero between uses
    HugeVector<double> between, least;
    Ids touched, unused, queue, number;
    HugeVector<uint8_t> waiting;
    Watch watch;

    void reserve(int32_t n) {
        if (touched.size() > static_cast<size_t>(n)) return;
        modules.resize(n);
        slots.resize(n);
        flow.assign(n, 0.0);
        least.resize(n);
        between.resize(static_cast<size_t>(n) + 1);
        touched.resize(static_cast<size_t>(n) + 1);
        queue.resize(n);
        number.resize(n);
        waiting.resize(n);
    }
};

}  // namespace minent
