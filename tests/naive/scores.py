"""Scores of n-grams from counts in dictionaries, and the gain from segmenting anew."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping

from tests.naive.counts import Gram, Runs, replaced

Count = Callable[[Gram], int]


def splits(gram: Gram, count: Count) -> list[tuple[int, int]]:
    """Counts of the two parts at every cut."""
    return [(count(gram[:cut]), count(gram[cut:])) for cut in range(1, len(gram))]


def weakest_split(gram: Gram, count: Count) -> tuple[int, int]:
    """Counts of the parts whose mutual information is smallest: the greatest product; the first of equals."""
    return max(splits(gram, count), key=lambda parts: parts[0] * parts[1])


def pmi(c: int, c1: int, c2: int, n: int) -> float:
    """Mutual information of the parts: log2 of how much more often they meet than by chance."""
    return math.log2((c / n) / ((c1 / n) * (c2 / n)))


def npmi(c: int, c1: int, c2: int, n: int) -> float:
    """PMI as a share of its greatest value."""
    return 1.0 if c == n else pmi(c, c1, c2, n) / -math.log2(c / n)


def t_score(c: int, c1: int, c2: int, n: int) -> float:
    """Distance from the expectation in standard deviations."""
    return (c - c1 * c2 / n) / math.sqrt(c)


def llr(c: int, c1: int, c2: int, n: int) -> float:
    """Log-likelihood ratio of the 2 x 2 table of the parts, in bits."""
    total = 0.0
    for with_first in (True, False):
        for with_second in (True, False):
            row, column = (c1 if with_first else n - c1), (c2 if with_second else n - c2)
            observed = {(True, True): c, (True, False): c1 - c, (False, True): c2 - c}.get(
                (with_first, with_second), n - c1 - c2 + c
            )
            if observed > 0 and row * column > 0:
                total += observed * math.log2(observed / (row * column / n))
    return 2 * total


def cohesion(gram: Gram, count: Count, n: int) -> float:
    """Mutual information of the weakest split; 0 for one unit."""
    if len(gram) == 1:
        return 0.0
    return min(pmi(count(gram), first, second, n) for first, second in splits(gram, count))


def cost_per_character(counts: Mapping[object, int], characters: Callable[[object], int]) -> float:
    """Entropy per unit over mean length: bits a character costs."""
    n = sum(counts.values())
    entropy = -sum(c / n * math.log2(c / n) for c in counts.values())
    mean_length = sum(c / n * characters(unit) for unit, c in counts.items())
    return entropy / mean_length


def _characters(unit: object) -> int:
    return len(unit) if isinstance(unit, str) else sum(map(len, unit))  # type: ignore[arg-type]


def bits_saved(runs: Runs, gram: Gram) -> float:
    """Bits that the text saves when the sequence becomes one unit, by segmenting it anew.

    The cost of a character falls by F / l, so the N units of the text save N F bits.
    """
    before = Counter(unit for run in runs for unit in run)
    after = Counter(unit for run in runs for unit in replaced(run, gram))
    characters = sum(c * _characters(unit) for unit, c in before.items())
    saved = cost_per_character(before, _characters) - cost_per_character(after, _characters)
    return characters * saved


def bits_saved_bound(runs: Runs, gram: Gram) -> float:
    """First order of the gain: M (PMI - log2 e) for M replacements."""
    counts = Counter(unit for run in runs for unit in run)
    n = sum(counts.values())
    m = sum(replaced(run, gram).count(gram) for run in runs)
    information = math.log2((m / n) / math.prod(counts[unit] / n for unit in gram))
    return m * (information - math.log2(math.e))


def word_score(c: int, min_entropy: float, cohesion_: float, length: int) -> float:
    """How much a candidate looks like a word: frequent, free on both sides, holding together."""
    needed = (1 + 1.5 * (length - 2)) * math.log2(math.e)
    return math.log2(c) * min_entropy * max(0.0, cohesion_ - needed)
