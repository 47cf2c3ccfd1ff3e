"""Finding words: counts and scores -> lexicon."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from minent.arguments import thread_count
from minent.counts import NgramTable, count_ngrams
from minent.errors import ParameterError
from minent.lexicon.figures import lexicon_of_rows
from minent.lexicon.joining import join_words
from minent.lexicon.lexicon import Lexicon
from minent.lexicon.options import DiscoveryOptions
from minent.progress import Progress, watched
from minent.scores import score_ngrams
from minent.text import Corpus, read_corpus


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
        Its n-grams, if they have been counted; its order is then used, and its `min_count`
        unless a greater one is given.
    order : int
        Length of the longest n-gram whose cohesion is tested. With ``join``, words may be longer.
    min_count : int, optional
        Least count of a word; see `minent.counts.default_min_count`.
    method : {"join", "entropy"}
        ``join``: units are joined where a cohesive n-gram covers them; what they join to is
        counted and looked back on. ``entropy``: every n-gram with enough cohesion and enough
        entropy on both sides is a word.
    min_cohesion : sequence of float, optional
        Least cohesion in bits for 2, 3, ... `order` units; see `DiscoveryOptions`.
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
    options = DiscoveryOptions(
        order=order if table is None else table.order,
        min_count=min_count,
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
    else:
        _check_fit(corpus, table)
        table = table if min_count is None else table.prune(min_count)
    scores = score_ngrams(table)
    rows = np.flatnonzero(scores.pmi >= np.array([np.inf, np.inf, *options.thresholds])[table.length])
    if method == "join":
        lexicon = join_words(corpus, scores, rows, look_back, n_threads, watched(progress))
    else:
        rows = rows[scores.min_entropy[rows] >= options.least_entropy]
        lexicon = lexicon_of_rows(scores, rows, table.count[rows])
    length = lexicon.column("length")
    longest = length.max(initial=0) if max_length is None else max_length
    return lexicon.where((length >= min_length) & (length <= longest)).sorted_by("score")


def _check_fit(corpus: Corpus, table: NgramTable) -> None:
    """The ids of a table mean nothing in another corpus."""
    head = corpus.vocabulary.head(min(len(table.vocabulary), len(corpus.vocabulary)))
    if table.n_tokens != corpus.n_tokens or not np.array_equal(head.utf8, table.vocabulary.utf8):
        raise ParameterError("the table was not counted on this corpus; leave it out, or count this corpus")


def build_lexicon(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> Lexicon:
    """Read text, count its n-grams and find its words.

    Parameters
    ----------
    paths : path or iterable of paths
        Files, directories, globs, ``-``; see `read_corpus`.
    threads, progress
        See `find_words`.
    **options
        How to read and cut the text (see `TextOptions`) and what a word is: ``order``,
        ``min_count``, ``method``, ``min_cohesion``, ``look_back``, ``min_entropy``,
        ``min_length``, ``max_length`` (see `find_words`).

    Returns
    -------
    Lexicon

    Raises
    ------
    CorpusError
        When the text cannot be read.
    ParameterError
        When options are out of range or do not fit each other; before the text is read.

    Examples
    --------
    >>> lexicon = build_lexicon("corpora/chinese")
    >>> "斜拉索" in lexicon
    True
    """
    names = {field.name for field in fields(DiscoveryOptions)}
    discovery = {name: options.pop(name) for name in list(options) if name in names}
    DiscoveryOptions(**discovery)
    corpus = read_corpus(paths, threads=threads, progress=progress, **options)
    return find_words(corpus, threads=threads, progress=progress, **discovery)
