"""Reading lexicons from files; the formats are those of `minent.lexicon.formats`."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from minent.arguments import one_of
from minent.columns import import_pyarrow
from minent.errors import CorpusError, FormatError
from minent.lexicon.formats import FORMATS, format_of_suffix
from minent.lexicon.lexicon import Lexicon
from minent.lexicon.parsing import parse_column
from minent.text.lines import read_lines
from minent.text.sources import COMPRESSED
from minent.text.transforms import is_encodable

_JIEBA_LINE = re.compile(r"(?P<word>\S.*?)[ \t]+(?P<count>\d+)(?:[ \t]+(?P<tag>[A-Za-z]\w*))?")
# What is meant to be such a line, however wrong its number.
_LIKE_JIEBA = re.compile(r"\S.*?[ \t]+[-+]?\d[\d.,eE+-]*(?:[ \t]+[A-Za-z]\w*)?")
_SAMPLE = 20


def read_lexicon(path: str | os.PathLike[str], format: str | None = None) -> Lexicon:
    """Read a lexicon from a file.

    Parameters
    ----------
    path : path
        The file, UTF-8; ``.gz .bz2 .xz .zst`` are decompressed.
    format : str, optional
        Not ``table``. When not given it is chosen by the suffix; ``.txt``, ``.dic``, ``.dict``
        and files without suffix are looked into: TSV, jieba dictionary or word list.

    Returns
    -------
    Lexicon
        With the columns of the file; a jieba dictionary gives ``count``, word lists none.

    Raises
    ------
    FormatError
        When a line is not as it should be, or a word comes twice; says where.

    Examples
    --------
    >>> import io, pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "tea.txt"
    >>> _ = file.write_text("红茶 12\\n绿茶 7 n\\n", encoding="utf-8")
    >>> read_lexicon(file)["红茶"]
    {'count': 12}
    """
    name = os.fspath(path)
    if format is not None:
        one_of("format", format, [known for known in FORMATS if known != "table"])
    chosen = format or format_of_file(path)
    if chosen == "parquet":
        return _read_parquet(path)
    lines = list(lexicon_lines(name))
    return _READERS[chosen or sniffed_format(lines)](lines, name)


def format_of_file(path: str | os.PathLike[str]) -> str | None:
    """Format of a file by its suffix; ``None`` for suffixes that may hold several."""
    suffix = suffix_of(path)
    if suffix in ("", ".txt", ".dic", ".dict", ".utf8"):
        return None
    return format_of_suffix(Path(path).with_suffix(suffix))


def suffix_of(path: str | os.PathLike[str]) -> str:
    """The suffix of a file, that of its compression apart."""
    stem = Path(path).name.lower()
    for ending in COMPRESSED:
        stem = stem.removesuffix(ending)
    return Path(stem).suffix


def lexicon_lines(path: str) -> Iterator[str]:
    """The lines of a UTF-8 file, compressed or not.

    Raises
    ------
    FormatError
        When it is not UTF-8; says where.
    CorpusError
        When it cannot be read.
    """
    try:
        yield from read_lines(path)
    except CorpusError as error:
        if error.source is None or error.line is None:
            raise
        message = f"not UTF-8 (byte offset {error.offset}); convert it first, as with iconv -f gb18030 -t utf-8"
        raise FormatError(message, path=error.source, line=error.line) from None


def sniffed_format(lines: list[str]) -> str:
    """Format of lines: by the header, else what most of the first lines look like."""
    sample = [line.strip() for line in lines[:_SAMPLE] if line.strip()]
    if sample and is_tsv_header(lines[0]):
        return "tsv"
    counted = sum(_LIKE_JIEBA.fullmatch(line) is not None for line in sample)
    return "jieba" if counted > len(sample) / 2 else "words"


def is_tsv_header(line: str) -> bool:
    """Whether a line is the header of a lexicon in TSV."""
    return line.startswith("word\t")


def _make(words: list[str], columns: dict[str, list[object]], path: str, lines: list[int]) -> Lexicon:
    seen: dict[str, int] = {}
    for word, line in zip(words, lines, strict=True):
        if word in seen:
            raise FormatError(f"word {word!r} stands on line {seen[word]} already; remove one", path=path, line=line)
        if not word:
            raise FormatError("no word; remove the line", path=path, line=line)
        if not is_encodable(word):
            raise FormatError(f"word {word!r} holds a lone surrogate; remove it", path=path, line=line)
        seen[word] = line
    return Lexicon(words, {name: parse_column(name, values, path, lines) for name, values in columns.items()})


def _read_separated(rows: Iterator[list[str]], path: str) -> Lexicon:
    header = next(rows, None)
    if not header or header[0] != "word":
        raise FormatError("the header must begin with the column 'word'", path=path, line=1)
    if len(set(header)) != len(header):
        raise FormatError("the header names a column twice", path=path, line=1)
    words: list[str] = []
    lines: list[int] = []
    columns: dict[str, list[object]] = {name: [] for name in header[1:]}
    for line, row in enumerate(rows, 2):
        if not row:
            continue
        if len(row) != len(header):
            raise FormatError(f"{len(row)} columns where the header has {len(header)}", path=path, line=line)
        words.append(row[0])
        lines.append(line)
        for name, value in zip(columns, row[1:], strict=True):
            columns[name].append(value)
    return _make(words, columns, path, lines)


def _read_tsv(lines: list[str], path: str) -> Lexicon:
    rows = (line.rstrip("\r\n").split("\t") if line.strip() else [] for line in lines)
    return _read_separated(rows, path)


def _read_csv(lines: list[str], path: str) -> Lexicon:
    return _read_separated(_csv_rows(lines, path), path)


def _csv_rows(lines: list[str], path: str) -> Iterator[list[str]]:
    reader = csv.reader(lines, strict=True)
    while True:
        begun = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise FormatError(f"not CSV ({error})", path=path, line=begun) from None
        if row is None:
            return
        yield row


def _read_jsonl(lines: list[str], path: str) -> Lexicon:
    words: list[str] = []
    numbers: list[int] = []
    columns: dict[str, list[object]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            word = row.pop("word")
        except (ValueError, RecursionError, AttributeError, KeyError, TypeError):  # ValueError: a number too long
            raise FormatError("not a JSON object with a field 'word'", path=path, line=number) from None
        if not words:
            columns = {name: [] for name in row}
        if not isinstance(word, str) or list(row) != list(columns):
            raise FormatError("its fields differ from those of the first line", path=path, line=number)
        words.append(word)
        numbers.append(number)
        for name, value in row.items():
            columns[name].append(value)
    return _make(words, columns, path, numbers)


def _read_jieba(lines: list[str], path: str) -> Lexicon:
    words, counts, numbers = [], [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        match = _JIEBA_LINE.fullmatch(line.strip())
        if not match:
            raise FormatError("not 'word count' or 'word count tag'", path=path, line=number)
        words.append(match["word"])
        counts.append(match["count"])
        numbers.append(number)
    return _make(words, {"count": counts}, path, numbers)


def _read_words(lines: list[str], path: str) -> Lexicon:
    numbered = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    return _make([word for _, word in numbered], {}, path, [number for number, _ in numbered])


def _read_parquet(path: str | os.PathLike[str]) -> Lexicon:
    pyarrow = import_pyarrow()
    try:
        table = pyarrow.parquet.read_table(path)
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise FormatError(f"not Parquet ({error})", path=os.fspath(path)) from error
    if "word" not in table.column_names:
        raise FormatError("no column 'word'", path=os.fspath(path))
    words = table.column("word").to_pylist()
    if not all(isinstance(word, str) for word in words):
        raise FormatError("the column 'word' holds what is no word", path=os.fspath(path))
    columns = {name: table.column(name).to_pylist() for name in table.column_names if name != "word"}
    return _make(words, columns, os.fspath(path), list(range(1, len(words) + 1)))


_READERS: dict[str, Callable[[list[str], str], Lexicon]] = {
    "tsv": _read_tsv,
    "csv": _read_csv,
    "jsonl": _read_jsonl,
    "jieba": _read_jieba,
    "ik": _read_words,
    "words": _read_words,
}
