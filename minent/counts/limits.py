"""How long and how frequent an n-gram may and must be."""

from __future__ import annotations

import math

MAX_ORDER = 63  # lengths are bits of a 64-bit mask where words are joined


def default_min_count(n_tokens: int) -> int:
    """Least count of a word that is worth a look in a corpus of `n_tokens` units.

    ``max(3, ceil(sqrt(n_tokens) / 180))``: 3 below half a million units, 10 for 3 million, 32
    for 32 million. The number of chance repetitions grows with the corpus, but more slowly,
    because a larger corpus also has more different text.
    """
    return max(3, math.ceil(math.sqrt(n_tokens) / 180))
