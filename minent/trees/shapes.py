"""Trees that look at nothing but the number of words: what any parser has to beat."""

from __future__ import annotations

from functools import cache

import numpy as np

from minent.trees.dependencies import Dependencies
from minent.trees.tree import Tree, tree_of_spans


def right_chain(n: int) -> Dependencies:
    """Each word depends on the next, the last is the root."""
    return Dependencies(np.append(np.arange(2, n + 1), 0)[-n:] if n else np.zeros(0, np.int32))


def left_chain(n: int) -> Dependencies:
    """Each word depends on the one before it, the first is the root."""
    return Dependencies(np.arange(n))


def right_branching(n: int) -> Tree:
    """Every phrase is a word and all behind it."""
    return tree_of_spans(n, [(i, n) for i in range(n - 1)])


def left_branching(n: int) -> Tree:
    """Every phrase is a word and all before it."""
    return tree_of_spans(n, [(0, i) for i in range(2, n + 1)])


def balanced(n: int) -> Tree:
    """Every phrase is divided in the middle, the longer half to the left."""
    spans, waiting = [], [(0, n)]
    while waiting:
        start, end = waiting.pop()
        if end - start > 1:
            spans.append((start, end))
            middle = (start + end + 1) // 2
            waiting += [(middle, end), (start, middle)]
    return tree_of_spans(n, spans)


def random_tree(n: int, rng: np.random.Generator) -> Tree:
    """A binary tree, each of its phrases divided at a place drawn at random.

    Parameters
    ----------
    n : int
        Number of words.
    rng : numpy.random.Generator
        Source of chance.
    """
    spans, waiting = [], [(0, n)]
    while waiting:
        start, end = waiting.pop()
        if end - start > 1:
            spans.append((start, end))
            middle = int(rng.integers(start + 1, end))
            waiting += [(middle, end), (start, middle)]
    return tree_of_spans(n, spans)


def random_dependencies(n: int, rng: np.random.Generator, *, root: int | None = None) -> Dependencies:
    """A projective tree with one root, all such trees being equally likely.

    Parameters
    ----------
    n : int
        Number of words.
    rng : numpy.random.Generator
        Source of chance; a tree takes about 2 n numbers.
    root : int, optional
        Number, from 1, of the word that must be the root; all trees with it are equally likely then.

    Notes
    -----
    A head with its dependents to the left and to the right is drawn by the number of trees there
    are of each kind: C(3n - 2, n - 1) / n rooted projective trees have n words. Places are chosen
    with probabilities in double precision.
    """
    heads = np.zeros(n, np.int64)
    waiting = [(0, n, 0)] if n else []
    while waiting:
        start, end, head = waiting.pop()
        size = end - start
        at = start + int(rng.choice(size, p=_root_chances(size))) if head or root is None else root - 1
        heads[at] = head
        waiting += _side(start, at, at + 1, rng) + _side(at + 1, end, at + 1, rng)
    return Dependencies(heads)


def _side(start: int, end: int, head: int, rng: np.random.Generator) -> list[tuple[int, int, int]]:
    """Divide the words on one side of a head into subtrees, one after the other."""
    parts = []
    while start < end:
        size = 1 + int(rng.choice(end - start, p=_first_chances(end - start)))
        parts.append((start, start + size, head))
        start += size
    return parts


@cache
def _counts(n: int) -> tuple[int, int]:
    """Number of trees, and of sequences of trees, over n words."""
    if n == 0:
        return 0, 1
    sides = [_counts(k)[1] for k in range(n)]
    trees = sum(sides[k] * sides[n - 1 - k] for k in range(n))
    sequences = trees + sum(_counts(k)[0] * sides[n - k] for k in range(1, n))
    return trees, sequences


@cache
def _root_chances(n: int) -> tuple[float, ...]:
    """Chance of each word to be the root of n words."""
    total = _counts(n)[0]
    return _normalised([_counts(k)[1] * _counts(n - 1 - k)[1] / total for k in range(n)])


@cache
def _first_chances(n: int) -> tuple[float, ...]:
    """Chance of the first of the subtrees over n words to have 1, 2, ... n of them."""
    total = _counts(n)[1]
    return _normalised([_counts(k)[0] * _counts(n - k)[1] / total for k in range(1, n + 1)])


def _normalised(chances: list[float]) -> tuple[float, ...]:
    whole = sum(chances)
    return tuple(chance / whole for chance in chances)
