"""Where text comes from: paths, directories, globs, standard input, compressed files."""

from __future__ import annotations

import bz2
import contextlib
import glob
import gzip
import lzma
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO

from minent.errors import CorpusError, MissingExtraError

STDIN = "-"
COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
PLAIN_SUFFIXES = (".txt", ".text", ".utf8", ".md")
JSONL_SUFFIXES = (".jsonl", ".ndjson")
CHUNK = 1 << 21
_ZSTD_CHUNK = 1 << 14  # small, because all that it expands to comes at once


@dataclass(frozen=True)
class Source:
    """One stream of bytes.

    Parameters
    ----------
    path : Path or None
        The file; ``None`` is standard input.
    size : int or None
        Bytes on disk, if known.
    """

    path: Path | None
    size: int | None = None

    @property
    def name(self) -> str:
        """What messages call it."""
        return "<stdin>" if self.path is None else str(self.path)


def find_sources(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], *, jsonl: bool = False
) -> list[Source]:
    """Resolve paths, directories, globs and ``-`` to sources, in order, each once.

    A directory stands for the text files below it (``.txt .text .utf8 .md``, or ``.jsonl
    .ndjson`` when `jsonl`, compressed or not), sorted by path; hidden ones are passed over.

    Raises
    ------
    CorpusError
        When a path does not exist or a directory or glob holds no text.
    """
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    if not given:
        raise CorpusError("no corpus given; name a file, a directory or - for standard input")
    found: dict[Source, None] = {}
    for item in given:
        for source in _expand(os.fspath(item), JSONL_SUFFIXES if jsonl else PLAIN_SUFFIXES):
            found[source] = None
    return list(found)


def _expand(item: str, suffixes: tuple[str, ...]) -> list[Source]:
    if item == STDIN:
        return [Source(None)]
    path = Path(item)
    if path.is_dir():
        files = [file for file in sorted(path.rglob("*")) if _is_text_file(file, path, suffixes)]
        if not files:
            raise CorpusError(
                f"holds no text files ({' '.join(suffixes)}, or compressed); name files instead", source=item
            )
        return [_file(file) for file in files]
    if path.exists():
        return [_file(path)]
    if glob.has_magic(item):
        matches = [Path(match) for match in sorted(glob.glob(item, recursive=True))]
        files = [match for match in matches if match.is_file()]
        if files:
            return [_file(file) for file in files]
        raise CorpusError("no file matches", source=item)
    raise CorpusError("no such file or directory", source=item)


def _file(path: Path) -> Source:
    status = path.stat()
    return Source(path, status.st_size if path.is_file() else None)


def _is_text_file(file: Path, root: Path, suffixes: tuple[str, ...]) -> bool:
    if any(part.startswith(".") for part in file.relative_to(root).parts):
        return False
    name = file.name.lower()
    for ending in COMPRESSED:
        name = name.removesuffix(ending)
    return name.endswith(suffixes) and file.is_file()


def total_size(sources: list[Source]) -> int | None:
    """Bytes on disk of all sources, if known."""
    sizes = [source.size for source in sources]
    return None if None in sizes else sum(size for size in sizes if size)


class RawCounter:
    """Reads a file and counts the bytes that were taken from disk."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes."""
        data = self.stream.read(size)
        self.taken += len(data)
        return data

    def readable(self) -> bool:
        """Return True, for io wrappers."""
        return True

    def seekable(self) -> bool:
        """Return False: the bytes are counted once."""
        return False

    def flush(self) -> None:
        """Do nothing, for the decompressors that ask for it."""


def read_chunks(source: Source) -> Iterator[tuple[bytes, int]]:
    """Yield (decompressed bytes, bytes taken from disk for them) until the end of `source`.

    Raises
    ------
    CorpusError
        When the source cannot be opened or decompressed.
    MissingExtraError
        For ``.zst`` without the ``io`` extra.
    """
    reported = 0
    try:
        with _opened(source) as raw:
            stream = _decompressed(raw, source)
            while chunk := stream.read(CHUNK):
                yield chunk, raw.taken - reported
                reported = raw.taken
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise CorpusError(
            f"damaged or truncated compressed data ({error}); decompress it to check", source=source.name
        ) from error
    except OSError as error:
        raise CorpusError(f"cannot read: {error.strerror or error}", source=source.name) from error


@contextlib.contextmanager
def _opened(source: Source) -> Iterator[RawCounter]:
    if source.path is None:
        yield RawCounter(open_stdin())
    else:
        with source.path.open("rb") as stream:
            yield RawCounter(stream)


def open_stdin() -> BinaryIO:
    """Standard input as bytes.

    Raises
    ------
    CorpusError
        When it is closed.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise CorpusError("standard input is closed; name a file", source="<stdin>")
    return sys.stdin.buffer


def _decompressed(raw: RawCounter, source: Source) -> RawCounter | IO[bytes] | gzip.GzipFile | _ZstdStream:
    suffix = source.path.suffix.lower() if source.path else ""
    stream: Any = raw  # the decompressors only read from it
    if suffix == ".gz":
        return gzip.GzipFile(fileobj=stream)
    if suffix == ".bz2":
        return bz2.BZ2File(stream)
    if suffix == ".xz":
        return lzma.LZMAFile(stream)
    if suffix == ".zst":
        return _ZstdStream(raw)
    return raw


class _ZstdStream:
    """Decompresses frames one behind the other; unlike the library's reader it knows a cut one."""

    def __init__(self, raw: RawCounter) -> None:
        try:
            import zstandard
        except ImportError:
            raise MissingExtraError("reading .zst files", "io") from None
        self._library = zstandard
        self._raw = raw
        self._frame = self._library.ZstdDecompressor().decompressobj()
        self._rest = b""
        self._inside = False  # a frame has begun and not ended

    def read(self, _: int = -1) -> bytes:
        """Decompress the next bytes; empty at the end."""
        while True:
            data = self._rest or self._raw.read(_ZSTD_CHUNK)
            self._rest = b""
            if not data:
                if self._inside:
                    raise EOFError("compressed file ended before the end of a frame")
                return b""
            if self._frame.eof:
                self._frame = self._library.ZstdDecompressor().decompressobj()
            try:
                text = self._frame.decompress(data)
            except self._library.ZstdError as error:
                raise EOFError(str(error)) from None
            self._inside = not self._frame.eof
            self._rest = self._frame.unused_data
            if text:
                return bytes(text)
