"""Scores of n-grams against their formulas and against segmenting the text anew."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus, count_ngrams, score_ngrams
from minent.errors import ParameterError
from minent.scores import MEASURES, word_score
from minent.scores.gain import LOG2_E
from tests.naive import scores as naive
from tests.naive import text as naive_text
from tests.naive.counts import ngram_counts
from tests.strategies import han_texts, mixed_texts
from tests.tables import grams_of

BY_SPLIT = {"pmi": naive.pmi, "npmi": naive.npmi, "t_score": naive.t_score, "llr": naive.llr}
parameters = {"texts": han_texts | mixed_texts, "order": st.integers(1, 5), "min_count": st.integers(1, 3)}


def scored(texts, order, min_count=1, **options):
    table = count_ngrams(Corpus.from_texts(texts, **options), order=order, min_count=min_count)
    return score_ngrams(table), grams_of(table), naive_text.cut_all(texts, **options)


@given(**parameters)
def test_weakest_split(texts, order, min_count):
    scores, grams, runs = scored(texts, order, min_count)
    counts = ngram_counts(runs, order)
    first, second = scores.weakest_split
    for row, gram in enumerate(grams):
        expected = naive.weakest_split(gram, counts.get) if len(gram) > 1 else (counts[gram],) * 2
        assert (first[row], second[row]) == expected


@pytest.mark.parametrize("measure", BY_SPLIT)
@given(**parameters)
def test_measures_of_the_weakest_split(measure, texts, order, min_count):
    scores, grams, runs = scored(texts, order, min_count)
    counts, n = ngram_counts(runs, order), sum(map(len, runs))
    expected = [
        BY_SPLIT[measure](counts[gram], *naive.weakest_split(gram, counts.get), n) if len(gram) > 1 else 0.0
        for gram in grams
    ]
    np.testing.assert_allclose(getattr(scores, measure), expected, rtol=1e-9, atol=1e-9)


@given(**parameters)
def test_cohesion_is_the_least_pmi_of_all_splits(texts, order, min_count):
    scores, grams, runs = scored(texts, order, min_count)
    counts, n = ngram_counts(runs, order), sum(map(len, runs))
    expected = [naive.cohesion(gram, counts.get, n) for gram in grams]
    np.testing.assert_allclose(scores.pmi, expected, rtol=0, atol=1e-9)


@given(**parameters)
def test_bits_saved_are_those_of_segmenting_anew(texts, order, min_count):
    scores, grams, runs = scored(texts, order, min_count)
    expected = [naive.bits_saved(runs, gram) if len(gram) > 1 else 0.0 for gram in grams]
    np.testing.assert_allclose(scores.bits_saved, expected, rtol=1e-9, atol=1e-7)


@given(**parameters)
def test_bound_of_the_bits_saved(texts, order, min_count):
    scores, grams, runs = scored(texts, order, min_count)
    expected = [naive.bits_saved_bound(runs, gram) if len(gram) > 1 else 0.0 for gram in grams]
    np.testing.assert_allclose(scores.bits_saved_bound, expected, rtol=1e-9, atol=1e-7)
    assert np.all(scores.bits_saved >= scores.bits_saved_bound - 1e-7)


def test_pmi_above_log2_e_is_enough_to_save_bits():
    rng = np.random.default_rng(3)
    texts = ["".join(rng.choice(list("abcdefgh"), 400)) for _ in range(3)]
    scores, _, _ = scored(texts, 3, latin="char")
    longer = scores.table.length > 1
    m = np.maximum(scores.table.disjoint_count, 1)
    enough = longer & (scores.bits_saved_bound / m > 0)
    assert 0 < enough.sum() < longer.sum()
    assert np.all(scores.bits_saved[enough] > 0)


@pytest.mark.parametrize(
    ("text", "gram"),
    [
        ("aabaacaadaa", "aa"),
        ("aaaaaaaabab", "aa"),
        ("abaxabayabaz", "aba"),
        ("ababababcab", "aba"),
        ("abababababxy", "abab"),
        ("aaaaaaaaaxyz", "aaa"),
        ("abbaxabbay", "abba"),
        ("abcabc", "abc"),
        ("aaaa", "aa"),
        ("abab", "ab"),
        ("ab", "ab"),
    ],
)
def test_sequences_with_repeated_units(text, gram):
    scores, _, runs = scored([text], len(gram), latin="char")
    row = scores.table.find(gram)
    assert scores.bits_saved[row] == pytest.approx(naive.bits_saved(runs, tuple(gram)), abs=1e-9)
    assert scores.bits_saved[row] >= scores.bits_saved_bound[row]


def test_known_scores():
    # N = 16; ab, cd, ef and gh four times, twice and once: every unit occurs with one partner.
    scores, _, _ = scored(["abab", "cd", "ab", "ab", "cd", "ef", "gh"], 2, latin="char")
    row = scores.table.find("ab")
    assert scores.table.n_tokens == 16
    assert scores.pmi[row] == 2.0  # log2(16 * 4 / (4 * 4))
    assert scores.npmi[row] == 1.0
    assert scores.t_score[row] == 1.5  # (4 - 1) / 2
    # Twice 4 log2(4 / 1) + 12 log2(12 / 9): c1 = c2 = c.
    assert scores.llr[row] == pytest.approx(2 * (4 * 2 + 12 * np.log2(4 / 3)), abs=1e-9)
    # Left: b, boundary, boundary, boundary.
    assert scores.min_entropy[row] == pytest.approx(2 - 0.75 * np.log2(3), abs=1e-9)
    assert scores.score[row] == pytest.approx(2 * (2 - 0.75 * np.log2(3)) * (2 - LOG2_E), abs=1e-9)


@pytest.mark.parametrize(
    ("count", "min_entropy", "cohesion", "length", "expected"),
    [
        (8, 2.0, 3.0 + LOG2_E, 2, 18.0),
        (8, 2.0, 1.0 + 2.5 * LOG2_E, 3, 6.0),
        (8, 2.0, 1.0 + 4 * LOG2_E, 4, 6.0),
        (8, 2.0, LOG2_E, 2, 0.0),
        (8, 0.0, 9.0, 2, 0.0),
        (1, 2.0, 9.0, 2, 0.0),
        (8, 2.0, -5.0, 2, 0.0),
        (4, 1.0, 0.0, 1, LOG2_E),
    ],
)
def test_word_score(count, min_entropy, cohesion, length, expected):
    found = word_score(np.array([count]), np.array([min_entropy]), np.array([cohesion]), np.array([length], np.uint8))
    assert found[0] == pytest.approx(expected, abs=1e-12)


@given(**parameters)
def test_columns_are_finite_and_complete(texts, order, min_count):
    scores, grams, _ = scored(texts, order, min_count)
    columns = scores.columns()
    assert tuple(columns) == MEASURES
    for name, column in columns.items():
        assert column.dtype == np.float64, name
        assert column.shape == (len(grams),), name
        assert np.all(np.isfinite(column)), name
        assert not column[scores.table.length == 1].any() or name in ("min_entropy", "score"), name
    assert np.all(columns["npmi"] <= 1 + 1e-9)
    assert np.all(columns["score"] >= 0)
    assert np.array_equal(columns["min_entropy"], np.minimum(scores.table.left_entropy, scores.table.right_entropy))


def test_unknown_measure():
    scores, _, _ = scored(["ab"], 2)
    with pytest.raises(ParameterError, match=r"^measure must be one of pmi, npmi, .*, not 'mi'$"):
        scores.columns(["pmi", "mi"])


def test_scores_of_an_empty_table():
    scores, _, _ = scored([""], 3)
    assert all(len(column) == 0 for column in scores.columns().values())
