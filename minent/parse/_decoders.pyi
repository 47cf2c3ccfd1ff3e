import numpy as np
from numpy.typing import NDArray

def heads(
    values: NDArray[np.floating],
    sizes: NDArray[np.int64],
    method: int,
    normalization: int,
    several_roots: bool,
    root_scores: NDArray[np.float64] | None,
    roots: NDArray[np.int64] | None,
    out: NDArray[np.int32],
) -> None: ...
def spans(values: NDArray[np.floating], sizes: NDArray[np.int64], method: int, out: NDArray[np.int32]) -> None: ...
