"""Saving and loading n-gram tables.

The file is an uncompressed NumPy ``.npz`` archive: one array for each array field of
`NgramTable` (the vocabulary as ``vocabulary_utf8`` and ``vocabulary_offsets``) and ``header``,
a UTF-8 JSON object with ``format`` ("minent n-gram table"), ``version`` (1), ``order``,
``min_count``, ``n_tokens`` and ``text`` (the options that decide what an n-gram is).
"""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from minent.atomic import atomic_write
from minent.counts.limits import MAX_ORDER
from minent.counts.table import ROW_COLUMNS, NgramTable
from minent.errors import FormatError, MinentError
from minent.text import TextOptions, Vocabulary

FORMAT = "minent n-gram table"
VERSION = 1
_NOT_A_TABLE = f"not a {FORMAT}; make one with `minent ngrams CORPUS -o FILE.npz`"
_SCALARS = ("order", "min_count", "n_tokens")
_ARRAYS = tuple(field.name for field in fields(NgramTable) if field.name not in (*_SCALARS, "options", "vocabulary"))
# What is not int64 (counts, rows and offsets).
_DTYPES = {
    "unit": np.uint32,
    "left_distinct": np.uint32,
    "right_distinct": np.uint32,
    "left_entropy": np.float64,
    "right_entropy": np.float64,
    "tail_unit": np.uint32,
}


def save_table(table: NgramTable, path: str | os.PathLike[str]) -> None:
    """Save a table to a file.

    Parameters
    ----------
    table : NgramTable
        What to save.
    path : path
        The file, by convention ``.npz``; written whole or not at all.

    Raises
    ------
    OutputError
        When the file cannot be written.
    """
    header = {"format": FORMAT, "version": VERSION, "text": table.options.counting_key()}
    header |= {name: getattr(table, name) for name in _SCALARS}
    arrays = {name: getattr(table, name) for name in _ARRAYS}
    with atomic_write(path, "wb") as stream:
        np.savez(
            stream,
            header=np.frombuffer(json.dumps(header, sort_keys=True).encode(), np.uint8),
            vocabulary_utf8=table.vocabulary.utf8,
            vocabulary_offsets=table.vocabulary.offsets,
            **arrays,
        )


def load_table(path: str | os.PathLike[str]) -> NgramTable:
    """Load a table from a file written by `save_table`.

    Parameters
    ----------
    path : path
        The file.

    Returns
    -------
    NgramTable

    Raises
    ------
    FormatError
        When the file is not such a table, or damaged.
    """
    name = os.fspath(path)
    try:
        with Path(path).open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
            if "header" not in archive:
                raise FormatError(_NOT_A_TABLE, path=name)
            header = json.loads(archive["header"].tobytes())
            if header.get("format") != FORMAT or header.get("version") != VERSION:
                raise FormatError(f"not a {FORMAT} of version {VERSION}; count again", path=name)
            columns: dict[str, Any] = {array: archive[array] for array in _ARRAYS}
            table = NgramTable(
                order=int(header["order"]),
                min_count=int(header["min_count"]),
                n_tokens=int(header["n_tokens"]),
                options=TextOptions.from_counting_key(header["text"]),
                vocabulary=Vocabulary(archive["vocabulary_utf8"], archive["vocabulary_offsets"]),
                **columns,
            )
            _check(table, name)
            return table
    except MinentError:
        raise
    except OSError as error:
        raise FormatError(f"cannot read: {error.strerror or error}", path=name) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        KeyError,
        EOFError,
        TypeError,
        AttributeError,
        RuntimeError,
    ) as error:
        raise FormatError(f"damaged or {_NOT_A_TABLE}", path=name) from error


def _check(table: NgramTable, path: str) -> None:
    """Kernels trust a table: what they would read out of bounds must not get in."""
    n_rows, levels = len(table), table.level_offsets
    dtypes = {name: np.dtype(_DTYPES.get(name, np.int64)) for name in _ARRAYS}
    consistent = (
        1 <= table.order <= MAX_ORDER
        and table.min_count >= 1
        and all(
            getattr(table, name).dtype == dtype and getattr(table, name).ndim == 1 for name, dtype in dtypes.items()
        )
        and len(levels) == table.order + 1
        and _is_cut(levels, n_rows)
        and all(len(getattr(table, name)) == n_rows for name in ROW_COLUMNS)
        and len(table.first_child) == n_rows + 1
        and _is_cut(np.append(levels[1], table.first_child), n_rows)
        and np.array_equal(table.first_child[levels[:-1]], levels[1:])
        and np.array_equal(table.unit[: levels[1]], np.arange(1, levels[1] + 1))
        and _within(table.unit, 1, int(levels[1]))
        and all(_within(counts, 1, 1 << 62) for counts in (table.count, table.border_counts, table.tail_count))
        and _within(table.border_rows, 0, n_rows - 1)
        and len(table.border_rows) == len(table.border_counts)
        and _vocabulary_fits(table.vocabulary, int(levels[1]))
        and _tail_fits(table)
    )
    try:
        complete = consistent and len(table.parent) == n_rows
    except ValueError:  # the end of an n-gram is missing
        complete = False
    if not complete:
        raise FormatError("damaged: its columns do not fit together; count again", path=path)


def _is_cut(offsets: np.ndarray, n: int) -> bool:
    """Whether offsets rise to n."""
    return len(offsets) > 0 and int(offsets[0]) >= 0 and int(offsets[-1]) == n and bool(np.all(np.diff(offsets) >= 0))


def _within(values: np.ndarray, least: int, most: int) -> bool:
    return not len(values) or (int(values.min()) >= least and int(values.max()) <= most)


def _vocabulary_fits(vocabulary: Vocabulary, n_units: int) -> bool:
    typed = vocabulary.utf8.dtype == np.uint8 and vocabulary.offsets.dtype == np.int64
    if not typed or vocabulary.utf8.ndim != 1 or len(vocabulary.offsets) != n_units + 1:
        return False
    return _is_cut(vocabulary.offsets, len(vocabulary.utf8)) and len(set(vocabulary.texts)) == n_units


def _tail_fits(table: NgramTable) -> bool:
    n_tail = len(table.tail_unit)
    if table.min_count > 1:
        return n_tail == len(table.tail_count) == len(table.tail_first) == 0
    n_longest = int(table.level_offsets[-1] - table.level_offsets[-2])
    return (
        len(table.tail_count) == n_tail
        and len(table.tail_first) == n_longest + 1
        and _is_cut(table.tail_first, n_tail)
        and _within(table.tail_unit, 1, int(table.level_offsets[1]))
    )
