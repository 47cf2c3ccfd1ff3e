"""Segmentation: text into the words of a lexicon, by least information."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from minent.arguments import one_of, thread_count
from minent.errors import CorpusError, ParameterError
from minent.lexicon import Lexicon, read_lexicon
from minent.lexicon.spelling import Spelled, spell
from minent.lexicon.unigram import UNSEEN, to_fixed, word_bits
from minent.parallel import parallel_map
from minent.segment._segmenter import TextSegmenter
from minent.segment.alignment import Aligned
from minent.text.options import TextOptions
from minent.text.transforms import is_encodable

_BATCH_TEXTS = 1 << 14
_BATCH_CHARS = 1 << 19
NO_WORD = 0xFFFFFFFF


class Segmenter:
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

    O(n L) for n units and words of at most L units. Memory: 16 bytes a node of the trie; 16
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
        self.options = TextOptions(unit=unit, latin=latin, normalize=normalize, fold_case=fold_case, numbers="alike")
        self.lexicon = lexicon if isinstance(lexicon, Lexicon) else read_lexicon(lexicon)
        self._kernel, self._spelled = _make_kernel(self.lexicon, self.options)

    @property
    def n_passed_over(self) -> int:
        """Entries of the lexicon with marks inside, which no text is divided into."""
        return len(self.lexicon) - len(self._spelled.rows)

    def segment(self, text: str) -> list[str]:
        """Return the words of a text, its marks among them, white space not.

        Parameters
        ----------
        text : str
            The text.

        Returns
        -------
        list of str
            Without white space they join to the text without white space.

        Raises
        ------
        CorpusError
            When the text holds a lone surrogate.
        """
        return next(iter(self.segment_many([text], threads=1)))

    __call__ = segment  # as a tokenizer of scikit-learn's vectorizers

    def segment_many(self, texts: Iterable[str], *, threads: int | None = 1) -> Iterator[list[str]]:
        """Yield the words of each text, in order.

        Parameters
        ----------
        texts : iterable of str
            The texts; read as results are taken.
        threads : int, optional
            Number of threads; ``None``: all processors. The result does not depend on it.

        Yields
        ------
        list of str
        """
        if isinstance(texts, str):
            raise ParameterError("texts must be several texts; use segment for one")
        workers = [self._segment_batch] * thread_count(threads)
        for batch in parallel_map(lambda segment, batch: segment(batch), _batches(texts), workers):
            yield from batch

    def spans(self, text: str) -> np.ndarray:
        """Return where the words of a text are.

        Parameters
        ----------
        text : str
            The text.

        Returns
        -------
        int64 array, shape (n_words, 2)
            First and end character of each word in the text as it is given.
        """
        return self._found(text)[0]

    def _found(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """(spans, row of the lexicon's word or NO_WORD)."""
        _check(text, 1)
        aligned = Aligned(text, self.options) if self.options.changes_text else None
        data = (aligned.text if aligned else text).encode()
        first, last, word = self._kernel.spans(data)
        starts = np.flatnonzero((np.frombuffer(data, np.uint8) & 0xC0) != 0x80)
        spans = np.stack([np.searchsorted(starts, first), np.searchsorted(starts, last)], axis=1)
        if aligned:
            spans, kept = aligned.original(spans)
            word = word[kept]
        return spans, word

    def _segment_batch(self, texts: list[str]) -> list[list[str]]:
        for number, text in enumerate(texts, 1):
            _check(text, number)
        if self.options.changes_text:
            return [[text[a:b] for a, b in self.spans(text).tolist()] for text in texts]
        return self._kernel.segment(texts)

    def segment_block(self, block: bytes, separator: bytes) -> bytes:
        """UTF-8 text with a separator between words; line ends stay, other white space goes.

        Parameters
        ----------
        block : bytes
            The text.
        separator : bytes
            What stands between words.

        Returns
        -------
        bytes
        """
        if self.options.changes_text:
            lines = block.decode().split("\n")
            return "\n".join(separator.decode().join(self.segment(line)) for line in lines).encode()
        return self._kernel.write(block, separator)


def _check(text: str, number: int) -> None:
    if not isinstance(text, str):
        raise ParameterError(f"text {number} is not a str but {type(text).__name__}")
    if not text.isascii() and not is_encodable(text):
        raise CorpusError(f"text {number} holds a lone surrogate; replace it")


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    stream = iter(texts)
    while batch := list(islice(stream, 1)):
        size = len(batch[0]) if isinstance(batch[0], str) else 0
        while size < _BATCH_CHARS and len(batch) < _BATCH_TEXTS and (more := list(islice(stream, 1))):
            batch += more
            size += len(more[0]) if isinstance(more[0], str) else 0
        yield batch


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
    unknown = float(bits.max()) + 1 if counts is None else float(np.log2(max(counts.sum(), 1.0) / UNSEEN))
    return bits, unknown


def _sound(lexicon: Lexicon, name: str) -> np.ndarray:
    column = lexicon.column(name).astype(np.float64)
    bad = np.flatnonzero(~(np.isfinite(column) & (column >= 0)))
    if len(bad):
        raise ParameterError(f"{name} of {lexicon.words[bad[0]]!r} is {column[bad[0]]:g}; it must be finite, 0 or more")
    return column


def _make_kernel(lexicon: Lexicon, options: TextOptions) -> tuple[TextSegmenter, Spelled]:
    bits, unknown = _word_bits(lexicon)
    spelled = spell(lexicon.words, options)
    chances = np.zeros(spelled.n_words)
    np.add.at(chances, spelled.word_of, np.exp2(-bits[spelled.rows]))
    costs = -np.log2(np.maximum(chances, np.finfo(np.float64).tiny))
    kernel = TextSegmenter(
        options.unit_mode,
        spelled.vocabulary.utf8,
        spelled.vocabulary.offsets,
        spelled.units,
        spelled.offsets,
        to_fixed(costs),
        int(to_fixed(np.array([unknown]))[0]),
        spelled.texts,
    )
    return kernel, spelled
