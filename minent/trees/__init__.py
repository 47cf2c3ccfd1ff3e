"""Phrase structure and dependencies of sentences: values, files, drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.trees.brackets import BracketedSentence as BracketedSentence
    from minent.trees.brackets import bracket_line as bracket_line
    from minent.trees.brackets import parse_brackets as parse_brackets
    from minent.trees.brackets import read_brackets as read_brackets
    from minent.trees.conllu import ConlluSentence as ConlluSentence
    from minent.trees.conllu import conllu_lines as conllu_lines
    from minent.trees.conllu import conllu_sentence as conllu_sentence
    from minent.trees.conllu import parse_conllu as parse_conllu
    from minent.trees.conllu import read_conllu as read_conllu
    from minent.trees.dependencies import Dependencies as Dependencies
    from minent.trees.drawing import draw_dependencies as draw_dependencies
    from minent.trees.drawing import draw_tree as draw_tree
    from minent.trees.shapes import balanced as balanced
    from minent.trees.shapes import left_branching as left_branching
    from minent.trees.shapes import left_chain as left_chain
    from minent.trees.shapes import random_dependencies as random_dependencies
    from minent.trees.shapes import random_tree as random_tree
    from minent.trees.shapes import right_branching as right_branching
    from minent.trees.shapes import right_chain as right_chain
    from minent.trees.svg import dependencies_svg as dependencies_svg
    from minent.trees.svg import tree_svg as tree_svg
    from minent.trees.tree import Tree as Tree
    from minent.trees.tree import tree_of_spans as tree_of_spans

__getattr__, __all__ = lazy_names(
    "minent.trees",
    {
        "minent.trees.brackets": ("BracketedSentence", "bracket_line", "parse_brackets", "read_brackets"),
        "minent.trees.conllu": ("ConlluSentence", "conllu_lines", "conllu_sentence", "parse_conllu", "read_conllu"),
        "minent.trees.dependencies": ("Dependencies",),
        "minent.trees.drawing": ("draw_dependencies", "draw_tree"),
        "minent.trees.shapes": (
            "balanced", "left_branching", "left_chain", "random_dependencies", "random_tree", "right_branching",
            "right_chain",
        ),
        "minent.trees.svg": ("dependencies_svg", "tree_svg"),
        "minent.trees.tree": ("Tree", "tree_of_spans"),
    },
)  # fmt: skip
