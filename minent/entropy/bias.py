"""Entropy with less bias in many dimensions.

The bias of the k-nearest-neighbour entropy is upward in many dimensions: a ball reaches beyond the border of
the support, and over regions where the density falls off. Two changes of coordinates take much of it away:

- *copula*: ``H(X) = sum of H(X_i) + H(U)``, where U_i is the rank of X_i scaled to [0, 1]. The support of U is
  a box, so the balls can be cut at its border.
- *whitening* first, ``H(X) = H(WX) - ln |det W|``, which removes linear dependence, so that U fills the box.

Which one helps depends on the distribution, but each of them errs upward in many dimensions, so the least is
nearest; the plain one is kept unless another is clearly below it. For one column the plain estimate is
returned: ranks of one column are a grid.
"""

from __future__ import annotations

import math

import numpy as np

from minent.entropy._neighbours import take_logs
from minent.entropy.estimates import mean
from minent.entropy.neighbours import Method, Metric, Points
from minent.entropy.samples import Sample, column_scales, read_sample, tie_error, unit_scale
from minent.entropy.special import log_unit_ball, psi
from minent.entropy.truncated import truncated_local

# Nats a column by which one of the others must be below the plain estimate: the least of three estimates of
# the same value is low by about their noise, and where they agree this is more than the bias it would remove.
_MARGIN = 0.02


def reduced_entropy(sample: Sample, k: int, metric: Metric, method: Method, workers: int) -> float:
    """The least of the plain, the copula and the whitened copula estimate, in nats; plain if they agree.

    Parameters
    ----------
    sample : Sample
        The observations.
    k, metric, method, workers
        As in `minent.entropy.entropy`; the cut balls are those of the max norm.
    """
    plain = plain_entropy(sample, k, metric, method, workers)
    if sample.d == 1:
        return plain
    least = copula_entropy(sample, k, method, workers)
    whitened = _whitened(sample)
    if whitened is not None:
        least = min(least, copula_entropy(whitened[0], k, method, workers) + whitened[1])
    return least if least < plain - _MARGIN * sample.d else plain


def plain_entropy(sample: Sample, k: int, metric: Metric, method: Method = "auto", workers: int = 1) -> float:
    """The estimate of Kozachenko and Leonenko in nats."""
    unit = unit_scale(sample.low, sample.high)
    points = Points(sample.values, np.full(sample.d, unit), workers, method, ordered=False)
    logs = points.distances([k], metric)[:, 0]
    n_tied = take_logs(logs)
    if n_tied:
        raise tie_error(sample.name, n_tied, k)
    offset = psi(sample.n) - psi(k) + log_unit_ball(sample.d, metric)
    return offset + sample.d * (mean(logs) - math.log(unit))


def copula_entropy(sample: Sample, k: int, method: Method, workers: int) -> float:
    """Entropies of the columns plus that of their ranks with balls cut at the unit box, in nats.

    Raises
    ------
    InputError
        If a column has more than k equal values.
    """
    total = 0.0
    ranks = np.empty_like(sample.values)
    for i in range(sample.d):
        column, name = sample.values[:, i], f"{sample.name}, {sample.columns[i]}"
        one = Sample(name, column[:, None], sample.columns[i : i + 1], sample.low[i : i + 1], sample.high[i : i + 1])
        total += plain_entropy(one, k, "chebyshev", workers=workers)
        ranks[np.argsort(column, kind="stable"), i] = (np.arange(sample.n) + 0.5) / sample.n
    box = np.zeros(sample.d), np.ones(sample.d)
    local = truncated_local(read_sample(sample.name, ranks), [k], box, method, workers)[k]
    return total + mean(local)


def _whitened(sample: Sample) -> tuple[Sample, float] | None:
    """Uncorrelated columns of variance 1 and what the change of coordinates takes from the entropy.

    None if the covariance is singular to rounding.
    """
    # Columns of very different units would make the covariance look singular.
    scales = column_scales(sample)
    centred = sample.values * scales
    centred -= centred.mean(axis=0)
    variances, directions = np.linalg.eigh(centred.T @ centred / sample.n)
    if variances[0] <= variances[-1] * 1e-12:
        return None
    whitened = centred @ (directions / np.sqrt(variances))
    return read_sample(sample.name, whitened), 0.5 * float(np.log(variances).sum()) - float(np.log(scales).sum())
