"""Decoders from their definitions: all trees are looked at, sums and means are loops."""

from __future__ import annotations

import math
from functools import cache

from tests.naive.trees import all_binary_trees, all_dependencies, is_projective

Matrix = list[list[float]]


@cache
def candidates(n: int, projective: bool, one_root: bool) -> list[list[int]]:
    """The trees a method may choose from."""
    return [
        heads
        for heads in all_dependencies(n)
        if (heads.count(0) == 1 or not one_root) and (is_projective(heads) or not projective)
    ]


def arc_value(heads: list[int], matrix: Matrix, root_scores: list[float] | None) -> tuple[int, float]:
    """What a tree is judged by: as few unknown arcs as possible, then the sum of the others."""
    unknown, total = 0, 0.0
    for d, h in enumerate(heads):
        if h == 0:
            total += root_scores[d] if root_scores else 0.0
        elif math.isnan(matrix[d][h - 1]):
            unknown += 1
        else:
            total += matrix[d][h - 1]
    return -unknown, total


def best_dependencies(
    matrix: Matrix, projective: bool, one_root: bool, root: int | None, root_scores: list[float] | None
) -> tuple[int, float]:
    """The value of the best trees."""
    trees = candidates(len(matrix), projective, one_root)
    if root is not None:
        trees = [heads for heads in trees if [i for i, h in enumerate(heads, 1) if h == 0] == [root]]
    return max(arc_value(heads, matrix, root_scores) for heads in trees)


def both_ways(matrix: Matrix) -> Matrix:
    """The mean of both directions; of two, one of which is unknown, the other."""
    n = len(matrix)
    result = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            known = [x for x in (matrix[i][j], matrix[j][i]) if not math.isnan(x)]
            result[i][j] = sum(known) / len(known) if known else math.nan
    return result


def mean(values: list[float], otherwise: float) -> float:
    """The mean of what is known."""
    known = [value for value in values if not math.isnan(value)]
    return sum(known) / len(known) if known else otherwise


def within(matrix: Matrix, begin: int, end: int) -> list[float]:
    """Values of all ordered pairs of a span."""
    return [matrix[i][j] for i in range(begin, end) for j in range(begin, end) if i != j]


def between(matrix: Matrix, some: list[int], others: list[int]) -> list[float]:
    """Values of both directions between two sets."""
    return [x for i in some for j in others for x in (matrix[i][j], matrix[j][i])]


def split_spans(matrix: Matrix, begin: int, end: int) -> frozenset[tuple[int, int]]:
    """The plain split."""
    if end - begin < 2:
        return frozenset()
    usual = mean(within(matrix, begin, end), 0.0)
    scores = {}
    for k in range(begin + 1, end):
        across = between(matrix, list(range(begin, k)), list(range(k, end)))
        inside = mean(within(matrix, begin, k), usual) + mean(within(matrix, k, end), usual)
        scores[k] = inside - 2 * mean(across, usual)
    k = nearest_to_the_middle(scores, begin, end, tolerance(matrix))
    return frozenset({(begin, end)}) | split_spans(matrix, begin, k) | split_spans(matrix, k, end)


def tolerance(matrix: Matrix) -> float:
    """What is less is a tie."""
    return 1e-9 * max(
        (abs(x) for i, row in enumerate(matrix) for j, x in enumerate(row) if i != j and x == x), default=0
    )


def nearest_to_the_middle(scores: dict[int, float], begin: int, end: int, least: float) -> int:
    """Of the best places the one in the middle, the right of two."""
    best = max(scores.values())
    return -min((abs(2 * k - begin - end), -k) for k, score in scores.items() if score >= best - least)[1]


def tree_value(spans: frozenset[tuple[int, int]], matrix: Matrix) -> float:
    """What CKY maximises."""
    n = len(matrix)
    usual = mean(within(matrix, 0, n), 0.0)
    total = 0.0
    for begin, end in spans:
        outside = [*range(begin), *range(end, n)]
        total += mean(within(matrix, begin, end), usual)
        total -= mean(between(matrix, list(range(begin, end)), outside), usual)
    return total


def best_tree_value(matrix: Matrix) -> float:
    """The value of the best binary trees."""
    return max(tree_value(spans, matrix) for spans in all_binary_trees(0, len(matrix)))


def mart_spans(matrix: Matrix) -> frozenset[tuple[int, int]]:
    """MART as released: distances from a softmax of the columns, word k left out, divisors 2 k."""
    n = len(matrix)
    exps = [[math.exp(matrix[i][j] if i != j else 0.0) for j in range(n)] for i in range(n)]
    sums = [sum(exps[i][j] for i in range(n)) for j in range(n)]
    distances = [[0.0 if i == j else 1 - exps[i][j] / sums[j] for j in range(n)] for i in range(n)]

    def parse(begin: int, end: int) -> set[tuple[int, int]]:
        if end - begin < 2:
            return set()
        scores = {}
        for k in range(1, end - begin):
            left, right = range(begin, begin + k), range(begin + k + 1, end)
            score = sum(distances[i][j] for i in left for j in left) / (2 * k)
            score += sum(distances[i][j] for i in right for j in right) / (2 * (end - begin - k))
            score -= sum(distances[i][j] + distances[j][i] for i in left for j in right) / (k * (end - begin - k))
            scores[k] = score
        least = min(scores.values())
        k = next(k for k, score in scores.items() if score <= least + 1e-9)
        spans = {(begin, end)} | parse(begin, begin + k) | parse(begin + k + 1, end)
        if end - begin - k > 1:
            spans.add((begin + k, end))
        return spans

    return frozenset(parse(0, n))
