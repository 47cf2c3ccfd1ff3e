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
        See Notes. The plug-in is low by about (values - 1) / 2N nats; Chao and Shen's also accounts for values
        that were not seen.
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
    ParameterError
        If the estimator is none of these, or the base not positive or 1.

    Notes
    -----
    In nats, with c the counts, N their sum, p = c / N and V the number of values seen:

    - plug-in: ``-sum p ln p``, the entropy of the frequencies
    - Miller and Madow: the plug-in plus ``(V - 1) / 2N``
    - Grassberger: ``ln N - (1 / N) sum c G(c)``, ``G(c) = psi(c) + (-1)^c (psi((c + 1) / 2) - psi(c / 2)) / 2``
    - Chao and Shen: ``-sum q ln q / (1 - (1 - q)^N)`` with ``q = C p`` and the coverage ``C = 1 - (values seen
      once) / N``; if all were seen once, ``C = 1 / N``

    O(V log V) time and O(V) memory.

    References
    ----------
    G. Miller, in: Information Theory in Psychology (1955), 95-100.
    P. Grassberger, arXiv:physics/0307138 (2003).
    A. Chao and T.-J. Shen, Environmental and Ecological Statistics 10 (2003), 429-443.

    Examples
    --------
    >>> round(discrete_entropy([2, 2, 2, 2], "plug_in"), 2)
    2.0
    >>> round(discrete_entropy([2, 2, 2, 2], "miller_madow"), 2)
    2.27
    """
    one_of("estimator", estimator, tuple(_ESTIMATORS))
    unit = base_log(base)
    array = np.asarray(counts).ravel()
    if array.dtype.kind not in "fiu" or not np.isfinite(array).all() or (array < 0).any() or (array % 1 != 0).any():
        raise InputError("counts: some are negative or not whole numbers; count the values first, as np.unique does")
    # Sorted: the sums do not depend on the order of the values.
    positive = np.sort(array[array > 0]).astype(np.float64)
    if not positive.size:
        raise InputError("counts: nothing was counted; give at least one positive count")
    return float(_ESTIMATORS[estimator](positive)) / unit


def _plug_in(counts: Floats) -> float:
    n = counts.sum()
    return float(np.log(n) - (counts * np.log(counts)).sum() / n)


def _miller_madow(counts: Floats) -> float:
    return _plug_in(counts) + (len(counts) - 1) / (2 * float(counts.sum()))


def _grassberger(counts: Floats) -> float:
    sign = np.where(counts % 2 == 0, 1.0, -1.0)
    g = digamma(counts) + 0.5 * sign * (digamma((counts + 1) / 2) - digamma(counts / 2))
    n = counts.sum()
    return float(np.log(n) - (counts * g).sum() / n)


def _chao_shen(counts: Floats) -> float:
    n = float(counts.sum())
    once = float((counts == 1).sum())
    # With all values seen once the coverage would be 0 and the estimate undefined.
    coverage = 1 - min(once, n - 1) / n
    p = coverage * counts / n
    seen = -np.expm1(n * np.log1p(-np.minimum(p, 1 - 1e-16)))
    return float(-(p * np.log(p) / seen).sum()) + 0.0


_ESTIMATORS = {
    "plug_in": _plug_in,
    "miller_madow": _miller_madow,
    "grassberger": _grassberger,
    "chao_shen": _chao_shen,
}
