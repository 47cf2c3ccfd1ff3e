"""Divergence of two distributions from a sample of each."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from minent.arguments import one_of
from minent.entropy._neighbours import take_logs
from minent.entropy.estimates import Estimate, mean
from minent.entropy.neighbours import METRICS, Metric, Points
from minent.entropy.options import SampleOptions
from minent.entropy.samples import (
    Floats,
    Sample,
    break_ties,
    check_k,
    column_scales,
    read_sample,
    tie_error,
    unit_scale,
)
from minent.entropy.special import digamma, psi
from minent.errors import InputError

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from minent.entropy.options import SampleKeywords

Weights: TypeAlias = Literal["equal", "sizes"]
WEIGHTS = ("equal", "sizes")
_LARGEST_RATIO = 100  # of sizes: neighbours are in proportion, and more rows on one side tell nothing


def kl_divergence(
    x: Any, y: Any, k: int = 3, *, metric: Metric = "euclidean", **options: Unpack[SampleKeywords]
) -> float | Estimate:
    """Kullback-Leibler divergence D(P || Q) from samples x of P and y of Q (Wang, Kulkarni and Verdu).

    Parameters
    ----------
    x : array, shape (n, d) or (n,)
        Sample of P.
    y : array, shape (m, d) or (m,)
        Sample of Q.
    k : int
        Neighbours.
    metric : {"euclidean", "chebyshev"}
        Shape of the balls.
    **options
        ``base``, ``ties``, ``seed``, ``method``, ``workers``, ``full``, see `SampleOptions`. Ties are rows of x
        that equal k others of x or k of y.

    Returns
    -------
    float or Estimate
        In units of the base; may be slightly negative. `local` has the rows of x. The same for any number of
        workers and any order of rows.

    Raises
    ------
    InputError
        If values are missing, infinite, constant or repeated, columns differ, or rows are too few for k.
    ParameterError
        If a parameter is out of range.

    Notes
    -----
    ``D = (d / n) sum ln(nu_i / rho_i) + ln(m / (n - 1))`` with rho_i the distance from x_i to its k-th nearest
    other point of x and nu_i that to its k-th nearest of y. Columns are not scaled: give them in units in which
    they vary alike.

    O((n + m) log (n + m)) time for small d, O((n + m) n d) for large; O(n + m) memory.

    References
    ----------
    Q. Wang, S. R. Kulkarni and S. Verdu, IEEE Transactions on Information Theory 55 (2009), 2392-2405.

    Examples
    --------
    Normal distributions a deviation apart: 1/2 nat, 0.72 bits.

    >>> import numpy as np
    >>> x, y = np.random.default_rng(0).standard_normal((2, 5000))
    >>> round(kl_divergence(x, y + 1), 1)
    0.7
    """
    one_of("metric", metric, METRICS)
    chosen = SampleOptions(**options)
    first, second = _read_pair(x, y, chosen)
    k = check_k(k, first.n, "x")
    check_k(k, second.n, "y", within=False)
    unit = unit_scale(np.minimum(first.low, second.low), np.maximum(first.high, second.high))
    scale = np.full(first.d, unit)
    own = Points(first.values, scale, chosen.threads, chosen.method)
    other = Points(second.values, scale, chosen.threads, chosen.method)
    within = own.distances([k], metric)[:, 0]
    across = other.distances_from(own, k, metric)
    for name, logs in (("x", within), ("x and y", across)):
        n_tied = take_logs(logs)
        if n_tied:
            raise tie_error(name, n_tied, k)
    local = first.d * (across - within) + math.log(second.n / (first.n - 1))
    return chosen.result(own.in_rows(local), k)


def js_divergence(
    x: Any, y: Any, k: int = 3, *, weights: Weights = "equal", **options: Unpack[SampleKeywords]
) -> float | Estimate:
    """Jensen-Shannon divergence of P and Q from samples x of P and y of Q.

    ``JS = H(wP + (1 - w)Q) - w H(P) - (1 - w) H(Q)``: the information that a draw from the mixture has about
    which of the two it came from. At most 1 bit. Columns are scaled to variance 1 first, so units do not matter.

    Parameters
    ----------
    x, y : arrays, shape (n, d) and (m, d), or (n,) and (m,)
        The samples.
    k : int
        Neighbours in the smaller sample.
    weights : {"equal", "sizes"}
        ``equal``: w = 1/2, whatever the sizes. ``sizes``: w = n / (n + m), the information that an observation of
        the pooled sample has about its origin. The same for samples of equal size.
    **options
        ``base``, ``ties``, ``seed``, ``method``, ``workers``, ``full``, see `SampleOptions`. Ties are rows of a
        sample that equal k others of it.

    Returns
    -------
    float or Estimate
        In units of the base; may be slightly negative. `local` has the rows of x, then those of y, weighted so
        that their mean is the value. The same for (y, x), any number of workers and any order of rows.

    Raises
    ------
    InputError
        If values are missing, infinite, constant or repeated, columns differ, rows are too few for k, or, with
        equal weights, one sample is more than 100 times as large as the other.
    ParameterError
        If a parameter is out of range.

    Notes
    -----
    Ross's estimate of the information in a label, as `discrete_mutual_information`, with weights. Let an x_i have
    its k_x-th nearest other point of x at e_i (max norm) and c_i points of y strictly nearer than that:

    ``t_i = psi(k_x) - psi(k_x + c_i n (1 - w) / (m w)) - ln w + psi(n + m) - psi(n) - ln((n + m) / n)``

    estimates ``ln p / (w p + (1 - w) q)`` at x_i. JS is w times the mean of these and (1 - w) times that of
    those of y, with the roles exchanged. With ``weights="sizes"``, k_x = k_y = k and this is Ross's estimate. With
    equal ones a sample r times as large as the other has ``round(k r)`` neighbours, so that a ball holds about k
    points of the smaller one; with k of its own it would be high by 0.1 nats at r = 10 where P = Q.

    The plain difference of three entropies is not used: their biases do not cancel.

    O(N log N + sum of counts / 32 + N k r) time for small d and N = n + m; O(N) memory.

    References
    ----------
    J. Lin, IEEE Transactions on Information Theory 37 (1991), 145-151.
    B. C. Ross, PLoS ONE 9 (2014), e87357.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> x = rng.random(2000)
    >>> round(js_divergence(x, 0.5 + rng.random(500)), 1)  # half of each is in the other's reach: 1/2
    0.5
    >>> round(js_divergence(x, 5 + rng.random(500)), 1)
    1.0
    """
    one_of("weights", weights, WEIGHTS)
    chosen = SampleOptions(**options)
    samples = _read_pair(x, y, chosen)
    k = check_k(check_k(k, samples[0].n, "x"), samples[1].n, "y")
    sizes = np.array([sample.n for sample in samples])
    share = sizes / sizes.sum() if weights == "sizes" else np.full(2, 0.5)
    pooled = read_sample("x and y", np.vstack([sample.values for sample in samples]))
    scales = column_scales(pooled)
    reach = _neighbours_of_each(k, sizes) if weights == "equal" else np.full(2, k)
    radius = np.concatenate([_radius(*pair, scales, chosen) for pair in zip(samples, reach.tolist(), strict=True)])
    n_tied = int((radius == 0).sum())
    if n_tied:
        raise tie_error("x and y", n_tied, k)
    near = _points(pooled.values, scales, chosen).counts(radius)
    parts = np.split(near, sizes[:1])
    terms = [_origin_terms(parts[i], int(reach[i]), sizes, share, i) for i in range(2)]
    stderr = math.sqrt(sum(float(w * w * np.var(t) / len(t)) for w, t in zip(share, terms, strict=True)))
    value = float(sum(w * mean(t) for w, t in zip(share, terms, strict=True)))
    local = np.concatenate([w * pooled.n / len(t) * t for w, t in zip(share, terms, strict=True)])
    return chosen.result(local, k, value=value, stderr=stderr)


def _neighbours_of_each(k: int, sizes: np.ndarray) -> np.ndarray:
    """Neighbours in each sample so that a ball holds about k of the smaller one."""
    if sizes.max() > _LARGEST_RATIO * sizes.min():
        larger = "xy"[int(np.argmax(sizes))]
        raise InputError(
            f"{larger} has {sizes.max()} rows, more than {_LARGEST_RATIO} times the other's {sizes.min()}; "
            f"give some of the rows of {larger}, drawn at random, or weights='sizes'"
        )
    wanted = np.rint(k * sizes / sizes.min()).astype(np.int64)
    return np.minimum(wanted, sizes - 1)


def _points(values: Floats, scales: Floats, options: SampleOptions) -> Points:
    return Points(values, scales, options.threads, options.method if values.shape[1] > 1 else "auto")


def _radius(sample: Sample, k: int, scales: Floats, options: SampleOptions) -> Floats:
    points = _points(sample.values, scales, options)
    return points.in_rows(points.distances([k], "chebyshev")[:, 0])


def _origin_terms(near: np.ndarray, k: int, sizes: np.ndarray, share: np.ndarray, i: int) -> Floats:
    """The t of the Notes of `js_divergence` from the points of both samples in the balls of sample i."""
    own, other, n = int(sizes[i]), int(sizes[1 - i]), int(sizes.sum())
    foreign = np.maximum(near - k, 0)
    constant = psi(k) - math.log(share[i]) + psi(n) - psi(own) - math.log(n / own)
    return constant - digamma(k + foreign * (own * share[1 - i] / (other * share[i])))


def _read_pair(x: Any, y: Any, options: SampleOptions) -> list[Sample]:
    samples = [read_sample("x", x), read_sample("y", y)]
    if samples[0].d != samples[1].d:
        raise InputError(f"x has {samples[0].d} columns and y {samples[1].d}; give samples of the same variables")
    return [break_ties([one], options.ties, options.seed + i)[0] for i, one in enumerate(samples)]
