import numpy as np
from numpy.typing import NDArray

class GramCounter:
    def __init__(
        self,
        ids: NDArray[np.uint16 | np.uint32],
        unit_counts: NDArray[np.uint64],
        *,
        levels: int,
        entropy_levels: int,
        min_count: int,
        hapax_id: int,
    ) -> None: ...
    def count(self, first: int, last: int) -> list[dict[str, np.ndarray]]: ...

def count_disjoint(
    ids: NDArray[np.uint16 | np.uint32],
    begin: int,
    end: int,
    unit: NDArray[np.uint32],
    first_child: NDArray[np.int64],
    n_units: int,
    order: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...
def link_rows(
    unit: NDArray[np.uint32], first_child: NDArray[np.int64], level_offsets: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...
def neighbour_entropy(
    group: NDArray[np.int64], count: NDArray[np.int64], totals: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]: ...
