"""The lines of a graph file, in blocks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from minent.errors import CorpusError, FormatError
from minent.graph._edges import EdgeParser
from minent.graph.faults import raise_fault
from minent.graph.options import COMPRESSED
from minent.progress import Progress, watched

_STDIN = "-"
_BOM = b"\xef\xbb\xbf"
_CHUNK = 1 << 18  # of files as they are: what is read is gone before the edges in it need room
_SAMPLE = 1 << 14  # bytes to tell the format, delimiter and header by


@dataclass(frozen=True)
class ReadOptions:
    """How a graph is read; see `minent.graph.reading.read_graph`."""

    directed: bool | None = None
    weights: bool = True
    self_loops: bool = True
    delimiter: str | None = None
    encoding: str = "utf-8"
    progress: Progress | None = None


class GraphFile:
    """A file whose lines are read once, in blocks of whole lines.

    Parameters
    ----------
    path : path or "-"
        The file; ``-`` is standard input.
    options : ReadOptions
        Its encoding and progress are used.

    Raises
    ------
    FormatError
        When there is no such file.
    """

    def __init__(self, path: str | os.PathLike[str], options: ReadOptions) -> None:
        self.name = "<stdin>" if os.fspath(path) == _STDIN else os.fspath(path)
        self.options = options
        self.notes: list[str] = []  # told when all is read: a failure is told alone
        self._lines_read = 0
        self._path: str | None = None
        self._size: int | None = None
        if os.fspath(path) != _STDIN:
            self._path = os.fspath(path)
            if not os.path.exists(path):
                raise FormatError("no such file; check the name", path=self.name)
            if os.path.isdir(path):
                raise FormatError("is a directory; name a file", path=self.name)
            self._size = os.path.getsize(path) if os.path.isfile(path) else None
        self._blocks = self._read()
        self.first = next(self._blocks, b"")
        while len(self.first) < _SAMPLE and (more := next(self._blocks, b"")):
            self.first += more

    def __iter__(self) -> Iterator[bytes]:
        """Blocks, each with a line end at its end; the first one also, so iterate once."""
        if self.first:
            yield self.first
        yield from self._blocks

    def _read(self) -> Iterator[bytes]:
        watcher = watched(self.options.progress)
        watcher.start("reading", self._size, "B")
        compressed = self._path is not None and self._path.lower().endswith(COMPRESSED)
        plain = self._path is not None and not compressed and self.options.encoding.lower() in ("utf-8", "utf8")
        for data, taken in self._plain_blocks() if plain else self._decoded_blocks():
            watcher.advance(taken)
            if not data:
                continue
            yield data if data.endswith(b"\n") else data + b"\n"
            self._lines_read += data.count(b"\n")
        watcher.finish()

    def _plain_blocks(self) -> Iterator[tuple[bytes, int]]:
        """Whole lines of a file that is as the parser takes it, and their number of bytes."""
        rest: list[bytes] = []
        begin: int | None = None
        try:
            with open(self._path or "", "rb", buffering=0) as stream:
                while chunk := stream.read(_CHUNK):
                    if begin is None and chunk.startswith(_BOM):
                        chunk = chunk[len(_BOM) :]
                    begin = chunk.rfind(b"\n") + 1
                    if begin:
                        yield b"".join([*rest, memoryview(chunk)[:begin]]), begin
                        rest = []
                    rest.append(chunk[begin:])
        except OSError as error:
            raise FormatError(
                f"cannot read: {error.strerror or error}", path=self.name, line=self._lines_read + 1
            ) from error
        yield b"".join(rest), sum(map(len, rest))

    def _decoded_blocks(self) -> Iterator[tuple[bytes, int]]:
        """The same of standard input, compressed files and other encodings."""
        from pathlib import Path

        from minent.text.decoding import Losses, decode_blocks
        from minent.text.options import TextOptions
        from minent.text.sources import Source, read_chunks

        source = Source(None if self._path is None else Path(self._path), self._size)
        text = TextOptions(encoding=self.options.encoding)
        try:
            for block in decode_blocks(read_chunks(source), self.name, text, Losses()):
                yield block.data, block.taken
        except CorpusError as error:
            message = str(error).removeprefix(f"{self.name}: ")
            raise FormatError(message, path=self.name, line=self._lines_read + 1) from error

    def tell(self, message: str) -> None:
        """Keep a note about the file."""
        self.notes.append(f"{self.name}: {message}")

    def whole(self) -> bytes:
        """All lines that are left."""
        return b"".join(self)


def first_lines(block: bytes, n: int, comments: tuple[bytes, ...]) -> list[tuple[int, int, bytes]]:
    """The first lines of a block that are not blank nor comments: (number, end in the block, line).

    Numbers count from 1.
    """
    found: list[tuple[int, int, bytes]] = []
    begin = number = 0
    while begin < len(block) and len(found) < n:
        end = block.find(b"\n", begin) + 1 or len(block)
        number += 1
        line = block[begin:end].strip()
        if line and not line.startswith(comments):
            found.append((number, end, line))
        begin = end
    return found


def header_of(file: GraphFile, comments: tuple[bytes, ...], what: str) -> tuple[int, int, bytes]:
    """The first line that is not blank nor a comment, with its number and end in the first block.

    Raises
    ------
    FormatError
        When there is none.
    """
    lines = first_lines(file.first, 1, comments)
    if not lines:
        raise FormatError(f"no header; {what}", path=file.name, line=1)
    return lines[0]


def feed_all(parser: EdgeParser, file: GraphFile, begin: int = 0) -> None:
    """Let a parser read a file from a place in its first block to its end.

    Raises
    ------
    FormatError
        For the first line that is at fault.
    """
    for block in file:
        parser.feed(block, begin)
        if parser.fault:
            raise_fault(parser, file.name)
        begin = 0
