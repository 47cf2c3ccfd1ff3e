import numpy as np
from numpy.typing import NDArray

def edge_rows(
    sources: NDArray[np.int32],
    targets: NDArray[np.int32],
    weights: NDArray[np.float64] | None,
    n: int,
    directed: bool,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]: ...
