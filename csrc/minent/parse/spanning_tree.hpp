// Best undirected tree (Jarnik, Prim), and undirected trees hung up at a word.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace minent {

// scores[i * n + j] = scores[j * n + i]. heads[j]: 1 + the word from which j was reached from word 0.
inline void spanning_tree(const double* scores, size_t n, int32_t* heads) {
    std::vector<char> reached(n, 0);
    std::vector<size_t> from(n, 0);
    if (n == 0) return;
    heads[0] = 0;
    reached[0] = 1;
    for (size_t step = 1; step < n; ++step) {
        size_t best = n;
        for (size_t j = 1; j < n; ++j)
            if (!reached[j] && (best == n || scores[from[j] * n + j] > scores[from[best] * n + best])) best = j;
        heads[best] = static_cast<int32_t>(from[best] + 1);
        reached[best] = 1;
        for (size_t j = 1; j < n; ++j)
            if (!reached[j] && scores[best * n + j] > scores[from[j] * n + j]) from[j] = best;
    }
}

// Turns the arcs on the way from `root` up, so that it becomes the root of the same tree.
inline void hang_up(size_t root, int32_t* heads) {
    int32_t below = 0, word = static_cast<int32_t>(root + 1);
    while (word != 0) {
        const int32_t above = heads[word - 1];
        heads[word - 1] = below;
        below = word;
        word = above;
    }
}

// Whether each word has no edge above it (such a word as the root leaves the tree projective).
inline std::vector<char> uncovered(const int32_t* heads, size_t n) {
    std::vector<char> free(n, 1);
    for (size_t i = 0; i < n; ++i) {
        if (heads[i] == 0) continue;
        const size_t head = static_cast<size_t>(heads[i] - 1);
        for (size_t k = (i < head ? i : head) + 1; k < (i < head ? head : i); ++k) free[k] = 0;
    }
    return free;
}

}  // namespace minent
