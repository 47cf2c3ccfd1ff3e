"""Rows of matrices as directions."""

from __future__ import annotations

import numpy as np


def scale_to_unit(matrix: np.ndarray) -> np.ndarray:
    """Scale the rows of a float64 matrix to length 1, in place; rows of zeros stay.

    Scaled to size 1 first, so that squares neither overflow nor vanish.
    """
    matrix /= _or_one(np.abs(matrix).max(axis=1, initial=0.0))[:, None]
    matrix /= _or_one(np.sqrt(np.einsum("ij,ij->i", matrix, matrix)))[:, None]
    return matrix


def _or_one(sizes: np.ndarray) -> np.ndarray:
    return np.where(sizes > 0, sizes, 1.0)
