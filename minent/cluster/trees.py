"""Trees of modules as arrays, in an order that does not depend on how they were found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from minent._numpy import as_numpy
from minent.cluster._trees import node_paths
from minent.errors import ParameterError

Ids = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Tree:
    """Modules of modules; module 0 is the root, which holds all.

    Parameters
    ----------
    parents : int32 array, shape (k,)
        The module that holds each module, with a smaller number; -1 for the root.
    node_module : int32 array, shape (n,)
        The module directly above each node.
    """

    parents: Ids
    node_module: Ids

    def depths(self) -> Ids:
        """Steps from the root to each module, shape (k,)."""
        depths = np.zeros(len(self.parents), np.int32)
        level = np.zeros(len(self.parents), bool)
        level[:1] = True
        depth = 0
        while level.any():
            depths[level] = depth
            level = np.concatenate([[False], level[self.parents[1:]]])
            depth += 1
        return depths

    def node_paths(self, visit: NDArray[np.float64]) -> Ids:
        """Ranks of the modules of each node from the top, then its own by falling flow; 0 behind, shape (n, levels)."""
        levels, paths = node_paths(self.parents, self.node_module, visit)
        return as_numpy(paths).reshape(-1, levels)


def tree_of_labels(labels: NDArray[np.integer]) -> Tree:
    """A module for each label."""
    values, modules = np.unique(labels, return_inverse=True)
    parents = np.zeros(len(values) + 1, np.int32)
    parents[0] = -1
    return Tree(parents, (modules.reshape(-1) + 1).astype(np.int32))


def tree_of_paths(paths: NDArray[np.integer]) -> Tree:
    """Modules of paths from the top, filled up with 0.

    Raises
    ------
    ParameterError
        When a module holds both nodes and modules, or a path is empty or has a gap.
    """
    if paths.size and ((paths[:, 0] == 0).any() or ((paths[:, 1:] != 0) & (paths[:, :-1] == 0)).any()):
        raise ParameterError("paths must begin with a module and be filled up with 0 behind their end only")
    node_module = np.zeros(len(paths), np.int64)
    parents: list[NDArray[np.int64]] = [np.array([-1])]
    n_modules = 1
    for column in paths.T:
        inside = np.flatnonzero(column)
        if not len(inside):
            break
        keys, modules = np.unique(np.stack([node_module[inside], column[inside]]), axis=1, return_inverse=True)
        if np.isin(node_module[column == 0], keys[0]).any():
            raise ParameterError("a module holds both nodes and modules; give the nodes a module of their own")
        node_module[inside] = n_modules + modules.reshape(-1)
        parents.append(keys[0])
        n_modules += keys.shape[1]
    return Tree(np.concatenate(parents).astype(np.int32), node_module.astype(np.int32))
