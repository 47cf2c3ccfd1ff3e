"""Words that are known already."""

from __future__ import annotations

import os
from collections.abc import Iterable

import numpy as np

from minent.lexicon.formats import SUFFIXES
from minent.lexicon.lexicon import Lexicon
from minent.lexicon.reading import is_tsv_header, lexicon_lines, read_lexicon, sniffed_format, suffix_of

_NAMED_COLUMNS = {suffix: format for suffix, format in SUFFIXES.items() if format in ("csv", "jsonl", "parquet")}


def read_words(paths: Iterable[str | os.PathLike[str]]) -> set[str]:
    """Read the words of word lists, jieba dictionaries or lexicons of minent.

    Parameters
    ----------
    paths : iterable of paths
        UTF-8 files, compressed or not. In word lists, a number and a tag behind a word, and
        what is behind a tab, are passed over.

    Returns
    -------
    set of str

    Raises
    ------
    InputError
        When a file cannot be read.
    """
    words: set[str] = set()
    for path in paths:
        words.update(words_of_file(os.fspath(path)))
    return words


def words_of_file(path: str) -> list[str]:
    """Return the words of a file in their order; see `read_words`."""
    format, lines = _lexicon_format(path)
    if format is not None:
        return read_lexicon(path, format).words
    return [word for line in lines if (word := _word_of(line))]


def read_counts(path: str | os.PathLike[str]) -> dict[str, int] | list[str]:
    """Read words and their counts: a lexicon, or lines of a word and a count.

    Returns
    -------
    dict of str to int, or list of str
        Without counts, the words.

    Raises
    ------
    FormatError
        For a count that is none, when the other lines have them; says where.
    """
    name = os.fspath(path)
    format, lines = _lexicon_format(name)
    if format is None and sniffed_format(lines) == "jieba":
        format = "jieba"
    if format is None:
        return [word for line in lines if (word := _word_of(line))]
    lexicon = read_lexicon(path, format)
    if "count" not in lexicon.columns:
        return lexicon.words
    return dict(zip(lexicon.words, lexicon.column("count").tolist(), strict=True))


def _lexicon_format(path: str) -> tuple[str | None, list[str]]:
    """The format of a file with named columns; else its lines."""
    suffix = suffix_of(path)
    if suffix in _NAMED_COLUMNS:
        return _NAMED_COLUMNS[suffix], []
    lines = list(lexicon_lines(path))
    return ("tsv" if lines and is_tsv_header(lines[0]) else None), lines


def _word_of(line: str) -> str:
    """The word that a line begins with: what is before a tab, or before the count and tag of a jieba dictionary."""
    parts = line.strip().partition("\t")[0].split()
    if len(parts) >= 3 and parts[-2].isdigit():
        parts = parts[:-2]
    elif len(parts) >= 2 and parts[-1].isdigit():
        parts = parts[:-1]
    return " ".join(parts)


def mark_known(lexicon: Lexicon, words: set[str]) -> Lexicon:
    """Return the lexicon with a column ``known``."""
    return lexicon.with_column("known", np.array([word in words for word in lexicon.words], bool))


def drop_known(lexicon: Lexicon, words: set[str]) -> Lexicon:
    """Return the lexicon without the given words."""
    return lexicon.where(np.array([word not in words for word in lexicon.words], bool))
