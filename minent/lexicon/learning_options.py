"""What a word is when a lexicon is learned."""

from __future__ import annotations

from dataclasses import dataclass

from minent.arguments import integer, number, one_of
from minent.counts.limits import MAX_ORDER

METHODS = ("description-length", "merge", "cut", "join")


@dataclass(frozen=True)
class LearningOptions:
    """What a word is, for `learn_words`.

    Parameters
    ----------
    method : {"description-length", "merge", "cut", "join"}
        How words are found. ``description-length``: of all that may be words, those that make
        text and lexicon short. ``merge``: from single units, always the two neighbours whose
        merging shortens the description most. ``cut``: text is cut between neighbours that are
        loosely bound, and words that say no more than their parts are divided. ``join``: the
        words of `find_words` with its defaults.
    max_length : int, optional
        Units of the longest word; 8 by default, 16 where letters are units (``latin="char"``).
    min_count : int, optional
        Least occurrences of a word; `learning_min_count` by default.
    pmi_per_join : float, optional
        Bits that a word must save for each of its joins; 1.1 times the mean information of
        neighbouring units by default (``cut``: 2 nats; ``join``: 0). 0: only the length of the
        description counts.
    """

    method: str = "description-length"
    max_length: int | None = None
    min_count: int | None = None
    pmi_per_join: float | None = None

    def __post_init__(self) -> None:
        one_of("method", self.method, METHODS)
        if self.max_length is not None:
            integer("max_length", self.max_length, least=1, most=MAX_ORDER)
        if self.min_count is not None:
            integer("min_count", self.min_count, least=1)
        if self.pmi_per_join is not None:
            number("pmi_per_join", self.pmi_per_join, least=0)
