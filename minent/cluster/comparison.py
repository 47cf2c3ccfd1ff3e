"""How much two partitions of the same nodes agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from minent.errors import ParameterError

if TYPE_CHECKING:
    from minent.cluster.partition import Partition


def agreement(a: Partition | ArrayLike, b: Partition | ArrayLike) -> dict[str, float]:
    """Compare two partitions.

    Parameters
    ----------
    a, b : Partition or array_like, shape (n,)
        Labels of any values; of a hierarchical `Partition` the lowest modules.

    Returns
    -------
    dict
        ``nmi``: mutual information over the mean of the entropies. ``ami``: the same beyond what
        chance gives (modules of the same sizes, nodes dealt at random). ``ari``: the share of pairs
        on which both agree, beyond chance. 1 for equal partitions; `ami` and `ari` are near 0 for
        unrelated ones.

    Raises
    ------
    ParameterError
        When the partitions differ in length or are empty.

    Notes
    -----
    Expected mutual information as in [1]_, once for each pair of different sizes: O(n log n) time and
    s_a s_b min(a, b) terms for s_a, s_b different sizes up to a, b.

    References
    ----------
    .. [1] Vinh, Epps & Bailey, Information theoretic measures for clusterings comparison. Journal of
       Machine Learning Research 11, 2837-2854 (2010), equation 24a.
    .. [2] Hubert & Arabie, Comparing partitions. Journal of Classification 2, 193-218 (1985).

    Examples
    --------
    >>> agreement([0, 0, 1, 1], ["x", "x", "y", "y"])
    {'nmi': 1.0, 'ami': 1.0, 'ari': 1.0}
    >>> {name: round(value, 3) for name, value in agreement([0, 0, 1, 1], [0, 0, 1, 2]).items()}
    {'nmi': 0.8, 'ami': 0.571, 'ari': 0.571}
    """
    first, second = _numbers(a), _numbers(b)
    if len(first) != len(second) or not len(first):
        raise ParameterError(f"partitions have {len(first)} and {len(second)} nodes; they must be of the same nodes")
    n = len(first)
    rows, columns = np.bincount(first), np.bincount(second)
    cells = np.unique(first * len(columns) + second, return_counts=True)[1]
    if len(cells) == len(rows) == len(columns):
        return {"nmi": 1.0, "ami": 1.0, "ari": 1.0}
    h_rows, h_columns, h_cells = (float(-_plogp(counts / n).sum()) for counts in (rows, columns, cells))
    information = max(h_rows + h_columns - h_cells, 0.0)
    mean = (h_rows + h_columns) / 2
    expected = _expected_information(rows, columns, n)
    beyond = mean - expected
    pairs, in_rows, in_columns = (float((c.astype(float) * (c - 1)).sum()) / 2 for c in (cells, rows, columns))
    by_chance = in_rows * in_columns / (n * (n - 1) / 2) if n > 1 else 0.0
    most = (in_rows + in_columns) / 2
    return {
        "nmi": information / mean if mean > 0 else 0.0,
        "ami": (information - expected) / beyond if abs(beyond) > 1e-12 else 0.0,
        "ari": (pairs - by_chance) / (most - by_chance) if most != by_chance else 0.0,
    }


def _numbers(partition: Partition | ArrayLike) -> NDArray[np.int64]:
    labels = np.asarray(getattr(partition, "labels", partition))
    if labels.ndim != 1:
        raise ParameterError("a partition must be a Partition or labels, one a node")
    return np.unique(labels, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _expected_information(rows: NDArray[np.int64], columns: NDArray[np.int64], n: int) -> float:
    """Mean mutual information of partitions with modules of these sizes, in bits."""
    from scipy.special import gammaln

    a, n_a = np.unique(rows, return_counts=True)
    b, n_b = np.unique(columns, return_counts=True)
    factorial = gammaln(np.arange(n + 1) + 1.0)
    total = 0.0
    for size, times in zip(a.tolist(), n_a.tolist(), strict=True):
        # All overlaps of a module of this size with one of each size of the other partition.
        least, most = np.maximum(size + b - n, 1), np.minimum(size, b)
        lengths = most - least + 1
        place = np.repeat(np.arange(len(b)), lengths)
        overlap = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths) + least[place]
        other = b[place]
        ways = factorial[size] + factorial[other] + factorial[n - size] + factorial[n - other]
        ways -= factorial[n] + factorial[overlap] + factorial[size - overlap] + factorial[other - overlap]
        ways -= factorial[n - size - other + overlap]
        terms = overlap / n * np.log2(n * overlap / (size * other)) * np.exp(ways)
        total += times * float((terms * n_b[place]).sum())
    return total


def _plogp(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return x log2 x of positive values."""
    return x * np.log2(x)
