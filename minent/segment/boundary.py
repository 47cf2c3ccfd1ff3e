"""Segmentation by how freely text goes on around words, without a lexicon."""

from __future__ import annotations

import os

import numpy as np

from minent.arguments import integer, number
from minent.counts import NgramTable
from minent.segment._segmenter import TextSegmenter
from minent.segment.base import BaseSegmenter
from minent.segment.grams import Spellings, open_table, segmenting_options

# Variations of entropies, exact to 2^-31 bits, that differ by less are equal.
_LEAST_DEVIATION = 2.0**-20
_FIXED = 1 << 16
_GREATEST = float((1 << 30) / _FIXED)


class BoundarySegmenter(BaseSegmenter):
    """Divides text into the most autonomous words.

    Parameters
    ----------
    table : NgramTable or path
        Counts from `count_ngrams`. ``min_count=1`` is best where memory allows: n-grams that
        occur once are most of what others are compared with. Numbers are best counted as
        alike. Text is cut and brought into normal form as it was for the table.
    max_length : int, optional
        Greatest number of units of a word, up to the order of the table, which is the default.
    exponent : float
        An n-gram of count c weighs ``c ** exponent`` in the mean and the variance of its
        length: 0, each is one, as in the reference; 1, each occurrence is one.

    Raises
    ------
    ParameterError
        When the table has no n-grams, or a parameter is out of range.
    FormatError
        When the file is no table.

    Notes
    -----
    The entropy H of the units behind an n-gram x falls with every unit that makes x more of
    one word and rises where a word ends: ``v(x) = H(x) - H(x without its last unit)``, and
    ``v(x) = H(x)`` for one unit. ``n(x) = (v(x) - mean) / deviation``, both taken over the
    n-grams as long as x, makes lengths comparable. The autonomy ``a(x)`` is n(x) and the same
    to the left. The division of a stretch between marks into n-grams x of the table maximises
    ``sum of length(x) a(x)``; among equals it has the fewest words, then the longest first
    word. A unit the table does not have stands alone. Marks, numbers and runs of letters are as
    for `Segmenter`. A boundary counts as one neighbour; see `count_ngrams`.

    ``exponent=0.5`` was chosen on slices of the PKU and MSR training data. Word F1 there, with
    all 4-grams of the raw PKU text, which holds the first slice (1.6 million units): .752 and
    .764; .751 and .738 with exponent 0; .662 and .715 with 1. With 100 MB of news, law and IT
    beside it, where ``min_count=3``: .720 and .720; .493 and .487; .664 and .678.

    O(n L) for n units and words of at most L units. Memory: about 25 bytes an n-gram, some 50
    more while it is built; 16 bytes a unit of the longest stretch without marks. The object can
    be used from several threads at once.

    References
    ----------
    Magistry and Sagot (2012), Unsupervized word segmentation: the case for Mandarin Chinese.
    Jin and Tanaka-Ishii (2006), Unsupervised segmentation of Chinese text by use of branching
    entropy.

    Examples
    --------
    >>> from minent import count_ngrams
    >>> BoundarySegmenter(count_ngrams("corpora/chinese", min_count=1)).segment("她喜欢喝红茶。")
    ['她', '喜欢', '喝', '红茶', '。']
    """

    def __init__(
        self,
        table: NgramTable | str | os.PathLike[str],
        *,
        max_length: int | None = None,
        exponent: float = 0.5,
    ) -> None:
        self.exponent = number("exponent", exponent, least=0)
        self.table = open_table(table)
        order = self.table.order
        self.max_length = order if max_length is None else integer("max_length", max_length, least=1, most=order)
        options = segmenting_options(self.table)
        spelled = Spellings.of(self.table, self.max_length)
        gains = autonomy(self.table, self.max_length, self.exponent) * np.diff(spelled.offsets)
        kernel = TextSegmenter(
            options.unit_mode,
            self.table.vocabulary.utf8,
            self.table.vocabulary.offsets,
            spelled.units,
            spelled.offsets,
            np.rint(np.clip(-gains, -_GREATEST, _GREATEST) * _FIXED).astype(np.int32),
            0,
            [],
            numbers_alike=options.numbers_alike,
        )
        super().__init__(kernel, options)


def autonomy(table: NgramTable, longest: int, exponent: float) -> np.ndarray:
    """How much n-grams are words of their own; see `BoundarySegmenter`.

    Parameters
    ----------
    table : NgramTable
        The counts.
    longest : int
        N-grams of 1 to so many units are wanted.
    exponent : float
        How the weight of an n-gram grows with its count.

    Returns
    -------
    float64 array, shape (table.level_offsets[longest],)
        Sums of two deviations from the mean, in standard deviations. Linear in the rows.
    """
    scores = np.zeros(int(table.level_offsets[longest]))
    for length in range(1, longest + 1):
        rows = table.rows(length)
        weights = table.count[rows].astype(np.float64) ** exponent
        for entropy, shorter in ((table.right_entropy, table.parent), (table.left_entropy, table.suffix)):
            variation = entropy[rows] - entropy[shorter[rows]] if length > 1 else entropy[rows]
            scores[rows] += _standardised(variation, weights)
    return scores


def _standardised(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    if not len(values):
        return values
    centred = values - np.average(values, weights=weights)
    deviation = float(np.sqrt(np.average(centred**2, weights=weights)))
    return centred / deviation if deviation > _LEAST_DEVIATION else np.zeros(len(values))
