"""Named columns of numbers from a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from minent.entropy.samples import Floats
from minent.errors import FormatError, MissingExtraError, ParameterError


def read_columns(path: str, wanted: list[str] | None = None) -> dict[str, Floats]:
    """Read columns of a ``.npy``, ``.csv`` (with a header) or ``.parquet`` file.

    Parameters
    ----------
    path : str
        The file. Columns of an array are named ``0``, ``1``, ...
    wanted : list of str, optional
        Names of the columns to read; all by default.

    Raises
    ------
    FormatError
        If the file is not what its suffix says, has no rows, or a wanted column has something that is no number.
    ParameterError
        If there is no such column, or the suffix is none of these.
    MissingExtraError
        Parquet without the ``io`` extra.
    """
    readers = {".npy": _of_array, ".csv": _of_csv, ".parquet": _of_parquet}
    suffix = Path(path).suffix.lower()
    if suffix not in readers:
        raise ParameterError(f"{path}: suffix {suffix!r} is none of {', '.join(readers)}; convert the file")
    columns = readers[suffix](path, wanted)
    if not columns or not len(next(iter(columns.values()))):
        raise FormatError(f"no {'rows' if columns else 'columns'}; give a table of numbers", path=path)
    return columns


def _chosen(path: str, names: list[str], wanted: list[str] | None) -> list[str]:
    for name in names:
        if names.count(name) > 1:
            raise FormatError(f"{names.count(name)} columns are called {name!r}; rename them", path=path)
    for name in wanted or []:
        if name not in names:
            raise ParameterError(f"{path}: no column {name!r}; it has {', '.join(names[:20])}")
    return list(dict.fromkeys(wanted)) if wanted else names


def _of_array(path: str, wanted: list[str] | None) -> dict[str, Floats]:
    try:
        with Path(path).open("rb") as stream:
            array = np.lib.format.read_array(stream, allow_pickle=False)
    except (ValueError, EOFError):
        raise FormatError("not an array of numbers; save it with numpy.save", path=path) from None
    if array.ndim not in (1, 2) or array.dtype.kind not in "fiub":
        raise FormatError(f"shape {array.shape} of {array.dtype}; save numbers of shape (n, d)", path=path)
    columns = (array[:, None] if array.ndim == 1 else array).T
    names = _chosen(path, [str(i) for i in range(len(columns))], wanted)
    return {name: columns[int(name)].astype(np.float64) for name in names}


def _of_csv(path: str, wanted: list[str] | None) -> dict[str, Floats]:
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        try:
            header = [name.strip() for name in next(reader, [])]
            if header and all(map(_is_number, header)):
                raise FormatError("the first line has numbers; put the names of the columns there", path=path, line=1)
            names = _chosen(path, header, wanted)
            rows = list(_csv_rows(path, reader, header, names))
        except UnicodeDecodeError:
            raise FormatError("not UTF-8; convert it with iconv", path=path) from None
        except csv.Error as error:
            raise FormatError(f"not CSV: {error}", path=path, line=reader.line_num) from None
    values = np.array(rows, dtype=np.float64).reshape(len(rows), len(names))
    return {name: values[:, i] for i, name in enumerate(names)}


def _csv_rows(path: str, reader: Any, header: list[str], names: list[str]) -> Iterator[list[float]]:
    places = [header.index(name) for name in names]
    for row in reader:
        if not row:
            continue
        if len(row) != len(header):
            raise FormatError(f"{len(row)} fields, the header has {len(header)}", path=path, line=reader.line_num)
        try:
            yield [float(row[place]) for place in places]
        except ValueError:
            bad = next(name for name, place in zip(names, places, strict=True) if not _is_number(row[place]))
            message = f"column {bad!r} has {row[header.index(bad)]!r}, not a number; leave it out with --columns"
            raise FormatError(message, path=path, line=reader.line_num) from None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _of_parquet(path: str, wanted: list[str] | None) -> dict[str, Floats]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtraError("Parquet", "io") from None
    try:
        file = pyarrow.parquet.ParquetFile(path)
        names = _chosen(path, file.schema_arrow.names, wanted)
        table = file.read(columns=names)
    except pyarrow.ArrowException as error:
        raise FormatError(f"not a Parquet file: {error}", path=path) from None
    columns = {}
    for name in names:
        try:
            values = table.column(name).to_numpy()
            if values.dtype.kind not in "fiubO":  # a time is no number without a unit
                raise TypeError
            columns[name] = np.asarray(values, dtype=np.float64)
        except (ValueError, TypeError):
            raise FormatError(f"column {name!r} is not numeric; leave it out with --columns", path=path) from None
    return columns
