"""The nearest-neighbour graph against its definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from minent.errors import ParameterError
from minent.graph import WordVectors, nearest_graph
from tests.naive import windows as naive

# Few values, so that vectors are equal, opposite, orthogonal or zero.
small = st.integers(1, 12).flatmap(
    lambda n: st.integers(1, 5).flatmap(lambda d: arrays(np.float64, (n, d), elements=st.integers(-2, 2).map(float)))
)


def vectors_of(matrix):
    return WordVectors([f"w{i}" for i in range(len(matrix))], matrix)


def rows_of(graph):
    rows = [{} for _ in range(graph.n_nodes)]
    for u, v, w in zip(graph.sources().tolist(), graph.targets.tolist(), graph.weights.tolist(), strict=True):
        rows[u][v] = w
    return rows


@given(small, st.integers(1, 6), st.sampled_from([0.0, 0.3, 0.6, 1.0]))
def test_links_are_those_of_the_definition(matrix, k, least):
    vectors = vectors_of(matrix)
    found = rows_of(nearest_graph(vectors, neighbours=k, min_cosine=least, exponent=1, symmetrise="none"))
    unit = vectors.unit().astype(float).tolist()
    for i, near in enumerate(naive.nearest(unit, len(unit), 0.0)):
        cosines = dict(near)
        # Rounding may put equal ones in another order: then they are equally near.
        expected = [cosine for _, cosine in near if cosine >= least - 1e-7][:k]
        assert len(found[i]) <= k
        assert all(abs(cosines[j] - cosine) < 1e-12 for j, cosine in found[i].items())
        got = sorted(found[i].values(), reverse=True)
        sure = [cosine for cosine in expected if cosine > least + 1e-7]
        assert len(sure) <= len(got) <= len(expected)
        assert np.allclose(got, expected[: len(got)], atol=1e-12)


def test_equally_near_words_come_in_their_order():
    vectors = vectors_of(np.array([[1.0, 0.0]] + [[3.0, 4.0]] * 40 + [[0.0, 1.0]]))
    rows = rows_of(nearest_graph(vectors, neighbours=3, min_cosine=0.1, symmetrise="none"))
    assert sorted(rows[0]) == [1, 2, 3]
    assert sorted(rows[5]) == [1, 2, 3]
    assert sorted(rows[1]) == [2, 3, 4]
    assert sorted(rows[41]) == [1, 2, 3]


def test_many_words_against_all_products():
    rng = np.random.default_rng(0)
    matrix = np.repeat(rng.standard_normal((400, 20)), 3, axis=0) + 0.05 * rng.standard_normal((1200, 20))
    vectors = vectors_of(matrix)
    unit = vectors.unit().astype(np.float64)
    exact = unit @ unit.T
    np.fill_diagonal(exact, -1)
    rows = rows_of(nearest_graph(vectors, neighbours=7, min_cosine=0.2, symmetrise="none"))
    for i, row in enumerate(rows):
        order = np.argsort(-exact[i], kind="stable")[:7]
        assert set(row) == {j for j in order.tolist() if exact[i, j] >= 0.2}


@pytest.mark.parametrize("columns", [64, 1 << 15])
def test_threads_and_blocks_change_nothing(monkeypatch, columns):
    rng = np.random.default_rng(1)
    vectors = vectors_of(rng.standard_normal((700, 8)).round(1))
    whole = nearest_graph(vectors, neighbours=9, min_cosine=0.3, threads=1)
    monkeypatch.setattr("minent.graph.neighbours._ROWS", 100)
    monkeypatch.setattr("minent.graph.neighbours._COLUMNS", columns)
    for threads in (1, 2, 4):
        parts = nearest_graph(vectors, neighbours=9, min_cosine=0.3, threads=threads)
        for name in ("offsets", "targets", "weights"):
            assert np.array_equal(getattr(parts, name), getattr(whole, name))


@given(small, st.integers(1, 4))
def test_symmetrising(matrix, k):
    vectors = vectors_of(matrix)
    arcs = rows_of(nearest_graph(vectors, neighbours=k, min_cosine=0.2, symmetrise="none"))
    either, mean, mutual = (
        rows_of(nearest_graph(vectors, neighbours=k, min_cosine=0.2, symmetrise=how))
        for how in ("max", "mean", "mutual")
    )
    for u in range(len(matrix)):
        for v in range(len(matrix)):
            one, other = arcs[u].get(v, 0.0), arcs[v].get(u, 0.0)
            assert either[u].get(v, 0.0) == max(one, other)
            assert mean[u].get(v, 0.0) == pytest.approx((one + other) / 2)
            assert mutual[u].get(v, 0.0) == min(one, other)


@given(small, st.sampled_from([0.5, 2.0, 3.0]), st.sampled_from(["max", "mean", "mutual", "none"]))
def test_weights_are_powers_of_cosines(matrix, exponent, how):
    vectors = vectors_of(matrix)
    plain = rows_of(nearest_graph(vectors, neighbours=2, min_cosine=0.2, exponent=1, symmetrise="none"))
    powers = [{v: cosine**exponent for v, cosine in row.items()} for row in plain]
    found = rows_of(nearest_graph(vectors, neighbours=2, min_cosine=0.2, exponent=exponent, symmetrise=how))
    for u, row in enumerate(found):
        for v, weight in row.items():
            one, other = powers[u].get(v, 0.0), powers[v].get(u, 0.0)
            expected = {"max": max(one, other), "mean": (one + other) / 2, "mutual": min(one, other), "none": one}[how]
            assert weight == pytest.approx(expected)


def test_words_without_links_are_nodes():
    graph = nearest_graph(vectors_of(np.array([[1.0, 0], [2, 0], [0, 1], [0, 0]])))
    assert (graph.n_nodes, graph.n_links) == (4, 1)
    assert list(graph.names) == ["w0", "w1", "w2", "w3"]


@pytest.mark.parametrize("scale", [1e-38, 1e38])
def test_lengths_do_not_matter(scale):
    matrix = np.array([[3.0, 1.0], [1.0, 1.0], [-1.0, 2.0]])
    graph = nearest_graph(vectors_of((matrix * scale).astype(np.float32)), min_cosine=0.1)
    plain = nearest_graph(vectors_of(matrix), min_cosine=0.1)
    assert np.allclose(graph.weights, plain.weights, atol=1e-6)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"neighbours": 0}, "neighbours must be at least 1"),
        ({"min_cosine": 1.5}, "min_cosine must be from 0 to 1"),
        ({"min_cosine": -0.1}, "min_cosine must be at least 0"),
        ({"min_cosine": float("nan")}, "min_cosine must be finite"),
        ({"exponent": 0}, "exponent must be above 0, not 0"),
        ({"exponent": float("nan")}, "exponent must be finite"),
        ({"symmetrise": "min"}, "symmetrise must be one of max, mean, mutual, none"),
    ],
)
def test_wrong_options(options, message):
    with pytest.raises(ParameterError, match=message):
        nearest_graph(vectors_of(np.eye(2)), **options)
