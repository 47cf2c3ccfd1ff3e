"""Mutual information where values repeat: categories, counts, and mixtures of discrete and continuous."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from minent.entropy.estimates import Estimate
from minent.entropy.joint import JointSpace
from minent.entropy.neighbours import Points
from minent.entropy.options import SampleOptions, SearchOptions
from minent.entropy.samples import (
    Floats,
    Sample,
    break_ties,
    check_k,
    check_lengths,
    column_scales,
    read_sample,
    tie_error,
)
from minent.entropy.special import digamma_of_counts, psi
from minent.errors import InputError

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from minent.entropy.options import SampleKeywords, SearchKeywords


def discrete_mutual_information(labels: Any, y: Any, k: int = 3, **options: Unpack[SampleKeywords]) -> float | Estimate:
    """Mutual information of a discrete and a continuous variable (Ross).

    Columns of y are scaled to variance 1 first, so units do not matter.

    Parameters
    ----------
    labels : array, shape (n,)
        Numbers, strings or any values that can be sorted.
    y : array, shape (n, d) or (n,)
        Continuous.
    k : int
        Neighbours.
    **options
        ``base``, ``ties``, ``seed``, ``method``, ``workers``, ``full``, see `SampleOptions`. Ties are equal rows
        of y within a label.

    Returns
    -------
    float or Estimate
        In units of the base; `local` has the observations that were used, in order. The same for any number
        of workers and any order of rows.

    Raises
    ------
    InputError
        If lengths differ, values are missing or repeated, or all labels occur once.
    ParameterError
        If a parameter is out of range.

    Notes
    -----
    ``I = psi(N) + <psi(k_i) - psi(N_i) - psi(m_i)>`` with N_i the number of observations of the label of i,
    k_i the smaller of k and N_i - 1, and m_i the observations strictly nearer than the k_i-th neighbour of
    the same label, itself included. Labels that occur once are left out.

    O(n log n + sum of counts / 32) time for small d; O(n) memory.

    References
    ----------
    B. C. Ross, PLoS ONE 9 (2014), e87357.

    Examples
    --------
    Uniform on [0, 2] or on [1, 3]: half of the observations tell which.

    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> labels = rng.integers(0, 2, 2000)
    >>> round(discrete_mutual_information(labels, labels + 2 * rng.random(2000)), 1)
    0.5
    """
    chosen = SampleOptions(**options)
    sample = read_sample("y", y)
    codes = _read_labels(labels, sample)
    if chosen.ties == "jitter":
        (sample,) = break_ties([sample], chosen.ties, chosen.seed)
    if chosen.ties == "drop":
        coded = read_sample("labels", codes, constant=True)
        kept = break_ties([coded, sample], chosen.ties, chosen.seed)
        codes, sample = kept[0].values[:, 0].astype(np.intp), kept[1]
    k = check_k(k, sample.n, "y")
    return chosen.result(_label_information(codes, sample, k, chosen), k)


def _read_labels(labels: Any, sample: Sample) -> NDArray[np.intp]:
    array = np.asarray(labels)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1:
        raise InputError(f"labels: shape {array.shape} is not (n,); give one label for each observation")
    if len(array) != sample.n:
        raise InputError(f"labels has {len(array)} rows and y {sample.n}; give pairs of observations")
    try:
        missing = array != array
        if np.any(missing):
            raise InputError("labels: some are NaN; remove these rows or give them a label of their own")
        return np.unique(array, return_inverse=True)[1]
    except TypeError:
        raise InputError("labels: some cannot be compared with others; give all as strings or all as numbers") from None


def _label_information(codes: NDArray[np.intp], sample: Sample, k: int, options: SearchOptions) -> Floats:
    """Contributions of the observations to `discrete_mutual_information`, in nats."""
    sizes = np.bincount(codes)
    keep = sizes[codes] > 1
    if not keep.any():
        raise InputError("labels: every label occurs once; bin them, or treat them as numbers")
    codes, sample = codes[keep], sample.with_values(sample.values[keep])
    scales, method = column_scales(sample), options.method if sample.d > 1 else "auto"
    radius = np.empty(sample.n)
    rows_of = np.split(np.argsort(codes, kind="stable"), np.cumsum(sizes[sizes > 1])[:-1])
    for rows in rows_of:
        points = Points(sample.values[rows], scales, options.threads, method)
        radius[rows] = points.in_rows(points.distances([min(k, len(rows) - 1)], "chebyshev")[:, 0])
    n_tied = int((radius == 0).sum())
    if n_tied:
        raise tie_error("y", n_tied, k)
    near = Points(sample.values, scales, options.threads, method).counts(radius)
    size = sizes[codes]
    local = psi(sample.n) - digamma_of_counts(np.maximum(near, 1)) - digamma_of_counts(size)
    return local + digamma_of_counts(np.minimum(k, size - 1))


def mixture_mutual_information(x: Any, y: Any, k: int = 3, **options: Unpack[SearchKeywords]) -> float | Estimate:
    """Mutual information of any two variables: discrete, continuous or a mixture (Gao et al.).

    Columns are scaled to variance 1 first, so units do not matter.

    Parameters
    ----------
    x, y : arrays, shape (n, d) or (n,)
        Numbers, observed together; equal rows are no error. The order and distance of numbers count: give
        categories without one as indicator columns, or use `discrete_mutual_information`.
    k : int
        Neighbours.
    **options
        ``base``, ``method``, ``workers``, ``full``, see `SearchOptions`.

    Returns
    -------
    float or Estimate
        In units of the base; may be slightly negative. The same for (y, x), any number of workers and any
        order of rows.

    Raises
    ------
    InputError
        If values are missing, infinite or constant, lengths differ, or rows are too few for k.
    ParameterError
        If a parameter is out of range.

    Notes
    -----
    ``I = <psi(k_i) + ln n - psi(n_x) - psi(n_y)>`` with counts strictly below the k-th distance, the point
    itself included; where that distance is 0, k_i, n_x and n_y are the numbers of equal points. This is the
    form of the authors' program; that of the paper, with ln(n_x + 1), is low by about ``ln(k + 1) - psi(k)``
    where the data are continuous.

    O(n log n + sum of counts / 32) time for small d; O(n) memory.

    References
    ----------
    W. Gao, S. Kannan, S. Oh and P. Viswanath, Advances in Neural Information Processing Systems 30 (2017).

    Examples
    --------
    A fair coin, and the coin seen through a channel that is wrong one time in ten: 0.53 bits.

    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> coin = rng.integers(0, 2, 5000)
    >>> round(mixture_mutual_information(coin, coin ^ (rng.random(5000) < 0.1)), 1)
    0.5
    """
    chosen = SearchOptions(**options)
    samples = [read_sample("x", x), read_sample("y", y)]
    check_lengths(*samples)
    space = JointSpace(samples, k, chosen)
    radius = space.radius(zeros=True)
    tied = radius == 0
    counts = [np.full(space.n, space.k), space.counts(0), space.counts(1)]
    if tied.any():
        for i, which in enumerate(((0, 1), (0,), (1,))):
            equal = space.counts(*which, radius=np.zeros(space.n), inclusive=True)
            counts[i] = np.where(tied, equal, counts[i])
    local = np.log(space.n) + digamma_of_counts(counts[0])
    local = local - (digamma_of_counts(counts[1]) + digamma_of_counts(counts[2]))
    return chosen.result(local, space.k)
