"""A hierarchical partition as plain columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from minent._numpy import as_numpy
from minent.cluster._trees import path_modules, path_order
from minent.errors import ParameterError

Paths = NDArray[np.int32]


@dataclass(frozen=True)
class PartitionColumns:
    """A hierarchical partition as columns.

    Parameters
    ----------
    names : sequence of str
        Names of the nodes.
    ids : int64 array, shape (n,)
        Numbers of the nodes, as in the file they come from.
    paths : int32 array, shape (n, depth)
        Module on each level from the top and the rank of the node in its module, all from 1,
        behind them 0; see `path_matrix`.
    flow : float64 array, shape (n,)
        Visit rates of the nodes.
    codelength, one_level_codelength : float
        In bits.
    directed : bool
        Whether links lead one way only.
    links : (sources, targets, flow), optional
        Flow along the links, of each undirected link once and one way; ``ftree`` and the modules
        of ``json`` need it.
    remarks : sequence of str
        Lines for the comments at the head of ``tree``, ``ftree`` and ``clu``: version, parameters.
    """

    names: Sequence[str]
    ids: NDArray[np.int64]
    paths: Paths
    flow: NDArray[np.float64]
    codelength: float
    one_level_codelength: float
    directed: bool = False
    links: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]] | None = None
    remarks: Sequence[str] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        if self.paths.ndim != 2 or not self.paths.shape[1]:
            raise ParameterError(f"paths must have rows of at least one number, not the shape {self.paths.shape}")
        sizes = {len(self.names), len(self.ids), len(self.paths), len(self.flow)}
        if len(sizes) > 1:
            raise ParameterError("names, ids, paths and flow must have a row for each node")

    @property
    def n_levels(self) -> int:
        """Longest path, the node included."""
        return int(self.paths.shape[1])

    def modules(self, level: int = 1) -> NDArray[np.int32]:
        """Module of each node on a level from the top, numbered from 1 in the order of the paths; -1 is the lowest.

        A node whose path ends above `level` is in its lowest module.
        """
        return as_numpy(path_modules(np.ascontiguousarray(self.paths), level, self.order())[0])

    def order(self) -> NDArray[np.int64]:
        """Nodes in the order of their paths."""
        return as_numpy(path_order(np.ascontiguousarray(self.paths)))


def path_matrix(paths: Sequence[Sequence[int]]) -> Paths:
    """Paths as rows of an int32 array, filled up with 0.

    Examples
    --------
    >>> path_matrix([(1, 1, 1), (2, 1)])
    array([[1, 1, 1],
           [2, 1, 0]], dtype=int32)
    """
    matrix = np.zeros((len(paths), max(map(len, paths), default=1)), np.int32)
    for row, path in zip(matrix, paths, strict=True):
        row[: len(path)] = path
    return matrix


def path_texts(paths: Paths) -> list[str]:
    """Paths with colons between their numbers."""
    texts, module, head = [], None, ""
    for row in paths.tolist():
        path = row if row[-1] else row[: row.index(0)]
        if path[:-1] != module:  # rows of one module follow one another
            module = path[:-1]
            head = "".join(f"{part}:" for part in module)
        texts.append(f"{head}{path[-1]}")
    return texts
