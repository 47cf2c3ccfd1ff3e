"""Impact matrices against gold trees, beside matrices that say nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from minent.arguments import one_of
from minent.errors import InputError
from minent.evaluation.attachment import DependencyScores, compared
from minent.evaluation.bracketing import BracketScores, bracketed
from minent.evaluation.constituents import TREE_PUNCTUATION, gold_trees
from minent.evaluation.dependencies import GOLD_ROOT, gold_dependencies, seen_dependencies, told_root
from minent.evaluation.treebanks import BRACKET_PUNCTUATION, UD_PUNCTUATION, Judged, Sentence, judged_sentences
from minent.parse.decoding import checked_matrix, decode_constituents, decode_dependencies
from minent.trees.brackets import BracketedSentence
from minent.trees.conllu import ConlluSentence

MATRICES, CONSTANT, NOISE = "matrices", "constant matrix", "noise matrix"


def evaluate_dependency_matrices(
    gold: str | os.PathLike[str] | Iterable[ConlluSentence],
    matrices: Sequence[ArrayLike] | Mapping[int, ArrayLike],
    method: str = "eisner",
    *,
    normalize: str = "none",
    punctuation: str = "ignore",
    gold_root: str = "no",
    max_words: int | None = None,
    min_words: int = 1,
    seed: int = 0,
    threads: int | None = 1,
    encoding: str = "utf-8",
    name: str = "<matrices>",
) -> dict[str, DependencyScores]:
    """Decode matrices and compare with gold dependencies: those given, a constant one and noise.

    Parameters
    ----------
    gold : path or iterable of ConlluSentence
        As for `evaluate_dependencies`.
    matrices : sequence of array, or mapping of int to array, shape (n, n)
        One for each gold sentence (in a mapping by its number from 0, for each that is judged), of all its
        words; or of those that are seen.
    method, normalize : str
        See `minent.parse.dependencies`.
    punctuation, max_words, min_words, encoding
        As for `evaluate_dependencies`; with ``remove`` rows and columns go before decoding.
    gold_root : {"no", "yes"}
        Whether the decoder is told the root.
    seed : int
        Of the noise, which is uniform from 0 to 1.
    threads : int, optional
        Of the decoder.
    name : str
        What errors call the matrices.

    Returns
    -------
    dict
        Scores by name: ``matrices``, ``constant matrix``, ``noise matrix``.

    Raises
    ------
    InputError
        When matrices and sentences do not fit.
    """
    told = one_of("gold_root", gold_root, GOLD_ROOT) == "yes"
    sentences = gold_dependencies(gold, encoding=encoding)
    judged = judged_sentences(
        sentences, punctuation=punctuation, tags=UD_PUNCTUATION, max_words=max_words, min_words=min_words
    )
    golds = [seen_dependencies(each) for each in judged]
    roots = [told_root(heads) for heads in golds] if told else None
    scores = {}
    for system, some in _systems(judged, len(sentences), matrices, seed, name).items():
        found = decode_dependencies(some, method, given_roots=roots, normalize=normalize, threads=threads)
        scores[system] = sum(map(compared, judged, golds, found), DependencyScores())
    return scores


def evaluate_tree_matrices(
    gold: str | os.PathLike[str] | Iterable[BracketedSentence],
    matrices: Sequence[ArrayLike] | Mapping[int, ArrayLike],
    method: str = "split",
    *,
    punctuation: str = "remove",
    punctuation_tags: Iterable[str] = BRACKET_PUNCTUATION,
    whole_span: bool = False,
    skip_empty: bool = False,
    max_words: int | None = None,
    min_words: int = 1,
    seed: int = 0,
    threads: int | None = 1,
    encoding: str = "utf-8",
    name: str = "<matrices>",
) -> dict[str, BracketScores]:
    """Decode matrices and compare with gold phrases: those given, a constant one and noise.

    Parameters
    ----------
    gold : path or iterable of BracketedSentence
        As for `evaluate_trees`.
    matrices : sequence of array, or mapping of int to array, shape (n, n)
        One for each gold sentence (in a mapping by its number from 0, for each that is judged), of all its
        words; or of those that are seen.
    method : str
        See `minent.parse.constituents`.
    punctuation, punctuation_tags, whole_span, skip_empty, max_words, min_words, encoding
        As for `evaluate_trees`; with ``remove`` rows and columns go before decoding.
    seed : int
        Of the noise, which is uniform from 0 to 1.
    threads : int, optional
        Of the decoder.
    name : str
        What errors call the matrices.

    Returns
    -------
    dict
        Scores by name: ``matrices``, ``constant matrix``, ``noise matrix``.

    Raises
    ------
    InputError
        When matrices and sentences do not fit.
    """
    one_of("punctuation", punctuation, TREE_PUNCTUATION)
    sentences = gold_trees(gold, encoding=encoding)
    judged = judged_sentences(
        sentences, punctuation=punctuation, tags=frozenset(punctuation_tags), max_words=max_words, min_words=min_words
    )
    scores = {}
    for system, some in _systems(judged, len(sentences), matrices, seed, name).items():
        trees = decode_constituents(some, method, threads=threads)
        total = BracketScores()
        for each, tree in zip(judged, trees, strict=True):
            total += bracketed(each, () if tree is None else tree.spans(), whole_span, skip_empty)
        scores[system] = total
    return scores


def _systems(
    judged: Sequence[Judged[Sentence]],
    n_gold: int,
    matrices: Sequence[ArrayLike] | Mapping[int, ArrayLike],
    seed: int,
    name: str,
) -> dict[str, list[NDArray[np.floating]]]:
    """The matrices of the judged sentences, and those that say nothing."""
    if not isinstance(matrices, Mapping):
        if len(matrices) != n_gold:
            raise InputError(f"{name}: impacts of {len(matrices):,} sentences where the gold file has {n_gold:,}")
        matrices = dict(enumerate(matrices))
    for each in judged:
        if each.number not in matrices:
            raise InputError(
                f"{name}: no impacts of sentence {each.number + 1} of the gold file as a whole, in its line "
                f"{each.sentence.line}; leave long sentences out with --max-words"
            )
    rng = np.random.default_rng(seed)
    return {
        MATRICES: [each.submatrix(checked_matrix(matrices[each.number]), name) for each in judged],
        CONSTANT: [np.zeros((each.n, each.n)) for each in judged],
        NOISE: [rng.random((each.n, each.n)) for each in judged],
    }
