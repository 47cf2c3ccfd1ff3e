// Nodes put together pair by pair, the cheapest pair first, until a given number of modules is left.
#pragma once

#include <cstdint>
#include <queue>
#include <set>
#include <unordered_map>
#include <vector>

#include "minent/cluster/modules.hpp"

namespace minent {

template <FlowKind kKind>
class Agglomeration {
public:
    explicit Agglomeration(const Network<kKind>& net)
        : net_(net), neighbours_(net.n), modules_(net.n), version_(net.n, 0) {
        double sum = net.outside;
        for (int32_t i = 0; i < net.n; ++i) {
            static_cast<Rates<kKind>&>(modules_[i]) = net.nodes[i];
            modules_[i].term = modules_[i].Rates<kKind>::term(h_);
            sum += modules_[i].enter();
            alive_.insert(i);
            for (const Arc& arc : net.row(i)) neighbours_[i][arc.target] += arc.flow;
        }
        index_.set(sum);
    }

    // labels: of the nodes of the network, below n.
    void run(int32_t n_modules, Ids& labels) {
        labels.resize(net_.n);
        for (int32_t i = 0; i < net_.n; ++i) labels[i] = i;
        for (int32_t i : alive_) offer_all(i);
        while (static_cast<int32_t>(alive_.size()) > n_modules) {
            int32_t a, b;
            if (!next_pair(a, b)) {  // nothing is linked: the two of least flow
                a = least(-1);
                b = least(a);
            }
            merge(a, b);
            labels[b] = a;
        }
        for (int32_t i = 0; i < net_.n; ++i) {
            int32_t root = i;
            while (labels[root] != root) root = labels[root];
            for (int32_t at = i; at != root;) {
                const int32_t up = labels[at];
                labels[at] = root;
                at = up;
            }
        }
    }

private:
    struct Offer {
        double cost;
        int32_t a, b, version_a, version_b;
        bool operator<(const Offer& o) const {  // the greatest is served first
            if (cost != o.cost) return cost > o.cost;
            return a != o.a ? a > o.a : b > o.b;
        }
    };

    double cost(int32_t a, int32_t b, double flow) const {
        Rates<kKind> joined = modules_[a];
        joined.add(modules_[b], flow);
        return joined.term(h_) - modules_[a].term - modules_[b].term +
               index_.change(joined.enter() - modules_[a].enter() - modules_[b].enter());
    }

    void offer_all(int32_t a) {
        for (const auto& [b, flow] : neighbours_[a]) offers_.push({cost(a, b, flow), a, b, version_[a], version_[b]});
    }

    bool next_pair(int32_t& a, int32_t& b) {
        while (!offers_.empty()) {
            const Offer offer = offers_.top();
            offers_.pop();
            if (version_[offer.a] != offer.version_a || version_[offer.b] != offer.version_b) continue;
            a = offer.a;
            b = offer.b;
            return true;
        }
        return false;
    }

    int32_t least(int32_t but) const {
        int32_t found = -1;
        for (int32_t i : alive_)
            if (i != but && (found < 0 || modules_[i].visit < modules_[found].visit)) found = i;
        return found;
    }

    void merge(int32_t a, int32_t b) {
        const auto between = neighbours_[a].find(b);
        const double flow = between == neighbours_[a].end() ? 0.0 : between->second;
        const double before = modules_[a].enter() + modules_[b].enter();
        modules_[a].add(modules_[b], flow);
        modules_[a].term = modules_[a].Rates<kKind>::term(h_);
        index_.set(index_.sum() + modules_[a].enter() - before);
        neighbours_[a].erase(b);
        neighbours_[b].erase(a);
        for (const auto& [c, to_c] : neighbours_[b]) {
            neighbours_[a][c] += to_c;
            neighbours_[c].erase(b);
            neighbours_[c][a] += to_c;
        }
        neighbours_[b].clear();
        alive_.erase(b);
        ++version_[a];
        version_[b] = -1;
        offer_all(a);
    }

    const Network<kKind>& net_;
    std::vector<std::unordered_map<int32_t, double>> neighbours_;
    HugeVector<Module<kKind>> modules_;
    Ids version_;
    std::set<int32_t> alive_;
    std::priority_queue<Offer> offers_;
    IndexTerm index_;
    PLogP h_;
};

}  // namespace minent
