"""Word vectors: singular vectors, whitening, values."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent.errors import ParameterError
from minent.graph import WordText, WordVectors, count_windows, ppmi, rooted, whiten, word_vectors
from minent.graph.factors import default_dimension


@pytest.fixture(scope="module")
def counts():
    rng = np.random.default_rng(5)
    return count_windows(
        WordText.from_lists([[f"w{i}" for i in rng.zipf(1.4, 120) if i < 60] for _ in range(60)], min_count=2), window=3
    )


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("association", ["root", "ppmi"])
def test_vectors_are_singular_vectors(counts, power, association):
    vectors = word_vectors(counts, dimension=6, power=power, association=association, centre=False)
    matrix = rooted(counts) if association == "root" else ppmi(counts)
    left, values, _ = np.linalg.svd(matrix.toarray())
    expected = left[:, :6] * values[:6] ** power
    expected *= np.sign((expected * vectors.matrix).sum(axis=0))
    assert np.allclose(vectors.matrix, expected, atol=1e-4)
    largest = np.abs(vectors.matrix).argmax(axis=0)
    assert (vectors.matrix[largest, np.arange(6)] > 0).all()


def test_defaults_are_roots_at_length_one_and_centred(counts):
    plain = word_vectors(counts, dimension=6, centre=False)
    unit = plain.unit()
    assert np.allclose(word_vectors(counts, dimension=6).matrix, unit - unit.mean(axis=0), atol=1e-6)
    given = word_vectors(counts, dimension=6, association="root", smoothing=1.0, centre=False)
    assert np.array_equal(given.matrix, plain.matrix)
    smoothed = word_vectors(counts, dimension=6, smoothing=0.5, centre=False)
    assert not np.allclose(smoothed.matrix, plain.matrix, atol=1e-3)


def test_words_without_a_vector_have_no_part_in_the_mean():
    found = WordVectors(["a", "b", "c"], [[3.0, 4.0], [0.0, 0.0], [0.0, 1.0]]).centred()
    assert np.allclose(found.matrix, [[0.3, -0.1], [0.0, 0.0], [-0.3, 0.1]])
    nothing = WordVectors(["a", "b"], np.zeros((2, 2))).centred()
    assert not nothing.matrix.any()


def test_seed_and_default_dimension(counts):
    n = len(counts.words)
    vectors = word_vectors(counts)
    assert vectors.dimension == min(default_dimension(n), n - 1)
    assert np.array_equal(vectors.matrix, word_vectors(counts).matrix)
    assert np.allclose(vectors.matrix, word_vectors(counts, seed=7).matrix, atol=1e-3)


@given(st.integers(2, 10**9))
def test_dimension_is_the_least_above_the_bound(n):
    dimension = default_dimension(n)
    assert dimension > 8.33 * math.log(n) >= dimension - 1


@given(st.integers(2, 10**6), st.integers(0, 10**10))
def test_more_text_is_worth_more_dimensions(n, tokens):
    dimension = default_dimension(n, tokens)
    assert dimension >= default_dimension(n)
    if dimension > default_dimension(n):
        assert dimension <= 300
        assert (13 * dimension) ** 2 <= tokens
    assert default_dimension(n, 13**2 * 300**2) == 300


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"dimension": 0}, "dimension must be from 1"),
        ({"dimension": 10**6}, "dimension must be from 1"),
        ({"power": 2}, "power must be from 0 to 1"),
        ({"smoothing": 1.5}, "smoothing must be from 0 to 1"),
        ({"shift": 0.5}, "shift must be at least 1"),
        ({"shift": 2}, "shift has no use with association root"),
        ({"shift": 1e300, "association": "ppmi"}, "more often than by chance"),
        ({"association": "counts"}, "association must be one of root, ppmi"),
        ({"seed": -1}, "seed must be"),
    ],
)
def test_wrong_options(counts, options, message):
    with pytest.raises(ParameterError, match=message):
        word_vectors(counts, **options)


def test_one_word_has_no_vector():
    text = WordText.from_lists([["a", "a"]], min_count=1)
    with pytest.raises(ParameterError, match="at least two words"):
        word_vectors(count_windows(text))


def test_whitening_makes_all_directions_alike():
    rng = np.random.default_rng(0)
    matrix = rng.standard_normal((300, 5)) @ rng.standard_normal((5, 5)) + 3
    vectors = WordVectors([str(i) for i in range(300)], np.column_stack([matrix, matrix[:, 0]]))
    white = whiten(vectors)
    assert white.dimension == 5  # a repeated column is no direction
    assert np.allclose(white.matrix.mean(axis=0), 0, atol=1e-4)
    assert np.allclose(np.cov(white.matrix.T, bias=True), np.eye(5), atol=1e-3)
    first = vectors.whitened(2)
    assert np.array_equal(first.matrix, white.matrix[:, :2])
    with pytest.raises(ParameterError, match="dimension must be from 1 to 6"):
        whiten(vectors, 7)
    with pytest.raises(ParameterError, match="all equal"):
        whiten(WordVectors(["a", "b"], np.ones((2, 3))))


def test_values():
    vectors = WordVectors(["a", "b", "c"], [[1, 0], [1, 1], [0, 0]])
    assert (len(vectors), vectors.dimension, "b" in vectors, "z" in vectors) == (3, 2, True, False)
    assert vectors.similarity("a", "b") == pytest.approx(math.sqrt(0.5))
    assert vectors.similarity("a", "c") == 0
    assert [word for word, _ in vectors.nearest("a", 5)] == ["b", "c"]
    assert vectors.take([2, 0]).words == ["c", "a"]


@pytest.mark.parametrize(
    ("words", "matrix", "message"),
    [
        (["a"], [[1.0], [2.0]], "2 vectors for 1 words"),
        (["a", "a"], [[1.0], [2.0]], "words must differ"),
        (["a", "b"], [[1.0], [math.nan]], "that of 'b' is not"),
        (["a"], [[1e300]], "must be finite"),
        (["a"], [1.0], "rows of a matrix"),
        (["a"], np.zeros((1, 0)), "rows of a matrix"),
        (["a"], [["x"]], "an array of numbers"),
    ],
)
def test_what_are_no_vectors(words, matrix, message):
    with pytest.raises(ParameterError, match=message):
        WordVectors(words, matrix)
