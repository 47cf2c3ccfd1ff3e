"""A text in normal form, and where each of its characters comes from."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from minent.text.options import TextOptions
from minent.text.transforms import Transformer

_JAMO = range(0x1160, 0x1200)  # vowels and finals of Hangul join what is before them


class Aligned:
    """The normal form of a text with the way back.

    Parameters
    ----------
    text : str
        The text.
    options : TextOptions
        ``normalize`` and ``fold_case`` are applied.

    Attributes
    ----------
    text : str
        The normal form.

    Notes
    -----
    A normal form may join and split characters, but only with the marks behind them: folded a
    character and its marks at a time, a text comes out the same.
    """

    def __init__(self, text: str, options: TextOptions) -> None:
        fold = lru_cache(maxsize=1 << 16)(Transformer(options).fold)
        starts = _piece_starts(text, fold)
        bounds = np.array([*starts, len(text)], np.int64)
        pieces = [fold(text[first:end]) for first, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)]
        lengths = [len(piece) for piece in pieces]
        self.text = "".join(pieces)
        self._first = np.repeat(bounds[:-1], lengths)
        self._end = np.repeat(bounds[1:], lengths)

    def original(self, spans: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the spans in the text as it was given, and which of the spans they are.

        Parameters
        ----------
        spans : int64 array, shape (n, 2)
            First and end character of stretches of the normal form, in order.

        Returns
        -------
        spans : int64 array, shape (m, 2)
            Of stretches that begin within one character of the text, the first has it all.
        kept : int64 array, shape (m,)
            Rows of `spans`.
        """
        if not len(spans):
            return spans, np.zeros(0, np.int64)
        first, end = self._first[spans[:, 0]], self._end[spans[:, 1] - 1]
        before = np.concatenate([[0], np.maximum.accumulate(end)[:-1]])
        first = np.maximum(first, before)
        kept = np.flatnonzero(first < end)
        return np.stack([first[kept], end[kept]], axis=1), kept


def _piece_starts(text: str, fold: Callable[[str], str]) -> list[int]:
    """Where characters begin that are folded alike whatever stands before them."""
    return [at for at, character in enumerate(text) if at == 0 or not _joins(fold(character))]


@lru_cache(maxsize=1 << 16)
def _joins(folded: str) -> bool:
    """Whether what a character is folded to may join what stands before it."""
    first = folded[:1]
    return bool(first) and (unicodedata.category(first)[0] == "M" or ord(first) in _JAMO)
