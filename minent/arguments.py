"""Checks of parameters, all with the same shape of message."""

from __future__ import annotations

import operator
import os
from collections.abc import Collection
from typing import TypeVar

from minent.errors import ParameterError

T = TypeVar("T", bound=str)


def one_of(name: str, value: T, allowed: Collection[str]) -> T:
    """Return `value` if it is among `allowed`."""
    if value not in allowed:
        raise ParameterError(f"{name} must be one of {', '.join(allowed)}, not {value!r}")
    return value


def integer(name: str, value: int, *, least: int, most: int | None = None) -> int:
    """Return `value` if it is a whole number from `least` to `most`."""
    try:
        if isinstance(value, bool):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise ParameterError(f"{name} must be a whole number, not {value!r}") from None
    if number < least or (most is not None and number > most):
        limits = f"from {least} to {most}" if most is not None else f"at least {least}"
        raise ParameterError(f"{name} must be {limits}, not {number}")
    return number


def number(name: str, value: float, *, least: float | None = None) -> float:
    """Return `value` as a float if it is a finite number not below `least`."""
    try:
        result = float(value)
    except (TypeError, ValueError):
        raise ParameterError(f"{name} must be a number, not {value!r}") from None
    except OverflowError:
        result = float("inf")
    if result != result or result in (float("inf"), float("-inf")):
        raise ParameterError(f"{name} must be finite, not {result}")
    if least is not None and result < least:
        raise ParameterError(f"{name} must be at least {least:g}, not {result:g}")
    return result


def thread_count(threads: int | None) -> int:
    """Number of threads: `threads`, or the processors this process may use."""
    if threads is not None:
        return integer("threads", threads, least=1, most=1024)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
