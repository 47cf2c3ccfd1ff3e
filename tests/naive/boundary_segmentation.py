"""Autonomy of n-grams from lists of their neighbours, and the value of a division."""

from __future__ import annotations

import math

from tests.naive.counts import Gram, Runs, entropy, neighbours, ngram_counts

ALIKE = 2.0**-20


def autonomies(runs: Runs, longest: int, min_count: int, exponent: float) -> dict[Gram, float]:
    """Normalised variation of the entropy to both sides, by n-gram."""
    counts = {gram: c for gram, c in ngram_counts(runs, longest).items() if c >= min_count}
    left, right = neighbours(runs, longest)
    autonomy = dict.fromkeys(counts, 0.0)
    for length in range(1, longest + 1):
        grams = [gram for gram in counts if len(gram) == length]
        weights = [counts[gram] ** exponent for gram in grams]
        for side, shorter in ((right, slice(None, -1)), (left, slice(1, None))):
            values = [entropy(side[gram]) - (entropy(side[gram[shorter]]) if length > 1 else 0.0) for gram in grams]
            for gram, value in zip(grams, _standardised(values, weights), strict=True):
                autonomy[gram] += value
    return autonomy


def _standardised(values: list[float], weights: list[float]) -> list[float]:
    if not values:
        return []
    mean = math.fsum(w * v for w, v in zip(weights, values, strict=True)) / math.fsum(weights)
    variance = math.fsum(w * (v - mean) ** 2 for w, v in zip(weights, values, strict=True)) / math.fsum(weights)
    deviation = math.sqrt(variance)
    return [(v - mean) / deviation if deviation > ALIKE else 0.0 for v in values]


def value(words: list[list[str]], autonomy: dict[Gram, float]) -> float:
    """Sum of length times autonomy; unknown units are nothing, other unknown words impossible."""
    return sum(len(word) * autonomy.get(tuple(word), 0.0 if len(word) == 1 else -math.inf) for word in words)
