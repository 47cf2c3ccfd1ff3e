"""Estimators of information as loops over their formulas, in nats; samples are arrays (n, d)."""

from __future__ import annotations

import math

import numpy as np

from tests.naive.neighbours import distance, kth_distances


def psi(x: float) -> float:
    """Digamma by its recurrence and the first terms of its series."""
    total = 0.0
    while x < 30:
        total -= 1 / x
        x += 1
    return total + math.log(x) - 1 / (2 * x) - 1 / (12 * x**2) + 1 / (120 * x**4) - 1 / (252 * x**6)


def _nearer(x: np.ndarray, i: int, radius: float) -> int:
    """Other points strictly nearer than the radius in the max norm."""
    return sum(distance(x[i], x[j], "chebyshev") < radius for j in range(len(x)) if j != i)


def _scaled(*samples: np.ndarray) -> list[np.ndarray]:
    return [x / x.std(axis=0) for x in samples]


def entropy(x: np.ndarray, k: int, metric: str) -> float:
    n, d = x.shape
    ball = d * math.log(2) if metric == "chebyshev" else d / 2 * math.log(math.pi) - math.lgamma(d / 2 + 1)
    return psi(n) - psi(k) + ball + d * np.log(kth_distances(x, None, k, metric)).mean()


def conditional_entropy(x: np.ndarray, y: np.ndarray, k: int) -> float:
    n = len(x)
    (a, b), scales = _scaled(x, y), np.log(x.std(axis=0)).sum()
    radius = kth_distances(np.hstack([a, b]), None, k, "chebyshev")
    joint = psi(n) - psi(k) + (a.shape[1] + b.shape[1]) * (math.log(2) + np.log(radius).mean())
    alone = psi(n) + b.shape[1] * (math.log(2) + np.log(radius).mean())
    return joint - alone + np.mean([psi(_nearer(b, i, radius[i]) + 1) for i in range(n)]) + scales


def mutual_information(x: np.ndarray, y: np.ndarray, k: int, algorithm: int) -> float:
    n = len(x)
    x, y = _scaled(x, y)
    joint = np.hstack([x, y])
    radius = kth_distances(joint, None, k, "chebyshev")
    if algorithm == 1:
        return (
            psi(k)
            + psi(n)
            - np.mean([psi(_nearer(x, i, radius[i]) + 1) + psi(_nearer(y, i, radius[i]) + 1) for i in range(n)])
        )
    total = 0.0
    for i in range(n):
        near = sorted((j for j in range(n) if j != i), key=lambda j: distance(joint[i], joint[j], "chebyshev"))[:k]
        for z in (x, y):
            reach = max(distance(z[i], z[j], "chebyshev") for j in near)
            total += psi(sum(distance(z[i], z[j], "chebyshev") <= reach for j in range(n) if j != i))
    return psi(k) - 1 / k + psi(n) - total / n


def total_correlation(samples: list[np.ndarray], k: int) -> float:
    n, samples = len(samples[0]), _scaled(*samples)
    radius = kth_distances(np.hstack(samples), None, k, "chebyshev")
    counted = sum(psi(_nearer(x, i, radius[i]) + 1) for x in samples for i in range(n))
    return psi(k) + (len(samples) - 1) * psi(n) - counted / n


def conditional_mutual_information(x: np.ndarray, y: np.ndarray, z: np.ndarray, k: int) -> float:
    n = len(x)
    x, y, z = _scaled(x, y, z)
    radius = kth_distances(np.hstack([x, y, z]), None, k, "chebyshev")
    total = 0.0
    for i in range(n):
        total += psi(_nearer(np.hstack([x, z]), i, radius[i]) + 1) + psi(_nearer(np.hstack([y, z]), i, radius[i]) + 1)
        total -= psi(_nearer(z, i, radius[i]) + 1)
    return psi(k) - total / n


def discrete_mutual_information(labels: np.ndarray, y: np.ndarray, k: int) -> float:
    keep = [i for i, label in enumerate(labels) if (labels == label).sum() > 1]
    labels, y = labels[keep], y[keep]
    (y,) = _scaled(y)
    total = 0.0
    for i, label in enumerate(labels):
        same = [j for j in range(len(y)) if labels[j] == label and j != i]
        own_k = min(k, len(same))
        radius = sorted(distance(y[i], y[j], "chebyshev") for j in same)[own_k - 1]
        total += psi(own_k) - psi(len(same) + 1) - psi(_nearer(y, i, radius) + 1)
    return psi(len(y)) + total / len(y)


def mixture_mutual_information(x: np.ndarray, y: np.ndarray, k: int) -> float:
    """Of samples that are scaled: where values repeat, rounding would decide which distances are equal."""
    n = len(x)
    joint = np.hstack([x, y])
    radius = kth_distances(joint, None, k, "chebyshev")
    total = 0.0
    for i in range(n):
        if radius[i]:
            counts = [k, _nearer(x, i, radius[i]) + 1, _nearer(y, i, radius[i]) + 1]
        else:
            counts = [int((z == z[i]).all(axis=1).sum()) for z in (joint, x, y)]
        total += psi(counts[0]) - psi(counts[1]) - psi(counts[2])
    return math.log(n) + total / n


def kl_divergence(x: np.ndarray, y: np.ndarray, k: int, metric: str) -> float:
    own, other = kth_distances(x, None, k, metric), kth_distances(y, x, k, metric)
    return x.shape[1] * np.log(other / own).mean() + math.log(len(y) / (len(x) - 1))


def js_divergence(x: np.ndarray, y: np.ndarray, k: int, w: float, own_k: tuple[int, int]) -> float:
    """Weight w of P, and the neighbours of each sample."""
    deviation, n_all = np.vstack([x, y]).std(axis=0), len(x) + len(y)
    x, y = x / deviation, y / deviation
    result = 0.0
    for own, other, share, near in ((x, y, w, own_k[0]), (y, x, 1 - w, own_k[1])):
        n, m = len(own), len(other)
        radius = kth_distances(own, None, near, "chebyshev")
        for i in range(n):
            foreign = sum(distance(own[i], b, "chebyshev") < radius[i] for b in other)
            ratio = psi(near) - psi(near + foreign * n * (1 - share) / (m * share)) - math.log(share)
            result += share / n * (ratio + psi(n_all) - psi(n) - math.log(n_all / n))
    return result
