"""Segmentation: text into the words of a lexicon, by least information."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property

import numpy as np

from minent.arguments import one_of
from minent.errors import ParameterError
from minent.lexicon import Lexicon, read_lexicon
from minent.lexicon.spelling import Spelled, spell
from minent.lexicon.unigram import to_fixed, unseen_bits, word_bits
from minent.segment._segmenter import Spellings, TextSegmenter
from minent.segment.base import BaseSegmenter
from minent.text.options import TextOptions
from minent.text.transforms import Transformer


class Segmenter(BaseSegmenter):
    """Divides text into words so that they cost the fewest bits.

    Parameters
    ----------
    lexicon : Lexicon or path
        Words with a column ``cost`` (bits), or ``count``: a word then costs ``log2(N / c)``
        bits, N the sum of the counts. Words that hold punctuation are passed over: text is
        cut there first.
    unit : {"char", "token"}
        ``char``: text is cut between characters (grapheme clusters). ``token``: between tokens
        of spaced scripts, so that words may be phrases.
    latin : {"run", "char"}
        With ``char`` units: runs of letters of spaced scripts stay whole, or are cut between
        any two letters.
    normalize : {"none", "width", "nfkc"}
        Look words up in the text's normal form; results are still of the text as it is.
    fold_case : bool
        Look words up whatever their case.

    Raises
    ------
    ParameterError
        When the lexicon has no words or neither column, or a cost or count is negative or not
        finite.

    Notes
    -----
    The division of a stretch between marks into words w minimises ``sum of cost(w)``; among
    equals the fewest words, then the longest first word. Runs of digits are numbers, with the
    marks inside them (``3.14``, ``1,000``, ``12:30``) and a percent sign; all numbers are alike:
    the word ``0年`` is any number with 年. Runs of letters of spaced scripts stay whole. A mark is
    a token, repeated dashes and dots are one; white space is none. A unit the lexicon does not
    have stands alone and costs ``log2(2 N)``: half an occurrence.

    O(n L) for n units and words of at most L units. Memory: 16 bytes a node of the trie; 32
    bytes a unit of the longest stretch without marks. The object can be used from several
    threads at once.

    Examples
    --------
    >>> from minent import Lexicon
    >>> import numpy as np
    >>> words = Lexicon(["红茶", "绿茶", "茶", "好"], {"count": np.array([5, 5, 2, 3])})
    >>> Segmenter(words).segment("红茶好，绿茶好。")
    ['红茶', '好', '，', '绿茶', '好', '。']
    """

    def __init__(
        self,
        lexicon: Lexicon | str | os.PathLike[str],
        *,
        unit: str = "char",
        latin: str = "run",
        normalize: str = "none",
        fold_case: bool = False,
    ) -> None:
        one_of("latin", latin, ("run", "char"))
        options = TextOptions(unit=unit, latin=latin, normalize=normalize, fold_case=fold_case, numbers="alike")
        self.lexicon = lexicon if isinstance(lexicon, Lexicon) else read_lexicon(lexicon)
        kernel, self._spelled = _make_kernel(self.lexicon, options)
        super().__init__(kernel, options)

    def __getstate__(self) -> dict[str, object]:
        """The lexicon and the options; the kernel is made of them again."""
        return {"lexicon": self.lexicon, "options": self.options}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._kernel, self._spelled = _make_kernel(self.lexicon, self.options)

    @property
    def n_passed_over(self) -> int:
        """Entries of the lexicon with marks inside, which no text is divided into."""
        return len(self.lexicon) - len(self._spelled.rows)

    @cached_property
    def spellings(self) -> list[str]:
        """The different words as tokens: ``0年`` is any number with 年, the units of a phrase are joined by ``_``."""
        return self._spelled.spellings("_" if self.options.unit == "token" else "")

    @cached_property
    def _spell(self) -> Callable[[bytes], bytes]:
        spellings = Spellings([word.encode() for word in self.spellings])
        kernel = self._kernel
        return lambda data: kernel.spell(data, spellings)

    def spelled_block(self, block: bytes) -> bytes:
        """UTF-8 text in normal form with spaces between words, each as in `spellings`; line ends stay."""
        return self._spell(block)

    def spelled(self, text: str) -> list[str]:
        """Return the words of a text as in `spellings`, its marks and what is no word as they stand.

        Parameters
        ----------
        text : str
            The text.

        Returns
        -------
        list of str
            One for each of `segment`, in folded text where the segmenter folds.

        Examples
        --------
        >>> from minent import Lexicon
        >>> import numpy as np
        >>> Segmenter(Lexicon(["0年", "好"], {"count": np.array([5, 5])})).spelled("1998年好。")
        ['0年', '好', '。']
        """
        return self._spell(Transformer(self.options).fold(text).encode()).decode().split()


def _word_bits(lexicon: Lexicon) -> tuple[np.ndarray, float]:
    """What each word costs, and a unit that is none."""
    if not len(lexicon):
        raise ParameterError("the lexicon has no words")
    if "cost" not in lexicon.columns and "count" not in lexicon.columns:
        raise ParameterError("the lexicon has neither a column cost nor count; learn one with minent lexicon")
    counts = _sound(lexicon, "count") if "count" in lexicon.columns else None
    if "cost" in lexicon.columns:
        bits = _sound(lexicon, "cost")
    else:
        assert counts is not None
        bits = word_bits(counts)
    return bits, float(bits.max()) + 1 if counts is None else unseen_bits(counts)


def _sound(lexicon: Lexicon, name: str) -> np.ndarray:
    column = lexicon.column(name).astype(np.float64)
    bad = np.flatnonzero(~(np.isfinite(column) & (column >= 0)))
    if len(bad):
        raise ParameterError(f"{name} of {lexicon.words[bad[0]]!r} is {column[bad[0]]:g}; it must be finite, 0 or more")
    return column


def word_costs(lexicon: Lexicon, spelled: Spelled) -> tuple[np.ndarray, int]:
    """What each different word costs, and a unit that is none, in the kernel's fixed point.

    Entries of the same units are one word, as likely as they are together.
    """
    bits, unknown = _word_bits(lexicon)
    chances = np.zeros(spelled.n_words)
    np.add.at(chances, spelled.word_of, np.exp2(-bits[spelled.rows]))
    costs = -np.log2(np.maximum(chances, np.finfo(np.float64).tiny))
    return to_fixed(costs), int(to_fixed(unknown))


def _make_kernel(lexicon: Lexicon, options: TextOptions) -> tuple[TextSegmenter, Spelled]:
    _word_bits(lexicon)  # tells what is wrong before the words are cut into units
    spelled = spell(lexicon.words, options)
    costs, unknown = word_costs(lexicon, spelled)
    kernel = TextSegmenter(
        options.unit_mode,
        spelled.vocabulary.utf8,
        spelled.vocabulary.offsets,
        spelled.units,
        spelled.offsets,
        costs,
        unknown,
        spelled.texts,
    )
    return kernel, spelled
