"""Sentences, trees and dependencies for the tests."""

from __future__ import annotations

from hypothesis import strategies as st

from minent.trees import Dependencies, Tree
from tests.strategies import HAN

WORDS = st.text(alphabet=HAN + "ab()é-.", min_size=1, max_size=4)
LABELS = st.sampled_from(["S", "NP", "VP", "X"])


@st.composite
def trees(draw, start=0, end=None, depth=4):
    """A tree over some words; phrases may be flat, single words or chains."""
    end = draw(st.integers(start + 1, start + 7)) if end is None else end
    cuts = draw(st.sets(st.integers(start, end), max_size=5)) if depth else set()
    children = []
    for begin, stop in zip(sorted(cuts), sorted(cuts)[1:], strict=False):
        if draw(st.booleans()):
            children.append(draw(trees(begin, stop, depth - 1)))
    return Tree(start, end, draw(LABELS), tuple(children))


@st.composite
def heads(draw, most=7):
    """Any heads but a word's own; cycles and several roots among them."""
    n = draw(st.integers(0, most))
    return [draw(st.integers(0, n).filter(lambda h, i=i: h != i)) for i in range(1, n + 1)]


dependencies = heads().map(Dependencies)
