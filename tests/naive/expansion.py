"""Words reached from seeds, one pair of words at a time."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence


def cosine(a: Sequence[float], b: Sequence[float]) -> float:
    """Cosine of the angle between two vectors; a vector of zeros is at right angles to all."""
    sizes = math.hypot(*a) * math.hypot(*b)
    return math.fsum(x * y for x, y in zip(a, b, strict=True)) / sizes if sizes else 0.0


def expand(
    seeds: Collection[str], vectors: dict[str, Sequence[float]], threshold: float, growth: float
) -> dict[str, tuple[int, float]]:
    """Hop and similarity of every word that is reached, first come first served."""
    found = {word: (0, 1.0) for word in vectors if word in seeds}
    queue = list(found)
    for word in queue:
        hop = found[word][0]
        least = threshold + (1 - threshold) * (1 - math.exp(-growth * hop))
        for other, vector in vectors.items():
            similarity = cosine(vectors[word], vector)
            if similarity < least:
                continue
            if other not in found:
                queue.append(other)
                found[other] = (hop + 1, similarity)
            elif found[other][0] == hop + 1:
                found[other] = (hop + 1, max(found[other][1], similarity))
    return found
