"""What people say of words, and how well vectors and clusters agree with it."""

from __future__ import annotations

import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

TOP = 10
_PAIRS = 10
_BLOCK = 1000
Pairs = list[tuple[str, str, float]]


def read_pairs(path: Path) -> Pairs:
    """Two words and their mean score on each line; what follows are single scores."""
    fields = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[1], float(row[2])) for row in fields if len(row) > 2]


def spearman(vectors: Any, pairs: Pairs) -> float:
    """Rank correlation of cosines and scores."""
    from scipy.stats import spearmanr

    return float(spearmanr([vectors.similarity(a, b) for a, b, _ in pairs], [score for _, _, score in pairs])[0])


def synonym_rank(vectors: Any, data: Path, words: set[str], half: int) -> tuple[float, int]:
    """Share of pairs of words that are less similar than two of one group of synonyms, and how many groups' pairs.

    Pairs are of one half of the words; at most ten of a group, and 20,000 others drawn from the same words.
    """
    pairs = []
    for line in (data / "wordsim" / "cilin_ACEGIK.txt").read_text(encoding="utf-8").splitlines():
        code, *group = line.split()
        known = [word for word in group if word in words and zlib.crc32(word.encode()) % 2 == half]
        if code.endswith("="):
            pairs += [(a, b) for i, a in enumerate(known) for b in known[i + 1 :]][:_PAIRS]
    pool = sorted({word for pair in pairs for word in pair})
    rows = {word: row for row, word in enumerate(pool)}
    unit = np.stack([vectors[word] for word in pool]).astype(np.float64)
    unit /= np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), 1e-12)
    drawn = np.random.default_rng(0).integers(0, len(pool), (20_000, 2))
    others = np.sort(np.einsum("ij,ij->i", *(unit[column] for column in drawn[drawn[:, 0] != drawn[:, 1]].T)))
    same = np.array([(rows[a], rows[b]) for a, b in pairs])
    cosines = np.einsum("ij,ij->i", unit[same[:, 0]], unit[same[:, 1]])
    return float(np.searchsorted(others, cosines).mean() / len(others)), len(pairs)


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


def read_halves(segmented: Path, work: Path, n_words: int) -> dict[str, Any]:
    """Counts of words within ten words of each other in two halves of a text, a thousand lines in turn."""
    from minent.graph import count_windows, read_word_text

    halves = {}
    for half, name in enumerate(("dev", "test")):
        path = work / f"half-{name}.txt"
        with segmented.open(encoding="utf-8") as lines, path.open("w", encoding="utf-8") as out:
            out.writelines(line for number, line in enumerate(lines) if number // _BLOCK % 2 == half)
        halves[name] = count_windows(read_word_text(path, max_words=n_words + n_words // 5), window=10)
    return halves


def coherence(words: list[str], labels: np.ndarray, counts: Any) -> tuple[float, float]:
    """Normalised PMI of the most frequent words of each cluster, two at a time; -1 if never near each other.

    The mean over clusters, and over clusters as often as they have words.
    """
    matrix = counts.to_scipy()
    row_of = {word: row for row, word in enumerate(counts.words)}
    total = float(matrix.sum())
    sums = np.asarray(matrix.sum(axis=1)).ravel()
    means, sizes = [], []
    for cluster in np.unique(labels):
        rows = np.flatnonzero(labels == cluster)
        members = [row_of[words[i]] for i in rows[:TOP] if words[i] in row_of]
        if len(members) < 2:
            continue
        sizes.append(len(rows))
        joint = matrix[members][:, members].toarray() / total
        share = sums[members] / total
        with np.errstate(divide="ignore", invalid="ignore"):
            npmi = np.where(joint > 0, np.log(joint / np.outer(share, share)) / -np.log(joint), -1.0)
        means.append(npmi[np.triu_indices(len(members), 1)].mean())
    return float(np.mean(means)), float(np.average(means, weights=sizes))
