"""Templates, restated from their definitions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise

Run = Sequence[str]
Pattern = tuple[tuple[str, ...], tuple[int, ...]]  # words, and how far each is behind the one before


def pair_counts(runs: Sequence[Run], window: int) -> Counter[tuple[str, str, int]]:
    """How often a word stands so many places behind another."""
    counts: Counter[tuple[str, str, int]] = Counter()
    for run in runs:
        for i in range(len(run)):
            for gap in range(1, window + 1):
                if i + gap < len(run):
                    counts[run[i], run[i + gap], gap] += 1
    return counts


def gain(gap_counts: Sequence[int], n_a: int, n_b: int, n: int) -> float:
    """``n_ab (PMI_ab - log2 e - H(gap | ab))`` in bits."""
    n_ab = sum(gap_counts)
    pmi = math.log2(n_ab * n / (n_a * n_b))
    entropy = -sum(c / n_ab * math.log2(c / n_ab) for c in gap_counts if c)
    return n_ab * (pmi - math.log2(math.e) - entropy)


def matches(run: Run, patterns: Sequence[Pattern]) -> list[tuple[int, tuple[int, ...]]]:
    """(pattern, places) wherever one stands."""
    found = []
    for i in range(len(run)):
        for p, (words, gaps) in enumerate(patterns):
            places = [i]
            for gap in gaps[1:]:
                places.append(places[-1] + gap)
            if places[-1] < len(run) and all(run[at] == word for at, word in zip(places, words, strict=True)):
                found.append((p, tuple(places)))
    return found


def is_nested(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether two uses are apart, or one stands in a gap of the other."""
    if a[-1] < b[0] or b[-1] < a[0]:
        return True
    outer, inner = (a, b) if a[0] < b[0] else (b, a)
    return any(x < inner[0] and inner[-1] < y for x, y in pairwise(outer))


def cheapest_cover(run: Run, patterns: Sequence[Pattern], costs: Sequence[int], word_costs: dict[str, int]) -> int:
    """Cost of the cheapest set of uses that are apart or nested, the other words alone; all sets are tried."""
    found = matches(run, patterns)
    alone = sum(word_costs[word] for word in run)
    best = alone
    for size in range(1, len(run) // 2 + 1):
        for chosen in combinations(found, size):
            if all(is_nested(a, b) and not set(a) & set(b) for (_, a), (_, b) in combinations(chosen, 2)):
                cost = alone
                for p, places in chosen:
                    cost += costs[p] - sum(word_costs[run[at]] for at in places)
                best = min(best, cost)
    return best


def decode(symbols: Sequence[tuple[str, ...] | Pattern], length: int) -> list[str]:
    """A stretch of text from its code: each symbol takes the first free place."""
    text: list[str | None] = [None] * length
    for words, gaps in symbols:
        at = text.index(None)
        for word, gap in zip(words, gaps, strict=True):
            at += gap
            assert text[at] is None, "a place taken twice"
            text[at] = word
    assert None not in text
    return text  # type: ignore[return-value]


def text_bits(uses: Counter[object]) -> float:
    """``sum of c log2(N / c)``."""
    n = sum(uses.values())
    return sum(c * math.log2(n / c) for c in uses.values() if c)


def gamma(n: int) -> int:
    """Bits of Elias' gamma code."""
    return 2 * (n.bit_length() - 1) + 1


def table_bits(patterns: dict[Pattern, int], counts: Counter[str], window: int) -> float:
    """Bits of the table of patterns with their uses, by the description of minent/templates/coding.py."""
    n = sum(counts.values())
    templates: dict[tuple[object, ...], list[int]] = {}
    for (words, gaps), uses in patterns.items():
        templates.setdefault((words, tuple(gap > 1 for gap in gaps)), []).append(uses)
    bits = 0.0
    for (words, slots), uses in templates.items():
        bits += 1 + sum(math.log2(n / counts[word]) for word in words) + 2 * (len(words) - 1)
        n_slots = sum(slots)
        for count in uses:
            bits += gamma(count) + (1 + n_slots * math.log2(window - 1) if n_slots else 0)
    return bits


def best_tree_value(
    left: Sequence[int], right: Sequence[int], uses: Sequence[tuple[int, int, int]], begin: int, end: int
) -> int:
    """Value of the best binary tree of words begin to end; a use is (begin, end, value)."""
    if end - begin < 2:
        return 0
    own = max([0, *(value for b, e, value in uses if (b, e) == (begin, end))])
    parts = (
        best_tree_value(left, right, uses, begin, middle) + best_tree_value(left, right, uses, middle, end)
        for middle in range(begin + 1, end)
    )
    return left[begin] + right[end] + own + max(parts)


def mined(
    runs: Sequence[Run], binding: dict[tuple[str, str, int], float], paths: int, min_count: int, max_words: int
) -> Counter[Pattern]:
    """Patterns on the best paths, as often as `min_count`; longer ones only if their beginnings are."""
    found: Counter[Pattern] = Counter()
    frequent: set[Pattern] = {((a, b), (0, gap)) for a, b, gap in binding}
    for length in range(2, max_words + 1):
        counts: Counter[Pattern] = Counter()
        for run in runs:
            kept = best_edges(run, binding, paths)
            for i in range(len(run)):
                for places in _walks(kept, (i,), length):
                    gaps = (0, *(y - x for x, y in pairwise(places)))
                    words = tuple(run[at] for at in places)
                    beginnings = [(words[:n], gaps[:n]) for n in range(2, length)]
                    if all(beginning in frequent for beginning in beginnings):
                        counts[words, gaps] += 1
        counts = Counter({pattern: n for pattern, n in counts.items() if n >= min_count})
        found += counts
        if length > 2:
            frequent |= set(counts)
    return found


def best_edges(run: Run, binding: dict[tuple[str, str, int], float], paths: int) -> list[list[int]]:
    """For each word the places that the best paths from it go to."""
    best = [0.0] * len(run)
    kept: list[list[int]] = [[] for _ in run]
    for i in reversed(range(len(run))):
        edges = [
            (binding[run[i], run[j], j - i] + best[j], j)
            for j in range(i + 1, len(run))
            if binding.get((run[i], run[j], j - i), 0) > 0
        ]
        edges.sort(key=lambda edge: (-edge[0], edge[1]))
        best[i] = edges[0][0] if edges else 0.0
        kept[i] = [j for _, j in edges[:paths]]
    return kept


def _walks(kept: list[list[int]], places: tuple[int, ...], length: int) -> list[tuple[int, ...]]:
    if len(places) == length:
        return [places]
    return [walk for j in kept[places[-1]] for walk in _walks(kept, (*places, j), length)]
