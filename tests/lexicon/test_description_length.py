"""Description length by definition, and the laws of learning by it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minent import Corpus, learn_words
from minent.lexicon.unigram import WordModel, entry_bits
from tests.naive.segmentation import cheapest, description_bits, text_bits

UNITS = 3


def model_of(counts: dict[tuple[int, ...], int]) -> WordModel:
    full = {**{(unit,): 0 for unit in range(1, UNITS + 1)}, **counts}
    full = dict(sorted(full.items(), key=lambda item: (len(item[0]), item[0])))
    units = np.array([unit for word in full for unit in word], np.uint32)
    offsets = np.cumsum([0, *map(len, full)], dtype=np.int64)
    return WordModel(units, offsets, np.array(list(full.values()), np.int64))


def words_of(model: WordModel) -> list[tuple[int, ...]]:
    return [tuple(part.tolist()) for part in np.split(model.units, model.offsets[1:-1])]


words = st.lists(st.integers(1, UNITS), min_size=1, max_size=4).map(tuple)
models = st.dictionaries(words, st.integers(1, 60), min_size=1, max_size=12).map(model_of)


@given(models, st.floats(0, 8))
def test_description_is_that_of_the_definition(model, unit_bits):
    counts = dict(zip(words_of(model), model.counts.tolist(), strict=True))
    description = model.description("now", unit_bits)
    assert description.corpus_bits == pytest.approx(text_bits(counts), abs=1e-6)
    assert description.total_bits == pytest.approx(description_bits(counts, unit_bits), abs=1e-6)
    assert description.n_words == sum(count > 0 for count in counts.values())


@given(models, st.floats(0.1, 8))
def test_what_dropping_words_saves_is_exact(model, unit_bits):
    before = model.description("before", unit_bits)
    counts = model.counts.copy()
    saved = model.trie.drop_costly(counts, entry_bits(model.lengths, unit_bits))
    after = WordModel(model.units, model.offsets, counts).description("after", unit_bits)
    assert saved == pytest.approx(before.total_bits - after.total_bits, abs=1e-6)
    assert saved >= 0
    assert (counts * model.lengths).sum() == (model.counts * model.lengths).sum(), "the text is the same"


@given(models)
def test_weak_words_go_to_their_cheapest_parts(model):
    """With one word that no saving is enough for, its parts take its uses."""
    longest = len(model.counts) - 1
    needed = np.full(len(model.counts), -np.inf)
    needed[longest] = np.inf
    counts = model.counts.copy()
    model.trie.drop_weak(counts, needed)
    word = words_of(model)[longest]
    if len(word) == 1 or not model.counts[longest]:
        assert (counts == model.counts).all()
        return
    total = model.counts.sum()
    costs = {
        other: int((np.log2(total) - (np.log2(count) if count else -1)) * (1 << 40))
        for other, count in zip(words_of(model), model.counts.tolist(), strict=True)
        if (count or len(other) == 1) and other != word
    }
    _, parts = cheapest(word, costs, 1 << 60)
    given_away = {other: int(a - b) for other, a, b in zip(words_of(model), counts, model.counts, strict=True) if a > b}
    assert counts[longest] == 0
    assert sum(given_away.values()) == len(parts) * model.counts[longest]
    cost = sum(costs[other] * n for other, n in given_away.items())
    assert cost == pytest.approx(sum(costs[part] for part in parts) * int(model.counts[longest]), rel=1e-9)


texts = st.lists(st.text(alphabet="红茶绿花，12", min_size=1, max_size=40), min_size=1, max_size=6)


@settings(max_examples=60)
@given(texts)
def test_the_total_never_rises_from_round_to_round(lines):
    corpus = Corpus.from_texts(lines * 5, numbers="alike")
    totals = [stage.total_bits for stage in learn_words(corpus, pmi_per_join=0, threads=1).stages]
    rounds = totals[1:]
    assert all(now <= before * (1 + 1e-9) + 1e-6 for before, now in pairwise(rounds))


@settings(max_examples=30)
@given(texts)
def test_threads_do_not_matter(lines):
    corpus = Corpus.from_texts(lines * 3, numbers="alike")
    one, three = (learn_words(corpus, threads=threads) for threads in (1, 3))
    assert one.words == three.words
    assert one.report() == three.report()
    for name, column in one.columns.items():
        assert column.tobytes() == three.column(name).tobytes()


def test_a_text_of_words_in_any_order_gives_its_words():
    rng = np.random.default_rng(7)
    vocabulary = ["甲乙", "丙丁戊", "己庚", "辛壬癸子", "丑寅"]
    lines = ["".join(rng.choice(vocabulary, 12)) for _ in range(300)]
    lexicon = learn_words(Corpus.from_texts(lines))
    found = {word for word in lexicon.words if len(word) > 1}
    assert found == set(vocabulary)
    # Five words, equally frequent: log2 5 bits each, and the price of the joins.
    cost = lexicon["甲乙"]["cost"] - lexicon.pmi_per_join
    assert cost == pytest.approx(np.log2(5), abs=0.15)


def test_words_with_numbers_are_found_whatever_the_number():
    lines = [f"{before}{number}年{after}" for number in range(1950, 1970) for before in "在到从" for after in "我你他"]
    lines += [f"有{number}人，" for number in range(70)]
    lexicon = learn_words(Corpus.from_texts(lines, numbers="alike"))
    assert "0" in lexicon
    assert "0年" in lexicon


def test_nothing_to_learn_from():
    assert learn_words(Corpus.from_texts([""])).words == []
    assert learn_words(Corpus.from_texts(["红"])).stages[-1].n_words <= 1


def test_a_price_makes_words_fewer(tmp_path):
    corpus = Corpus.from_texts(["红茶绿茶红茶", "红茶好", "绿茶好", "好茶"] * 20)
    free, dear = (learn_words(corpus, pmi_per_join=price) for price in (0, 40))
    assert max(map(len, dear.words)) == 1 < max(map(len, free.words))
