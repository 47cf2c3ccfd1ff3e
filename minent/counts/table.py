"""The table of n-gram counts: a trie in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from minent.counts._grams import link_rows
from minent.errors import ParameterError
from minent.text import TextOptions, Vocabulary
from minent.text._encoder import UnitIndex

if TYPE_CHECKING:
    import pandas

UNKNOWN = 0xFFFFFFFF


@dataclass(frozen=True)
class Ngram:
    """One n-gram of a table; entropies are in bits."""

    text: str
    length: int
    count: int
    left_distinct: int
    right_distinct: int
    left_entropy: float
    right_entropy: float


@dataclass(frozen=True, eq=False)
class NgramTable:
    """Counts of all n-grams of 1 to `order` units, with their neighbours.

    The rows are sorted by length, then by the ids of their units. A row stores its last unit
    and where its extensions by one unit are; its other units are those of its prefix.

    Parameters
    ----------
    order : int
        Greatest length.
    min_count : int
        N-grams that occur less often are not in the table.
    n_tokens : int
        Units in the text, also those below `min_count`.
    options : TextOptions
        How the text was cut into units.
    vocabulary : Vocabulary
        The units that reach `min_count`; unit ``id`` is row ``id - 1``.
    level_offsets : int64 array, shape (order + 1,)
        Rows ``level_offsets[n - 1]`` to ``level_offsets[n]`` are the n-grams of length n.
    unit : uint32 array, shape (n_rows,)
        Id of the last unit.
    count : int64 array, shape (n_rows,)
        Occurrences, overlapping ones included.
    first_child : int64 array, shape (n_rows + 1,)
        The extensions of row r are rows ``first_child[r]`` to ``first_child[r + 1]``.
    left_distinct, right_distinct : uint32 array, shape (n_rows,)
        Number of different neighbours; the boundary is one neighbour.
    left_entropy, right_entropy : float64 array, shape (n_rows,)
        Entropy of the neighbours in bits.
    border_rows, border_counts : int64 array, shape (n_borders,)
        The n-grams that may overlap themselves (a beginning is also an end), ascending, and
        how often they occur without overlap, taken left to right.
    tail_unit, tail_count, tail_first : arrays
        With ``min_count=1``, the n-grams of ``order + 1`` units as last unit (uint32), count
        (int64) and first row by prefix (int64): what a merge needs to know the neighbours of
        the longest n-grams. Else empty.

    Notes
    -----
    Memory: 44 bytes a row, and 12 for each n-gram of ``order + 1`` units when ``min_count=1``.
    """

    order: int
    min_count: int
    n_tokens: int
    options: TextOptions
    vocabulary: Vocabulary
    level_offsets: np.ndarray
    unit: np.ndarray
    count: np.ndarray
    first_child: np.ndarray
    left_distinct: np.ndarray
    right_distinct: np.ndarray
    left_entropy: np.ndarray
    right_entropy: np.ndarray
    border_rows: np.ndarray
    border_counts: np.ndarray
    tail_unit: np.ndarray
    tail_count: np.ndarray
    tail_first: np.ndarray

    def __len__(self) -> int:
        return len(self.unit)

    def rows(self, length: int) -> slice:
        """Rows of the n-grams of one length."""
        return slice(int(self.level_offsets[length - 1]), int(self.level_offsets[length]))

    @cached_property
    def length(self) -> np.ndarray:
        """Units of each n-gram, uint8 array of shape (n_rows,)."""
        return np.repeat(np.arange(1, self.order + 1, dtype=np.uint8), np.diff(self.level_offsets))

    @cached_property
    def _links(self) -> tuple[np.ndarray, np.ndarray]:
        return link_rows(self.unit, self.first_child, self.level_offsets)

    @property
    def parent(self) -> np.ndarray:
        """Row of the n-gram without its last unit, int64 array of shape (n_rows,); -1 for one unit."""
        return self._links[0]

    @property
    def suffix(self) -> np.ndarray:
        """Row of the n-gram without its first unit, int64 array of shape (n_rows,); -1 for one unit."""
        return self._links[1]

    def children(self, parents: np.ndarray, units: np.ndarray, length: int) -> np.ndarray:
        """Rows of given n-grams of `length` units, by prefix row and last unit; all must exist."""
        rows = self.rows(length)
        keys = row_keys(self.parent[rows], self.unit[rows])
        return np.searchsorted(keys, row_keys(parents, units)) + rows.start

    @cached_property
    def disjoint_count(self) -> np.ndarray:
        """Occurrences that do not overlap, int64 array of shape (n_rows,)."""
        counts = self.count.copy()
        counts[self.border_rows] = self.border_counts
        return counts

    def unit_ids(self, rows: np.ndarray, length: int) -> np.ndarray:
        """Ids of the units of some n-grams of one length, uint32 array of shape (n, length)."""
        ids = np.empty((len(rows), length), np.uint32)
        for position in range(length - 1, -1, -1):
            ids[:, position] = self.unit[rows]
            rows = self.parent[rows]
        return ids

    def by_length(self, rows: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
        """(length, which of the rows have it), for the lengths that occur."""
        lengths = self.length[rows]
        for length in range(1, self.order + 1):
            chosen = np.flatnonzero(lengths == length)
            if len(chosen):
                yield length, chosen

    def texts_of(self, rows: np.ndarray) -> list[str]:
        """Some n-grams as strings."""
        units = self.vocabulary.texts
        texts = np.empty(len(rows), object)
        for length, chosen in self.by_length(rows):
            ids = self.unit_ids(rows[chosen], length).astype(np.int64) - 1
            columns = [map(units.__getitem__, column) for column in ids.T.tolist()]
            texts[chosen] = list(map(self.options.separator.join, zip(*columns, strict=True)))
        return texts.tolist()

    @cached_property
    def texts(self) -> list[str]:
        """The n-grams as strings; the units of a phrase are separated by a space."""
        units = self.vocabulary.texts
        separator = self.options.separator
        texts = units[: int(self.level_offsets[1])]
        parents, last = self.parent.tolist(), self.unit.tolist()
        for length in range(2, self.order + 1):
            rows = self.rows(length)
            texts += [
                texts[parent] + separator + units[unit - 1]
                for parent, unit in zip(parents[rows], last[rows], strict=True)
            ]
        return texts

    @cached_property
    def _index(self) -> UnitIndex:
        return self.vocabulary.index(self.options)

    def find(self, text: str) -> int:
        """Row of an n-gram, -1 if the table does not have it."""
        data = text.strip().encode("utf-8", "replace")
        units, starts, ends = self._index.encode_spans(data)
        ids = units.tolist()
        if ids and ids[-1] == 0:
            ids.pop()
        if not 0 < len(ids) <= self.order or 0 in ids or UNKNOWN in ids:
            return -1
        if starts[0] != 0 or ends[len(ids) - 1] != len(data):
            return -1  # punctuation around the n-gram
        row = ids[0] - 1
        for unit in ids[1:]:
            first, last = int(self.first_child[row]), int(self.first_child[row + 1])
            row = first + int(np.searchsorted(self.unit[first:last], unit))
            if row == last or self.unit[row] != unit:
                return -1
        return row

    def get(self, text: str, default: int = 0) -> int:
        """Count of an n-gram, `default` if the table does not have it."""
        row = self.find(text)
        return default if row < 0 else int(self.count[row])

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self.find(text) >= 0

    def __getitem__(self, text: str) -> Ngram:
        row = self.find(text)
        if row < 0:
            raise KeyError(text)
        return self._ngram(row, text)

    def __iter__(self) -> Iterator[Ngram]:
        for row, text in enumerate(self.texts):
            yield self._ngram(row, text)

    def _ngram(self, row: int, text: str) -> Ngram:
        return Ngram(
            text,
            int(self.length[row]),
            int(self.count[row]),
            int(self.left_distinct[row]),
            int(self.right_distinct[row]),
            float(self.left_entropy[row]),
            float(self.right_entropy[row]),
        )

    def columns(self) -> dict[str, Sequence[object] | np.ndarray]:
        """What the table shows, by column name, in order of the rows."""
        return {
            "ngram": self.texts,
            "length": self.length,
            "count": self.count,
            "left_distinct": self.left_distinct,
            "right_distinct": self.right_distinct,
            "left_entropy": self.left_entropy,
            "right_entropy": self.right_entropy,
        }

    def to_pandas(self) -> pandas.DataFrame:
        """Return a data frame with the columns of `Ngram`."""
        from minent.columns import to_pandas

        return to_pandas(self.columns())

    def prune(self, min_count: int) -> NgramTable:
        """Return the table of the n-grams that occur at least `min_count` times.

        It equals the table counted with that `min_count`.

        Raises
        ------
        ParameterError
            When `min_count` is below that of this table.
        """
        from minent.counts.pruning import prune_table

        return prune_table(self, min_count)


ROW_COLUMNS = ("unit", "count", "left_distinct", "right_distinct", "left_entropy", "right_entropy")


def row_keys(parents: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Sort keys of n-grams of one length: prefix row and last unit in one uint64."""
    if len(parents) and int(parents.max()) >= 1 << 32:
        raise ParameterError("more than 2^32 n-grams; raise min_count")
    return parents.astype(np.uint64) << np.uint64(32) | units.astype(np.uint64)
