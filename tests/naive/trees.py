"""All trees over a few words, from the definition, and what holds for each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product


def is_tree(heads: list[int]) -> bool:
    """Whether every word reaches the root in at most n steps."""
    for i in range(1, len(heads) + 1):
        at = i
        for _ in heads:
            at = heads[at - 1] if at else 0
        if at:
            return False
    return True


def is_projective(heads: list[int]) -> bool:
    """Whether no arc has one end strictly inside and one strictly outside another."""
    arcs = [(min(i, h), max(i, h)) for i, h in enumerate(heads, 1)]
    return not any(a < c < b < d for a, b in arcs for c, d in arcs)


def all_dependencies(n: int) -> Iterator[list[int]]:
    """All trees, with one or more roots."""
    for heads in product(range(n + 1), repeat=n):
        if all(h != i for i, h in enumerate(heads, 1)) and is_tree(list(heads)):
            yield list(heads)


def all_binary_trees(start: int, end: int) -> Iterator[frozenset[tuple[int, int]]]:
    """All ways to divide a span until single words are left, as sets of spans of two words and more."""
    if end - start == 1:
        yield frozenset()
        return
    for middle in range(start + 1, end):
        for left in all_binary_trees(start, middle):
            for right in all_binary_trees(middle, end):
                yield left | right | {(start, end)}
