import numpy as np
from numpy.typing import NDArray

WORD_BITS: int
MAX_WINDOW: int

class WordPlaces:
    def fill(self, ids: NDArray[np.unsignedinteger], n_words: int) -> None: ...
    def count_pairs(
        self, ids: NDArray[np.unsignedinteger], window: int, min_count: int, first: int, last: int
    ) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.uint32], int]: ...

class PatternTrie:
    n_words: int
    window: int
    def __init__(self, n_words: int, window: int) -> None: ...
    @property
    def n_nodes(self) -> int: ...
    def add_steps(self, steps: NDArray[np.uint64]) -> None: ...
    def add_patterns(
        self, words: NDArray[np.uint32], gaps: NDArray[np.uint8], offsets: NDArray[np.int64]
    ) -> NDArray[np.uint32]: ...
    def set_values(self, values: NDArray[np.int32]) -> None: ...
    def list_steps(
        self, ids: NDArray[np.unsignedinteger], begin: int, end: int, paths: int, n_words: int
    ) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]: ...
    def count_uses(
        self,
        ids: NDArray[np.unsignedinteger],
        begin: int,
        end: int,
        unknown_cost: int,
        counts: NDArray[np.int64],
    ) -> None: ...
    def list_uses(
        self, ids: NDArray[np.unsignedinteger], begin: int, end: int, unknown_cost: int
    ) -> tuple[NDArray[np.uint32], NDArray[np.uint64]]: ...
    def list_matches(self, ids: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]: ...

def best_spans(
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    begins: NDArray[np.uint32],
    ends: NDArray[np.uint32],
    values: NDArray[np.int64],
) -> tuple[int, NDArray[np.uint32], NDArray[np.uint32], NDArray[np.int64]]: ...
def drop_costly(
    words: NDArray[np.uint32],
    gaps: NDArray[np.uint8],
    offsets: NDArray[np.int64],
    templates: NDArray[np.uint32],
    template_bits: NDArray[np.float64],
    pattern_bits: NDArray[np.float64],
    n_words: int,
    counts: NDArray[np.int64],
) -> float: ...
