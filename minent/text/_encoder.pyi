import numpy as np
from numpy.typing import NDArray

PADDING: int

class Encoder:
    def __init__(self, mode: int, on_invalid: int, numbers_alike: bool = False) -> None: ...
    def encode(self, block: bytes | NDArray[np.uint8]) -> tuple[NDArray[np.uint16 | np.uint32], int, int, int]: ...
    def absorb(self, other: Encoder) -> NDArray[np.uint32]: ...
    def canonical(self) -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.uint8], NDArray[np.int64]]: ...

class UnitIndex:
    def __init__(
        self,
        mode: int,
        on_invalid: int,
        utf8: NDArray[np.uint8],
        offsets: NDArray[np.int64],
        numbers_alike: bool = False,
    ) -> None: ...
    def encode(self, block: bytes | NDArray[np.uint8]) -> NDArray[np.uint32]: ...
    def encode_spans(
        self, block: bytes | NDArray[np.uint8]
    ) -> tuple[NDArray[np.uint32], NDArray[np.uint64], NDArray[np.uint64]]: ...

def remap(
    ids: NDArray[np.uint16 | np.uint32], mapping: NDArray[np.uint32], out: NDArray[np.uint16 | np.uint32]
) -> None: ...
def remap_sharing(
    ids: NDArray[np.uint16 | np.uint32], mapping: NDArray[np.uint32], shared: int, out: NDArray[np.uint16]
) -> NDArray[np.uint32]: ...
