from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent.parse.units import sentences_of, unit_offsets
from tests.parse import tiny

pytest.importorskip("transformers")

ODD = [
    "",
    "   ",
    "我喝茶😀红茶",
    "the  cat\tsat",
    "ünïcödé zzz",
    "e\u0301a",
    "\x00\x07",
    "a\u200bb",
    "[MASK] [CLS] cat",
    "👩‍👩‍👧 🇨🇳",
]
TEXT = st.text(st.sampled_from("the cat ,.!我你茶😀é\u0301\u200b\t\x00ไท12.5'-[]") | st.characters(), max_size=30)


class Stand:
    """As much of an encoder as units need."""

    def __init__(self, longest: int = 64) -> None:
        self.tokenizer, self.longest = tiny.tokenizer(), longest
        self.tokenizer.split_special_tokens = True


STAND = Stand()


def found(lines, units="words", longest=64, skipped=None):
    STAND.longest = longest
    return list(sentences_of(lines, STAND, units, 1, skipped))


def texts(sentence):
    return [sentence.text[begin:end] for begin, end in sentence.offsets.tolist()]


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ("words", ["He's", "10,000.5", "km", "(", "away", ")", "，", "我们", "喝茶", "😀", "!", "!"]),
        ("spaces", ["He's", "10,000.5", "km", "(away)，我们", "喝茶😀!!"]),
        ("chars", ["He", "'", "s", "10,000.5", "km", "(", "away", ")", "，", "我", "们", "喝", "茶", "😀", "!", "!"]),
    ],
)
def test_kinds_of_units(units, expected):
    line = "He's  10,000.5 km (away)，我们 喝茶😀!!"
    assert [line[begin:end] for begin, end in unit_offsets(line, units)] == expected


@given(TEXT, st.sampled_from(["words", "spaces", "chars"]))
def test_units_cover_all_but_white_space_in_order(text, units):
    spans = unit_offsets(text, units)
    ends = [0]
    for begin, end in spans:
        assert ends[-1] <= begin < end
        ends.append(end)
    covered = set().union(*(range(*span) for span in spans)) if spans else set()
    assert all(text[k].isspace() or not text[k].isprintable() for k in range(len(text)) if k not in covered)


@given(st.lists(TEXT | st.sampled_from(ODD), max_size=4), st.sampled_from(["words", "spaces", "chars", "tokens"]))
def test_offsets_lead_back_to_the_text(lines, units):
    lines = [line.replace("\n", "").replace("\r", "") for line in lines]
    sentences = found(lines, units)
    assert [sentence.text for sentence in sentences] == lines
    special = {0, 2, 3, 4}
    for number, sentence in enumerate(sentences, 1):
        assert sentence.line == number
        n = len(sentence.offsets)
        assert len(sentence.first) == len(sentence.count) == n
        assert all(text and text.strip() == text for text in texts(sentence) if text.isprintable())
        assert (np.diff(sentence.offsets.ravel()) >= 0).all()
        # Pieces stand side by side between the special tokens, and none is special itself.
        places = [int(p) for a, c in zip(sentence.first, sentence.count, strict=True) for p in range(a, a + c)]
        assert places == list(range(1, len(sentence.ids) - 1))
        assert not special & set(sentence.ids[places].tolist())


def test_words_of_the_mask_token_are_text():
    sentence = found(["[MASK] cat"], "spaces")[0]
    assert 4 not in sentence.ids.tolist()
    assert texts(sentence) == ["[MASK]", "cat"]


def test_lines_longer_than_the_model_are_cut_behind_marks():
    line = "the cat sat . the mat , the cat sat on the mat ! cat"
    parts = found([line, "cat"], longest=9)
    assert [texts(part) for part in parts] == [
        ["the", "cat", "sat", "."], ["the", "mat", ","], ["the", "cat", "sat", "on", "the", "mat", "!"],
        ["cat"], ["cat"],
    ]  # fmt: skip
    assert [part.line for part in parts] == [1, 1, 1, 1, 2]
    assert all(len(part.ids) <= 9 and part.ids[0] == 2 and part.ids[-1] == 3 for part in parts)
    for part in parts:
        assert [tiny.VOCABULARY[k] for k in part.ids[part.first]] == texts(part)


def test_lines_that_cannot_be_cut_are_reported():
    reports = []
    lines = ["cat", "the cat sat on the mat the cat sat", "mat"]
    shown = found(lines, longest=6, skipped=lambda line, why: reports.append((line, why)))
    assert [part.line for part in shown] == [1, 3]
    assert reports == [(2, "11 tokens, the model takes 6, and no punctuation to cut at; left out")]
    with pytest.warns(UserWarning, match="line 2: 11 tokens"):
        found(lines, longest=6)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found(lines[::2], longest=6)


def test_control_characters_are_no_units():
    assert texts(found(["cat \x00 sat"])[0]) == ["cat", "sat"]
