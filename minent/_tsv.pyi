from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

def tsv_rows(columns: Sequence[list[str] | NDArray[np.int64] | NDArray[np.float64]], n_rows: int) -> str: ...
