"""Words that are known already."""

from __future__ import annotations

import os
from collections.abc import Iterable

import numpy as np

from minent.lexicon.formats import lexicon_lines
from minent.lexicon.lexicon import Lexicon


def read_words(paths: Iterable[str | os.PathLike[str]]) -> set[str]:
    """Read the words of word lists or jieba dictionaries, one a line.

    Parameters
    ----------
    paths : iterable of paths
        UTF-8 files, compressed or not. A number, and a tag, behind a word are passed over.

    Returns
    -------
    set of str

    Raises
    ------
    CorpusError
        When a file cannot be read.
    """
    words = set()
    for path in paths:
        for line in lexicon_lines(os.fspath(path)):
            words.add(_word_of(line.strip()))
    words.discard("")
    return words


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
