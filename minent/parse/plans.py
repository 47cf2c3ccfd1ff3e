"""Which masked copies of a sentence are needed: base rows, and rows that show pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from minent.arguments import integer, one_of
from minent.errors import ParameterError
from minent.parse.options import PAIRS

_LEAST_STRIDE = 3


@dataclass(frozen=True)
class Plan:
    """Which pairs of units are looked at, and how many in one masked copy.

    Parameters
    ----------
    pairs : {"all", "adjacent"}
        All pairs of a sentence, or neighbours.
    window : int, optional
        With ``all``: only pairs at most so far apart.
    stride : int, optional
        With ``adjacent``: units so far apart are masked in one copy.
    """

    pairs: str = "all"
    window: int | None = None
    stride: int | None = None

    def __post_init__(self) -> None:
        one_of("pairs", self.pairs, PAIRS)
        if self.window is not None:
            integer("window", self.window, least=1)
        if self.stride is not None:
            integer("stride", self.stride, least=_LEAST_STRIDE)
        if self.stride is not None and self.pairs != "adjacent":
            raise ParameterError("stride needs pairs=adjacent: only neighbours can share a masked copy")
        if self.window is not None and self.pairs != "all":
            raise ParameterError("window needs pairs=all: neighbours are a window of 1")

    def base_rows(self, n: int) -> NDArray[np.int32]:
        """Units masked in each base row, shape (rows, k), -1 where there are fewer.

        Examples
        --------
        >>> Plan("adjacent", stride=3).base_rows(4).tolist()
        [[0, 3], [1, -1], [2, -1]]
        """
        return self._spread(np.arange(n, dtype=np.int32))

    def pair_rows(self, n: int) -> NDArray[np.int32]:
        """Pairs of units masked in each other row, shape (rows, k, 2), -1 where there are fewer.

        Examples
        --------
        >>> Plan("all", window=1).pair_rows(3).tolist()
        [[[0, 1]], [[1, 2]]]
        """
        if self.pairs == "adjacent":
            first = self._spread(np.arange(max(n - 1, 0), dtype=np.int32))
            return np.stack([first, np.where(first < 0, -1, first + 1)], axis=-1)
        i, j = np.triu_indices(n, 1)
        if self.window is not None:
            near = j - i <= self.window
            i, j = i[near], j[near]
        return np.stack([i, j], axis=-1).astype(np.int32)[:, None]

    def _spread(self, items: NDArray[np.int32]) -> NDArray[np.int32]:
        """Items in rows: one a row, or with a stride every so many."""
        if self.stride is None or len(items) <= self.stride:
            return items[:, None]
        width = -(-len(items) // self.stride)
        padded = np.full(width * self.stride, -1, np.int32)
        padded[: len(items)] = items
        return np.ascontiguousarray(padded.reshape(width, self.stride).T)

    def row_tokens(self, n: int, length: int, *, root: bool = False) -> int:
        """Tokens that go through the encoder for a sentence of n units and `length` tokens.

        Examples
        --------
        >>> Plan().row_tokens(3, 10), Plan("adjacent").row_tokens(3, 10)
        (60, 50)
        """
        gaps = max(n - 1, 0)
        if self.pairs == "adjacent":
            most = self.stride if self.stride is not None else max(n, 1)
            rows = min(n, most) + min(gaps, most)
        else:
            reach = min(gaps, self.window if self.window is not None else gaps)
            rows = n + reach * n - reach * (reach + 1) // 2
        return (rows + root) * length
