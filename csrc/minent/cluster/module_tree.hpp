// A tree of modules as arrays: its order, the paths down to nodes, its codebooks.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace minent {

// Module 0 is the root; the parent of a module has a smaller number.
struct ModuleTree {
    int64_t n_modules;
    const int32_t* parents;
    const int32_t* node_module;  // the module directly above each node
};

// Flows that differ less than 14 decimals are equal: the order of a sum must not decide.
inline double rounded_flow(double flow) { return std::nearbyint(flow * 1e14) / 1e14; }

inline std::vector<int32_t> depths(const ModuleTree& tree) {
    std::vector<int32_t> depth(tree.n_modules, 0);
    for (int64_t m = 1; m < tree.n_modules; ++m) depth[m] = depth[tree.parents[m]] + 1;
    return depth;
}

// Renumbers modules level by level, those of one parent by falling flow, then by their first node.
// visit: of the nodes; number[m]: the new number of m.
inline void order_modules(const ModuleTree& tree, int64_t n_nodes, const double* visit, int32_t* number) {
    const int64_t k = tree.n_modules;
    std::vector<int64_t> first(k, n_nodes);
    for (int64_t i = n_nodes; i-- > 0;) first[tree.node_module[i]] = i;
    for (int64_t m = k; m-- > 1;) first[tree.parents[m]] = std::min(first[tree.parents[m]], first[m]);
    const std::vector<int32_t> depth = depths(tree);
    std::vector<double> flow(k, 0.0);
    for (int64_t i = 0; i < n_nodes; ++i) flow[tree.node_module[i]] += visit[i];
    for (int64_t m = k; m-- > 1;) flow[tree.parents[m]] += flow[m];
    for (double& value : flow) value = rounded_flow(value);
    std::vector<int32_t> order(k);
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) { return depth[a] < depth[b]; });
    number[0] = 0;
    for (int64_t begin = 1, end; begin < k; begin = end) {
        for (end = begin; end < k && depth[order[end]] == depth[order[begin]];) ++end;
        std::stable_sort(order.begin() + begin, order.begin() + end, [&](int32_t a, int32_t b) {
            const int32_t up_a = number[tree.parents[a]], up_b = number[tree.parents[b]];
            if (up_a != up_b) return up_a < up_b;
            if (flow[a] != flow[b]) return flow[a] > flow[b];
            return first[a] < first[b];
        });
        for (int64_t place = begin; place < end; ++place) number[order[place]] = static_cast<int32_t>(place);
    }
}

// Steps down the longest path, the node included.
inline int64_t n_levels(const ModuleTree& tree) {
    const std::vector<int32_t> depth = depths(tree);
    return 1 + *std::max_element(depth.begin(), depth.end());
}

// Of each node the ranks of its modules from the top, then its own by falling flow; 0 behind. Ranks of modules follow
// their numbers. paths has n_nodes rows of n_levels(tree).
inline void node_paths(const ModuleTree& tree, int64_t n_nodes, const double* visit, int64_t levels, int32_t* paths) {
    const int64_t k = tree.n_modules;
    const std::vector<int32_t> depth = depths(tree);
    std::vector<int32_t> rank(k, 0), children(k, 0);
    for (int64_t m = 1; m < k; ++m) rank[m] = ++children[tree.parents[m]];
    std::vector<int64_t> starts(k + 1, 0);
    for (int64_t i = 0; i < n_nodes; ++i) ++starts[tree.node_module[i] + 1];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<int32_t> order(n_nodes);
    for (int64_t i = n_nodes; i-- > 0;) order[--starts[tree.node_module[i] + 1]] = static_cast<int32_t>(i);
    // Module m is now order[starts[m + 1]] up to where the next begins.
    const auto before = [&](int32_t a, int32_t b) { return rounded_flow(visit[a]) > rounded_flow(visit[b]); };
    std::fill(paths, paths + n_nodes * levels, 0);
    for (int64_t m = 0; m < k; ++m) {
        const int64_t begin = starts[m + 1], end = m + 1 < k ? starts[m + 2] : n_nodes;
        std::stable_sort(order.begin() + begin, order.begin() + end, before);
        for (int64_t place = begin; place < end; ++place) {
            int32_t* const path = paths + order[place] * levels;
            path[depth[m]] = static_cast<int32_t>(place - begin + 1);
            for (int32_t up = static_cast<int32_t>(m); up; up = tree.parents[up]) path[depth[up] - 1] = rank[up];
        }
    }
}

// Nodes in the order of their paths, by one counting sort a level from the last; equal paths keep theirs.
inline void path_order(const int32_t* paths, int64_t n_nodes, int64_t levels, int64_t* order) {
    std::iota(order, order + n_nodes, int64_t(0));
    std::vector<int64_t> sorted(n_nodes);
    for (int64_t level = levels; level-- > 0;) {
        const auto key = [&](int64_t i) { return paths[order[i] * levels + level]; };
        int32_t least = 0, greatest = 0;
        for (int64_t i = 0; i < n_nodes; ++i) {
            least = std::min(least, key(i));
            greatest = std::max(greatest, key(i));
        }
        if (least < 0 || greatest > 2 * n_nodes + 1000) {  // numbers of a file
            std::stable_sort(order, order + n_nodes, [&](int64_t a, int64_t b) {
                return paths[a * levels + level] < paths[b * levels + level];
            });
            continue;
        }
        std::vector<int64_t> starts(greatest + 2, 0);
        for (int64_t i = 0; i < n_nodes; ++i) ++starts[key(i) + 1];
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
        for (int64_t i = 0; i < n_nodes; ++i) sorted[starts[key(i)]++] = order[i];
        std::copy(sorted.begin(), sorted.end(), order);
    }
}

// Numbers, from 1 in the order of the paths, of the modules of the nodes on a level from the top, or the lowest (-1). A
// node whose path ends above the level is in its lowest module. Returns how many there are.
inline int64_t path_modules(const int32_t* paths, int64_t n_nodes, int64_t levels, int64_t level, const int64_t* order,
                            int32_t* modules) {
    const auto depth = [&](const int32_t* path) {
        int64_t size = 0;
        while (size < levels && path[size]) ++size;
        return level == -1 ? size - 1 : std::min(size - 1, level);
    };
    int32_t number = 0;
    const int32_t* last = nullptr;
    int64_t last_depth = 0;
    for (int64_t i = 0; i < n_nodes; ++i) {
        const int32_t* const path = paths + order[i] * levels;
        const int64_t kept = std::max<int64_t>(depth(path), 0);
        if (!last || kept != last_depth || !std::equal(path, path + kept, last)) ++number;
        modules[order[i]] = number;
        last = path;
        last_depth = kept;
    }
    return number;
}

// Nodes without links and flow become modules of their own, appended to the tree; of a module that holds no others
// the first stays. alone: of each node. Returns how many modules there are then.
inline int64_t part_isolated(const uint8_t* alone, int64_t n_nodes, int64_t n_modules, int32_t* node_module) {
    std::vector<int64_t> linked(n_modules, 0);
    for (int64_t i = 0; i < n_nodes; ++i) linked[node_module[i]] += !alone[i];
    const int64_t before = n_modules;
    for (int64_t i = 0; i < n_nodes; ++i) {
        const int32_t m = node_module[i];
        if (!alone[i]) continue;
        if (linked[m])
            node_module[i] = static_cast<int32_t>(n_modules++);
        else
            linked[m] = 1;  // it is kept by this node
    }
    return n_modules - before;
}

}  // namespace minent
