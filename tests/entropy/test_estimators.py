"""Closed forms, invariances and the sum rules of the estimators."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minent import entropy as knn

NATS = {"base": math.e, "workers": 1}
GAUSS = 0.5 * math.log(2 * math.pi * math.e)


def rng(seed=0):
    return np.random.default_rng(seed)


def pair(n=2000, d=1, r=0.6, seed=0):
    g = rng(seed)
    x = g.standard_normal((n, d))
    return x, r * x + math.sqrt(1 - r * r) * g.standard_normal((n, d))


@pytest.mark.parametrize("metric", ["euclidean", "chebyshev"])
@pytest.mark.parametrize("d", [1, 2, 3, 5])
def test_entropy_of_gaussians(d, metric):
    assert knn.entropy(rng(1).standard_normal((4000, d)), metric=metric, **NATS) == pytest.approx(d * GAUSS, abs=0.1)


@pytest.mark.parametrize("d", [5, 10, 20])
def test_bias_reduction_on_the_cube(d):
    x = rng(2).random((1000, d))
    assert abs(knn.entropy(x, reduce_bias=True, **NATS)) < 0.25 < knn.entropy(x, **NATS)


def test_bias_reduction_with_dependence():
    g = rng(3)
    x = g.standard_normal((1000, 10)) + 3 * g.standard_normal((1000, 1))
    truth = 10 * GAUSS + 0.5 * math.log(1 + 90)
    assert abs(knn.entropy(x, reduce_bias=True, **NATS) - truth) < 0.1
    assert abs(knn.entropy(x, **NATS) - truth) > 0.2


def test_box():
    x = rng(4).random((1000, 3)) * [1, 10, 100] + [0, -5, 7]
    box = [0, -5, 7], [1, 5, 107]
    assert knn.entropy(x, box=box, **NATS) == pytest.approx(math.log(1000), abs=0.05)
    assert len(knn.entropy(x, [1, 5], box=box, full=True)[1].local) == 1000


def test_several_k_is_one_each():
    x = rng(5).standard_normal((300, 2))
    assert knn.entropy(x, [5, 1, 3]) == [knn.entropy(x, k) for k in (5, 1, 3)]


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 1000), st.integers(1, 6), st.integers(10, 300), st.sampled_from((np.float32, np.float64)))
def test_invariances_of_entropy(seed, d, n, dtype):
    g = rng(seed)
    x = g.standard_normal((n, d)).astype(dtype)
    h = knn.entropy(x, **NATS)
    assert knn.entropy(x[g.permutation(n)], **NATS) == h
    assert knn.entropy(np.asfortranarray(x), base=math.e, workers=3) == h
    assert knn.entropy(x.astype(np.float64) + 100, **NATS) == pytest.approx(h, abs=1e-6)
    for power in (-600, 7, 600):
        assert knn.entropy(x.astype(np.float64) * 2.0**power, **NATS) == pytest.approx(
            h + d * power * math.log(2), abs=1e-9
        )
    rotation = np.linalg.qr(g.standard_normal((d, d)))[0]
    assert knn.entropy(x @ rotation, **NATS) == pytest.approx(h, abs=1e-4)


def test_scales_beyond_squares():
    x = rng(6).standard_normal((500, 3))
    for factor in (1e-180, 1e180, 1e-300, 1e305):
        expected = knn.entropy(x, **NATS) + 3 * math.log(factor)
        assert knn.entropy(x * factor, **NATS) == pytest.approx(expected, abs=1e-6)
    assert knn.mutual_information(x[:, 0] * 1e-250, x[:, 1] * 1e250) == knn.mutual_information(x[:, 0], x[:, 1])


def test_estimate_object():
    x = rng(7).standard_normal((500, 2))
    one = knn.entropy(x, full=True)
    assert one.value == knn.entropy(x) == float(one)
    assert one.local.mean() == pytest.approx(one.value)
    assert (one.k, one.n) == (3, 500)
    swapped = knn.entropy(x[::-1], full=True)
    np.testing.assert_array_equal(swapped.local[::-1], one.local)
    assert knn.entropy(x, base=math.e) == pytest.approx(one.value * math.log(2))


def test_chain_rule():
    x, y = pair(4000)
    assert knn.joint_entropy(x, y) == knn.entropy(np.hstack([x, y]))
    conditional = knn.conditional_entropy(x, y, **NATS)
    assert conditional == pytest.approx(GAUSS + 0.5 * math.log(1 - 0.36), abs=0.05)
    assert knn.conditional_entropy(x, y * 1e6 + 3, **NATS) == pytest.approx(conditional, abs=1e-6)
    assert knn.conditional_entropy(x * 1e-200, y, **NATS) == pytest.approx(conditional + math.log(1e-200), abs=1e-6)


@pytest.mark.parametrize("algorithm", [1, 2])
@pytest.mark.parametrize(("d", "r"), [(1, 0.0), (1, 0.6), (1, 0.99), (2, 0.6)])
def test_mutual_information_of_gaussians(d, r, algorithm):
    truth = -0.5 * d * math.log(1 - r * r)
    assert knn.mutual_information(*pair(4000, d, r), algorithm=algorithm, **NATS) == pytest.approx(truth, abs=0.06)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 1000), st.integers(1, 3), st.integers(20, 300))
def test_invariances_of_mutual_information(seed, d, n):
    x, y = pair(n, d, 0.7, seed)
    i = knn.mutual_information(x, y, **NATS)
    order = rng(seed).permutation(n)
    assert knn.mutual_information(y, x, **NATS) == i
    assert knn.mutual_information(x[order], y[order], **NATS) == i
    assert knn.mutual_information(x, y, base=math.e, workers=3) == i
    # Powers of two change no digit; other units only the last.
    assert knn.mutual_information(x * 1024, y / 4, **NATS) == i
    assert knn.mutual_information(x, -y * 1e6, **NATS) == pytest.approx(i, abs=1e-6)


def test_mutual_information_under_bijections():
    x, y = pair(4000, 1, 0.9)
    i = knn.mutual_information(x, y, **NATS)
    assert knn.mutual_information(np.exp(x), y**3, **NATS) == pytest.approx(i, abs=0.08)


def test_conditional_and_total():
    g = rng(8)
    z = g.standard_normal(4000)
    x, y = z + g.standard_normal(4000), z + g.standard_normal(4000)
    assert knn.conditional_mutual_information(x, y, z, **NATS) == pytest.approx(0, abs=0.03)
    total = knn.total_correlation(x, y, z, **NATS)
    covariance = np.array([[2, 1, 1], [1, 2, 1], [1, 1, 1]])
    truth = 0.5 * (np.log(np.diag(covariance)).sum() - np.linalg.slogdet(covariance)[1])
    assert total == pytest.approx(truth, abs=0.05)
    assert knn.total_correlation(x, y, **NATS) == pytest.approx(knn.mutual_information(x, y, **NATS), abs=1e-12)


def test_transfer_entropy_has_a_direction_and_a_lag():
    g = rng(9)
    source = g.standard_normal(3000)
    target = np.concatenate([[0, 0], source[:-2]]) + g.standard_normal(3000)
    assert knn.transfer_entropy(source, target, lag=2, history=2, **NATS) == pytest.approx(0.5 * math.log(2), abs=0.06)
    assert knn.transfer_entropy(source, target, **NATS) == pytest.approx(0, abs=0.04)
    assert knn.transfer_entropy(target, source, lag=2, **NATS) == pytest.approx(0, abs=0.04)


def test_divergences():
    g = rng(10)
    x, y = g.standard_normal((3000, 2)), g.standard_normal((4000, 2)) + 1
    assert knn.kl_divergence(x, y, **NATS) == pytest.approx(1, abs=0.15)
    assert knn.kl_divergence(x[::-1], y * 1.0, base=math.e, workers=3) == knn.kl_divergence(x, y, **NATS)
    assert knn.kl_divergence(x[:, 0], y[:, 0], **NATS) == pytest.approx(0.5, abs=0.1)
    assert knn.js_divergence(x, x + 50) == pytest.approx(1, abs=0.01)
    assert knn.js_divergence(x, g.standard_normal((3000, 2))) == pytest.approx(0, abs=0.03)


@pytest.mark.parametrize("m", [2, 5])
def test_discrete_with_continuous(m):
    g = rng(11)
    labels = g.integers(0, m, 4000)
    y = labels + 2 * g.random(4000)
    truth = math.log(m) - (m - 1) * math.log(2) / m
    assert knn.discrete_mutual_information(labels, y, **NATS) == pytest.approx(truth, abs=0.04)
    assert knn.mixture_mutual_information(labels, y, **NATS) == pytest.approx(truth, abs=0.04)
    names = np.array(["a", "b", "c", "d", "e"])[labels]
    assert knn.discrete_mutual_information(names, y) == knn.discrete_mutual_information(labels, y)


def test_mixture_of_discrete_variables_is_their_information():
    g = rng(12)
    x = g.integers(0, 3, 5000)
    y = np.where(g.random(5000) < 0.7, x, g.integers(0, 3, 5000))
    joint = np.array([[((x == a) & (y == b)).mean() for b in range(3)] for a in range(3)])
    plug_in = (joint * np.log(joint / joint.sum(0) / joint.sum(1)[:, None])).sum()
    assert knn.mixture_mutual_information(x, y, **NATS) == pytest.approx(plug_in, abs=0.005)


def test_mixture_is_unbiased_for_independent_values():
    values = [knn.mixture_mutual_information(*rng(s).standard_normal((2, 1000)), **NATS) for s in range(10)]
    assert abs(np.mean(values)) < 0.03  # the form with log(n + 1) is at -0.4
