"""Lexicon learning by the definitions: description length, merging, cutting, redundancy."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

Word = tuple[int, ...]


def corpus_bits(counts: Iterable[int]) -> float:
    """Sum of c log2(N / c)."""
    used = [count for count in counts if count]
    return sum(count * math.log2(sum(used) / count) for count in used)


def total_bits(runs: list[list[Word]], unit_bits: float) -> float:
    """Bits of a text of words and of the lexicon of the words in it."""
    counts = Counter(word for run in runs for word in run)
    return corpus_bits(counts.values()) + sum((len(word) + 1) * unit_bits for word in counts)


def replaced(runs: list[list[Word]], a: Word, b: Word) -> list[list[Word]]:
    """The text with every a b, from left to right, as one word."""
    result = []
    for run in runs:
        words: list[Word] = []
        at = 0
        while at < len(run):
            if run[at : at + 2] == [a, b]:
                words.append(a + b)
                at += 2
            else:
                words.append(run[at])
                at += 1
        result.append(words)
    return result


def merges(
    runs: Sequence[Sequence[int]], *, min_count: int, max_length: int, unit_bits: float
) -> Iterable[list[list[Word]]]:
    """Yield the text as single units, then after each merge, until none saves bits.

    Savings are told apart when they differ by a millionth of a bit or so.
    """
    text = [[(unit,) for unit in run] for run in runs]
    age: dict[Word, int] = {(unit,): unit for unit in range(1, max((u for run in runs for u in run), default=0) + 1)}
    while True:
        yield text
        now = total_bits(text, unit_bits)
        best = None
        for a, b in {pair for run in text for pair in pairwise(run)}:
            after = replaced(text, a, b)
            uses = sum(map(len, text)) - sum(map(len, after))
            if uses < min_count or len(a + b) > max_length:
                continue
            saved = round((now - total_bits(after, unit_bits)) * 2**20)
            if saved > 0 and (best is None or (-saved, age[a], age[b]) < best[0]):
                best = (-saved, age[a], age[b]), a + b, after
        if best is None:
            return
        _, word, text = best
        age[word] = len(age) + 1


def pieces(runs: list[list[int]], *, min_count: int, min_pmi: float, min_probability: float) -> Counter:
    """What the runs fall into when they are cut between neighbours below the thresholds."""
    n = sum(map(len, runs))
    single = Counter(unit for run in runs for unit in run)
    double = Counter(pair for run in runs for pair in pairwise(run))

    def bound(a: int, b: int) -> bool:
        count = double[a, b]
        pmi = math.log2(n * count / (single[a] * single[b]))
        return count >= min_count and count / n >= min_probability and pmi >= min_pmi

    found: Counter = Counter()
    for run in runs:
        begin = 0
        for end in range(1, len(run) + 1):
            if end == len(run) or not bound(run[end - 1], run[end]):
                found[tuple(run[begin:end])] += 1
                begin = end
    return found


def word_bits(word: Word, counts: dict[Word, int]) -> float:
    """Log2(N / c); half a use where there is none."""
    return math.log2(max(sum(counts.values()), 1)) - math.log2(counts[word] or 0.5)


def cheapest(run: Sequence[int], cost: dict[Word, float]) -> list[Word]:
    """The division that costs least; then the fewest words, then the longest first one."""
    best: list[tuple[float, int, list[Word]]] = [(0, 0, [])]  # of what is behind each place
    longest = max(map(len, cost))
    for begin in range(len(run) - 1, -1, -1):
        ways = []
        for end in range(begin + 1, min(begin + longest, len(run)) + 1):
            word = tuple(run[begin:end])
            if word in cost:
                total, n, words = best[len(run) - end]
                ways.append((cost[word] + total, n + 1, [word, *words]))
        best.append(min(ways, key=lambda way: (way[0], way[1], -len(way[2][0]))))
    return best[-1][2]


def without_redundant(counts: dict[Word, int], pmi_per_join: float) -> dict[Word, int]:
    """Longest first, words that save too little against their parts go to them."""
    counts = dict(counts)
    for word in sorted(counts, key=lambda word: (-len(word), counts[word], word)):
        if len(word) == 1:
            continue
        others = {w: word_bits(w, counts) for w in counts if w != word and (counts[w] or len(w) == 1)}
        parts = cheapest_parts(word, others)
        if sum(others[part] for part in parts) - word_bits(word, counts) < pmi_per_join * (len(word) - 1):
            uses = counts.pop(word)
            for part in parts:
                counts[part] += uses
    return counts


def cheapest_parts(word: Word, cost: dict[Word, float]) -> list[Word]:
    """The division that costs least; then the longest first word."""
    best: list[tuple[float, list[Word]]] = [(0.0, [])]
    for begin in range(len(word) - 1, -1, -1):
        ways = [
            (cost[word[begin:end]] + best[len(word) - end][0], [word[begin:end], *best[len(word) - end][1]])
            for end in range(begin + 1, len(word) + 1)
            if word[begin:end] in cost
        ]
        best.append(min(ways, key=lambda way: (way[0], -len(way[1][0]))))
    return best[-1][1]


def recounted(runs: list[list[int]], counts: dict[Word, int], price: float) -> Counter:
    """Uses of words in the cheapest division of the text; bits in units of 2^-16."""
    cost = {word: round((word_bits(word, counts) + price * (len(word) - 1)) * 2**16) for word in counts}
    return Counter(word for run in runs for word in cheapest(run, cost))


def cut(
    runs: list[list[int]], *, min_count: int, min_pmi: float, min_probability: float, pmi_per_join: float
) -> Counter:
    """The words that cutting leaves, and their uses."""
    counts = {(unit,): 0 for run in runs for unit in run}
    found = pieces(runs, min_count=min_count, min_pmi=min_pmi, min_probability=min_probability)
    counts |= {word: count for word, count in found.items() if count >= min_count or len(word) == 1}
    if pmi_per_join > 0:
        counts = without_redundant(counts, pmi_per_join)
    return recounted(runs, counts, pmi_per_join)
