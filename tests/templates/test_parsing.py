"""Trees of sentences from templates."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minent.errors import BudgetError, ParameterError
from minent.templates import TemplateParser, Templates
from minent.templates._patterns import best_spans
from minent.templates.options import BEFORE
from tests.naive import templates as naive


@st.composite
def charts(draw):
    """(number of words, uses as (places, value, closed, open), bits before)."""
    n = draw(st.integers(1, 7))
    bits = st.integers(-3, 3)
    uses = [((i,), 0, draw(bits), draw(bits)) for i in range(n)]
    for _ in range(draw(st.integers(0, 4))):
        places = tuple(sorted(draw(st.sets(st.integers(0, n - 1), min_size=1, max_size=4))))
        uses.append((places, draw(st.integers(0, 6)), draw(bits), draw(bits)))
    return n, uses, draw(st.integers(0, 2))


def spans_of(n, uses, before):
    """What the kernel finds."""
    return best_spans(
        n,
        np.array([len(use[0]) for use in uses], np.uint32),
        np.array([at for use in uses for at in use[0]], np.uint32),
        *(np.array([use[k] for use in uses], np.int64) for k in (1, 2, 3)),
        before,
    )


@settings(max_examples=150)
@given(charts())
def test_trees_are_best_of_all(chart):
    n, uses, before = chart
    value, begins, ends, used = spans_of(*chart)
    assert value == naive.best_tree_value(n, uses, before)
    # The spans are worth what is claimed.
    claimed = 0
    for begin, end, u in zip(begins.tolist(), ends.tolist(), used.tolist(), strict=True):
        places, own, closed, goes_on = uses[u]
        assert begin <= places[0]
        assert places[-1] < end
        claimed += own + (closed if places[-1] == end - 1 else goes_on) - (before if places[0] > begin else 0)
    assert claimed == value
    assert list(zip(begins.tolist(), ends.tolist(), strict=True))[:1] == ([(0, n)] if n > 1 else [])


def test_of_equal_uses_the_first():
    _, _, _, used = spans_of(2, [((0, 1), 0, 0, 0), ((0,), 0, 0, 0), ((1,), 0, 0, 0)], 0)
    assert used.tolist() == [0]


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
    tree = TemplateParser(FROM_TO).parse(["from", "old", "towns", "to", "new", "old", "towns"])
    assert tree.labelled_spans() == [(0, 7, "from … to"), (1, 3, "old towns"), (4, 7, ""), (5, 7, "old towns")]


def test_widths_that_were_not_seen_are_none():
    tree = TemplateParser(FROM_TO).parse(["from", "a", "b", "c", "to"])
    assert "from … to" not in [label for _, _, label in tree.labelled_spans()]


def test_marks_end_stretches():
    tree = TemplateParser(FROM_TO).parse(["from", ",", "old", "towns", "to", "."])
    assert tree.spans()[0] == (0, 6)
    assert (2, 5) in tree.spans()
    assert "from … to" not in [label for _, _, label in tree.labelled_spans()]


def test_words_that_end_stretches_end_phrases():
    # Something behind "man" costs 1.3 bits, and behind "saw" saves 0.6; a phrase in front of it costs 1.
    words = [("man", 100, 80), ("saw", 100, 20), ("the", 100, 0), ("dog", 100, 80)]
    tree = TemplateParser(templates_of([("x … y", {(1,): 2})], words)).parse(["man", "saw", "dog"])
    assert tree.spans() == [(0, 3)]
    assert TemplateParser(templates_of([("x … y", {(1,): 2})])).parse(["man", "saw", "dog"]).spans() == [(0, 3), (1, 3)]


def test_without_help_trees_branch_to_the_right():
    tree = TemplateParser(FROM_TO).parse(list("abcd"))
    assert tree.spans() == [(0, 4), (1, 4), (2, 4)]
    assert BEFORE > 0


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
    with pytest.raises(ParameterError, match="before must be at least 0"):
        TemplateParser(FROM_TO, before=-1)
