"""Lexicons made of words, and as sets: union, difference, restriction."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Lexicon
from minent.errors import ParameterError
from minent.lexicon import difference, restrict, union

_words = st.text(alphabet="红绿茶", min_size=1, max_size=2)
_counts = st.dictionaries(_words, st.integers(0, 50), max_size=8)
_lexicons = _counts.map(Lexicon.from_words)


def _as_dict(lexicon):
    return {word: lexicon[word] for word in lexicon}


@given(_counts, _counts)
def test_counts_of_a_union_add(first, second):
    found = union(Lexicon.from_words(first), Lexicon.from_words(second))
    assert {word: row["count"] for word, row in _as_dict(found).items()} == {
        word: first.get(word, 0) + second.get(word, 0) for word in first.keys() | second.keys()
    }


@given(_lexicons, _lexicons, _lexicons)
def test_union_does_not_depend_on_the_order(a, b, c):
    found = union(a, b, c)
    for other in (union(c, a, b), union(a, union(b, c)), union(union(a, b), c)):
        assert other.words == found.words
        assert _as_dict(other) == _as_dict(found)


@given(_lexicons)
def test_union_with_nothing(a):
    assert _as_dict(union(a)) == _as_dict(union(a, Lexicon.from_words({}))) == _as_dict(a)


@given(_lexicons, _lexicons)
def test_difference_and_restriction_divide(a, b):
    without, within = difference(a, b), restrict(a, b)
    assert not set(without) & set(b)
    assert set(within) <= set(b)
    assert sorted([*without, *within]) == sorted(a)
    assert _as_dict(without) | _as_dict(within) == _as_dict(a)
    assert [word for word in a if word in without] == without.words, "in their order"
    assert restrict(a, b.__contains__).words == restrict(a, set(b)).words == within.words


def test_columns_of_a_union():
    def lexicon(words, **columns):
        return Lexicon(words, {name: np.array(values) for name, values in columns.items()})

    a = lexicon(["红茶", "绿茶"], count=[5, 2], occurrences=[7, 3], length=[2, 2], score=[1.0, 2.0])
    b = lexicon(["绿茶", "茶"], count=[4, 4], occurrences=[9, 4], length=[2, 1], score=[1.0, 2.0])
    found = union(a, b)
    assert found.words == ["绿茶", "红茶", "茶"], "by falling count"
    assert {name: column.tolist() for name, column in found.columns.items()} == {
        "count": [6, 5, 4], "occurrences": [12, 7, 4], "length": [2, 2, 1],
    }  # fmt: skip
    words = union(a, Lexicon.from_words(["白茶", "红茶"]))
    assert (words.words, dict(words.columns)) == (["红茶", "绿茶", "白茶"], {}), "words without counts"
    with pytest.raises(ParameterError, match="two lengths"):
        union(a, lexicon(["绿茶"], length=[1]))
    with pytest.raises(ParameterError, match="2\\^63"):
        union(lexicon(["茶"], count=[(1 << 63) - 1]), lexicon(["茶"], count=[1]))
    with pytest.raises(ParameterError, match="no lexicon"):
        union()


def test_a_string_is_no_collection_of_words():
    lexicon = Lexicon.from_words(["红茶"])
    for call in (difference, restrict):
        with pytest.raises(ParameterError, match="not the string"):
            call(lexicon, "红茶")
    with pytest.raises(ParameterError, match="not the string"):
        Lexicon.from_words("红茶")


def test_from_words():
    assert Lexicon.from_words(word for word in ["红茶", "绿茶"]).words == ["红茶", "绿茶"]
    assert dict(Lexicon.from_words(["红茶"]).columns) == {}
    lexicon = Lexicon.from_words(Counter(["绿茶", "红茶", "绿茶"]))
    assert lexicon.words == ["绿茶", "红茶"]
    assert lexicon.column("count").dtype == np.int64
    assert lexicon["绿茶"] == {"count": 2}
    assert Lexicon.from_words({"茶": np.int32(3)})["茶"] == {"count": 3}
    assert Lexicon.from_words({}).column("count").tolist() == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["红茶", "绿茶", "红茶"], "word '红茶' comes twice"),
        (["红茶", ""], "not ''"),
        (["红茶", 5], "not 5"),
        (["红茶", ["绿茶"]], "not \\['绿茶'\\]"),
        ({"红茶": -1}, "count of '红茶' must be .*, not -1"),
        ({"红茶": 1.5}, "count of '红茶' must be a whole number, not 1.5"),
        ({"红茶": None}, "whole number"),
        ({"红茶": 1 << 63}, "count of '红茶' must be"),
        (["红\ud800"], "lone surrogate"),
    ],
)
def test_what_is_no_lexicon(words, message):
    with pytest.raises(ParameterError, match=message):
        Lexicon.from_words(words)
