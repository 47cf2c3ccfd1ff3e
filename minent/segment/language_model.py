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
# How readily a word goes on behind its first, second, third and any later unit (Su 2017).
JOINS = (0.15, 0.01, 0.01, 0.001)
_DISCOUNTS = (0.1, 0.9)


class LanguageModelSegmenter(BaseSegmenter):
    def __init__(self, table: NgramTable | str | os.PathLike[str], *, scale: float = 1.0) -> None:
        self.scale = number("scale", scale, least=0)
        self.table = open_table(table)
        options = segmenting_options(self.table)
        longest = min(self.table.order, LABELS)
        model = unit_costs(self.table, longest)
        spelled = Spellings.of(self.table, longest)
        kernel = LabelSegmenter(
            options.unit_mode,
            self.table.vocabulary.utf8,
            self.table.vocabulary.offsets,
            spelled.units,
            spelled.offsets,
            to_fixed(model.bits),
            int(to_fixed(np.array([model.unknown]))[0]),
            [],
            numbers_alike=options.numbers_alike,
            backoffs=to_fixed(model.backoffs),
            joins=to_fixed(-self.scale * np.log2(JOINS)),
        )
        super().__init__(kernel, options)


@dataclass(frozen=True)
class UnitCosts:
    bits: np.ndarray
    backoffs: np.ndarray
    unknown: float


def unit_costs(table: NgramTable, longest: int) -> UnitCosts:
    n_rows = int(table.level_offsets[longest])
    chances = table.count[:n_rows] / table.n_tokens
    escapes = np.ones(n_rows)
    for length in range(2, longest + 1):
        rows = table.rows(length)
        parents, suffixes = table.parent[rows], table.suffix[rows]
        kept = table.count[rows] - discount(table, length)
        contexts = table.rows(length - 1)
        taken = np.bincount(parents - contexts.start, weights=kept, minlength=contexts.stop - contexts.start)
        escapes[contexts] = (table.count[contexts] - taken) / table.count[contexts]
        chances[rows] = kept / table.count[parents] + escapes[parents] * chances[suffixes]
    return UnitCosts(-np.log2(chances), -np.log2(escapes), float(np.log2(table.n_tokens / UNSEEN)))


def discount(table: NgramTable, length: int) -> float:
    counts = table.count[table.rows(length)]
    least = table.min_count
    n_least, n_next = int((counts == least).sum()), int((counts == least + 1).sum())
    estimate = least - (least + 1) * n_next / n_least if n_least else 0.0
    low, high = _DISCOUNTS
    return min(max(estimate, low), high)
