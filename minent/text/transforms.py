"""What may happen to text before it is cut into units: JSON Lines, folding, de-duplication."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

from minent.errors import CorpusError
from minent.text.decoding import Block, Losses, decode_whole, lines_of, regroup, to_utf8
from minent.text.options import TextOptions

# U+FF01-FF5E are ASCII 21-7E in full width; U+3000 is the space among them.
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class Transformer:
    """Applies the options that change text to the blocks of a corpus, in order.

    It remembers what it has seen, so one transformer serves all sources of a corpus.
    """

    def __init__(self, options: TextOptions) -> None:
        self.options = options
        self.seen: set[bytes] = set()
        self.losses = Losses()

    def transform(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Yield the changed blocks of one source.

        Raises
        ------
        CorpusError
            For a line that is not JSON or lacks the field.
        """
        line = 0
        documents = self.options.dedup == "documents"
        if documents and self.options.jsonl_field is None:
            blocks = _end_at_blank_lines(blocks)
        for block in blocks:
            text = decode_whole(block, "utf-8", self.options.errors, line, self.losses)
            if self.options.jsonl_field is not None:
                pieces = self._records(text, block.source, line)
            elif documents:
                pieces = _paragraph_groups(text)
            else:
                pieces = lines_of(text) if self.options.dedup == "lines" else iter([text])
            line += block.data.count(b"\n")
            data = "".join(self._fresh(self.fold(piece) for piece in pieces))
            yield Block(to_utf8(data), block.source, block.offset, block.taken, checked=True)

    def pieces(self, texts: Iterable[str]) -> Iterator[str]:
        """The changed texts, each a document."""
        folded = map(self.fold, texts)
        if self.options.dedup == "lines":
            return ("".join(self._fresh(lines_of(text + "\n"))) for text in folded)
        return self._fresh(folded)

    def fold(self, text: str) -> str:
        """Apply the normal form and case folding."""
        if self.options.normalize == "nfkc":
            text = unicodedata.normalize("NFKC", text)
        elif self.options.normalize == "width":
            text = text.translate(_WIDTH)
        return text.casefold() if self.options.fold_case else text

    def _records(self, text: str, source: str, line: int) -> Iterator[str]:
        for number, record in enumerate(text.split("\n"), line + 1):
            if not record.strip():
                continue
            try:
                yield self._field(record) + "\n"
            except (ValueError, RecursionError) as error:
                if self.options.errors == "skip-line":
                    self.losses.dropped_lines += 1
                    continue
                raise CorpusError(str(error), source=source, line=number) from None

    def _field(self, record: str) -> str:
        name = self.options.jsonl_field
        try:
            value = json.loads(record)
        except json.JSONDecodeError as error:
            message = f"not JSON ({error.msg} at column {error.colno}); --errors skip-line passes over such lines"
            raise ValueError(message) from None
        if not isinstance(value, dict) or name not in value:
            raise ValueError(f"no field {name!r}; name the text field with --jsonl-field")
        text = value[name]
        if not isinstance(text, str):
            raise ValueError(f"field {name!r} is not a string")
        if self.options.errors != "replace" and not is_encodable(text):
            raise ValueError(f"field {name!r} holds a lone surrogate; --errors replace makes it a boundary")
        return text

    def _fresh(self, pieces: Iterable[str]) -> Iterator[str]:
        """The pieces that were not seen before; blank ones are no duplicates."""
        if self.options.dedup == "none":
            yield from pieces
            return
        from hashlib import blake2b  # brings OpenSSL, which takes as long to load as all of minent.text

        for piece in pieces:
            content = piece.strip()
            if content:
                digest = blake2b(to_utf8(content), digest_size=16).digest()
                if digest in self.seen:
                    self.losses.duplicates += 1
                    continue
                self.seen.add(digest)
            yield piece


def is_encodable(text: str) -> bool:
    """Whether a text is free of lone surrogates."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _paragraph_groups(text: str) -> Iterator[str]:
    """Split at blank lines."""
    group: list[str] = []
    for line in lines_of(text):
        group.append(line)
        if not line.strip():
            yield "".join(group)
            group = []
    yield "".join(group)


def _end_at_blank_lines(blocks: Iterable[Block]) -> Iterator[Block]:
    """Regroup blocks so that each ends behind a blank line, or at the end of the source."""
    blocks = iter(blocks)
    first = next(blocks, None)
    if first is None:
        return
    chunks = ((block.data, block.taken) for block in chain([first], blocks))
    offset = first.offset
    for data, taken in regroup(chunks, _after_last_blank_line):
        yield Block(data, first.source, offset, taken, first.checked)
        offset += len(data)


def _after_last_blank_line(data: bytes) -> int:
    """End of the last blank line of a block, which begins at the beginning of a line; 0: none."""
    ends = [data.rfind(blank) + len(blank) for blank in (b"\n\n", b"\n\r\n") if blank in data]
    starts = [len(blank) for blank in (b"\n", b"\r\n") if data.startswith(blank)]
    return max(ends + starts, default=0)
