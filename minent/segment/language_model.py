"""Segmentation by a language model of units, without a lexicon."""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np

from minent.arguments import number
from minent.counts import NgramTable
from minent.lexicon.unigram import UNSEEN, to_fixed
from minent.segment._segmenter import LabelSegmenter
from minent.segment.base import BaseSegmenter
from minent.segment.grams import Spellings, open_table, segmenting_options

LABELS = 4
# How readily a word goes on behind its first, its second, its third and any later unit.
JOINS = (0.15, 0.01, 0.01, 0.001)
_LEAST_DISCOUNT, _MOST_DISCOUNT = 0.1, 0.9


class LanguageModelSegmenter(BaseSegmenter):
    """Divides text into words so that a language model that forgets between words finds it likely.

    Parameters
    ----------
    table : NgramTable or path
        Counts from `count_ngrams` of order 4; those of longer n-grams are not used, shorter
        tables see fewer units back. Numbers are best counted as alike, ``min_count`` low. Text
        is cut and brought into normal form as it was for the table.
    scale : float
        0 or more; the greater, the shorter the words.

    Raises
    ------
    ParameterError
        When the table has no n-grams, or `scale` is negative or not finite.
    FormatError
        When the file is no table.

    Notes
    -----
    Each unit of a stretch between marks has a label: first, second, third or later unit of its
    word. A division costs the sum over its units of ``-log2 p(s_i | the k units before)`` with
    k = 0, 1, 2, 3 by label, and ``-scale log2 f`` for every join inside a word; f is 0.15 from
    the first unit to the second, 0.01 to the third and to the fourth, 0.001 further on. The
    first unit of a stretch begins a word. Among equals the last word is the shortest, then the
    one before it. Marks, numbers and runs of letters are as for `Segmenter`.

    p comes from raw counts c, interpolated: ``p(s | h) = (c(hs) - D) / c(h) + e(h) p(s | h')``,
    h' being h without its first unit and e(h) what the discounts and the n-grams missing from
    the table leave, so that an n-gram never seen costs no more than its rarity explains;
    ``p(s) = c(s) / N``. The discount D of a length is, by Good and Turing,
    ``m - (m + 1) n(m + 1) / n(m)`` for the table's least count m, n(r) being the number of
    n-grams that occur r times; at least 0.1 and at most 0.9. A unit the table does not have
    has ``p = 1 / (2 N)``, half an occurrence, and stands alone: no n-gram speaks for joining it.

    The factors f are those of the reference. ``scale=1`` was best on slices of the PKU and MSR
    training data: with counts of 100 MB of news, law and IT and of the raw PKU text, which holds
    the first slice, ``min_count=3``, word F1 is .758 and .752; .720 and .740 with scale 0.75;
    .743 and .730 with 1.25; .610 and .660 with 0.5; .721 and .702 with 1.5.

    O(n) for n units: three steps in a trie and eight transitions each. Memory: about 25 bytes
    an n-gram, some 50 more while it is built; 9 bytes a unit of the longest stretch without
    marks. The object can be used from several threads at once.

    References
    ----------
    Su (2016), "Unsupervised segmentation by a language model", kexue.fm 3956.
    Ney, Essen and Kneser (1994), On structuring probabilistic dependences in stochastic
    language modelling. Good (1953), The population frequencies of species and the estimation
    of population parameters.

    Examples
    --------
    >>> from minent import count_ngrams
    >>> LanguageModelSegmenter(count_ngrams("corpora/chinese", min_count=1)).segment("她喜欢喝红茶。")
    ['她', '喜欢', '喝', '红茶', '。']
    """

    def __init__(self, table: NgramTable | str | os.PathLike[str], *, scale: float = 1.0) -> None:
        self.scale = number("scale", scale, least=0)
        self.table = open_table(table)
        options = segmenting_options(self.table)
        longest = min(self.table.order, LABELS)
        costs = unit_costs(self.table, longest)
        spelled = Spellings.of(self.table, longest)
        kernel = LabelSegmenter(
            options.unit_mode,
            self.table.vocabulary.utf8,
            self.table.vocabulary.offsets,
            spelled.units,
            spelled.offsets,
            to_fixed(costs.bits),
            int(to_fixed(np.array([costs.unknown]))[0]),
            [],
            numbers_alike=options.numbers_alike,
            backoffs=to_fixed(costs.backoffs),
            joins=to_fixed(-self.scale * np.log2(JOINS)),
        )
        super().__init__(kernel, options)


@dataclass(frozen=True)
class UnitCosts:
    """What units cost behind others, in bits; rows are those of the table.

    Parameters
    ----------
    bits : float64 array, shape (n_rows,)
        The last unit of an n-gram behind its others: ``-log2 p``.
    backoffs : float64 array, shape (n_rows,)
        ``-log2 e(h)``: a unit that an n-gram does not go on with in the table costs this more
        than behind the n-gram without its first unit.
    unknown : float
        A unit that the table does not have.
    """

    bits: np.ndarray
    backoffs: np.ndarray
    unknown: float


def unit_costs(table: NgramTable, longest: int) -> UnitCosts:
    """Costs of units by interpolation of raw counts; see `LanguageModelSegmenter`.

    Parameters
    ----------
    table : NgramTable
        The counts.
    longest : int
        N-grams of 1 to so many units are used.

    Returns
    -------
    UnitCosts
        With the first ``table.level_offsets[longest]`` rows. Linear in them.
    """
    n_rows = int(table.level_offsets[longest])
    chances = table.count[:n_rows] / table.n_tokens
    escapes = np.ones(n_rows)
    for length in range(2, longest + 1):
        rows, contexts = table.rows(length), table.rows(length - 1)
        parents, suffixes = table.parent[rows], table.suffix[rows]
        kept = table.count[rows] - discount(table, length)
        taken = np.bincount(parents - contexts.start, kept, minlength=contexts.stop - contexts.start)
        escapes[contexts] = (table.count[contexts] - taken) / table.count[contexts]
        chances[rows] = kept / table.count[parents] + escapes[parents] * chances[suffixes]
    return UnitCosts(-np.log2(chances), -np.log2(escapes), float(np.log2(table.n_tokens / UNSEEN)))


def discount(table: NgramTable, length: int) -> float:
    """How much the counts of n-grams of one length are too high, by those that are rare.

    Parameters
    ----------
    table : NgramTable
        The counts.
    length : int
        Units of the n-grams.

    Returns
    -------
    float
        0.1 to 0.9.
    """
    counts, least = table.count[table.rows(length)], table.min_count
    n_least, n_next = int((counts == least).sum()), int((counts == least + 1).sum())
    estimate = least - (least + 1) * n_next / n_least if n_least else 0.0
    return min(max(estimate, _LEAST_DISCOUNT), _MOST_DISCOUNT)
