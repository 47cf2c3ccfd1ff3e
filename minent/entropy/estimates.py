"""What an estimator returns."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from minent.arguments import number
from minent.entropy._neighbours import sum_exactly
from minent.entropy.samples import Floats
from minent.errors import ParameterError


@dataclass(frozen=True)
class Estimate:
    """An estimate with what it is made of.

    Parameters
    ----------
    value : float
        The estimate: the mean of `local`, in units of the base.
    local : float64 array, shape (n,)
        The contribution of each observation, in the order of the rows.
    stderr : float
        Standard deviation of `local` over sqrt(n). It takes the contributions as independent, so it is low by 10
        to 30 per cent, and knows nothing of bias; `subsampling` is better and dearer.
    k : int
        Neighbours.
    n : int
        Observations.

    Notes
    -----
    ``float(estimate)`` is its value. O(n) memory.

    Examples
    --------
    >>> from minent.entropy import entropy
    >>> one = entropy([0.1, 0.9, 2.5, 4.0, 7.5], k=1, full=True)
    >>> one.n, one.local.shape, float(one) == one.value
    (5, (5,), True)
    """

    value: float
    local: Floats
    stderr: float
    k: int
    n: int

    def __float__(self) -> float:
        return self.value


def base_log(base: float) -> float:
    """``ln base``: nats in one unit of the base."""
    base = number("base", base)
    if base <= 0 or base == 1:
        raise ParameterError(f"base must be positive and not 1, not {base:g}")
    return math.log(base)


def mean(local: Floats) -> float:
    """The mean, the same bits in any order."""
    return sum_exactly(np.ascontiguousarray(local)) / len(local)
