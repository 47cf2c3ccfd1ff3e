"""Entropy of the n-grams of each length."""

import math
from collections import Counter

import pytest
from hypothesis import given

from minent import Corpus, count_ngrams
from minent.errors import ParameterError
from minent.scores import entropy_rates
from tests.naive import text as naive_text
from tests.strategies import han_texts


@given(han_texts)
def test_plug_in_is_the_entropy_of_the_frequencies(texts):
    table = count_ngrams(Corpus.from_texts(texts), order=3, min_count=1)
    rates = entropy_rates(table, "plug_in")
    runs = naive_text.cut_all(texts)
    before = 0.0
    for n in (1, 2, 3):
        counts = Counter(tuple(run[i : i + n]) for run in runs for i in range(len(run) - n + 1))
        total = sum(counts.values())
        expected = -sum(c / total * math.log2(c / total) for c in counts.values()) if total else 0.0
        assert rates.entropy[n - 1] == pytest.approx(expected, abs=1e-9)
        assert rates.conditional[n - 1] == pytest.approx(expected - before, abs=1e-9)
        assert (rates.occurrences[n - 1], rates.distinct[n - 1]) == (total, len(counts))
        before = expected


def test_corrected_estimators_are_above_the_plug_in():
    table = count_ngrams(Corpus.from_texts(["\u7ea2\u8336\u7eff\u8336\u82b1\u8336" * 3]), order=2, min_count=1)
    plug_in = entropy_rates(table, "plug_in").entropy
    for estimator in ("miller_madow", "grassberger", "chao_shen"):
        assert (entropy_rates(table, estimator).entropy > plug_in).all()


def test_pruned_table_is_refused():
    table = count_ngrams(Corpus.from_texts(["\u7ea2\u8336\u7ea2\u8336"]), order=2, min_count=2)
    with pytest.raises(ParameterError, match="rare n-grams are missing"):
        entropy_rates(table)
