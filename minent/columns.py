"""Tables of named columns: written as TSV, CSV, JSON Lines, Parquet or for a terminal."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import numpy as np

from minent._tsv import tsv_rows
from minent.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas

Column: TypeAlias = "Sequence[object] | np.ndarray"
Columns: TypeAlias = Mapping[str, Column]

_CHUNK = 1 << 14
_DECIMALS = 4
_LIST_SEPARATOR = " | "


def write_tsv(columns: Columns, stream: IO[str]) -> None:
    """Write a header and a line a row; numbers that are not whole have 4 decimals."""
    stream.write("\t".join(columns) + "\n")
    for part in _chunks(columns):
        stream.write(tsv_rows(list(map(_plain, part)), len(part[0])))


def write_csv(columns: Columns, stream: IO[str]) -> None:
    """Write RFC 4180 CSV with a header."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for cells in _text_chunks(columns):
        writer.writerows(zip(*cells, strict=True))


def write_jsonl(columns: Columns, stream: IO[str]) -> None:
    """Write a JSON object a row."""
    names = list(columns)
    for part in _chunks(columns):
        values = [_rounded(column) for column in part]
        stream.writelines(
            json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n"
            for row in zip(*values, strict=True)
        )


def write_table(columns: Columns, stream: IO[str]) -> None:
    """Write aligned columns for a terminal; wide characters take two places."""
    cells = [
        [name, *(cell for part in _text_chunks({name: column}) for cell in part[0])] for name, column in columns.items()
    ]
    widths = [max(map(display_width, column)) for column in cells]
    numeric = [isinstance(column, np.ndarray) and column.dtype.kind in "iuf" for column in columns.values()]
    for row in zip(*cells, strict=True):
        padded = (_padded(*cell) for cell in zip(row, widths, numeric, strict=True))
        stream.write("  ".join(padded).rstrip() + "\n")


def import_pyarrow() -> Any:
    """Return the module pyarrow, with its Parquet part.

    Raises
    ------
    MissingExtraError
        Without the ``io`` extra.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtraError("Parquet", "io") from None
    return pyarrow


def write_parquet(columns: Columns, stream: IO[bytes]) -> None:
    """Write Parquet with full precision.

    Raises
    ------
    MissingExtraError
        Without the ``io`` extra.
    """
    pyarrow = import_pyarrow()
    arrays = {name: pyarrow.array(column if isinstance(column, np.ndarray) and column.dtype != object else list(column))
              for name, column in columns.items()}  # fmt: skip
    pyarrow.parquet.write_table(pyarrow.table(arrays), stream)


TEXT_WRITERS: dict[str, Callable[[Columns, IO[str]], None]] = {
    "tsv": write_tsv,
    "csv": write_csv,
    "jsonl": write_jsonl,
    "table": write_table,
}


def to_pandas(columns: Columns) -> pandas.DataFrame:
    """Return the columns as a data frame.

    Raises
    ------
    MissingExtraError
        Without the ``io`` extra.
    """
    try:
        import pandas
    except ImportError:
        raise MissingExtraError("to_pandas", "io") from None
    return pandas.DataFrame(dict(columns))


def _chunks(columns: Columns) -> Iterator[list[Column]]:
    n_rows = len(next(iter(columns.values()), ()))
    for begin in range(0, n_rows, _CHUNK):
        yield [column[begin : begin + _CHUNK] for column in columns.values()]


def _text_chunks(columns: Columns) -> Iterator[list[list[str]]]:
    for part in _chunks(columns):
        yield [_text(column) for column in part]


def _plain(column: Column) -> list[str] | np.ndarray:
    """A column as the kernel takes it."""
    if isinstance(column, np.ndarray) and column.dtype.kind == "f":
        return np.ascontiguousarray(column, np.float64)
    if isinstance(column, np.ndarray) and np.can_cast(column.dtype, np.int64) and column.dtype.kind in "iu":
        return np.ascontiguousarray(column, np.int64)
    return _text(column)


def _text(column: Column) -> list[str]:
    kind = column.dtype.kind if isinstance(column, np.ndarray) else "O"
    values = column.tolist() if isinstance(column, np.ndarray) else column
    if kind == "f":
        return list(map(f"{{:.{_DECIMALS}f}}".format, values))
    if kind == "b":
        return ["yes" if value else "no" for value in values]
    if kind in "iu":
        return list(map(str, values))
    return [value if isinstance(value, str) else _LIST_SEPARATOR.join(value) for value in values]  # type: ignore[arg-type]


def _rounded(column: Column) -> Sequence[object]:
    if isinstance(column, np.ndarray):
        return np.round(column, _DECIMALS).tolist() if column.dtype.kind == "f" else column.tolist()
    return column


def display_width(text: str) -> int:
    """Places that a text takes on a terminal: two for a wide character, none for a combining mark."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - display_width(text))
    return space + text if right else text + space
