"""Cutting text into units and giving them ids."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus
from minent.errors import ParameterError
from tests.naive import text as naive
from tests.strategies import texts
from tests.tables import runs_of

modes = pytest.mark.parametrize(("unit", "latin"), naive.MODES)
ALL_CHARACTERS = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]


@modes
@given(texts=texts)
def test_units_are_those_of_the_definition(unit, latin, texts):
    corpus = Corpus.from_texts(texts, unit=unit, latin=latin)
    assert runs_of(corpus) == naive.cut_all(texts, unit, latin)


@given(mode=st.sampled_from(naive.MODES), texts=texts)
def test_ids_follow_falling_counts_then_code_points(mode, texts):
    unit, latin = mode
    corpus = Corpus.from_texts(texts, unit=unit, latin=latin)
    counts = Counter(unit for run in naive.cut_all(texts, unit, latin) for unit in run)
    expected = sorted(counts, key=lambda unit: (-counts[unit], unit))
    assert corpus.vocabulary.texts == expected
    assert corpus.unit_counts.tolist() == [counts[unit] for unit in expected]
    assert corpus.n_tokens == counts.total()


@given(mode=st.sampled_from(naive.MODES), texts=texts)
def test_layout_has_single_boundaries_and_padding(mode, texts):
    unit, latin = mode
    ids = Corpus.from_texts(texts, unit=unit, latin=latin).ids
    assert ids.dtype == np.uint16
    assert ids[0] == 0
    assert not ids[-8:].any()
    text = ids[: len(ids) - 8]
    if len(text) > 1:
        assert text[1] != 0
        assert not np.any((text[1:] == 0) & (text[:-1] == 0))


@given(mode=st.sampled_from(naive.MODES), texts=texts)
def test_threads_do_not_change_a_corpus(mode, texts):
    unit, latin = mode
    one, many = (Corpus.from_texts(texts, unit=unit, latin=latin, threads=threads) for threads in (1, 3))
    assert np.array_equal(one.ids, many.ids)
    assert one.vocabulary.texts == many.vocabulary.texts


@given(mode=st.sampled_from(naive.MODES), texts=texts)
def test_byte_ranges_of_known_units_hold_the_units(mode, texts):
    unit, latin = mode
    corpus = Corpus.from_texts(texts, unit=unit, latin=latin)
    data = "\n".join(texts).encode()
    ids, starts, ends = corpus.vocabulary.index(corpus.options).encode_spans(data)
    found = [data[a:b].decode() for number, a, b in zip(ids, starts, ends, strict=True) if number]
    assert found == [unit for run in naive.cut_all(texts, unit, latin) for unit in run]


@pytest.mark.parametrize(("latin", "classes", "cut_classes"), [("char", "ULD", "NSBXKJP"), ("drop", "U", "LD")])
def test_every_code_point_alone(latin, classes, cut_classes):
    corpus = Corpus.from_texts(ALL_CHARACTERS, latin=latin, threads=1)
    units = set(corpus.vocabulary.texts)
    classified = {char: naive.char_class(char) for char in ALL_CHARACTERS}
    assert units == {char for char, cls in classified.items() if cls in classes}
    assert not any(classified[unit] in cut_classes for unit in units)


def test_every_code_point_behind_a_letter():
    corpus = Corpus.from_texts(["\u8336" + char for char in ALL_CHARACTERS], threads=1)
    extended = {unit[1:] for unit in corpus.vocabulary.texts if len(unit) == 2}
    assert extended == {char for char in ALL_CHARACTERS if naive.char_class(char) in "XK"}


def test_classes_agree_with_the_unicode_database():
    # Characters of Unicode 3.2, which no later version moves to another kind.
    old = [c for c in ALL_CHARACTERS if unicodedata.ucd_3_2_0.category(c) not in ("Cn", "Co")]
    assert len(old) > 90_000
    jamo = {chr(code) for code in range(0x1160, 0x1200)}
    letters_that_extend = {"\u0e33", "\u0eb3", "\uff9e", "\uff9f"} | jamo
    for char in old:
        category, cls = unicodedata.category(char), naive.char_class(char)
        if category[0] == "M":
            assert cls in "XK", hex(ord(char))
        elif category == "Nd":
            assert cls == "D", hex(ord(char))
        elif category[0] == "L":
            assert cls == "X" if char in letters_that_extend else cls in "UL", hex(ord(char))
        elif category == "Zs" or char == "\t":
            assert cls == "S", hex(ord(char))
        elif category[0] in "PCZ" and char not in "\n\u200c\u200d.,'-_\u2019\u2010\u2011\u00b7":
            assert cls == "B", hex(ord(char))


@pytest.mark.parametrize(
    ("first", "last"),
    [(0x4E00, 0x9FA5), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x3041, 0x3094), (0x30A1, 0x30FA), (0xAC00, 0xD7A3),
     (0x0E01, 0x0E2E), (0x0F40, 0x0F47), (0x1780, 0x17A2), (0x1000, 0x1021), (0x3105, 0x312C)],
)  # fmt: skip
def test_scripts_without_spaces(first, last):
    assert {naive.char_class(chr(code)) for code in range(first, last + 1)} == {"U"}


@pytest.mark.parametrize(
    ("unit", "latin", "text", "expected"),
    [
        ("char", "run", "", []),
        ("char", "run", "\u3002", []),
        ("char", "run", "\u7ea2\u8336iPhone15\u7eff", [["\u7ea2", "\u8336", "iPhone15", "\u7eff"]]),
        ("char", "run", "deep learning", [["deep"], ["learning"]]),
        ("char", "run", "3.14", [["3"], ["14"]]),
        ("char", "char", "ab\u8336", [["a", "b", "\u8336"]]),
        ("char", "drop", "\u8336ab\u8336", [["\u8336"], ["\u8336"]]),
        ("char", "run", "e\u0301t", [["e\u0301t"]]),
        ("char", "char", "e\u0301t", [["e\u0301", "t"]]),
        ("char", "drop", "e\u0301\u8336", [["\u8336"]]),
        ("char", "run", "\u0301\u8336", [["\u8336"]]),
        ("char", "run", "\u0e01\u0e33\u0e19", [["\u0e01\u0e33", "\u0e19"]]),
        ("char", "run", "\u1000\u1039\u1000\u1000", [["\u1000\u1039\u1000", "\u1000"]]),
        ("char", "run", "\u1112\u1161\u11ab\u1112", [["\u1112\u1161\u11ab", "\u1112"]]),
        ("char", "run", "\U00020000\U00020001", [["\U00020000", "\U00020001"]]),
        ("char", "run", "\u8336\0\u8336", [["\u8336"], ["\u8336"]]),
        ("token", "run", "deep learning, now", [["deep", "learning"], ["now"]]),
        ("token", "run", "don't re-use snake_case", [["don't", "re-use", "snake_case"]]),
        ("token", "run", "a--b 'c' -d", [["a"], ["b"], ["c"], ["d"]]),
        ("token", "run", "1,234.5 e.g. 3.x", [["1,234.5", "e"], ["g"], ["3"], ["x"]]),
        ("token", "run", "\u7ea2\u8336 \u7eff\u8336\n\u82b1", [["\u7ea2\u8336", "\u7eff\u8336"], ["\u82b1"]]),
    ],
)
def test_examples(unit, latin, text, expected):
    assert naive.cut(text, unit, latin) == expected
    assert runs_of(Corpus.from_texts([text], unit=unit, latin=latin)) == expected


def test_nothing_runs_from_one_text_into_the_next():
    assert runs_of(Corpus.from_texts(["\u7ea2", "\u8336", "ab", "cd"])) == [["\u7ea2"], ["\u8336"], ["ab"], ["cd"]]


def test_one_string_is_one_text():
    assert runs_of(Corpus.from_texts("\u7ea2\u8336")) == [["\u7ea2", "\u8336"]]


@given(texts=texts, size=st.sampled_from([1, 2, 5, 1000]))
def test_spans_cover_the_text_and_end_with_boundaries(texts, size):
    corpus = Corpus.from_texts(texts)
    spans = corpus.spans(size)
    covered = [at for begin, end in spans for at in range(begin, end)]
    assert covered == list(range(1, len(corpus.ids) - 8))
    assert all(corpus.ids[begin - 1] == 0 for begin, _ in spans)
    assert all(corpus.ids[begin + size - 1 : end - 1].all() for begin, end in spans)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "word"}, "unit must be one of char, token, not 'word'"),
        ({"latin": "x"}, "latin must be one of run, char, drop, not 'x'"),
        ({"errors": "ignore"}, "errors must be one of strict, replace, skip-line, not 'ignore'"),
        ({"normalize": "nfc"}, "normalize must be one of none, width, nfkc, not 'nfc'"),
        ({"dedup": "all"}, "dedup must be one of none, lines, documents, not 'all'"),
        ({"encoding": "utf-9"}, "encoding 'utf-9' is not known to Python; try auto, utf-8 or gb18030"),
        ({"encoding": "zlib"}, "encoding 'zlib' is not known to Python; try auto, utf-8 or gb18030"),
        ({"threads": 0}, "threads must be from 1 to 1024, not 0"),
        ({"threads": True}, "threads must be a whole number, not True"),
    ],
)
def test_wrong_options(options, message):
    with pytest.raises(ParameterError) as raised:
        Corpus.from_texts(["\u8336"], **options)
    assert str(raised.value) == message
