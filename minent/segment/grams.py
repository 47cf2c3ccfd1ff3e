"""The n-grams of a table as what the kernels of segmenters divide text by."""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np

from minent.counts import NgramTable, load_table
from minent.errors import ParameterError
from minent.text.options import TextOptions


def open_table(table: NgramTable | str | os.PathLike[str]) -> NgramTable:
    """Return the table, loaded if it is a path.

    Raises
    ------
    ParameterError
        When the table has no n-grams.
    """
    opened = table if isinstance(table, NgramTable) else load_table(table)
    if not len(opened):
        raise ParameterError("the table has no n-grams; count a text, or with a lower min_count")
    return opened


def segmenting_options(table: NgramTable) -> TextOptions:
    """How text is cut to look up the n-grams of a table.

    Notes
    -----
    Letters that counting dropped are runs that the table does not know.
    """
    key = table.options.counting_key()
    if key["latin"] == "drop":
        key["latin"] = "run"
    return TextOptions.from_counting_key(key)


@dataclass(frozen=True)
class Spellings:
    """The n-grams of a table up to a length as unit ids, in order of the rows.

    Parameters
    ----------
    units : uint32 array
        One n-gram behind the other.
    offsets : int64 array, shape (n_rows + 1,)
        Where each begins.
    """

    units: np.ndarray
    offsets: np.ndarray

    @classmethod
    def of(cls, table: NgramTable, longest: int) -> Spellings:
        """The n-grams of at most `longest` units."""
        units, lengths = [], []
        for length in range(1, longest + 1):
            rows = table.rows(length)
            units.append(table.unit_ids(np.arange(rows.start, rows.stop), length).ravel())
            lengths.append(np.full(rows.stop - rows.start, length))
        return cls(np.concatenate(units), np.concatenate([[0], np.cumsum(np.concatenate(lengths))]))
