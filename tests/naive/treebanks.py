"""Scores of trees from their definitions, a word and a span at a time."""

from __future__ import annotations


def without(heads: list[int], keep: list[bool]) -> list[int]:
    """Heads of the kept words, those of removed ones handed up."""
    number, kept = {}, 0
    for i, stays in enumerate(keep, 1):
        if stays:
            kept += 1
            number[i] = kept
    result = []
    for i, stays in enumerate(keep, 1):
        if stays:
            at = heads[i - 1]
            for _ in heads:
                if at and at not in number:
                    at = heads[at - 1]
            result.append(number.get(at, 0) if at != i else 0)
    return result


def attachment(pairs: list[tuple[list[int], list[int], list[bool]]]) -> dict[str, float]:
    """Measures of (gold heads, predicted heads, counted)."""
    words = right = dependents = right_dependents = edges = found = ned = turned_or_right = 0
    shares = []
    for gold, heads, counted in pairs:
        hits = total = 0
        for i in range(1, len(gold) + 1):
            g, p = gold[i - 1], heads[i - 1]
            if not counted[i - 1]:
                continue
            words += 1
            right += g == p
            dependents += g > 0
            right_dependents += g > 0 and g == p
            is_turned = p > 0 and gold[p - 1] == i
            is_above = g > 0 and gold[g - 1] == p
            ned += g == p or is_turned or is_above
            turned_or_right += g == p or is_turned
        for i in range(1, len(gold) + 1):
            for j in range(i + 1, len(gold) + 1):
                if counted[i - 1] and counted[j - 1] and (gold[i - 1] == j or gold[j - 1] == i):
                    total += 1
                    hits += heads[i - 1] == j or heads[j - 1] == i
        edges += total
        found += hits
        if total:
            shares.append(hits / total)

    def share(part: int, whole: int) -> float:
        return part / whole if whole else 0.0

    return {
        "uas": share(right, words), "uas_without_root": share(right_dependents, dependents),
        "uuas": share(found, edges), "ned": share(ned, words), "uuas_with_root": share(turned_or_right, words),
        "sentence_uuas": sum(shares) / len(shares) if shares else 0.0,
    }  # fmt: skip


def brackets(
    pairs: list[tuple[list[tuple[int, int]], list[tuple[int, int]], list[bool]]], whole_span: bool, skip_empty: bool
) -> dict[str, float]:
    """Measures of (gold spans, predicted spans, kept words); spans are of all words."""
    f1s, n_gold, n_found, n_right = [], 0, 0, 0
    for gold, predicted, keep in pairs:
        words = [i for i, kept in enumerate(keep) if kept]

        def counted(spans: list[tuple[int, int]], words: list[int] = words) -> set[tuple[int, ...]]:
            held = {tuple(i for i in words if begin <= i < end) for begin, end in spans}
            return {some for some in held if len(some) > 1 and (whole_span or len(some) < len(words))}

        some, others = counted(gold), counted(predicted)
        n_gold, n_found, n_right = n_gold + len(some), n_found + len(others), n_right + len(some & others)
        if some:
            f1s.append(2 * len(some & others) / (len(some) + len(others)) if others else 0.0)
        elif not skip_empty:
            f1s.append(1.0)
    return {
        "sentence_f1": sum(f1s) / len(f1s) if f1s else 0.0,
        "corpus_f1": 2 * n_right / (n_gold + n_found) if n_gold + n_found else 0.0,
    }
