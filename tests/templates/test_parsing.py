"""Trees of sentences from templates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minent.errors import BudgetError, ParameterError
from minent.templates import TemplateParser, Templates
from minent.templates._patterns import best_spans
from minent.templates.neighbours import Neighbours
from minent.trees import tree_of_spans
from tests.naive import templates as naive


@st.composite
def charts(draw):
    """(what spans are worth on the left, on the right, uses as (begin, end, value))."""
    n = draw(st.integers(1, 7))
    edges = st.lists(st.integers(-3, 3), min_size=n + 1, max_size=n + 1)
    spans = st.sampled_from([(i, j) for i in range(n + 1) for j in range(i + 2, n + 1)] or [None])
    uses = [(*span, draw(st.integers(-2, 6))) for span in draw(st.lists(spans, max_size=5)) if span]
    return draw(edges), draw(edges), uses


def spans_of(left, right, uses):
    """What the kernel finds."""
    begins, ends, values = np.array(uses, np.int64).reshape(-1, 3).T
    return best_spans(
        np.array(left, np.int64),
        np.array(right, np.int64),
        begins.astype(np.uint32),
        ends.astype(np.uint32),
        np.ascontiguousarray(values),
    )


@settings(max_examples=150)
@given(charts())
def test_trees_are_best_of_all(chart):
    left, right, uses = chart
    n = len(left) - 1
    value, begins, ends, used = spans_of(*chart)
    assert value == naive.best_tree_value(left, right, uses, 0, n)
    spans = list(zip(begins.tolist(), ends.tolist(), strict=True))
    assert len(spans) == max(n - 1, 0)
    assert n == 1 or tree_of_spans(n, [(*span, "") for span in spans]).spans() == spans
    # The spans are worth what is claimed.
    claimed = 0
    for (begin, end), u in zip(spans, used.tolist(), strict=True):
        claimed += left[begin] + right[end]
        if u >= 0:
            assert uses[u][:2] == (begin, end)
            assert uses[u][2] > 0
            claimed += uses[u][2]
    assert claimed == value


def test_of_equal_uses_the_first_and_of_equal_trees_the_one_divided_to_the_left():
    _, begins, ends, used = spans_of([0] * 4, [0] * 4, [(0, 3, 5), (0, 3, 5)])
    assert list(zip(begins.tolist(), ends.tolist(), used.tolist(), strict=True)) == [(0, 3, 0), (1, 3, -1)]


def templates_of(rows, words=()):
    """Templates that save 20 bits a use; words as (word, count, final)."""
    names = [*(tuple(text.split()) for text, _ in rows), *((word,) for word, _, _ in words)]
    counts = [*(sum(widths.values()) for _, widths in rows), *(count for _, count, _ in words)]
    return Templates(
        names,
        {
            "count": np.array(counts, np.int64),
            "bits_saved": np.array([*(20.0 * sum(w.values()) for _, w in rows), *(0.0 for _ in words)]),
            "entry_bits": np.zeros(len(names)),
            "final": np.array([*(0 for _ in rows), *(final for _, _, final in words)], np.int64),
        },
        [*(widths for _, widths in rows), *({(): count} for _, count, _ in words)],
        5,
    )


FROM_TO = templates_of([("from … to", {(1,): 5, (2,): 4}), ("old towns", {(): 9})])


def test_nested_templates():
    tree = TemplateParser(FROM_TO).parse(["from", "old", "towns", "to", "x"])
    assert (0, 5, "from … to") not in tree.labelled_spans()
    assert {(0, 4, "from … to"), (1, 3, "old towns")} < set(tree.labelled_spans())


def test_widths_that_were_not_seen_are_none():
    tree = TemplateParser(FROM_TO).parse(["from", "a", "b", "c", "to"])
    assert "from … to" not in [label for _, _, label in tree.labelled_spans()]


def test_marks_end_stretches():
    tree = TemplateParser(FROM_TO).parse(["from", ",", "old", "towns", "to", "."])
    assert tree.spans()[0] == (0, 6)
    assert (2, 5) in tree.spans()
    assert "from … to" not in [label for _, _, label in tree.labelled_spans()]


def test_words_that_end_stretches_end_phrases():
    words = [("man", 100, 80), ("saw", 100, 1), ("the", 100, 0), ("dog", 100, 80), ("of", 1000, 0)]
    sentence = ["the", "man", "saw", "the", "dog"]
    tree = TemplateParser(templates_of([("x … y", {(1,): 2})], words)).parse(sentence)
    assert tree.spans() == [(0, 5), (0, 2), (2, 5), (3, 5)]
    without = TemplateParser(templates_of([("x … y", {(1,): 2})])).parse(sentence)
    assert without.spans() == [(0, 5), (1, 5), (2, 5), (3, 5)]


def test_words_that_attract_stay_together():
    words = [(word, 100, 10) for word in "abcd"]
    with_pair = replace(templates_of([], words), followers=[{}, {"c": 90}, {}, {}])
    assert (1, 3) in TemplateParser(with_pair).parse(list("abcd")).spans()
    assert (1, 3) not in TemplateParser(templates_of([], words)).parse(list("abcd")).spans()


def test_pmi_by_hand():
    words = [("a", 4, 0), ("b", 4, 0), ("c", 8, 8)]
    templates = replace(templates_of([], words), followers=[{"b": 3}, {}, {"a": 1, "c": 2}])
    known = Neighbours.of(templates, {"a": 1, "b": 2, "c": 3})
    # Expected are 4 4 / 16 = 1 of ab, 2 of bc and 4 of cc; 0.5 4 / 16 of an unknown word and a.
    expected = [np.log2((3 + 1) / (1 + 1)), np.log2((0 + 1) / (2 + 1)), np.log2((2 + 1) / (4 + 1)), -1, -1]
    assert np.allclose(known.pmi(np.array([1, 2, 3, 3, 9, 1])), expected)
    q0 = 8.5 / 17
    assert np.allclose(known.of_ends(np.array([3, 1, 9])), [np.log2((8 + 10) / 28 / q0), np.log2(10 / 24 / q0), 0])
    assert known.pmi(np.array([1])).tolist() == known.pmi(np.array([], int)).tolist() == []


def test_without_help_trees_branch_to_the_right():
    tree = TemplateParser(FROM_TO).parse(list("abcd"))
    assert tree.spans() == [(0, 4), (1, 4), (2, 4)]


def test_numbers_are_alike_and_case_folds():
    parser = TemplateParser(templates_of([("for 0 years", {(): 3})]), fold_case=True)
    assert parser.parse(["For", "1,200", "years"]).label == "for 0 years"
    assert TemplateParser(FROM_TO).parse(["From", "x", "to"]).label == ""


@pytest.mark.parametrize("words", [[], ["x"], ["."], [".", "x"]])
def test_short_sentences(words):
    tree = TemplateParser(FROM_TO).parse(words)
    assert tree is None if not words else tree.spans() == [(0, len(words))]


def test_words_with_line_ends_and_spaces():
    tree = TemplateParser(FROM_TO).parse(["from\n", "a b", "to", ""])
    assert tree.end == 4


def test_what_is_too_long():
    with pytest.raises(BudgetError, match="4,097 words between marks"):
        TemplateParser(FROM_TO).parse(["x"] * 4097)


def test_bad_parameters():
    with pytest.raises(ParameterError, match="no templates"):
        TemplateParser(templates_of([]))
