"""The division of runs of units against every division there is."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent.lexicon._unigram import WordTrie
from tests.naive.segmentation import cheapest

UNITS = 4
words = st.lists(st.integers(1, UNITS), min_size=1, max_size=5).map(tuple)
lexicons = st.dictionaries(words, st.integers(0, 12), max_size=25)
runs = st.lists(st.integers(1, UNITS), min_size=1, max_size=9)


def trie_of(costs: dict[tuple[int, ...], int], n_units: int = UNITS) -> WordTrie:
    lengths = [len(word) for word in costs]
    units = np.array([unit for word in costs for unit in word], np.uint32)
    trie = WordTrie(units, np.cumsum([0, *lengths], dtype=np.int64), n_units)
    trie.set_costs(np.array(list(costs.values()), np.int32))
    return trie


def text_of(runs: list[list[int]], dtype: str = "u2") -> np.ndarray:
    return np.array([0, *(unit for run in runs for unit in [*run, 0]), *[0] * 8], dtype)


@given(lexicons, st.lists(runs, max_size=4), st.integers(0, 12), st.sampled_from(["u2", "u4"]))
def test_the_cheapest_division_is_found(costs, text, unknown, dtype):
    ids = text_of(text, dtype)
    counts = np.zeros(len(costs), np.int64)
    trie_of(costs).count(ids, 1, len(ids) - 8, unknown, counts)
    expected = Counter(word for run in text for word in cheapest(run, costs, unknown)[1])
    assert counts.tolist() == [expected[word] for word in costs]


@given(st.sets(st.lists(st.integers(1, 3000), min_size=1, max_size=4).map(tuple), max_size=200), st.data())
def test_words_of_any_units_are_found_and_no_others(lexicon, data):
    costs = dict.fromkeys(sorted(lexicon), 1)
    known = data.draw(st.lists(st.sampled_from(sorted(lexicon)), max_size=10)) if lexicon else []
    other = data.draw(st.lists(st.lists(st.integers(1, 3000), min_size=1, max_size=4).map(tuple), max_size=10))
    ids = text_of([list(word) for word in known + other])
    counts = np.zeros(len(costs), np.int64)
    trie_of(costs, 3000).count(ids, 1, len(ids) - 8, 5, counts)
    expected = Counter(word for run in known + other for word in cheapest(run, costs, 5)[1])
    assert counts.tolist() == [expected[word] for word in costs]


def test_among_equals_the_fewest_words_then_the_longest_first():
    costs = {(1,): 1, (2,): 1, (1, 2): 2, (2, 1): 2, (1, 2, 1): 3}
    ids = text_of([[1, 2, 1], [1, 2], [1, 2, 1, 2]])
    counts = np.zeros(len(costs), np.int64)
    trie_of(costs).count(ids, 1, len(ids) - 8, 9, counts)
    assert dict(zip(costs, counts.tolist(), strict=True)) == {(1,): 0, (2,): 1, (1, 2): 1, (2, 1): 0, (1, 2, 1): 2}


def test_ranges_outside_the_text_are_refused():
    trie, ids = trie_of({(1,): 1}), text_of([[1, 1]])
    for begin, end in [(0, 3), (3, 1), (1, len(ids)), (1, 2)]:
        with pytest.raises(ValueError, match="range"):
            trie.count(ids, begin, end, 1, np.zeros(1, np.int64))
