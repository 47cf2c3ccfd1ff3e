"""Views of corpora and tables that can be compared with the twins, and with one another."""

from __future__ import annotations

import dataclasses

import numpy as np

from minent import Corpus, NgramTable

ARRAYS = [
    "level_offsets", "unit", "count", "first_child", "left_distinct", "right_distinct", "left_entropy", "right_entropy",
    "border_rows", "border_counts", "tail_unit", "tail_count", "tail_first",
]  # fmt: skip

# What word discovery gives every word, in the order it is written.
DISCOVERY_COLUMNS = (
    "count", "occurrences", "length", "cohesion", "left_entropy", "right_entropy", "bits_saved", "score",
)  # fmt: skip


def runs_of(corpus: Corpus) -> list[list[str]]:
    """The units of a corpus between its boundaries."""
    ids, _, _ = corpus.counting_ids(1)
    units = ["", *corpus.vocabulary.texts]
    runs: list[list[str]] = [[]]
    for number in ids.tolist():
        if number:
            runs[-1].append(units[number])
        else:
            runs.append([])
    return [run for run in runs if run]


def grams_of(table: NgramTable) -> list[tuple[str, ...]]:
    """The n-grams of a table as tuples of units, in order of its rows."""
    units = table.vocabulary.texts
    return [
        tuple(units[number - 1] for number in row)
        for length in range(1, table.order + 1)
        for row in table.unit_ids(np.arange(table.rows(length).start, table.rows(length).stop), length).tolist()
    ]


def assert_same_table(found: NgramTable, expected: NgramTable) -> None:
    """Fail unless two tables are equal to the last bit."""
    assert set(ARRAYS) <= {field.name for field in dataclasses.fields(NgramTable)}
    assert (found.order, found.min_count, found.n_tokens) == (expected.order, expected.min_count, expected.n_tokens)
    assert found.options.counting_key() == expected.options.counting_key()
    assert found.vocabulary.texts == expected.vocabulary.texts
    for name in ARRAYS:
        one, other = getattr(found, name), getattr(expected, name)
        assert one.dtype == other.dtype, name
        assert np.array_equal(one, other), name
