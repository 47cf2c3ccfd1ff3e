"""Word vectors as files: word2vec text and binary, GloVe, fastText text, NumPy."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import numpy as np

from minent.arguments import one_of
from minent.atomic import atomic_write
from minent.errors import FormatError, ParameterError
from minent.graph.options import VECTOR_FORMATS, VECTOR_SUFFIXES
from minent.graph.vector_arrays import read_npy, read_npz, write_npz
from minent.graph.vector_records import read_binary, read_text
from minent.graph.vectors import WordVectors
from minent.text.sources import COMPRESSED, find_sources, read_chunks

_SPACE = re.compile(r"\s")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def read_vectors(
    path: str | os.PathLike[str],
    format: str | None = None,
    *,
    words: str | os.PathLike[str] | None = None,
    max_words: int | None = None,
) -> WordVectors:
    """Read word vectors.

    Parameters
    ----------
    path : path
        The file; ``-`` is standard input; ``.gz .bz2 .xz .zst`` are decompressed.
    format : {"word2vec", "binary", "glove", "npz", "npy"}, optional
        ``word2vec``: text with a line ``n d`` on top, as fastText's ``.vec`` is too. ``binary``:
        that of word2vec. ``glove``: text without that line. ``npz``: as written here, with arrays
        ``words`` and ``vectors``. ``npy``: a matrix; its words are in `words`. When not given it is
        chosen by suffix and content.
    words : path, optional
        With ``npy``: a file with a word a line.
    max_words : int, optional
        Read so many words from the top, which are mostly the most frequent.

    Returns
    -------
    WordVectors

    Raises
    ------
    FormatError
        When a vector is not as long as the first, a number is none or not finite, or a word
        comes twice; says on which line (of binary files: which vector).
    CorpusError
        When the file cannot be read.

    Notes
    -----
    4 bytes a number, twice at the end of reading.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "tea.vec"
    >>> _ = file.write_text("2 3\\nred 1 0 0\\ngreen 0 1 0.5\\n")
    >>> read_vectors(file)["green"].tolist()
    [0.0, 1.0, 0.5]
    """
    name = os.fspath(path)
    chosen = one_of("format", format, VECTOR_FORMATS) if format else _sniffed(name)
    if max_words is not None and max_words < 1:
        raise ParameterError(f"max_words must be at least 1, not {max_words}")
    if (chosen == "npy") != (words is not None):
        raise ParameterError("a NumPy matrix (npy) and a file with its words go together; give both or neither")
    if chosen == "npy":
        assert words is not None
        return _cut(read_npy(name, words), max_words)
    if chosen == "npz":
        return _cut(read_npz(name), max_words)
    if chosen == "binary":
        return read_binary(_bytes(name), name, max_words)
    return read_text(_bytes(name), name, chosen == "word2vec", max_words)


def _cut(vectors: WordVectors, max_words: int | None) -> WordVectors:
    if max_words is None or max_words >= len(vectors):
        return vectors
    return vectors.take(np.arange(max_words))


def _bytes(name: str) -> Iterator[bytes]:
    sources = find_sources(name)
    if len(sources) > 1:
        raise FormatError(f"stands for {len(sources)} files; name one", path=name)
    return (chunk for chunk, _ in read_chunks(sources[0]))


def _suffix(name: str) -> str:
    stem = Path(name).name.lower()
    for ending in COMPRESSED:
        stem = stem.removesuffix(ending)
    return Path(stem).suffix


def _sniffed(name: str) -> str:
    """Format by suffix, of text and what has no known suffix by the first lines."""
    suffix = _suffix(name)
    if suffix in (".npy", ".npz"):
        return suffix[1:]
    if suffix == ".bin":
        return "binary"
    if name == "-":
        raise ParameterError("format must be named for standard input: word2vec, binary or glove")
    top = next(_bytes(name), b"")[: 1 << 16]
    line, _, rest = top.partition(b"\n")
    header = re.fullmatch(rb"\d+[ \t]+\d+", line.strip()) is not None
    if header and _CONTROL.search(rest):  # numbers in binary are full of them
        return "binary"
    return "word2vec" if header else "glove"


def write_vectors(vectors: WordVectors, path: str | os.PathLike[str], format: str | None = None) -> None:
    """Write word vectors; `read_vectors` reads them back, to the last bit.

    Parameters
    ----------
    vectors : WordVectors
        What to write.
    path : path
        The file, written whole or not at all.
    format : {"word2vec", "binary", "glove", "npz"}, optional
        Chosen by the suffix when not given: ``.bin`` is word2vec's binary format, ``.npz`` NumPy's,
        all else word2vec's text.

    Raises
    ------
    ParameterError
        When the format cannot hold a word: white space ends a word of ``binary``, a line end one of text.
    OutputError
        When the file cannot be written.
    """
    chosen = vector_format(path, format)
    _WRITERS[chosen](vectors, path)


def vector_format(path: str | os.PathLike[str], format: str | None = None) -> str:
    """The format in which vectors are written.

    Raises
    ------
    ParameterError
        For a format that is not known, or not written.
    """
    if format is not None:
        return one_of("format", format, list(_WRITERS))
    suffix = Path(path).suffix.lower()
    if suffix == ".npy":
        raise ParameterError(f"{path}: a .npy file has no place for words; write .npz, .bin or .txt")
    return VECTOR_SUFFIXES.get(suffix, "word2vec")


def _check_words(vectors: WordVectors, binary: bool) -> None:
    for word in vectors.words:
        if not word or "\n" in word or "\r" in word or (binary and _SPACE.search(word)):
            what = "without white space" if binary else "without line ends"
            raise ParameterError(f"the format holds words {what}, not {word!r}; write .npz")


def _write_text(stream: IO[str], vectors: WordVectors) -> None:
    row_format = " ".join(["%.9g"] * vectors.dimension)
    for word, row in zip(vectors.words, vectors.matrix, strict=True):
        stream.write(f"{word} {row_format % tuple(row.tolist())}\n")


def _save_word2vec(vectors: WordVectors, path: str | os.PathLike[str]) -> None:
    _check_words(vectors, binary=False)
    with atomic_write(path) as stream:
        stream.write(f"{len(vectors)} {vectors.dimension}\n")
        _write_text(stream, vectors)


def _save_glove(vectors: WordVectors, path: str | os.PathLike[str]) -> None:
    _check_words(vectors, binary=False)
    with atomic_write(path) as stream:
        _write_text(stream, vectors)


def _save_binary(vectors: WordVectors, path: str | os.PathLike[str]) -> None:
    _check_words(vectors, binary=True)
    with atomic_write(path, "wb") as stream:
        stream.write(f"{len(vectors)} {vectors.dimension}\n".encode())
        for word, row in zip(vectors.words, vectors.matrix.astype("<f4"), strict=True):
            stream.write(word.encode() + b" " + row.tobytes() + b"\n")


_WRITERS: dict[str, Callable[[WordVectors, str | os.PathLike[str]], None]] = {
    "word2vec": _save_word2vec,
    "binary": _save_binary,
    "glove": _save_glove,
    "npz": write_npz,
}
