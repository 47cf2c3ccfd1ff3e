"""Impacts for tests, without a model."""

from __future__ import annotations

import re

import numpy as np

from minent.parse import Impact


def impact_of(text, line=1, seed=0, pattern=r"\S", full=True):
    """Impacts of the units that a pattern finds in a text; noise, but equal for equal arguments."""
    offsets = np.array([found.span() for found in re.finditer(pattern, text)], np.int32).reshape(-1, 2)
    n = len(offsets)
    matrix = np.random.default_rng([seed, line]).random((n, n)).astype(np.float32) * 10
    np.fill_diagonal(matrix, 0)
    places = np.arange(max(n - 1, 0))
    neighbours = np.stack([matrix[places, places + 1], matrix[places + 1, places]], axis=1)
    return Impact(line, text, offsets, matrix if full else None, neighbours)
