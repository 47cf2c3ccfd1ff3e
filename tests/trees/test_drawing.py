"""Drawings: by hand, aligned, well-formed."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent.columns import display_width
from minent.errors import ParameterError
from minent.trees import Dependencies, Tree, dependencies_svg, draw_dependencies, draw_tree, tree_svg
from minent.trees.drawing import arc_levels
from tests.trees.strategies import WORDS, dependencies, trees


def test_tree_by_hand():
    tree = Tree(0, 4, "S", (Tree(0, 2, "名词"), Tree(2, 4, "", (Tree(3, 4, "V"),))))
    assert draw_tree(tree, ["这", "cats", "x", "y"]) == (
        "S ┬─ 名词 ┬────── 这\n"
        "  │       └────── cats\n"
        "  └───────┬────── x\n"
        "          └─ V ── y\n"
    )  # fmt: skip
    assert draw_tree(None, ["a", "b"]) == "a\nb\n"
    assert draw_tree(Tree(1, 3), ["a", "b", "c"]) == "a\n┬─ b\n└─ c\n"


def test_dependencies_by_hand():
    assert draw_dependencies(Dependencies([2, 0, 4, 2]), ["那", "cat", "is", "here"], ["d", "r", "", "x"]) == (
        "那   d <┐\n"
        "cat  r <┴┬─ root\n"
        "is     <┐│\n"
        "here x <┴┘\n"
    )  # fmt: skip


@given(trees(), st.data())
def test_words_of_a_tree_stand_in_one_column(tree, data):
    words = data.draw(st.lists(WORDS, min_size=tree.end, max_size=tree.end))
    lines = draw_tree(tree, words).splitlines()
    assert len(lines) == len(words)
    places = set()
    for i, (line, word) in enumerate(zip(lines, words, strict=True)):
        assert line.endswith(word)
        if i >= tree.start:
            places.add(display_width(line[: -len(word)]))
    assert len(places) == 1
    root = ElementTree.fromstring(tree_svg(tree, words))
    texts = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert texts[: len(words)] == words


@given(dependencies)
def test_arcs_at_one_level_do_not_touch(heads):
    levels = arc_levels(heads)
    assert sorted(levels) == heads.edges()
    for one, level in levels.items():
        for other, other_level in levels.items():
            if one != other and level == other_level:
                assert one[1] < other[0] or other[1] < one[0]
            inside = one != other and other[0] <= one[0] and one[1] <= other[1]
            assert not inside or level < other_level
    words = ["词"] * len(heads)
    assert draw_dependencies(heads, words).count("root") == len(heads.roots)
    arrows = dependencies_svg(heads, words, ["<&"] * len(heads)).count("l-3 6z")
    assert arrows == len(heads)
    ElementTree.fromstring(dependencies_svg(heads, ["\x00<"] * len(heads)))


def test_words_and_trees_that_do_not_fit():
    for draw in (draw_tree, tree_svg):
        with pytest.raises(ParameterError):
            draw(Tree(0, 2), ["a"])
    for draw in (draw_dependencies, dependencies_svg):
        with pytest.raises(ParameterError):
            draw(Dependencies([0]), [])
    assert draw_dependencies(Dependencies([]), []) == ""
    assert draw_tree(None, []) == ""
