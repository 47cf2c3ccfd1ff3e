from __future__ import annotations

import math

import numpy as np
import pytest

from minent import entropy as knn
from minent.entropy.special import digamma, digamma_of_counts, log_unit_ball


def test_digamma():
    assert digamma(1.0) == pytest.approx(-0.5772156649015329, rel=1e-14)
    assert digamma(0.5) == pytest.approx(-0.5772156649015329 - 2 * math.log(2), rel=1e-14)
    x = np.array([0.1, 1.5, 3.0, 9.99, 10.0, 1e6])
    np.testing.assert_allclose(digamma(x + 1) - digamma(x), 1 / x, rtol=1e-8)
    harmonic = np.cumsum(1 / np.arange(1, 1000))
    np.testing.assert_allclose(digamma_of_counts(np.arange(2, 1001)), harmonic - 0.5772156649015329, rtol=1e-13)


def test_balls():
    assert math.exp(log_unit_ball(3, "euclidean")) == pytest.approx(4 / 3 * math.pi)
    assert math.exp(log_unit_ball(3, "chebyshev")) == pytest.approx(8)


def test_discrete_estimators():
    assert knn.discrete_entropy([5, 5, 0], "plug_in") == pytest.approx(1)
    assert knn.discrete_entropy([5, 5], "miller_madow", base=math.e) == pytest.approx(math.log(2) + 1 / 20)
    p = 1 / np.arange(1, 301)
    p /= p.sum()
    truth = -(p * np.log2(p)).sum()
    g = np.random.default_rng(0)
    samples = [g.multinomial(300, p) for _ in range(50)]
    bias = {
        name: abs(np.mean([knn.discrete_entropy(s, name) for s in samples]) - truth)
        for name in ("plug_in", "miller_madow", "grassberger", "chao_shen")
    }
    assert bias["chao_shen"] < bias["grassberger"] < bias["miller_madow"] < bias["plug_in"]


def test_discrete_rims():
    for name in ("plug_in", "miller_madow", "grassberger", "chao_shen"):
        assert math.isfinite(knn.discrete_entropy([1], name))
        assert math.isfinite(knn.discrete_entropy([1] * 10, name))
        assert knn.discrete_entropy([10**9], name) == pytest.approx(0, abs=1e-6)


def test_subsampling_matches_the_spread_over_samples():
    estimates = [knn.entropy(np.random.default_rng(s).standard_normal((500, 2))) for s in range(60)]
    one = knn.subsampling(knn.entropy, np.random.default_rng(99).standard_normal((500, 2)), seed=1)
    assert one.stderr == pytest.approx(np.std(estimates), rel=0.5)
    again = knn.subsampling(knn.entropy, np.random.default_rng(99).standard_normal((500, 2)), seed=1)
    np.testing.assert_array_equal(one.estimates, again.estimates)


def test_permutation():
    g = np.random.default_rng(3)
    x, noise = g.standard_normal(300), g.standard_normal(300)
    assert knn.permutation_test(x, x + noise, permutations=99).p_value == pytest.approx(0.01)
    assert knn.permutation_test(x, noise, permutations=99, seed=4, k=5).p_value > 0.05


def test_results_say_what_they_were_made_from():
    g = np.random.default_rng(8)
    x, y = g.standard_normal((2, 100))
    one = knn.subsampling(knn.mutual_information, x, y, repeats=5, fraction=0.3, k=4)
    assert (one.n, one.k, one.size, one.estimates.shape) == (100, 4, 30, (5,))
    assert one.value == knn.mutual_information(x, y, 4)
    assert knn.subsampling(knn.entropy, x, repeats=2).k == 3
    assert knn.subsampling(lambda z: float(z.mean()), x, repeats=2).k is None
    test = knn.permutation_test(x, y, permutations=9, seed=2)
    again = knn.permutation_test(x, y, permutations=9, seed=2)
    assert (test.n, test.k, test.value, test.estimates.shape) == (100, 3, knn.mutual_information(x, y), (9,))
    np.testing.assert_array_equal(test.estimates, again.estimates)
    assert not np.array_equal(test.estimates, knn.permutation_test(x, y, permutations=9, seed=3).estimates)


def test_p_values_of_independent_samples_are_uniform():
    g = np.random.default_rng(9)
    p = [knn.permutation_test(*g.standard_normal((2, 40)), permutations=19, workers=1).p_value for _ in range(60)]
    assert 0.35 < np.mean(p) < 0.65
    assert np.mean(np.array(p) <= 0.1) < 0.25
