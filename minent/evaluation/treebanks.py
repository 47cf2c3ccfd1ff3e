"""Sentences of a treebank as they are judged: which of them, which of their words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from minent.arguments import integer, one_of
from minent.errors import InputError, ParameterError

PUNCTUATION = ("ignore", "remove", "keep")
# Of Universal Dependencies.
UD_PUNCTUATION = frozenset({"PUNCT"})
# What is said by no word, and signs, as work on unsupervised phrase structure leaves them out.
BRACKET_PUNCTUATION = frozenset(
    {".", ",", ":", "-LRB-", "-RRB-", "''", "``", "#", "$", "HYPH", "NFP", "SYM", "-NONE-"}
)  # fmt: skip
# What the scorer EVALB leaves out.
EVALB_PUNCTUATION = frozenset({".", ",", ":", "``", "''", "-NONE-"})


class Tagged(Protocol):
    """A sentence with a part of speech for each word."""

    @property
    def words(self) -> tuple[str, ...]:
        """Its words."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Their parts of speech."""

    @property
    def line(self) -> int:
        """Where it begins."""


Sentence = TypeVar("Sentence", bound=Tagged)
Other = TypeVar("Other", bound=Tagged)


@dataclass(frozen=True)
class Judged(Generic[Sentence]):
    """A gold sentence that is judged.

    Parameters
    ----------
    sentence : ConlluSentence or BracketedSentence
        The gold one.
    number : int
        Its number among all gold sentences, from 0.
    seen : tuple of bool
        For each of its words, whether parsers see it.
    counted : tuple of bool
        For each word that is seen, whether it counts.
    """

    sentence: Sentence
    number: int
    seen: tuple[bool, ...]
    counted: tuple[bool, ...]

    @property
    def n(self) -> int:
        """Words that parsers see."""
        return len(self.counted)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that parsers see."""
        return tuple(word for word, seen in zip(self.sentence.words, self.seen, strict=True) if seen)

    def submatrix(self, matrix: NDArray[np.floating], name: str = "the matrix") -> NDArray[np.floating]:
        """The rows and columns of the words that parsers see.

        Raises
        ------
        InputError
            When the matrix is neither of all words nor of those.
        """
        if len(matrix) == len(self.seen):
            places = np.flatnonzero(self.seen)
            return matrix[np.ix_(places, places)]
        if len(matrix) == self.n:
            return matrix
        raise InputError(
            f"{name}: {len(matrix)} units where sentence {self.number + 1} of the gold file, in line "
            f"{self.sentence.line}, has {len(self.seen)} words; make impacts of the words of the gold file, with "
            "one space between them"
        )


def judged_sentences(
    sentences: Iterable[Sentence],
    *,
    punctuation: str,
    tags: Collection[str],
    max_words: int | None = None,
    min_words: int = 1,
) -> list[Judged[Sentence]]:
    """Choose sentences and words.

    Parameters
    ----------
    sentences : iterable of ConlluSentence or BracketedSentence
        All gold sentences.
    punctuation : {"ignore", "remove", "keep"}
        Whether punctuation is seen but not counted, not seen, or counts like words.
    tags : collection of str
        Parts of speech that are punctuation.
    max_words, min_words : int, optional
        Only sentences with so many words that are no punctuation, whatever `punctuation` says.

    Raises
    ------
    ParameterError
        When an option is out of range.
    """
    one_of("punctuation", punctuation, PUNCTUATION)
    least = integer("min_words", min_words, least=1)
    most = None if max_words is None else integer("max_words", max_words, least=1)
    if most is not None and most < least:
        raise ParameterError(f"max_words must be at least min_words, {least}, not {most}")
    found = []
    for number, sentence in enumerate(sentences):
        spoken = tuple(tag not in tags for tag in sentence.tags)
        if sum(spoken) < least or (most is not None and sum(spoken) > most):
            continue
        everything = (True,) * len(spoken)
        seen = spoken if punctuation == "remove" else everything
        counted = spoken if punctuation == "ignore" else (True,) * sum(seen)
        found.append(Judged(sentence, number, seen, counted))
    return found


def paired(
    gold: Sequence[Judged[Sentence]], n_gold: int, predicted: Iterable[Other], name: str
) -> list[tuple[Judged[Sentence], Other, bool]]:
    """Find the predicted sentence of each gold one, by their order.

    Parameters
    ----------
    gold : sequence of Judged
        Gold sentences that are judged.
    n_gold : int
        Number of all gold sentences, judged or not.
    predicted : iterable of ConlluSentence or BracketedSentence
        One for each gold sentence, or one for each that is judged; of all words or of those seen.
    name : str
        What errors call them.

    Returns
    -------
    list of (Judged, sentence, bool)
        The last: whether the prediction is of all words, those not seen too.

    Raises
    ------
    InputError
        When their numbers or their words differ.
    """
    others = list(predicted)
    if len(others) == n_gold:
        others = [others[each.number] for each in gold]
    elif len(others) != len(gold):
        judged = "" if len(gold) == n_gold else f", of which {len(gold):,} are judged"
        raise InputError(f"{name}: {len(others):,} sentences where the gold file has {n_gold:,}{judged}")
    pairs = []
    for each, other in zip(gold, others, strict=True):
        whole = len(other.words) == len(each.seen)
        expected = each.sentence.words if whole else each.words
        for place, (word, right) in enumerate(zip_longest(other.words, expected), 1):
            if word is None or right is None or "_".join(word.split()) != "_".join(right.split()):
                raise InputError(
                    f"{name}: line {other.line}: word {place} is {word!r}, but {right!r} in line "
                    f"{each.sentence.line} of the gold file"
                )
        pairs.append((each, other, whole))
    return pairs
