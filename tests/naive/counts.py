"""Counting n-grams and their neighbours with dictionaries."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

Gram = tuple[str, ...]
Runs = list[list[str]]

BOUNDARY = None  # all boundaries are one neighbour


def ngram_counts(runs: Runs, order: int) -> Counter[Gram]:
    """Occurrences of all n-grams of 1 to `order` units; none spans a boundary."""
    counts: Counter[Gram] = Counter()
    for run in runs:
        for start in range(len(run)):
            for end in range(start + 1, min(start + order, len(run)) + 1):
                counts[tuple(run[start:end])] += 1
    return counts


def neighbours(runs: Runs, order: int) -> tuple[dict[Gram, Counter], dict[Gram, Counter]]:
    """The units before and behind all n-grams of 1 to `order` units."""
    left: dict[Gram, Counter] = defaultdict(Counter)
    right: dict[Gram, Counter] = defaultdict(Counter)
    for run in runs:
        for start in range(len(run)):
            for end in range(start + 1, min(start + order, len(run)) + 1):
                gram = tuple(run[start:end])
                left[gram][run[start - 1] if start > 0 else BOUNDARY] += 1
                right[gram][run[end] if end < len(run) else BOUNDARY] += 1
    return left, right


def entropy(counts: Counter) -> float:
    """Entropy of a distribution given as counts, in bits."""
    total = sum(counts.values())
    return -sum(count / total * math.log2(count / total) for count in counts.values())


def occurrences(runs: Runs, gram: Gram) -> int:
    """Occurrences of one sequence of any length, overlapping ones included."""
    n = len(gram)
    return sum(tuple(run[i : i + n]) == gram for run in runs for i in range(len(run) - n + 1))


def disjoint_occurrences(runs: Runs, gram: Gram) -> int:
    """Occurrences of one sequence taken from left to right without overlap."""
    return sum(replaced(run, gram).count(gram) for run in runs)


def replaced(run: list[str], gram: Gram) -> list[str | Gram]:
    """The run with each occurrence of the sequence, left to right, made one unit: the tuple."""
    units: list[str | Gram] = []
    at = 0
    while at < len(run):
        if tuple(run[at : at + len(gram)]) == gram:
            units.append(gram)
            at += len(gram)
        else:
            units.append(run[at])
            at += 1
    return units
