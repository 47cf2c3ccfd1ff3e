"""Patterns along the best paths, and templates that were planted in a text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minent.errors import CorpusError, ParameterError
from minent.progress import Silent
from minent.templates import find_templates
from minent.templates.mining import mine_patterns
from minent.templates.options import TemplateOptions
from minent.templates.pairs import count_pairs
from minent.text import Corpus
from tests.naive import templates as naive
from tests.templates.texts import RUNS, corpus_of


def named(patterns, counts, corpus):
    """Patterns as a mapping of (words, gaps) to counts."""
    texts = corpus.vocabulary.texts
    bounds = zip(patterns.offsets[:-1], patterns.offsets[1:], strict=True)
    return {
        (tuple(texts[word - 1] for word in patterns.words[a:b]), tuple(patterns.gaps[a:b].tolist())): int(n)
        for (a, b), n in zip(bounds, counts, strict=True)
    }


@settings(max_examples=60)
@given(RUNS, st.integers(1, 4), st.integers(1, 3), st.randoms(use_true_random=False))
def test_mined_patterns_are_those_of_the_definition(runs, window, paths, random):
    corpus = corpus_of(runs)
    table = count_pairs(corpus, window=window, threads=1)
    # Whole bits: sums of paths are exact, ties are ties.
    binding = np.array([[random.randint(-1, 3) if n else 0 for n in row] for row in table.counts.tolist()], float)
    binding = binding.reshape(len(table), window)
    options = TemplateOptions(window=window, paths=paths, max_words=4)
    found = [mine_patterns(corpus, table, binding, options, threads=n, progress=Silent()) for n in (1, 2)]
    words = corpus.vocabulary.texts
    bound = {
        (words[table.first[row] - 1], words[table.second[row] - 1], gap + 1): float(binding[row, gap])
        for row, gap in zip(*np.nonzero(binding > 0), strict=True)
    }
    expected = naive.mined(runs, bound, options.paths, table.min_count, 4)
    assert named(*found[0], corpus) == dict(expected)
    for name in ("words", "gaps", "offsets"):
        assert np.array_equal(getattr(found[0][0], name), getattr(found[1][0], name))


def planted(rng, templates, n_lines, n_words=400):
    """Lines of random words, half of them with one of the templates; a number in a template is a slot so wide."""
    words = [f"w{i}" for i in range(n_words)]
    lines = []
    for _ in range(n_lines):
        line = [words[i] for i in rng.integers(0, n_words, rng.integers(0, 4))]
        if rng.random() < 0.5:
            for part in templates[rng.integers(len(templates))]:
                fill = rng.integers(1, part + 1) if isinstance(part, int) else 0
                line += [words[i] for i in rng.integers(0, n_words, fill)] if fill else [part]
        line += [words[i] for i in rng.integers(0, n_words, rng.integers(0, 4))]
        lines.append(" ".join(line))
    return lines


@pytest.mark.parametrize("criterion", ["gain", "pooled"])
def test_planted_templates_are_found_and_nothing_else(criterion):
    rng = np.random.default_rng(7)
    hidden = [("neither", 2, "nor"), ("from", 1, "to"), ("in", "spite", "of"), ("either", 3, "or", 1, "else")]
    corpus = Corpus.from_texts(planted(rng, hidden, 4000), unit="token")
    templates = find_templates(corpus, criterion=criterion, threads=1)
    expected = {"neither … nor", "from … to", "in spite of", "either … or … else"}
    assert {templates.text(i) for i in range(len(templates))} == expected
    assert templates.stages[-1].total_bits < 0.9 * templates.stages[0].total_bits
    row = next(i for i in range(4) if templates.text(i) == "either … or … else")
    assert set(templates.widths[row]) == {(1, 1), (2, 1), (3, 1)}
    (first, second) = templates.fillers[row]
    assert first.entropy > second.entropy > 7
    assert len(first.top) == 5
    assert all("either" in example and "else" in example for example in templates.examples[row])


def test_phrases_with_a_window_of_one():
    rng = np.random.default_rng(7)
    corpus = Corpus.from_texts(planted(rng, [("from", 1, "to"), ("in", "spite", "of")], 2000), unit="token")
    assert [find_templates(corpus, window=1, threads=1).text(0)] == ["in spite of"]


def test_random_text_has_no_templates():
    rng = np.random.default_rng(3)
    corpus = Corpus.from_texts(planted(rng, [("w1",)], 3000, 50), unit="token")
    templates = find_templates(corpus, threads=1)
    assert len(templates) == 0
    assert next(stage.stage for stage in templates.stages) == "words"


def test_nothing_is_paired_across_marks_and_lines():
    texts = ["from x. to y", "from z\nto u", "from v, to w"] * 50
    templates = find_templates(Corpus.from_texts(texts, unit="token"), threads=1)
    assert not any("from" in template and "to" in template for template in templates)


def test_threads_change_nothing():
    rng = np.random.default_rng(11)
    lines = planted(rng, [("from", 2, "to"), ("more", 1, "than")], 3000)
    corpus = Corpus.from_texts(lines, unit="token")
    one, two = (find_templates(corpus, threads=threads, words=True) for threads in (1, 2))
    assert list(one) == list(two)
    assert list(one.widths) == list(two.widths)
    assert all(np.array_equal(one.columns[name], two.columns[name]) for name in one.columns)
    assert list(one.fillers) == list(two.fillers)
    assert list(one.examples) == list(two.examples)


def test_figures_by_hand():
    text = Corpus.from_texts(
        [f"from {a}{b} to {b}{a}" for a in "abcdefgh" for b in "uvw" for _ in range(2)], unit="token"
    )
    templates = find_templates(text, threads=1, words=True, n_examples=1, n_fillers=1)
    assert templates.text(0) == "from … to"
    assert templates.columns["count"][0] == 48
    assert templates.columns["final"][0] == 0
    # 1 + two words of log2 4 bits + 2; one pattern: 1 + log2 4; gamma of 48: 11.
    assert templates.columns["entry_bits"][0] == pytest.approx(1 + 2 * 2 + 2 + 1 + 2 + 11)
    assert templates.fillers[0][0].entropy == pytest.approx(np.log2(24))
    assert templates.fillers[0][0].top == (("au", 2),)
    assert templates.examples[0] == ("from au to ua",)
    row = list(templates).index(("ua",))
    assert (templates.columns["count"][row], templates.columns["final"][row]) == (2, 2)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"window": 0}, "window must be from 1 to 15"),
        ({"criterion": "best"}, "criterion must be one of gain, pooled"),
        ({"max_words": 1}, "max_words must be from 2 to 16"),
        ({"paths": 16}, "paths must be from 1 to 15"),
        ({"min_count": 1}, "min_count must be at least 2"),
        ({"min_proba": -1}, "min_proba must be at least 0"),
        ({"min_pmi": float("nan")}, "min_pmi must be finite"),
        ({"n_fillers": -1}, "n_fillers must be at least 0"),
    ],
)
def test_bad_parameters(options, message):
    with pytest.raises(ParameterError, match=message):
        find_templates(corpus_of([["a", "b"]]), **options)


def test_unknown_parameters():
    with pytest.raises(TypeError, match="no parameter 'size'"):
        find_templates(corpus_of([["a", "b"]]), size=1)


def test_an_empty_text_is_an_error():
    with pytest.raises(CorpusError, match="the text has no words"):
        find_templates(Corpus.from_texts(["..."], unit="token"))


def test_slots_that_are_always_filled_alike_are_none():
    # "the" stands everywhere, so it binds to nothing; "first time" is bound to "for" across it.
    rng = np.random.default_rng(5)
    words = [f"w{i}" for i in range(300)]
    lines = []
    for _ in range(3000):
        line = [words[i] for i in rng.integers(0, 300, 6)]
        line[1:1] = ["the"] * int(rng.integers(0, 3))
        if rng.random() < 0.1:
            line += ["for", "the", "first", "time"]
        lines.append(" ".join(line))
    templates = find_templates(Corpus.from_texts(lines, unit="token"), threads=1)
    assert templates.text(0) == "for the first time"
    assert not any("for" in template for template in list(templates)[1:])
