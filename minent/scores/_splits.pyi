import numpy as np
from numpy.typing import NDArray

def weakest_split(
    count: NDArray[np.int64], parent: NDArray[np.int64], suffix: NDArray[np.int64], level_offsets: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...
