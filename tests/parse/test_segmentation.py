"""Words by the impacts of neighbours: the definition, thresholds, cuts, lexicons."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus, Lexicon, learn_words
from minent.errors import InputError, ParameterError
from minent.parse import join_threshold, lexicon_of_segments, segments, segments_of
from minent.parse.output import found_words, threshold_of, word_lines
from minent.parse.segmentation import forced_cuts, strengths
from tests.parse.impacts import impact_of

VALUES = st.one_of(st.integers(0, 8).map(float), st.just(math.nan))
neighbours = st.lists(st.tuples(VALUES, VALUES), max_size=8)


@given(neighbours, st.integers(0, 8), st.data())
def test_neighbours_join_at_the_threshold(pairs, threshold, data):
    cuts = data.draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)))
    words = [[0]]
    for t, ((a, b), cut) in enumerate(zip(pairs, cuts, strict=True), 1):
        known = [x for x in (a, b) if not math.isnan(x)]
        if known and sum(known) / len(known) >= threshold and not cut:
            words[-1].append(t)
        else:
            words.append([t])
    found = segments(np.array(pairs).reshape(-1, 2), threshold, cuts=cuts)
    assert found.tolist() == [[word[0], word[-1] + 1] for word in words]


@given(st.lists(st.integers(-20, 20), min_size=2, max_size=30))
def test_automatic_threshold_has_the_least_squares_within(values):
    if len(set(values)) == 1:
        assert join_threshold(values) == values[0]
        return
    threshold = join_threshold(values)

    def within(at):
        groups = [[v for v in values if v < at], [v for v in values if v >= at]]
        return sum(sum((v - sum(g) / len(g)) ** 2 for v in g) for g in groups if g)

    places = [(a + b) / 2 for a, b in zip(sorted(set(values)), sorted(set(values))[1:], strict=False)]
    assert threshold in places
    assert within(threshold) == pytest.approx(min(map(within, places)), abs=1e-9)


def test_automatic_threshold_finds_two_groups():
    rng = np.random.default_rng(0)
    values = np.concatenate([rng.normal(2, 0.5, 700), rng.normal(9, 1, 300), [np.nan]])
    assert 3.5 < join_threshold(values) < 7
    assert np.mean(values[:-1] < join_threshold(values, "70%")) == pytest.approx(0.7, abs=0.002)
    assert join_threshold([], "8.5") == 8.5


@pytest.mark.parametrize("rule", ["many", "101%", "-5%", "nan", "", math.inf])
def test_rules_that_are_none(rule):
    with pytest.raises(ParameterError):
        join_threshold([1, 2], rule)


def test_nothing_to_find_a_threshold_from():
    for rule in ("auto", "50%"):
        with pytest.raises(InputError, match="give it as a number"):
            join_threshold([math.nan], rule)


def test_what_is_cut_anyway():
    units = ["红", "茶", "，", "“", "a", "1", "ि"]
    assert forced_cuts(units).tolist() == [False, True, True, True, False, False]
    places = [[0, 1], [1, 2], [2, 3], [3, 4], [4, 5], [6, 7], [7, 8]]
    assert forced_cuts(units, places).tolist() == [False, True, True, True, True, False]
    assert forced_cuts([]).tolist() == forced_cuts(["a"]).tolist() == []


@given(st.text(alphabet="红茶，。 ab\u3000😀", max_size=12), st.floats(0, 10))
def test_words_are_places_in_the_text(text, threshold):
    impact = impact_of(text)
    places = segments_of(impact, threshold)
    assert "".join(text[a:b] for a, b in places.tolist()) == "".join(text.split())
    assert all(text[a:b].split() == [text[a:b]] for a, b in places.tolist())
    everything = segments_of(impact, 0, punctuation=False, spaces=False)
    assert len(everything) == bool(len(impact.offsets))


def test_lines_stay_lines():
    impacts = [impact_of("红茶好", 1), impact_of("绿", 3), impact_of("绿茶", 4), impact_of("", 5)]
    words = list(found_words(impacts, 0))
    assert "".join(word_lines(words)) == "红茶好\n\n绿\n绿茶\n\n"
    assert "".join(word_lines(words, "spans")) == "0:3\n\n0:1\n0:2\n\n"
    assert "".join(word_lines(found_words(impacts, 99), separator="/")) == "红/茶/好\n\n绿\n绿/茶\n\n"
    assert '{"line": 3, "words": ["绿"], "spans": [[0, 1]]}\n' in list(word_lines(words, "jsonl"))
    parts = [impact_of("红茶", 1, seed) for seed in (0, 1)]
    assert [len(places) for _, _, places in found_words(parts, 99)] == [4]


def test_threshold_of_a_corpus_leaves_cuts_out():
    impacts = [impact_of("红茶，好", 1), impact_of("好", 2)]
    kept = strengths(impacts[0].neighbours)[:1]
    assert threshold_of(impacts, "auto") == pytest.approx(kept[0])
    assert threshold_of((), 3) == threshold_of((), "3") == 3
    every = strengths(impacts[0].neighbours)
    assert threshold_of(impacts, "50%", punctuation=False) == pytest.approx(np.median(every))


@pytest.mark.parametrize("values", [[1, 2], [[1, 2, 3]], [[1, math.inf]]])
def test_bad_neighbours(values):
    with pytest.raises(ParameterError):
        segments(values, 1)
    with pytest.raises(ParameterError):
        segments([[1, 2]], 1, cuts=[True, False])


def test_lexicon_of_words():
    lexicon = lexicon_of_segments(["茶", "红茶", "。", "红茶", "好", "😀"])
    assert lexicon.words == ["红茶", "好", "茶"]
    assert lexicon.column("count").tolist() == [2, 1, 1]
    assert lexicon_of_segments(["茶", "红茶", "红茶"], min_count=2).words == ["红茶"]


def test_proposed_words_are_considered():
    # 甲乙丙丁戊 stands together often, but its parts say little about each other by chance elsewhere.
    rng = np.random.default_rng(2)
    lines = ["".join(rng.choice(list("甲乙丙丁戊己庚辛"), 12)) for _ in range(400)]
    lines = [line[:6] + "甲乙丙丁" + line[6:] if k % 8 == 0 else line for k, line in enumerate(lines)]
    corpus = Corpus.from_texts(lines)
    none = learn_words(corpus, candidates=[], candidates_only=True, threads=1)
    assert max(map(len, none.words)) == 1
    one = learn_words(corpus, candidates=Lexicon.from_words(["甲乙丙丁"]), candidates_only=True, threads=1)
    assert {word for word in one.words if len(word) > 1} == {"甲乙丙丁"}
    assert one.stages[-1].total_bits < none.stages[-1].total_bits
    same = learn_words(corpus, candidates=["乙", "天地", "甲。乙", ""], threads=1)
    assert same.words == learn_words(corpus, threads=1).words
    for options in ({"candidates_only": True}, {"candidates": "甲乙"}, {"candidates": [], "method": "merge"}):
        with pytest.raises(ParameterError):
            learn_words(corpus, **options)
