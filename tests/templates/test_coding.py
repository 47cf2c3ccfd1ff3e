"""The two-part code: covers, tables, decoding, rounds."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minent.progress import Silent
from minent.templates.coding import TemplateCode, gamma_bits
from minent.templates.filling import with_filled_slots
from minent.templates.finding import text_bits_saved
from minent.templates.learning import learn_code
from minent.templates.options import TemplateOptions
from minent.templates.pairs import count_pairs
from minent.templates.patterns import Patterns
from minent.templates.slots import list_uses
from tests.naive import templates as naive
from tests.templates.texts import RUNS, corpus_of

WINDOW = 4
PATTERNS = st.lists(
    st.integers(2, 4).flatmap(
        lambda n: st.tuples(
            st.lists(st.sampled_from("abcd"), min_size=n, max_size=n).map(tuple),
            st.lists(st.integers(1, WINDOW), min_size=n - 1, max_size=n - 1).map(lambda gaps: (0, *gaps)),
        )
    ),
    max_size=5,
    unique=True,
)


def patterns_of(named, corpus):
    """Naive patterns as a value; those with words of the text only."""
    ids = {word: i for i, word in enumerate(corpus.vocabulary.texts, 1)}
    known = [(words, gaps) for words, gaps in named if all(word in ids for word in words)]
    lengths = [len(words) for words, _ in known]
    return known, Patterns(
        np.array([ids[word] for words, _ in known for word in words], np.uint32),
        np.array([gap for _, gaps in known for gap in gaps], np.uint8),
        np.append(0, np.cumsum(lengths)).astype(np.int64),
    )


def code_with(corpus, named, counts):
    """A code of a text with patterns that are said to be used `counts` times."""
    known, patterns = patterns_of(named, corpus)
    code = TemplateCode.of_words(corpus, len(corpus.vocabulary), WINDOW)
    return known, code.with_patterns(patterns, np.array(counts[: len(known)], np.int64))


def read_code(corpus, code):
    """The symbols of each stretch of text, from the uses that the kernel lists."""
    trie, nodes, unknown = code.trie()
    named = [
        (tuple(code.patterns.words[a:b].tolist()), tuple(code.patterns.gaps[a:b].tolist()))
        for a, b in zip(code.patterns.offsets[:-1], code.patterns.offsets[1:], strict=True)
    ]
    pattern_of = dict(zip(nodes.tolist(), range(len(nodes)), strict=True))
    begin, end = 1, int(np.flatnonzero(corpus.ids)[-1]) + 2
    found, places = trie.list_uses(corpus.ids, begin, end, unknown)
    covered = {}
    for node, place in zip(found.tolist(), places.tolist(), strict=True):
        words, gaps = named[pattern_of[node]]
        at = place
        covered[place] = (words, gaps)
        for gap in gaps[1:]:
            at += gap
            covered[at] = None
    runs, symbols = [], []
    for i in range(begin, end):
        if corpus.ids[i]:
            if i == begin or corpus.ids[i - 1] == 0:
                runs.append([])
                symbols.append([])
            runs[-1].append(int(corpus.ids[i]))
            symbol = covered.get(i, ((int(corpus.ids[i]),), (0,)))
            if symbol is not None:
                symbols[-1].append(symbol)
    return runs, symbols


@settings(max_examples=60)
@given(RUNS, PATTERNS, st.lists(st.integers(1, 40), min_size=5, max_size=5))
def test_covers_are_cheapest_and_decode_to_the_text(runs, named, counts):
    corpus = corpus_of(runs)
    known, code = code_with(corpus, named, counts)
    words, patterns, _ = code.costs()
    word_costs = dict(zip(corpus.vocabulary.texts, words[1:].tolist(), strict=True))
    expected = sum(naive.cheapest_cover(run, known, patterns.tolist(), word_costs) for run in runs)
    read, symbols = read_code(corpus, code)
    pattern_cost = {
        (tuple(code.patterns.words[a:b].tolist()), tuple(code.patterns.gaps[a:b].tolist())): int(cost)
        for a, b, cost in zip(code.patterns.offsets[:-1], code.patterns.offsets[1:], patterns, strict=True)
    }
    cost = sum(
        pattern_cost[symbol] if len(symbol[0]) > 1 else int(words[symbol[0][0]]) for run in symbols for symbol in run
    )
    assert cost == expected
    for run, code_of_run in zip(read, symbols, strict=True):
        assert naive.decode(code_of_run, len(run)) == run
    recounted = code.recounted(corpus, corpus.ids, 2, Silent())
    uses = Counter(symbol for run in symbols for symbol in run)
    assert int(recounted.counts.sum()) == sum(uses.values())


@given(RUNS, PATTERNS, st.lists(st.integers(1, 40), min_size=5, max_size=5))
def test_description_is_that_of_the_definition(runs, named, counts):
    corpus = corpus_of(runs)
    _, code = code_with(corpus, named, counts)
    code = code.recounted(corpus, corpus.ids, 1, Silent())
    texts = corpus.vocabulary.texts
    used = {
        (tuple(texts[w - 1] for w in code.patterns.words[a:b]), tuple(code.patterns.gaps[a:b].tolist())): int(n)
        for a, b, n in zip(code.patterns.offsets[:-1], code.patterns.offsets[1:], code.pattern_counts, strict=True)
    }
    words = Counter(word for run in runs for word in run)
    alone = words.copy()
    for (pattern_words, _), n in used.items():
        for word in pattern_words:
            alone[word] -= n
    found = code.description("")
    assert found.text_bits == pytest.approx(naive.text_bits(Counter({**alone, **used})), abs=1e-6)
    assert found.table_bits == pytest.approx(naive.table_bits(used, words, WINDOW), abs=1e-6)
    assert found.n_symbols == sum(alone.values()) + sum(used.values())


@given(RUNS, PATTERNS, st.lists(st.integers(1, 40), min_size=5, max_size=5))
def test_pruning_never_makes_the_description_longer(runs, named, counts):
    corpus = corpus_of(runs)
    _, code = code_with(corpus, named, counts)
    code = code.recounted(corpus, corpus.ids, 1, Silent())
    pruned = code.pruned()
    assert pruned.description("").total_bits <= code.description("").total_bits + 1e-6
    # Every word of the text is still there once.
    restored = pruned.counts[: pruned.n_words + 1].copy()
    np.add.at(restored, pruned.patterns.words, np.repeat(pruned.pattern_counts, pruned.patterns.lengths))
    assert restored[1:].tolist() == corpus.unit_counts.tolist()


@given(RUNS, st.integers(1, 5), st.sampled_from(["gain", "pooled"]))
def test_templates_never_make_the_description_longer(runs, window, criterion):
    corpus = corpus_of(runs * 3)
    table = count_pairs(corpus, window=window, threads=1)
    options = TemplateOptions(window=window, criterion=criterion, min_proba=0, min_pmi=-9, paths=1)
    stages = []
    code = learn_code(corpus, table, options, threads=1, progress=Silent(), tell=stages.append)
    last = code.description("")
    assert stages[0].stage == "words"
    assert last.total_bits <= min(stage.total_bits for stage in stages) + 1e-6
    assert last.total_bits <= stages[0].total_bits


@given(RUNS, PATTERNS, st.lists(st.integers(1, 40), min_size=5, max_size=5))
def test_bits_saved_are_the_change_of_the_text(runs, named, counts):
    corpus = corpus_of(runs)
    _, code = code_with(corpus, named, counts)
    code = code.recounted(corpus, corpus.ids, 1, Silent())
    if not len(code.patterns):
        return
    saved = text_bits_saved(code)
    numbers, first = code.patterns.templates
    before = code.description("").text_bits
    for number in range(len(first)):
        without = code.counts.copy()
        for p in np.flatnonzero(numbers == number):
            a, b = code.patterns.offsets[p : p + 2]
            np.add.at(without, code.patterns.words[a:b], code.pattern_counts[p])
            without[code.n_words + 1 + p] = 0
        bits = naive.text_bits(Counter(dict(enumerate(without[without > 0].tolist()))))
        assert bits - before == pytest.approx(saved[number], abs=1e-6)


def test_gamma():
    assert gamma_bits(np.array([1, 2, 3, 4, 1000])).tolist() == [naive.gamma(n) for n in (1, 2, 3, 4, 1000)]


@given(RUNS, PATTERNS, st.lists(st.integers(1, 40), min_size=5, max_size=5))
def test_filled_slots_are_those_of_the_uses(runs, named, counts):
    corpus = corpus_of(runs)
    _, code = code_with(corpus, named, counts)
    code = code.recounted(corpus, corpus.ids, 1, Silent())
    # What stands in each slot of each use, by reading the uses that the kernel lists.
    expected = Counter()
    used, places = list_uses(corpus, code, 1, Silent())
    for p, place in zip(used.tolist(), places.tolist(), strict=True):
        a, b = code.patterns.offsets[p : p + 2]
        words, gaps = code.patterns.words[a:b].tolist(), code.patterns.gaps[a:b].tolist()
        for k in range(1, len(words)):
            if gaps[k] > 1:
                at = place + sum(gaps[:k])
                inside = corpus.ids[at + 1 : at + gaps[k]].tolist()
                filled = (*words[:k], *inside, *words[k:])
                expected[filled, (*gaps[:k], *[1] * gaps[k], *gaps[k + 1 :])] += 1
    old = set(code.patterns.keys())
    grown = with_filled_slots(corpus, code, 2, 6, 1, Silent())
    new = {
        (tuple(grown.patterns.words[a:b].tolist()), tuple(grown.patterns.gaps[a:b].tolist()))
        for a, b in zip(grown.patterns.offsets[:-1], grown.patterns.offsets[1:], strict=True)
    }
    known = {(tuple(np.frombuffer(words, np.uint32)), tuple(gaps)) for words, gaps in old}
    wanted = {key for key, n in expected.items() if n >= 2 and len(key[0]) <= 6}
    assert new == known | wanted
    assert len(grown.patterns) == len(new)
