"""Patterns: words at fixed distances from one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from minent.templates._patterns import WORD_BITS


@dataclass(frozen=True, eq=False)
class Patterns:
    """Patterns of two and more words, one behind the other.

    Parameters
    ----------
    words : uint32 array
        Ids of the words of all patterns.
    gaps : uint8 array
        How many places each word stands behind the one before; 0 for the first of a pattern.
    offsets : int64 array, shape (n_patterns + 1,)
        Where each pattern begins.
    """

    words: np.ndarray
    gaps: np.ndarray
    offsets: np.ndarray

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @classmethod
    def none(cls) -> Patterns:
        """No patterns."""
        return cls(np.zeros(0, np.uint32), np.zeros(0, np.uint8), np.zeros(1, np.int64))

    @cached_property
    def lengths(self) -> np.ndarray:
        """Words of each."""
        return np.diff(self.offsets)

    @cached_property
    def slots(self) -> np.ndarray:
        """How many gaps of each have room for words."""
        ends = np.append(0, np.cumsum(self.gaps > 1))
        return ends[self.offsets[1:]] - ends[self.offsets[:-1]]

    def where(self, chosen: np.ndarray) -> Patterns:
        """The patterns for which `chosen` is true."""
        if chosen.all():
            return self
        inside = np.repeat(chosen, self.lengths)
        offsets = np.append(0, np.cumsum(self.lengths[chosen]))
        return Patterns(self.words[inside], self.gaps[inside], offsets)

    def keys(self) -> Iterator[tuple[bytes, bytes]]:
        """What tells each pattern from all others."""
        for a, b in pairwise(self.offsets.tolist()):
            yield self.words[a:b].tobytes(), self.gaps[a:b].tobytes()

    @cached_property
    def templates(self) -> tuple[np.ndarray, np.ndarray]:
        """(number of the template of each pattern, a pattern of each template).

        Patterns of the same words with slots at the same places are one template. Templates are
        numbered in the order of their first patterns.
        """
        known: dict[tuple[bytes, bytes], int] = {}
        slots = np.minimum(self.gaps, 2)
        number = np.zeros(len(self), np.uint32)
        first: list[int] = []
        for p, (a, b) in enumerate(pairwise(self.offsets.tolist())):
            found = known.setdefault((self.words[a:b].tobytes(), slots[a:b].tobytes()), len(first))
            if found == len(first):
                first.append(p)
            number[p] = found
        return number, np.array(first, np.int64)


def split_steps(steps: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(node, gap, word) of steps of the kernel's trie."""
    low = steps & np.uint64(0xFFFFFFFF)
    return (
        (steps >> np.uint64(32)).astype(np.int64),
        (low >> np.uint64(WORD_BITS)).astype(np.uint8),
        (low & np.uint64((1 << WORD_BITS) - 1)).astype(np.uint32),
    )


def make_steps(nodes: np.ndarray, gaps: np.ndarray, words: np.ndarray) -> np.ndarray:
    """Steps of the kernel's trie."""
    low = (gaps.astype(np.uint64) << np.uint64(WORD_BITS)) | words.astype(np.uint64)
    return (nodes.astype(np.uint64) << np.uint64(32)) | low
