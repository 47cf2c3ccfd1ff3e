"""Association of the two parts of an n-gram, as formulas over columns. Everything in bits."""

from __future__ import annotations

import numpy as np


def pmi(count: np.ndarray, first: np.ndarray, second: np.ndarray, n: int) -> np.ndarray:
    """Pointwise mutual information ``log2(n c / (c1 c2))``.

    Parameters
    ----------
    count, first, second : array
        Occurrences of the whole and of its two parts.
    n : int
        Units in the text: the same total normalises whole and parts.

    Returns
    -------
    float64 array
        Bits.

    References
    ----------
    Church and Hanks (1990), Word association norms, mutual information, and lexicography.
    """
    return np.log2(count) + np.log2(max(n, 1)) - np.log2(first) - np.log2(second)


def npmi(count: np.ndarray, first: np.ndarray, second: np.ndarray, n: int) -> np.ndarray:
    """Normalised PMI, ``pmi / log2(n / c)``: 1 when the parts occur only together.

    Parameters are those of `pmi`.

    Returns
    -------
    float64 array
        Between -1 and 1; 1 where the n-gram is the whole text.

    References
    ----------
    Bouma (2009), Normalized (pointwise) mutual information in collocation extraction.
    """
    information = np.log2(max(n, 1)) - np.log2(count)
    whole = information <= 0
    ratio = pmi(count, first, second, n) / np.where(whole, 1.0, information)
    return np.where(whole, 1.0, ratio)


def t_score(count: np.ndarray, first: np.ndarray, second: np.ndarray, n: int) -> np.ndarray:
    """Return ``(c - c1 c2 / n) / sqrt(c)``.

    Parameters are those of `pmi`.

    References
    ----------
    Church, Gale, Hanks and Hindle (1991), Using statistics in lexical analysis, section 3.
    """
    expected = first.astype(np.float64) * second / max(n, 1)
    return (count - expected) / np.sqrt(count)


def log_likelihood_ratio(count: np.ndarray, first: np.ndarray, second: np.ndarray, n: int) -> np.ndarray:
    """Log-likelihood ratio ``-2 log lambda`` of the 2 x 2 table of the two parts, in bits.

    Parameters are those of `pmi`.

    Notes
    -----
    ``2 sum O log2(O / E)`` over the four cells. Multiply by ln 2 for the statistic that is
    asymptotically chi-squared with one degree of freedom. Overlapping occurrences may push a
    cell below 0; it is then taken as 0.

    References
    ----------
    Dunning (1993), Accurate methods for the statistics of surprise and coincidence, section 5.
    """
    c, c1, c2 = (np.asarray(x, np.float64) for x in (count, first, second))
    observed = [c, np.maximum(c1 - c, 0), np.maximum(c2 - c, 0), np.maximum(n - c1 - c2 + c, 0)]
    total = max(n, 1)
    expected = [c1 * c2 / total, c1 * (n - c2) / total, (n - c1) * c2 / total, (n - c1) * (n - c2) / total]
    ratio = np.zeros(len(c))
    for o, e in zip(observed, expected, strict=True):
        cell = (o > 0) & (e > 0)
        ratio[cell] += o[cell] * np.log2(o[cell] / e[cell])
    return 2.0 * ratio
