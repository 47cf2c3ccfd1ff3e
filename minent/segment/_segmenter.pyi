import numpy as np
from numpy.typing import NDArray

class TextSegmenter:
    def __init__(
        self,
        mode: int,
        utf8: NDArray[np.uint8],
        offsets: NDArray[np.int64],
        word_units: NDArray[np.uint32],
        word_offsets: NDArray[np.int64],
        costs: NDArray[np.int32],
        unknown_cost: int,
        texts: list[str | None],
        *,
        numbers_alike: bool = True,
    ) -> None: ...
    def segment(self, texts: list[str]) -> list[list[str]]: ...
    def spans(self, text: bytes) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]: ...
    def write(self, text: bytes, separator: bytes) -> bytes: ...
    def spell(self, text: bytes, spellings: Spellings) -> bytes: ...

class Spellings:
    def __init__(self, words: list[bytes]) -> None: ...

class LabelSegmenter(TextSegmenter):
    def __init__(
        self,
        mode: int,
        utf8: NDArray[np.uint8],
        offsets: NDArray[np.int64],
        word_units: NDArray[np.uint32],
        word_offsets: NDArray[np.int64],
        costs: NDArray[np.int32],
        unknown_cost: int,
        texts: list[str | None],
        *,
        numbers_alike: bool = True,
        backoffs: NDArray[np.int32],
        joins: NDArray[np.int32],
    ) -> None: ...
