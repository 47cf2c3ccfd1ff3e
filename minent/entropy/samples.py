"""Samples as the estimators take them: checked, named, free of what would make an estimate a lie."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from minent.arguments import integer, one_of
from minent.entropy._neighbours import sum_exactly
from minent.errors import InputError

Ties: TypeAlias = Literal["error", "jitter", "drop"]
TIES = ("error", "jitter", "drop")
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """n observations of d columns, float64, finite, none of the columns constant."""

    name: str
    values: Floats
    columns: tuple[str, ...]
    low: Floats
    high: Floats

    @property
    def n(self) -> int:
        """Observations."""
        return int(self.values.shape[0])

    @property
    def d(self) -> int:
        """Columns."""
        return int(self.values.shape[1])

    def with_values(self, values: Floats) -> Sample:
        """The same columns with other rows."""
        return replace(self, values=values, low=values.min(axis=0), high=values.max(axis=0))


def read_sample(name: str, x: Any, *, constant: bool = False) -> Sample:
    """Check an argument and return it as a sample.

    Parameters
    ----------
    name : str
        Name of the argument, for messages.
    x : array or data frame, shape (n, d) or (n,)
        Numbers; the columns of a data frame keep their names.
    constant : bool
        Accept constant columns.

    Raises
    ------
    InputError
        If it is empty, of the wrong shape or dtype, has NaN or infinities, or a constant column.
    """
    array = _numbers(name, x)
    if array.ndim == 1:
        array = array[:, None]
    if array.ndim != 2:
        raise InputError(f"{name}: {np.ndim(x)} dimensions; give an array (n, d) or (n,) of numbers")
    if 0 in array.shape:
        raise InputError(f"{name}: shape {np.shape(x)} has no rows or columns; give an array (n, d) or (n,) of numbers")
    names = getattr(x, "columns", None)
    columns = [f"column {i}" for i in range(array.shape[1])] if names is None else [f"column {c!r}" for c in names]
    # Kernels read doubles where they lie: at multiples of 8 bytes.
    values = np.require(array, np.float64, ["ALIGNED"])
    low, high = values.min(axis=0), values.max(axis=0)
    _check_columns(name, columns, values, low, high, constant)
    return Sample(name, values, tuple(columns), low, high)


def _numbers(name: str, x: Any) -> np.ndarray:
    """The argument as an array of numbers; no value is hidden by a mask."""
    if np.ma.is_masked(x):
        raise InputError(f"{name}: some values are masked; leave their rows out or fill them")
    try:
        array = np.asarray(x)
    except (ValueError, TypeError):
        raise InputError(f"{name}: not an array of numbers; give an array (n, d) or (n,)") from None
    if array.dtype.kind in "fiub":
        return array
    dtypes: Any = getattr(x, "dtypes", None)
    if hasattr(dtypes, "items"):  # a data frame says which column it is
        for column, dtype in dtypes.items():
            if getattr(dtype, "kind", "O") not in "fiub":
                raise InputError(
                    f"{name}: column {column!r} of dtype {dtype} is not numeric; leave the column out, or convert it "
                    "with astype(float)"
                )
    raise InputError(f"{name}: dtype {array.dtype} is not numeric; convert it, for instance with astype(float)")


def _check_columns(name: str, columns: list[str], values: Floats, low: Floats, high: Floats, constant: bool) -> None:
    for i, column in enumerate(columns):
        if not np.isfinite(low[i]) or not np.isfinite(high[i]):
            bad = np.flatnonzero(~np.isfinite(values[:, i]))
            raise InputError(
                f"{name}: {column} has {bad.size} values that are NaN or infinite, the first in row {bad[0]}; "
                "remove or impute these rows"
            )
        if low[i] == high[i] and not constant and len(values) > 1:
            raise InputError(f"{name}: {column} is constant ({low[i]:g}), its entropy is -inf; leave the column out")


def check_lengths(*samples: Sample) -> None:
    """Raise unless all samples have as many rows."""
    for sample in samples[1:]:
        if sample.n != samples[0].n:
            raise InputError(
                f"{samples[0].name} has {samples[0].n} rows and {sample.name} {sample.n}; give pairs of observations"
            )


def check_k(k: int, n: int, name: str, *, within: bool = True) -> int:
    """Return k if a sample of n rows has that many (other) neighbours."""
    k = integer("k", k, least=1)
    if k > (n - 1 if within else n):
        remedy = f"give more rows or a k of at most {n - within}" if n > within else "give more rows"
        raise InputError(f"{name}: {n} row{'s are' if n != 1 else ' is'} too few for k={k}; {remedy}")
    return k


def break_ties(samples: list[Sample], ties: Ties, seed: int) -> list[Sample]:
    """Do what `ties` says to repeated rows.

    ``"jitter"`` adds uniform noise as wide as the smallest difference of two values of the column, which
    undoes rounding to a grid; ``"drop"`` keeps the first of equal rows, over all samples together.
    """
    one_of("ties", ties, TIES)
    if ties == "jitter":
        rng = np.random.default_rng(seed)
        return [sample.with_values(_jittered(sample.values, rng)) for sample in samples]
    if ties == "drop":
        joint = np.hstack([sample.values for sample in samples])
        keep = np.sort(np.unique(joint, axis=0, return_index=True)[1])
        return [sample.with_values(sample.values[keep]) for sample in samples]
    return samples


def _jittered(values: Floats, rng: np.random.Generator) -> Floats:
    out = np.empty_like(values)
    for i, column in enumerate(values.T):
        gaps = np.diff(np.unique(column))
        # Noise below the spacing of floating-point numbers would be rounded away.
        width = max(float(gaps.min()) if gaps.size else 0.0, 64 * float(np.spacing(np.abs(column).max())))
        out[:, i] = column + width * (rng.random(len(column)) - 0.5)
    return out


def tie_error(name: str, n_tied: int, k: int) -> InputError:
    """The error for distances of zero to the k-th neighbour."""
    return InputError(
        f"{name}: {n_tied} rows equal at least {k} others, so the density is infinite there; "
        "use ties='jitter' for rounded values, ties='drop' for repeated rows, or an estimator for discrete data"
    )


def unit_scale(low: Floats, high: Floats) -> float:
    """A power of two that brings all values to at most 1 in size, so that no square overflows."""
    largest = float(max(np.abs(low).max(), np.abs(high).max()))
    return float(np.ldexp(1.0, int(np.clip(-np.frexp(largest)[1], -1021, 1021)))) if largest > 0 else 1.0


def column_scales(sample: Sample) -> Floats:
    """One over the standard deviation of each column: a change of unit changes nothing.

    Columns are first brought to a size of at most 1, so squares neither overflow nor vanish, and are added
    up in an order that does not matter.
    """
    scales = np.empty(sample.d)
    for i in range(sample.d):
        size = unit_scale(sample.low[i : i + 1], sample.high[i : i + 1])
        column = sample.values[:, i] * size
        column -= sum_exactly(column) / sample.n
        spread = unit_scale(column, column)
        column *= spread
        column *= column
        scales[i] = size * (spread / math.sqrt(sum_exactly(column) / sample.n)) if column.any() else size
        if not np.isfinite(scales[i]):
            raise InputError(
                f"{sample.name}: {sample.columns[i]} varies by less than the smallest normal numbers and has lost its "
                "digits; scale it before it is computed"
            )
    return scales
