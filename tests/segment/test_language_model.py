"""Segmentation by a language model against its definition, and what went wrong in its model."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus, count_ngrams
from minent.errors import ParameterError
from minent.segment import LanguageModelSegmenter
from minent.segment.language_model import unit_costs
from tests.naive.label_segmentation import LanguageModel, divisions, join_bits
from tests.naive.text import cut, cut_all
from tests.strategies import HAN, han_texts
from tests.tables import grams_of

SCALES = st.sampled_from([0.0, 0.1, 0.5, 1.0, 1.5])
QUERIES = st.text(alphabet=HAN + "\u559d", max_size=9)  # the last is in no corpus


def table_of(texts, order=4, min_count=1):
    return count_ngrams(Corpus.from_texts(texts, threads=1), order=order, min_count=min_count, threads=1)


def model_of(table):
    costs = unit_costs(table, min(table.order, 4))
    return dict(zip(grams_of(table), costs.bits, strict=False)), dict(
        zip(grams_of(table), costs.backoffs, strict=False)
    )


def cut_words(words):
    return [[unit for run in cut(word) for unit in run] for word in words]


@given(han_texts, st.integers(1, 5), st.integers(1, 3), SCALES, QUERIES)
def test_division_is_the_cheapest(texts, order, min_count, scale, query):
    table = table_of(texts, order, min_count)
    if not len(table):
        return
    model = LanguageModel(cut_all(texts), order, min_count)
    segmenter = LanguageModelSegmenter(table, scale=scale)
    for text in [query, *(text[:9] for text in texts)]:
        found = segmenter.segment(text.replace("\u3002", ""))
        for run in cut(text.replace("\u3002", "")):
            best = min(model.bits(words, scale) for words in divisions(run))
            assert model.bits(cut_words(found), scale) == pytest.approx(best, abs=1e-3)


@given(han_texts, st.integers(1, 5), st.integers(1, 3))
def test_costs_are_interpolated_counts(texts, order, min_count):
    table = table_of(texts, order, min_count)
    if not len(table):
        return
    model = LanguageModel(cut_all(texts), order, min_count)
    bits, _ = model_of(table)
    assert set(bits) == {gram for gram in grams_of(table) if len(gram) <= 4}
    for gram, cost in bits.items():
        assert cost == pytest.approx(-math.log2(model.chance(gram[-1], gram[:-1])), abs=1e-9)


@given(han_texts)
def test_chances_behind_every_context_sum_to_one(texts):
    table = table_of(texts)
    if not len(table):
        return
    bits, backoffs = model_of(table)

    def chance(unit, before):
        if (*before, unit) in bits:
            return 2.0 ** -bits[(*before, unit)]
        return 2.0 ** -backoffs[before] * chance(unit, before[1:])

    for before in [(), *(gram for gram in bits if len(gram) < 4)]:
        assert sum(chance(unit, before) for unit in table.vocabulary.texts) == pytest.approx(1)


def test_costs_by_hand():
    bits, backoffs = model_of(table_of(["红茶", "红花"], order=2))
    # Two pairs occur once, none twice: the discount is 2 * 0 / 2 below 1, at most 0.9.
    assert bits["红",] == 1
    assert bits["茶",] == bits["花",] == 2
    assert bits["红", "茶"] == pytest.approx(-math.log2((1 - 0.9) / 2 + 0.9 * 0.25))
    assert backoffs["红",] == pytest.approx(-math.log2(0.9))
    assert backoffs["茶",] == 0  # nothing goes on from it


def test_discount_is_good_and_turings():
    # Pairs: 红茶 and 绿茶 once, 茶花 twice: 1 - 2 * 1 / 2 = 0, at least 0.1; then with one more pair.
    bits, _ = model_of(table_of(["红茶花", "绿茶花"], order=2))
    assert bits["红", "茶"] == pytest.approx(-math.log2(0.9 + 0.1 * 2 / 6))
    bits, _ = model_of(table_of(["红茶花", "绿茶花", "香红", "香绿"], order=2))
    discount = 1 - 2 * 1 / 4
    assert bits["红", "茶"] == pytest.approx(-math.log2((1 - discount) / 2 + (2 - 0.5) / 2 * 2 / 10))


def test_lower_orders_are_raw_counts():
    """Not in how many contexts a unit was seen: 茶 is frequent, always behind 红."""
    bits, _ = model_of(table_of(["红茶"] * 8 + ["花香", "香花", "花绿", "绿花"]))
    assert bits["茶",] == pytest.approx(math.log2(24 / 8))


def test_a_difference_of_nothing_is_nothing():
    """A unit that costs 0 bits is certain, not impossible."""
    table = table_of(["茶" * 100])
    bits, _ = model_of(table)
    assert bits["茶",] == 0
    assert LanguageModelSegmenter(table).segment("茶茶茶") == ["茶", "茶", "茶"]
    # Certain words of two: behind 红 nothing else is seen, and both cost the same apart.
    table = table_of(["红茶"] * 40 + ["花香绿"] * 10)
    assert LanguageModelSegmenter(table, scale=0.1).segment("红茶") == ["红茶"]


def test_a_text_begins_with_a_first_unit():
    """However likely 茶 is as a second unit, as the first it has nothing before it."""
    table = table_of(["红茶"] * 50 + ["花香"] * 50)
    segmenter = LanguageModelSegmenter(table, scale=0.01)
    assert segmenter.segment("茶") == ["茶"]
    assert segmenter.segment("茶红茶") == ["茶", "红茶"]
    assert segmenter.segment("红茶。茶") == ["红茶", "。", "茶"]
    model = LanguageModel(cut_all(["红茶"] * 50 + ["花香"] * 50), 4, 1)
    for n in (1, 2, 3, 4, 5):
        text = ("茶红" * 3)[:n]
        best = min(model.bits(words, 0.01) for words in divisions(list(text)))
        assert model.bits(cut_words(segmenter.segment(text)), 0.01) == pytest.approx(best, abs=1e-3)


def test_what_was_never_seen_backs_off():
    """An unseen n-gram costs its rarity, not 100 powers of ten: the rest is divided as without it."""
    texts = ["红茶"] * 30 + ["绿花"] * 30 + ["香"]
    table = table_of(texts)
    bits, backoffs = model_of(table)
    segmenter = LanguageModelSegmenter(table, scale=0.5)
    assert ("茶", "绿") not in bits
    assert segmenter.segment("红茶绿花红茶") == ["红茶", "绿花", "红茶"]
    assert bits["香",] + backoffs["红",] < 16  # of 红香; twice in 10 million
    assert segmenter.segment("红香绿花") == ["红", "香", "绿花"]


def test_words_may_be_long():
    phrase = "中华人民共和国"
    texts = [phrase] * 60 + [a + b for a in phrase for b in phrase]
    segmenter = LanguageModelSegmenter(table_of(texts), scale=0.1)
    assert segmenter.segment(f"{phrase}，{phrase}") == [phrase, "，", phrase]
    assert LanguageModelSegmenter(table_of(texts), scale=20).segment(phrase) == list(phrase)


def test_scale_1_is_the_factors():
    """Joining two units must be worth log2(1 / 0.15) = 2.74 bits."""
    # Behind 红 only 茶 (p about 1), else one unit in 6 is 茶: 2.6 bits; one in 8: 3 bits.
    few = table_of(["红茶"] * 300 + ["花", "香", "绿", "叶"] * 300)
    more = table_of(["红茶"] * 300 + ["花", "香", "绿", "叶", "水", "山"] * 300)
    assert LanguageModelSegmenter(few).segment("红茶") == ["红", "茶"]
    assert LanguageModelSegmenter(more).segment("红茶") == ["红茶"]


def test_among_equals_the_last_word_is_the_shortest():
    table = table_of(["茶" * 100])
    assert LanguageModelSegmenter(table, scale=0).segment("茶茶茶") == ["茶", "茶", "茶"]
    # In a text without pairs everything but the joins is equal, and those cost nothing.
    table = table_of(["红", "茶"])
    assert LanguageModelSegmenter(table, scale=0).segment("红茶红") == ["红", "茶", "红"]


@given(han_texts, QUERIES)
def test_a_greater_scale_joins_less(texts, query):
    table = table_of(texts)
    if not len(table):
        return
    joined = [
        join_bits(cut_words(LanguageModelSegmenter(table, scale=scale).segment(query)), 1) for scale in (0, 0.5, 1, 2)
    ]
    assert all(more >= less - 0.01 for more, less in pairwise(joined))


def test_longer_and_shorter_tables():
    texts = ["红茶花香"] * 20 + ["绿茶"] * 20 + ["花", "香", "叶"] * 20
    four = LanguageModelSegmenter(table_of(texts, order=4), scale=0.3)
    six = LanguageModelSegmenter(table_of(texts, order=6), scale=0.3)
    assert four.segment("红茶花香绿茶") == six.segment("红茶花香绿茶")
    one = LanguageModelSegmenter(table_of(texts, order=1))
    assert one.segment("红茶花香") == ["红", "茶", "花", "香"]


@pytest.mark.parametrize("scale", [-1, -0.001, np.nan, np.inf, "much", None])
def test_bad_scale(scale):
    with pytest.raises(ParameterError, match="scale must be"):
        LanguageModelSegmenter(table_of(["红茶"]), scale=scale)
