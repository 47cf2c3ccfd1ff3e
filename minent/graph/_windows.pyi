import numpy as np
from numpy.typing import NDArray

class WordPlaces:
    n_words: int
    size: int
    def __init__(self, n_words: int) -> None: ...
    def fill(self, ids: NDArray[np.uint16] | NDArray[np.uint32]) -> None: ...

def window_rows(
    ids: NDArray[np.uint16] | NDArray[np.uint32],
    places: WordPlaces,
    first: int,
    last: int,
    window: int,
    before: bool,
    behind: bool,
    harmonic: bool,
    least: float,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]: ...
