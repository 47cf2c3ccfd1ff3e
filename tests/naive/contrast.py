"""Contrast of two texts, a word at a time from the formulas."""

from __future__ import annotations

import math
from collections.abc import Mapping


def log_likelihood(table: list[list[float]]) -> float:
    """Twice the logarithm of how much likelier counts are with rows of their own, in bits."""

    def bits(row: list[float]) -> float:
        return sum(c * math.log2(c / sum(row)) for c in row if c)

    together = [sum(column) for column in zip(*table, strict=True)]
    return 2 * (sum(map(bits, table)) - bits(together))


def contrast(f: Mapping[str, int], g: Mapping[str, int], z: float) -> dict[str, dict[str, float]]:
    """All columns for every word; `z` standard errors make the interval."""
    words = sorted(f.keys() | g.keys())
    f_total, g_total = max(sum(f.values()), 1), max(sum(g.values()), 1)
    scaled = {word: g.get(word, 0) * f_total / g_total for word in words}
    both = {word: f.get(word, 0) + scaled[word] for word in words}
    mean = sum(both.values()) / len(words) if words else 0.0
    share = sum(f.values()) / sum(both.values()) if sum(both.values()) else 0.0
    rows = {}
    for word in words:
        a, b = f.get(word, 0), g.get(word, 0)
        ratio = math.log2((a + 0.5) / (f_total + 0.5)) - math.log2((b + 0.5) / (g_total + 0.5))
        variance = 1 / (a + 0.5) - 1 / (f_total + 0.5) + 1 / (b + 0.5) - 1 / (g_total + 0.5)
        bits = max(log_likelihood([[a, f_total - a], [b, g_total - b]]), 0.0)
        rows[word] = {
            "count": a,
            "general_count": b,
            "ratio": (a + share * mean) / (both[word] + mean) if both[word] + mean else 0.0,
            "log_ratio": ratio,
            "low": ratio - z * math.sqrt(variance) / math.log(2),
            "high": ratio + z * math.sqrt(variance) / math.log(2),
            "llr": -bits if a / f_total < b / g_total else bits,
        }
    p = {word: math.erfc(math.sqrt(abs(row["llr"]) * math.log(2) / 2)) for word, row in rows.items()}
    for word in words:
        # The least rate at which a step-up test of all words finds this one.
        worse = [other for other in words if p[other] >= p[word]]
        rows[word]["q_value"] = min(p[other] * len(words) / sum(q <= p[other] for q in p.values()) for other in worse)
    return rows
