"""Segmentation and description length by definition."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

Word = tuple[int, ...]


def divisions(run: Sequence[int]) -> Iterator[list[Word]]:
    """Every way to divide a run of units."""
    if not run:
        yield []
    for end in range(1, len(run) + 1):
        for rest in divisions(run[end:]):
            yield [tuple(run[:end]), *rest]


def cheapest(run: Sequence[int], costs: Mapping[Word, int], unknown: int) -> tuple[int, list[Word]]:
    """The division of least cost; then of fewest words; then with the longest first word, and so on."""

    def cost(words: list[Word]) -> float:
        return sum(costs.get(word, unknown if len(word) == 1 else math.inf) for word in words)

    best = min(divisions(run), key=lambda words: (cost(words), len(words), [-len(word) for word in words]))
    return int(cost(best)), best


def text_bits(counts: Mapping[Word, int]) -> float:
    """``sum of c log2(N / c)``."""
    total = sum(counts.values())
    return sum(count * math.log2(total / count) for count in counts.values() if count)


def description_bits(counts: Mapping[Word, int], unit_bits: float) -> float:
    """Text and lexicon: each word in use is spelt, with an end."""
    return text_bits(counts) + sum((len(word) + 1) * unit_bits for word, count in counts.items() if count)
