"""What a template is: the choices of mining."""

from __future__ import annotations

import math
from dataclasses import dataclass

from minent.arguments import integer, number, one_of

CRITERIA = ("gain", "pooled")
# The greatest window: the kernel keeps a gap in four bits.
MAX_WINDOW = 15
_LONGEST = 16
# The published thresholds of the pooled criterion: 1e-5, and 2 nats.
MIN_PROBA = 1e-5
MIN_PMI = 2 / math.log(2)


@dataclass(frozen=True)
class TemplateOptions:
    """How templates are mined.

    Parameters
    ----------
    window : int
        Greatest distance of neighbouring words of a template, in words; 1: phrases, without slots.
    criterion : {"gain", "pooled"}
        When two words are bound. ``gain``: when the pair saves more bits than its entry in a table
        of templates takes, the code of the distance priced in. ``pooled``: when its probability
        over all distances is above `min_proba` and its PMI above `min_pmi`.
    min_count : int, optional
        Least occurrences of a pair and of a template; see `default_min_count`.
    max_words : int
        Words of the longest pattern on a path; with slots filled a template may have twice as many.
    paths : int
        How many of the best paths are followed from a word.
    min_proba, min_pmi : float
        For ``pooled``; PMI in bits.
    """

    window: int = 5
    criterion: str = "gain"
    min_count: int | None = None
    max_words: int = 8
    paths: int = 2
    min_proba: float = MIN_PROBA
    min_pmi: float = MIN_PMI

    def __post_init__(self) -> None:
        integer("window", self.window, least=1, most=MAX_WINDOW)
        one_of("criterion", self.criterion, CRITERIA)
        if self.min_count is not None:
            integer("min_count", self.min_count, least=2)
        integer("max_words", self.max_words, least=2, most=_LONGEST)
        integer("paths", self.paths, least=1, most=MAX_WINDOW)
        number("min_proba", self.min_proba, least=0)
        number("min_pmi", self.min_pmi)


def default_min_count(n_tokens: int) -> int:
    """Least occurrences in a text of `n_tokens` words: ``max(3, ceil(sqrt(n_tokens) / 1000))``.

    3 up to nine million words, 5 for 25 million. What is rarer hardly pays for its entry; the
    bound keeps the pairs within a window of 5 below 47 bytes for each word of the text.
    """
    return max(3, math.ceil(math.sqrt(n_tokens) / 1000))
