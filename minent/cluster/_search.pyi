import numpy as np
from numpy.typing import NDArray

class LinkRows:
    def __init__(
        self,
        offsets: NDArray[np.int64],
        targets: NDArray[np.int32],
        weights: NDArray[np.float64],
        visit: NDArray[np.float64],
        factor: NDArray[np.float64],
        leaving: NDArray[np.float64],
        landing: NDArray[np.float64],
    ) -> None: ...
    def weight_flow(self, directed: bool) -> None: ...
    def walk(self, rate: float, recorded: bool, to_nodes: bool, most_rounds: int) -> float: ...
    def tree_rates(
        self, parents: NDArray[np.int32], node_module: NDArray[np.int32], scale: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]: ...

class Trial:
    def __init__(self, rows: LinkRows, kind: str, scale: float) -> None: ...
    def stop(self) -> None: ...
    def run(
        self, seed: int, two_level: bool, preferred: int, initial: NDArray[np.int32] | None
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]: ...
