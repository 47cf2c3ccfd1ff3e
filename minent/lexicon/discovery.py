"""Finding words: counts and scores -> lexicon."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

import numpy as np

from minent.arguments import integer, number, one_of, thread_count
from minent.counts import NgramTable, count_ngrams
from minent.errors import ParameterError
from minent.lexicon._phrases import Pieces
from minent.lexicon.lexicon import Lexicon
from minent.lexicon.phrases import Figures, figures_of_long, find_rows, make_trie
from minent.parallel import parallel_map
from minent.progress import Progress, watched
from minent.scores import score_ngrams, word_score
from minent.scores.scoring import NgramScores
from minent.text import Corpus, read_corpus

METHODS = ("join", "entropy")
LOOK_BACK = ("none", "post", "strict")  # values of LookBack in csrc/minent/lexicon/joiner.hpp

_NAT = float(np.log2(np.e))
# Published for Chinese: 2, 4, 6 nats for 2, 3, 4 characters; a ratio above 30 and 3 nats.
_JOIN_COHESION = (2 * _NAT, 4 * _NAT, 6 * _NAT)
_ENTROPY_COHESION = float(np.log2(30))
_MIN_ENTROPY = 3 * _NAT


def default_cohesion(order: int, method: str = "join") -> list[float]:
    """Least cohesion in bits of n-grams of 2, 3, ... `order` units.

    ``join``: 2, 4, 6 nats for 2, 3, 4 units and 2 nats more for each further unit, because
    the PMI of long n-grams is over-estimated. ``entropy``: log2 30 for every length.
    """
    if method == "entropy":
        return [_ENTROPY_COHESION] * (order - 1)
    return [2 * (length - 1) * _NAT for length in range(2, order + 1)]


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
    >>> from minent.text import Corpus
    >>> texts = ["他爱喝红茶", "红茶很香", "泡红茶吧", "我的茶", "红的花"] * 3
    >>> find_words(Corpus.from_texts(texts), order=2).words[0]
    '红茶'
    """
    one_of("method", method, METHODS)
    one_of("look_back", look_back, LOOK_BACK)
    integer("min_length", min_length, least=1)
    if max_length is not None:
        integer("max_length", max_length, least=min_length)
    if method == "join" and min_entropy is not None:
        raise ParameterError("min_entropy belongs to method 'entropy'")
    n_threads = thread_count(threads)
    if table is None:
        table = count_ngrams(corpus, order=order, min_count=min_count, threads=threads, progress=progress)
    thresholds = _thresholds(min_cohesion, table.order, method)
    scores = score_ngrams(table)
    if method == "join":
        lexicon = _find_joined(corpus, scores, thresholds, look_back, n_threads, watched(progress))
    else:
        least = _MIN_ENTROPY if min_entropy is None else number("min_entropy", min_entropy, least=0)
        lexicon = _find_free(scores, thresholds, least)
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


def _thresholds(given: Sequence[float] | None, order: int, method: str) -> np.ndarray:
    """Least cohesion by length; nothing below length 2 is tested."""
    if given is None:
        values = default_cohesion(order, method)
    else:
        values = [number("min_cohesion", value) for value in given]
        if len(values) != order - 1:
            raise ParameterError(
                f"min_cohesion needs one value for each length from 2 to the order {order}, "
                f"that is {order - 1}, not {len(values)}"
            )
    return np.array([np.inf, np.inf, *values])


def _cohesive_rows(scores: NgramScores, thresholds: np.ndarray) -> np.ndarray:
    return np.flatnonzero(scores.pmi >= thresholds[scores.table.length])


def _find_free(scores: NgramScores, thresholds: np.ndarray, min_entropy: float) -> Lexicon:
    rows = _cohesive_rows(scores, thresholds)
    rows = rows[scores.min_entropy[rows] >= min_entropy]
    table = scores.table
    figures = Figures.of_rows(scores, rows)
    return _lexicon(table.texts_of(rows), table.count[rows], table.length[rows], figures)


def _find_joined(
    corpus: Corpus, scores: NgramScores, thresholds: np.ndarray, look_back: str, threads: int, progress: Progress
) -> Lexicon:
    table = scores.table
    rows = _cohesive_rows(scores, thresholds)
    progress.start("joining", None)
    pieces = _join(corpus, table, rows, look_back, threads)
    progress.finish()
    lexicons = [
        _of_rows(scores, np.arange(len(table.vocabulary)), pieces.unit_counts[1:]),
        _of_rows(scores, rows, pieces.phrase_counts),
    ]
    long: list[np.ndarray] = []
    long_counts: list[int] = []
    units, offsets, counts = pieces.others()
    for piece in np.flatnonzero(counts >= table.min_count).tolist():
        phrase = units[offsets[piece] : offsets[piece + 1]]
        if len(phrase) > table.order:
            long.append(phrase)
            long_counts.append(int(counts[piece]))
        else:  # only without look-back
            lexicons.append(_of_rows(scores, find_rows(table, phrase[None, :]), counts[piece : piece + 1]))
    progress.start("measuring long words", None)
    lexicons.append(_of_long(corpus, table, long, np.array(long_counts, np.int64), threads))
    progress.finish()
    return _concatenate(lexicons)


def _join(corpus: Corpus, table: NgramTable, rows: np.ndarray, look_back: str, threads: int) -> Pieces:
    text, _, _ = corpus.counting_ids(table.min_count)
    # The rows are sorted by length, so the phrases are in their order.
    phrases = [
        ids_of_row for length, chosen in table.by_length(rows) for ids_of_row in table.unit_ids(rows[chosen], length)
    ]
    # Ids above the vocabulary are in the text too: pieces of one unit are counted by id.
    trie = make_trie(phrases, int(text.max(initial=0)))

    collectors = [Pieces(trie) for _ in range(threads)]
    mode = LOOK_BACK.index(look_back)
    for _ in parallel_map(lambda pieces, span: pieces.join(text, *span, table.order, mode), corpus.spans(), collectors):
        pass
    total, *others = collectors
    for other in others:
        total.absorb(other)
    return total


def _of_rows(scores: NgramScores, rows: np.ndarray, counts: np.ndarray) -> Lexicon:
    """The rows whose count reaches the table's min_count."""
    table = scores.table
    counts = counts[: len(rows)]
    kept = counts >= table.min_count
    rows, counts = rows[kept], counts[kept]
    return _lexicon(table.texts_of(rows), counts, table.length[rows], Figures.of_rows(scores, rows))


def _of_long(corpus: Corpus, table: NgramTable, phrases: list[np.ndarray], counts: np.ndarray, threads: int) -> Lexicon:
    units = table.vocabulary.texts
    words = [table.options.separator.join(units[unit - 1] for unit in phrase.tolist()) for phrase in phrases]
    lengths = np.array([len(phrase) for phrase in phrases], np.int64)
    return _lexicon(words, counts, lengths, figures_of_long(corpus, table, phrases, threads))


def _lexicon(words: list[str], counts: np.ndarray, lengths: np.ndarray, figures: Figures) -> Lexicon:
    min_entropy = np.minimum(figures.left_entropy, figures.right_entropy)
    return Lexicon(
        words,
        {
            "count": counts.astype(np.int64),
            "occurrences": figures.occurrences.astype(np.int64),
            "length": lengths.astype(np.int64),
            "cohesion": figures.cohesion,
            "left_entropy": figures.left_entropy,
            "right_entropy": figures.right_entropy,
            "bits_saved": figures.bits_saved,
            "score": word_score(counts, min_entropy, figures.cohesion, lengths),
        },
    )


def _concatenate(lexicons: list[Lexicon]) -> Lexicon:
    words = [word for lexicon in lexicons for word in lexicon.words]
    names = lexicons[0].columns
    return Lexicon(words, {name: np.concatenate([lexicon.columns[name] for lexicon in lexicons]) for name in names})
