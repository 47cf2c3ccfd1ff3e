"""Words around words from the definition: dictionaries and loops."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

Pairs = dict[tuple[str, str], Fraction]


def kept_words(lists: Sequence[Sequence[str]], min_count: int, max_words: int | None = None) -> list[str]:
    """Words that occur often enough, by falling count, then by the word."""
    counts = Counter(word for words in lists for word in words)
    order = sorted(counts, key=lambda word: (-counts[word], word))
    return [word for word in order if counts[word] >= min_count][:max_words]


def window_counts(
    lists: Sequence[Sequence[str]], kept: Sequence[str], window: int, sides: str, harmonic: bool
) -> Pairs:
    """How often words stand near each other; words that are not kept keep their place."""
    known = set(kept)
    found: Pairs = {}
    for words in lists:
        for i, word in enumerate(words):
            for j, context in enumerate(words):
                distance = abs(i - j)
                if i == j or distance > window or word not in known or context not in known:
                    continue
                if (sides == "behind" and j < i) or (sides == "before" and j > i):
                    continue
                share = Fraction(1, distance) if harmonic else Fraction(1)
                found[word, context] = found.get((word, context), Fraction(0)) + share
    return found


def ppmi(pairs: Pairs, smoothing: float, shift: float) -> dict[tuple[str, str], float]:
    """Positive pointwise mutual information in bits, where it is above 0."""
    rows: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    for (word, context), count in pairs.items():
        rows[word] += count
        columns[context] += count
    total = sum(rows.values())
    smoothed = {context: float(count) ** smoothing for context, count in columns.items()}
    whole = sum(smoothed.values())
    found = {}
    for (word, context), count in pairs.items():
        joint, chance = float(count / total), float(rows[word] / total) * smoothed[context] / whole
        bits = math.log2(joint / chance) - math.log2(shift)
        if bits > 0:
            found[word, context] = bits
    return found


def rooted(pairs: Pairs, smoothing: float) -> dict[tuple[str, str], float]:
    """Square roots of counts over the geometric mean of those of word and context."""
    rows: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    for (word, context), count in pairs.items():
        rows[word] += count
        columns[context] += count
    total = float(sum(rows.values()))
    smoothed = {context: float(count) ** smoothing for context, count in columns.items()}
    whole = sum(smoothed.values())
    return {
        (word, context): math.sqrt(count / math.sqrt(rows[word] * total * smoothed[context] / whole))
        for (word, context), count in pairs.items()
    }


def nearest(unit: Sequence[Sequence[float]], k: int, min_cosine: float) -> list[list[tuple[int, float]]]:
    """For each vector the k others with the greatest cosine, equal ones in their order."""
    result = []
    for i, a in enumerate(unit):
        cosines = [(min(math.fsum(x * y for x, y in zip(a, b, strict=True)), 1.0), j) for j, b in enumerate(unit)]
        near = [(cosine, j) for cosine, j in cosines if j != i and cosine >= min_cosine and cosine > 0]
        near.sort(key=lambda pair: (-pair[0], pair[1]))
        result.append([(j, cosine) for cosine, j in near[:k]])
    return result
