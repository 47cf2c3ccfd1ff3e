"""Decoders: against all trees, libraries, by hand, as laws."""

from __future__ import annotations

import math

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse.csgraph import minimum_spanning_tree

from minent.errors import ParameterError
from minent.parse import constituents, decode_constituents, decode_dependencies, dependencies
from minent.trees import Dependencies, Tree, balanced, left_chain, right_branching
from tests.naive import decoding as naive

METHODS = ("eisner", "edmonds", "projective-mst", "mst")
# Few values, so that many trees are equal; sums of them are exact.
VALUES = st.sampled_from([0.0, 0.25, 0.5, 1.0, 1.5, -1.0, 3.0])


@st.composite
def matrices(draw, most=5, values=VALUES):
    n = draw(st.integers(1, most))
    return [[draw(values) for _ in range(n)] for _ in range(n)]


with_unknown = matrices(values=st.one_of(VALUES, st.just(math.nan)))
some_root = st.floats(0, 1, exclude_max=True)


@given(with_unknown, st.booleans(), st.one_of(st.none(), some_root), st.sampled_from(["one", "several"]))
def test_directed_trees_are_best(matrix, projective, root, roots):
    n = len(matrix)
    root = None if root is None else int(root * n) + 1
    scores = [float(i % 3) / 2 - 0.25 for i in range(n)]
    for root_scores in (None, scores):
        method = "eisner" if projective else "edmonds"
        found = dependencies(matrix, method, root=root, roots=roots, root_scores=root_scores)
        assert found.is_tree()
        assert found.is_projective() or not projective
        assert len(found.roots) == 1 or (roots == "several" and root is None)
        assert root is None or found.roots == [root]
        expected = naive.best_dependencies(matrix, projective, roots == "one", root, root_scores)
        assert naive.arc_value(found.heads.tolist(), matrix, root_scores) == expected


@pytest.mark.parametrize(
    ("method", "roots"), [*((method, "one") for method in METHODS), ("eisner", "several"), ("edmonds", "several")]
)
def test_trees_of_six_words_are_best(method, roots):
    rng = np.random.default_rng(6)
    directed, projective = method in ("eisner", "edmonds"), method in ("eisner", "projective-mst")
    for values in rng.random((8, 6, 6)).round(3):
        matrix = values.tolist() if directed else naive.both_ways(values.tolist())
        found = dependencies(values, method, roots=roots if directed else "one")
        expected = naive.best_dependencies(matrix, projective, roots == "one", None, None)
        assert naive.arc_value(found.heads.tolist(), matrix, None) == pytest.approx(expected)


def test_phrases_of_six_words_are_best():
    for values in np.random.default_rng(6).random((8, 6, 6)).round(3).tolist():
        spans = frozenset(span for span in constituents(values, "cky").spans() if span[1] - span[0] > 1)
        assert naive.tree_value(spans, values) == pytest.approx(naive.best_tree_value(values), abs=1e-6)


@given(with_unknown, st.booleans(), st.one_of(st.none(), some_root))
def test_undirected_trees_are_best(matrix, projective, root):
    root = None if root is None else int(root * len(matrix)) + 1
    found = dependencies(matrix, "projective-mst" if projective else "mst", root=root)
    assert found.is_tree()
    assert len(found.roots) == 1
    assert root is None or found.roots == [root]
    if projective and root is None:
        assert found.is_projective()
    symmetric = naive.both_ways(matrix)
    expected = naive.best_dependencies(symmetric, projective, True, None, None)
    assert naive.arc_value(found.heads.tolist(), symmetric, None) == expected


def test_libraries_agree():
    rng = np.random.default_rng(3)
    for n in (2, 7, 20, 45):
        values = rng.random((n, n))
        graph = networkx.DiGraph()
        graph.add_weighted_edges_from((h, d, values[d, h]) for d in range(n) for h in range(n) if h != d)
        tree = networkx.maximum_spanning_arborescence(graph)
        heads = dependencies(values, "edmonds").heads.tolist()
        assert {(h - 1, d) for d, h in enumerate(heads) if h} == set(tree.edges())
        mean = (values + values.T) / 2
        upper = np.where(np.triu(np.ones((n, n)), 1) > 0, 2 - mean, 0)
        edges = minimum_spanning_tree(upper).nonzero()
        expected = sorted((min(i, j) + 1, max(i, j) + 1) for i, j in zip(*edges, strict=True))
        assert dependencies(values, "mst").edges() == expected


@given(with_unknown)
def test_split_is_that_of_the_definition(matrix):
    tree = constituents(matrix, "split")
    assert {span for span in tree.spans() if span[1] - span[0] > 1} == naive.split_spans(matrix, 0, len(matrix))


@given(with_unknown)
def test_cky_is_best(matrix):
    tree = constituents(matrix, "cky")
    spans = frozenset(span for span in tree.spans() if span[1] - span[0] > 1)
    assert len(spans) == len(matrix) - 1
    assert naive.tree_value(spans, matrix) == pytest.approx(naive.best_tree_value(matrix), abs=1e-6)


@given(matrices(most=7))
def test_mart_is_as_released(matrix):
    tree = constituents(matrix, "mart")
    assert {span for span in tree.spans() if span[1] - span[0] > 1} == naive.mart_spans(matrix)


def test_arcs_by_hand():
    # Word 2 matters to 1 and 3 (column 2), word 1 to word 2 (row 2).
    matrix = [[9, 3, 0], [1, 9, 0.5], [0, 2, 9]]
    assert dependencies(matrix) == Dependencies([2, 0, 2])
    assert dependencies(matrix, root=1) == Dependencies([0, 1, 2])
    assert dependencies(matrix, root_scores=[5, 0, 0]) == Dependencies([0, 1, 2])
    assert dependencies(matrix, roots="several", root_scores=[5, 0, 9]) == Dependencies([0, 1, 0])


def test_crossing_arcs():
    # 1 <-> 3 and 2 <-> 4 cross.
    matrix = np.zeros((4, 4))
    matrix[2, 0] = matrix[3, 1] = 5
    matrix[1, 0] = 1
    assert dependencies(matrix, "edmonds") == Dependencies([0, 1, 1, 2])
    assert dependencies(matrix, "mst", root=1) == Dependencies([0, 1, 1, 2])
    for method in ("eisner", "projective-mst"):
        assert dependencies(matrix, method).is_projective()


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_equal_values_give_the_stated_trees(n):
    for matrix in (np.zeros((n, n)), np.full((n, n), 0.1), np.full((n, n), np.nan)):
        assert dependencies(matrix) == dependencies(matrix, "projective-mst") == left_chain(n)
        assert dependencies(matrix, "edmonds").heads.tolist() == [0, *[1] * (n - 1)]
        assert dependencies(matrix, "mst").heads.tolist() == [0, *[1] * (n - 1)]
        assert constituents(matrix, "split") == constituents(matrix, "cky") == balanced(n)
    assert constituents(np.zeros((n, n)), "mart") == right_branching(n)


def test_published_split_branches_to_the_right_whatever_the_matrix_says():
    # The pivot k is a sister of all that follows it; the plain split follows the matrix.
    blocks = np.kron(np.eye(2), np.ones((4, 4)))
    assert (0, 4) in constituents(blocks, "split").spans()
    assert (0, 4) in constituents(blocks, "cky").spans()
    assert (0, 4) not in constituents(blocks, "mart").spans()


def test_normalization_divides_each_row_by_its_own_sum():
    rng = np.random.default_rng(2)
    values = rng.random((6, 6)) * rng.random((6, 1)) * 8
    np.fill_diagonal(values, 0)
    rows = values / values.sum(axis=1, keepdims=True)
    assert dependencies(values, normalize="rows") == dependencies(rows)
    softmax = np.exp(values - np.diag(np.full(6, np.inf)))
    softmax /= softmax.sum(axis=1, keepdims=True)
    assert dependencies(values, normalize="softmax") == dependencies(softmax)
    # Without keepdims column j would be divided by the sum of row j: another tree.
    leaky = np.exp(values) / np.exp(values).sum(axis=1)
    assert dependencies(leaky) != dependencies(softmax)
    assert dependencies(np.zeros((3, 3)), normalize="rows") == dependencies(np.zeros((3, 3)))


def test_right_root_is_not_told_unless_given():
    # No matter which word is the root of the gold tree: nothing but the matrix is seen.
    matrix = np.zeros((6, 6))
    assert dependencies(matrix).roots == [1]
    assert {dependencies(matrix, root=r).roots[0] for r in range(1, 7)} == set(range(1, 7))


@given(st.lists(matrices(), max_size=6), st.integers(1, 3), st.sampled_from(METHODS))
def test_many_at_once_are_each_alone(some, threads, method):
    assert decode_dependencies(some, method, threads=threads) == [dependencies(matrix, method) for matrix in some]
    assert decode_constituents(some, threads=threads) == [constituents(matrix) for matrix in some]


def test_many_parts_and_threads():
    rng = np.random.default_rng(4)
    some = [rng.random((n, n)).astype(np.float32) for n in rng.integers(0, 90, 150)]
    roots = [None if len(matrix) < 30 else 7 for matrix in some]
    scores = [rng.random(len(matrix)) for matrix in some]
    found = decode_dependencies(some, given_roots=roots, root_scores=scores, threads=2)
    assert found == [
        dependencies(matrix, root=root, root_scores=score)
        for matrix, root, score in zip(some, roots, scores, strict=True)
    ]
    assert decode_constituents(some, "cky", threads=2) == [constituents(matrix, "cky") for matrix in some]


@given(matrices(most=6), st.sampled_from([0.5, 4.0]))
def test_scale_and_precision_change_nothing(matrix, scale):
    values = np.array(matrix)
    for method in METHODS:
        found = dependencies(values, method)
        assert dependencies(values * scale, method) == found
        assert dependencies(values.astype(np.float32), method) == found
        assert dependencies(np.asfortranarray(values), method) == found
    assert constituents(values * scale) == constituents(values)


def test_no_words_and_one():
    for empty in ([], np.zeros((0, 0)), [[]]):
        assert dependencies(empty) == Dependencies([])
        assert constituents(empty) is None
    assert decode_dependencies([]) == decode_constituents([]) == []
    assert dependencies([[math.nan]]) == Dependencies([0])
    assert constituents([[1]]) == Tree(0, 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[1, 2]],), "shape"),
        (([[1, math.inf], [0, 0]],), "infinite or huge"),
        (([[1, 1e200], [0, 0]],), "infinite or huge"),
        ((["ab"],), "numbers"),
        (([[1]], "cle"), "method must be one of eisner"),
    ],
)
def test_bad_matrices(arguments, message):
    for decode in (dependencies, constituents):
        if "one of" not in message or decode is dependencies:
            with pytest.raises(ParameterError, match=message):
                decode(*arguments)
    with pytest.raises(ParameterError, match="method must be one of split"):
        constituents([[1]], "eisner")


@pytest.mark.parametrize(
    "options",
    [{"root": 0}, {"root": 3}, {"root": 1.0}, {"root_scores": [1]}, {"root_scores": [math.nan, 0]}, {"roots": "no"},
     {"normalize": "no"}, {"method": "mst", "roots": "several"}],
)  # fmt: skip
def test_bad_options(options):
    with pytest.raises(ParameterError):
        dependencies(np.zeros((2, 2)), **options)
    with pytest.raises(ParameterError):
        decode_dependencies([np.zeros((1, 1))], given_roots=[])


def test_long_sentences():
    n = 400
    rng = np.random.default_rng(1)
    values = rng.random((n, n)).astype(np.float32)
    for method in METHODS:
        assert dependencies(values, method).is_tree()
    for method in ("split", "mart", "cky"):
        assert len(constituents(values, method).spans()) == n - 1
