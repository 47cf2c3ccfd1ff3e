"""The kernel of four labels on small whole costs, where many divisions are equal."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from minent.segment._segmenter import LabelSegmenter
from minent.text import Vocabulary
from tests.naive.label_segmentation import divisions

UNITS = "红茶"
GRAMS = [gram for length in range(1, 5) for gram in product((1, 2), repeat=length)]
UNKNOWN = 5

costs = st.lists(st.integers(0, 3), min_size=len(GRAMS), max_size=len(GRAMS))
backoffs = st.lists(st.integers(0, 2), min_size=len(GRAMS), max_size=len(GRAMS))
joins = st.lists(st.integers(0, 2), min_size=4, max_size=4)
# Which n-grams are missing; so are those that begin with them.
missing = st.sets(st.sampled_from(GRAMS), max_size=8)
texts = st.text(alphabet=UNITS + "花", max_size=10)


class Twin:
    def __init__(self, costs, backoffs, joins):
        self.costs, self.backoffs, self.joins = costs, backoffs, joins

    def unit_cost(self, unit, before):
        if (*before, unit) in self.costs:
            return self.costs[(*before, unit)]
        if not before:
            return UNKNOWN
        return self.backoffs.get(before, 0) + self.unit_cost(unit, before[1:])

    def cost(self, words):
        ids = [unit for word in words for unit in word]
        places = [place for word in words for place in range(len(word))]
        joined = sum(self.joins[min(place, 4) - 1] for place in places if place)
        return joined + sum(
            self.unit_cost(unit, tuple(ids[at - min(place, 3) : at]))
            for at, (unit, place) in enumerate(zip(ids, places, strict=True))
        )

    def best(self, ids):
        """The cheapest division; among equals the last word is the shortest, then the one before."""
        return min(divisions(ids), key=lambda words: (self.cost(words), [len(word) for word in words[::-1]]))


@given(costs, backoffs, joins, missing, texts)
def test_every_division_is_weighed(costs, backoffs, joins, missing, text):
    known = [at for at, gram in enumerate(GRAMS) if not any(gram[: len(m)] == m for m in missing)]
    grams = [GRAMS[at] for at in known]
    vocabulary = Vocabulary.of(list(UNITS))
    kernel = LabelSegmenter(
        0,
        vocabulary.utf8,
        vocabulary.offsets,
        np.array([unit for gram in grams for unit in gram], np.uint32),
        np.cumsum([0, *map(len, grams)]),
        np.array([costs[at] for at in known], np.int32),
        UNKNOWN,
        [],
        backoffs=np.array([backoffs[at] for at in known], np.int32),
        joins=np.array(joins, np.int32),
    )
    twin = Twin(
        {gram: costs[at] for at, gram in zip(known, grams, strict=True)},
        {gram: backoffs[at] for at, gram in zip(known, grams, strict=True)},
        joins,
    )
    best = twin.best([(UNITS + "花").index(unit) + 1 for unit in text])
    assert [len(word) for word in kernel.segment([text])[0]] == [len(word) for word in best]
