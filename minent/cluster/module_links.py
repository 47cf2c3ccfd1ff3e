"""Flow between the children of each module of a hierarchical partition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from minent.cluster.tree_columns import PartitionColumns


@dataclass(frozen=True)
class ModuleRow:
    """A module: what the last part of ``ftree`` and the modules of ``json`` say of it.

    Parameters
    ----------
    path : tuple of int
        Its path; empty for the root, which holds the top modules.
    flow : float
        Visits to its nodes.
    enter, exit : float
        Flow along links into it and out of it; teleportation is no link, so with recorded
        teleportation these are less than the rates of the map equation.
    n_children : int
        Modules or nodes directly in it.
    links : list of (child, child, flow)
        Between its children; of an undirected graph the lesser child first, and the flow both ways.
    """

    path: tuple[int, ...]
    flow: float
    enter: float
    exit: float
    n_children: int
    links: list[tuple[int, int, float]]


def module_tree(columns: PartitionColumns) -> list[ModuleRow]:
    """Return all modules, level by level from the root, in the order of their paths.

    Notes
    -----
    A link between u and v belongs to the lowest module that holds both, as a link between the
    children that u and v are in. O(depth (n + m) log(n + m)) time.
    """
    rows: list[ModuleRow] = []
    for level in range(columns.n_levels):
        rows += _level(columns, level)
    return rows


def _level(columns: PartitionColumns, level: int) -> list[ModuleRow]:
    """The modules whose paths have `level` numbers."""
    paths = columns.paths
    inside = np.flatnonzero(paths[:, level] != 0)
    prefixes, module_of_inside = np.unique(paths[inside, :level], axis=0, return_inverse=True)
    n = len(prefixes)
    module = np.full(len(paths), -1)
    module[inside] = module_of_inside.reshape(-1)
    flow = np.bincount(module[inside], columns.flow[inside], n)
    children = np.unique(np.stack([module[inside], paths[inside, level]]), axis=1)[0]
    n_children = np.bincount(children, minlength=n)
    enter, leave = np.zeros(n), np.zeros(n)
    links: list[list[tuple[int, int, float]]] = [[] for _ in range(n)]
    if columns.links is not None:
        enter, leave = _boundaries(module, columns, n)
        links = _inner_links(module, paths[:, level], columns, n)
    rows = zip(
        prefixes.tolist(), flow.tolist(), enter.tolist(), leave.tolist(), n_children.tolist(), links, strict=True
    )
    return [ModuleRow(tuple(prefix), *numbers) for prefix, *numbers in rows]


def _boundaries(
    module: NDArray[np.int64], columns: PartitionColumns, n: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Flow into and out of each module."""
    assert columns.links is not None
    sources, targets, flow = columns.links
    a, b = module[sources], module[targets]
    out, into = (a != b) & (a >= 0), (a != b) & (b >= 0)
    leave: NDArray[np.float64] = np.bincount(a[out], flow[out], n).astype(np.float64)
    enter: NDArray[np.float64] = np.bincount(b[into], flow[into], n).astype(np.float64)
    if not columns.directed:
        leave = enter = leave + enter
    return enter, leave


def _inner_links(
    module: NDArray[np.int64], child: NDArray[np.int32], columns: PartitionColumns, n: int
) -> list[list[tuple[int, int, float]]]:
    """Links between the children of each module."""
    assert columns.links is not None
    sources, targets, flow = columns.links
    own = module[sources]
    a, b = child[sources], child[targets]
    between = (own == module[targets]) & (own >= 0) & (a != b)
    own, a, b, flow = own[between], a[between], b[between], flow[between]
    if not columns.directed:
        a, b, flow = np.minimum(a, b), np.maximum(a, b), 2 * flow
    result: list[list[tuple[int, int, float]]] = [[] for _ in range(n)]
    if not len(own):
        return result
    keys, place = np.unique(np.stack([own, a, b]), axis=1, return_inverse=True)
    sums = np.bincount(place.reshape(-1), flow, keys.shape[1])
    for parent, first, second, total in zip(*keys.tolist(), sums.tolist(), strict=True):
        result[parent].append((first, second, total))
    return result
