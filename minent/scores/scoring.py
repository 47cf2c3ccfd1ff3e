"""Scores of the n-grams of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from minent.arguments import one_of
from minent.counts import NgramTable
from minent.scores import measures
from minent.scores._splits import weakest_split
from minent.scores.gain import bits_saved, bits_saved_bound

if TYPE_CHECKING:
    import pandas

MEASURES = ("pmi", "npmi", "t_score", "llr", "min_entropy", "bits_saved", "bits_saved_bound", "score")
_CHUNK = 1 << 18


@dataclass(frozen=True, eq=False)
class NgramScores:
    """Scores of the rows of a table; each is computed when first asked for.

    Parameters
    ----------
    table : NgramTable
        The counts.

    Notes
    -----
    The parts of an n-gram are those of its weakest split, the one with the smallest PMI; an
    n-gram of one unit has none and scores 0. All information is in bits. Every column is a
    float64 array of shape (n_rows,). Time and memory are linear in the rows.
    """

    table: NgramTable

    @cached_property
    def weakest_split(self) -> tuple[np.ndarray, np.ndarray]:
        """Counts of the two parts of the weakest split, int64 arrays; the count itself for one unit."""
        table = self.table
        return weakest_split(table.count, table.parent, table.suffix, table.level_offsets)

    def _by_split(self, measure: Callable[..., np.ndarray]) -> np.ndarray:
        first, second = self.weakest_split
        scores = np.zeros(len(self.table))
        longer = slice(int(self.table.level_offsets[1]), len(self.table))
        scores[longer] = measure(self.table.count[longer], first[longer], second[longer], self.table.n_tokens)
        return scores

    @cached_property
    def pmi(self) -> np.ndarray:
        """Cohesion: pointwise mutual information of the parts of the weakest split."""
        return self._by_split(measures.pmi)

    @cached_property
    def npmi(self) -> np.ndarray:
        """Normalised PMI of the weakest split."""
        return self._by_split(measures.npmi)

    @cached_property
    def t_score(self) -> np.ndarray:
        """T-score of the weakest split."""
        return self._by_split(measures.t_score)

    @cached_property
    def llr(self) -> np.ndarray:
        """Log-likelihood ratio of the weakest split, in bits."""
        return self._by_split(measures.log_likelihood_ratio)

    @cached_property
    def min_entropy(self) -> np.ndarray:
        """The smaller of left and right neighbour entropy."""
        return np.minimum(self.table.left_entropy, self.table.right_entropy)

    @cached_property
    def bits_saved(self) -> np.ndarray:
        """Bits that the text saves when the n-gram alone becomes one unit (see `minent.scores.gain`)."""
        return self.bits_saved_by(np.arange(len(self.table)))

    @cached_property
    def bits_saved_bound(self) -> np.ndarray:
        """First order of `bits_saved`."""
        rows = np.arange(len(self.table))
        return self._by_units(rows, lambda m, counts, _, n: bits_saved_bound(m, counts, n))

    def bits_saved_by(self, rows: np.ndarray) -> np.ndarray:
        """`bits_saved` of some rows."""
        return self._by_units(rows, bits_saved)

    def _by_units(self, rows: np.ndarray, gain: Callable[..., np.ndarray]) -> np.ndarray:
        table = self.table
        scores = np.zeros(len(rows))
        unit_counts = table.count[table.rows(1)]
        for length, chosen in table.by_length(rows):
            for begin in range(0, len(chosen) if length > 1 else 0, _CHUNK):
                at = chosen[begin : begin + _CHUNK]
                ids = table.unit_ids(rows[at], length)
                scores[at] = gain(table.disjoint_count[rows[at]], unit_counts[ids - 1], ids, table.n_tokens)
        return scores

    @cached_property
    def score(self) -> np.ndarray:
        """How much an n-gram looks like a word: see `word_score`."""
        table = self.table
        return word_score(table.count, self.min_entropy, self.pmi, table.length)

    def columns(self, names: Sequence[str] = MEASURES) -> dict[str, np.ndarray]:
        """The scores of the given names."""
        return {one_of("measure", name, MEASURES): getattr(self, name) for name in names}

    def to_pandas(self) -> pandas.DataFrame:
        """Return a data frame with the columns of the table and all scores."""
        from minent.columns import to_pandas

        return to_pandas({**self.table.columns(), **self.columns()})


def word_score(count: np.ndarray, min_entropy: np.ndarray, cohesion: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Score of a word candidate: ``log2(c) * H * max(0, cohesion - (1 + 1.5 (n - 2)) log2 e)``.

    Parameters
    ----------
    count : int array
        Occurrences c.
    min_entropy : float64 array
        H, the smaller of left and right neighbour entropy in bits.
    cohesion : float64 array
        PMI of the weakest split in bits.
    length : int array
        Units n.

    Returns
    -------
    float64 array
        0 and more.

    Notes
    -----
    A word is frequent, holds together and stands in varied company; being poor in one of the
    three cannot be made good by another, hence the product. PMI grows with length by chance
    alone, so each unit beyond two must add 1.5 nats, and 1 nat is what merging needs to save
    bits at all (see `minent.scores.gain`).
    """
    needed = (1.0 + 1.5 * (length.astype(np.float64) - 2.0)) * float(np.log2(np.e))
    return np.log2(np.maximum(count, 1)) * min_entropy * np.maximum(0.0, cohesion - needed)


def score_ngrams(table: NgramTable) -> NgramScores:
    """Score the n-grams of a table.

    Parameters
    ----------
    table : NgramTable
        From `count_ngrams`.

    Returns
    -------
    NgramScores
        Columns ``pmi``, ``npmi``, ``t_score``, ``llr``, ``min_entropy``, ``bits_saved``,
        ``bits_saved_bound`` and ``score``, computed when first read.

    Examples
    --------
    >>> from minent import Corpus, count_ngrams
    >>> table = count_ngrams(Corpus.from_texts(["红茶", "绿茶", "红花", "绿叶"]), min_count=1)
    >>> float(score_ngrams(table).pmi[table.find("红茶")])
    1.0
    """
    return NgramScores(table)
