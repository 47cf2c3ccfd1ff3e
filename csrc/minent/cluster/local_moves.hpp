// Nodes move to the module where the walk is cheapest to describe, until no single move helps.
//
// Queue of nodes whose neighbourhood changed: Traag, Waltman & van Eck (2019), section "Fast local move".
#pragma once

#include <cassert>
#include <cstdint>
#include <vector>

#include "minent/cluster/modules.hpp"

namespace minent {

constexpr double kLeastGain = 1e-11;  // bits; below it a gain may be rounding
constexpr int32_t kChecked = 256;     // nodes up to which a debug build checks every move
constexpr int64_t kMostRounds = 500;  // visits a node on average, after which moving ends whatever it gains

template <class Net>
class LocalMoves {
public:
    static constexpr FlowKind kKind = Net::kKind;
    using Node = Rates<kKind>;

    // labels: module of each node, below n; changed in place. keeping: the number of modules stays as it is.
    LocalMoves(const Net& net, Ids& labels, Scratch<kKind>& scratch, bool keeping = false)
        : net_(net), labels_(labels), s_(scratch), keeping_(keeping) {
        s_.reserve(net.n);
        collect();
    }

    // Visits the nodes in the given order, then again those whose neighbourhood changed, also nodes that the order
    // leaves out. Returns the bits saved.
    double run(const Ids& order) {
        const size_t capacity = s_.queue.size();
        size_t head = 0, count = 0;
        for (int32_t i : order)
            if (s_.waiting[i]) s_.queue[count++] = i;
        if (order.size() < static_cast<size_t>(net_.n)) {
            std::fill(s_.waiting.begin(), s_.waiting.begin() + net_.n, uint8_t(0));
            for (size_t k = 0; k < count; ++k) s_.waiting[s_.queue[k]] = 1;
        }
        const auto place = [&](size_t ahead) { return head + ahead < capacity ? head + ahead : head + ahead - capacity; };
        double saved = 0;
        for (int64_t visits = 0; count && visits < kMostRounds * net_.n; ++visits) {
            const int32_t i = s_.queue[head];
            if (count > 3 * kAhead) {
                fetch_place(net_, s_.queue[place(3 * kAhead)]);
                fetch(s_.queue[place(2 * kAhead)], s_.queue[place(kAhead)], s_.queue[place(2)]);
            }
            head = place(1);
            --count;
            s_.waiting[i] = 0;
            const double gain = visit(i);
            const int64_t degree = net_.degree(i);
            work_ += degree;
            s_.watch.spend(degree + 1);
            if (gain == 0) continue;
            saved += gain;
            const int32_t own = labels_[i];
            for (const auto link : net_.row(i)) {
                const int32_t j = net_.target(link);
                if (s_.waiting[j] || labels_[j] == own) continue;
                s_.waiting[j] = 1;
                s_.queue[place(count)] = j;
                ++count;
            }
        }
        assert(std::fabs(codelength() - recomputed()) < 1e-8);
        return saved;
    }

    // Bits of the partition but for the visits of nodes, which no partition changes.
    double codelength() const {
        double sum = index_.value();
        for (int32_t m = 0; m < net_.n; ++m) sum += s_.modules[m].term;
        return sum;
    }
    double slope() const { return index_.slope(); }  // of the index codebook, bits for a unit of flow
    int64_t work() const { return work_; }  // links looked at

private:
    // Rates of all modules; nodes with a link to another module are to be visited.
    void collect() {
        for (int32_t m = 0; m < net_.n; ++m) s_.modules[m] = Module<kKind>();
        for (int32_t i = 0; i < net_.n; ++i) {
            Module<kKind>& module = s_.modules[labels_[i]];
            module.add(net_.nodes[i], 0.0);
            ++module.n_nodes;
            module.n_lone += net_.is_lone(i);
        }
        for (int32_t i = 0; i < net_.n; ++i) {
            const int32_t own = labels_[i];
            s_.waiting[i] = net_.degree(i) > 0;
            if (s_.modules[own].n_nodes == 1) continue;
            double sum = -net_.loop_flow(i);
            bool border = false;
            for (const auto link : net_.row(i)) {
                const bool same = labels_[net_.target(link)] == own;
                sum += only_if(same, net_.flow(link));
                border |= !same;
            }
            s_.waiting[i] = border;
            s_.flow[own] += sum;  // inside the module
        }
        s_.unused.clear();
        double sum = net_.outside;
        for (int32_t m = net_.n; m-- > 0;) {
            Module<kKind>& module = s_.modules[m];
            if (module.n_nodes == 0) {
                s_.unused.push_back(m);
                continue;
            }
            module.add(Node(), 0.5 * s_.flow[m]);
            s_.flow[m] = 0;
            refresh(module, s_.slots[m]);
            sum += module.enter();
        }
        index_.set(sum);
    }

    // Begins to load what nodes further back in the queue will need: links, then modules of neighbours.
    void fetch(int32_t later, int32_t soon, int32_t next) const {
        if (net_.n < kCached) return;
        fetch_links(net_, later);
        prefetch(&labels_[later]);
        for (const auto link : net_.row(soon)) prefetch(&labels_[net_.target(link)]);
        prefetch(&s_.modules[labels_[next]]);
        for (const auto link : net_.row(next)) prefetch(&s_.slots[labels_[net_.target(link)]]);
    }

    double visit(int32_t i) {
        const Node& node = net_.nodes[i];
        const int32_t from = labels_[i];
        Module<kKind>& old = s_.modules[from];
        if (keeping_ && old.n_nodes == 1) return 0;
        double own_flow = 0;
        const int32_t n_touched = gather(i, from, own_flow);
        Node without = old;
        without.remove(node, own_flow);
        if (old.n_nodes == 1) without = Node();
        const int32_t first = bound(node, n_touched);
        const double left_enter = without.enter() - old.enter();
        const bool lone = net_.is_lone(i), leaves_lone = old.n_nodes == 2 && old.n_lone - lone == 1;
        const double left = (leaves_lone ? lone_term(without, h_) : without.term(h_)) - old.term;
        double best = -kLeastGain, best_flow = 0;
        int32_t to = -1;
        const auto consider = [&](int32_t m, double between) {
            const Change joining = s_.slots[m].sketch.change(node, between, h_.table);
            double change = left + joining.term + index_.change(left_enter + joining.enter);
            if (!net_.lone.empty()) change += s_.modules[m].Node::term(h_) - s_.modules[m].term;  // it may be lone
            if (change >= best) return;
            best = change;
            best_flow = between;
            to = m;
        };
        if (first >= 0) consider(s_.touched[first], s_.between[first]);
        const double slope = index_.slope(), by_leaving = left + left_enter * slope;
        for (int32_t k = 0; k < n_touched; ++k) {
            if (by_leaving + s_.least[k] >= best || k == first) continue;
            const int32_t m = s_.touched[k];
            const double least = s_.slots[m].sketch.sharp_least(node, s_.between[k], slope);
            if (by_leaving + least < best) consider(m, s_.between[k]);
        }
        if (old.n_nodes > 1 && !s_.unused.empty() && !keeping_) {
            const double alone = left + (lone ? lone_term(node, h_) : node.term(h_)) + index_.change(left_enter + node.enter());
            if (alone < best) {
                best = alone;
                best_flow = 0;
                to = s_.unused.back();
                s_.unused.pop_back();
            }
        }
        if (to < 0) return 0;
        if (best_flow > 0) best = joined_change(node, to, best_flow, left, left_enter);  // it was an estimate
        if (best >= -kLeastGain) return 0;
#ifndef NDEBUG
        const double before = net_.n <= kChecked ? codelength() : 0;
#endif
        put(i, to, without, best_flow);
        assert(net_.n > kChecked || codelength() < before + 1e-9);
        return -best;
    }

    double joined_change(const Node& node, int32_t to, double between, double left, double left_enter) const {
        const Module<kKind>& module = s_.modules[to];
        Node joined = module;
        joined.add(node, between);
        return left + joined.term(h_) - module.term + index_.change(left_enter + joined.enter() - module.enter());
    }

    void put(int32_t i, int32_t to, const Node& without, double flow) {
        const int32_t from = labels_[i];
        Module<kKind>&old = s_.modules[from], &target = s_.modules[to];
        double sum = index_.sum() + without.enter() - old.enter() - target.enter();
        static_cast<Node&>(old) = without;
        old.n_lone -= net_.is_lone(i);
        if (--old.n_nodes == 0) {
            old = Module<kKind>();
            s_.unused.push_back(from);
        } else {
            refresh(old, s_.slots[from]);
        }
        target.add(net_.nodes[i], flow);
        ++target.n_nodes;
        target.n_lone += net_.is_lone(i);
        refresh(target, s_.slots[to]);
        index_.set(sum + target.enter());
        labels_[i] = to;
    }

    // Adds the flow between node i and other modules than its own; returns how many there are.
    int32_t gather(int32_t i, int32_t from, double& own_flow) {
        int32_t n_others = 0;
        double own = -net_.loop_flow(i);
        for (const auto link : net_.row(i)) {
            const int32_t m = labels_[net_.target(link)];
            const bool other = m != from;  // without a branch: it is hard to predict
            s_.touched[n_others] = m;
            s_.between[n_others] = net_.flow(link);
            n_others += other;
            own += only_if(!other, net_.flow(link));
        }
        own_flow = own;
        int32_t n_touched = 0;
        for (int32_t k = 0; k < n_others; ++k) {
            const int32_t m = s_.touched[k];
            const double before = s_.slots[m].flow;
            s_.slots[m].flow = before + s_.between[k];
            s_.touched[n_touched] = m;
            n_touched += before == 0.0;
        }
        return n_touched;
    }

    // Lower bounds of the bits in the touched modules, whose sums are cleared; returns the most promising.
    int32_t bound(const Node& node, int32_t n_touched) {
        constexpr double kNever = 1e308;
        double best = kNever;
        int32_t first = -1;
        const double slope = index_.slope();
        for (int32_t k = 0; k < n_touched; ++k) {
            const int32_t m = s_.touched[k];
            Slot<kKind>& slot = s_.slots[m];
            const double between = slot.flow;
            slot.flow = 0.0;
            s_.between[k] = between;
            const double least = slot.sketch.least(node, between, slope);
            s_.least[k] = least;
            if (least < best) {
                best = least;
                first = k;
            }
        }
        return first;
    }

    double recomputed() {
        const HugeVector<uint8_t> waiting = s_.waiting;
        collect();
        s_.waiting = waiting;
        return codelength();
    }

    const Net& net_;
    Ids& labels_;
    Scratch<kKind>& s_;
    const bool keeping_;
    IndexTerm index_;
    PLogP h_;
    int64_t work_ = 0;
};

}  // namespace minent
