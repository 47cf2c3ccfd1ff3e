"""Entropy of a discrete distribution from counts."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import numpy as np

from minent.arguments import one_of
from minent.entropy.estimates import base_log
from minent.entropy.samples import Floats
from minent.entropy.special import digamma
from minent.errors import InputError

Estimator: TypeAlias = Literal["plug_in", "miller_madow", "grassberger", "chao_shen"]


def discrete_entropy(counts: Any, estimator: Estimator = "grassberger", *, base: float = 2) -> float:
    """Entropy of a distribution from how often each value was seen.

    Parameters
    ----------
    counts : array of whole numbers
        Occurrences of each value; zeros are ignored. Any shape.
    estimator : {"plug_in", "miller_madow", "grassberger", "chao_shen"}
        The functions of this module. The plug-in is low by about (values - 1) / 2N nats.
    base : float
        Unit of the result: 2 for bits.

    Returns
    -------
    float
        In units of the base.

    Raises
    ------
    InputError
        If counts are negative, not whole or all zero.

    Notes
    -----
    O(values) time and memory.

    Examples
    --------
    >>> round(discrete_entropy([2, 2, 2, 2], "plug_in"), 6)
    2.0
    """
    one_of("estimator", estimator, tuple(_ESTIMATORS))
    array = np.asarray(counts).ravel()
    if array.dtype.kind not in "fiu" or not np.isfinite(array).all() or (array < 0).any() or (array % 1 != 0).any():
        raise InputError("counts: some are negative or not whole numbers; count the values first, as np.unique does")
    positive = np.sort(array[array > 0]).astype(np.float64)
    if not positive.size:
        raise InputError("counts: nothing was counted; give at least one positive count")
    return float(_ESTIMATORS[estimator](positive)) / base_log(base)


def plug_in(counts: Floats) -> float:
    """``-sum p ln p`` with p = c / N: the entropy of the frequencies."""
    n = counts.sum()
    return float(np.log(n) - (counts * np.log(counts)).sum() / n)


def miller_madow(counts: Floats) -> float:
    """The plug-in plus ``(values seen - 1) / 2N``.

    References
    ----------
    G. Miller, in: Information Theory in Psychology (1955), 95-100.
    """
    return plug_in(counts) + (len(counts) - 1) / (2 * float(counts.sum()))


def grassberger(counts: Floats) -> float:
    """``ln N - (1 / N) sum c G(c)`` with ``G(c) = psi(c) + (-1)^c (psi((c + 1) / 2) - psi(c / 2)) / 2``.

    References
    ----------
    P. Grassberger, arXiv:physics/0307138 (2003).
    """
    sign = np.where(counts % 2 == 0, 1.0, -1.0)
    g = digamma(counts) + 0.5 * sign * (digamma((counts + 1) / 2) - digamma(counts / 2))
    n = counts.sum()
    return float(np.log(n) - (counts * g).sum() / n)


def chao_shen(counts: Floats) -> float:
    """``-sum p ln p / (1 - (1 - p)^N)`` with ``p = C c / N`` and coverage ``C = 1 - (values seen once) / N``.

    References
    ----------
    A. Chao and T.-J. Shen, Environmental and Ecological Statistics 10 (2003), 429-443.
    """
    n = float(counts.sum())
    once = float((counts == 1).sum())
    # With all values seen once the coverage would be 0 and the estimate undefined.
    coverage = 1 - min(once, n - 1) / n
    p = coverage * counts / n
    seen = -np.expm1(n * np.log1p(-np.minimum(p, 1 - 1e-16)))
    return float(-(p * np.log(p) / seen).sum()) + 0.0


_ESTIMATORS = {
    "plug_in": plug_in,
    "miller_madow": miller_madow,
    "grassberger": grassberger,
    "chao_shen": chao_shen,
}
