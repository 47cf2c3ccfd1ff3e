import numpy as np
from numpy.typing import NDArray

COST_SHIFT: int

class WordTrie:
    n_words: int
    def __init__(self, units: NDArray[np.uint32], offsets: NDArray[np.int64], n_units: int) -> None: ...
    def set_costs(self, costs: NDArray[np.int32]) -> None: ...
    def count(
        self,
        ids: NDArray[np.uint16 | np.uint32],
        begin: int,
        end: int,
        unknown_cost: int,
        counts: NDArray[np.int64],
    ) -> None: ...
    def drop_costly(self, counts: NDArray[np.int64], entry_bits: NDArray[np.float64]) -> float: ...
    def drop_weak(self, counts: NDArray[np.int64], needed: NDArray[np.float64]) -> None: ...
