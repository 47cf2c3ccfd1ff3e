"""Cutting against a search through lists."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus
from minent.lexicon.cutting import learn_by_cutting
from tests.lexicon.models import learned, runs_of, words_of
from tests.naive import lexicons as naive
from tests.strategies import HAN, han_texts, mixed_texts

# No PMI of small numbers is close to one of these, so no rounding decides.
RULES = st.fixed_dictionaries(
    {
        "min_count": st.integers(1, 3),
        "min_pmi": st.sampled_from([-3.01, -0.53, 0.17, 0.77, 1.93]),
        "min_probability": st.sampled_from([0.0, 0.0123, 0.0771]),
        "pmi_per_join": st.sampled_from([0.0, 0.21, 0.83, 1.77, 2.91]),
    }
)


def learn(corpus, **options):
    return learned(learn_by_cutting, corpus, **options)


@given(texts=han_texts | mixed_texts, rules=RULES)
def test_words_and_uses(texts, rules):
    corpus = Corpus.from_texts(texts)
    model, stages = learn(corpus, **rules)
    expected = naive.cut(runs_of(corpus, rules["min_count"]), **rules)
    assert words_of(model) == expected
    assert model.n_single == corpus.greatest_id(rules["min_count"])
    assert stages[-1].corpus_bits == pytest.approx(naive.corpus_bits(expected.values()))
    assert all(stage.n_units == corpus.n_tokens for stage in stages)


@pytest.mark.parametrize("seed", range(3))
def test_long_text(seed):
    rng = np.random.default_rng(seed)
    words = ["".join(rng.choice(list(HAN), rng.integers(1, 6))) for _ in range(12)]
    corpus = Corpus.from_texts(["".join(rng.choice(words, size)) for size in (200, 1, 5, 90, 300)])
    rules = {"min_count": 2, "min_pmi": 0.17, "min_probability": 0.0, "pmi_per_join": 0.83}
    model, _ = learn(corpus, **rules)
    assert max(map(len, words_of(model))) > 3
    assert words_of(model) == naive.cut(runs_of(corpus, 2), **rules)


@given(texts=han_texts, rules=RULES, threads=st.integers(2, 3), size=st.integers(1, 30))
def test_spans_and_threads_do_not_change_the_words(texts, rules, threads, size):
    corpus = Corpus.from_texts(texts)
    one, stages = learn(corpus, **rules)
    whole = Corpus.spans
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Corpus, "spans", lambda self: whole(self, size))
        many, told = learn(corpus, **rules, threads=threads)
    assert np.array_equal(one.units, many.units)
    assert np.array_equal(one.counts, many.counts)
    assert stages == told


@given(texts=han_texts, rules=RULES, longest=st.integers(1, 4))
def test_length_limit(texts, rules, longest):
    model, _ = learn(Corpus.from_texts(texts), **rules, max_length=longest)
    assert model.lengths.max(initial=1) <= longest


def test_golden():
    # N = 24, 红 4, 茶 8, 好 4. 红茶 has log2(24 x 4 / 32) = 1.58 bits, 茶好 log2(24 x 2 / 32) = 0.58,
    # 好红 log2(24 / 16) = 0.58.
    sentences = ["红茶好", "绿茶香", "好红茶", "香绿茶", "红茶香", "绿茶好", "好绿茶", "香红茶"]
    corpus = Corpus.from_texts(sentences)

    def words(**rules):
        model, _ = learn(corpus, min_count=1, **rules)
        units = corpus.vocabulary.texts
        return {"".join(units[unit - 1] for unit in word): uses for word, uses in words_of(model).items()}

    each_four = dict.fromkeys(["红茶", "绿茶", "好", "香"], 4)
    assert words(min_pmi=1.0, pmi_per_join=0.0) == each_four
    # 4 of 16 words: 2 bits. Its parts are not words of their own, half a use each: 5 bits each.
    assert words(min_pmi=1.0, pmi_per_join=7.9) == each_four
    # The first to go leaves 茶 four uses of 20: log2(40) + log2(5) - log2(5) = 5.3 < 8.1.
    assert words(min_pmi=1.0, pmi_per_join=8.1) == {"红": 4, "绿": 4, "茶": 8, "好": 4, "香": 4}
    assert words(min_pmi=1.6, pmi_per_join=0.0) == {"红": 4, "绿": 4, "茶": 8, "好": 4, "香": 4}
    assert words(min_pmi=0.0, pmi_per_join=0.0) == dict.fromkeys(sentences, 1)


def test_tables_of_single_units_cut_everywhere():
    corpus = Corpus.from_texts(["红茶红茶"])
    model, _ = learn(corpus, min_count=3)
    assert words_of(model) == {(1,): 2, (2,): 2}
