"""The units of a corpus and their ids."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from minent.text._encoder import UnitIndex
from minent.text.options import TextOptions


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The units of a corpus; unit ``i`` (from 1) is ``texts[i - 1]``, 0 is the boundary.

    Ids follow falling counts, equal counts the code points of the unit, so they depend only
    on the text.

    Parameters
    ----------
    utf8 : uint8 array, shape (n_bytes,)
        All units in UTF-8, one behind the other.
    offsets : int64 array, shape (n_units + 1,)
        Where each begins.
    """

    utf8: np.ndarray
    offsets: np.ndarray

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @cached_property
    def texts(self) -> list[str]:
        """The units as strings."""
        data = self.utf8.tobytes()
        bounds = self.offsets.tolist()
        return [data[a:b].decode("utf-8") for a, b in pairwise(bounds)]

    def head(self, n: int) -> Vocabulary:
        """The first `n` units."""
        return Vocabulary(self.utf8[: self.offsets[n]], self.offsets[: n + 1])

    def index(self, options: TextOptions) -> UnitIndex:
        """A look-up of units in UTF-8 text that is cut as `options` say."""
        return UnitIndex(options.unit_mode, 1, self.utf8, self.offsets, options.numbers_alike)

    @classmethod
    def of(cls, texts: list[str]) -> Vocabulary:
        """A vocabulary of the given units in this order."""
        encoded = [text.encode("utf-8") for text in texts]
        offsets = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(text) for text in encoded], out=offsets[1:])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), offsets)
