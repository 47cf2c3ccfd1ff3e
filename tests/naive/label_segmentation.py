"""Segmentation by a language model of units, as all divisions of a run and sums over their units."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tests.naive.counts import Gram, Runs, ngram_counts

JOIN_CHANCES = {1: 0.15, 2: 0.01, 3: 0.01}
LATER_JOIN_CHANCE = 0.001


def divisions(run: list[str]) -> Iterator[list[list[str]]]:
    """All ways to cut a run of units into words."""
    if not run:
        yield []
    for length in range(1, len(run) + 1):
        for rest in divisions(run[length:]):
            yield [run[:length], *rest]


def join_bits(words: list[list[str]], scale: float) -> float:
    """What the joins inside words cost."""
    return -scale * sum(
        math.log2(JOIN_CHANCES.get(length, LATER_JOIN_CHANCE)) for word in words for length in range(1, len(word))
    )


class LanguageModel:
    """Interpolated probabilities of units, from the counts of n-grams that reach a least count."""

    def __init__(self, runs: Runs, order: int, min_count: int) -> None:
        self.order = min(order, 4)
        self.total = sum(map(len, runs))
        self.counts = {gram: c for gram, c in ngram_counts(runs, self.order).items() if c >= min_count}
        self.discounts = {n: self._discount(n, min_count) for n in range(2, self.order + 1)}

    def _discount(self, length: int, least: int) -> float:
        counts = [c for gram, c in self.counts.items() if len(gram) == length]
        if least not in counts:
            return 0.1
        estimate = least - (least + 1) * counts.count(least + 1) / counts.count(least)
        return min(max(estimate, 0.1), 0.9)

    def chance(self, unit: str, before: Gram) -> float:
        """Probability of a unit behind some others."""
        if not before:
            return self.counts.get((unit,), 0.5) / self.total
        shorter = self.chance(unit, before[1:])
        if before not in self.counts:
            return shorter
        discount, count = self.discounts[len(before) + 1], self.counts[before]
        going_on = {g[-1]: c - discount for g, c in self.counts.items() if g[:-1] == before and len(g) > 1}
        left = (count - sum(going_on.values())) / count
        return going_on.get(unit, 0.0) / count + left * shorter

    def bits(self, words: list[list[str]], scale: float) -> float:
        """What a division of a run costs."""
        run = [unit for word in words for unit in word]
        places = [place for word in words for place in range(len(word))]  # of each unit in its word
        bits = join_bits(words, scale)
        for at, (unit, place) in enumerate(zip(run, places, strict=True)):
            seen = min(place, self.order - 1, 3)
            bits -= math.log2(self.chance(unit, tuple(run[at - seen : at])))
        return bits
