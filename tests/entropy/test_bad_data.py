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
        (np.zeros((3, 3, 3)), r"x: 3 dimensions; give an array \(n, d\)"),
        (X[:1], "x: 1 row is too few for k=3; give more rows$"),
        (3.0, "x: 0 dimensions"),
        (None, "x: dtype object is not numeric"),
        ([[1, 2], [3]], "x: not an array of numbers"),
        (np.ma.masked_greater(X, 2), "x: some values are masked; leave their rows out or fill them"),
        (
            pandas.DataFrame({"a": X[:, 0], "b": ["u"] * 100}),
            "x: column 'b' of dtype .* is not numeric; leave the column",
        ),
        (np.ones(10**6), "x: column 0 is constant"),
        (X.astype("M8[s]"), "is not numeric"),
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
        (lambda: knn.mutual_information(X * 5e-321, X), "x: column 0 varies by less than the smallest normal"),
        (lambda: knn.entropy(np.round(X, 1), reduce_bias=True), "x, column 0: .* rows equal at least 3"),
        (lambda: knn.discrete_mutual_information(np.array([1, "a", None] * 33 + [1], object), X), "cannot be compared"),
        (lambda: knn.discrete_mutual_information(np.where(X[:, 0] > 0, np.nan, 1), X), "labels: some are NaN"),
        (
            lambda: knn.js_divergence(X[:5, 0], np.arange(501.0)),
            "y has 501 rows, more than 100 times the other's 5; give",
        ),
        (lambda: knn.js_divergence(X, X[:3]), "y: 3 rows are too few for k=3"),
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
        (lambda: knn.js_divergence(X, X + 1, weights="half"), "weights must be one of equal, sizes"),
        (lambda: knn.entropy(X, seed=-1), "seed must be at least 0"),
        (lambda: knn.entropy(X, method="line"), "method='line' is for one column"),
        (lambda: knn.entropy(X, 2.5), "k must be a whole number"),
        (lambda: knn.entropy(X, "3"), "k must be a whole number"),
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


@pytest.mark.parametrize(
    "view",
    [
        np.asfortranarray,
        lambda x: np.repeat(np.repeat(x, 2, axis=0), 3, axis=1)[::2, ::3],
        lambda x: np.ascontiguousarray(x[::-1, ::-1])[::-1, ::-1],
        lambda x: x.astype(">f8"),
        lambda x: x.tolist(),
        pandas.DataFrame,
        lambda x: np.frombuffer(b"-" + x.tobytes(), np.uint8)[1:].view(np.float64).reshape(x.shape),
    ],
)
def test_every_layout_gives_the_same_bits(view):
    y = view(X)
    if isinstance(y, np.ndarray):
        y.flags.writeable = False
    assert knn.entropy(y) == knn.entropy(X)
    assert knn.mutual_information(y, X[:, 0] ** 2) == knn.mutual_information(X, X[:, 0] ** 2)
    assert knn.kl_divergence(y, X + 1) == knn.kl_divergence(X, X + 1)


def test_columns_of_very_different_units():
    x = X * [1e-200, 1, 1e200]
    assert knn.entropy(x, reduce_bias=True) == pytest.approx(knn.entropy(X, reduce_bias=True), abs=0.3)
    assert knn.mutual_information(x, X[:, 0] ** 2) == pytest.approx(knn.mutual_information(X, X[:, 0] ** 2))
