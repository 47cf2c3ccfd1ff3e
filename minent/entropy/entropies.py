"""Differential entropy by nearest neighbours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from minent.arguments import one_of
from minent.entropy._neighbours import take_logs
from minent.entropy.bias import reduced_entropy
from minent.entropy.estimates import Estimate, base_log
from minent.entropy.neighbours import METRICS, Metric, Points
from minent.entropy.options import SampleOptions
from minent.entropy.samples import (
    Floats,
    Sample,
    break_ties,
    check_k,
    check_lengths,
    column_scales,
    read_sample,
    tie_error,
    unit_scale,
)
from minent.entropy.special import digamma_of_counts, log_unit_ball, psi
from minent.entropy.truncated import check_box, truncated_local
from minent.errors import ParameterError

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from minent.entropy.options import SampleKeywords


def entropy(
    x: Any,
    k: int | Sequence[int] = 3,
    *,
    metric: Metric = "euclidean",
    box: tuple[Any, Any] | None = None,
    reduce_bias: bool = False,
    **options: Unpack[SampleKeywords],
) -> Any:
    """Kozachenko-Leonenko estimate of the differential entropy.

    Parameters
    ----------
    x : array or data frame, shape (n, d) or (n,)
        Observations.
    k : int or sequence of int
        Neighbours; several are estimated from one search. A small k has less bias, a large one less variance.
    metric : {"euclidean", "chebyshev"}
        Shape of the balls. Euclidean ones have less bias from d = 10 on and do not depend on rotations.
    box : pair of arrays, shape (d,), optional
        Lower and upper bounds of the support; balls are cut at them (max norm), which removes the bias of
        the border.
    reduce_bias : bool
        The least of the plain estimate and two with the border bias removed, see `minent.entropy.bias`.
        Off by default: it takes three searches, is no mean over observations, and gains little below d = 5.
    **options
        ``base``, ``ties``, ``seed``, ``method``, ``workers``, ``full``, see `SampleOptions`.

    Returns
    -------
    float or Estimate, or a list of them for several k
        In units of the base. The same bits for any number of workers and, without jitter, any order of rows
        (with `reduce_bias`, to rounding).

    Raises
    ------
    InputError
        If values are missing, infinite, constant or repeated, or rows too few for k.
    ParameterError
        If a parameter is out of range.

    Notes
    -----
    ``H = psi(n) - psi(k) + ln c_d + (d / n) sum ln e_i`` with e_i the distance from point i to its k-th
    nearest other point and c_d the volume of the unit ball. Its bias grows with d; it comes from regions
    where the density changes within a ball. With a box, ``ln c_d + d ln e_i`` is the logarithm of the
    volume of the ball inside it. Columns are not scaled: give them in units in which they vary alike.

    O(n log n) time for small d, O(n^2 d) for large; O(nk) memory.

    References
    ----------
    L. F. Kozachenko and N. N. Leonenko, Problems of Information Transmission 23 (1987), 95-101.
    A. Kraskov, H. Stoegbauer and P. Grassberger, Physical Review E 69 (2004), 066138.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.random.default_rng(0).random((1000, 2))
    >>> round(entropy(x, box=(0, 1)), 2)  # of a unit square: 0
    -0.02
    """
    one_of("metric", metric, METRICS)
    chosen = SampleOptions(**options)
    (sample,) = break_ties([read_sample("x", x)], chosen.ties, chosen.seed)
    several = not np.isscalar(k)
    ks = [check_k(one, sample.n, sample.name) for one in _listed(k)]
    if reduce_bias and (box is not None or chosen.full):
        raise ParameterError("reduce_bias goes with neither box nor full; leave one of them out")
    if reduce_bias:
        unit = base_log(chosen.base)
        results = [reduced_entropy(sample, one, metric, chosen.method, chosen.threads) / unit for one in ks]
        return results if several else results[0]
    bounds = None if box is None else check_box(box, sample)
    local = _local_terms(sample, ks, metric, bounds, chosen)
    finished = [chosen.result(local[one], one) for one in ks]
    return finished if several else finished[0]


def _listed(ks: Any) -> list[int]:
    if np.isscalar(ks):
        return [ks]  # type: ignore[list-item]
    listed = list(ks) if np.iterable(ks) else []
    if not listed:
        raise ParameterError("k is empty; give at least one number of neighbours")
    return listed


def _local_terms(
    sample: Sample, ks: list[int], metric: Metric, bounds: tuple[Floats, Floats] | None, options: SampleOptions
) -> dict[int, Floats]:
    """Contributions of the points in nats by k; in the order of rows if they are wanted."""
    if bounds is not None:
        return truncated_local(sample, ks, bounds, options.method, options.threads)
    unit, ordered = unit_scale(sample.low, sample.high), options.full
    points = Points(sample.values, np.full(sample.d, unit), options.threads, options.method, ordered)
    wanted = sorted(set(ks))
    distances = points.distances(wanted, metric)
    terms: dict[int, Floats] = {}
    for j, k in enumerate(wanted):
        local = distances[:, j] if len(wanted) == 1 else np.ascontiguousarray(distances[:, j])
        n_tied = take_logs(local)
        if n_tied:
            raise tie_error(sample.name, n_tied, k)
        local *= sample.d
        local += psi(sample.n) - psi(k) + log_unit_ball(sample.d, metric) - sample.d * math.log(unit)
        terms[k] = points.in_rows(local) if ordered else local
    return terms


def joint_entropy(*variables: Any, k: int = 3, **options: Any) -> Any:
    """Entropy of several variables together: `entropy` of their columns side by side.

    Parameters
    ----------
    *variables : arrays, shape (n, d_i) or (n,)
        The variables, observed together.
    k : int or sequence of int
        Neighbours.
    **options
        Those of `entropy`.

    Returns
    -------
    float or Estimate, or a list of them for several k
        As `entropy`.

    Raises
    ------
    InputError
        As `entropy`, and if the variables are of different length.
    ParameterError
        Without variables, or if a parameter is out of range.

    Notes
    -----
    Formula, time and memory are those of `entropy` with d the sum of the d_i. Columns are not scaled.

    References
    ----------
    L. F. Kozachenko and N. N. Leonenko, Problems of Information Transmission 23 (1987), 95-101.

    Examples
    --------
    >>> import numpy as np
    >>> x, y = np.random.default_rng(0).random((2, 1000))
    >>> joint_entropy(x, y) == entropy(np.column_stack([x, y]))
    True
    """
    if not variables:
        raise ParameterError("joint_entropy needs at least one variable")
    samples = [read_sample(f"variable {i}", variable) for i, variable in enumerate(variables)]
    check_lengths(*samples)
    return entropy(np.hstack([sample.values for sample in samples]), k, **options)


def conditional_entropy(x: Any, y: Any, k: int = 3, **options: Unpack[SampleKeywords]) -> float | Estimate:
    """Entropy of x given y: ``H(X | Y) = H(X, Y) - H(Y)``.

    Parameters
    ----------
    x, y : arrays, shape (n, d) or (n,)
        Observed together.
    k : int
        Neighbours.
    **options
        ``base``, ``ties``, ``seed``, ``method``, ``workers``, ``full``, see `SampleOptions`.

    Returns
    -------
    float or Estimate
        In units of the base. The same for any number of workers and any order of rows.

    Raises
    ------
    InputError
        As `entropy`, and if x and y are of different length.
    ParameterError
        If a parameter is out of range.

    Notes
    -----
    ``H = (d_x / n) sum ln e_i + <psi(n_y + 1)> - psi(k) + d_x ln 2``. The joint entropy is that of Kozachenko
    and Leonenko in the max norm; H(Y) is taken with the radii e_i of the joint space, ``psi(n) - <psi(n_y + 1)>
    + d_y ln 2 + (d_y / n) sum ln e_i`` as in Kraskov et al., so that the biases of the two cancel to a good
    part. All columns are scaled to variance 1 for the search and the logarithms of x's scales added back.

    O(n log n + sum of counts / 32) time for small d; O(n) memory.

    References
    ----------
    A. Kraskov, H. Stoegbauer and P. Grassberger, Physical Review E 69 (2004), 066138.

    Examples
    --------
    >>> import numpy as np
    >>> x, y = np.random.default_rng(0).random((2, 5000))
    >>> round(conditional_entropy(x + y, y), 1)  # that of x, uniform on [0, 1]
    0.0
    """
    chosen = SampleOptions(**options)
    samples = [read_sample("x", x), read_sample("y", y)]
    check_lengths(*samples)
    first, second = break_ties(samples, chosen.ties, chosen.seed)
    k, threads = check_k(k, first.n, "x"), chosen.threads
    scales = [column_scales(first), column_scales(second)]
    joint = Points(np.hstack([first.values, second.values]), np.concatenate(scales), threads, chosen.method)
    radius = joint.in_rows(joint.distances([k], "chebyshev")[:, 0])
    near = Points(second.values, scales[1], threads, chosen.method if second.d > 1 else "auto").counts(radius)
    n_tied = take_logs(radius)
    if n_tied:
        raise tie_error("x and y", n_tied, k)
    local = radius * first.d + digamma_of_counts(np.maximum(near, 1)) - psi(k)
    local += first.d * math.log(2) - float(np.log(scales[0]).sum())
    return chosen.result(local, k)
