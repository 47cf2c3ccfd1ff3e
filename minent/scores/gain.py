"""Minimum-entropy gain: what the text saves when a sequence becomes one unit. In bits.

Let units x occur N_x times, N in all, with entropy H = -sum p_x log2 p_x and mean length l.
The text costs N H bits, or H / l a character. Replacing M occurrences of the sequence
a = (a_1 .. a_k) by one new unit changes the cost a character by -F / l with

    F = p PMI - (1 - (k - 1) p) log2(1 - (k - 1) p) + sum over distinct x of (p_x - m_x p) log2(1 - m_x p / p_x)

where p = M / N, PMI = log2(p / product of p_a_i) and m_x is how often x is in a. The whole
text saves N F bits. Its first order is F* = p (PMI - log2 e) <= F, so PMI > log2 e is enough
for a saving. The price of the new entry in a lexicon is not included.
"""

from __future__ import annotations

import numpy as np

LOG2_E = float(np.log2(np.e))


def bits_saved(replaced: np.ndarray, unit_counts: np.ndarray, ids: np.ndarray, n: int) -> np.ndarray:
    """Bits that the whole text saves when each sequence, alone, becomes one unit: N F.

    Parameters
    ----------
    replaced : int array, shape (rows,)
        Occurrences replaced: M, without overlap.
    unit_counts : int array, shape (rows, k)
        Occurrences of each unit of the sequence.
    ids : int array, shape (rows, k)
        The units, to tell repeated ones.
    n : int
        Units in the text.

    Returns
    -------
    float64 array, shape (rows,)
    """
    k = ids.shape[1]
    m = replaced.astype(np.float64)
    rest = n - (k - 1) * m
    saved = m * information(m, unit_counts, n) - _times_log2(rest, rest / n)
    for position in range(k):
        same = ids == ids[:, position : position + 1]
        first = ~same[:, :position].any(axis=1)
        multiplicity = same.sum(axis=1)
        left = unit_counts[:, position] - multiplicity * m
        term = _times_log2(left, left / unit_counts[:, position])
        saved += np.where(first, term, 0.0)
    return saved


def bits_saved_bound(replaced: np.ndarray, unit_counts: np.ndarray, n: int) -> np.ndarray:
    """First order of the bits saved, M (PMI - log2 e): never above `bits_saved`.

    Parameters are those of `bits_saved`.

    Returns
    -------
    float64 array, shape (rows,)
    """
    m = replaced.astype(np.float64)
    return m * (information(m, unit_counts, n) - LOG2_E)


def information(replaced: np.ndarray, unit_counts: np.ndarray, n: int) -> np.ndarray:
    """``log2(p / product of p_a_i)``: mutual information of all units of a sequence."""
    k = unit_counts.shape[1]
    with np.errstate(divide="ignore"):
        return np.where(
            replaced > 0,
            np.log2(np.maximum(replaced, 1)) + (k - 1) * np.log2(n) - np.log2(unit_counts).sum(axis=1),
            0.0,
        )


def _times_log2(x: np.ndarray, ratio: np.ndarray) -> np.ndarray:
    """X log2(ratio), 0 where x is 0."""
    positive = x > 0
    return np.where(positive, x * np.log2(np.where(positive, ratio, 1.0)), 0.0)
