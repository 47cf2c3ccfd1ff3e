"""How sure an estimate is: subsampling and permutation.

A bootstrap is invalid for nearest neighbours: drawing with replacement makes duplicates, whose distance is 0.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from minent.arguments import integer, number
from minent.entropy.information import mutual_information
from minent.entropy.samples import Floats, check_lengths, read_sample
from minent.errors import InputError, ParameterError


@dataclass(frozen=True)
class Uncertainty:
    """An estimate from all rows and how it varies over subsamples.

    Parameters
    ----------
    value : float
        The estimate from all rows.
    stderr : float
        Its standard error.
    n : int
        Rows.
    k : int or None
        Neighbours; None if the estimator has no k.
    size : int
        Rows of a subsample.
    estimates : float64 array, shape (repeats,)
        The estimates from subsamples.

    Notes
    -----
    Made by `subsampling`.

    Examples
    --------
    >>> Uncertainty(2.0, 0.1, 100, 3, 50, np.array([1.9, 2.1])).stderr
    0.1
    """

    value: float
    stderr: float
    n: int
    k: int | None
    size: int
    estimates: Floats


@dataclass(frozen=True)
class PermutationTest:
    """An estimate and how often samples without dependence reach it.

    Parameters
    ----------
    value : float
        The estimate.
    p_value : float
        Share of the samples, permuted and not, with an estimate at least as large.
    n : int
        Rows.
    k : int or None
        Neighbours; None if the estimator has no k.
    estimates : float64 array, shape (permutations,)
        The estimates from permuted samples.

    Notes
    -----
    Made by `permutation_test`.

    Examples
    --------
    >>> PermutationTest(0.5, 0.25, 100, 3, np.array([0.1, -0.1, 0.0])).p_value
    0.25
    """

    value: float
    p_value: float
    n: int
    k: int | None
    estimates: Floats


def subsampling(
    estimator: Callable[..., Any],
    *variables: Any,
    fraction: float = 0.2,
    repeats: int = 50,
    seed: int = 0,
    **options: Any,
) -> Uncertainty:
    """Standard error by subsampling rows without replacement.

    A bootstrap would be invalid: rows drawn twice are neighbours at distance 0.

    Parameters
    ----------
    estimator : callable
        One of this package, called with the subsampled variables and `options`.
    *variables : arrays, shape (n, d) or (n,)
        Observed together: rows are drawn together.
    fraction : float
        m / n of the Notes; small, but with rows enough for k.
    repeats : int
        Subsamples; the standard error is known to about 1 / sqrt(2 * repeats) of its size.
    seed : int
        Of the draws.
    **options
        Passed on.

    Returns
    -------
    Uncertainty
        In units of the estimator.

    Raises
    ------
    InputError
        As the estimator, and if variables are of different length.
    ParameterError
        If the fraction is not between 0 and 1, or another parameter is out of range.

    Notes
    -----
    With m of n rows in each subsample, ``stderr^2 = variance of the estimates * m / (n - m)`` (the jackknife
    that leaves out n - m rows). Rows must be exchangeable: not a time series. It knows nothing of bias.

    Neighbours change with the subsample, so a large m / n overstates the error, by up to ``1 / sqrt(1 - m / n)``.
    Measured over its true value for uniform and normal samples of 200 and 1000 rows: 0.97 to 1.24 at 0.5, 0.87 to
    1.11 at 0.2. Time is that of `repeats` estimates from m rows and one from n.

    References
    ----------
    D. N. Politis and J. P. Romano, Annals of Statistics 22 (1994), 2031-2050.
    J. Shao and C. F. J. Wu, Annals of Statistics 17 (1989), 1176-1197.

    Examples
    --------
    >>> import numpy as np
    >>> from minent.entropy import entropy
    >>> x = np.random.default_rng(0).random(1000)
    >>> one = subsampling(entropy, x, repeats=100, k=3)
    >>> one.n, one.k, one.size, 0.025 < one.stderr < 0.045
    (1000, 3, 200, True)
    """
    repeats, fraction = integer("repeats", repeats, least=2), number("fraction", fraction)
    if not 0 < fraction < 1:
        raise ParameterError(f"fraction must be between 0 and 1, not {fraction:g}")
    arrays = _arrays(variables)
    n = len(arrays[0])
    size = round(fraction * n)
    if size < 2 or size == n:
        raise InputError(f"{n} rows are too few for subsamples of {fraction:g} of them; give more rows")
    rng = np.random.default_rng(seed)
    estimates = np.empty(repeats)
    for i in range(repeats):
        rows = rng.permutation(n)[:size]
        estimates[i] = float(estimator(*(array[rows] for array in arrays), **options))
    value = float(estimator(*variables, **options))
    stderr = float(np.std(estimates, ddof=1)) * math.sqrt(size / (n - size))
    return Uncertainty(value, stderr, n, _neighbours_of(estimator, options), size, estimates)


def permutation_test(
    x: Any,
    y: Any,
    *,
    estimator: Callable[..., Any] = mutual_information,
    permutations: int = 199,
    seed: int = 0,
    **options: Any,
) -> PermutationTest:
    """Test whether x and y are independent, by permuting the rows of x.

    Parameters
    ----------
    x, y : arrays, shape (n, d) or (n,)
        Observed together. Rows must be exchangeable: not a time series.
    estimator : callable
        Of the information in two variables.
    permutations : int
        Permuted samples.
    seed : int
        Of the permutations.
    **options
        Passed to the estimator.

    Returns
    -------
    PermutationTest

    Raises
    ------
    InputError
        As the estimator.
    ParameterError
        If a parameter is out of range.

    Notes
    -----
    ``p = (1 + permuted samples with an estimate at least as large) / (1 + permutations)``: exact, and never 0.
    Time is that of ``permutations + 1`` estimates.

    References
    ----------
    B. Phipson and G. K. Smyth, Statistical Applications in Genetics and Molecular Biology 9 (2010), 39.

    Examples
    --------
    >>> import numpy as np
    >>> x, noise = np.random.default_rng(0).standard_normal((2, 300))
    >>> permutation_test(x, x + noise, permutations=19).p_value
    0.05
    """
    permutations = integer("permutations", permutations, least=1)
    value = float(estimator(x, y, **options))
    array = np.asarray(x)
    rng = np.random.default_rng(seed)
    estimates = np.array(
        [float(estimator(array[rng.permutation(len(array))], y, **options)) for _ in range(permutations)]
    )
    p_value = (1 + int((estimates >= value).sum())) / (1 + permutations)
    return PermutationTest(value, p_value, len(array), _neighbours_of(estimator, options), estimates)


def _arrays(variables: tuple[Any, ...]) -> list[np.ndarray]:
    if not variables:
        raise ParameterError("subsampling needs at least one variable")
    check_lengths(*(read_sample(f"variable {i}", one, constant=True) for i, one in enumerate(variables)))
    return [np.asarray(one) for one in variables]


def _neighbours_of(estimator: Callable[..., Any], options: dict[str, Any]) -> int | None:
    """The k that an estimator is called with."""
    if "k" in options:
        return int(options["k"])
    try:
        default = inspect.signature(estimator).parameters["k"].default
    except (KeyError, TypeError, ValueError):
        return None
    return default if isinstance(default, int) else None
