"""Kozachenko-Leonenko entropy with balls cut at the border of a known support."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from minent.entropy._neighbours import take_logs
from minent.entropy.neighbours import Method, Points
from minent.entropy.samples import Floats, Sample, tie_error, unit_scale
from minent.entropy.special import psi
from minent.errors import InputError, ParameterError

_BLOCK = 1 << 16  # rows at a time


def check_box(box: tuple[Any, Any], sample: Sample) -> tuple[Floats, Floats]:
    """Return the bounds of the support, one of each a column.

    Raises
    ------
    ParameterError
        If the box is no pair of finite bounds with the lower below the upper.
    InputError
        If an observation lies outside.
    """
    try:
        low, high = (np.broadcast_to(np.asarray(side, dtype=np.float64), (sample.d,)) for side in box)
    except (TypeError, ValueError):
        raise ParameterError(f"box must be (low, high), each a number or one for each of {sample.d} columns") from None
    if not (np.isfinite(low).all() and np.isfinite(high).all() and (low < high).all()):
        raise ParameterError("box must have finite bounds, the lower below the upper")
    outside = np.flatnonzero((sample.low < low) | (sample.high > high))
    if outside.size:
        i = outside[0]
        raise InputError(
            f"{sample.name}: {sample.columns[i]} reaches from {sample.low[i]:g} to {sample.high[i]:g}, "
            f"outside the box from {low[i]:g} to {high[i]:g}; widen the box"
        )
    return low, high


def truncated_local(
    sample: Sample, ks: list[int], bounds: tuple[Floats, Floats], method: Method, workers: int
) -> dict[int, Floats]:
    """Contributions ``psi(n) - psi(k) + sum over columns of ln(length of the ball inside the box)``, by k.

    In nats and the order of the rows; balls are those of the max norm.
    """
    unit = unit_scale(np.minimum(sample.low, bounds[0]), np.maximum(sample.high, bounds[1]))
    points = Points(sample.values, np.full(sample.d, unit), workers, method)
    wanted = sorted(set(ks))
    distances = points.in_rows(points.distances(wanted, "chebyshev"))
    return {
        k: _volumes(sample, distances[:, j], k, (bounds[0] * unit, bounds[1] * unit), unit)
        + (psi(sample.n) - psi(k) - sample.d * math.log(unit))
        for j, k in enumerate(wanted)
    }


def _volumes(sample: Sample, radius: Floats, k: int, bounds: tuple[Floats, Floats], unit: float) -> Floats:
    """Logarithm of the volume of each ball inside the box."""
    out = np.empty(sample.n)
    n_tied = 0
    for begin in range(0, sample.n, _BLOCK):
        rows = sample.values[begin : begin + _BLOCK] * unit
        reach = radius[begin : begin + _BLOCK, None]
        n_tied += int((reach == 0).sum())
        sides = np.minimum(rows + reach, bounds[1]) - np.maximum(rows - reach, bounds[0])
        flat = np.ascontiguousarray(sides).ravel()
        take_logs(flat)
        out[begin : begin + _BLOCK] = flat.reshape(sides.shape).sum(axis=1)
    if n_tied:
        raise tie_error(sample.name, n_tied, k)
    return out
