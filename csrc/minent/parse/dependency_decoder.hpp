// Impact matrix -> head of each word, by any of the methods.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "minent/parse/arc_scores.hpp"
#include "minent/parse/edmonds.hpp"
#include "minent/parse/eisner.hpp"
#include "minent/parse/spanning_tree.hpp"

namespace minent {

enum class DependencyMethod : int { eisner = 0, edmonds = 1, projective_mst = 2, mst = 3 };

struct DependencyOptions {
    DependencyMethod method = DependencyMethod::eisner;
    Normalization normalization = Normalization::none;
    bool several_roots = false;
};

class DependencyDecoder {
public:
    // impact[d * n + h]: of h on d. root_scores: null for equal ones. root: the root's place, or -1.
    template <class Value>
    void decode(const Value* impact, size_t n, const double* root_scores, int64_t root, const DependencyOptions& options,
                int32_t* heads) {
        if (n == 0) return;
        const bool undirected =
            options.method == DependencyMethod::projective_mst || options.method == DependencyMethod::mst;
        const Range range = arc_scores(impact, n, options.normalization, undirected, scores_);
        if (undirected) decode_undirected(n, root, options, heads);
        else decode_directed(range, n, root_scores, root, options, heads);
    }

private:
    void decode_directed(Range range, size_t n, const double* root_scores, int64_t root,
                         const DependencyOptions& options, int32_t* heads) {
        const bool several = options.several_roots && root < 0;
        root_.assign(n, 0.0);
        if (root_scores) root_.assign(root_scores, root_scores + n);
        if (options.method == DependencyMethod::edmonds && !several) penalize_roots(range, root);
        make_sums_exact(scores_, root_);
        if (options.method == DependencyMethod::eisner) {
            eisner_.fill(scores_.data(), n);
            if (root >= 0) eisner_.mark_given(static_cast<size_t>(root), heads);
            else if (several) eisner_.mark_several(root_.data(), heads);
            else eisner_.mark_one(root_.data(), heads);
            return;
        }
        edmonds_.decode(scores_.data(), root_.data(), n, heads);
    }

    // One root more costs more than all arcs can differ.
    void penalize_roots(Range range, int64_t root) {
        for (const double score : scores_) range.add(score);
        for (const double score : root_) range.add(score);
        const double penalty = range.missing(root_.size()) - range.most;
        for (size_t i = 0; i < root_.size(); ++i)
            root_[i] = root < 0 ? root_[i] + penalty : static_cast<size_t>(root) == i ? penalty : 2 * penalty;
    }

    void decode_undirected(size_t n, int64_t root, const DependencyOptions& options, int32_t* heads) {
        const bool projective = options.method == DependencyMethod::projective_mst;
        root_.assign(n, 0.0);
        make_sums_exact(scores_, root_);
        if (projective) {
            eisner_.fill(scores_.data(), n);
            eisner_.mark_given(0, heads);  // any tree that does not cross itself can hang at the first word
        } else spanning_tree(scores_.data(), n, heads);
        hang_up(root >= 0 ? static_cast<size_t>(root) : middle_word(n, projective, heads), heads);
    }

    // The word that matters most to the others; with `projective` of those that no edge is above.
    size_t middle_word(size_t n, bool projective, const int32_t* heads) const {
        const std::vector<char> free = projective ? uncovered(heads, n) : std::vector<char>(n, 1);
        size_t best = n;
        double most = 0;
        for (size_t i = 0; i < n; ++i) {
            double sum = 0;
            for (size_t j = 0; j < n; ++j) sum += scores_[i * n + j];
            if (free[i] && (best == n || sum > most)) best = i, most = sum;
        }
        return best;
    }

    std::vector<double> scores_, root_;
    Eisner eisner_;
    Edmonds edmonds_;
};

}  // namespace minent
