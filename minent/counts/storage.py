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
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from minent.atomic import atomic_write
from minent.counts.table import NgramTable
from minent.errors import FormatError, MinentError
from minent.text import TextOptions, Vocabulary

FORMAT = "minent n-gram table"
VERSION = 1
_SCALARS = ("order", "min_count", "n_tokens")
_ARRAYS = tuple(field.name for field in fields(NgramTable) if field.name not in (*_SCALARS, "options", "vocabulary"))


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
                raise FormatError(f"not a {FORMAT}; make one with `minent ngrams CORPUS -o FILE.npz`", path=name)
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
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError, TypeError, AttributeError) as error:
        raise FormatError(f"damaged or not a {FORMAT} ({error}); count again", path=name) from error


def _check(table: NgramTable, path: str) -> None:
    n_rows = len(table)
    consistent = (
        len(table.level_offsets) == table.order + 1
        and int(table.level_offsets[-1]) == n_rows
        and len(table.first_child) == n_rows + 1
        and int(table.first_child[-1]) == n_rows
        and bool(np.all(np.diff(table.first_child) >= 0))
        and len(table.vocabulary) == int(table.level_offsets[1])
        and all(len(getattr(table, name)) == n_rows for name in ("count", "left_entropy", "right_entropy"))
    )
    if not consistent:
        raise FormatError("damaged: its columns do not fit together; count again", path=path)
