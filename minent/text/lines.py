"""The lines of a text file as strings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from minent.errors import CorpusError
from minent.text.decoding import Losses, decode_blocks, decode_whole, lines_of
from minent.text.options import TextOptions
from minent.text.sources import Source, find_sources, read_chunks


def read_lines(path: str | os.PathLike[str], encoding: str = "utf-8") -> Iterator[str]:
    """Yield the lines of one file with their ends; only a line feed ends one.

    Parameters
    ----------
    path : path
        A file, or ``-`` for standard input; ``.gz .bz2 .xz .zst`` are decompressed.
    encoding : str
        See `TextOptions`.

    Raises
    ------
    CorpusError
        When it cannot be read or decoded, or stands for several files.

    Notes
    -----
    Text is read in blocks of 2 MiB; a line is held in memory whole.
    """
    options = TextOptions(encoding=encoding)
    sources = find_sources(path)
    if len(sources) > 1:
        raise CorpusError(f"stands for {len(sources)} files; name one", source=os.fspath(path))
    yield from _lines_of_source(sources[0], options)


def read_lines_of(paths: Iterable[str | os.PathLike[str]], encoding: str = "utf-8") -> Iterator[str]:
    """Yield the lines of a corpus with their ends.

    Parameters
    ----------
    paths : iterable of paths
        Files, folders, patterns, or ``-``.
    encoding : str
        See `TextOptions`.

    Raises
    ------
    CorpusError
        When something cannot be found, read or decoded.
    """
    for path in paths:
        for source in find_sources(path):
            yield from _lines_of_source(source, TextOptions(encoding=encoding))


def _lines_of_source(source: Source, options: TextOptions) -> Iterator[str]:
    number = 0
    for block in decode_blocks(read_chunks(source), source.name, options, Losses()):
        text = decode_whole(block, "utf-8", "strict", number, Losses())
        number += text.count("\n")
        yield from lines_of(text)
