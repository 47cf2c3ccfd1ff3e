"""Divergence of two distributions from a sample of each."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from minent.arguments import one_of
from minent.entropy._neighbours import take_logs
from minent.entropy.estimates import Estimate, base_log, finish
from minent.entropy.mixtures import label_information
from minent.entropy.neighbours import METRICS, Method, Metric, Points, worker_count
from minent.entropy.samples import Sample, Ties, break_ties, check_k, read_sample, tie_error, unit_scale
from minent.errors import InputError


def kl_divergence(
    x: Any,
    y: Any,
    k: int = 3,
    *,
    metric: Metric = "euclidean",
    base: float = 2,
    ties: Ties = "error",
    seed: int = 0,
    method: Method = "auto",
    workers: int | None = None,
    full: bool = False,
) -> float | Estimate:
    """Kullback-Leibler divergence D(P || Q) from samples x of P and y of Q (Wang, Kulkarni and Verdu).

    ``D = (d / n) sum ln(nu_i / rho_i) + ln(m / (n - 1))`` with rho_i the distance from x_i to its k-th nearest
    other point of x and nu_i that to its k-th nearest of y; n and m are the sizes.

    Parameters
    ----------
    x : array, shape (n, d) or (n,)
        Sample of P.
    y : array, shape (m, d) or (m,)
        Sample of Q.
    metric : {"euclidean", "chebyshev"}
        Shape of the balls.
    k, base, ties, seed, method, workers, full
        As in `entropy`.

    Returns
    -------
    float or Estimate
        In units of the base; may be slightly negative.

    Raises
    ------
    InputError
        If values are missing, infinite, constant in x or repeated, or rows are too few for k.

    References
    ----------
    Q. Wang, S. R. Kulkarni and S. Verdu, IEEE Transactions on Information Theory 55 (2009), 2392-2405.
    """
    one_of("metric", metric, METRICS)
    base_log(base)
    first, second = _read_pair(x, y, ties, seed)
    k = check_k(k, first.n, "x")
    check_k(k, second.n, "y", within=False)
    threads = worker_count(workers)
    unit = unit_scale(np.minimum(first.low, second.low), np.maximum(first.high, second.high))
    scale = np.full(first.d, unit)
    own = Points(first.values, scale, threads, method)
    other = Points(second.values, scale, threads, method)
    within = own.distances([k], metric)[:, 0]
    across = other.distances_from(own, k, metric)
    for name, logs in (("x", within), ("x and y", across)):
        n_tied = take_logs(logs)
        if n_tied:
            raise tie_error(name, n_tied, k)
    local = first.d * (across - within) + math.log(second.n / (first.n - 1))
    return finish(own.in_rows(local), k=k, base=base, full=full)


def js_divergence(
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
    """Jensen-Shannon divergence from samples x of P and y of Q.

    The information that a point of the pooled sample has about where it came from,
    ``H(wP + (1 - w)Q) - w H(P) - (1 - w) H(Q)``, by `discrete_mutual_information`; w = n / (n + m), so
    samples of equal size give the usual form with w = 1/2. At most 1 bit.

    Parameters
    ----------
    x, y : arrays, shape (n, d) and (m, d), or (n,) and (m,)
        The samples.
    k, base, ties, seed, method, workers, full
        As in `mutual_information`.

    Returns
    -------
    float or Estimate
        In units of the base; may be slightly negative. `local` has the rows of x, then those of y.

    Raises
    ------
    InputError
        If values are missing, infinite, constant or repeated, or rows are too few for k.

    References
    ----------
    J. Lin, IEEE Transactions on Information Theory 37 (1991), 145-151.
    B. C. Ross, PLoS ONE 9 (2014), e87357.
    """
    base_log(base)
    first, second = _read_pair(x, y, ties, seed)
    k = check_k(check_k(k, first.n, "x"), second.n, "y")
    codes = np.repeat(np.arange(2), (first.n, second.n))
    pooled = read_sample("x and y", np.vstack([first.values, second.values]))
    return finish(label_information(codes, pooled, k, method, worker_count(workers)), k=k, base=base, full=full)


def _read_pair(x: Any, y: Any, ties: Ties, seed: int) -> tuple[Sample, Sample]:
    first, second = read_sample("x", x), read_sample("y", y)
    if first.d != second.d:
        raise InputError(f"x has {first.d} columns and y {second.d}; give samples of the same variables")
    (first,) = break_ties([first], ties, seed)
    (second,) = break_ties([second], ties, seed + 1)
    return first, second
