"""Lexicons as files.

``tsv``, ``csv``, ``jsonl``, ``parquet``: a column ``word`` and those of the lexicon. ``jieba``:
a jieba user dictionary, ``word count`` a line. ``ik``: an IK (Elasticsearch, OpenSearch) user
dictionary, a word a line. ``words``: a plain word list. ``table``: for a terminal, not read back.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from minent.arguments import one_of
from minent.atomic import atomic_write
from minent.columns import TEXT_WRITERS, write_parquet
from minent.errors import ParameterError
from minent.lexicon.lexicon import Lexicon

FORMATS = ("tsv", "csv", "jsonl", "parquet", "jieba", "ik", "words", "table")
SUFFIXES = {".tsv": "tsv", ".lex": "tsv", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
            ".dic": "ik", ".txt": "words"}  # fmt: skip


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
