"""Word vectors a record each: lines of text, or word2vec's binary format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from minent.errors import FormatError
from minent.graph.vectors import WordVectors

_ROWS = 1 << 12
_SHOWN = 40
# Longer than any word or any header of a true file; what is read on would be a file of another kind.
_LONGEST_WORD = 1 << 14


@dataclass
class _Rows:
    """Vectors as they are read, with what may be wrong with them."""

    path: str
    unit: str  # what a record is called: line, vector
    words: dict[str, int] = field(default_factory=dict)
    parts: list[np.ndarray] = field(default_factory=list)
    waiting: list[np.ndarray] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)  # lines of the rows that wait

    def fail(self, message: str, number: int) -> FormatError:
        if self.unit == "line":
            return FormatError(message, path=self.path, line=number)
        return FormatError(f"vector {number}: {message}", path=self.path)

    def add(self, word: str, vector: np.ndarray, number: int) -> None:
        if not word:
            raise self.fail("no word before the numbers; complete or remove it", number)
        if word in self.words:
            raise self.fail(f"word {_shown(word)} stands on {self.unit} {self.words[word]} already; remove one", number)
        self.words[word] = number
        self.waiting.append(vector)
        self.numbers.append(number)
        if len(self.waiting) == _ROWS:
            self.flush()

    def flush(self) -> None:
        if not self.waiting:
            return
        with np.errstate(over="ignore"):  # what is too large for float32 becomes infinite and is told
            part = np.stack(self.waiting).astype(np.float32)
        bad = np.flatnonzero(~np.isfinite(part).all(axis=1))
        if len(bad):
            number = self.numbers[bad[0]]
            word = next(word for word, at in self.words.items() if at == number)
            value = part[bad[0]][~np.isfinite(part[bad[0]])][0]
            message = f"the vector of {_shown(word)} holds {value}; correct or remove it"
            raise self.fail(message, number)
        self.parts.append(part)
        self.waiting, self.numbers = [], []

    def finish(self, expected: int | None, number: int) -> WordVectors:
        self.flush()
        n = len(self.words)
        if expected is not None and n != expected:
            raise self.fail(f"{n} vectors where the header says {expected}; correct it or complete the file", number)
        if not n:
            raise FormatError("no vectors", path=self.path)
        return WordVectors(list(self.words), np.concatenate(self.parts))


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")


def read_text(chunks: Iterator[bytes], path: str, header: bool, max_words: int | None) -> WordVectors:
    """Read a word and its numbers a line.

    Parameters
    ----------
    chunks : iterator of bytes
        The file.
    path : str
        Its name, for messages.
    header : bool
        Whether the first line has the numbers of words and of dimensions.
    max_words : int or None
        Read so many words from the top.

    Returns
    -------
    WordVectors

    Raises
    ------
    FormatError
        When a line is not as it should be.
    """
    rows = _Rows(path, "line")
    expected = size = None
    number = 0
    for number, raw in enumerate(_lines(chunks), 1):
        if header and number == 1:
            expected, size = _header(raw, path)
            continue
        try:
            line = raw.decode().strip(" \t\r\n")
        except UnicodeDecodeError as error:
            raise rows.fail(f"not UTF-8 ({error.reason} at byte {error.start}); convert the file", number) from None
        if not line:
            continue
        if size is None:
            size = _first_size(line)
        rows.add(*_parsed(line, size, rows, number), number)
        if len(rows.words) == max_words:
            expected = max_words
            break
    return rows.finish(expected, number)


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        yield from lines
    if rest:
        yield rest


def _header(line: bytes, path: str) -> tuple[int, int]:
    found = re.fullmatch(rb"(\d{1,18})[ \t]+(\d{1,9})", line.strip())
    if not found or not int(found[2]):
        message = "the first line must say how many words and dimensions there are; without it name the format glove"
        raise FormatError(message, path=path, line=1)
    return int(found[1]), int(found[2])


def _first_size(line: str) -> int:
    """Numbers at the end of the first line, one field being the word."""
    return max(len(re.split(r"[ \t]+", line)) - 1, 1)


def _parsed(line: str, size: int, rows: _Rows, number: int) -> tuple[str, np.ndarray]:
    """The word, which may hold spaces, and `size` numbers behind it."""
    fields = re.split(r"[ \t]+", line)
    if len(fields) <= size:
        raise rows.fail(f"{len(fields) - 1} numbers behind the word where others have {size}; complete it", number)
    word = line if not size else " ".join(fields[:-size])
    try:
        vector = np.array(fields[-size:], np.float64)
    except ValueError:
        wrong = next((text for text in fields[-size:] if not _is_number(text)), fields[-1])
        raise rows.fail(f"not a number: {_shown(wrong)}; correct it", number) from None
    if len(fields) > size + 1 and _is_number(fields[-size - 1]):
        raise rows.fail(f"{len(fields) - 1} numbers behind the word where others have {size}; shorten it", number)
    return word, vector


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def read_binary(chunks: Iterator[bytes], path: str, max_words: int | None) -> WordVectors:
    """Read word2vec's binary format: ``n d``, then each word, a space and d float32.

    Parameters
    ----------
    chunks, path, max_words
        As of `read_text`.

    Returns
    -------
    WordVectors

    Raises
    ------
    FormatError
        When the file is not in that format, or ends early.
    """
    stream = _Buffered(chunks)
    expected, size = _header(stream.until(b"\n", path, 1), path)
    if max_words is not None:
        expected = min(expected, max_words)
    rows = _Rows(path, "vector")
    for number in range(1, expected + 1):
        word = stream.until(b" ", path, None).lstrip(b"\n")
        data = stream.take(4 * size)
        if len(data) < 4 * size:
            raise rows.fail(f"the file ends here, where the header says {expected} vectors", number)
        try:
            text = word.decode()
        except UnicodeDecodeError:
            raise rows.fail(f"its word is not UTF-8 ({word[:8]!r}); is the file binary word2vec?", number) from None
        rows.add(text, np.frombuffer(data, "<f4"), number)
    return rows.finish(expected, expected)


class _Buffered:
    """Bytes of a file, taken piece by piece."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._data = b""
        self._at = 0

    def _more(self) -> bool:
        chunk = next(self._chunks, b"")
        self._data, self._at = self._data[self._at :] + chunk, 0
        return bool(chunk)

    def until(self, sign: bytes, path: str, line: int | None) -> bytes:
        """What stands before a sign, which is passed over."""
        while (end := self._data.find(sign, self._at)) < 0:
            if len(self._data) - self._at > _LONGEST_WORD or not self._more():
                message = "not word2vec's binary format, or the file ends early; name the format"
                raise FormatError(message, path=path, line=line)
        found = self._data[self._at : end]
        self._at = end + 1
        return found

    def take(self, size: int) -> bytes:
        """The next bytes; fewer at the end of the file."""
        while len(self._data) - self._at < size and self._more():
            pass
        found = self._data[self._at : self._at + size]
        self._at += len(found)
        return found
