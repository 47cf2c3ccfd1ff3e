"""Arrays of the standard library, which the bindings make, as NumPy's; without a copy."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray

_TYPES: dict[str, Any] = {"i": np.int32, "q": np.int64, "d": np.float64}


def as_numpy(values: array[Any]) -> NDArray[Any]:
    """Return an array over the memory of another."""
    dtype = _TYPES[values.typecode]
    return np.frombuffer(values, dtype) if len(values) else np.empty(0, dtype)
