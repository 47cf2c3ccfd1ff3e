"""Segmented text as files: text with separators, spans, JSON Lines, CoNLL-U."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import numpy as np

from minent.arguments import one_of, thread_count
from minent.parallel import parallel_map
from minent.progress import Progress, watched
from minent.text.decoding import Block, Losses, decode_blocks, decode_whole
from minent.text.options import TextOptions
from minent.text.sources import find_sources, read_chunks, total_size

FORMATS = ("text", "spans", "jsonl", "conllu")


class TextDivider(Protocol):
    """What divides text: `Segmenter` and its like."""

    def spans(self, text: str) -> np.ndarray:
        """First and end character of each word."""

    def segment_block(self, block: bytes, separator: bytes) -> bytes:
        """UTF-8 text with a separator between words."""


def segment_files(
    segmenter: TextDivider,
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    format: str = "text",
    separator: str = " ",
    encoding: str = "utf-8",
    errors: str = "strict",
    threads: int | None = None,
    progress: Progress | None = None,
    losses: Losses | None = None,
) -> Iterator[bytes]:
    """Yield segmented text, a block of lines at a time, in UTF-8.

    Parameters
    ----------
    segmenter : Segmenter
        What divides the text.
    paths : path or iterable of paths
        Files, directories, globs, ``-``; compressed files are decompressed.
    format : {"text", "spans", "jsonl", "conllu"}
        ``text``: the words of a line with `separator` between them. ``spans``: ``first:end``
        of each word in characters. ``jsonl``: ``{"text": ..., "words": [...]}`` a line.
        ``conllu``: a sentence a line, other columns empty; empty lines are passed over.
    separator : str
        For ``text``.
    encoding, errors
        See `TextOptions`.
    threads : int, optional
        Number of threads; all processors by default. The result does not depend on it.
    progress : Progress, optional
        Told of the bytes read.
    losses : Losses, optional
        Told of the lines dropped with ``errors="skip-line"``; whole when all is read.

    Yields
    ------
    bytes

    Raises
    ------
    CorpusError
        When a source cannot be read or decoded.

    Notes
    -----
    Memory: a few blocks of 2 MiB for each thread, or the longest line.
    """
    write = _writer(segmenter, one_of("format", format, FORMATS), separator)
    options = TextOptions(encoding=encoding, errors=errors)
    sources = find_sources(paths)
    watcher = watched(progress)
    watcher.start("segmenting", total_size(sources), "B")
    lost = Losses() if losses is None else losses
    blocks = (
        block
        for source in sources
        for block in valid_blocks(decode_blocks(read_chunks(source), source.name, options, lost), options, lost)
    )

    def work(_: None, block: Block) -> tuple[bytes, int]:
        return write(block.data), block.taken

    for data, taken in parallel_map(work, blocks, [None] * thread_count(threads)):
        watcher.advance(taken)
        yield data
    watcher.finish()


def valid_blocks(blocks: Iterable[Block], options: TextOptions, losses: Losses) -> Iterator[Block]:
    """The blocks of one source, known to be valid UTF-8 or mended as ``errors`` says."""
    line = 0
    for block in blocks:
        if block.checked:
            yield block
            continue
        text = decode_whole(block, "utf-8", options.errors, line, losses)
        line += block.data.count(b"\n")
        data = block.data if options.errors == "strict" else text.encode()
        yield Block(data, block.source, block.offset, block.taken, checked=True)


def _writer(segmenter: TextDivider, format: str, separator: str) -> Callable[[bytes], bytes]:
    if format == "text":
        return lambda data: segmenter.segment_block(data, separator.encode())
    line_writer = {"spans": _spans_line, "jsonl": _json_line, "conllu": _conllu_lines}[format]

    def write(data: bytes) -> bytes:
        lines = data.decode().split("\n")
        if lines[-1] == "":
            lines.pop()
        return "".join(line_writer(line.removesuffix("\r"), segmenter) for line in lines).encode()

    return write


def _spans_line(line: str, segmenter: TextDivider) -> str:
    return " ".join(f"{first}:{end}" for first, end in segmenter.spans(line).tolist()) + "\n"


def _json_line(line: str, segmenter: TextDivider) -> str:
    words = [line[first:end] for first, end in segmenter.spans(line).tolist()]
    return json.dumps({"text": line, "words": words}, ensure_ascii=False) + "\n"


def _conllu_lines(line: str, segmenter: TextDivider) -> str:
    spans = segmenter.spans(line).tolist()
    if not spans:
        return ""
    rows = [f"# text = {line.strip()}"]
    for number, (first, end) in enumerate(spans, 1):
        touches = number < len(spans) and spans[number][0] == end
        rows.append("\t".join([str(number), line[first:end], *"_______", "SpaceAfter=No" if touches else "_"]))
    return "\n".join([*rows, "", ""])
