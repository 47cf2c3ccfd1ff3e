"""Ordered pairs of words within a window, by the distance between them, and what they save."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from minent.arguments import integer, thread_count
from minent.errors import BudgetError
from minent.parallel import parallel_map
from minent.progress import Progress, watched
from minent.templates._patterns import MAX_WINDOW, WORD_BITS, WordPlaces
from minent.text import Corpus

# One nat in bits: what a pair must say about itself before joining it can save anything.
NAT = math.log2(math.e)
# Words of a slice are cut so that it has about this many occurrences.
_SLICE = 1 << 20


@dataclass(frozen=True, eq=False)
class PairTable:
    """Ordered pairs of words, ``a`` before ``b``.

    Parameters
    ----------
    first, second : uint32 arrays, shape (n_pairs,)
        Ids of the words; ascending by both.
    counts : uint32 array, shape (n_pairs, window)
        How often `second` stands 1, 2, ... words behind `first`.
    word_counts : int64 array, shape (n_words + 1,)
        Occurrences of the words by id; those with a greater id are too rare to be in a pair.
    n_tokens : int
        Words of the text.
    totals : int64 array, shape (window,)
        Pairs of any words at each distance.
    min_count : int
        Least sum of a row of `counts`.
    n_passed_over : int
        Occurrences of pairs that are rarer than that, though both words are not.
    """

    first: np.ndarray
    second: np.ndarray
    counts: np.ndarray
    word_counts: np.ndarray
    n_tokens: int
    totals: np.ndarray
    min_count: int
    n_passed_over: int

    def __len__(self) -> int:
        return len(self.first)

    @property
    def window(self) -> int:
        """Greatest distance."""
        return self.counts.shape[1]

    @cached_property
    def pooled(self) -> np.ndarray:
        """Occurrences at any distance, int64."""
        return self.counts.sum(axis=1, dtype=np.int64)

    @cached_property
    def pmi(self) -> np.ndarray:
        """PMI at each distance in bits, shape (n_pairs, window); -inf where there is no occurrence.

        ``log2(n_abg N / (n_a n_b))``.
        """
        product = self.word_counts[self.first].astype(np.float64) * self.word_counts[self.second]
        with np.errstate(divide="ignore"):
            return np.log2(self.counts * (float(self.n_tokens) / product)[:, None])

    def gain(self) -> np.ndarray:
        """Bits that each pair saves in the whole text when it is one unit, the distance coded with it.

        ``n_ab (PMI_ab - log2 e - H(gap | ab))``: to first order in the share of the pair, and the
        same as ``sum over gaps of n_abg (PMI_abg - log2 e)``.
        """
        return (self.counts * (np.where(self.counts > 0, self.pmi, NAT) - NAT)).sum(axis=1)

    def pooled_pmi(self) -> np.ndarray:
        """PMI over all distances in bits, both probabilities of their own total.

        ``log2(p_ab / (p_a p_b))`` with ``p_ab = n_ab / (pairs of any words at any distance)``.
        """
        pairs, n = float(max(self.totals.sum(), 1)), float(self.n_tokens)
        words = (self.word_counts[self.first] / n) * (self.word_counts[self.second] / n)
        return np.log2(self.pooled / pairs / words)

    def pooled_probability(self) -> np.ndarray:
        """Share of each pair in the pairs of any words at any distance."""
        return self.pooled / float(max(self.totals.sum(), 1))


def count_pairs(
    corpus: Corpus,
    *,
    window: int = 5,
    min_count: int = 2,
    threads: int | None = None,
    progress: Progress | None = None,
) -> PairTable:
    """Count the pairs of words within a window.

    Parameters
    ----------
    corpus : Corpus
        Text whose units are words; nothing is paired across its boundaries.
    window : int
        Greatest distance, in words.
    min_count : int
        Pairs that occur less often at all distances together are passed over, at least 2.
    threads : int, optional
        Number of threads; all processors by default. The result does not depend on it.
    progress : Progress, optional
        Told of the words done.

    Returns
    -------
    PairTable

    Raises
    ------
    ParameterError
        When a parameter is out of range.
    BudgetError
        With a text of 2^32 words or more, or a word that occurs 2^32 / window times.

    Notes
    -----
    Exact, but words that occur once are in no pair. A word that occurs less than `min_count` /
    window times is in no pair that occurs `min_count` times. ``O(window n)`` for n words. Memory:
    4 bytes a word for the places, ``4 (window + 1)`` bytes a different word for each thread, and
    ``8 + 4 window`` bytes a pair of the result, of which there are at most ``window n / min_count``.

    Examples
    --------
    >>> from minent.text import Corpus
    >>> text = Corpus.from_texts(["from here to there", "from now to then"], unit="token")
    >>> pairs = count_pairs(text, window=2)
    >>> words = text.vocabulary.texts
    >>> [(words[a - 1], words[b - 1], counts) for a, b, counts in zip(pairs.first, pairs.second, pairs.counts.tolist())]
    [('from', 'to', [0, 2])]
    """
    window = integer("window", window, least=1, most=MAX_WINDOW)
    min_count = integer("min_count", min_count, least=2)
    ids, counts, _ = corpus.counting_ids(2)
    least = -(-min_count // window)  # of a word in a pair
    n_words = int(np.searchsorted(-corpus.unit_counts, -max(least, 2), side="right"))
    _check_sizes(ids, counts, window, n_words)
    places = WordPlaces()
    places.fill(ids, n_words)
    watcher = watched(progress)
    watcher.start("counting pairs", int(corpus.unit_counts[:n_words].sum()), "units")
    rows = []

    def work(_: None, span: tuple[int, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
        return places.count_pairs(ids, window, min_count, *span)

    spans = _slices(corpus.unit_counts[:n_words])
    for span, row in zip(spans, parallel_map(work, spans, [None] * thread_count(threads)), strict=True):
        rows.append(row)
        watcher.advance(int(corpus.unit_counts[span[0] - 1 : span[1] - 1].sum()))
    watcher.finish()
    sizes = np.concatenate([np.zeros(0, np.int64), *(row[0] for row in rows)])
    return PairTable(
        first=np.repeat(np.arange(1, n_words + 1, dtype=np.uint32), sizes),
        second=np.concatenate([np.zeros(0, np.uint32), *(row[1] for row in rows)]),
        counts=np.concatenate([np.zeros((0, window), np.uint32), *(row[2] for row in rows)]),
        word_counts=np.append(0, corpus.unit_counts[:n_words]),
        n_tokens=corpus.n_tokens,
        totals=pair_totals(corpus, window),
        min_count=min_count,
        n_passed_over=sum(row[3] for row in rows),
    )


def _check_sizes(ids: np.ndarray, counts: np.ndarray, window: int, n_words: int) -> None:
    if len(ids) >= 1 << 32:
        raise BudgetError("a text of 2^32 words or more; mine parts of it")
    if int(counts.max(initial=0)) * window >= 1 << 32:
        raise BudgetError(f"a word occurs 2^32 / {window} times; mine parts of the text")
    if n_words >> WORD_BITS:
        raise BudgetError("more than 2^28 - 1 different words; raise min_count")


def _slices(counts: np.ndarray) -> list[tuple[int, int]]:
    """Ranges of words, numbered from 1, with about equally many occurrences."""
    ends = np.cumsum(counts)
    cuts = np.unique(np.searchsorted(ends, np.arange(_SLICE, int(ends[-1]) if len(ends) else 0, _SLICE)) + 1)
    bounds = [1, *(int(cut) + 1 for cut in cuts if cut < len(counts)), len(counts) + 1]
    return [(a, b) for a, b in pairwise(bounds) if a < b]


def run_lengths(corpus: Corpus) -> np.ndarray:
    """Words of each stretch between boundaries."""
    ends = np.flatnonzero(corpus.ids == 0)
    lengths = np.diff(ends) - 1
    return lengths[lengths > 0]


def pair_totals(corpus: Corpus, window: int) -> np.ndarray:
    """How many pairs of words there are at each distance from 1 to `window`."""
    lengths = run_lengths(corpus)
    return np.array([np.maximum(lengths - gap, 0).sum() for gap in range(1, window + 1)], np.int64)
