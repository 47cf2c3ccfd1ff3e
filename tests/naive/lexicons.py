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
