// Search for the two-level partition of least codelength.
//
// A pass moves nodes, splits the modules into parts, moves these as the nodes of a smaller network, and so on
// until nothing is left to merge; the next pass starts from its result.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "minent/cluster/agglomerate.hpp"
#include "minent/cluster/aggregate.hpp"
#include "minent/cluster/local_moves.hpp"
#include "minent/cluster/refine.hpp"

namespace minent {

constexpr int64_t kManyLinks = 2000000;  // of a network of modules; chosen so that only graphs of 10 M links have more
constexpr int kMostRepeats = 4;  // a search is begun anew until the best result has been found so often

struct Effort {
    int most_passes;
    double least_gain;  // share of the codelength that a pass must save to be followed by another
    int64_t work;       // links: below it the search begins anew, and the best result counts
};

template <FlowKind kKind>
class TwoLevelSearch {
public:
    TwoLevelSearch(uint64_t seed, const Watch& watch) : random_(seed) { scratch.watch = watch; }

    // labels: where to start, below n; becomes the result. Returns its codelength, visits of nodes left out.
    template <class Net>
    double run(const Net& net, Ids& labels, const Effort& effort) {
        double bits = 0;
        for (int pass = 0; pass < effort.most_passes; ++pass) {
            const double saved = cycle(net, labels, 0, pass == 0);
            bits = bits_;
            if (saved <= effort.least_gain * std::fabs(bits) || settled_) break;
        }
        return bits;
    }

    // As run, from single nodes; small networks several times.
    template <class Net>
    double from_nodes(const Net& net, Ids& labels, const Effort& effort) {
        const int64_t begun = work_;
        double best = 0;
        Ids found(net.n);
        int repeats = 0;  // of the best
        do {
            std::iota(found.begin(), found.end(), 0);
            const double bits = run(net, found, effort);
            if (labels.empty() || bits < best - kLeastGain) {
                best = bits;
                labels = found;
                repeats = 0;
            }
            repeats += std::fabs(bits - best) < kLeastGain;
        } while (repeats < kMostRepeats && work_ - begun < effort.work);
        return best;
    }

    // From modules to a given number of them: too many are put together; if there are too few, their parts are, or
    // the nodes. Then nodes move, but open no module and leave none empty.
    template <class Net>
    void reach(const Net& net, int32_t n_modules, Ids& labels) {
        n_modules = std::min(n_modules, net.n);
        int32_t n_parts = renumber(labels, net.n, scratch);
        if (n_parts == n_modules) return;
        Ids parts = labels;
        if (n_parts < n_modules) {
            Refinement<Net>(net, labels, scratch).run(Groups(labels, n_parts), slope_, parts);
            n_parts = renumber(parts, net.n, scratch);
            if (n_parts < n_modules) {
                std::iota(parts.begin(), parts.end(), 0);
                n_parts = net.n;
            }
        }
        Network<kKind> smaller;
        aggregate(net, parts, Groups(parts, n_parts), scratch, smaller);
        Ids merged;
        Agglomeration<kKind>(smaller).run(n_modules, merged);
        for (int32_t i = 0; i < net.n; ++i) labels[i] = merged[parts[i]];
        move(net, labels, visiting_order(net.n, labels, true), true);
    }

    int64_t work() const { return work_; }  // links looked at

    Scratch<kKind> scratch;

private:
    template <class Net>
    double move(const Net& net, Ids& labels, const Ids& order, bool keeping = false) {
        LocalMoves<Net> moves(net, labels, scratch, keeping);
        const double saved = moves.run(order);
        slope_ = moves.slope();
        bits_ = moves.codelength();
        work_ += moves.work() + net.n;
        return saved;
    }

    // tried: nodes (one byte each) that no single move helps, as the level below has just found; empty for none.
    template <class Net>
    double cycle(const Net& net, Ids& labels, size_t level, bool fresh, const std::vector<uint8_t>& tried = {}) {
        Ids order = visiting_order(net.n, labels, fresh || level > 0);
        if (!tried.empty())
            order.erase(std::remove_if(order.begin(), order.end(), [&](int32_t i) { return tried[i]; }), order.end());
        double saved = move(net, labels, order);
        if (level == 0) settled_ = !fresh && saved == 0;
        const int32_t n_modules = renumber(labels, net.n, scratch);
        if (settled_ || n_modules < 2) return saved;
        Ids parts = labels;
        int32_t n_parts = n_modules;
        // Where no part moves any more, whole modules are what is left to be put together.
        if (level == 0 || saved > 0) {
            Groups groups(labels, n_modules);
            groups.shuffle(random_);
            Refinement<Net>(net, labels, scratch).run(groups, slope_, parts);
            n_parts = renumber(parts, net.n, scratch);
            if (n_parts == net.n) {
                parts = labels;
                n_parts = n_modules;
            }
        }
        if (n_parts == net.n) return saved;
        // A module of one node was visited as that node; those that were put together have not been as a whole. Hardly
        // ever does another visit find anything, so it is saved where it takes long.
        std::vector<uint8_t> single;
        if (level > 0 && n_parts == n_modules && net.offsets[net.n] > kManyLinks) {
            Ids sizes(n_parts, 0);
            for (int32_t part : parts) ++sizes[part];
            for (int32_t size : sizes) single.push_back(size == 1);
        }
        Ids coarse(n_parts);
        for (int32_t i = 0; i < net.n; ++i) coarse[parts[i]] = labels[i];
        // Only labels are needed on the way back, so two networks take turns.
        Network<kKind>& smaller = levels_[level % 2];
        aggregate(net, parts, Groups(parts, n_parts), scratch, smaller);
        const size_t n = labels.size();  // net may be written over now
        saved += cycle(smaller, coarse, level + 1, fresh, single);
        for (size_t i = 0; i < n; ++i) labels[i] = coarse[parts[i]];
        return saved;
    }

    // At random; in later passes module by module, which is kinder to the cache.
    Ids visiting_order(int32_t n, const Ids& labels, bool at_random) {
        if (!at_random) {
            Groups groups(labels, n);
            groups.shuffle(random_);
            return std::move(groups.order);
        }
        Ids order(n);
        std::iota(order.begin(), order.end(), 0);
        random_.shuffle(order.data(), order.data() + n);
        return order;
    }

    Random random_;
    Network<kKind> levels_[2];
    double slope_ = 0, bits_ = 0;
    bool settled_ = false;
    int64_t work_ = 0;
};

}  // namespace minent
