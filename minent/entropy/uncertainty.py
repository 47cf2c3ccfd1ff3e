"""How sure an estimate is: subsampling and permutation.

A bootstrap is invalid for nearest neighbours: drawing with replacement makes duplicates, whose distance is 0.
"""

from __future__ import annotations

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
    """An estimate from all rows, its standard error, and the estimates from subsamples."""

    value: float
    stderr: float
    estimates: Floats


@dataclass(frozen=True)
class PermutationTest:
    """An estimate, the share of permuted samples that reach it, and their estimates."""

    value: float
    p_value: float
    estimates: Floats


def subsampling(
    estimator: Callable[..., Any],
    *variables: Any,
    fraction: float = 0.5,
    repeats: int = 50,
    seed: int = 0,
    **options: Any,
) -> Uncertainty:
    """Standard error by subsampling rows without replacement.

    With m of n rows in each subsample, ``stderr^2 = variance of the estimates * m / (n - m)`` (the jackknife
    that leaves out n - m rows).

    Parameters
    ----------
    estimator : callable
        One of this package, called with the subsampled variables and `options`.
    *variables : arrays, shape (n, d) or (n,)
        Observed together: rows are drawn together.
    fraction : float
        m / n.
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
        If the fraction is not between 0 and 1.
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
    return Uncertainty(value, float(np.std(estimates, ddof=1)) * math.sqrt(size / (n - size)), estimates)


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

    ``p = (1 + permuted samples with an estimate at least as large) / (1 + permutations)``: exact, and never 0.

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
    """
    permutations = integer("permutations", permutations, least=1)
    value = float(estimator(x, y, **options))
    array = np.asarray(x)
    rng = np.random.default_rng(seed)
    estimates = np.array(
        [float(estimator(array[rng.permutation(len(array))], y, **options)) for _ in range(permutations)]
    )
    return PermutationTest(value, (1 + int((estimates >= value).sum())) / (1 + permutations), estimates)


def _arrays(variables: tuple[Any, ...]) -> list[np.ndarray]:
    if not variables:
        raise ParameterError("subsampling needs at least one variable")
    check_lengths(*(read_sample(f"variable {i}", one, constant=True) for i, one in enumerate(variables)))
    return [np.asarray(one) for one in variables]
