"""What holds for every segmenter made of a table: tokens, spans, units, threads, bad input."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus, count_ngrams, read_corpus, save_table
from minent.errors import CorpusError, FormatError, ParameterError
from minent.segment import BoundarySegmenter, LanguageModelSegmenter, segment_files
from tests.cli.running import CORPORA
from tests.naive.text import char_class
from tests.strategies import HAN, MIXED, mixed_texts, unicode_texts

KINDS = [LanguageModelSegmenter, BoundarySegmenter]
pytestmark = pytest.mark.parametrize("kind", KINDS)

NEVER_SEEN = "\u9f98\u9f99"
# Units beside one another by chance: they make those of words rarer.
APART = [a + b for a in "喝香好花叶水山" for b in "喝香好花叶水山"]
OPTIONS = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["char", "token"]),
        "latin": st.sampled_from(["run", "char", "drop"]),
        "normalize": st.sampled_from(["none", "width", "nfkc"]),
        "fold_case": st.booleans(),
        "numbers": st.sampled_from(["each", "alike"]),
    }
)


def table_of(texts, *, order=4, min_count=1, **options):
    return count_ngrams(Corpus.from_texts(texts, threads=1, **options), order=order, min_count=min_count, threads=1)


def tea(kind, **options):
    """A segmenter with the words 红茶, 绿茶, 年 behind numbers."""
    texts = ["红茶", "绿叶", "红茶", "2019年", "31年", "7年"] * 20 + APART * 20
    return kind(table_of([*texts, *("喝红茶" + a for a in APART)], **options))


def without_space(text):
    return "".join(c for c in text if not c.isspace() and char_class(c) not in "SN")


@given(texts=mixed_texts | unicode_texts, more=mixed_texts, options=OPTIONS)
def test_tokens_join_to_the_text(kind, texts, more, options):
    table = table_of([*texts, "红茶 a b 1"], **options)
    segmenter = kind(table)
    for text in [*texts, *more]:
        words = segmenter.segment(text)
        assert all(words)
        assert without_space("".join(words)) == without_space(text)
        spans = segmenter.spans(text)
        assert spans.shape == (len(words), 2)
        assert [text[a:b] for a, b in spans.tolist()] == words
        assert (spans[:, 0] < spans[:, 1]).all()
        assert (spans[1:, 0] >= spans[:-1, 1]).all()


@given(texts=st.lists(st.text(alphabet=st.sampled_from([*MIXED, *HAN]), max_size=30), max_size=9))
def test_batches_blocks_and_single_texts_agree(kind, texts):
    segmenter = tea(kind, numbers="alike")
    alone = [segmenter.segment(text) for text in texts]
    assert list(segmenter.segment_many(texts)) == alone
    lines = [text.replace("\n", "") for text in texts]
    block = segmenter.segment_block("\n".join(lines).encode(), b"|").decode()
    assert block == "\n".join("|".join(segmenter.segment(line)) for line in lines)


def test_any_number_of_threads(kind, monkeypatch):
    monkeypatch.setattr("minent.segment.base._BATCH_TEXTS", 7)
    corpus = sorted((CORPORA / "chinese").iterdir())
    segmenter = kind(count_ngrams(read_corpus(corpus, numbers="alike"), min_count=2))
    texts = [line for path in corpus for line in path.read_text(encoding="utf-8").splitlines()]
    one = list(segmenter.segment_many(texts, threads=1))
    assert len(one) == len(texts)
    for threads in (2, 5):
        assert list(segmenter.segment_many(texts, threads=threads)) == one
    assert b"".join(segment_files(segmenter, corpus, separator="|", threads=2)).decode().splitlines() == [
        "|".join(words) for words in one
    ]
    again = kind(count_ngrams(read_corpus(corpus, numbers="alike", threads=3), min_count=2, threads=3))
    assert list(again.segment_many(texts)) == one


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \t\n\u3000", []),
        ("红", ["红"]),
        ("\u9f98", ["\u9f98"]),
        ("。", ["。"]),
        ("红茶", ["红茶"]),
        ("喝红茶。", ["喝", "红茶", "。"]),
        ("红茶\u9f98红茶", ["红茶", "\u9f98", "红茶"]),
        ("红，茶", ["红", "，", "茶"]),
        ("红 茶", ["红", "茶"]),
        ("红茶——红茶……", ["红茶", "——", "红茶", "……"]),
        ("1998年", ["1998年"]),
        ("12,500.5年", ["12,500.5年"]),
        ("3%年", ["3%", "年"]),
        ("tea红茶Tea", ["tea", "红茶", "Tea"]),
    ],
)
def test_words_by_hand(kind, text, words):
    assert tea(kind, numbers="alike").segment(text) == words
    assert tea(kind, numbers="alike")(text) == words


@given(text=st.text(alphabet=HAN + NEVER_SEEN, max_size=12))
def test_units_never_seen_stand_alone(kind, text):
    for word in tea(kind).segment(text):
        assert len(word) == 1 or not set(word) & set(NEVER_SEEN)


def test_numbers_that_are_not_alike(kind):
    segmenter = tea(kind)
    assert segmenter.segment("7年，8年，3.7年") == ["7年", "，", "8", "年", "，", "3.7", "年"]
    assert segmenter.segment("2019年") == ["2019年"]


def test_letters(kind):
    texts = ["tea", "红茶"] * 20 + list("teaxyzopq") + APART * 9
    assert kind(table_of(texts, latin="run")).segment("teaxtea红茶") == ["teaxtea", "红茶"]
    assert kind(table_of(texts, latin="drop")).segment("teaxtea红茶") == ["teaxtea", "红茶"]
    assert "".join(kind(table_of(texts, latin="char")).segment("teaxtea")) == "teaxtea"
    assert len(kind(table_of(texts, latin="char")).segment("teaxtea")) > 1


def test_words_of_tokens_are_phrases(kind):
    apart = [f"{a} {b}" for a in "cdefghij" for b in "cdefghij"]
    texts = ["New York"] * 20 + apart * 9 + [f"{a} New York {b}" for a in "cdefg" for b in "cdefg"]
    segmenter = kind(table_of(texts, unit="token"))
    assert segmenter.segment("c New  York, d") == ["c", "New  York", ",", "d"]


def test_text_is_looked_up_in_normal_form(kind):
    table = table_of(["ｶﾞ茶"] * 60 + APART * 9, normalize="nfkc", fold_case=True)
    segmenter = kind(table)
    assert segmenter.segment("喝ｶﾞ茶") == ["喝", "ｶﾞ茶"]
    assert segmenter.segment("喝ガ茶") == ["喝", "ガ茶"]
    assert segmenter.spans("喝ｶﾞ茶").tolist() == [[0, 1], [1, 4]]
    assert segmenter.segment_block("喝ｶﾞ茶\n".encode(), b" ").decode() == "喝 ｶﾞ茶\n"


def test_a_very_long_line(kind):
    segmenter = tea(kind, numbers="alike")
    words = segmenter.segment("喝红茶" * 400_000)
    assert len(words) == 800_000
    assert set(words[0::2]) == {"喝"}
    assert set(words[1::2]) == {"红茶"}


def test_saved_table(kind, tmp_path):
    table = table_of(["红茶和绿茶", "绿茶好喝", "红茶好"] * 5, numbers="alike")
    save_table(table, tmp_path / "tea.npz")
    one, other = kind(table), kind(tmp_path / "tea.npz")
    for text in ("绿茶和红茶", "好喝的红茶"):
        assert one.segment(text) == other.segment(text)
    assert other.options.numbers_alike


def test_bad_tables(kind, tmp_path):
    with pytest.raises(ParameterError, match="no n-grams"):
        kind(table_of([]))
    with pytest.raises(ParameterError, match="no n-grams"):
        kind(table_of(["红茶"], min_count=2))
    (tmp_path / "no.npz").write_bytes(b"no table")
    with pytest.raises(FormatError, match=r"no\.npz"):
        kind(tmp_path / "no.npz")


def test_bad_texts(kind):
    segmenter = tea(kind)
    with pytest.raises(CorpusError, match="text 1 holds a lone surrogate"):
        segmenter.segment("红\ud800")
    with pytest.raises(CorpusError, match="text 2 holds a lone surrogate"):
        list(segmenter.segment_many(["红", "\ud800"]))
    with pytest.raises(CorpusError, match="lone surrogate"):
        segmenter.spans("\udfff")
    with pytest.raises(ParameterError, match="text 2 is not a str but bytes"):
        list(segmenter.segment_many(["红", b"x"]))
    with pytest.raises(ParameterError, match="use segment for one"):
        list(segmenter.segment_many("红茶"))
    with pytest.raises(ParameterError, match="threads"):
        list(segmenter.segment_many(["红"], threads=0))


def test_bytes_that_are_no_text_are_marks(kind):
    assert tea(kind).segment_block("红茶\n".encode() + b"\xff" + "红茶".encode(), b" ") == (
        "红茶\n".encode() + b"\xff " + "红茶".encode()
    )


def test_a_table_of_random_units(kind):
    """Large alphabets: units above 16 bits."""
    rng = np.random.default_rng(5)
    texts = ["".join(map(chr, rng.integers(0x20000, 0x2A6D0, 400))) for _ in range(60)]
    segmenter = kind(table_of(texts))
    assert "".join(segmenter.segment(texts[3])) == texts[3]
