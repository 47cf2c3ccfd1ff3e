"""Finding words: counts and scores -> lexicon."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

import numpy as np

from minent.arguments import integer, number, one_of, thread_count
from minent.counts import MAX_ORDER, NgramTable, count_ngrams
from minent.errors import ParameterError
from minent.lexicon.figures import lexicon_of_rows
from minent.lexicon.joining import LOOK_BACK, join_words
from minent.lexicon.lexicon import Lexicon
from minent.progress import Progress, watched
from minent.scores import NgramScores, score_ngrams
from minent.text import Corpus, read_corpus

METHODS = ("join", "entropy")

_NAT = float(np.log2(np.e))
# Published for Chinese: 2, 4, 6 nats for 2, 3, 4 characters (join); a ratio above 30 and 3 nats (entropy).
_COHESION_STEP = 2 * _NAT
_ENTROPY_COHESION = float(np.log2(30))
_MIN_ENTROPY = 3 * _NAT


def default_cohesion(order: int, method: str = "join") -> list[float]:
    """Least cohesion in bits of n-grams of 2, 3, ... `order` units.

    ``join``: 2, 4, 6 nats for 2, 3, 4 units and 2 nats more for each further unit, because
    the PMI of long n-grams is over-estimated. ``entropy``: log2 30 for every length.
    """
    if method == "entropy":
        return [_ENTROPY_COHESION] * (order - 1)
    return [(length - 1) * _COHESION_STEP for length in range(2, order + 1)]


def find_words(
    corpus: Corpus,
    *,
    table: NgramTable | None = None,
    order: int = 4,
    min_count: int | None = None,
    method: str = "join",
    min_cohesion: Sequence[float] | None = None,
    look_back: str = "strict",
    min_entropy: float | None = None,
    min_length: int = 2,
    max_length: int | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Lexicon:
    """Find the words of a corpus.

    Parameters
    ----------
    corpus : Corpus
        The text.
    table : NgramTable, optional
        Its n-grams, if they have been counted; its order and `min_count` are then used.
    order : int
        Length of the longest n-gram whose cohesion is tested. With ``join``, words may be longer.
    min_count : int, optional
        Least count of a word; see `minent.counts.default_min_count`.
    method : {"join", "entropy"}
        ``join``: units are joined where a cohesive n-gram covers them; what they join to is
        counted and looked back on. ``entropy``: every n-gram with enough cohesion and enough
        entropy on both sides is a word.
    min_cohesion : sequence of float, optional
        Least cohesion in bits for 2, 3, ... `order` units; see `default_cohesion`.
    look_back : {"strict", "post", "none"}
        What is asked of a joined piece of three or more units. ``post``: that it is cohesive, or
        when longer than `order`, that all its n-grams of that order are. ``strict``: that all
        its n-grams of 3 to `order` units are cohesive.
    min_entropy : float, optional
        Least neighbour entropy in bits on both sides, ``entropy`` only; 3 nats by default.
    min_length, max_length : int
        Shortest and longest word, in units.
    threads : int, optional
        Number of threads; all processors by default. The result does not depend on it.
    progress : Progress, optional
        Told of the work done.

    Returns
    -------
    Lexicon
        Sorted by ``score``, then ``count``, then word.

    Raises
    ------
    ParameterError
        When parameters are out of range or do not fit each other.

    Notes
    -----
    Cohesion of w is the PMI of its weakest split,
    ``min over j of log2(N c(w) / (c(w[:j]) c(w[j:])))``. Linear in the text; beside the corpus
    and the table, memory grows with the number of different pieces longer than `order`.

    References
    ----------
    Su (2015, 2019), "New word discovery" 1 and "a better new word discovery", kexue.fm 3491, 6920.

    Examples
    --------
    >>> from minent import read_corpus
    >>> find_words(read_corpus("corpora/chinese"), min_length=3).words[:3]
    ['望远镜', '弹涂鱼', '白骨壤']
    """
    check_parameters(
        order=order if table is None else table.order,
        method=method,
        min_cohesion=min_cohesion,
        look_back=look_back,
        min_entropy=min_entropy,
        min_length=min_length,
        max_length=max_length,
    )
    n_threads = thread_count(threads)
    if table is None:
        table = count_ngrams(corpus, order=order, min_count=min_count, threads=threads, progress=progress)
    cohesion = default_cohesion(table.order, method) if min_cohesion is None else min_cohesion
    thresholds = np.array([np.inf, np.inf, *cohesion])
    scores = score_ngrams(table)
    rows = _cohesive_rows(scores, thresholds)
    if method == "join":
        lexicon = join_words(corpus, scores, rows, look_back, n_threads, watched(progress))
    else:
        least = _MIN_ENTROPY if min_entropy is None else min_entropy
        rows = rows[scores.min_entropy[rows] >= least]
        lexicon = lexicon_of_rows(scores, rows, table.count[rows])
    length = lexicon.column("length")
    longest = length.max(initial=0) if max_length is None else max_length
    return lexicon.where((length >= min_length) & (length <= longest)).sorted_by("score")


def build_lexicon(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    order: int = 4,
    min_count: int | None = None,
    method: str = "join",
    min_cohesion: Sequence[float] | None = None,
    look_back: str = "strict",
    min_entropy: float | None = None,
    min_length: int = 2,
    max_length: int | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    **options: object,
) -> Lexicon:
    """Read text, count its n-grams and find its words.

    Parameters
    ----------
    paths : path or iterable of paths
        Files, directories, globs, ``-``; see `read_corpus`.
    order, min_count, method, min_cohesion, look_back, min_entropy, min_length, max_length
        See `find_words`.
    threads, progress
        See `find_words`.
    **options
        How to read and cut the text: see `TextOptions`.

    Returns
    -------
    Lexicon

    Raises
    ------
    CorpusError
        When the text cannot be read.
    ParameterError
        When parameters are out of range or do not fit each other.

    Examples
    --------
    >>> lexicon = build_lexicon("corpora/chinese")
    >>> "斜拉索" in lexicon
    True
    """
    corpus = read_corpus(paths, threads=threads, progress=progress, **options)
    return find_words(
        corpus,
        order=order,
        min_count=min_count,
        method=method,
        min_cohesion=min_cohesion,
        look_back=look_back,
        min_entropy=min_entropy,
        min_length=min_length,
        max_length=max_length,
        threads=threads,
        progress=progress,
    )


def check_parameters(
    *,
    order: int = 4,
    min_count: int | None = None,
    method: str = "join",
    min_cohesion: Sequence[float] | None = None,
    look_back: str = "strict",
    min_entropy: float | None = None,
    min_length: int = 2,
    max_length: int | None = None,
) -> None:
    """Raise what `find_words` would raise for its parameters, before any work.

    Raises
    ------
    ParameterError
        When parameters are out of range or do not fit each other.
    """
    integer("order", order, least=1, most=MAX_ORDER)
    if min_count is not None:
        integer("min_count", min_count, least=1)
    one_of("method", method, METHODS)
    one_of("look_back", look_back, LOOK_BACK)
    integer("min_length", min_length, least=1)
    if max_length is not None:
        integer("max_length", max_length, least=min_length)
    if min_entropy is not None:
        number("min_entropy", min_entropy, least=0)
        if method == "join":
            raise ParameterError("min_entropy belongs to method 'entropy'")
    if min_cohesion is not None:
        values = [number("min_cohesion", value) for value in min_cohesion]
        if len(values) != order - 1:
            lengths = f"from 2 to the order {order}"
            raise ParameterError(f"min_cohesion needs {order - 1} values, one a length {lengths}, not {len(values)}")


def _cohesive_rows(scores: NgramScores, thresholds: np.ndarray) -> np.ndarray:
    return np.flatnonzero(scores.pmi >= thresholds[scores.table.length])
