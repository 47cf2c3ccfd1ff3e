"""Precision and recall of a lexicon against a gold vocabulary.

The gold file has a word and its number of occurrences in the corpus on each line, separated by a
tab. Words that occur `min_count` times are what recall is measured on; any gold word counts as
right. Entries other than two and more Han characters are passed over and take no rank.
"""

from __future__ import annotations

import re
from pathlib import Path

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f]{2,}")
RANKS = (1000, 5000)
# Lexicons differ in size by a factor of ten; this many of the best make F1 comparable.
BEST = 30_000


def read_entries(path: Path) -> list[str]:
    """Return the first column without the heading; best first."""
    with path.open(encoding="utf-8") as stream:
        entries = [line.split("\t", 1)[0].strip() for line in stream]
    return entries[1:] if entries[:1] == ["word"] else entries


def read_gold(path: Path) -> dict[str, int]:
    """Read words and counts."""
    gold = {}
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            word, count = line.rstrip("\n").split("\t")
            gold[word] = int(count)
    return gold


def evaluate(entries: list[str], gold: dict[str, int], min_count: int) -> dict[str, float]:
    """Measure a lexicon.

    Parameters
    ----------
    entries : list of str
        Words, best first.
    gold : dict
        Occurrences by word.
    min_count : int
        Least count of the words that should be found.

    Returns
    -------
    dict
        ``p_1000``, ``p_5000`` (where there are as many), ``precision``, ``recall``, ``f1`` of the
        whole and ``f1_best`` of the best 30,000.
    """
    words = list(dict.fromkeys(word for word in entries if HAN.fullmatch(word)))
    wanted = {word for word, count in gold.items() if count >= min_count}
    figures = {f"p_{k}": _share(words[:k], gold.keys()) for k in RANKS if len(words) >= k}
    precision, recall, f1 = _f1(words, gold, wanted)
    figures |= {"precision": precision, "recall": recall, "f1": f1, "f1_best": _f1(words[:BEST], gold, wanted)[2]}
    return {name: round(value, 4) for name, value in figures.items()}


def _share(words: list[str], right: object) -> float:
    return sum(word in right for word in words) / len(words) if words else 0.0  # type: ignore[operator]


def _f1(words: list[str], gold: dict[str, int], wanted: set[str]) -> tuple[float, float, float]:
    precision = _share(words, gold.keys())
    recall = len(wanted.intersection(words)) / len(wanted) if wanted else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
