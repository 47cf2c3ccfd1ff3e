"""Lexicons as files.

``tsv``, ``csv``, ``jsonl``, ``parquet``: a column ``word`` and those of the lexicon. ``jieba``:
a jieba user dictionary, ``word count`` a line. ``ik``: an IK (Elasticsearch, OpenSearch) user
dictionary, a word a line. ``words``: a plain word list. ``table``: for a terminal, not read back.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import numpy as np

from minent.arguments import one_of
from minent.atomic import atomic_write
from minent.columns import TEXT_WRITERS, write_parquet
from minent.errors import CorpusError, FormatError, MissingExtraError, ParameterError
from minent.lexicon.lexicon import INTEGER_COLUMNS, Lexicon
from minent.text.decoding import Losses, decode_blocks
from minent.text.options import TextOptions
from minent.text.sources import COMPRESSED, find_sources, read_chunks

FORMATS = ("tsv", "csv", "jsonl", "parquet", "jieba", "ik", "words", "table")
SUFFIXES = {".tsv": "tsv", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
            ".dic": "ik", ".txt": "words"}  # fmt: skip

_JIEBA_LINE = re.compile(r"(?P<word>\S.*?)[ \t]+(?P<count>\d+)(?:[ \t]+(?P<tag>[A-Za-z]\w*))?")


def write_lexicon(lexicon: Lexicon, target: str | os.PathLike[str] | IO[str], format: str | None = None) -> None:
    """Write a lexicon to a file or an open text stream.

    Parameters
    ----------
    lexicon : Lexicon
        What to write.
    target : path or text stream
        A file is written whole or not at all. Parquet needs a path.
    format : {"tsv", "csv", "jsonl", "parquet", "jieba", "ik", "words", "table"}, optional
        Chosen by the suffix of the path when not given.

    Raises
    ------
    ParameterError
        When the format is not known or does not fit the target.
    OutputError
        When the file cannot be written.
    """
    is_path = isinstance(target, (str, os.PathLike))
    chosen = one_of("format", format, FORMATS) if format else format_of_suffix(target) if is_path else "tsv"  # type: ignore[arg-type]
    if chosen == "parquet":
        if not is_path:
            raise ParameterError("Parquet is binary; name an output file")
        with atomic_write(target, "wb") as stream:  # type: ignore[arg-type]
            write_parquet(lexicon.table_columns(), stream)
    elif is_path:
        with atomic_write(target) as stream:  # type: ignore[arg-type]
            _write_text(lexicon, stream, chosen)
    else:
        _write_text(lexicon, target, chosen)  # type: ignore[arg-type]


def format_of_suffix(path: str | os.PathLike[str], suffixes: dict[str, str] = SUFFIXES) -> str:
    """Format that the suffix of a path stands for; TSV when it has none.

    Raises
    ------
    ParameterError
        When the suffix is not known.
    """
    suffix = Path(path).suffix.lower()
    if not suffix:
        return "tsv"
    if suffix not in suffixes:
        raise ParameterError(f"no format is known for {suffix!r} ({path}); name one with --format")
    return suffixes[suffix]


def _write_text(lexicon: Lexicon, stream: IO[str], format: str) -> None:
    if format in TEXT_WRITERS:
        TEXT_WRITERS[format](lexicon.table_columns(), stream)
    elif format == "jieba":
        counts = lexicon.column("count").tolist()
        stream.writelines(f"{word} {count}\n" for word, count in zip(lexicon.words, counts, strict=True))
    else:
        stream.writelines(f"{word}\n" for word in lexicon.words)


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
    chosen = format or _format_of_file(Path(path))
    if chosen == "parquet":
        return _read_parquet(path)
    lines = list(lexicon_lines(name))
    return _READERS[chosen or _sniffed(lines)](lines, name)


def _format_of_file(path: Path) -> str | None:
    stem = path.name.lower()
    for ending in COMPRESSED:
        stem = stem.removesuffix(ending)
    suffix = Path(stem).suffix
    if suffix in ("", ".txt", ".dic", ".dict", ".utf8"):
        return None
    return format_of_suffix(stem)


def lexicon_lines(path: str) -> Iterator[str]:
    """The lines of a UTF-8 file, compressed or not."""
    options = TextOptions()
    for source in find_sources(path):
        for block in decode_blocks(read_chunks(source), source.name, options, Losses()):
            try:
                yield from io.StringIO(block.data.decode("utf-8"))
            except UnicodeDecodeError:
                raise CorpusError("not UTF-8; convert the lexicon first", source=path) from None


def _sniffed(lines: list[str]) -> str:
    sample = [line.rstrip("\r\n") for line in lines[:20] if line.strip()]
    if sample and sample[0].split("\t")[0] == "word":
        return "tsv"
    if sample and all(_JIEBA_LINE.fullmatch(line) for line in sample):
        return "jieba"
    return "words"


def _make(words: list[str], columns: dict[str, list[object]], path: str, lines: list[int]) -> Lexicon:
    seen: dict[str, int] = {}
    for word, line in zip(words, lines, strict=True):
        if word in seen:
            raise FormatError(f"word {word!r} stands on line {seen[word]} already; remove one", path=path, line=line)
        if not word:
            raise FormatError("no word; remove the line", path=path, line=line)
        seen[word] = line
    return Lexicon(words, {name: _typed(name, values, path, lines) for name, values in columns.items()})


def _typed(name: str, values: list[object], path: str, lines: list[int]) -> np.ndarray:
    if name == "known":
        return np.array([value in (True, "yes", "True", "true") for value in values], bool)
    if name == "examples":
        column = np.empty(len(values), object)
        column[:] = [value.split(" | ") if isinstance(value, str) else value for value in values]
        return column
    convert: Callable[[object], object] = int if name in INTEGER_COLUMNS else float  # type: ignore[assignment]
    converted = []
    for value, line in zip(values, lines, strict=True):
        try:
            converted.append(convert(value))
        except (TypeError, ValueError):
            raise FormatError(f"{name} is not a number: {value!r}", path=path, line=line) from None
        if name in INTEGER_COLUMNS and converted[-1] < 0:  # type: ignore[operator]
            raise FormatError(f"{name} is negative: {value}", path=path, line=line)
    return np.array(converted, np.int64 if name in INTEGER_COLUMNS else np.float64)


def _read_separated(rows: Iterator[list[str]], path: str) -> Lexicon:
    header = next(rows, None)
    if not header or header[0] != "word":
        raise FormatError("the header must begin with the column 'word'", path=path, line=1)
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
    return _read_separated(csv.reader(lines), path)


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
        except (json.JSONDecodeError, AttributeError, KeyError, TypeError):
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
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtraError("Parquet", "io") from None
    try:
        table = pyarrow.parquet.read_table(path)
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise FormatError(f"not Parquet ({error})", path=os.fspath(path)) from error
    if "word" not in table.column_names:
        raise FormatError("no column 'word'", path=os.fspath(path))
    words = table.column("word").to_pylist()
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
