"""Segmentation by autonomy against its definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus, count_ngrams
from minent.errors import ParameterError
from minent.segment import BoundarySegmenter
from minent.segment.boundary import autonomy
from tests.naive.boundary_segmentation import autonomies, value
from tests.naive.label_segmentation import divisions
from tests.naive.text import cut, cut_all
from tests.strategies import HAN, han_texts
from tests.tables import grams_of

EXPONENTS = st.sampled_from([0.0, 0.5, 1.0])


def table_of(texts, order=4, min_count=1):
    return count_ngrams(Corpus.from_texts(texts, threads=1), order=order, min_count=min_count, threads=1)


def cut_words(words):
    return [[unit for run in cut(word) for unit in run] for word in words]


@given(han_texts, st.integers(1, 4), st.integers(1, 3), EXPONENTS)
def test_autonomy_is_that_of_the_definition(texts, longest, min_count, exponent):
    table = table_of(texts, 4, min_count)
    if not len(table):
        return
    expected = autonomies(cut_all(texts), longest, min_count, exponent)
    found = autonomy(table, longest, exponent)
    assert len(found) == len(expected)
    for gram, score in zip(grams_of(table), found, strict=False):
        assert score == pytest.approx(expected[gram], abs=1e-3)


@given(han_texts, st.integers(1, 4), st.integers(1, 3), EXPONENTS, st.text(alphabet=HAN + "\u559d", max_size=9))
def test_division_is_the_best(texts, longest, min_count, exponent, query):
    table = table_of(texts, 4, min_count)
    if not len(table):
        return
    known = autonomies(cut_all(texts), longest, min_count, exponent)
    segmenter = BoundarySegmenter(table, max_length=longest, exponent=exponent)
    for text in [query, *(text[:9] for text in texts)]:
        found = segmenter.segment(text.replace("\u3002", ""))
        for run in cut(text.replace("\u3002", "")):
            best = max(value(words, known) for words in divisions(run))
            assert value(cut_words(found), known) == pytest.approx(best, abs=0.02)


def test_autonomy_by_hand():
    # 红 before 茶 and 花 (1 bit), 茶 and 花 before the end (0 bits): mean 1/3, deviation sqrt(2)/3.
    # To the left: 红 the beginning, 茶 and 花 have 红: nothing varies. Of pairs, all have the ends,
    # to the right each 0 - 0, to the left each 0 - 0.
    table = table_of(["红茶", "红花"], order=2)
    by_gram = dict(zip(grams_of(table), autonomy(table, 2, 0.0), strict=True))
    assert by_gram["红",] == pytest.approx((1 - 1 / 3) / (np.sqrt(2) / 3))
    assert by_gram["茶",] == by_gram["花",] == pytest.approx((0 - 1 / 3) / (np.sqrt(2) / 3))
    assert by_gram["红", "茶"] == by_gram["红", "花"] == 0
    # Weighed by occurrences 红 counts twice: mean 1/2, deviation 1/2.
    by_gram = dict(zip(grams_of(table), autonomy(table, 2, 1.0), strict=True))
    assert by_gram["红",] == pytest.approx(1)
    assert by_gram["茶",] == pytest.approx(-1)
    # 1 * 1.41 - 1 * 0.71 > 2 * 0, but 1 - 1 = 2 * 0: then the fewest words.
    assert BoundarySegmenter(table, exponent=0).segment("红茶") == ["红", "茶"]
    assert BoundarySegmenter(table, exponent=1).segment("红茶") == ["红茶"]


def test_among_equals_the_first_word_is_the_longest():
    table = table_of(["茶茶" * 4], order=2)  # every variation is alike
    assert BoundarySegmenter(table, exponent=0).segment("茶茶茶") == ["茶茶", "茶"]


def test_words_are_no_longer_than_asked():
    texts = ["红茶花香"] * 9 + ["绿叶" + a + "红茶花香" + b for a in HAN for b in HAN]
    table = table_of(texts)
    assert "红茶花香" in BoundarySegmenter(table).segment("绿叶红茶花香")
    for longest in (1, 2, 3):
        words = BoundarySegmenter(table, max_length=longest).segment("绿叶红茶花香")
        assert max(map(len, words)) <= longest
    assert BoundarySegmenter(table).max_length == 4


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_length": 0}, "max_length must be from 1 to 4"),
        ({"max_length": 5}, "max_length must be from 1 to 4"),
        ({"max_length": 2.5}, "max_length must be a whole number"),
        ({"exponent": -0.5}, "exponent must be at least 0"),
        ({"exponent": float("nan")}, "exponent must be finite"),
        ({"exponent": "half"}, "exponent must be a number"),
    ],
)
def test_bad_parameters(options, message):
    with pytest.raises(ParameterError, match=message):
        BoundarySegmenter(table_of(["红茶"]), **options)
