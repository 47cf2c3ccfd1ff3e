"""Trees of modules as arrays, in an order that does not depend on how they were found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from minent.errors import ParameterError

_DECIMALS = 14  # flows that differ less are equal: the order of a sum must not decide

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

    def ordered(self, visit: NDArray[np.float64]) -> Tree:
        """The same tree, level by level, modules of one parent by falling flow, then by their first node.

        Parameters
        ----------
        visit : float64 array, shape (k,)
            Flow of the modules.
        """
        first = self._first_nodes()
        depths, flow = self.depths(), np.round(visit, _DECIMALS)
        order = [np.zeros(1, np.int64)]
        number = np.zeros(len(self.parents), np.int64)
        n_numbered = 1
        for depth in range(1, int(depths.max(initial=0)) + 1):
            modules = np.flatnonzero(depths == depth)
            modules = modules[np.lexsort((first[modules], -flow[modules], number[self.parents[modules]]))]
            number[modules] = n_numbered + np.arange(len(modules))
            n_numbered += len(modules)
            order.append(modules)
        parents = number[self.parents[np.concatenate(order)[1:]]]
        return Tree(
            np.concatenate([[-1], parents]).astype(np.int32), number[self.node_module].astype(np.int32)
        )  # fmt: skip

    def _first_nodes(self) -> NDArray[np.int64]:
        n = len(self.node_module)
        first = np.full(len(self.parents), n, np.int64)
        first[self.node_module[::-1]] = np.arange(n)[::-1]
        depths = self.depths()
        for depth in range(int(depths.max(initial=0)), 0, -1):
            modules = np.flatnonzero(depths == depth)
            np.minimum.at(first, self.parents[modules], first[modules])
        return first

    def ranks(self) -> Ids:
        """Place of each module among those of its parent, from 1, in the order of their numbers, shape (k,)."""
        ranks = np.zeros(len(self.parents), np.int32)
        order = np.argsort(self.parents[1:], kind="stable") + 1
        ranks[order] = _places(self.parents[order])
        return ranks

    def module_paths(self) -> Ids:
        """Ranks from the top module down to each module, filled up with 0, shape (k, depth)."""
        depths, ranks = self.depths(), self.ranks()
        paths = np.zeros((len(self.parents), int(depths.max(initial=0))), np.int32)
        for depth in range(1, paths.shape[1] + 1):
            modules = np.flatnonzero(depths == depth)
            paths[modules] = paths[self.parents[modules]]
            paths[modules, depth - 1] = ranks[modules]
        return paths

    def node_paths(self, visit: NDArray[np.float64]) -> Ids:
        """As `module_paths` of the nodes, with the rank of the node by falling flow behind, shape (n, depth + 1)."""
        modules = self.module_paths()
        depths = self.depths()[self.node_module]
        paths = np.zeros((len(self.node_module), modules.shape[1] + 1), np.int32)
        paths[:, :-1] = modules[self.node_module]
        order = np.lexsort((-np.round(visit, _DECIMALS), self.node_module))
        paths[order, depths[order]] = _places(self.node_module[order])
        return paths


def _places(groups: Ids) -> Ids:
    """1, 2, ... within each run of equal values."""
    fresh = np.concatenate([[True], groups[1:] != groups[:-1]])[: len(groups)]
    begins = np.flatnonzero(fresh)
    return (np.arange(len(groups)) - begins[np.cumsum(fresh) - 1] + 1).astype(np.int32)


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
