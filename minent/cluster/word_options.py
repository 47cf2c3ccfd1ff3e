"""How words are clustered: options that commands name without loading NumPy."""

from __future__ import annotations

from dataclasses import dataclass

from minent.arguments import integer, number, one_of
from minent.errors import ParameterError
from minent.graph.options import ASSOCIATIONS, SYMMETRISE, WEIGHTINGS, WEIGHTS
from minent.segment.options import MARKS

LINKS = ("neighbours", "cooccurrence")
FORMATS = ("tsv", "csv", "jsonl", "json", "tree", "table")
SUFFIXES = {".tsv": "tsv", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".tree": "tree"}


@dataclass(frozen=True)
class WordClusterOptions:
    """How words are clustered, for `cluster_words`.

    Parameters
    ----------
    min_count : int
        Least occurrences of a word.
    max_words : int, optional
        Cluster so many of the most frequent words; ``None``: all that occur `min_count` times.
    window : int
        Words this far apart are near each other.
    weighting : {"none", "harmonic"}
        Whether a word at distance d counts 1 or 1/d.
    marks : {"wall", "pass"}
        Whether nothing is near across a mark, or marks are passed over; see `read_word_text`.
    links : {"neighbours", "cooccurrence"}
        ``neighbours``: words are linked whose vectors are near, so that clusters have words that
        stand in like places. ``cooccurrence``: words are linked that stand near each other.
    dimension, association, smoothing, shift, power, centre
        See `minent.graph.factors.word_vectors`.
    whiten : bool
        Whiten the vectors.
    neighbours, min_cosine, exponent, symmetrise
        See `minent.graph.neighbours.nearest_graph`.
    weights : {"ppmi", "bits", "count"}
        Of links by co-occurrence; see `minent.graph.cooccurrence.cooccurrence_graph`.
    min_weight : float
        Least weight of a link by co-occurrence.
    two_level : bool
        Clusters of words only; by default clusters of clusters wherever they save bits.
    trials : int
        Independent searches, of which the best counts.
    seed : int
        Of vectors and searches.
    overlap : float
        A word is a guest of every other cluster that at least this share of its steps leads to;
        above 1: of none.

    Raises
    ------
    ParameterError
        When a value is out of range.
    """

    min_count: int = 5
    max_words: int | None = 10_000
    window: int = 5
    weighting: str = "harmonic"
    marks: str = "wall"
    links: str = "neighbours"
    dimension: int | None = None
    association: str = "root"
    smoothing: float | None = None
    shift: float = 1.0
    power: float = 0.5
    centre: bool = True
    whiten: bool = False
    neighbours: int = 50
    min_cosine: float = 0.3
    exponent: float = 3.0
    symmetrise: str = "max"
    weights: str = "ppmi"
    min_weight: float = 0.0
    two_level: bool = False
    trials: int = 1
    seed: int = 0
    overlap: float = 0.25

    def __post_init__(self) -> None:
        integer("min_count", self.min_count, least=1)
        if self.max_words is not None:
            integer("max_words", self.max_words, least=1)
        integer("window", self.window, least=1, most=1000)
        one_of("weighting", self.weighting, WEIGHTINGS)
        one_of("marks", self.marks, MARKS)
        one_of("links", self.links, LINKS)
        if self.dimension is not None:
            integer("dimension", self.dimension, least=1)
        one_of("association", self.association, ASSOCIATIONS)
        for name in ("smoothing", "power", "min_cosine"):
            value = getattr(self, name)
            if value is not None and number(name, value, least=0) > 1:
                raise ParameterError(f"{name} must be from 0 to 1, not {value:g}")
        if number("shift", self.shift, least=1) > 1 and self.association == "root":
            raise ParameterError("shift has no use with association root; leave it out, or choose ppmi")
        if number("exponent", self.exponent) <= 0:
            raise ParameterError(f"exponent must be above 0, not {self.exponent:g}")
        integer("neighbours", self.neighbours, least=1)
        one_of("symmetrise", self.symmetrise, SYMMETRISE)
        one_of("weights", self.weights, WEIGHTS)
        number("min_weight", self.min_weight, least=0)
        integer("trials", self.trials, least=1, most=10**6)
        integer("seed", self.seed, least=0)
        if number("overlap", self.overlap) <= 0:
            raise ParameterError(f"overlap must be above 0, not {self.overlap:g}")
