"""The estimators against loops over their formulas."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import entropy as knn
from minent.entropy.samples import column_scales, read_sample
from tests.naive import estimators as naive

NATS = {"base": math.e, "workers": 1}


@st.composite
def samples(draw, count, least=12, most=40, same_length=True):
    """Dependent samples of one to three columns of different scale."""
    g = np.random.default_rng(draw(st.integers(0, 2**32)))
    n = draw(st.integers(least, most))
    shared = g.standard_normal((most, 1))
    out = []
    for _ in range(count):
        rows = n if same_length else draw(st.integers(least, most))
        d = draw(st.integers(1, 3))
        out.append((g.standard_normal((rows, d)) + shared[:rows]) * 10.0 ** g.integers(-3, 4))
    return out


ks = st.integers(1, 5)


@given(samples(1), ks, st.sampled_from(("euclidean", "chebyshev")))
def test_entropy(arrays, k, metric):
    assert knn.entropy(*arrays, k, metric=metric, **NATS) == pytest.approx(naive.entropy(*arrays, k, metric), abs=1e-9)


@given(samples(2), ks)
def test_conditional_entropy(arrays, k):
    assert knn.conditional_entropy(*arrays, k, **NATS) == pytest.approx(naive.conditional_entropy(*arrays, k), abs=1e-9)


@given(samples(2), ks, st.sampled_from((1, 2)))
def test_mutual_information(arrays, k, algorithm):
    found = knn.mutual_information(*arrays, k, algorithm=algorithm, **NATS)
    assert found == pytest.approx(naive.mutual_information(*arrays, k, algorithm), abs=1e-9)


@given(samples(3), ks)
def test_three_variables(arrays, k):
    assert knn.conditional_mutual_information(*arrays, k, **NATS) == pytest.approx(
        naive.conditional_mutual_information(*arrays, k), abs=1e-9
    )
    assert knn.total_correlation(*arrays, k=k, **NATS) == pytest.approx(naive.total_correlation(arrays, k), abs=1e-9)


@given(samples(1), st.integers(1, 4), ks)
def test_discrete_mutual_information(arrays, n_labels, k):
    (y,) = arrays
    labels = np.random.default_rng(k).integers(0, n_labels, len(y))
    found = knn.discrete_mutual_information(labels, y, k, **NATS)
    assert found == pytest.approx(naive.discrete_mutual_information(labels, y, k), abs=1e-9)


@given(samples(2), ks, st.booleans())
def test_mixture_mutual_information(arrays, k, discrete):
    x, y = arrays
    if discrete:
        x, y = np.sign(x), np.where(np.abs(y) < np.median(np.abs(y)), np.sign(y), y)
        x[0], y[0], x[1], y[1] = 1, 1, -1, -1  # no column is constant
    scales = [column_scales(read_sample("x", array)) for array in (x, y)]
    for array, scale in zip((x, y), scales, strict=True):
        np.testing.assert_allclose((array * scale).std(axis=0), 1, rtol=1e-12)
    expected = naive.mixture_mutual_information(x * scales[0], y * scales[1], k)
    assert knn.mixture_mutual_information(x, y, k, **NATS) == pytest.approx(expected, abs=1e-9)


def _same_columns(arrays):
    d = min(array.shape[1] for array in arrays)
    return [array[:, :d] / array.std() for array in arrays]


@given(samples(2, same_length=False), ks, st.sampled_from(("euclidean", "chebyshev")))
def test_kl_divergence(arrays, k, metric):
    x, y = _same_columns(arrays)
    found = knn.kl_divergence(x, y, k, metric=metric, **NATS)
    assert found == pytest.approx(naive.kl_divergence(x, y, k, metric), abs=1e-9)


@given(samples(2, same_length=False), ks)
def test_js_divergence(arrays, k):
    x, y = _same_columns(arrays)
    n, m = len(x), len(y)
    by_size = naive.js_divergence(x, y, k, n / (n + m), (k, k))
    assert knn.js_divergence(x, y, k, weights="sizes", **NATS) == pytest.approx(by_size, abs=1e-9)
    assert by_size == pytest.approx(
        naive.discrete_mutual_information(np.repeat([0, 1], [n, m]), np.vstack([x, y]), k), abs=1e-9
    )
    reach = tuple(min(round(k * size / min(n, m)), size - 1) for size in (n, m))
    equal = knn.js_divergence(x, y, k, **NATS)
    assert equal == pytest.approx(naive.js_divergence(x, y, k, 0.5, reach), abs=1e-9)
    assert knn.js_divergence(y, x, k, **NATS) == equal
    assert knn.js_divergence(x[::-1], y[::-1], k, base=math.e, workers=3) == equal
    full = knn.js_divergence(x, y, k, full=True, **NATS)
    assert (full.value, full.n, full.k) == (equal, n + m, k)
    assert full.local.mean() == pytest.approx(equal, abs=1e-9)


@pytest.mark.parametrize(("n", "m"), [(2000, 2000), (500, 4000), (4000, 200)])
@pytest.mark.parametrize("shift", [0.0, 0.3, 1.0, 2.0])
def test_jensen_shannon_of_uniform_distributions(n, m, shift):
    """In the overlap a point says nothing, outside it says all: the shift times the entropy of the label."""
    g = np.random.default_rng(5)
    x, y = g.random(n), g.random(m) + shift
    apart = min(shift, 1.0)
    assert knn.js_divergence(x, y) == pytest.approx(apart, abs=0.05)
    w = n / (n + m)
    label = -w * math.log2(w) - (1 - w) * math.log2(1 - w)
    assert knn.js_divergence(x, y, weights="sizes") == pytest.approx(apart * label, abs=0.05)


@pytest.mark.parametrize("d", [1, 3])
@pytest.mark.parametrize(("n", "m"), [(2000, 2000), (400, 4000)])
def test_jensen_shannon_of_normal_distributions(n, m, d):
    """Truth by quadrature along the axis on which the means differ."""
    t = np.linspace(-10, 11, 20001)
    p, q = (np.exp(-0.5 * (t - mean) ** 2) / math.sqrt(2 * math.pi) for mean in (0, 1))
    truth = 0.5 * np.sum(p * np.log2(2 * p / (p + q)) + q * np.log2(2 * q / (p + q))) * (t[1] - t[0])
    g = np.random.default_rng(6)
    x, y = g.standard_normal((n, d)), g.standard_normal((m, d))
    y[:, 0] += 1
    assert knn.js_divergence(x, y) == pytest.approx(truth, abs=0.05)
    assert knn.js_divergence(x * 1e-250, y * 1e-250) == knn.js_divergence(x, y)


def test_stderr_of_jensen_shannon_is_of_both_samples():
    g = np.random.default_rng(7)
    found = [knn.js_divergence(g.random(200), g.random(1000) + 0.5, full=True) for _ in range(40)]
    assert np.std([one.value for one in found]) == pytest.approx(np.mean([one.stderr for one in found]), rel=0.5)
