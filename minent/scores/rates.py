"""Entropy of the n-grams of each length, and of a unit given those before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from minent.counts import NgramTable
from minent.entropy.discrete import Estimator, discrete_entropy
from minent.errors import ParameterError


@dataclass(frozen=True)
class EntropyRates:
    """One row a length.

    Parameters
    ----------
    length : int64 array, shape (order,)
        Units of the n-grams: 1 to order.
    occurrences, distinct : int64 array, shape (order,)
        N-grams in the text, and different ones.
    entropy : float64 array, shape (order,)
        Entropy of the distribution of n-grams, bits an n-gram.
    conditional : float64 array, shape (order,)
        Entropy of a unit given the n - 1 before it: what the entropy grows by with the length, bits a unit.
    """

    length: np.ndarray
    occurrences: np.ndarray
    distinct: np.ndarray
    entropy: np.ndarray
    conditional: np.ndarray

    def columns(self) -> dict[str, np.ndarray]:
        """The figures by name."""
        return dict(vars(self))


def entropy_rates(table: NgramTable, estimator: Estimator = "grassberger") -> EntropyRates:
    """Entropy of the n-grams of a table by length.

    Parameters
    ----------
    table : NgramTable
        Counted with ``min_count=1``.
    estimator : {"plug_in", "miller_madow", "grassberger", "chao_shen"}
        See `minent.entropy.discrete`. All are too low where most n-grams occur once.

    Returns
    -------
    EntropyRates

    Raises
    ------
    ParameterError
        When rare n-grams are missing from the table.

    Notes
    -----
    ``H_n - H_(n-1)`` falls to the entropy rate of the text as n grows, as far as the counts carry
    (Shannon 1951, Prediction and entropy of printed English). Runs shorter than n hold no n-gram, so it is
    exact only up to the boundaries. Linear in the rows.

    Examples
    --------
    >>> from minent import Corpus, count_ngrams
    >>> table = count_ngrams(Corpus.from_texts(["红茶绿茶" * 2]), order=2, min_count=1)
    >>> float(entropy_rates(table, "plug_in").entropy[0])
    1.5
    """
    if table.min_count != 1:
        raise ParameterError(f"rare n-grams are missing at min_count {table.min_count}; count with min_count 1")
    lengths = np.arange(1, table.order + 1)
    counts = [table.count[table.rows(length)] for length in lengths.tolist()]
    entropy = np.array([discrete_entropy(level, estimator) if len(level) else 0.0 for level in counts])
    return EntropyRates(
        length=lengths,
        occurrences=np.array([level.sum() for level in counts], np.int64),
        distinct=np.array([len(level) for level in counts], np.int64),
        entropy=entropy,
        conditional=np.diff(entropy, prepend=0.0),
    )
