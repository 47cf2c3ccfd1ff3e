"""Word vectors as NumPy files."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import numpy as np

from minent.atomic import atomic_write
from minent.errors import CorpusError, FormatError, ParameterError
from minent.graph.vectors import WordVectors
from minent.text.lines import read_lines


def write_npz(vectors: WordVectors, path: str | os.PathLike[str]) -> None:
    """Write arrays ``words`` (Unicode) and ``vectors`` (float32)."""
    with atomic_write(path, "wb") as stream:
        np.savez(stream, words=np.array(vectors.words, np.str_), vectors=vectors.matrix)


def read_npz(path: str) -> WordVectors:
    """Read what `write_npz` wrote.

    Raises
    ------
    FormatError
        When the file is something else, or its arrays do not fit together.
    """
    with _opened(path) as stream:
        file = _loaded(stream, path)
        if not hasattr(file, "files") or not {"words", "vectors"} <= set(file.files):
            raise FormatError("an .npz file of vectors has the arrays 'words' and 'vectors'", path=path)
        words, matrix = _checked(path, lambda: (file["words"], file["vectors"]))
    if words.ndim != 1 or words.dtype.kind != "U":
        raise FormatError("the array 'words' must be one of strings", path=path)
    return _made(words.tolist(), matrix, path)


def read_npy(path: str, words: str | os.PathLike[str]) -> WordVectors:
    """Read a matrix, and its words from a file with a word a line.

    Raises
    ------
    FormatError
        When the file is something else, or there is not a word for each row; of a word that comes
        twice and a vector that is not finite with its line.
    """
    name = os.fspath(words)
    lines = [line.rstrip("\r\n") for line in read_lines(words)]
    with _opened(path) as stream:
        matrix = _loaded(stream, path)
    if not isinstance(matrix, np.ndarray) or matrix.ndim != 2:
        raise FormatError("not a matrix", path=path)
    if len(lines) != len(matrix):
        raise FormatError(f"{len(lines)} words for the {len(matrix)} rows of {path}", path=name)
    seen: dict[str, int] = {}
    for number, word in enumerate(lines, 1):
        if not word:
            raise FormatError("no word; complete the line", path=name, line=number)
        if word in seen:
            message = f"word {word!r} stands on line {seen[word]} already; remove one"
            raise FormatError(message, path=name, line=number)
        seen[word] = number
    return _made(lines, matrix, path)


def _opened(path: str) -> IO[bytes]:
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise CorpusError(f"cannot read: {error.strerror or error}", source=path) from None


def _loaded(stream: IO[bytes], path: str) -> Any:
    try:
        return np.load(stream, allow_pickle=False)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise FormatError(f"not a NumPy file ({error})", path=path) from None


def _checked(path: str, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except (ValueError, EOFError, zipfile.BadZipFile) as error:
        raise FormatError(f"damaged, or not arrays of numbers ({error})", path=path) from None


def _made(words: list[str], matrix: np.ndarray, path: str) -> WordVectors:
    if not len(words):
        raise FormatError("no vectors", path=path)
    if matrix.dtype.kind not in "fiu":
        raise FormatError(f"vectors must be numbers, not {matrix.dtype}", path=path)
    try:
        return WordVectors(words, matrix)
    except ParameterError as error:
        raise FormatError(str(error), path=path) from None
