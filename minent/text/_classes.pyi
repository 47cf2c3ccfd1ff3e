import numpy as np
from numpy.typing import NDArray

CLASSES: tuple[str, ...]

def class_ranges() -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]: ...
