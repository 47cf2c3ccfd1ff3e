"""Distances to nearest neighbours and counts within radii, exact, by the method that suits n and d.

``"line"`` (d = 1): sorted values and windows, O(n log n + nk). ``"tree"``: a k-d tree in leaf order, about
O(n log n) while d is small against log n. ``"brute"``: all pairs leaf by leaf, O(n^2 d), for d where a tree
prunes nothing. ``"auto"`` takes the line for d = 1, brute force for d > 15 and the tree between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from minent.arguments import integer, one_of, thread_count
from minent.entropy import _neighbours
from minent.entropy.samples import Floats
from minent.errors import ParameterError
from minent.parallel import parallel_map

Metric: TypeAlias = Literal["euclidean", "chebyshev"]
Method: TypeAlias = Literal["auto", "line", "tree", "brute"]
METRICS = ("euclidean", "chebyshev")
METHODS = ("auto", "line", "tree", "brute")

_LARGEST_TREE = 15  # dimensions
_PARTS = 8  # a worker: enough that none waits long for the last


def worker_count(workers: int | None) -> int:
    """Number of workers: as asked, or the processors this process may use."""
    return thread_count(None) if workers is None else integer("workers", workers, least=1, most=1024)


class Points:
    """Points, searched by one of the methods; results are in its own order of the points.

    Parameters
    ----------
    x : float64 array, shape (n, d)
        The points.
    scale : float64 array, shape (d,)
        Factor of each column.
    workers : int
        Threads. They change no bit of the results.
    method : {"auto", "line", "tree", "brute"}
        See the module.
    ordered : bool
        Whether `order` is wanted; a line is sorted faster without.
    """

    def __init__(self, x: Floats, scale: Floats, workers: int, method: Method = "auto", ordered: bool = True) -> None:
        self.n, self.d = x.shape
        self._workers = workers
        self.method = _resolved(method, self.d)
        self._order: NDArray[np.intp] | NDArray[np.uint32] | None = None
        if self.method != "line":
            self._tree = _neighbours.PointTree(x, scale)
            return
        self._line = x[:, 0] * scale[0]
        if ordered:
            self._order = np.argsort(self._line, kind="stable")
            self._line = self._line[self._order]
        else:
            self._line.sort()

    @property
    def order(self) -> NDArray[np.intp] | NDArray[np.uint32]:
        """Row of x at each place."""
        if self._order is None:
            self._order = self._tree.order
        return self._order

    def distances(self, ks: Sequence[int], metric: Metric) -> Floats:
        """Distances to the k-th nearest other point, shape (n, len(ks)); ks rises."""
        out = np.empty((self.n, len(ks)))
        if self.method == "line":
            for j, k in enumerate(ks):
                out[:, j] = self._line_distances(k)
        else:
            self._search(self, ks, metric, out)
        return out

    def _line_distances(self, k: int) -> Floats:
        out = np.empty(self.n)
        self._run(self.n, lambda a, b: _neighbours.line_distances(self._line, a, b, k, out))
        return out

    def distances_from(self, queries: Points, k: int, metric: Metric) -> Floats:
        """Distances from other points to their k-th nearest of these, in the order of `queries`."""
        out = np.empty((queries.n, 1))
        if self.method == "line":
            _neighbours.line_cross_distances(self._line, queries._line, k, out[:, 0])
        else:
            self._search(queries, [k], metric, out)
        return out[:, 0]

    def places(self, k: int) -> NDArray[np.uint32]:
        """Places of the k nearest others in the max norm, shape (n, k). Not for lines."""
        out = np.empty((self.n, k), np.uint32)
        prune = self.method == "tree"
        self._run(self._tree.n_leaves, lambda a, b: self._tree.places(a, b, k, prune, out))
        return out

    def counts(self, radius: Floats, *, inclusive: bool = False) -> NDArray[np.int64]:
        """Points nearer than ``radius[i]`` to the point of row i (or as near), itself included; in row order."""
        own_radius = radius[self.order]
        out = np.empty(self.n, np.int64)
        if self.method == "line":
            _neighbours.line_counts(self._line, self._line, own_radius, inclusive, out)
        else:
            self._run(self._tree.n_leaves, lambda a, b: self._tree.counts(a, b, own_radius, inclusive, out))
        return self.in_rows(out)

    def in_rows(self, values: np.ndarray) -> np.ndarray:
        """Values by place as values by row of x."""
        out = np.empty_like(values)
        out[self.order] = values
        return out

    def _search(self, queries: Points, ks: Sequence[int], metric: Metric, out: Floats) -> None:
        euclidean, prune, wanted = metric == "euclidean", self.method == "tree", np.asarray(ks, dtype=np.int64)
        self._run(
            queries._tree.n_leaves,
            lambda a, b: self._tree.distances(queries._tree, a, b, wanted, euclidean, prune, out),
        )

    def _run(self, n: int, work: Callable[[int, int], None]) -> None:
        """Call ``work(begin, end)`` on ranges that cover 0 .. n."""
        if self._workers == 1:
            work(0, n)
            return
        ends = np.unique(np.linspace(0, n, self._workers * _PARTS + 1).astype(int)).tolist()
        ranges = list(pairwise(ends))
        for _ in parallel_map(lambda _, part: work(*part), ranges, [None] * self._workers):
            pass


def _resolved(method: Method, d: int) -> Method:
    one_of("method", method, METHODS)
    if method == "line" and d != 1:
        raise ParameterError(f"method='line' is for one column, not {d}; use 'auto'")
    if method != "auto":
        return method
    return "line" if d == 1 else "tree" if d <= _LARGEST_TREE else "brute"
