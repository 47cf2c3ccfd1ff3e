"""Differential entropy by nearest neighbours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from minent.arguments import one_of
from minent.entropy._neighbours import take_logs
from minent.entropy.bias import reduced_entropy
from minent.entropy.estimates import Estimate, base_log, finish, mean
from minent.entropy.neighbours import METRICS, Method, Metric, Points, worker_count
from minent.entropy.samples import (
    Floats,
    Sample,
    Ties,
    break_ties,
    check_k,
    check_lengths,
    read_sample,
    tie_error,
    unit_scale,
)
from minent.entropy.special import log_unit_ball, psi
from minent.entropy.truncated import check_box, truncated_local
from minent.errors import ParameterError


def entropy(
    x: Any,
    k: int | Sequence[int] = 3,
    *,
    metric: Metric = "euclidean",
    base: float = 2,
    box: tuple[Any, Any] | None = None,
    reduce_bias: bool = False,
    ties: Ties = "error",
    seed: int = 0,
    method: Method = "auto",
    workers: int | None = None,
    full: bool = False,
) -> Any:
    """Kozachenko-Leonenko estimate of the differential entropy.

    ``H = psi(n) - psi(k) + ln c_d + (d / n) sum ln e_i`` with e_i the distance from point i to its k-th
    nearest other point and c_d the volume of the unit ball. Its bias grows with d; it comes from regions
    where the density changes within a ball.

    Parameters
    ----------
    x : array or data frame, shape (n, d) or (n,)
        Observations.
    k : int or sequence of int
        Neighbours; several are estimated from one search. A small k has less bias, a large one less variance.
    metric : {"euclidean", "chebyshev"}
        Shape of the balls. Euclidean ones have less bias from d = 10 on and do not depend on rotations.
    base : float
        Unit of the result: 2 for bits, ``math.e`` for nats.
    box : pair of arrays, shape (d,), optional
        Lower and upper bounds of the support; balls are cut at them (max norm), which removes the bias of
        the border.
    reduce_bias : bool
        The least of the plain estimate and two with the border bias removed, see `minent.entropy.bias`.
        Off by default: it takes three searches, is no mean over observations, and gains little below d = 5.
    ties : {"error", "jitter", "drop"}
        What to do with more than k equal rows, see `minent.entropy.samples.break_ties`.
    seed : int
        Of the jitter.
    method : {"auto", "line", "tree", "brute"}
        Neighbour search, see `minent.entropy.neighbours`.
    workers : int, optional
        Threads; all processors by default.
    full : bool
        Return `Estimate` objects with the contributions of the observations.

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
    base_log(base)
    (sample,) = break_ties([read_sample("x", x)], ties, seed)
    ks = [check_k(one, sample.n, sample.name) for one in ([k] if np.isscalar(k) else list(k))]  # type: ignore[arg-type]
    if not ks:
        raise ParameterError("k is empty; give at least one number of neighbours")
    if reduce_bias and (box is not None or full):
        raise ParameterError("reduce_bias goes with neither box nor full; leave one of them out")
    threads = worker_count(workers)
    if reduce_bias:
        results = [reduced_entropy(sample, one, metric, method, threads) / base_log(base) for one in ks]
        return results[0] if np.isscalar(k) else results
    bounds = None if box is None else check_box(box, sample)
    local = _local_terms(sample, ks, metric, bounds, method, threads, ordered=full)
    finished = [finish(local[one], k=one, base=base, full=full) for one in ks]
    return finished[0] if np.isscalar(k) else finished


def _local_terms(
    sample: Sample,
    ks: list[int],
    metric: Metric,
    bounds: tuple[Floats, Floats] | None,
    method: Method,
    workers: int,
    ordered: bool,
) -> dict[int, Floats]:
    """Contributions of the points in nats by k; in the order of rows if `ordered`."""
    if bounds is not None:
        return truncated_local(sample, ks, bounds, method, workers)
    unit = unit_scale(sample.low, sample.high)
    points = Points(sample.values, np.full(sample.d, unit), workers, method, ordered)
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
        The variables.
    k : int
        Neighbours.
    **options
        Those of `entropy`.

    Raises
    ------
    InputError
        As `entropy`, and if the variables are of different length.
    """
    if not variables:
        raise ParameterError("joint_entropy needs at least one variable")
    samples = [read_sample(f"variable {i}", variable) for i, variable in enumerate(variables)]
    check_lengths(*samples)
    return entropy(np.hstack([sample.values for sample in samples]), k, **options)


def conditional_entropy(
    x: Any,
    y: Any,
    k: int = 3,
    *,
    base: float = 2,
    ties: Ties = "error",
    seed: int = 0,
    method: Method = "auto",
    workers: int | None = None,
    full: bool = False,
) -> float | Estimate:
    """Entropy of x given y: ``H(X | Y) = H(X, Y) - H(Y)``.

    The joint entropy is that of Kozachenko and Leonenko in the max norm; H(Y) is taken with the radii of
    the joint space, ``psi(n) - <psi(n_y + 1)> + d_y ln 2 + (d_y / n) sum ln e_i`` as in Kraskov et al., so
    that the biases of the two cancel to a good part. Columns of y are scaled to the deviation of x's, which
    leaves H(X | Y) unchanged.

    Parameters
    ----------
    x, y : arrays, shape (n, d) or (n,)
        Observed together.
    k, base, ties, seed, method, workers, full
        As in `entropy`.

    Returns
    -------
    float or Estimate
        In units of the base.

    Raises
    ------
    InputError
        As `entropy`, and if x and y are of different length.

    References
    ----------
    A. Kraskov, H. Stoegbauer and P. Grassberger, Physical Review E 69 (2004), 066138.
    """
    from minent.entropy.samples import column_scales
    from minent.entropy.special import digamma_of_counts

    samples = [read_sample("x", x), read_sample("y", y)]
    check_lengths(*samples)
    first, second = break_ties(samples, ties, seed)
    k, threads = check_k(k, first.n, "x"), worker_count(workers)
    scales = [column_scales(first), column_scales(second)]
    joint = Points(np.hstack([first.values, second.values]), np.concatenate(scales), threads, method)
    radius = joint.in_rows(joint.distances([k], "chebyshev")[:, 0])
    near = Points(second.values, scales[1], threads, method if second.d > 1 else "auto").counts(radius)
    n_tied = take_logs(radius)
    if n_tied:
        raise tie_error("x and y", n_tied, k)
    local = radius * first.d + digamma_of_counts(np.maximum(near, 1)) - psi(k)
    local += first.d * math.log(2) - float(np.log(scales[0]).sum())
    return finish(local, k=k, base=base, full=full, value=mean(local))
