"""How strongly words that stand near each other are associated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from minent.arguments import number, one_of
from minent.errors import ParameterError
from minent.graph.options import ASSOCIATIONS, WEIGHTS
from minent.graph.windows import WindowCounts

if TYPE_CHECKING:
    import scipy.sparse

SMOOTHING = 0.75
_PAIRS = 1 << 22


def ppmi(counts: WindowCounts, *, smoothing: float = SMOOTHING, shift: float = 1.0) -> scipy.sparse.csr_array:
    """Positive pointwise mutual information of words and contexts, in bits.

    Parameters
    ----------
    counts : WindowCounts
        Of any window.
    smoothing : float
        Exponent of the counts of contexts, 0 to 1: below 1 rare contexts count for less.
    shift : float
        As if so many false contexts stood beside each true one (k), at least 1.

    Returns
    -------
    csr_array of float64, shape (n, n)
        Only what is above 0.

    Raises
    ------
    ParameterError
        When an option is out of range, or there are no pairs.

    Notes
    -----
    ``max(0, log2(c(u, v) C / (c(u) c(v))) - log2 k)`` with ``c(u)`` the sums of the rows, and
    ``c(v) = C s(v)^a / sum of s^a`` for the sums of the columns s [1]_. O(m) time; beside the counts
    12 bytes an entry that is kept.

    References
    ----------
    .. [1] Levy, Goldberg & Dagan, Improving distributional similarity with lessons learned from word
       embeddings. TACL 3, 211-225 (2015), section 3.

    Examples
    --------
    >>> from minent.graph.word_text import WordText
    >>> from minent.graph.windows import count_windows
    >>> text = WordText.from_lists([["a", "b"], ["a", "b"], ["c", "d"]], min_count=1)
    >>> ppmi(count_windows(text), smoothing=1.0).toarray().round(3)[0].tolist()
    [0.0, 1.585, 0.0, 0.0]
    """
    import scipy.sparse

    check_association("ppmi", smoothing, shift)
    n = len(counts.words)
    columns, values, sizes = [], [], np.zeros(n + 1, np.int64)
    for u, v, bits, _ in _pair_bits(counts, smoothing, shift):
        positive = bits > 0
        sizes[1:] += np.bincount(u[positive], minlength=n)
        columns.append(v[positive])
        values.append(bits[positive])
    return scipy.sparse.csr_array((np.concatenate(values), np.concatenate(columns), np.cumsum(sizes)), shape=(n, n))


def rooted(counts: WindowCounts, *, smoothing: float = 1.0) -> scipy.sparse.csr_array:
    """Square roots of counts beside those to be expected of frequent words.

    Parameters
    ----------
    counts : WindowCounts
        Of any window.
    smoothing : float
        Exponent of the counts of contexts, 0 to 1: below 1 rare contexts count for less.

    Returns
    -------
    csr_array of float64, shape (n, n)
        Of all pairs.

    Raises
    ------
    ParameterError
        When the option is out of range, or there are no pairs.

    Notes
    -----
    ``sqrt(c(u, v) / sqrt(c(u) c(v)))`` with ``c(u)`` the sums of the rows, and ``c(v) = C s(v)^a / sum
    of s^a`` for the sums of the columns s [1]_. The root makes counts of any size vary alike, and its
    singular vectors are the canonical directions of words and contexts. In terms of
    the information i(u, v) of the two about each other, in bits: ``2^(i / 2) (p(u) p(v))^(1/4)``. O(m) time;
    8 bytes a pair beside the counts.

    References
    ----------
    .. [1] Stratos, Collins & Hsu, Model-based word embeddings from decompositions of count matrices.
       ACL-IJCNLP 2015, 1282-1291, section 4.

    Examples
    --------
    >>> from minent.graph.word_text import WordText
    >>> from minent.graph.windows import count_windows
    >>> text = WordText.from_lists([["a", "b"], ["a", "b"], ["c", "d"]], min_count=1)
    >>> rooted(count_windows(text)).toarray().round(3)[0].tolist()
    [0.0, 1.0, 0.0, 0.0]
    """
    import scipy.sparse

    check_association("root", smoothing, 1.0)
    rows, contexts = _marginals(counts, smoothing)
    n = len(counts.words)
    with np.errstate(over="ignore"):  # of rows without pairs, which nothing asks for
        by_row, by_context = np.exp2(-rows / 4), np.exp2(-(contexts + np.log2(counts.values.sum())) / 4)
    values = np.sqrt(counts.values)
    for first, last in _row_spans(counts.offsets):
        span = slice(counts.offsets[first], counts.offsets[last])
        values[span] *= np.repeat(by_row[first:last], np.diff(counts.offsets[first : last + 1]))
        values[span] *= by_context[counts.contexts[span]]
    return scipy.sparse.csr_array((values, counts.contexts, counts.offsets), shape=(n, n))


def check_association(association: str, smoothing: float | None, shift: float) -> None:
    """Fail when options of `ppmi` or `rooted` are out of range, or change nothing.

    Raises
    ------
    ParameterError
        With the reason.
    """
    one_of("association", association, ASSOCIATIONS)
    if smoothing is not None and number("smoothing", smoothing, least=0) > 1:
        raise ParameterError(f"smoothing must be from 0 to 1, not {smoothing:g}")
    if number("shift", shift, least=1) > 1 and association == "root":
        raise ParameterError("shift has no use with association root; leave it out, or choose ppmi")


def pair_weights(
    counts: WindowCounts, weights: str, min_count: float = 0.0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights of pairs for a graph of words.

    Parameters
    ----------
    counts : WindowCounts
        Of any window.
    weights : {"ppmi", "bits", "count"}
        ``ppmi``: information of the two about each other, in bits, with neither smoothing nor
        shift. ``bits``: that times their count, what knowing one saves in telling the other,
        over the whole text. ``count``: how often they stand near each other.
    min_count : float
        Leave out pairs that stand near each other more seldom.

    Returns
    -------
    words, contexts : int32 arrays
        The pairs with a weight above 0, by word, then context.
    weights : float64 array
        Their weights.

    Raises
    ------
    ParameterError
        For other weights, or when there are no pairs.
    """
    one_of("weights", weights, WEIGHTS)
    parts = []
    for u, v, bits, values in _pair_bits(counts, 1.0, 1.0):
        weight = {"ppmi": bits, "bits": bits * values, "count": values}[weights]
        kept = (weight > 0) & (values >= min_count)
        parts.append((u[kept].astype(np.int32), v[kept], weight[kept]))
    words, contexts, found = (np.concatenate(column) for column in zip(*parts, strict=True))
    return words, contexts, found


def _pair_bits(
    counts: WindowCounts, smoothing: float, shift: float
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """Words, contexts, information in bits and counts of all pairs, some rows at a time."""
    rows, contexts = _marginals(counts, smoothing)
    for first, last in _row_spans(counts.offsets):
        span = slice(counts.offsets[first], counts.offsets[last])
        u = np.repeat(np.arange(first, last), np.diff(counts.offsets[first : last + 1]))
        v, values = counts.contexts[span], counts.values[span]
        yield u, v, np.log2(values) - rows[u] - contexts[v] - np.log2(shift), values


def _marginals(counts: WindowCounts, smoothing: float) -> tuple[np.ndarray, np.ndarray]:
    """log2 of the sums of rows, and of the shares of contexts."""
    if not len(counts.values):
        raise ParameterError("no two words stand near each other; give more text or a lower min_count")
    n = len(counts.words)
    sums = np.add.reduceat(np.append(counts.values, 0.0), counts.offsets[:-1])
    sums[np.diff(counts.offsets) == 0] = 0.0
    columns = np.bincount(counts.contexts, counts.values, minlength=n)
    smoothed = np.where(columns > 0, columns, 1.0) ** smoothing * (columns > 0)
    with np.errstate(divide="ignore"):
        return np.log2(sums), np.log2(smoothed / smoothed.sum())


def _row_spans(offsets: np.ndarray) -> list[tuple[int, int]]:
    """Ranges of rows with about so many pairs that temporary arrays stay small."""
    n = len(offsets) - 1
    cuts = np.searchsorted(offsets, np.arange(_PAIRS, offsets[-1], _PAIRS))
    bounds = np.unique(np.concatenate([[0], cuts, [n]]))
    return list(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True))
