"""Laws that counts obey whatever the text."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus, count_ngrams, merge_tables
from minent.errors import ParameterError
from tests.naive import text as naive_text
from tests.strategies import HAN, han_texts, mixed_texts, texts
from tests.tables import assert_same_table, grams_of

orders = st.integers(1, 6)
TEXT = "\u7ea2\u8336\u7eff\u8336"


@given(texts=texts, order=orders)
def test_counts_of_each_length_add_up(texts, order):
    table = count_ngrams(Corpus.from_texts(texts), order=order, min_count=1)
    runs = naive_text.cut_all(texts)
    for length in range(1, order + 1):
        expected = sum(max(0, len(run) - length + 1) for run in runs)
        assert table.count[table.rows(length)].sum() == expected


@given(texts=han_texts, order=orders)
def test_extensions_and_boundaries_make_up_an_ngram(texts, order):
    table = count_ngrams(Corpus.from_texts(texts), order=order, min_count=1)
    inner = table.rows(order).start
    extended = np.zeros(len(table), np.int64)
    np.add.at(extended, table.parent[table.rows(1).stop :], table.count[table.rows(1).stop :])
    n_ends = len(naive_text.cut_all(texts))
    assert np.all(extended[:inner] <= table.count[:inner])
    if order > 1:
        singles = table.rows(1)
        assert (table.count[singles] - extended[singles]).sum() == n_ends


@given(texts=texts, order=orders, cuts=st.lists(st.integers(0, 8), max_size=3))
def test_merged_shards_are_the_whole(texts, order, cuts):
    bounds = [0, *sorted(min(cut, len(texts)) for cut in cuts), len(texts)]
    shards = [texts[a:b] for a, b in itertools.pairwise(bounds)]
    tables = [count_ngrams(Corpus.from_texts(shard), order=order, min_count=1) for shard in shards]
    assert_same_table(merge_tables(tables), count_ngrams(Corpus.from_texts(texts), order=order, min_count=1))


@given(texts=st.lists(mixed_texts, min_size=3, max_size=3), order=st.integers(1, 4))
def test_merging_is_associative_and_commutative(texts, order):
    a, b, c = (count_ngrams(Corpus.from_texts(part), order=order, min_count=1) for part in texts)
    whole = merge_tables([a, b, c])
    assert_same_table(merge_tables([merge_tables([a, b]), c]), whole)
    assert_same_table(merge_tables([c, merge_tables([b, a])]), whole)


@given(texts=texts, order=orders, min_count=st.integers(2, 5))
def test_pruning_equals_counting_with_min_count(texts, order, min_count):
    corpus = Corpus.from_texts(texts)
    whole = count_ngrams(corpus, order=order, min_count=1)
    pruned = whole.prune(min_count)
    assert_same_table(pruned, count_ngrams(corpus, order=order, min_count=min_count))
    assert_same_table(whole.prune(2).prune(min_count), pruned)
    assert whole.prune(1) is whole


@given(texts=texts, order=orders, min_count=st.integers(1, 3))
def test_threads_do_not_change_a_table(texts, order, min_count):
    tables = [
        count_ngrams(Corpus.from_texts(texts, threads=n), order=order, min_count=min_count, threads=n)
        for n in (1, 2, 5)
    ]
    assert_same_table(tables[1], tables[0])
    assert_same_table(tables[2], tables[0])


def rows_of(table, rename=None):
    """What a table says of each n-gram, with its characters renamed."""
    columns = [table.count, table.left_distinct, table.right_distinct, table.left_entropy, table.right_entropy]
    rows = zip(*(column.tolist() for column in [*columns, table.disjoint_count]), strict=True)
    names = ["".join(gram).translate(rename or {}) for gram in grams_of(table)]
    return sorted(zip(names, rows, strict=True))


@given(texts=han_texts, order=orders, min_count=st.integers(1, 3), names=st.permutations("\u4e00\u4e8c\u3042\ud55cx"))
def test_renaming_the_characters_renames_the_rows(texts, order, min_count, names):
    rename = str.maketrans(HAN, "".join(names))
    table = count_ngrams(Corpus.from_texts(texts, latin="char"), order=order, min_count=min_count)
    renamed = Corpus.from_texts([text.translate(rename) for text in texts], latin="char")
    assert rows_of(table, rename) == rows_of(count_ngrams(renamed, order=order, min_count=min_count))


@given(texts=han_texts, order=orders, min_count=st.integers(1, 3))
def test_reversing_the_text_swaps_the_sides(texts, order, min_count):
    table = count_ngrams(Corpus.from_texts(texts), order=order, min_count=min_count)
    mirrored = count_ngrams(Corpus.from_texts([text[::-1] for text in texts]), order=order, min_count=min_count)

    def rows(table, left, right):
        columns = [
            table.count,
            *(getattr(table, f"{side}_{what}") for side in (left, right) for what in ("distinct", "entropy")),
        ]
        return dict(zip(grams_of(table), zip(*(column.tolist() for column in columns), strict=True), strict=True))

    expected = {gram[::-1]: row for gram, row in rows(table, "left", "right").items()}
    assert rows(mirrored, "right", "left") == expected


@given(texts=han_texts, order=orders, min_count=st.integers(1, 3))
def test_the_order_of_the_texts_does_not_matter(texts, order, min_count):
    table = count_ngrams(Corpus.from_texts(texts), order=order, min_count=min_count)
    assert_same_table(count_ngrams(Corpus.from_texts(texts[::-1]), order=order, min_count=min_count), table)


def counted(order=2, min_count=1, **options):
    return count_ngrams(Corpus.from_texts(TEXT, **options), order=order, min_count=min_count)


@pytest.mark.parametrize(
    ("others", "message"),
    [
        (
            [{"min_count": 2}],
            (
                "table 2 was pruned at min_count 2, so its rare n-grams are missing; "
                "count the parts with min_count 1, merge, then prune"
            ),
        ),
        ([{}, {"order": 3}], "table 1 and table 3 differ in order: 2 and 3"),
        ([{"unit": "token"}], "table 1 and table 2 differ in how the text was cut into units"),
        ([{"latin": "drop"}], "table 1 and table 2 differ in how the text was cut into units"),
        ([{"normalize": "nfkc"}], "table 1 and table 2 differ in how the text was cut into units"),
        ([{"fold_case": True}], "table 1 and table 2 differ in how the text was cut into units"),
    ],
)
def test_tables_that_do_not_merge(others, message):
    with pytest.raises(ParameterError) as raised:
        merge_tables([counted(), *(counted(**other) for other in others)])
    assert str(raised.value) == message


def test_nothing_to_merge():
    with pytest.raises(ParameterError, match=r"^no tables to merge$"):
        merge_tables([])


def test_options_of_reading_do_not_hinder_a_merge():
    merged = merge_tables([counted(), counted(errors="replace", dedup="lines")])
    assert merged.n_tokens == 2 * counted().n_tokens


def test_pruned_rows_do_not_come_back():
    table = counted(min_count=2)
    with pytest.raises(ParameterError, match=r"^the table has been pruned at 2; count again for min_count 1$"):
        table.prune(1)
    with pytest.raises(ParameterError, match=r"^min_count must be at least 1, not 0$"):
        table.prune(0)
