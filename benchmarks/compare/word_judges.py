"""What people say of words, and how well vectors and clusters agree with it."""

from __future__ import annotations

import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

TOP = 10
Pairs = list[tuple[str, str, float]]


def read_pairs(path: Path) -> Pairs:
    """Two words and their mean score on each line; what follows are single scores."""
    fields = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[1], float(row[2])) for row in fields if len(row) > 2]


def spearman(vectors: Any, pairs: Pairs) -> float:
    """Rank correlation of cosines and scores."""
    from scipy.stats import spearmanr

    return float(spearmanr([vectors.similarity(a, b) for a, b, _ in pairs], [score for _, _, score in pairs])[0])


def read_gold(data: Path) -> dict[str, dict[str, str]]:
    """Classes of words by label: two halves of a thesaurus, and lists of domains; words of one class only."""
    cilin: dict[str, set[str]] = {}
    for line in (data / "wordsim" / "cilin_ACEGIK.txt").read_text(encoding="utf-8").splitlines():
        code, *words = line.split()
        for word in words:
            cilin.setdefault(word, set()).add(code[:2])
    domains: dict[str, set[str]] = {}
    for path in sorted((data / "lexicons" / "thuocl").glob("THUOCL_*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                domains.setdefault(line.split()[0], set()).add(path.stem)
    one = {word: next(iter(codes)) for word, codes in cilin.items() if len(codes) == 1}
    return {
        "dev": {word: code for word, code in one.items() if zlib.crc32(word.encode()) % 2},
        "test": {word: code for word, code in one.items() if not zlib.crc32(word.encode()) % 2},
        "domains": {word: next(iter(names)) for word, names in domains.items() if len(names) == 1},
    }


def sizes_of(labels: np.ndarray) -> np.ndarray:
    """Words of each cluster."""
    sizes = np.bincount(labels)
    return sizes[sizes > 0]


def agreement(words: list[str], labels: np.ndarray, classes: dict[str, str]) -> dict[str, float]:
    """Purity, normalised and adjusted mutual information and B-cubed F1 over the words that have a class."""
    from sklearn.metrics import adjusted_mutual_info_score, normalized_mutual_info_score

    rows = [row for row, word in enumerate(words) if word in classes]
    gold = [classes[words[row]] for row in rows]
    found = labels[rows].tolist()
    both, of_class, of_cluster = Counter(zip(found, gold, strict=True)), Counter(gold), Counter(found)
    best: Counter[int] = Counter()
    for (cluster, _), n in both.items():
        best[cluster] = max(best[cluster], n)
    precision = sum(n * n / of_cluster[cluster] for (cluster, _), n in both.items()) / len(rows)
    recall = sum(n * n / of_class[name] for (_, name), n in both.items()) / len(rows)
    figures = {
        "purity": sum(best.values()) / len(rows),
        "nmi": float(normalized_mutual_info_score(gold, found)),
        "ami": float(adjusted_mutual_info_score(gold, found)),
        "f1": 2 * precision * recall / (precision + recall),
    }
    return {"words": len(rows), **{name: round(value, 3) for name, value in figures.items()}}


def coherence(words: list[str], labels: np.ndarray, counts: Any) -> float:
    """Mean normalised PMI of the most frequent words of each cluster, two at a time; -1 if never near each other."""
    matrix = counts.to_scipy()
    row_of = {word: row for row, word in enumerate(counts.words)}
    total = float(matrix.sum())
    sums = np.asarray(matrix.sum(axis=1)).ravel()
    means = []
    for cluster in np.unique(labels):
        members = [row_of[words[i]] for i in np.flatnonzero(labels == cluster)[:TOP] if words[i] in row_of]
        if len(members) < 2:
            continue
        joint = matrix[members][:, members].toarray() / total
        share = sums[members] / total
        with np.errstate(divide="ignore", invalid="ignore"):
            npmi = np.where(joint > 0, np.log(joint / np.outer(share, share)) / -np.log(joint), -1.0)
        means.append(npmi[np.triu_indices(len(members), 1)].mean())
    return float(np.mean(means))
