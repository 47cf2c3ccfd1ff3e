"""`WordText`: a text as numbers of words, ready to be counted."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from minent.arguments import integer, one_of
from minent.errors import ParameterError
from minent.lexicon import Lexicon
from minent.progress import Progress
from minent.segment import Segmenter, read_words
from minent.segment.options import MARKS
from minent.text import Corpus, read_corpus

MIN_COUNT = 5
_PADDING = 8
_CUTTING = ("unit", "latin", "normalize", "fold_case")
_NARROW = 0xFFFE  # words at most for 16-bit ids: 0 is the boundary, one more stands for all others


@dataclass(frozen=True, eq=False)
class WordText:
    """A text as numbers of words.

    Parameters
    ----------
    ids : uint16 or uint32 array
        The words in order; 0 between what has nothing to do with one another (lines, stretches
        between marks), before the text and behind it. Word ``id`` is ``words[id - 1]``; ids above
        ``len(words)`` are words that were left out as too rare: they keep their place.
    words : list of str
        By falling count, equal counts by the word.
    counts : int64 array, shape (n_words,)
        Occurrences.
    n_tokens : int
        Words of the text, those left out among them.

    Notes
    -----
    Memory: 2 bytes a word of the text, 4 with more than 65,534 different ones.

    Examples
    --------
    >>> text = WordText.from_lists([["red", "tea"], ["green", "tea"]], min_count=1)
    >>> text.words, text.ids[:-9].tolist()
    (['tea', 'green', 'red'], [0, 3, 1, 0, 2, 1])
    """

    ids: np.ndarray
    words: list[str]
    counts: np.ndarray
    n_tokens: int

    def __len__(self) -> int:
        return len(self.words)

    @classmethod
    def from_corpus(cls, corpus: Corpus, *, min_count: int = MIN_COUNT, max_words: int | None = None) -> WordText:
        """The units of a corpus as words: tokens of spaced languages, or of text that is segmented already.

        Parameters
        ----------
        corpus : Corpus
            Read with ``unit="token"``, or any other.
        min_count : int
            Least occurrences of a word.
        max_words : int, optional
            Keep so many of the most frequent words.

        Raises
        ------
        ParameterError
            When an option is out of range, or no word occurs so often.
        """
        _check(min_count, max_words)
        n_words = _kept(corpus.unit_counts, min_count, max_words)
        ids, _, _ = corpus.counting_ids(min_count)
        return cls(ids, corpus.vocabulary.head(n_words).texts, corpus.unit_counts[:n_words], corpus.n_tokens)

    @classmethod
    def from_lists(
        cls, lists: Iterable[Sequence[str]], *, min_count: int = MIN_COUNT, max_words: int | None = None
    ) -> WordText:
        """Lists of words, each with nothing to do with the next.

        Parameters
        ----------
        lists : iterable of sequences of str
            Sentences, cut into words by any means.
        min_count, max_words
            See `from_corpus`.

        Raises
        ------
        ParameterError
            When an option is out of range, or no word occurs so often.
        """
        _check(min_count, max_words)
        known: dict[str, int] = {}
        parts = [[*(known.setdefault(word, len(known) + 1) for word in part), 0] for part in lists]
        ids = np.array([0, *(id_ for part in parts for id_ in part)], np.uint32)
        counts = np.bincount(ids, minlength=len(known) + 1)[1:]
        names = list(known)
        order = np.array(sorted(range(len(names)), key=lambda i: (-counts[i], names[i])), np.int64)
        n_words = _kept(counts[order], min_count, max_words)
        rank = np.full(len(names) + 1, n_words + 1, np.uint16 if n_words <= _NARROW else np.uint32)
        rank[0] = 0
        rank[order[:n_words] + 1] = np.arange(1, n_words + 1)
        padded = np.concatenate([rank[ids], np.zeros(_PADDING, rank.dtype)])
        return cls(padded, [names[i] for i in order[:n_words].tolist()], counts[order[:n_words]], int(counts.sum()))


def read_word_text(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    lexicon: Lexicon | str | os.PathLike[str] | None = None,
    marks: str = "wall",
    min_count: int = MIN_COUNT,
    max_words: int | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    **options: object,
) -> WordText:
    """Read text as words.

    Parameters
    ----------
    paths : path or iterable of paths
        Files, directories, globs, ``-``; see `read_corpus`.
    lexicon : Lexicon or path, optional
        Divide the text into its words, as `Segmenter` does. Without one the units of the text
        are the words: tokens (``unit="token"``, the default here), which is for spaced languages
        and for text that is segmented already.
    marks : {"wall", "pass"}
        Whether words on two sides of a mark have nothing to do with one another, or the mark is passed over. Between
        characters without a lexicon marks are always walls.
    min_count : int
        Least occurrences of a word; rarer ones keep their place but are no words.
    max_words : int, optional
        Keep so many of the most frequent words.
    threads : int, optional
        Number of threads; all processors by default. The result does not depend on it.
    progress : Progress, optional
        Told of the bytes read.
    **options
        How text is read; see `TextOptions`.

    Returns
    -------
    WordText

    Raises
    ------
    CorpusError
        When the text cannot be read.
    ParameterError
        When an option is out of range, or hardly anything of the text is in the lexicon.

    Notes
    -----
    Linear in the text, which is read in blocks; the ids stay in memory.
    """
    _check(min_count, max_words)
    one_of("marks", marks, MARKS)
    if lexicon is None:
        options = {"unit": "token", **options}
        if marks == "pass" and options["unit"] == "token":
            corpus = read_words(paths, None, marks=marks, threads=threads, progress=progress, **options)
        else:
            corpus = read_corpus(paths, threads=threads, progress=progress, **options)
        return WordText.from_corpus(corpus, min_count=min_count, max_words=max_words)
    options.pop("numbers", None)  # all alike in segmentation
    cutting = {name: options.pop(name) for name in _CUTTING if name in options}
    segmenter = Segmenter(lexicon, **cutting)  # type: ignore[arg-type]
    corpus = read_words(paths, segmenter, marks=marks, threads=threads, progress=progress, **options)
    return WordText.from_corpus(corpus, min_count=min_count, max_words=max_words)


def _check(min_count: int, max_words: int | None) -> None:
    integer("min_count", min_count, least=1)
    if max_words is not None:
        integer("max_words", max_words, least=1)


def _kept(falling: np.ndarray, min_count: int, max_words: int | None) -> int:
    """How many words are kept, of falling counts."""
    enough = int(np.searchsorted(-falling, -min_count, side="right"))
    if not enough:
        most = f"; the most frequent occurs {int(falling[0])} times" if len(falling) else ""
        raise ParameterError(f"no word of the text occurs {min_count} times{most}; give more text or a lower min_count")
    return min(enough, max_words or enough)


def word_spans(text: WordText, size: int) -> Iterator[tuple[int, int]]:
    """Ranges of words with about `size` occurrences together."""
    ends = np.cumsum(text.counts)
    first = 0
    while first < len(text):
        before = int(ends[first - 1]) if first else 0
        last = max(int(np.searchsorted(ends, before + size, side="right")), first + 1)
        yield first, last
        first = last
