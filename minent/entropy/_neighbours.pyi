import numpy as np
from numpy.typing import NDArray

class PointTree:
    n: int
    n_leaves: int
    d: int
    def __init__(self, x: NDArray[np.float64], scale: NDArray[np.float64]) -> None: ...
    @property
    def order(self) -> NDArray[np.uint32]: ...
    def distances(
        self,
        queries: PointTree,
        first: int,
        last: int,
        ks: NDArray[np.int64],
        euclidean: bool,
        prune: bool,
        out: NDArray[np.float64],
    ) -> None: ...
    def places(self, first: int, last: int, k: int, prune: bool, out: NDArray[np.uint32]) -> None: ...
    def counts(
        self, first: int, last: int, radius: NDArray[np.float64], inclusive: bool, out: NDArray[np.int64]
    ) -> None: ...

def line_distances(values: NDArray[np.float64], begin: int, end: int, k: int, out: NDArray[np.float64]) -> None: ...
def line_cross_distances(
    values: NDArray[np.float64], queries: NDArray[np.float64], k: int, out: NDArray[np.float64]
) -> None: ...
def line_counts(
    values: NDArray[np.float64],
    queries: NDArray[np.float64],
    radius: NDArray[np.float64],
    inclusive: bool,
    out: NDArray[np.int64],
) -> None: ...
def take_logs(x: NDArray[np.float64]) -> int: ...
def sum_exactly(x: NDArray[np.float64]) -> float: ...
