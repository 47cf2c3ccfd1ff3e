"""What the estimators have in common: the unit of the result, repeated rows, the search."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypedDict

import numpy as np

from minent.arguments import integer, one_of
from minent.entropy.estimates import Estimate, base_log, mean
from minent.entropy.neighbours import METHODS, Method, worker_count
from minent.entropy.samples import TIES, Floats, Ties


@dataclass(frozen=True)
class SearchOptions:
    """The unit and form of a result and how neighbours are found, checked.

    Parameters
    ----------
    base : float
        Unit of the result: 2 for bits, ``math.e`` for nats.
    method : {"auto", "line", "tree", "brute"}
        Neighbour search, see `minent.entropy.neighbours`. It changes the time, not the result.
    workers : int, optional
        Threads; all processors by default. They change no bit of the result.
    full : bool
        Return `Estimate` objects, which have the contributions of the observations.

    Raises
    ------
    ParameterError
        If one is out of range.

    Notes
    -----
    The estimators take these as keywords.

    Examples
    --------
    >>> SearchOptions(workers=2).threads
    2
    """

    base: float = 2
    method: Method = "auto"
    workers: int | None = None
    full: bool = False

    def __post_init__(self) -> None:
        base_log(self.base)
        one_of("method", self.method, METHODS)
        worker_count(self.workers)

    @property
    def threads(self) -> int:
        """Number of threads."""
        return worker_count(self.workers)

    def result(
        self, local: Floats, k: int, *, value: float | None = None, stderr: float | None = None
    ) -> float | Estimate:
        """Turn contributions in nats into the result; its value is their mean and stderr theirs, if not given."""
        unit = base_log(self.base)
        value = (mean(local) if value is None else value) / unit
        if not self.full:
            return value
        n = len(local)
        stderr = float(np.std(local)) / math.sqrt(n) if stderr is None else stderr
        return Estimate(value, local / unit, stderr / unit, k, n)


@dataclass(frozen=True)
class SampleOptions(SearchOptions):
    """The options of estimators for which repeated rows are a problem, checked.

    Parameters
    ----------
    base, method, workers, full
        As in `SearchOptions`.
    ties : {"error", "jitter", "drop"}
        What is done about rows that equal at least k others, where a density would be infinite: an error;
        uniform noise as wide as the smallest difference of two values of the column, which undoes rounding
        to a grid; or each row once.
    seed : int
        Of the jitter.

    Raises
    ------
    ParameterError
        If one is out of range.

    Notes
    -----
    The estimators take these as keywords.

    Examples
    --------
    >>> SampleOptions(ties="drop").ties
    'drop'
    """

    ties: Ties = "error"
    seed: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("ties", self.ties, TIES)
        integer("seed", self.seed, least=0)


class SearchKeywords(TypedDict, total=False):
    """`SearchOptions` as keywords."""

    base: float
    method: Method
    workers: int | None
    full: bool


class SampleKeywords(SearchKeywords, total=False):
    """`SampleOptions` as keywords."""

    ties: Ties
    seed: int
