"""Words that are known already."""

from __future__ import annotations

import os
from collections.abc import Iterable

import numpy as np

from minent.lexicon.lexicon import Lexicon
from minent.lexicon.reading import format_of_file, is_tsv_header, lexicon_lines, read_lexicon


def read_words(paths: Iterable[str | os.PathLike[str]]) -> set[str]:
    """Read the words of word lists, jieba dictionaries or lexicons of minent.

    Parameters
    ----------
    paths : iterable of paths
        UTF-8 files, compressed or not. In word lists, a number and a tag behind a word are
        passed over.

    Returns
    -------
    set of str

    Raises
    ------
    CorpusError
        When a file cannot be read.
    """
    words: set[str] = set()
    for path in paths:
        words.update(_words_of_file(os.fspath(path)))
    words.discard("")
    return words


def _words_of_file(path: str) -> list[str]:
    format = format_of_file(path)
    if format in ("tsv", "csv", "jsonl", "parquet"):
        return read_lexicon(path, format).words
    lines = list(lexicon_lines(path))
    if lines and is_tsv_header(lines[0]):
        return read_lexicon(path, "tsv").words
    return [_word_of(line.strip()) for line in lines]


def _word_of(line: str) -> str:
    """The line without the count and tag of a jieba dictionary."""
    parts = line.split()
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
