"""Counts of n-grams and their neighbours against counting with dictionaries."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus, count_ngrams
from minent.counts import MAX_ORDER, default_min_count
from minent.errors import ParameterError
from tests.naive import counts as naive
from tests.naive import text as naive_text
from tests.strategies import HAN, han_texts, texts
from tests.tables import assert_same_table, grams_of

LETTER = "\u8336"


def assert_like_naive(table, runs):
    """Fail unless a table holds what the twin counts, in the order it says."""
    counts = naive.ngram_counts(runs, table.order)
    left, right = naive.neighbours(runs, table.order)
    ranks = {
        unit: rank for rank, unit in enumerate(sorted({u for r in runs for u in r}, key=lambda u: (-counts[u,], u)))
    }
    kept = [gram for gram in counts if counts[gram] >= table.min_count]
    grams = grams_of(table)
    assert grams == sorted(kept, key=lambda gram: (len(gram), [ranks[unit] for unit in gram]))
    assert table.n_tokens == sum(map(len, runs))
    assert table.count.tolist() == [counts[gram] for gram in grams]
    assert table.length.tolist() == [len(gram) for gram in grams]
    assert table.left_distinct.tolist() == [len(left[gram]) for gram in grams]
    assert table.right_distinct.tolist() == [len(right[gram]) for gram in grams]
    expected = [naive.entropy(left[gram]) for gram in grams]
    np.testing.assert_allclose(table.left_entropy, expected, rtol=0, atol=1e-9)
    expected = [naive.entropy(right[gram]) for gram in grams]
    np.testing.assert_allclose(table.right_entropy, expected, rtol=0, atol=1e-9)
    assert table.disjoint_count.tolist() == [naive.disjoint_occurrences(runs, gram) for gram in grams]
    rows = {gram: row for row, gram in enumerate(grams)}
    assert table.parent.tolist() == [rows.get(gram[:-1], -1) for gram in grams]
    assert table.suffix.tolist() == [rows.get(gram[1:], -1) for gram in grams]


@pytest.mark.parametrize("order", [1, 2, 3, 4, 5, 6])
@given(texts=han_texts, min_count=st.integers(1, 4), threads=st.integers(1, 3))
def test_repetitive_text(order, texts, min_count, threads):
    table = count_ngrams(Corpus.from_texts(texts), order=order, min_count=min_count, threads=threads)
    assert_like_naive(table, naive_text.cut_all(texts))


@pytest.mark.parametrize(("unit", "latin"), naive_text.MODES)
@given(texts=texts, order=st.integers(1, 5), min_count=st.integers(1, 3))
def test_any_text(unit, latin, texts, order, min_count):
    corpus = Corpus.from_texts(texts, unit=unit, latin=latin)
    table = count_ngrams(corpus, order=order, min_count=min_count, threads=2)
    assert_like_naive(table, naive_text.cut_all(texts, unit, latin))


@pytest.mark.parametrize("order", [7, 11, 63])
@pytest.mark.parametrize("min_count", [1, 2])
@pytest.mark.parametrize("text", [HAN * 6, LETTER * 70, (HAN[:2] * 3 + HAN[2]) * 5])
def test_long_ngrams(order, min_count, text):
    table = count_ngrams(Corpus.from_texts(text), order=order, min_count=min_count)
    assert_like_naive(table, [list(text)])


@pytest.mark.parametrize("order", [2, 4, 5])
def test_text_of_many_blocks(order):
    # Long enough for the kernels' blocks of 64 and 1024 units, and for counts above 4096.
    rng = np.random.default_rng(order)
    text = "".join(rng.choice(list(HAN + "\u3002"), 30_000, p=[0.5, 0.2, 0.1, 0.1, 0.05, 0.05]))
    table = count_ngrams(Corpus.from_texts(text), order=order, min_count=300, threads=2)
    assert table.count.max() > 3 * 4096
    assert_like_naive(table, naive_text.cut(text))


@given(texts=han_texts, size=st.integers(1, 20))
def test_counts_without_overlap_do_not_depend_on_spans(texts, size):
    corpus = Corpus.from_texts(texts)
    whole = Corpus.spans
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Corpus, "spans", lambda self: whole(self, size))
        table = count_ngrams(corpus, order=5, min_count=1, threads=3)
    assert_same_table(table, count_ngrams(corpus, order=5, min_count=1, threads=1))


def test_known_table():
    # Written out by hand: 3 x tea, 2 x green, 1 x red; green tea twice, red tea once.
    red, tea, green = "\u7ea2", "\u8336", "\u7eff"
    table = count_ngrams(
        Corpus.from_texts([red + tea + "\u3002" + green + tea, green + tea + tea]), order=2, min_count=1
    )
    assert [(row.text, row.count) for row in table] == [
        (tea, 4), (green, 2), (red, 1), (tea + tea, 1), (green + tea, 2), (red + tea, 1),
    ]  # fmt: skip
    # Before tea: red once, green twice, tea once; behind it: boundaries three times, tea once.
    assert (table[tea].left_distinct, table[tea].left_entropy) == (3, 1.5)
    assert table[tea].right_distinct == 2
    assert table[tea].right_entropy == pytest.approx(2 - 0.75 * math.log2(3), abs=2**-32)
    row = table[green + tea]
    assert (row.text, row.length, row.count) == (green + tea, 2, 2)
    assert (row.left_distinct, row.right_distinct, row.left_entropy, row.right_entropy) == (1, 2, 0.0, 1.0)


@pytest.mark.parametrize(
    ("text", "gram", "count", "disjoint"),
    [
        ("abababab", "abab", 3, 2),
        ("abababababab", "ababab", 4, 2),
        ("abcabcabcab", "abcab", 3, 2),
        ("aabaabaab", "aabaa", 2, 1),
        ("abab\u3002babab", "abab", 2, 2),
    ],
)
def test_occurrences_that_overlap_by_several_units(text, gram, count, disjoint):
    table = count_ngrams(Corpus.from_texts(text, latin="char"), order=6, min_count=1)
    assert table.get(gram) == count
    assert int(table.disjoint_count[table.find(gram)]) == disjoint


@pytest.mark.parametrize(("n", "disjoint"), [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (65, 32), (200, 100)])
def test_overlapping_occurrences(n, disjoint):
    table = count_ngrams(Corpus.from_texts(LETTER * n), order=2, min_count=1)
    assert table.get(LETTER * 2) == n - 1
    if n > 1:
        assert int(table.disjoint_count[table.find(LETTER * 2)]) == disjoint


@given(texts=texts, order=st.integers(1, 4), min_count=st.integers(1, 3))
def test_look_up(texts, order, min_count):
    table = count_ngrams(Corpus.from_texts(texts), order=order, min_count=min_count)
    counts = naive.ngram_counts(naive_text.cut_all(texts), order + 1)
    for gram, count in counts.items():
        text = "".join(gram)
        kept = len(gram) <= order and count >= min_count
        assert table.get(text) == (count if kept else 0)
        assert (text in table) == kept
    assert [table.find(text) for text in table.texts] == list(range(len(table)))
    assert table.texts_of(np.arange(len(table))) == table.texts


def test_look_up_of_tokens():
    table = count_ngrams(Corpus.from_texts("deep learning is deep", unit="token"), order=2, min_count=1)
    assert table.get("deep learning") == 1
    assert table.get("deep\tlearning") == 1
    assert table.get("deep") == 2
    assert table.get("deeplearning") == 0
    assert table.get("deep, learning") == 0


@pytest.mark.parametrize(
    "text", ["", "\u3002", "\u7eff\u7ea2", "\u7ea2\u3002\u8336", "x", "\ud800", "\u7ea2\u8336\u7ea2"]
)
def test_look_up_of_what_is_not_there(text):
    table = count_ngrams(Corpus.from_texts("\u7ea2\u8336\u3002\u7eff"), order=2, min_count=1)
    assert table.find(text) == -1
    assert table.get(text, -7) == -7
    assert text not in table
    with pytest.raises(KeyError):
        table[text]


@pytest.mark.parametrize("text", ["\u3002\u8336", "\u8336\u3002"])
def test_look_up_of_an_ngram_with_punctuation(text):
    assert count_ngrams(Corpus.from_texts("\u7ea2\u8336"), min_count=1).find(text) == -1


def test_counting_files(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Tea\u8336\n", encoding="utf-8")
    table = count_ngrams(path, order=2, min_count=1, fold_case=True)
    assert [(row.text, row.count) for row in table] == [("tea", 1), ("\u8336", 1), ("tea\u8336", 1)]


@pytest.mark.parametrize("min_count", [1, 2, None])
@pytest.mark.parametrize("text", ["", "\u3002\n"])
def test_text_without_units(text, min_count):
    table = count_ngrams(Corpus.from_texts(text), min_count=min_count)
    assert (len(table), table.n_tokens, list(table)) == (0, 0, [])
    assert table.find(LETTER) == -1


@pytest.mark.parametrize(
    ("n", "least"), [(0, 3), (1000, 3), (291_600, 3), (291_601, 4), (3_240_000, 10), (33_177_600, 32), (33_177_601, 33)]
)
def test_default_min_count(n, least):
    assert default_min_count(n) == least


def test_default_min_count_is_used():
    table = count_ngrams(Corpus.from_texts([HAN[0]] * 3 + [HAN[1]] * 2))
    assert table.min_count == 3
    assert table.texts == [HAN[0]]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"order": 0}, "order must be from 1 to 63, not 0"),
        ({"order": MAX_ORDER + 1}, "order must be from 1 to 63, not 64"),
        ({"order": 2.0}, "order must be a whole number, not 2.0"),
        ({"min_count": 0}, "min_count must be at least 1, not 0"),
        ({"threads": 0}, "threads must be from 1 to 1024, not 0"),
        ({"unit": "token"}, "unit is an option of reading; the corpus has been read"),
    ],
)
def test_wrong_parameters(options, message):
    with pytest.raises(ParameterError) as raised:
        count_ngrams(Corpus.from_texts(LETTER), **options)
    assert str(raised.value) == message


def test_progress_adds_up():
    class Recorder:
        advanced = 0
        total = None

        def start(self, label, total, unit=""):
            self.total = total

        def advance(self, amount):
            self.advanced += amount

        def finish(self):
            pass

    progress = Recorder()
    count_ngrams(Corpus.from_texts(HAN * 50), min_count=1, progress=progress)
    assert progress.advanced == progress.total == Counter(HAN * 50).total()
