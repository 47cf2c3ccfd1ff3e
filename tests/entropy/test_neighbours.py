"""The search against its definition, and what must not change its results."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minent.entropy.neighbours import Points
from minent.errors import ParameterError
from tests.naive import neighbours as naive


@st.composite
def clouds(draw, least=2):
    """Points of many shapes; few distinct values make ties."""
    n, d = draw(st.integers(least, 150)), draw(st.sampled_from((1, 1, 2, 3, 5, 9, 17)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    kind = draw(st.sampled_from(("normal", "grid", "cauchy", "offset", "line")))
    x = rng.standard_normal((n, d))
    if kind == "grid":
        return np.round(x)
    if kind == "cauchy":
        return rng.standard_cauchy((n, d))
    if kind == "offset":
        return x + 1e6
    return x if kind == "normal" else np.repeat(x[:, :1], d, axis=1)


def methods(d):
    return ("line", "tree", "brute") if d == 1 else ("tree", "brute")


@settings(deadline=None, max_examples=60)
@given(clouds(), st.integers(1, 9), st.sampled_from(("euclidean", "chebyshev")), st.integers(1, 3))
def test_distances(x, k, metric, workers):
    k = min(k, len(x) - 1)
    expected = naive.kth_distances(x, None, k, metric)
    for method in methods(x.shape[1]):
        points = Points(x, np.ones(x.shape[1]), workers, method)
        # A line takes |a - b|, a tree sqrt((a - b)^2), which rounds twice.
        found = points.in_rows(points.distances([k], metric)[:, 0])
        np.testing.assert_allclose(found, expected, rtol=3e-16 if method == "line" else 0)


@settings(deadline=None, max_examples=25)
@given(clouds(least=60), st.integers(30, 59), st.sampled_from(("euclidean", "chebyshev")))
def test_many_neighbours(x, k, metric):
    """Beyond 32 they are collected in another way."""
    expected = [naive.kth_distances(x, None, j, metric) for j in (2, k)]
    for method in ("tree", "brute"):
        points = Points(x, np.ones(x.shape[1]), 2, method)
        found = points.in_rows(points.distances([2, k], metric))
        np.testing.assert_array_equal(found, np.stack(expected, axis=1))


@settings(deadline=None, max_examples=40)
@given(clouds(), clouds(), st.integers(1, 5), st.sampled_from(("euclidean", "chebyshev")))
def test_distances_from_other_points(x, y, k, metric):
    d = min(x.shape[1], y.shape[1])
    x, y, k = x[:, :d], y[:, :d], min(k, len(x))
    expected = naive.kth_distances(x, y, k, metric)
    for method in methods(d):
        points, queries = (Points(z, np.ones(d), 2, method) for z in (x, y))
        found = queries.in_rows(points.distances_from(queries, k, metric))
        np.testing.assert_allclose(found, expected, rtol=3e-16 if method == "line" else 0)


@settings(deadline=None, max_examples=60)
@given(clouds(), st.integers(1, 5), st.booleans(), st.integers(1, 3))
def test_counts_within_distances_to_points(x, k, inclusive, workers):
    """Radii that are distances of points: the trap is at the rim."""
    radius = naive.kth_distances(x, None, min(k, len(x) - 1), "chebyshev")
    expected = naive.counts(x, radius, inclusive)
    for method in methods(x.shape[1]):
        found = Points(x, np.ones(x.shape[1]), workers, method).counts(radius, inclusive=inclusive)
        np.testing.assert_array_equal(found, expected)


@settings(deadline=None, max_examples=20)
@given(clouds(least=40))
def test_several_k_and_places(x):
    d = x.shape[1]
    points = Points(x, np.ones(d), 1, "tree")
    distances = points.distances([1, 2, 7], "chebyshev")
    rows = points.order[points.places(7)]
    own = x[points.order]
    apart = np.abs(x[rows] - own[:, None]).max(axis=2)
    np.testing.assert_array_equal(apart[:, [0, 1, 6]], distances)
    assert all(len(set(row)) == 7 and i not in row for i, row in zip(points.order, rows, strict=True))


def test_strided_and_scaled_points():
    x = np.random.default_rng(0).standard_normal((200, 6))
    scale = np.array([0.5, 2.0, 3.0])
    expected = naive.kth_distances(np.ascontiguousarray(x[::-1, ::2]) * scale, None, 3, "euclidean")
    for view in (x[::-1, ::2], np.asfortranarray(x)[::-1, ::2]):
        points = Points(view, scale, 1)
        np.testing.assert_array_equal(points.in_rows(points.distances([3], "euclidean")[:, 0]), expected)


@pytest.mark.parametrize(("method", "message"), [("line", "one column"), ("octree", "must be one of")])
def test_wrong_method(method, message):
    with pytest.raises(ParameterError, match=message):
        Points(np.zeros((5, 2)), np.ones(2), 1, method)


_ALL_SETS = """
import hashlib, numpy as np
from minent.entropy.neighbours import Points
digest = hashlib.sha256()
for d in (1, 2, 3, 9, 17, 40):
    x = np.random.default_rng(d).standard_normal((300, d))
    for method in ("tree", "brute"):
        points = Points(x, np.ones(d), 1, method)
        for metric in ("euclidean", "chebyshev"):
            distances = points.in_rows(points.distances([1, 4], metric))
            digest.update(distances.tobytes())
        digest.update(points.counts(np.ascontiguousarray(distances[:, 1])).tobytes())
print(digest.hexdigest())
"""


def test_narrow_registers_give_the_same_bits():
    """One instruction set is used on this processor; the others must not differ."""
    digests = set()
    for lanes in ("base", "avx2", ""):
        environment = {**os.environ, "MINENT_LANES": lanes}
        run = subprocess.run([sys.executable, "-c", _ALL_SETS], env=environment, capture_output=True, check=True)
        digests.add(run.stdout)
    assert len(digests) == 1
    assert len(digests.pop()) == 65
