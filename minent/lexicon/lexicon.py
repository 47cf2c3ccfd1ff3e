"""A lexicon: words with columns of figures, best first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from minent.arguments import integer
from minent.errors import ParameterError

if TYPE_CHECKING:
    import pandas

# Whole numbers; the last two are of lexicons that were contrasted or expanded.
INTEGER_COLUMNS = frozenset({"count", "occurrences", "length", "general_count", "hop"})


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Words with columns of figures.

    Parameters
    ----------
    words : list of str
        Distinct words, best first.
    columns : mapping of str to array, each of shape (n_words,)
        ``count`` (int64): times the word is a piece of the joined text (method ``join``) or
        occurs in it (method ``entropy``). ``occurrences`` (int64): all its occurrences,
        overlapping ones included. ``length`` (int64): units. ``cohesion``: PMI of the weakest
        split. ``left_entropy``, ``right_entropy``: entropy of the neighbours. ``bits_saved``:
        what the text saves when the word becomes a unit. ``score``: see
        `minent.scores.word_score`. Information is in bits (float64). A lexicon that was read
        from a file has the columns of the file; ``known`` (bool) marks words of a given list
        and ``examples`` (object) holds lists of contexts.
    """

    words: list[str]
    columns: Mapping[str, np.ndarray]

    def __post_init__(self) -> None:
        for name, column in self.columns.items():
            if len(column) != len(self.words):
                raise ParameterError(f"column {name} has {len(column)} entries for {len(self.words)} words")
        if len(set(self.words)) != len(self.words):
            raise ParameterError("the words of a lexicon must differ")

    @classmethod
    def from_words(cls, words: Iterable[str] | Mapping[str, int]) -> Lexicon:
        """Make a lexicon of words, or of words and their counts.

        Parameters
        ----------
        words : iterable of str, or mapping of str to int
            Distinct words, best first; a mapping (a `collections.Counter` too) gives the column
            ``count``.

        Returns
        -------
        Lexicon
            In the order given.

        Raises
        ------
        ParameterError
            For what is no word (not a string, empty, with a lone surrogate), a word that comes
            twice, a count that is no whole number, is negative or 2^63 or more.

        Examples
        --------
        >>> Lexicon.from_words({"红茶": 5, "绿茶": 3})["绿茶"]
        {'count': 3}
        """
        if isinstance(words, str):
            raise ParameterError(f"words must be a collection of words, not the string {words!r}")
        checked: dict[str, None] = {}
        for word in words:
            _check_word(word)
            if word in checked:
                raise ParameterError(f"word {word!r} comes twice; the words of a lexicon must differ")
            checked[word] = None
        if not isinstance(words, Mapping):
            return cls(list(checked), {})
        most = (1 << 63) - 1
        counts = [integer(f"count of {word!r}", count, least=0, most=most) for word, count in words.items()]
        return cls(list(checked), {"count": np.array(counts, np.int64)})

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __contains__(self, word: object) -> bool:
        return word in self._rows

    def __getitem__(self, word: str) -> dict[str, object]:
        """The figures of one word."""
        row = self._rows[word]
        return {
            name: column[row].item() if column.dtype != object else column[row] for name, column in self.columns.items()
        }

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {word: row for row, word in enumerate(self.words)}

    def column(self, name: str) -> np.ndarray:
        """A column by name.

        Raises
        ------
        ParameterError
            When the lexicon does not have it.
        """
        if name not in self.columns:
            raise ParameterError(f"the lexicon has no column {name!r}; it has {', '.join(self.columns) or 'none'}")
        return self.columns[name]

    def take(self, rows: np.ndarray) -> Lexicon:
        """Return the lexicon of some rows, in their order."""
        return Lexicon(
            [self.words[row] for row in rows.tolist()], {name: column[rows] for name, column in self.columns.items()}
        )

    def where(self, keep: np.ndarray) -> Lexicon:
        """Return the words where `keep` (bool array) is true."""
        return self.take(np.flatnonzero(keep))

    def top(self, n: int) -> Lexicon:
        """Return the first `n` words."""
        return self.take(np.arange(min(n, len(self))))

    def sorted_by(self, name: str) -> Lexicon:
        """Return the words by a falling column of figures; equal ones by falling count, then by word.

        ``word`` sorts by word alone.

        Raises
        ------
        ParameterError
            When the lexicon does not have the column, or it is not one of figures.
        """
        if name != "word" and self.column(name).dtype == object:
            raise ParameterError(f"column {name} holds no figures to sort by")
        rows = np.array(sorted(range(len(self)), key=self.words.__getitem__), np.int64)
        if name != "word":
            for key in (self.columns.get("count"), self.column(name)):  # stable: the last key decides first
                if key is not None:
                    rows = rows[np.argsort(-key[rows].astype(np.float64), kind="stable")]
        return self.take(rows)

    def with_column(self, name: str, column: np.ndarray) -> Lexicon:
        """Return the lexicon with one more column."""
        return Lexicon(self.words, {**self.columns, name: column})

    def table_columns(self) -> dict[str, Sequence[object] | np.ndarray]:
        """``word`` and the columns, as they are written."""
        return {"word": self.words, **self.columns}

    def to_pandas(self) -> pandas.DataFrame:
        """Return a data frame of the columns."""
        from minent.columns import to_pandas

        return to_pandas(self.table_columns())


def concatenate(lexicons: Sequence[Lexicon]) -> Lexicon:
    """The words of several lexicons of the same columns, none in two of them."""
    words = [word for lexicon in lexicons for word in lexicon.words]
    names = lexicons[0].columns
    return Lexicon(words, {name: np.concatenate([lexicon.columns[name] for lexicon in lexicons]) for name in names})


def _check_word(word: object) -> None:
    if not isinstance(word, str) or not word:
        raise ParameterError(f"a word must be a string of one or more characters, not {word!r}")
    if any("\ud800" <= character <= "\udfff" for character in word):
        raise ParameterError(f"word {word!r} holds a lone surrogate, which no file can")
