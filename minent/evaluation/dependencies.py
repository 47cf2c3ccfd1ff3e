"""Dependencies against gold ones, and against what looks at nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

import numpy as np

from minent.arguments import one_of
from minent.errors import InputError
from minent.evaluation.attachment import DependencyScores, Gold, compared
from minent.evaluation.treebanks import UD_PUNCTUATION, judged_sentences, paired
from minent.trees.conllu import ConlluSentence, read_conllu
from minent.trees.dependencies import Dependencies
from minent.trees.shapes import left_chain, random_dependencies, right_chain

GOLD_ROOT = ("no", "yes")
Shape = Callable[[int, "int | None"], Dependencies]


def evaluate_dependencies(
    gold: str | os.PathLike[str] | Iterable[ConlluSentence],
    predicted: str | os.PathLike[str] | Iterable[ConlluSentence] | Shape,
    *,
    punctuation: str = "ignore",
    gold_root: str = "no",
    max_words: int | None = None,
    min_words: int = 1,
    encoding: str = "utf-8",
) -> DependencyScores:
    """Compare dependencies with gold ones.

    Parameters
    ----------
    gold : path or iterable of ConlluSentence
        A CoNLL-U file, or sentences. Each needs heads.
    predicted : path, iterable of ConlluSentence, or function
        The same sentences in the same order, or only those that are judged; of all words or, with
        ``punctuation="remove"``, of those that are left. A function makes dependencies of a number of
        words and the number of the gold root (``None`` unless `gold_root`); see
        `dependency_baselines`.
    punctuation : {"ignore", "remove", "keep"}
        ``ignore``: words tagged ``PUNCT`` have no part in the counts, nor have edges that touch one.
        ``remove``: they are taken out of the gold tree, their dependents go to the nearest
        word above, and out of predictions of all words likewise. ``keep``: they count.
    gold_root : {"no", "yes"}
        Whether functions are told the root.
    max_words, min_words : int, optional
        Judge only sentences with so many words that are no punctuation.
    encoding : str
        Of files.

    Returns
    -------
    DependencyScores

    Raises
    ------
    InputError
        When sentences or words differ, or gold sentences have no heads.
    FormatError
        For files that are not CoNLL-U.

    Notes
    -----
    A prediction with the gold root knows part of the answer: 5 to 25 points of UAS.

    References
    ----------
    Schwartz, Abend, Reichart and Rappoport (2011), Neutralizing linguistically problematic
    annotations in unsupervised dependency parsing evaluation.

    Examples
    --------
    >>> from minent.trees import conllu_sentence
    >>> gold = conllu_sentence(["cats", "sit", "there"], Dependencies([2, 0, 2]))
    >>> scores = evaluate_dependencies([gold], lambda n, root: right_chain(n))
    >>> round(scores.uas, 3), scores.uuas
    (0.333, 1.0)
    """
    told = one_of("gold_root", gold_root, GOLD_ROOT) == "yes"
    sentences = gold_dependencies(gold, encoding=encoding)
    judged = judged_sentences(
        sentences, punctuation=punctuation, tags=UD_PUNCTUATION, max_words=max_words, min_words=min_words
    )
    total = DependencyScores()
    if callable(predicted):
        for each in judged:
            heads = seen_dependencies(each)
            total += compared(each, heads, predicted(each.n, told_root(heads) if told else None))
        return total
    name = os.fspath(predicted) if isinstance(predicted, (str, os.PathLike)) else "<predicted>"
    others = read_conllu(predicted, encoding=encoding) if isinstance(predicted, (str, os.PathLike)) else predicted
    for each, other, whole in paired(judged, len(sentences), others, name):
        if other.dependencies is None:
            raise InputError(f"{name}: line {other.line}: a sentence without heads")
        found = other.dependencies.restricted(each.seen) if whole else other.dependencies
        total += compared(each, seen_dependencies(each), found)
    return total


def gold_dependencies(
    gold: str | os.PathLike[str] | Iterable[ConlluSentence], *, encoding: str = "utf-8"
) -> list[ConlluSentence]:
    """Return gold sentences, all with heads.

    Raises
    ------
    InputError
        When one has none, or there are no sentences.
    """
    path = isinstance(gold, (str, os.PathLike))
    name = os.fspath(gold) if isinstance(gold, (str, os.PathLike)) else "<gold>"
    sentences = list(read_conllu(gold, encoding=encoding) if isinstance(gold, (str, os.PathLike)) else gold)
    for sentence in sentences:
        if sentence.dependencies is None:
            raise InputError(f"{name}: line {sentence.line}: a sentence without heads; gold files need column 7")
    if not sentences and path:
        raise InputError(f"{name}: no sentences")
    return sentences


def seen_dependencies(each: Gold) -> Dependencies:
    """The gold dependencies of the words that parsers see."""
    assert each.sentence.dependencies is not None
    return each.sentence.dependencies.restricted(each.seen)


def told_root(heads: Dependencies) -> int | None:
    """The number of the first gold root; None when there is none."""
    return next(iter(heads.roots), None)


def dependency_baselines(seed: int = 0) -> dict[str, Shape]:
    """What looks at nothing but the number of words and, if told, the root.

    Parameters
    ----------
    seed : int
        Of the random trees.

    Returns
    -------
    dict
        By name: ``right chain``, ``left chain``, ``random projective``; functions for
        `evaluate_dependencies`. In a chain with a given root all words but that depend on the
        next (or the one before), the word at the end on the root.
    """
    rng = np.random.default_rng(seed)
    return {
        "right chain": lambda n, root: _rooted(right_chain(n), root),
        "left chain": lambda n, root: _rooted(left_chain(n), root),
        "random projective": lambda n, root: random_dependencies(n, rng, root=root),
    }


def _rooted(chain: Dependencies, root: int | None) -> Dependencies:
    if root is None:
        return chain
    heads = chain.heads.copy()
    heads[heads == 0] = root
    heads[root - 1] = 0
    return Dependencies(heads)
