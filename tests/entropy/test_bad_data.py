"""Data without an answer: errors that name the column and the remedy."""

from __future__ import annotations

import numpy as np
import pandas
import pytest

from minent import entropy as knn
from minent.errors import InputError, ParameterError

X = np.random.default_rng(0).standard_normal((100, 3))


def changed(column, value, rows=7):
    x = X.copy()
    x[rows, column] = value
    return x


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (changed(1, np.nan), "x: column 1 has 1 values that are NaN or infinite, the first in row 7; remove or impute"),
        (changed(2, np.inf), "x: column 2 has 1 values that are NaN or infinite"),
        (changed(2, 3.0, slice(None)), r"x: column 2 is constant \(3\), its entropy is -inf; leave the column out"),
        (pandas.DataFrame(changed(0, 1.0, slice(None)), columns=list("abc")), "x: column 'a' is constant"),
        (X[:3], "x: 3 rows are too few for k=3; give more rows or a k of at most 2"),
        (X[:0], r"x: shape \(0, 3\) has no rows or columns"),
        (np.zeros((3, 3, 3)), "has no rows or columns; give an array"),
        (X.astype(object), "x: dtype object is not numeric; convert it, for instance with astype"),
        (X.astype(complex), "x: dtype complex128 is not numeric"),
        (np.vstack([X, np.repeat(X[:1], 9, axis=0)]), "x: 10 rows equal at least 3 others.*ties='jitter'"),
    ],
)
def test_entropy(x, message):
    with pytest.raises(InputError, match=message) as caught:
        knn.entropy(x)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: knn.mutual_information(X, X[:50]), "x has 100 rows and y 50; give pairs"),
        (lambda: knn.mutual_information(np.ones(100), X), "x: column 0 is constant"),
        (lambda: knn.mutual_information(np.round(X[:, 0]), np.round(X[:, 1])), "x and y: .* rows equal at least 3"),
        (lambda: knn.conditional_mutual_information(X, X + 1, changed(0, np.nan)), "z: column 0 has 1 values"),
        (lambda: knn.kl_divergence(X, X[:, :2]), "x has 3 columns and y 2; give samples of the same variables"),
        (lambda: knn.kl_divergence(X, X[:2]), "y: 2 rows are too few for k=3; give more rows or a k of at most 2"),
        (lambda: knn.kl_divergence(X, np.repeat(X, 3, axis=0)), "x and y: .* rows equal"),
        (lambda: knn.discrete_mutual_information(np.arange(100), X), "every label occurs once"),
        (lambda: knn.discrete_mutual_information(np.ones(99), X), "labels has 99 rows and y 100"),
        (lambda: knn.transfer_entropy(X[:5], X[:5], lag=4), "5 steps are too few for lag=4"),
        (lambda: knn.entropy(X, box=(0, 1)), r"x: column 0 reaches from .* outside the box from 0 to 1; widen the box"),
        (lambda: knn.discrete_entropy([1, -1]), "counts: some are negative"),
        (lambda: knn.discrete_entropy([0, 0]), "counts: nothing was counted"),
    ],
)
def test_the_others(call, message):
    with pytest.raises(InputError, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: knn.entropy(X, 0), "k must be at least 1"),
        (lambda: knn.entropy(X, []), "k is empty"),
        (lambda: knn.entropy(X, metric="l1"), "metric must be one of"),
        (lambda: knn.entropy(X, base=1), "base must be positive and not 1"),
        (lambda: knn.entropy(X, ties="keep"), "ties must be one of"),
        (lambda: knn.entropy(X, workers=0), "workers must be from 1"),
        (lambda: knn.entropy(X, box=(1, 0)), "box must have finite bounds"),
        (lambda: knn.entropy(X, reduce_bias=True, full=True), "reduce_bias goes with neither"),
        (lambda: knn.mutual_information(X, X + 1, algorithm=3), "algorithm must be 1 or 2"),
        (lambda: knn.total_correlation(X), "at least two variables"),
        (lambda: knn.subsampling(knn.entropy, X, fraction=1), "fraction must be between"),
    ],
)
def test_parameters(call, message):
    with pytest.raises(ParameterError, match=message):
        call()


def test_ties():
    x = np.random.default_rng(1).standard_normal((2000, 2))
    rounded = np.round(x, 1)
    jittered = knn.entropy(rounded, ties="jitter", seed=5)
    assert jittered == knn.entropy(rounded, ties="jitter", seed=5) != knn.entropy(rounded, ties="jitter", seed=6)
    assert jittered == pytest.approx(knn.entropy(x), abs=0.1)
    assert knn.entropy(rounded * 1e100, ties="jitter") == pytest.approx(jittered + 2 * np.log2(1e100), abs=0.1)
    twice = np.repeat(x, 5, axis=0)
    assert knn.entropy(twice, ties="drop") == knn.entropy(x)
    assert knn.mutual_information(twice[:, 0], twice[:, 1], ties="drop") == knn.mutual_information(x[:, 0], x[:, 1])


def test_k_equal_rows_are_no_error():
    x = X.copy()
    x[:3] = x[0]
    assert np.isfinite(knn.entropy(x))


def test_offset_cancels_nothing():
    """The product form of distances loses all digits here."""
    x = 1e-3 * np.random.default_rng(2).standard_normal((2000, 20))
    assert knn.entropy(x + 100) == pytest.approx(knn.entropy(x), abs=1e-3)
    assert knn.entropy(x.astype(np.float32)) == pytest.approx(knn.entropy(x), abs=1e-2)
