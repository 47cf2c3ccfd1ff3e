import numpy as np
from numpy.typing import NDArray

def tree_lines(
    paths: NDArray[np.int32],
    flow: NDArray[np.float64],
    ids: NDArray[np.int64],
    text: bytes | None,
    offsets: NDArray[np.int64] | None,
    nodes: NDArray[np.int64],
) -> bytes: ...
def clu_lines(
    modules: NDArray[np.int32], flow: NDArray[np.float64], ids: NDArray[np.int64], nodes: NDArray[np.int64]
) -> bytes: ...
