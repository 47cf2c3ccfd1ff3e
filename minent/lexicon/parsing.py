"""What stands in the columns of a file -> figures, marks and examples, or an error with its line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from minent.errors import FormatError
from minent.lexicon.lexicon import INTEGER_COLUMNS

_MARKS = {"yes": True, "true": True, "no": False, "false": False}
_INFINITE = (float("inf"), float("-inf"))
_MOST = (1 << 63) - 1
_SHOWN = 40


def parse_column(name: str, values: list[object], path: str, lines: list[int]) -> np.ndarray:
    """Return a column of a lexicon as an array of the type that its name asks for.

    Raises
    ------
    FormatError
        For a value that is not of this type; says where.
    """
    parse: Callable[[object], object]
    dtype: np.dtype[Any]
    if name == "known":
        parse, dtype, kind = _mark, np.dtype(bool), "neither yes nor no"
    elif name == "examples":
        parse, dtype, kind = _contexts, np.dtype(object), "no list of texts"
    elif name in INTEGER_COLUMNS:
        parse, dtype, kind = _whole, np.dtype(np.int64), "not a number"
    else:
        parse, dtype, kind = _number, np.dtype(np.float64), "not a number"
    column = np.empty(len(values), dtype)
    for row, value in enumerate(values):
        try:
            parsed = parse(value)
        except (TypeError, ValueError, KeyError):
            raise FormatError(f"{name} is {kind}: {_shown(value)}", path=path, line=lines[row]) from None
        except OverflowError:
            parsed = _MOST + 1
        if dtype == np.int64 and not 0 <= parsed <= _MOST:  # type: ignore[operator]
            fault = "negative" if parsed < 0 else "out of range"  # type: ignore[operator]
            raise FormatError(f"{name} is {fault}: {str(value)[:_SHOWN]}", path=path, line=lines[row])
        column[row] = parsed
    return column


def _whole(value: object) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and value not in _INFINITE and not value.is_integer()):
        raise ValueError
    return int(value)  # type: ignore[call-overload]


def _number(value: object) -> float:
    if isinstance(value, bool):
        raise ValueError
    number = float(value)  # type: ignore[arg-type]
    if number != number:
        raise ValueError
    return number


def _mark(value: object) -> bool:
    return value if isinstance(value, bool) else _MARKS[str(value).lower()]


def _contexts(value: object) -> list[str]:
    if isinstance(value, str):
        return value.split(" | ") if value else []
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise TypeError
    return value


def _shown(value: object) -> str:
    """The value, shortened."""
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
