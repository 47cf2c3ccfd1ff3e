"""Trees and dependencies as values."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent.errors import InputError, ParameterError
from minent.trees import (
    Dependencies,
    Tree,
    balanced,
    left_branching,
    left_chain,
    random_dependencies,
    random_tree,
    right_branching,
    right_chain,
    tree_of_spans,
)
from tests.naive import trees as naive
from tests.trees.strategies import heads, trees


def test_spans_by_hand():
    tree = Tree(0, 4, "S", (Tree(0, 2, "NP"), Tree(2, 4, "VP", (Tree(3, 4, "PP"),))))
    assert tree.spans() == [(0, 4), (0, 2), (2, 4), (3, 4)]
    assert tree.depth() == 3
    assert repr(tree) == "Tree('(S (NP 0 1) (VP 2 (PP 3)))')"


@pytest.mark.parametrize(
    ("start", "end", "children"),
    [(0, 0, ()), (2, 1, ()), (-1, 2, ()), (0, 2, ((1, 3),)), (1, 3, ((0, 2),)), (0, 3, ((0, 2), (1, 3))),
     (0, 3, ((1, 2), (0, 1)))],
)  # fmt: skip
def test_what_is_no_tree(start, end, children):
    with pytest.raises(ParameterError):
        Tree(start, end, "", tuple(Tree(*child) for child in children))


@given(trees())
def test_a_tree_is_its_spans(tree):
    assert Tree.from_dict(tree.as_dict()) == tree
    assert hash(Tree.from_dict(tree.as_dict())) == hash(tree)
    if len(set(tree.labelled_spans())) == len(tree.spans()):
        assert tree_of_spans(tree.end, tree.labelled_spans()[::1]) == tree
    other = Tree(tree.start, tree.end, tree.label + "'", tree.children)
    assert other != tree


@given(trees(), st.data())
def test_removing_words_keeps_what_phrases_hold(tree, data):
    keep = data.draw(st.lists(st.booleans(), min_size=tree.end, max_size=tree.end))
    left = tree.restricted(keep)
    expected = []
    for start, end, label in tree.labelled_spans():
        words = [i for i in range(start, end) if keep[i]]
        if words:
            first = sum(keep[: words[0]])
            expected.append((first, first + len(words), label))
    assert (left.labelled_spans() if left else []) == expected


def test_crossing_spans_and_other_words():
    with pytest.raises(ParameterError, match="cross"):
        tree_of_spans(4, [(0, 2), (1, 3)])
    with pytest.raises(ParameterError, match="sticks out"):
        tree_of_spans(4, [(0, 5)])
    for record in ({}, [], {"spans": []}, {"spans": [[0]]}, {"spans": [[0, "1"]]}, {"spans": [[0, True, ""]]}, None):
        with pytest.raises(InputError):
            Tree.from_dict(record)
    with pytest.raises(ParameterError, match="side by side"):
        Tree.from_dict({"spans": [[0, 1, ""], [1, 2, ""]]})


def test_depth_is_not_limited():
    n = 20_000
    tree = right_branching(n)
    assert tree.depth() == n - 1
    assert tree == right_branching(n)
    assert tree != left_branching(n)
    assert tree.restricted([True] * n) == tree
    assert len(repr(tree)) > n


@given(heads())
def test_trees_and_projectivity_are_those_of_the_definition(values):
    found = Dependencies(values)
    assert found.is_tree() == naive.is_tree(values)
    assert found.is_projective() == naive.is_projective(values)
    assert found.roots == [i for i, h in enumerate(values, 1) if h == 0]
    assert found.edges() == sorted({tuple(sorted((i, h))) for i, h in enumerate(values, 1) if h})


def test_dependencies_by_hand():
    # a <- b -> c, d under c: without c, d is under b; without the root b, a and c are roots.
    found = Dependencies([2, 0, 2, 3])
    assert found.restricted([True, True, False, True]) == Dependencies([2, 0, 2])
    assert found.restricted([True, False, True, True]) == Dependencies([0, 0, 2])
    assert found.restricted([False] * 4) == Dependencies([])
    assert Dependencies([2, 1, 1]).restricted([False, False, True]) == Dependencies([0])
    assert hash(found) == hash(Dependencies(np.array([2, 0, 2, 3], np.int64)))
    assert not found.heads.flags.writeable


@pytest.mark.parametrize("values", [[1], [3, 0], [-1, 0], [[0]], [0.5], ["a"]])
def test_what_are_no_heads(values):
    with pytest.raises(ParameterError):
        Dependencies(values)


@pytest.mark.parametrize("n", [1, 2, 3, 7])
def test_shapes(n):
    assert right_chain(n).heads.tolist() == [*range(2, n + 1), 0]
    assert left_chain(n).heads.tolist() == list(range(n))
    assert {len([s for s in shape(n).spans() if s[1] - s[0] > 1]) for shape in (
        right_branching, left_branching, balanced
    )} == {n - 1}  # fmt: skip
    assert len(right_chain(0)) == len(left_chain(0)) == 0


def test_random_trees():
    rng = np.random.default_rng(1)
    expected = {tuple(h) for h in naive.all_dependencies(4) if naive.is_projective(h) and h.count(0) == 1}
    draws = Counter(tuple(random_dependencies(4, rng).heads.tolist()) for _ in range(6000))
    assert set(draws) == expected
    assert len(expected) == 30
    # 200 of each are expected, give or take five standard deviations
    assert all(130 < count < 270 for count in draws.values())
    shapes = {frozenset(random_tree(5, rng).spans()) for _ in range(400)}
    assert shapes == set(naive.all_binary_trees(0, 5))
    assert len(random_dependencies(0, rng)) == 0
