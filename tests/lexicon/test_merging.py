"""Merging against a search through all pairs, with totals from the text itself."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus, count_ngrams
from minent.lexicon._merging import Merger
from minent.lexicon.merging import learn_by_merging
from tests.lexicon.models import learned, runs_of, words_of
from tests.naive import lexicons as naive
from tests.strategies import HAN, han_texts, mixed_texts

RULES = st.fixed_dictionaries({"min_count": st.integers(1, 3), "max_length": st.integers(1, 9)})


def learn(corpus, *, price=0.0, **options):
    return learned(learn_by_merging, corpus, pmi_per_join=price, **options)


def merger_of(corpus, *, min_count, max_length, unit_bits):
    table = count_ngrams(corpus, order=2, min_count=min_count, threads=1)
    ids, _, _ = corpus.counting_ids(min_count)
    rows = table.rows(2)
    pairs = table.unit_ids(np.arange(rows.start, rows.stop), 2)
    merger = Merger(max_length, min_count, unit_bits)
    merger.read(
        ids,
        corpus.greatest_id(min_count),
        np.ascontiguousarray(pairs[:, 0]),
        np.ascontiguousarray(pairs[:, 1]),
        table.count[rows].astype(np.int64),
    )
    return merger


@given(texts=han_texts | mixed_texts, rules=RULES)
def test_every_merge_is_the_one_that_saves_most(texts, rules):
    corpus = Corpus.from_texts(texts)
    runs = runs_of(corpus, rules["min_count"])
    unit_bits = naive.corpus_bits(corpus.unit_counts.tolist()) / max(corpus.n_tokens, 1)
    merger = merger_of(corpus, **rules, unit_bits=unit_bits)
    first = None
    for step, text in enumerate(naive.merges(runs, **rules, unit_bits=unit_bits)):
        if step:
            assert merger.run(1) == 1
        total = naive.total_bits(text, unit_bits)
        first = total if first is None else first
        assert merger.saved == pytest.approx(first - total, abs=1e-5)
        counts = Counter(word for run in text for word in run)
        uses, left, right = merger.symbols()
        words = [(unit,) for unit in range(1, corpus.greatest_id(rules["min_count"]) + 1)]
        for a, b in zip(left[len(words) :].tolist(), right[len(words) :].tolist(), strict=True):
            words.append(words[a - 1] + words[b - 1])
        assert {word: count for word, count in zip(words, uses.tolist(), strict=True) if count} == counts
    assert merger.run(5) == 0


@given(texts=han_texts | mixed_texts, rules=RULES)
def test_learned_words_and_description(texts, rules):
    corpus = Corpus.from_texts(texts)
    model, stages = learn(corpus, **rules)
    unit_bits = naive.corpus_bits(corpus.unit_counts.tolist()) / max(corpus.n_tokens, 1)
    *_, text = naive.merges(runs_of(corpus, rules["min_count"]), **rules, unit_bits=unit_bits)
    assert words_of(model) == Counter(word for run in text for word in run)
    assert stages[-1].total_bits == pytest.approx(naive.total_bits(text, unit_bits), abs=1e-6)
    assert stages[-1].n_units == corpus.n_tokens


@pytest.mark.parametrize("seed", range(3))
def test_long_text(seed):
    # Words that share parts and repeat units: hundreds of merges.
    rng = np.random.default_rng(seed)
    words = ["".join(rng.choice(list(HAN), rng.integers(1, 6))) for _ in range(12)]
    corpus = Corpus.from_texts(["".join(rng.choice(words, size)) for size in (400, 1, 5, 90)])
    rules = {"min_count": 2, "max_length": 8}
    model, _ = learn(corpus, **rules)
    unit_bits = naive.corpus_bits(corpus.unit_counts.tolist()) / corpus.n_tokens
    *_, text = naive.merges(runs_of(corpus, 2), **rules, unit_bits=unit_bits)
    assert words_of(model) == Counter(word for run in text for word in run)


@given(texts=han_texts, price=st.sampled_from([0.0, 0.4, 1.7]), threads=st.integers(2, 3))
def test_threads_do_not_change_the_words(texts, price, threads):
    corpus = Corpus.from_texts(texts)
    one, stages = learn(corpus, min_count=2, max_length=8, price=price)
    many, told = learn(corpus, min_count=2, max_length=8, price=price, threads=threads)
    assert words_of(one) == words_of(many)
    assert stages == told


@given(texts=han_texts, rules=RULES)
def test_totals_never_rise(texts, rules):
    corpus = Corpus.from_texts(texts)
    unit_bits = naive.corpus_bits(corpus.unit_counts.tolist()) / max(corpus.n_tokens, 1)
    merger = merger_of(corpus, **rules, unit_bits=unit_bits)
    saved, tokens = 0.0, corpus.n_tokens
    while merger.run(1):
        assert merger.saved > saved
        assert merger.symbols()[0].sum() < tokens
        saved, tokens = merger.saved, merger.symbols()[0].sum()


def test_golden():
    # Two units four times each: 8 bits, H = 1 and two entries of 2 H. Merged, a word four times
    # is 0 bits, its entry 3 H, and those of the units are no longer needed.
    corpus = Corpus.from_texts(["红茶", "红茶", "红茶", "红茶"])
    model, stages = learn(corpus, min_count=1, max_length=8)
    assert [(stage.stage, stage.corpus_bits, stage.lexicon_bits) for stage in stages] == [
        ("units", 8.0, 4.0),
        ("merged", 0.0, 3.0),
    ]
    assert [corpus.vocabulary.texts[unit - 1] for word in words_of(model) for unit in word] == ["红", "茶"]
    assert list(words_of(model).values()) == [4]


def test_units_that_repeat_are_replaced_from_the_left():
    # aaaaa -> aa aa a -> aa aaa (aa aa saves as much, but a is older) -> aaaaa
    others = "".join(np.random.default_rng(1).choice(list("红绿花"), 400))
    corpus = Corpus.from_texts(["茶茶茶茶茶"] * 4 + [others])
    tea = 1 + corpus.vocabulary.texts.index("茶")
    merger = merger_of(corpus, min_count=4, max_length=5, unit_bits=0.1)
    merger.run(3)
    uses, left, right = merger.symbols()
    assert list(zip(left.tolist(), right.tolist(), strict=True))[4:] == [(tea, tea), (5, tea), (5, 6)]
    assert (uses[tea - 1], uses[4:].tolist()) == (0, [0, 0, 4])


def test_price_of_joins_leaves_words_that_pay():
    words = ["红茶", "绿茶", "花香"]
    rng = np.random.default_rng(5)
    corpus = Corpus.from_texts(["".join(rng.choice(words, 6)) for _ in range(200)])
    texts = corpus.vocabulary.texts

    def found(price):
        model, _ = learn(corpus, min_count=2, max_length=8, price=price)
        return {"".join(texts[unit - 1] for unit in word) for word in words_of(model)}

    assert found(0.7) == set(words)
    assert found(40.0) == set("红茶绿花香")


@pytest.mark.parametrize("texts", [[], ["茶"], ["。"]])
def test_nothing_to_merge(texts):
    corpus = Corpus.from_texts(texts)
    model, stages = learn(corpus, min_count=1, max_length=8, price=1.0)
    assert set(words_of(model)) <= {(1,)}
    assert stages[-1].n_units == corpus.n_tokens


def test_kernel_refuses_what_does_not_fit():
    ids = np.array([0, 1, 2, 1, 2, 0], np.uint32)
    one, two, often = np.array([1], np.uint32), np.array([2], np.uint32), np.array([2], np.int64)
    with pytest.raises(ValueError, match="no text was read"):
        Merger(8, 2, 1.0).run(1)
    with pytest.raises(ValueError, match="min_count"):
        Merger(8, 0, 1.0)
    merger = Merger(8, 2, 1.0)
    with pytest.raises(ValueError, match="boundary"):
        merger.read(ids[1:], 2, one, two, often)
    with pytest.raises(ValueError, match="as many occurrences"):
        merger.read(ids, 2, one, two, often[:0])
    with pytest.raises(ValueError, match="number of units"):
        merger.read(ids, 1, one, one, often)
    for occurrences in (often + 1, often * 2):
        with pytest.raises(ValueError, match="those of the text"):
            merger.read(ids, 2, one, two, occurrences)
