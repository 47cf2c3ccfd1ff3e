"""Words of a lexicon as sequences of unit ids, the way text is cut into units."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from minent.text import Corpus
from minent.text._encoder import UnitIndex
from minent.text.options import TextOptions
from minent.text.transforms import Transformer, is_encodable
from minent.text.vocabulary import Vocabulary

# Every number is this unit when numbers are alike (kNumber in csrc/minent/text/encoder.hpp).
NUMBER = "0"


@dataclass(frozen=True)
class Spelled:
    """The different words of a lexicon.

    Parameters
    ----------
    vocabulary : Vocabulary
        Their units.
    units : uint32 array
        Ids of the units of the words, one behind the other.
    offsets : int64 array, shape (n_words + 1,)
        Where each word begins.
    texts : list of (str or None)
        How a word stands in any text; None where that differs.
    rows : int64 array
        Entries of the lexicon that are words here; those with marks inside are not.
    word_of : int64 array
        The word of each of `rows`.
    """

    vocabulary: Vocabulary
    units: np.ndarray
    offsets: np.ndarray
    texts: list[str | None]
    rows: np.ndarray
    word_of: np.ndarray

    @property
    def n_words(self) -> int:
        """Number of different words."""
        return len(self.offsets) - 1

    def spellings(self, separator: str) -> list[str]:
        """The different words, with a separator between their units."""
        units, ids = self.vocabulary.texts, self.units.tolist()
        return [separator.join(units[unit - 1] for unit in ids[a:b]) for a, b in pairwise(self.offsets.tolist())]


def spell(words: list[str], options: TextOptions) -> Spelled:
    """Cut words into units.

    Parameters
    ----------
    words : list of str
        The words.
    options : TextOptions
        How text is cut. Words are folded first.

    Returns
    -------
    Spelled
        Entries of the same units are one word.
    """
    usable, folded = folded_words(words, options)
    vocabulary = Corpus.from_texts(
        folded, threads=1, unit=options.unit, latin=options.latin, numbers=options.numbers
    ).vocabulary
    index = vocabulary.index(options)
    ids, first, end = whole_words(folded, index)
    number = int(index.encode(NUMBER.encode()).item(0)) if options.numbers_alike else 0

    known: dict[bytes, int] = {}
    texts: list[str | None] = []
    rows, word_of, sequences = [], [], []
    for line, (a, b) in enumerate(zip(first.tolist(), end.tolist(), strict=True)):
        if a == b:
            continue
        units = ids[a:b]
        word = known.setdefault(units.tobytes(), len(texts))
        if word == len(texts):
            varies = options.changes_text or (number and number in units) or (options.unit == "token" and b - a > 1)
            texts.append(None if varies else folded[line])
            sequences.append(units)
        rows.append(usable[line])
        word_of.append(word)
    return Spelled(
        vocabulary,
        np.concatenate([np.zeros(0, np.uint32), *sequences]),
        np.cumsum([0, *map(len, sequences)], dtype=np.int64),
        texts,
        np.array(rows, np.int64),
        np.array(word_of, np.int64),
    )


def folded_words(words: list[str], options: TextOptions) -> tuple[list[int], list[str]]:
    """Rows of the words that a line of text can hold, and these words in the text's normal form."""
    fold = Transformer(options).fold
    usable = [row for row, word in enumerate(words) if "\n" not in word and is_encodable(word)]
    return usable, [fold(words[row]) for row in usable]


def whole_words(words: list[str], index: UnitIndex) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Units of words.

    Parameters
    ----------
    words : list of str
        Without line ends and lone surrogates.
    index : UnitIndex
        Looks up units.

    Returns
    -------
    ids : uint32 array
        Word i has the units ``ids[first[i]:end[i]]``.
    first, end : int64 arrays
        0 and 0 for words that hold marks or are empty.
    """
    data = "".join(word + "\n" for word in words).encode()
    ids, starts, ends = index.encode_spans(data)
    starts, ends = starts.astype(np.int64), ends.astype(np.int64)
    line_ends = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))
    line_starts = np.append(-1, line_ends)[:-1] + 1
    places = np.flatnonzero(ids)
    lines = np.searchsorted(line_ends, starts[places])
    first_place, end_place = (np.searchsorted(lines, np.arange(len(words)), side) for side in ("left", "right"))
    some = np.flatnonzero(end_place > first_place)
    first, last = places[first_place[some]], places[end_place[some] - 1]
    whole = last - first == end_place[some] - first_place[some] - 1  # no mark between
    whole &= (starts[first] == line_starts[some]) & (ends[last] == line_ends[some])
    begin, end = np.zeros(len(words), np.int64), np.zeros(len(words), np.int64)
    begin[some[whole]], end[some[whole]] = first[whole], last[whole] + 1
    return ids, begin, end
