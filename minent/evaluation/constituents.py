"""Phrases against gold ones, and against what looks at nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

import numpy as np

from minent.arguments import one_of
from minent.errors import InputError
from minent.evaluation.bracketing import BracketScores, bracketed
from minent.evaluation.treebanks import BRACKET_PUNCTUATION, judged_sentences, paired
from minent.trees.brackets import BracketedSentence, read_brackets
from minent.trees.shapes import balanced, left_branching, random_tree, right_branching
from minent.trees.tree import Tree

TREE_PUNCTUATION = ("remove", "keep")
TreeShape = Callable[[int], Tree]


def evaluate_trees(
    gold: str | os.PathLike[str] | Iterable[BracketedSentence],
    predicted: str | os.PathLike[str] | Iterable[BracketedSentence] | TreeShape,
    *,
    punctuation: str = "remove",
    punctuation_tags: Iterable[str] = BRACKET_PUNCTUATION,
    whole_span: bool = False,
    skip_empty: bool = False,
    max_words: int | None = None,
    min_words: int = 1,
    encoding: str = "utf-8",
) -> BracketScores:
    """Compare phrases with gold ones, labels aside.

    Parameters
    ----------
    gold : path or iterable of BracketedSentence
        Trees in brackets: a file, a glob, or sentences.
    predicted : path, iterable of BracketedSentence, or function
        The same sentences in the same order, or only those that are judged; of all words or, with
        ``punctuation="remove"``, of those that are left. A function makes a tree of a number of
        words; see `tree_baselines`.
    punctuation : {"remove", "keep"}
        Whether punctuation is taken out of all trees, where phrases of nothing else vanish.
    punctuation_tags : iterable of str
        Parts of speech that are punctuation: by default also brackets, hyphens, ``$``, ``#`` and other
        signs; `EVALB_PUNCTUATION` has fewer.
    whole_span : bool
        Whether the span of the whole sentence counts, which all trees have.
    skip_empty : bool
        Whether sentences without a gold span that counts are left out; their F1 is 1 otherwise.
    max_words, min_words : int, optional
        Judge only sentences with so many words that are no punctuation. WSJ10 is 10.
    encoding : str
        Of files.

    Returns
    -------
    BracketScores

    Raises
    ------
    InputError
        When sentences or words differ.
    FormatError
        For files that are no trees.

    Notes
    -----
    Spans of single words never count; a span counts once a sentence, however many phrases have it.

    Examples
    --------
    >>> from minent.trees import parse_brackets
    >>> gold = list(parse_brackets("(S (NP (D the) (N cat)) (VP (V sits) (P on) (N it)))"))
    >>> scores = evaluate_trees(gold, right_branching)
    >>> scores.recall, scores.precision
    (0.5, 0.3333333333333333)
    """
    sentences = gold_trees(gold, encoding=encoding)
    tags = frozenset(punctuation_tags)
    one_of("punctuation", punctuation, TREE_PUNCTUATION)
    judged = judged_sentences(
        sentences, punctuation=punctuation, tags=tags, max_words=max_words, min_words=min_words
    )  # fmt: skip
    total = BracketScores()
    if callable(predicted):
        for each in judged:
            total += bracketed(each, predicted(each.n).spans() if each.n else (), whole_span, skip_empty)
        return total
    name = os.fspath(predicted) if isinstance(predicted, (str, os.PathLike)) else "<predicted>"
    others = read_brackets(predicted, encoding=encoding) if isinstance(predicted, (str, os.PathLike)) else predicted
    for each, other, whole in paired(judged, len(sentences), others, name):
        tree = other.tree and (other.tree.restricted(each.seen) if whole else other.tree)
        total += bracketed(each, tree.spans() if tree else (), whole_span, skip_empty)
    return total


def gold_trees(
    gold: str | os.PathLike[str] | Iterable[BracketedSentence], *, encoding: str = "utf-8"
) -> list[BracketedSentence]:
    """Return gold sentences.

    Raises
    ------
    InputError
        When a file has none.
    """
    if not isinstance(gold, (str, os.PathLike)):
        return list(gold)
    sentences = list(read_brackets(gold, encoding=encoding))
    if not sentences:
        raise InputError(f"{os.fspath(gold)}: no trees")
    return sentences


def tree_baselines(seed: int = 0) -> dict[str, TreeShape]:
    """What looks at nothing but the number of words.

    Parameters
    ----------
    seed : int
        Of the random trees.

    Returns
    -------
    dict
        By name: ``right branching``, ``left branching``, ``balanced``, ``random``; functions for `evaluate_trees`.
    """
    rng = np.random.default_rng(seed)
    return {
        "right branching": right_branching,
        "left branching": left_branching,
        "balanced": balanced,
        "random": lambda n: random_tree(n, rng),
    }
