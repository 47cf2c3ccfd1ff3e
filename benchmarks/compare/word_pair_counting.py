"""Ways to count which words stand near which, over the same ids: TEXT LEXICON WAY WINDOW.

Prints tokens and CPU seconds of the best of three runs; a process of its own, so that its memory can be told.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Part:
    """The beginning of a text."""

    text: Any
    n_tokens: int

    def head(self, most: int | None) -> Part:
        """At most so many ids of it, cut at a boundary."""
        from minent.graph import WordText

        if most is None or most >= len(self.text.ids):
            return self
        end = int(np.flatnonzero(self.text.ids[:most] == 0)[-1])
        ids = np.concatenate([self.text.ids[:end], np.zeros(9, self.text.ids.dtype)])
        counts = np.bincount(ids, minlength=len(self.text.words) + 2)[1 : len(self.text.words) + 1]
        return Part(WordText(ids, self.text.words, counts, int((ids > 0).sum())), int((ids > 0).sum()))


def shared_text(path: Path, lexicon: Path) -> Part:
    """The text as words."""
    from minent.graph import read_word_text

    text = read_word_text(path, lexicon=lexicon, threads=1)
    return Part(text, text.n_tokens)


def by_kernel(part: Part, window: int) -> object:
    """The kernel of minent."""
    from minent.graph import count_windows

    return count_windows(part.text, window=window, threads=1)


def by_dictionary(part: Part, window: int) -> object:
    """A loop over places and distances, and a dictionary of pairs."""
    ids, most = part.text.ids.tolist(), len(part.text.words)
    counts: dict[tuple[int, int], int] = {}
    for i, word in enumerate(ids):
        if word == 0 or word > most:
            continue
        for context in ids[i + 1 : i + 1 + window]:
            if context == 0:
                break
            if context > most:
                continue
            counts[word, context] = counts.get((word, context), 0) + 1
            counts[context, word] = counts.get((context, word), 0) + 1
    return counts


def by_arrays(part: Part, window: int) -> object:
    """Shifted arrays, and the sums of a sparse matrix (NumPy, SciPy)."""
    import scipy.sparse

    ids, n = part.text.ids.astype(np.int32), len(part.text.words)
    cut = np.cumsum(ids == 0)
    total = scipy.sparse.csr_array((n, n), dtype=np.int64)
    for d in range(1, window + 1):
        u, v = ids[:-d], ids[d:]
        near = (cut[:-d] == cut[d:]) & (u > 0) & (u <= n) & (v > 0) & (v <= n)
        ones = np.ones(int(near.sum()), np.int64)
        total = total + scipy.sparse.coo_array((ones, (u[near] - 1, v[near] - 1)), shape=(n, n)).tocsr()
    return total + total.T


def by_glove_python(part: Part, window: int) -> object:
    """The kernel of glove-python: sorted rows with binary search; one triangle, weights 1/d."""
    from glove.corpus_cython import construct_cooccurrence_matrix

    ids, n = part.text.ids, len(part.text.words)
    cuts = np.flatnonzero(ids == 0)
    lists = [run[run <= n].tolist() for run in np.split(ids, cuts) if len(run) > 1]
    lists = [[word for word in words if word] for words in lists]
    begun = time.process_time()
    construct_cooccurrence_matrix(lists, {word: word - 1 for word in range(1, n + 1)}, 1, window, 1)
    return time.process_time() - begun  # without making the lists


def nothing(part: Part, window: int) -> object:
    """What all have to do before they count."""
    return 0.0


def _cpu(count: Callable[[Part, int], object], part: Part, window: int) -> float:
    """CPU seconds, or what the work itself says of them."""
    begun = time.process_time()
    told = count(part, window)
    return told if isinstance(told, float) else time.process_time() - begun


def main() -> None:
    """Count in one way."""
    text, lexicon, way, window = sys.argv[1:]
    count, most = ways()[way]
    part = shared_text(Path(text), Path(lexicon)).head(most)
    seconds = min(_cpu(count, part, int(window)) for _ in range(3))
    print(json.dumps({"tokens": part.n_tokens, "cpu_s": seconds}))


def ways() -> dict[str, tuple[Callable[[Part, int], object], int | None]]:
    """Those that this machine has, each with the length of text that it gets."""
    found = dict(WAYS)
    if importlib.util.find_spec("glove") is not None:
        found["glove-python 0.1.0, its kernel"] = (by_glove_python, 2_000_000)
    return found


WAYS: dict[str, tuple[Callable[[Part, int], object], int | None]] = {
    "reading alone": (nothing, None),
    "minent": (by_kernel, None),
    "shifted arrays (NumPy, SciPy)": (by_arrays, None),
    "Python loop, dictionary": (by_dictionary, 1_000_000),
}


if __name__ == "__main__":
    main()
