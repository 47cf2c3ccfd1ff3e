"""Nearest neighbours and range counts as loops over their definition."""

from __future__ import annotations

import math

import numpy as np


def distance(a: np.ndarray, b: np.ndarray, metric: str) -> float:
    """One chain of rounded operations, in the order of the columns."""
    total = 0.0
    for p, q in zip(a.tolist(), b.tolist(), strict=True):
        total = total + (p - q) * (p - q) if metric == "euclidean" else max(total, abs(p - q))
    return math.sqrt(total) if metric == "euclidean" else total


def kth_distances(x: np.ndarray, queries: np.ndarray | None, k: int, metric: str) -> np.ndarray:
    out = []
    for i, point in enumerate(x if queries is None else queries):
        others = [distance(point, other, metric) for j, other in enumerate(x) if queries is not None or j != i]
        out.append(sorted(others)[k - 1])
    return np.array(out)


def counts(x: np.ndarray, radius: np.ndarray, inclusive: bool) -> np.ndarray:
    out = []
    for point, r in zip(x, radius.tolist(), strict=True):
        apart = [distance(point, other, "chebyshev") for other in x]
        out.append(sum(a <= r if inclusive else a < r for a in apart))
    return np.array(out)
