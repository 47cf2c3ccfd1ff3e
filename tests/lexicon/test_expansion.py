"""Expansion from seed words: by hand, against a search by pairs, as laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent.errors import ParameterError
from minent.lexicon import expand, expansion
from tests.naive import expansion as naive

_settings = st.tuples(st.integers(0, 10**6), st.integers(1, 60), st.integers(1, 4), st.integers(0, 5))


def _sample(settings):
    """Words with vectors, and seeds."""
    seed, n, d, n_seeds = settings
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(n, d)) * random.choice([0.0, 1.0, 1e-3, 1e200], size=(n, 1), p=[0.1, 0.5, 0.2, 0.2])
    words = [f"w{row}" for row in range(n)]
    return words, vectors, [words[row] for row in random.integers(0, n, n_seeds)]


@given(_settings, st.floats(0.1, 1), st.floats(0, 3))
def test_words_are_those_of_a_search_by_pairs(settings, threshold, growth):
    words, vectors, seeds = _sample(settings)
    # Vectors that the squares of the search by pairs can bear; the result knows no lengths.
    sizes = np.abs(vectors).max(axis=1, keepdims=True)
    plain = vectors / np.where(sizes > 0, sizes, 1)
    expected = naive.expand(seeds, dict(zip(words, plain.tolist(), strict=True)), threshold, growth)
    found = expand(seeds, words, vectors, threshold=threshold, growth=growth)
    assert set(found) == set(expected)
    assert [found[word]["hop"] for word in found] == [expected[word][0] for word in found]
    assert [found[word]["similarity"] for word in found] == pytest.approx([expected[word][1] for word in found])


@given(_settings, st.randoms())
def test_order_of_seeds_and_size_of_blocks_do_not_matter(settings, random):
    words, vectors, seeds = _sample(settings)
    found = expand(seeds, words, vectors, threshold=0.5)
    random.shuffle(seeds)
    before = expansion._ROWS, expansion._COLUMNS, expansion._PAIRS
    try:
        expansion._ROWS, expansion._COLUMNS, expansion._PAIRS = 1, 3, 2
        again = expand(seeds, words, vectors, threshold=0.5)
    finally:
        expansion._ROWS, expansion._COLUMNS, expansion._PAIRS = before
    assert again.words == found.words
    for name in ("hop", "similarity"):
        assert again.column(name).tobytes() == found.column(name).tobytes()


@given(_settings)
def test_order_of_the_result_and_thresholds(settings):
    words, vectors, seeds = _sample(settings)
    found = expand(seeds, words, vectors)
    rows = [(found[word]["hop"], -found[word]["similarity"], words.index(word)) for word in found]
    assert rows == sorted(rows)
    assert set(found.words[: len(set(seeds))]) == set(seeds)
    for hop, similarity, _ in rows:
        if hop:
            assert -similarity >= 0.6 + 0.4 * (1 - math.exp(-0.35 * (hop - 1)))
    assert (
        set(expand(seeds, words, vectors, threshold=0.8)) <= set(found) <= set(expand(seeds, words, vectors, growth=0))
    )


def _fan(degrees):
    return [[math.cos(math.radians(angle)), math.sin(math.radians(angle))] for angle in degrees]


def test_by_hand():
    words, vectors = ["a", "b", "c", "d"], _fan([0, 50, 85, 120])
    # cos 50 = .643 >= .6; cos 35 = .819 >= .718 at hop 1; then .801 is asked for and cos 35 is enough.
    found = expand(["a"], words, vectors)
    assert found.words == ["a", "b", "c", "d"]
    assert found.column("hop").tolist() == [0, 1, 2, 3]
    assert found.column("similarity").tolist() == pytest.approx([1, 0.642788, 0.819152, 0.819152], abs=1e-6)
    assert expand(["a"], words, vectors, growth=1).words == ["a", "b"], "1 - .4 / e = .853 is asked for at hop 1"
    assert expand(["a"], words, vectors, threshold=0.65).words == ["a"]
    assert expand(["a"], words, vectors, keep=lambda word: word not in "ac").words == ["a", "b"]
    assert expand(["d", "a", "d"], words, vectors).words == ["a", "d", "c", "b"]
    assert expand([], words, vectors).words == []


def test_vectors_of_zeros_are_like_none():
    assert expand(["a", "b"], ["a", "b", "c"], [[0, 0], [1, 0], [0, 0]]).words == ["a", "b"]


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"seeds": ["x", "a", "y"]}, "seeds without a vector: x, y; leave them out"),
        ({"seeds": [str(row) for row in range(9)]}, "0, 1, 2, 3, 4 and 4 more"),
        ({"seeds": "a"}, "not the string"),
        ({"words": ["a", "a"]}, "one has two vectors"),
        ({"words": ["a"]}, "each of the 1 words, not 2 x 2"),
        ({"vectors": [1, 2]}, "each of the 2 words, not 2"),
        ({"vectors": [[1, 2], [3]]}, "array of numbers"),
        ({"vectors": [["x", "y"], ["z", "u"]]}, "array of numbers"),
        ({"vectors": [[1, 2], [math.nan, 1]]}, "that of 'b' is not"),
        ({"threshold": 0}, "threshold must be above 0 and at most 1"),
        ({"threshold": 1.1}, "threshold"),
        ({"threshold": math.nan}, "threshold must be finite"),
        ({"growth": -1}, "growth must be at least 0"),
    ],
)
def test_bad_parameters(parameters, message):
    given = {"seeds": ["a"], "words": ["a", "b"], "vectors": [[1, 0], [0, 1]], **parameters}
    with pytest.raises(ParameterError, match=message):
        expand(given.pop("seeds"), given.pop("words"), given.pop("vectors"), **given)
