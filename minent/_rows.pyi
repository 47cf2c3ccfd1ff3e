from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

def text_of_rows(columns: Sequence[list[str] | NDArray[np.int64] | NDArray[np.float64]], n_rows: int) -> str: ...
