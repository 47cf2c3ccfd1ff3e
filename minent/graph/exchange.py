"""Graphs from and to networkx, scipy.sparse and pandas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from minent.errors import InputError
from minent.graph.graph import Graph
from minent.graph.names import IntegerNames

if TYPE_CHECKING:
    import networkx
    import pandas
    import scipy.sparse


def from_networkx(graph: networkx.Graph[Any], *, weight: str = "weight", directed: bool | None = None) -> Graph:
    """Make a graph of a networkx graph or multigraph.

    Parameters
    ----------
    graph : networkx graph
        Nodes keep their order; their names are what ``str`` makes of them.
    weight : str
        Attribute of an edge with its weight; 1 where it is missing.
    directed : bool, optional
        By default as `graph` is. False: both directions of an arc are added up to one link.
        True: an undirected edge becomes an arc each way.

    Returns
    -------
    Graph

    Raises
    ------
    InputError
        When a weight is not a finite number of at least 0.
    """
    numbers = {node: i for i, node in enumerate(graph)}
    edges = list(graph.edges(data=weight, default=1))
    sources = np.fromiter((numbers[u] for u, _, _ in edges), np.int32, len(edges))
    targets = np.fromiter((numbers[v] for _, v, _ in edges), np.int32, len(edges))
    try:
        weights = np.fromiter((w for _, _, w in edges), np.float64, len(edges))
    except (TypeError, ValueError):
        wrong = next((u, v, w) for u, v, w in edges if not isinstance(w, (int, float, np.number)))
        raise InputError(f"edge {wrong[0]!r} - {wrong[1]!r}: {weight} {wrong[2]!r} is not a number") from None
    as_arcs = graph.is_directed() if directed is None else directed
    if as_arcs and not graph.is_directed():
        back = sources != targets
        sources, targets = np.append(sources, targets[back]), np.append(targets, sources[back])
        weights = np.append(weights, weights[back])
    plain = all(isinstance(node, int) and node == i for i, node in enumerate(numbers))
    return Graph.from_edges(
        sources,
        targets,
        weights,
        n_nodes=len(numbers),
        directed=as_arcs,
        names=None if plain else [str(node) for node in numbers],
    )


def to_networkx(graph: Graph) -> networkx.Graph[Any]:
    """Return a networkx graph with weights in the attribute ``weight``.

    Nodes are their numbers when the graph has no names; else their names, or, when two are equal,
    the numbers with the names in the attribute ``name``.
    """
    import networkx

    result: networkx.Graph[Any] = networkx.DiGraph() if graph.directed else networkx.Graph()
    names = None if graph.names is None else list(graph.names)
    labels: Sequence[Any] = range(graph.n_nodes)
    if names is not None and len(set(names)) == len(names):
        labels = names
        result.add_nodes_from(labels)
    elif names is not None:
        result.add_nodes_from((i, {"name": name}) for i, name in enumerate(names))
    else:
        result.add_nodes_from(labels)
    sources, targets, weights = (array.tolist() for array in graph.edges())
    result.add_weighted_edges_from((labels[u], labels[v], w) for u, v, w in zip(sources, targets, weights, strict=True))
    return result


def from_scipy(matrix: Any, *, directed: bool = False, names: Sequence[str] | None = None) -> Graph:
    """Make a graph of an adjacency matrix.

    Parameters
    ----------
    matrix : scipy.sparse matrix or array, shape (n, n)
        Entry (u, v) is the weight of the link from u to v; repeated entries are added up.
    directed : bool
        False: the matrix must be symmetric, and each pair of entries is one link.
    names : sequence of str, optional
        Names of the nodes.

    Returns
    -------
    Graph

    Raises
    ------
    InputError
        When the matrix is not square, not symmetric without `directed`, or a weight is not usable.
    """
    from minent.graph.arrays import checked_weights

    coo = matrix.tocoo()
    if coo.shape[0] != coo.shape[1]:
        raise InputError(f"a matrix of shape {coo.shape} is no adjacency matrix; it must be square")
    weights = checked_weights(coo.data, len(coo.data))
    graph = Graph.from_edges(coo.row, coo.col, weights, n_nodes=coo.shape[0], directed=True, names=names)
    if directed:
        return graph
    fault = first_asymmetry(graph)
    if fault is not None:
        u, v = fault
        raise InputError(
            f"the matrix is not symmetric: entries ({u}, {v}) and ({v}, {u}) differ; "
            "give directed=True, or add its transpose"
        )
    return Graph(graph.offsets, graph.targets, graph.weights, directed=False, names=names)


def first_asymmetry(graph: Graph) -> tuple[int, int] | None:
    """Return the first link of a directed graph whose way back is missing or has another weight."""
    back = to_scipy(graph).T.tocsr()
    back.sort_indices()
    same = np.array_equal(back.indptr, graph.offsets) and np.array_equal(back.indices, graph.targets)
    if same and np.array_equal(back.data, graph.weights):
        return None
    rows, columns = (to_scipy(graph) != back).nonzero()
    first = int(np.lexsort((columns, rows))[0])
    return int(rows[first]), int(columns[first])


def to_scipy(graph: Graph) -> scipy.sparse.csr_array:
    """Return the adjacency matrix with sorted indices; an undirected graph gives a symmetric one."""
    import scipy.sparse

    return scipy.sparse.csr_array(
        (np.ascontiguousarray(graph.weights), graph.targets, graph.offsets), shape=(graph.n_nodes, graph.n_nodes)
    )  # fmt: skip


def from_pandas(
    frame: pandas.DataFrame,
    source: str = "source",
    target: str = "target",
    weight: str | None = None,
    *,
    directed: bool = False,
) -> Graph:
    """Make a graph of a data frame with an edge a row.

    Parameters
    ----------
    frame : DataFrame
        The edges.
    source, target : str
        Columns with the ends of the edges: whole numbers, or anything else as names.
    weight : str, optional
        Column of weights; by default ``weight`` if there is one, else every edge weighs 1.
    directed : bool
        Whether an edge leads from source to target only.

    Returns
    -------
    Graph
        Nodes that are whole numbers are in ascending order, others in the order of their first
        appearance (as the readers of files have them).

    Raises
    ------
    InputError
        When a column is missing, an end has no value, or a weight is not usable.
    """
    for column in (source, target, *([weight] if weight else [])):
        if column not in frame:
            raise InputError(f"no column {column!r}; the frame has {', '.join(map(str, frame.columns))}")
    chosen = weight or ("weight" if "weight" in frame else None)
    weights = None if chosen is None else frame[chosen].to_numpy()
    if frame[[source, target]].isna().to_numpy().any():
        raise InputError(f"an edge has no {source} or no {target}; drop its row")
    ends = frame[source].to_numpy(), frame[target].to_numpy()
    if all(end.dtype.kind in "iu" for end in ends):
        return _numbered(ends, weights, directed)
    texts = [str(name) for pair in zip(*(end.tolist() for end in ends), strict=True) for name in pair]
    numbers: dict[str, int] = {}
    places = np.fromiter((numbers.setdefault(name, len(numbers)) for name in texts), np.int64, len(texts))
    return Graph.from_edges(
        places[::2], places[1::2], weights, n_nodes=len(numbers), directed=directed, names=list(numbers)
    )


def _numbered(ends: tuple[Any, Any], weights: Any, directed: bool) -> Graph:
    both: NDArray[np.int64] = np.concatenate(ends).astype(np.int64)
    ids, places = np.unique(both, return_inverse=True)
    half = len(both) // 2
    graph = Graph.from_edges(places[:half], places[half:], weights, n_nodes=len(ids), directed=directed)
    return with_ids(graph, ids)


def with_ids(graph: Graph, ids: NDArray[np.int64]) -> Graph:
    """The graph with numbers as names of its nodes; without names when they are 0, 1, ..."""
    if np.array_equal(ids, np.arange(len(ids))):
        return graph
    return Graph(
        graph.offsets, graph.targets, graph.weights, directed=graph.directed, names=IntegerNames(ids), ids=ids
    )  # fmt: skip
