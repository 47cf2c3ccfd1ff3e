"""Impacts as files: a folder of shards, each written whole, so that a run can be taken up again.

A shard ``00000000.npz`` (uncompressed NumPy archive) holds the impacts of some consecutive lines of the corpus:
``line`` int64 (k,), ``text`` UTF-8 with ``text_ends`` int64 (k,), ``units`` int64 (k,) units of each, ``offsets``
int32 (sum n, 2), ``neighbours`` float32 (sum n - 1, 2), ``matrix`` float32 (sum n * n,) or empty, ``root`` float32
(sum n,) or empty, and ``header``, a JSON object: ``format``, ``version``, ``first`` line of the shard and ``next``
one after it, ``end`` (whether it is the last shard), ``digest`` of the lines read, ``options`` of the run.
"""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from minent.atomic import atomic_write
from minent.errors import FormatError, OutputError
from minent.parse.impact import Impact

FORMAT = "minent impacts"
VERSION = 1
_NOT_IMPACTS = f"not {FORMAT}; make them with `minent impact CORPUS --model M -o FOLDER`"
_BAD = (ValueError, KeyError, TypeError, EOFError, OSError, zipfile.BadZipFile, zlib.error, UnicodeDecodeError)
_SHARD_IMPACTS = 1024


def save_impacts(impacts: Iterable[Impact], path: str | os.PathLike[str]) -> None:
    """Write impacts to a new folder.

    Parameters
    ----------
    impacts : iterable of Impact
        In the order of their lines; all with a matrix, or all without.
    path : path
        The folder, which must not exist or be empty.

    Raises
    ------
    OutputError
        When the folder is there already or cannot be written.

    Notes
    -----
    A shard of 1,024 impacts is held in memory.
    """
    folder = Path(path)
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise OutputError(f"{folder}: is there already; name a new folder or remove it")
    make_folder(folder)
    shard: list[Impact] = []
    number, first = 0, 1
    for impact in impacts:
        if len(shard) >= _SHARD_IMPACTS and impact.line != shard[-1].line:
            write_shard(folder, number, shard, {"first": first, "next": impact.line, "end": False})
            number, first, shard = number + 1, impact.line, []
        shard.append(impact)
    end = shard[-1].line + 1 if shard else first
    write_shard(folder, number, shard, {"first": first, "next": end, "end": True})


def load_impacts(path: str | os.PathLike[str]) -> Iterator[Impact]:
    """Read impacts from a folder.

    Parameters
    ----------
    path : path
        What `save_impacts` or ``minent impact`` wrote.

    Yields
    ------
    Impact
        In the order of their lines.

    Raises
    ------
    FormatError
        When the folder does not hold impacts, or the run that wrote them did not end.

    Notes
    -----
    One shard is in memory at a time.
    """
    folder = Path(path)
    names = shard_paths(folder)
    if not names:
        raise FormatError(_NOT_IMPACTS, path=os.fspath(path))
    header: dict[str, Any] = {"next": 1}
    for name in names:
        header = _checked(name, read_header(name), header)
        yield from _impacts_of(name)
    if not header["end"]:
        raise FormatError("the run that wrote these impacts did not end; run it again to finish", path=os.fspath(path))


def _checked(path: Path, header: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    if header["first"] != before["next"]:
        raise FormatError(f"begins at line {header['first']}, not {before['next']}: a shard is missing", path=str(path))
    if before.get("options", header["options"]) != header["options"]:
        raise FormatError("made with other options than the shard before it", path=str(path))
    return header


def shard_paths(folder: Path) -> list[Path]:
    """The shards of a folder in order; none if it does not exist."""
    return sorted(folder.glob("[0-9]*.npz")) if folder.is_dir() else []


def make_folder(folder: Path) -> None:
    """Make a folder, or say why that is impossible."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot make the folder: {error.strerror or error}") from error


def write_shard(folder: Path, number: int, impacts: Sequence[Impact], header: Mapping[str, Any]) -> None:
    """Write a shard whole or not at all; `header` holds first, next, end and may hold digest and options."""
    full = {"format": FORMAT, "version": VERSION, "digest": "", "options": {}, **header}
    texts = [impact.text.encode("utf-8", "surrogatepass") for impact in impacts]
    arrays: dict[str, Any] = {
        "line": np.array([impact.line for impact in impacts], np.int64),
        "text": np.frombuffer(b"".join(texts), np.uint8),
        "text_ends": np.cumsum([len(text) for text in texts], dtype=np.int64),
        "units": np.array([len(impact.offsets) for impact in impacts], np.int64),
        "offsets": _joined([impact.offsets for impact in impacts], np.int32, (0, 2)),
        "neighbours": _joined([impact.neighbours for impact in impacts], np.float32, (0, 2)),
        "matrix": _joined([i.matrix.ravel() for i in impacts if i.matrix is not None], np.float32, (0,)),
        "root": _joined([impact.root for impact in impacts if impact.root is not None], np.float32, (0,)),
        "has": np.array([[i.matrix is not None, i.root is not None] for i in impacts], bool).reshape(-1, 2),
    }
    packed = np.frombuffer(json.dumps(full, sort_keys=True).encode(), np.uint8)
    with atomic_write(folder / f"{number:08}.npz", "wb") as stream:
        np.savez(stream, header=packed, **arrays)


def _joined(parts: list[NDArray[Any]], dtype: type, empty: tuple[int, ...]) -> NDArray[Any]:
    return np.concatenate([np.zeros(empty, dtype), *(np.asarray(part, dtype) for part in parts)])


def read_header(path: Path) -> dict[str, Any]:
    """The header of a shard."""
    try:
        with path.open("rb") as stream, np.load(stream) as file:
            header = json.loads(file["header"].tobytes())
        if header["format"] != FORMAT:
            raise ValueError
        known = header["version"] == VERSION
        complete = {"first", "next", "end", "digest", "options"} <= set(header)
    except _BAD as error:
        raise FormatError(_NOT_IMPACTS, path=str(path)) from error
    if not known or not complete:
        raise FormatError(f"version {header['version']} of {FORMAT}; this minent reads {VERSION}", path=str(path))
    return header


def _impacts_of(path: Path) -> Iterator[Impact]:
    try:
        with path.open("rb") as stream, np.load(stream) as file:
            yield from _unpacked({name: file[name] for name in file.files})
    except _BAD as error:
        raise FormatError(_NOT_IMPACTS, path=str(path)) from error


def _unpacked(arrays: dict[str, NDArray[Any]]) -> list[Impact]:
    units, has = arrays["units"], arrays["has"]
    texts = np.concatenate([[0], arrays["text_ends"]])
    places = np.concatenate([[0], np.cumsum(units)])
    gaps = np.concatenate([[0], np.cumsum(np.maximum(units - 1, 0))])
    cells = np.concatenate([[0], np.cumsum(units**2 * has[:, 0])])
    roots = np.concatenate([[0], np.cumsum(units * has[:, 1])])
    ends = (places[-1], gaps[-1], cells[-1], roots[-1], texts[-1])
    names = ("offsets", "neighbours", "matrix", "root", "text")
    if any(end != len(arrays[name]) for end, name in zip(ends, names, strict=True)):
        raise ValueError("columns of different lengths")
    spans = zip(pairwise(texts), pairwise(places), pairwise(gaps), pairwise(cells), pairwise(roots), strict=True)
    found = []
    for k, (text, place, gap, cell, root) in enumerate(spans):
        n = int(units[k])
        found.append(
            Impact(
                int(arrays["line"][k]),
                arrays["text"][slice(*text)].tobytes().decode("utf-8", "surrogatepass"),
                arrays["offsets"][slice(*place)],
                arrays["matrix"][slice(*cell)].reshape(n, n) if has[k, 0] else None,
                arrays["neighbours"][slice(*gap)],
                arrays["root"][slice(*root)] if has[k, 1] else None,
            )
        )
    return found
