"""Word discovery as a search through lists: cohesion, joining, counting, look-back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from tests.naive import scores
from tests.naive.counts import BOUNDARY, Gram, Runs, entropy, ngram_counts, occurrences


class Discovery:
    """What can be asked of a text cut into runs; thresholds are for 2, 3, ... `order` units."""

    def __init__(self, runs: Runs, *, order: int, min_count: int, min_cohesion: Sequence[float]) -> None:
        self.runs, self.order, self.min_count = runs, order, min_count
        self.n = sum(map(len, runs))
        self.count = lru_cache(maxsize=None)(lambda gram: occurrences(runs, gram))
        least = dict(zip(range(2, order + 1), min_cohesion, strict=True))
        self.cohesive = {
            gram
            for gram, count in ngram_counts(runs, order).items()
            if len(gram) >= 2 and count >= min_count and self.cohesion(gram) >= least[len(gram)]
        }

    def cohesion(self, gram: Gram) -> float:
        """Mutual information of the weakest split."""
        return scores.cohesion(gram, self.count, self.n)

    def free(self, min_entropy: float) -> dict[Gram, int]:
        """Cohesive n-grams with enough neighbours on both sides, and their counts."""
        return {gram: self.count(gram) for gram in self.cohesive if min(self.entropies(gram)) >= min_entropy}

    def joined(self, look_back: str) -> dict[Gram, int]:
        """Pieces that are frequent and pass the look-back, and their counts."""
        pieces = Counter(piece for run in self.runs for piece in self.pieces(run))
        return {
            piece: count for piece, count in pieces.items() if count >= self.min_count and self.passes(piece, look_back)
        }

    def pieces(self, run: list[str]) -> list[Gram]:
        """What a run falls into when it is cut where no cohesive n-gram covers the gap."""
        kept = set()  # gap i stands behind unit i
        for start in range(len(run)):
            for end in range(start + 2, min(start + self.order, len(run)) + 1):
                if tuple(run[start:end]) in self.cohesive:
                    kept.update(range(start, end - 1))
        pieces, begin = [], 0
        for gap in range(len(run)):
            if gap not in kept:
                pieces.append(tuple(run[begin : gap + 1]))
                begin = gap + 1
        return pieces

    def passes(self, piece: Gram, look_back: str) -> bool:
        """Whether look-back lets a piece through."""
        if len(piece) <= 2 or look_back == "none":
            return True
        if look_back == "post":
            sizes = [min(len(piece), self.order)]
        else:
            sizes = [size for size in range(3, self.order + 1) if size <= len(piece)]
        windows = [piece[i : i + size] for size in sizes for i in range(len(piece) - size + 1)]
        return all(window in self.cohesive for window in windows)

    def entropies(self, gram: Gram) -> tuple[float, float]:
        """Entropy of the left and right neighbours of all occurrences."""
        left: Counter = Counter()
        right: Counter = Counter()
        for run in self.runs:
            for start in range(len(run) - len(gram) + 1):
                end = start + len(gram)
                if tuple(run[start:end]) == gram:
                    left[run[start - 1] if start > 0 else BOUNDARY] += 1
                    right[run[end] if end < len(run) else BOUNDARY] += 1
        return entropy(left), entropy(right)

    def figures(self, gram: Gram, count: int) -> dict[str, float]:
        """The columns of a lexicon for one word that was counted `count` times."""
        left, right = self.entropies(gram)
        cohesion = self.cohesion(gram)
        return {
            "count": count,
            "occurrences": self.count(gram),
            "length": len(gram),
            "cohesion": cohesion,
            "left_entropy": left,
            "right_entropy": right,
            "bits_saved": scores.bits_saved(self.runs, gram) if len(gram) > 1 else 0.0,
            "score": scores.word_score(count, min(left, right), cohesion, len(gram)),
        }
