"""Counts of pairs of words by distance, and what pairs save."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent.errors import ParameterError
from minent.templates import count_pairs
from minent.templates.mining import bound_pairs
from minent.templates.options import TemplateOptions, default_min_count
from minent.text import Corpus
from tests.naive import templates as naive
from tests.templates.texts import RUNS, corpus_of


def named(table, corpus):
    """The table as a counter of (first, second, gap)."""
    words = corpus.vocabulary.texts
    return {
        (words[a - 1], words[b - 1], gap + 1): int(counts[gap])
        for a, b, counts in zip(table.first, table.second, table.counts, strict=True)
        for gap in range(table.window)
        if counts[gap]
    }


@given(RUNS, st.integers(1, 6), st.integers(2, 4))
def test_pairs_are_those_of_the_definition(runs, window, min_count):
    corpus = corpus_of(runs)
    expected = naive.pair_counts(runs, window)
    words = Counter(word for run in runs for word in run)
    pooled = Counter()
    for (a, b, _), n in expected.items():
        pooled[a, b] += n if min(words[a], words[b]) > 1 else 0
    table = count_pairs(corpus, window=window, min_count=min_count, threads=1)
    assert named(table, corpus) == {key: n for key, n in expected.items() if pooled[key[:2]] >= min_count}
    totals = Counter()
    for (_, _, gap), n in expected.items():
        totals[gap] += n
    assert table.totals.tolist() == [totals[gap] for gap in range(1, window + 1)]
    # What is dropped and what is too rare for any pair account for the rest.
    assert int(table.pooled.sum()) + table.n_passed_over <= sum(expected.values())


@given(RUNS, st.integers(1, 5))
def test_gain_is_that_of_the_definition(runs, window):
    corpus = corpus_of(runs)
    table = count_pairs(corpus, window=window, threads=1)
    expected = [
        naive.gain(counts, int(table.word_counts[a]), int(table.word_counts[b]), corpus.n_tokens)
        for a, b, counts in zip(table.first, table.second, table.counts.tolist(), strict=True)
    ]
    assert table.gain() == pytest.approx(expected, abs=1e-9)


def test_gain_by_hand():
    # "a x b" four times, then "a b" four times: N = 20, both 8 times, two gaps of 4 uses each.
    table = count_pairs(Corpus.from_texts(["a x b"] * 4 + ["a b"] * 4, unit="token"), window=2, threads=1)
    row = [(a, b) for a, b in zip(table.first, table.second, strict=True)].index((1, 2))
    assert table.counts[row].tolist() == [4, 4]
    assert table.gain()[row] == pytest.approx(8 * (math.log2(8 * 20 / 64) - math.log2(math.e) - 1))
    assert table.pooled_pmi()[row] == pytest.approx(math.log2((8 / 16) / (8 / 20) ** 2))
    assert table.pooled_probability()[row] == 0.5


def test_independent_words_gain_nothing_whatever_the_window():
    # The count of a pair grows with the window, the entropy of the gap as well.
    rng = np.random.default_rng(1)
    runs = [["abcd"[k] for k in rng.integers(0, 4, 50)] for _ in range(200)]
    for window in (1, 5):
        table = count_pairs(corpus_of(runs), window=window, threads=1)
        assert (table.gain() < 0).all()


@given(RUNS, st.integers(1, 5))
def test_threads_change_nothing(runs, window):
    corpus = corpus_of(runs)
    one, two = (count_pairs(corpus, window=window, threads=threads) for threads in (1, 2))
    for name in ("first", "second", "counts", "word_counts", "totals"):
        assert np.array_equal(getattr(one, name), getattr(two, name))
    assert one.n_passed_over == two.n_passed_over


def test_slices_cover_all_words(monkeypatch):
    monkeypatch.setattr("minent.templates.pairs._SLICE", 3)
    runs = [list("abcabcd"), list("dcbaab"), list("aabb")] * 3
    corpus = corpus_of(runs)
    expected = naive.pair_counts(runs, 3)
    assert named(count_pairs(corpus, window=3, threads=2), corpus) == {
        key: n for key, n in expected.items() if sum(expected[(*key[:2], g)] for g in (1, 2, 3)) >= 2
    }


def test_rare_words_share_an_id_in_large_vocabularies():
    # More different words than 16 bits hold, nearly all of them once.
    lines = [f"w{i} u{i} v{i} from x{i} to" for i in range(17_000)]
    corpus = Corpus.from_texts(lines, unit="token", threads=1)
    assert corpus.shared_units is not None
    table = count_pairs(corpus, window=5, threads=1)
    assert named(table, corpus) == {("from", "to", 2): 17_000}


def test_pooled_criterion():
    corpus = Corpus.from_texts(["a x b c", "a y b d", "a z b e", "x y z"] * 5, unit="token")
    table = count_pairs(corpus, window=3, threads=1)
    options = TemplateOptions(window=3, criterion="pooled", min_proba=0.05, min_pmi=1.0)
    binding = bound_pairs(table, options, np.zeros(len(table)))
    for row in range(len(table)):
        fit = table.pooled_probability()[row] > 0.05 and table.pooled_pmi()[row] > 1.0
        assert (binding[row] > 0).tolist() == [bool(fit and n) for n in table.counts[row]]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"window": 0}, "window must be from 1 to 15"),
        ({"window": 16}, "window must be from 1 to 15"),
        ({"min_count": 1}, "min_count must be at least 2"),
        ({"threads": 0}, "threads must be"),
    ],
)
def test_bad_parameters(options, message):
    with pytest.raises(ParameterError, match=message):
        count_pairs(corpus_of([list("abab")]), **options)


def test_an_empty_text_has_no_pairs():
    table = count_pairs(Corpus.from_texts([], unit="token"))
    assert len(table) == 0
    assert table.totals.tolist() == [0] * 5


def test_default_min_count():
    assert [default_min_count(n) for n in (0, 9_000_000, 25_000_000)] == [3, 3, 5]
