"""Lexicons as sets of words with counts: union, difference, restriction."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from minent.errors import ParameterError
from minent.lexicon.lexicon import Lexicon

# Figures of a text that are sums over its parts.
_SUMS = ("count", "occurrences")


def union(*lexicons: Lexicon) -> Lexicon:
    """Return the words of all lexicons; their counts add.

    Parameters
    ----------
    *lexicons : Lexicon
        Learned on different texts.

    Returns
    -------
    Lexicon
        With those of the columns ``count``, ``occurrences`` that all the lexicons have: a word
        that one of them lacks counts 0 there. ``length`` is kept where all have it. Entropies,
        scores and other figures do not follow from those of the parts and are left out. By
        falling count, then by word; without counts in the order in which words first come.

    Raises
    ------
    ParameterError
        When no lexicon is given, a sum is 2^63 or more, or two lengths of a word differ (the
        lexicons were learned with different units).

    Examples
    --------
    >>> a = Lexicon.from_words({"红茶": 5, "绿茶": 1})
    >>> b = Lexicon.from_words({"绿茶": 7})
    >>> union(a, b)["绿茶"], union(a, b).words
    ({'count': 8}, ['绿茶', '红茶'])
    """
    if not lexicons:
        raise ParameterError("no lexicon given; a union is of one or more")
    rows = {word: row for row, word in enumerate(dict.fromkeys(word for one in lexicons for word in one))}
    shared = [name for name in (*_SUMS, "length") if all(name in one.columns for one in lexicons)]
    columns = {name: np.zeros(len(rows), np.int64) for name in shared}
    for one in lexicons:
        at = np.array([rows[word] for word in one], np.int64)
        for name in shared:
            values = one.column(name)
            columns[name][at] = (
                _same(columns[name][at], values) if name == "length" else _sum(columns[name][at], values)
            )
    result = Lexicon(list(rows), columns)
    return result.sorted_by("count") if "count" in shared else result


def difference(lexicon: Lexicon, words: Collection[str]) -> Lexicon:
    """Return the lexicon without some words; the others keep their order and figures.

    Parameters
    ----------
    lexicon : Lexicon
        What to take from.
    words : Lexicon or collection of str
        What to leave out.
    """
    _check_words(words)
    return lexicon.where(np.array([word not in words for word in lexicon], bool))


def restrict(lexicon: Lexicon, words: Collection[str] | Callable[[str], bool]) -> Lexicon:
    """Return some of the words of a lexicon, in their order with their figures.

    Parameters
    ----------
    lexicon : Lexicon
        What to choose from.
    words : Lexicon, collection of str, or function of a word
        What to keep, or whether to keep it. `Lexicon.where` chooses by figures.

    Examples
    --------
    >>> restrict(Lexicon.from_words(["茶", "红茶"]), lambda word: len(word) > 1).words
    ['红茶']
    """
    if callable(words):
        return lexicon.where(np.array([bool(words(word)) for word in lexicon], bool))
    _check_words(words)
    return lexicon.where(np.array([word in words for word in lexicon], bool))


def _check_words(words: object) -> None:
    """A string is a collection too, of its parts: hardly what was meant."""
    if isinstance(words, str):
        raise ParameterError(f"words must be a collection of words, not the string {words!r}")


def _sum(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    total = first + second
    if (total < 0).any():
        raise ParameterError("counts add up to 2^63 or more")
    return total


def _same(known: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    if ((known > 0) & (known != lengths)).any():
        raise ParameterError("a word has two lengths; the lexicons were learned with different units")
    return lengths
