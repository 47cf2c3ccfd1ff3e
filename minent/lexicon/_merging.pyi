import numpy as np
from numpy.typing import NDArray

class Merger:
    def __init__(self, max_length: int, min_count: int, unit_bits: float) -> None: ...
    def read(
        self,
        ids: NDArray[np.uint16 | np.uint32],
        n_units: int,
        first: NDArray[np.uint32],
        second: NDArray[np.uint32],
        occurrences: NDArray[np.int64],
    ) -> None: ...
    def run(self, max_steps: int) -> int: ...
    @property
    def saved(self) -> float: ...
    def symbols(self) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.uint32]]: ...
