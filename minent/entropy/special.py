"""Digamma and volumes of balls."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from minent.entropy.samples import Floats

# psi(x) = ln x - 1 / 2x - sum of B_2j / (2j x^2j), from j = 1.
_SERIES = (1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12)
_LARGE = 10


def digamma(x: ArrayLike) -> Floats:
    """psi(x) for x > 0, to about 1e-15 of its size.

    Small arguments are raised by psi(x) = psi(x + 1) - 1 / x, large ones have the asymptotic series.
    """
    x = np.array(x, dtype=np.float64)
    result = np.zeros_like(x)
    for _ in range(_LARGE):
        small = x < _LARGE
        if not small.any():
            break
        result -= np.where(small, 1 / x, 0.0)
        x = np.where(small, x + 1, x)
    square = 1 / (x * x)
    series = np.zeros_like(x)
    for coefficient in reversed(_SERIES):
        series = square * (coefficient + series)
    return result + np.log(x) - 0.5 / x - series


def psi(n: int) -> float:
    """psi(n) of one number."""
    return float(digamma(float(n)))


def digamma_of_counts(counts: NDArray[np.int64]) -> Floats:
    """Psi of whole numbers of at least 1, by a table."""
    return digamma(np.arange(1, int(counts.max()) + 1))[counts - 1]


def log_unit_ball(d: int, metric: str) -> float:
    """Logarithm of the volume of the ball with radius 1.

    ``d ln 2`` in the max norm, ``(d / 2) ln pi - ln Gamma(d / 2 + 1)`` in the Euclidean.
    """
    if metric == "chebyshev":
        return d * math.log(2.0)
    return 0.5 * d * math.log(math.pi) - math.lgamma(0.5 * d + 1)
