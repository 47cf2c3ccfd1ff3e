"""Dependencies of a sentence: the head of each word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from minent.errors import ParameterError


@dataclass(frozen=True, eq=False)
class Dependencies:
    """The head of each word of a sentence.

    Parameters
    ----------
    heads : int32 array, shape (n,)
        ``heads[i]`` is the number, from 1, of the word that word ``i + 1`` depends on; 0 for a
        word that depends on none (a root). Files of others may have several roots or cycles;
        `is_tree` tells.

    Raises
    ------
    ParameterError
        When a head is no word of the sentence, or a word its own head.

    Examples
    --------
    >>> Dependencies([2, 0, 2]).edges()
    [(1, 2), (2, 3)]
    """

    heads: NDArray[np.int32]

    def __init__(self, heads: ArrayLike) -> None:
        values = np.asarray(heads)
        if values.ndim != 1 or (values.size and values.dtype.kind not in "iu"):
            raise ParameterError(f"heads must be whole numbers, shape (n,), not {values.dtype} {values.shape}")
        wrong = np.flatnonzero((values < 0) | (values > len(values)) | (values == np.arange(1, len(values) + 1)))
        if len(wrong):
            raise ParameterError(f"word {wrong[0] + 1} of {len(values)} cannot have the head {values[wrong[0]]}")
        copy = values.astype(np.int32)
        copy.flags.writeable = False
        object.__setattr__(self, "heads", copy)

    @classmethod
    def of_decoder(cls, heads: NDArray[np.int32]) -> Dependencies:
        """Take an array as it is: what a decoder made needs no check."""
        made = object.__new__(cls)
        heads.flags.writeable = False
        object.__setattr__(made, "heads", heads)
        return made

    def __len__(self) -> int:
        return len(self.heads)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Dependencies):
            return NotImplemented
        return np.array_equal(self.heads, other.heads)

    def __hash__(self) -> int:
        return hash(self.heads.tobytes())

    def __repr__(self) -> str:
        return f"Dependencies({self.heads.tolist()})"

    @property
    def roots(self) -> list[int]:
        """Numbers, from 1, of the words without a head."""
        return (np.flatnonzero(self.heads == 0) + 1).tolist()

    def edges(self) -> list[tuple[int, int]]:
        """Pairs of words that depend on each other, each as (smaller, larger) number from 1, in order."""
        heads = self.heads.tolist()
        return sorted({(min(i, h), max(i, h)) for i, h in enumerate(heads, 1) if h})

    def is_tree(self) -> bool:
        """Whether every word leads up to a root: there is no cycle."""
        heads = [0, *self.heads.tolist()]
        seen = [0] * len(heads)  # 0: not yet, i: on the way up from i, -1: leads to a root
        seen[0] = -1
        for i in range(1, len(heads)):
            path, at = [], i
            while not seen[at]:
                seen[at] = i
                path.append(at)
                at = heads[at]
            if seen[at] == i:
                return False
            for each in path:
                seen[each] = -1
        return True

    def is_projective(self) -> bool:
        """Whether no two dependencies cross, those of the root (left of all words) among them."""
        arcs = sorted(((min(i, h), max(i, h)) for i, h in enumerate(self.heads.tolist(), 1)), key=_outer_first)
        ends: list[int] = []
        for begin, end in arcs:
            while ends and ends[-1] <= begin:
                ends.pop()
            if ends and end > ends[-1]:
                return False
            ends.append(end)
        return True

    def restricted(self, keep: Sequence[bool]) -> Dependencies:
        """The dependencies of the kept words, numbered anew.

        Parameters
        ----------
        keep : sequence of bool, shape (n,)
            Whether each word stays. A word whose head is removed depends on the nearest kept
            word above that, so what was one tree stays one unless its root is removed.
        """
        if len(keep) != len(self):
            raise ParameterError(f"keep has {len(keep)} values for {len(self)} words")
        heads = [0, *self.heads.tolist()]
        place = np.concatenate([[0], np.cumsum(np.asarray(keep, bool))]).tolist()
        result = []
        for i in range(1, len(heads)):
            if not keep[i - 1]:
                continue
            at, seen = heads[i], {i}
            while at and not keep[at - 1] and at not in seen:
                seen.add(at)
                at = heads[at]
            result.append(place[at] if at and at != i and keep[at - 1] else 0)
        return Dependencies(np.array(result, np.int32))


def _outer_first(arc: tuple[int, int]) -> tuple[int, int]:
    return arc[0], -arc[1]
