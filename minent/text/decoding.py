"""Bytes of a source -> blocks of UTF-8 that end at line ends."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import AnyStr

from minent.errors import CorpusError
from minent.text.options import TextOptions

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Detectors name the smallest charset that fits a sample; the rest of the text may need the
# superset that such text is written in.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs",
              "shift_jis": "cp932", "euc_kr": "cp949", "ascii": "utf-8"}  # fmt: skip
# Encodings in which the byte 0A may be part of another character or depend on a shift state.
_NOT_CUT_AT_NEWLINE = ("utf-16", "utf-32", "utf-7", "iso2022", "hz", "utf_16", "utf_32", "utf_7")
_SAMPLE = 1 << 18


@dataclass
class Losses:
    """What of a corpus was passed over: lines with invalid bytes, duplicates."""

    dropped_lines: int = 0
    duplicates: int = 0


@dataclass
class Block:
    """Some lines of a source as UTF-8.

    Parameters
    ----------
    data : bytes
        The text.
    source : str
        Name of the source.
    offset : int
        Byte offset of the block in the (decompressed) source.
    taken : int
        Bytes taken from disk for it, for progress.
    checked : bool
        The data is known to be valid UTF-8; positions in it are not positions in the source.
    """

    data: bytes
    source: str
    offset: int
    taken: int
    checked: bool = False


def decode_blocks(
    chunks: Iterable[tuple[bytes, int]], source: str, options: TextOptions, losses: Losses
) -> Iterator[Block]:
    """Yield blocks in UTF-8 from the raw chunks of one source.

    UTF-8 is passed on unchecked, because the kernel checks it as it reads.

    Raises
    ------
    CorpusError
        For bytes that are invalid in another encoding, when ``errors="strict"``, and for an
        encoding that cannot be found.
    """
    chunks = iter(chunks)
    first, taken = next(chunks, (b"", 0))
    encoding = options.encoding
    if encoding == "auto":
        encoding = detect_encoding(first[:_SAMPLE], source)
    encoding = codecs.lookup(encoding).name
    start = 0
    if encoding in ("utf-8", "utf-8-sig") and first.startswith(codecs.BOM_UTF8):
        start = len(codecs.BOM_UTF8)
    stream = _chain((first[start:], taken), chunks)
    if encoding in ("utf-8", "utf-8-sig"):
        yield from cut_at_line_ends(stream, source, start)
    elif encoding.replace("-", "").startswith(tuple(name.replace("-", "") for name in _NOT_CUT_AT_NEWLINE)):
        yield from cut_at_line_ends(
            _transcode_stream(stream, source, encoding, options.errors, losses), source, 0, checked=True
        )
    else:
        lines = 0
        for block in cut_at_line_ends(stream, source, start):
            yield _transcode_block(block, encoding, options.errors, lines, losses)
            lines += block.data.count(b"\n")


def _chain(first: tuple[bytes, int], rest: Iterator[tuple[bytes, int]]) -> Iterator[tuple[bytes, int]]:
    yield first
    yield from rest


def detect_encoding(sample: bytes, source: str) -> str:
    """Encoding of a sample: by BOM, else UTF-8 if valid, else what charset-normalizer finds."""
    for bom, encoding in _BOMS:
        if sample.startswith(bom):
            return encoding
    try:
        # An incremental decoder forgives a character that the end of the sample cuts.
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(sample[: sample.rfind(b"\n") + 1] or sample).best()
    if best is None:
        raise CorpusError("cannot tell its encoding; name it with --encoding", source=source)
    return _SUPERSETS.get(best.encoding, best.encoding)


def cut_at_line_ends(
    chunks: Iterable[tuple[bytes, int]], source: str, offset: int, *, checked: bool = False
) -> Iterator[Block]:
    """Regroup chunks into blocks that end behind a line end, or at the end of the source."""
    for data, taken in regroup(chunks, lambda chunk: chunk.rfind(b"\n") + 1):
        yield Block(data, source, offset, taken, checked)
        offset += len(data)


def regroup(chunks: Iterable[tuple[AnyStr, int]], cut: Callable[[AnyStr], int]) -> Iterator[tuple[AnyStr, int]]:
    """Regroup chunks so that each ends where `cut` says (0: nowhere in this chunk)."""
    parts: list[AnyStr] = []
    pending_taken = 0
    for chunk, taken in chunks:
        pending_taken += taken
        at = cut(chunk)
        if not at:
            parts.append(chunk)
            continue
        # a view, because joining copies it once more
        parts.append(memoryview(chunk)[:at] if isinstance(chunk, bytes) else chunk[:at])  # type: ignore[arg-type]
        yield chunk[:0].join(parts), pending_taken
        parts, pending_taken = [chunk[at:]], 0
    if parts and (any(parts) or pending_taken):
        yield parts[0][:0].join(parts), pending_taken


def _transcode_block(block: Block, encoding: str, errors: str, lines_before: int, losses: Losses) -> Block:
    text = decode_whole(block, encoding, errors, lines_before, losses)
    return Block(to_utf8(text), block.source, block.offset, block.taken, checked=True)


def decode_whole(block: Block, encoding: str, errors: str, lines_before: int, losses: Losses) -> str:
    """Decode the lines of a block; `lines_before` in its source.

    Raises
    ------
    CorpusError
        For invalid bytes, when ``errors="strict"``.
    """
    try:
        return block.data.decode(encoding)
    except UnicodeDecodeError as error:
        if errors == "strict":
            raise invalid_bytes(block, error.start, lines_before, encoding) from None
        if errors == "replace":
            return block.data.decode(encoding, "replace")
    lines = []
    for line in block.data.split(b"\n"):
        try:
            lines.append(line.decode(encoding))
        except UnicodeDecodeError:
            losses.dropped_lines += 1
    return "\n".join(lines)


def to_utf8(text: str) -> bytes:
    """Encode text; a lone surrogate becomes ``?``, which is a boundary."""
    return text.encode("utf-8", "replace")


def invalid_bytes(block: Block, at: int, lines_before: int, encoding: str = "utf-8") -> CorpusError:
    """The error for invalid bytes at position `at` of a block; `lines_before` in its source."""
    line = lines_before + block.data.count(b"\n", 0, at) + 1
    found = " ".join(f"0x{byte:02X}" for byte in block.data[at : at + 2])
    if encoding == "utf-8":
        message = f"not UTF-8 ({found}); try --encoding auto or gb18030"
    else:
        message = f"not {encoding} ({found}); try another --encoding or --errors replace"
    return CorpusError(message, source=block.source, line=line, offset=block.offset + at)


def _transcode_stream(
    chunks: Iterable[tuple[bytes, int]], source: str, encoding: str, errors: str, losses: Losses
) -> Iterator[tuple[bytes, int]]:
    """Decode an encoding that cannot be cut at line ends."""
    handler = {"strict": "strict", "replace": "replace", "skip-line": _mark_invalid.__name__}[errors]
    codecs.register_error(_mark_invalid.__name__, _mark_invalid)
    texts = _decoded_stream(chunks, source, encoding, handler)
    for text, taken in regroup(texts, lambda text: text.rfind("\n") + 1):
        if _MARK in text:
            kept = [line for line in lines_of(text) if _MARK not in line]
            losses.dropped_lines += text.count("\n") + (not text.endswith("\n")) - len(kept)
            yield to_utf8("".join(kept)), taken
        else:
            yield to_utf8(text), taken


_MARK = "\udcff"  # decoding never gives a lone surrogate


def _mark_invalid(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _MARK, error.end


def _decoded_stream(
    chunks: Iterable[tuple[bytes, int]], source: str, encoding: str, handler: str
) -> Iterator[tuple[str, int]]:
    decoder = codecs.getincrementaldecoder(encoding)(handler)
    line, offset = 1, 0
    for chunk, taken in _chain_end(chunks):
        offset += len(chunk)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            line += error.object[: error.start].decode(encoding, "ignore").count("\n")
            at = offset - len(error.object) + error.start  # the object begins with what was held back
            message = f"not {encoding}; try another --encoding or --errors replace"
            raise CorpusError(message, source=source, line=line, offset=at) from None
        line += text.count("\n")
        yield text, taken


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text with their ends; only a line feed ends one."""
    return iter(io.StringIO(text, newline="\n"))


def _chain_end(chunks: Iterable[tuple[bytes, int]]) -> Iterator[tuple[bytes, int]]:
    """The chunks that are not empty, then one that is."""
    for chunk, taken in chunks:
        if chunk:
            yield chunk, taken
    yield b"", 0
