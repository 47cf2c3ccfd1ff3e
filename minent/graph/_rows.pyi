from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray

def edge_rows(
    sources: NDArray[np.int32],
    targets: NDArray[np.int32],
    weights: NDArray[np.float64] | None,
    n: int,
    directed: bool,
) -> tuple[array[int], array[int], array[float] | None]: ...
def total(values: Any) -> float: ...
def count_loops(offsets: Any, targets: Any) -> int: ...
