// Best tree over arc scores, whether arcs cross or not (Chu and Liu 1965, Edmonds 1967), O(n^2) in the
// way of Tarjan (1977): paths grow backwards along the best arcs and cycles are contracted.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace minent {

class Edmonds {
public:
    // scores[h * n + d]; root[d]: score of d as a root. heads[d]: 0 for a root, else the head + 1.
    // To have one root, `root` must be lower than any tree can make up for.
    void decode(const double* scores, const double* root, size_t n, int32_t* heads) {
        begin(scores, root, n);
        for (size_t word = 0; word < n; ++word)
            if (state_[top_[word]] == kNew) grow(top_[word]);
        expand(heads);
    }

private:
    enum State : char { kNew, kOnPath, kDone };

    struct Node {
        size_t row;              // of its scores
        size_t parent;           // the node that it was contracted into, 0 if none
        size_t source, target;   // words of its arc; the source n is the root
        double score;            // of its arc
        size_t n_members;        // 0 for a word
    };

    // Column n is the root, looked at last: of equal arcs, that of the first word counts.
    void begin(const double* scores, const double* root, size_t n) {
        n_ = n;
        width_ = n + 1;
        in_.resize(n * width_);
        target_.resize(n * width_);
        for (size_t d = 0; d < n; ++d)
            for (size_t h = 0; h <= n; ++h) {
                in_[d * width_ + h] = h < n ? scores[h * n + d] : root[d];
                target_[d * width_ + h] = static_cast<int32_t>(d);
            }
        nodes_.clear();
        top_.resize(n + 1);
        for (size_t i = 0; i < n; ++i) nodes_.push_back({i, 0, 0, 0, 0.0, 0}), top_[i] = i;
        top_[n] = SIZE_MAX;
        state_.assign(n, kNew);
    }

    void grow(size_t node) {
        path_.assign(1, node);
        for (;;) {
            node = path_.back();
            state_[node] = kOnPath;
            choose(node);
            const size_t next = top_[nodes_[node].source];
            if (next == SIZE_MAX || state_[next] == kDone) break;
            if (state_[next] == kNew) path_.push_back(next);
            else contract(next);
        }
        for (const size_t each : path_) state_[each] = kDone;
    }

    void choose(size_t node) {
        const double* row = &in_[nodes_[node].row * width_];
        size_t best = SIZE_MAX;
        for (size_t u = 0; u < width_; ++u)
            if (top_[u] != node && (best == SIZE_MAX || row[u] > row[best])) best = u;
        nodes_[node].source = best;
        nodes_[node].target = static_cast<size_t>(target_[nodes_[node].row * width_ + best]);
        nodes_[node].score = row[best];
    }

    // The path from `first` on is a cycle: one node in whose row an arc counts what it gains.
    void contract(size_t first) {
        const size_t made = nodes_.size();
        size_t begin = path_.size();
        while (path_[--begin] != first) {
        }
        const size_t row = nodes_[first].row;
        double* kept = &in_[row * width_];
        for (size_t u = 0; u < width_; ++u) kept[u] -= nodes_[first].score;
        for (size_t at = begin + 1; at < path_.size(); ++at) {
            const Node& member = nodes_[path_[at]];
            const double* other = &in_[member.row * width_];
            for (size_t u = 0; u < width_; ++u)
                if (other[u] - member.score > kept[u]) {
                    kept[u] = other[u] - member.score;
                    target_[row * width_ + u] = target_[member.row * width_ + u];
                }
        }
        for (size_t at = begin; at < path_.size(); ++at) nodes_[path_[at]].parent = made;
        for (size_t word = 0; word < n_; ++word) {
            const size_t top = top_[word];
            if (nodes_[top].parent == made) top_[word] = made;
        }
        nodes_.push_back({row, 0, 0, 0, 0.0, path_.size() - begin});
        state_.push_back(kOnPath);
        path_.resize(begin);
        path_.push_back(made);
    }

    // A contracted node hands its arc to the member that holds the target; the others keep theirs.
    void expand(int32_t* heads) {
        for (size_t node = nodes_.size(); node-- > 0;) {
            const Node& each = nodes_[node];
            if (node < n_) {
                heads[node] = each.source == n_ ? 0 : static_cast<int32_t>(each.source + 1);
                continue;
            }
            size_t member = each.target;
            while (nodes_[member].parent != node) member = nodes_[member].parent;
            nodes_[member].source = each.source;
            nodes_[member].target = each.target;
        }
    }

    size_t n_ = 0, width_ = 0;
    std::vector<double> in_;        // [row of a node, source]: best arc into it
    std::vector<int32_t> target_;   // the word in the node that this arc leads to
    std::vector<Node> nodes_;
    std::vector<size_t> top_, path_;  // top_: the outermost node around a word
    std::vector<State> state_;
};

}  // namespace minent
