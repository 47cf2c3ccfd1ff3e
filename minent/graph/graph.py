"""`Graph`: weighted links as rows of a compressed sparse matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from minent._numpy import as_numpy
from minent.errors import InputError, ParameterError
from minent.graph.names import IntegerNames, PackedNames

if TYPE_CHECKING:
    import networkx
    import pandas
    import scipy.sparse

    from minent.graph.plain import PlainGraph


@dataclass(frozen=True, eq=False)
class Graph:
    """A weighted graph, directed or not.

    Row u lists the links that leave node u. An undirected link between u and v stands in both
    rows with its full weight; a self-loop stands once in its row, with its weight as read.

    Parameters
    ----------
    offsets : int64 array, shape (n + 1,)
        Row u is ``targets[offsets[u]:offsets[u + 1]]``, with ``weights`` alike.
    targets : int32 array, shape (m,)
        Where the links lead; ascending within a row, each once.
    weights : float64 array, shape (m,)
        Positive and finite.
    directed : bool
        Whether a link leads one way only.
    names : sequence of str, optional
        Names of the nodes; ``None`` stands for their numbers 0, 1, ...
    ids : int64 array, shape (n,), optional
        Numbers of the nodes in the file they come from, where it has any; partitions are
        written with them. ``None`` stands for 0, 1, ...

    Notes
    -----
    Memory: 12 bytes an entry (an undirected link has two) and 8 bytes a node. Where every link weighs 1 by
    the way the graph was made, `weights` is a single 1 seen m times (a stride of 0, not writable), and an entry
    takes 4 bytes.

    Examples
    --------
    >>> graph = Graph.from_edges([0, 0, 1, 2], [1, 2, 2, 3])
    >>> graph.n_nodes, graph.n_links
    (4, 4)
    >>> graph.targets[graph.offsets[2] : graph.offsets[3]]
    array([0, 1, 3], dtype=int32)
    """

    offsets: NDArray[np.int64]
    targets: NDArray[np.int32]
    weights: NDArray[np.float64]
    directed: bool = False
    names: Sequence[str] | None = None
    ids: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        for name, dtype in (("offsets", np.int64), ("targets", np.int32), ("weights", np.float64)):
            array = getattr(self, name)
            if not isinstance(array, np.ndarray) or array.dtype != dtype or array.ndim != 1:
                raise ParameterError(f"{name} must be a one-dimensional array of {np.dtype(dtype)}")
        if not len(self.offsets) or self.offsets[0] != 0 or self.offsets[-1] != len(self.targets):
            raise ParameterError("offsets must begin with 0 and end with the number of targets")
        if len(self.weights) != len(self.targets):
            raise ParameterError(f"{len(self.weights)} weights for {len(self.targets)} targets")
        for name, values in (("names", self.names), ("ids", self.ids)):
            if values is not None and len(values) != self.n_nodes:
                raise ParameterError(f"{len(values)} {name} for {self.n_nodes} nodes")

    def __repr__(self) -> str:
        kind = "directed" if self.directed else "undirected"
        return f"<Graph: {self.n_nodes:,} nodes, {self.n_links:,} {kind} links>"

    @property
    def n_nodes(self) -> int:
        """Number of nodes."""
        return len(self.offsets) - 1

    @cached_property
    def _loops(self) -> NDArray[np.float64]:
        """Weights of the self-loops."""
        return self.weights[self.sources() == self.targets]

    @property
    def n_self_loops(self) -> int:
        """Number of nodes with a link to themselves."""
        from minent.graph._rows import count_loops

        return count_loops(self.offsets, self.targets)

    @property
    def stored_weights(self) -> NDArray[np.float64] | None:
        """`weights`; ``None`` where they are a single 1."""
        return None if self.weights.strides == (0,) and (self.weights[:1] == 1).all() else self.weights

    @property
    def n_links(self) -> int:
        """Number of links, self-loops included; of an undirected graph each pair once."""
        entries = len(self.targets)
        return entries if self.directed else (entries + self.n_self_loops) // 2

    @property
    def total_weight(self) -> float:
        """Sum of the weights of the links, self-loops included; of an undirected graph each pair once."""
        total = float(self.weights.sum())
        return total if self.directed else (total + float(self._loops.sum())) / 2

    @property
    def node_ids(self) -> NDArray[np.int64]:
        """Numbers of the nodes: `ids`, else 0, 1, ..."""
        return np.arange(self.n_nodes, dtype=np.int64) if self.ids is None else self.ids

    @property
    def node_names(self) -> Sequence[str]:
        """Names of the nodes: `names`, else their numbers as text."""
        return IntegerNames(np.arange(self.n_nodes, dtype=np.int64)) if self.names is None else self.names

    def sources(self) -> NDArray[np.int32]:
        """Where each entry of `targets` comes from, shape (m,)."""
        return np.repeat(np.arange(self.n_nodes, dtype=np.int32), np.diff(self.offsets))

    def edges(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
        """Sources, targets and weights of the links; of an undirected graph each once, source <= target."""
        sources = self.sources()
        if self.directed:
            return sources, self.targets, self.weights
        once = sources <= self.targets
        return sources[once], self.targets[once], self.weights[once]

    @classmethod
    def from_edges(
        cls,
        sources: ArrayLike,
        targets: ArrayLike,
        weights: ArrayLike | None = None,
        *,
        n_nodes: int | None = None,
        directed: bool = False,
        names: Sequence[str] | None = None,
    ) -> Graph:
        """Make a graph of edges between node numbers.

        Parameters
        ----------
        sources, targets : array_like of int, shape (k,)
            Node numbers from 0.
        weights : array_like of float, shape (k,), optional
            Not negative, finite; 1 when not given. Edges of weight 0 are left out.
        n_nodes : int, optional
            Number of nodes; by default one more than the greatest number.
        directed : bool
            Whether an edge leads from source to target only.
        names : sequence of str, optional
            Names of the nodes.

        Returns
        -------
        Graph
            Repeated edges are added up; undirected, so are u-v and v-u.

        Raises
        ------
        InputError
            When the arrays do not fit together, a number is no node, or weights are not usable.

        Notes
        -----
        O(k log d) time for rows of d entries. The result does not depend on the order of the
        edges, to the last bit: equal pairs are added in the order of their weights.
        """
        from minent.graph._rows import edge_rows
        from minent.graph.arrays import check_total, checked_edges
        from minent.graph.plain import PlainGraph

        u, v, w, n = checked_edges(sources, targets, weights, n_nodes)
        if names is not None and len(names) != n:
            raise InputError(f"{len(names)} names for {n} nodes")
        made = cls.from_rows(PlainGraph(*edge_rows(u, v, w, n, bool(directed)), bool(directed)), names=names)
        check_total(made.weights)
        return made

    @classmethod
    def from_rows(
        cls, rows: PlainGraph, *, names: Sequence[str] | None = None, ids: NDArray[np.int64] | None = None
    ) -> Graph:
        """Make a graph over the memory of rows; names and numbers of the nodes are theirs unless given."""
        weights = np.broadcast_to(1.0, len(rows.targets)) if rows.weights is None else as_numpy(rows.weights)
        if ids is None and rows.ids is not None:
            ids = as_numpy(rows.ids)
        if names is None and rows.names is not None:
            names = PackedNames(rows.names[0], as_numpy(rows.names[1]))
        elif names is None and ids is not None:
            names = IntegerNames(ids)
        return cls(
            as_numpy(rows.offsets), as_numpy(rows.targets), weights, directed=rows.directed, names=names, ids=ids
        )

    @classmethod
    def from_networkx(
        cls, graph: networkx.Graph[Any], *, weight: str = "weight", directed: bool | None = None
    ) -> Graph:
        """Make a graph of a networkx graph; see `minent.graph.exchange.from_networkx`."""
        from minent.graph.exchange import from_networkx

        return from_networkx(graph, weight=weight, directed=directed)

    @classmethod
    def from_scipy(cls, matrix: Any, *, directed: bool = False, names: Sequence[str] | None = None) -> Graph:
        """Make a graph of a sparse adjacency matrix; see `minent.graph.exchange.from_scipy`."""
        from minent.graph.exchange import from_scipy

        return from_scipy(matrix, directed=directed, names=names)

    @classmethod
    def from_pandas(
        cls,
        frame: pandas.DataFrame,
        source: str = "source",
        target: str = "target",
        weight: str | None = None,
        *,
        directed: bool = False,
    ) -> Graph:
        """Make a graph of a data frame with an edge a row; see `minent.graph.exchange.from_pandas`."""
        from minent.graph.exchange import from_pandas

        return from_pandas(frame, source, target, weight, directed=directed)

    def to_networkx(self) -> networkx.Graph[Any]:
        """Return a networkx graph; see `minent.graph.exchange.to_networkx`."""
        from minent.graph.exchange import to_networkx

        return to_networkx(self)

    def to_scipy(self) -> scipy.sparse.csr_array:
        """Return the adjacency matrix; an undirected graph gives a symmetric one."""
        from minent.graph.exchange import to_scipy

        return to_scipy(self)
