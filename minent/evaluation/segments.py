"""Segmentations against a gold one: words, boundaries, words outside the vocabulary."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import accumulate, zip_longest

from minent.errors import InputError, ParameterError
from minent.evaluation.alignment import BYTE_ORDER_MARK, difference_error, offset_map
from minent.evaluation.measures import harmonic_mean, share
from minent.lexicon.known import read_words
from minent.text.lines import read_lines


@dataclass(frozen=True)
class SegmentScores:
    """How far a segmentation agrees with a gold one.

    Parameters
    ----------
    lines, differing_lines : int
        Lines compared; those whose texts differ and were aligned.
    gold_words, predicted_words, correct_words : int
        Words of the two segmentations, and those that both have at the same place.
    gold_boundaries, predicted_boundaries, correct_boundaries : int
        Places between two words of a line.
    unknown_words, unknown_correct : int or None
        Words of the gold segmentation that the vocabulary lacks, and those of them that were
        found; ``None`` when no vocabulary was given.

    Notes
    -----
    A share of nothing is 0; the recall of words is ``None`` when the gold has none of their kind.
    """

    lines: int
    differing_lines: int
    gold_words: int
    predicted_words: int
    correct_words: int
    gold_boundaries: int
    predicted_boundaries: int
    correct_boundaries: int
    unknown_words: int | None = None
    unknown_correct: int | None = None

    @property
    def precision(self) -> float:
        """Share of the predicted words that are correct."""
        return share(self.correct_words, self.predicted_words)

    @property
    def recall(self) -> float:
        """Share of the gold words that were found."""
        return share(self.correct_words, self.gold_words)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)

    @property
    def boundary_precision(self) -> float:
        """Share of the predicted boundaries that are correct."""
        return share(self.correct_boundaries, self.predicted_boundaries)

    @property
    def boundary_recall(self) -> float:
        """Share of the gold boundaries that were found."""
        return share(self.correct_boundaries, self.gold_boundaries)

    @property
    def boundary_f1(self) -> float:
        """Harmonic mean of precision and recall of boundaries."""
        return harmonic_mean(self.boundary_precision, self.boundary_recall)

    @property
    def oov_rate(self) -> float | None:
        """Share of the gold words that the vocabulary lacks."""
        return None if self.unknown_words is None else share(self.unknown_words, self.gold_words)

    @property
    def oov_recall(self) -> float | None:
        """Share of the words outside the vocabulary that were found."""
        if not self.unknown_words or self.unknown_correct is None:
            return None
        return self.unknown_correct / self.unknown_words

    @property
    def iv_recall(self) -> float | None:
        """Share of the words of the vocabulary that were found."""
        if self.unknown_words is None or self.unknown_correct is None or self.unknown_words == self.gold_words:
            return None
        return (self.correct_words - self.unknown_correct) / (self.gold_words - self.unknown_words)

    def as_dict(self) -> dict[str, float | int | None]:
        """Return the measures and counts by name; those of the vocabulary if one was given."""
        names = ["precision", "recall", "f1", "boundary_precision", "boundary_recall", "boundary_f1"]
        if self.unknown_words is not None:
            names += ["oov_rate", "oov_recall", "iv_recall"]
        names += ["gold_words", "predicted_words", "correct_words", "lines", "differing_lines"]
        return {name: getattr(self, name) for name in names}


def evaluate_segments(
    gold: str | os.PathLike[str] | Iterable[str],
    predicted: str | os.PathLike[str] | Iterable[str],
    *,
    vocabulary: str | os.PathLike[str] | Collection[str] | None = None,
    align: bool = False,
    encoding: str = "utf-8",
) -> SegmentScores:
    """Compare a segmentation with a gold one, as the SIGHAN 2005 bakeoff does.

    Parameters
    ----------
    gold, predicted : path or iterable of str
        Lines of words with white space between them (that of Unicode, the ideographic space
        too). One may have more blank lines at its end. A string is a path; ``-`` is standard
        input, and ``.gz .bz2 .xz .zst`` are decompressed.
    vocabulary : path or collection of str, optional
        Known words (those of the training text), for the recall of known and unknown ones.
        Files are read by `minent.lexicon.read_words`.
    align : bool
        Whether to go on at a line whose text without spaces is not the same in both: its
        characters are aligned as ``diff`` would, and it counts as a differing line.
    encoding : str
        Of the two files; see `minent.TextOptions`.

    Returns
    -------
    SegmentScores

    Raises
    ------
    CorpusError
        For a line whose texts differ (says where; not with `align`), and for a file that cannot be read.
    InputError
        When one has more lines than the other.
    ParameterError
        When both are standard input.

    Notes
    -----
    A word is correct if both segmentations have it, from the same to the same character of the
    line; a boundary if both have one there. The beginning and end of a line are no boundaries.
    Time is linear in the text, but for the alignment of lines that differ; memory is that of
    the vocabulary and of the words of a line, some hundred bytes each.

    References
    ----------
    Emerson (2005), The second international Chinese word segmentation bakeoff.

    Examples
    --------
    >>> scores = evaluate_segments(["我们 喝 红茶"], ["我们 喝 红 茶"], vocabulary={"我们", "喝"})
    >>> scores.precision, scores.recall, scores.oov_recall, scores.boundary_recall
    (0.5, 0.6666666666666666, 0.0, 1.0)
    """
    known = _words(vocabulary)
    names = _name(gold, "<gold>"), _name(predicted, "<predicted>")
    if names[0] == names[1] == "<stdin>":
        raise ParameterError("the gold and the predicted segmentation cannot both be standard input; name a file")
    tally = _Tally(known)
    pairs = zip_longest(_lines(gold, encoding), _lines(predicted, encoding))
    for number, (gold_line, line) in enumerate(pairs, 1):
        gold_words, words = _words_of(gold_line), _words_of(line)
        if gold_line is None or line is None:
            if gold_words or words:
                raise _length_error(names, number, line is None, _totals(number, pairs))
            continue
        same = "".join(gold_words) == "".join(words)
        if not (same or align):
            raise difference_error(gold_line, line, names, number, _totals(number, pairs))
        tally.add(gold_words, words, same)
    return tally.scores()


class _Tally:
    """Adds up lines."""

    def __init__(self, known: Collection[str] | None) -> None:
        self._known = known
        self._lines = self._differing = self._gold = self._predicted = self._correct = 0
        self._gold_ends = self._ends = self._correct_ends = self._unknown = self._unknown_correct = 0

    def add(self, gold_words: list[str], words: list[str], same: bool) -> None:
        gold_ends, ends = (list(accumulate(map(len, each))) for each in (gold_words, words))
        begins = [0, *ends[:-1]] if ends else []
        if not same:
            place = offset_map("".join(words), "".join(gold_words))
            begins, ends = list(map(place, begins)), list(map(place, ends))
        gold_spans = list(zip([0, *gold_ends], gold_ends, strict=False))
        correct = set(zip(begins, ends, strict=True)).intersection(gold_spans)
        inner, gold_inner = set(ends[:-1]), set(gold_ends[:-1])
        self._lines += 1
        self._differing += not same
        self._gold += len(gold_words)
        self._predicted += len(words)
        self._correct += len(correct)
        self._gold_ends += len(gold_inner)
        self._ends += len(inner)
        self._correct_ends += len(inner & gold_inner)
        if self._known is not None:
            unknown = [span for word, span in zip(gold_words, gold_spans, strict=True) if word not in self._known]
            self._unknown += len(unknown)
            self._unknown_correct += len(correct.intersection(unknown))

    def scores(self) -> SegmentScores:
        unknown = (None, None) if self._known is None else (self._unknown, self._unknown_correct)
        return SegmentScores(
            self._lines, self._differing, self._gold, self._predicted, self._correct,
            self._gold_ends, self._ends, self._correct_ends, *unknown,
        )  # fmt: skip


def _words(vocabulary: str | os.PathLike[str] | Collection[str] | None) -> Collection[str] | None:
    if isinstance(vocabulary, (str, os.PathLike)):
        return read_words([vocabulary])
    return vocabulary if vocabulary is None else frozenset(vocabulary)


def _name(text: object, otherwise: str) -> str:
    """What messages call a text."""
    if not isinstance(text, (str, os.PathLike)):
        return otherwise
    return "<stdin>" if os.fspath(text) == "-" else os.fspath(text)


def _lines(text: str | os.PathLike[str] | Iterable[str], encoding: str) -> Iterable[str]:
    return read_lines(text, encoding) if isinstance(text, (str, os.PathLike)) else text


def _words_of(line: str | None) -> list[str]:
    """The words of a line, none behind the last one; byte order marks are no characters."""
    if line is None:
        return []
    return line.replace(BYTE_ORDER_MARK, "").split() if BYTE_ORDER_MARK in line else line.split()


def _totals(number: int, rest: Iterable[tuple[str | None, str | None]]) -> tuple[int, int]:
    """Lines of both texts when the `number`-th is reached."""
    more = list(rest)
    return number + sum(gold is not None for gold, _ in more), number + sum(line is not None for _, line in more)


def _length_error(names: tuple[str, str], number: int, gold_is_longer: bool, totals: tuple[int, int]) -> InputError:
    longer, shorter = names if gold_is_longer else names[::-1]
    return InputError(
        f"{longer} has {max(totals):,} lines, {shorter} only {number - 1:,}; both must have the same lines"
    )
