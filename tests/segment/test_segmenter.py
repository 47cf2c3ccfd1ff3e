"""Segmenting text: what the words are, where they are, and that nothing is lost."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minent import Lexicon, Segmenter
from minent.errors import CorpusError, ParameterError
from tests.strategies import MIXED


def lexicon(**counts: int) -> Lexicon:
    return Lexicon(list(counts), {"count": np.array(list(counts.values()))})


TEA = lexicon(红茶=5, 绿茶=5, 茶=3, 好=4, 红=1, 绿=1)
MIXED_WORDS = Lexicon(
    ["茶", "红茶", "红茶绿", "かが", "한글", "กำ", "0年", "年0", "abZ", "紅", "aa", "é"],
    {"count": np.arange(1, 13)},
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("   \n\t　", []),
        ("红茶好绿茶", ["红茶", "好", "绿茶"]),
        ("红茶，绿茶。", ["红茶", "，", "绿茶", "。"]),
        ("（红茶）", ["（", "红茶", "）"]),
        ("红 茶", ["红", "茶"]),
        ("红\n茶", ["红", "茶"]),
        ("花茶", ["花", "茶"]),
        ("他说——好……", ["他", "说", "——", "好", "……"]),
        ("！！", ["！", "！"]),
        ("Oolong茶2010", ["Oolong", "茶", "2010"]),
        ("3.14好", ["3.14", "好"]),
        ("3.茶", ["3", ".", "茶"]),
        (".5", [".", "5"]),
        ("1,000,000人", ["1,000,000", "人"]),
        ("12:30", ["12:30"]),
        ("1.2.3.", ["1.2.3", "."]),
        ("30%好", ["30%", "好"]),
        ("３０％", ["３０％"]),
        ("５．５％茶", ["５．５％", "茶"]),
        ("100%%", ["100%", "%"]),
        ("C++", ["C", "+", "+"]),
        ("e\u0301te", ["e\u0301te"]),
        ("!\ufe0f", ["!\ufe0f"]),
        ("\u0301", ["\u0301"]),
        ("\x00茶\x00", ["\x00", "茶", "\x00"]),
    ],
)
def test_words(text, words):
    assert Segmenter(TEA).segment(text) == words


def test_numbers_are_alike_in_words():
    years = Segmenter(lexicon(**{"0年": 9, "年": 2, "第0": 5, "第": 3}))
    assert years.segment("1998年") == ["1998年"]
    assert years.segment("２０年") == ["２０年"]
    assert years.segment("3.5年") == ["3.5年"]
    assert years.segment("第12年") in (["第12", "年"], ["第", "12年"])
    assert years.segment("30%年") == ["30%", "年"]


def test_words_for_single_numbers_add_up():
    months = Segmenter(lexicon(**{"1月": 1, "2月": 1, "0": 1, "月": 1}))
    together = Segmenter(lexicon(**{"0月": 2, "0": 1, "月": 1}))
    for text in ("7月", "0月", "月"):
        assert months.segment(text) == together.segment(text)


def test_costs_count_before_counts():
    words = lexicon(红=1000, 茶=1000, 红茶=1)
    assert Segmenter(words).segment("红茶") == ["红", "茶"]
    costs = words.with_column("cost", np.array([9.0, 9.0, 10.0]))
    assert Segmenter(costs).segment("红茶") == ["红茶"]


def test_an_unknown_unit_costs_half_an_occurrence():
    # N = 4: 红茶 costs 2 bits; 红 alone would cost log2(2 N) = 3.
    words = Segmenter(Lexicon(["红茶", "茶红"], {"cost": np.array([2.0, 2.0]), "count": np.array([2, 2])}))
    assert words.segment("红茶红") == ["红茶", "红"]


def test_words_with_marks_are_passed_over():
    words = Segmenter(lexicon(**{"红茶": 3, "C++": 2, "红，茶": 9, "《红": 1, "茶!": 1}))
    assert words.n_passed_over == 4
    assert words.segment("红，茶") == ["红", "，", "茶"]


def test_phrases_of_tokens():
    words = Segmenter(lexicon(**{"new york": 9, "new": 3, "york": 1, "in": 5}), unit="token")
    text = "in new  york, new"
    assert words.segment(text) == ["in", "new  york", ",", "new"]
    assert words.spans(text).tolist() == [[0, 2], [3, 12], [12, 13], [14, 17]]


def test_letters_as_units():
    words = Segmenter(lexicon(the=9, cat=5, t=1, h=1, e=1, c=1, a=1), latin="char")
    assert words.segment("thecat") == ["the", "cat"]


@pytest.mark.parametrize(
    ("options", "text", "words"),
    [
        ({"normalize": "width"}, "ＡＢ茶", ["ＡＢ", "茶"]),
        ({"normalize": "nfkc", "fold_case": True}, "ﬁＮＥ茶", ["ﬁＮＥ", "茶"]),
        ({"normalize": "nfkc"}, "㈱好", ["㈱", "好"]),
        ({"fold_case": True}, "Straße茶", ["Straße", "茶"]),
        ({"normalize": "nfkc"}, "ｶﾞ茶", ["ｶﾞ", "茶"]),
    ],
)
def test_folded_text_is_given_back_as_it_is(options, text, words):
    known = lexicon(茶=3, 好=1, fine=5, ガ=2, 株=1, AB=4, strasse=2)
    assert Segmenter(known, **options).segment(text) == words


def squeezed(text: str) -> str:
    """Without the white space that the segmenter passes over."""
    return "".join(text.split())


modes = st.sampled_from([{}, {"latin": "char"}, {"normalize": "nfkc"}, {"normalize": "width", "fold_case": True}])


@given(st.text(alphabet=st.sampled_from(MIXED), max_size=60), modes)
def test_nothing_is_lost(text, options):
    segmenter = Segmenter(MIXED_WORDS, **options)
    words, spans = segmenter.segment(text), segmenter.spans(text)
    assert words == [text[a:b] for a, b in spans.tolist()]
    assert (spans[:, 0] < spans[:, 1]).all()
    assert (spans[1:, 0] >= spans[:-1, 1]).all()
    left_out = np.ones(len(text), bool)
    for a, b in spans.tolist():
        left_out[a:b] = False
    assert all(character.isspace() or character in "\ufeff\u200b" for character in np.array(list(text))[left_out])


@settings(max_examples=30)
@given(st.lists(st.text(alphabet=st.sampled_from(MIXED), max_size=30), max_size=30), st.integers(1, 3))
def test_many_texts_are_segmented_as_one_by_one(texts, threads):
    segmenter = Segmenter(MIXED_WORDS)
    assert list(segmenter.segment_many(texts, threads=threads)) == [segmenter.segment(text) for text in texts]


@given(st.lists(st.text(alphabet=st.sampled_from([c for c in MIXED if c not in "\n\r"]), max_size=30), max_size=5))
def test_blocks_are_segmented_line_by_line(lines):
    segmenter = Segmenter(MIXED_WORDS)
    block = "".join(line + "\n" for line in lines)
    expected = "".join("|".join(segmenter.segment(line)) + "\n" for line in lines)
    assert segmenter.segment_block(block.encode(), b"|").decode() == expected


def test_a_long_text_without_marks():
    text = "红茶好绿茶" * 200_000
    words = Segmenter(TEA).segment(text)
    assert len(words) == 600_000
    assert "".join(words) == text


def test_it_is_a_tokenizer_and_can_be_pickled():
    segmenter = Segmenter(TEA)
    assert segmenter("红茶好") == segmenter.segment("红茶好")
    assert pickle.loads(pickle.dumps(segmenter)).segment("红茶好绿茶") == segmenter.segment("红茶好绿茶")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (Lexicon([], {"count": np.zeros(0)}), "no words"),
        (Lexicon(["茶"], {}), "neither"),
        (Lexicon(["茶"], {"count": np.array([-1])}), "count of '茶' is -1"),
        (Lexicon(["茶"], {"cost": np.array([np.nan])}), "cost of '茶' is nan"),
    ],
)
def test_lexicons_that_do_not_do(words, message):
    with pytest.raises(ParameterError, match=message):
        Segmenter(words)


def test_texts_that_are_none():
    with pytest.raises(CorpusError, match="surrogate"):
        Segmenter(TEA).segment("茶\ud800")
    with pytest.raises(ParameterError, match="not a str but bytes"):
        Segmenter(TEA).segment("茶".encode())
    with pytest.raises(ParameterError, match="several texts"):
        list(Segmenter(TEA).segment_many("茶"))
