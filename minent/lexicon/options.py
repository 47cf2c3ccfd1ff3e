"""What counts as a word."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from minent.arguments import integer, number, one_of
from minent.counts.limits import MAX_ORDER
from minent.errors import ParameterError

METHODS = ("join", "entropy")
LOOK_BACK = ("none", "post", "strict")  # values of LookBack in csrc/minent/lexicon/joiner.hpp

_NAT = math.log2(math.e)


@dataclass(frozen=True)
class DiscoveryOptions:
    """What counts as a word; the parameters of `minent.find_words`, checked.

    Parameters
    ----------
    order, min_count, method, min_cohesion, look_back, min_entropy, min_length, max_length
        See `minent.find_words`.

    Raises
    ------
    ParameterError
        When one is out of range or they do not fit each other.

    Notes
    -----
    Published thresholds are the defaults. ``join``: 2, 4, 6 nats of cohesion for 2, 3, 4
    units, and 2 nats more for each further unit, because the PMI of long n-grams is
    over-estimated. ``entropy``: log2 30 bits of cohesion for every length and 3 nats of
    neighbour entropy on both sides.
    """

    order: int = 4
    min_count: int | None = None
    method: str = "join"
    min_cohesion: Sequence[float] | None = None
    look_back: str = "strict"
    min_entropy: float | None = None
    min_length: int = 2
    max_length: int | None = None

    def __post_init__(self) -> None:
        integer("order", self.order, least=1, most=MAX_ORDER)
        if self.min_count is not None:
            integer("min_count", self.min_count, least=1)
        one_of("method", self.method, METHODS)
        one_of("look_back", self.look_back, LOOK_BACK)
        integer("min_length", self.min_length, least=1)
        if self.max_length is not None:
            integer("max_length", self.max_length, least=self.min_length)
        if self.min_entropy is not None:
            number("min_entropy", self.min_entropy, least=0)
            if self.method == "join":
                raise ParameterError("min_entropy belongs to method 'entropy'")
        if self.min_cohesion is not None and len(self.thresholds) != self.order - 1:
            raise ParameterError(
                f"min_cohesion needs {self.order - 1} values, one a length from 2 to the order {self.order}, "
                f"not {len(self.thresholds)}"
            )

    @property
    def thresholds(self) -> list[float]:
        """Least cohesion in bits of n-grams of 2, 3, ... `order` units."""
        if self.min_cohesion is not None:
            return [number("min_cohesion", value) for value in self.min_cohesion]
        if self.method == "entropy":
            return [math.log2(30)] * (self.order - 1)
        return [2 * (length - 1) * _NAT for length in range(2, self.order + 1)]

    @property
    def least_entropy(self) -> float:
        """Least neighbour entropy in bits, for method ``entropy``."""
        return 3 * _NAT if self.min_entropy is None else self.min_entropy
