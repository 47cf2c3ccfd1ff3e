"""What a graph looks like in figures."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from minent.graph.graph import Graph

_QUANTILES = {"least": 0, "quartile": 25, "median": 50, "third_quartile": 75, "percentile_99": 99, "greatest": 100}


def summarize(graph: Graph) -> dict[str, Any]:
    """Figures about a graph.

    Parameters
    ----------
    graph : Graph
        Any.

    Returns
    -------
    dict
        ``nodes``, ``links``, ``directed``, ``total_weight``, ``least_weight``, ``greatest_weight``,
        ``self_loops``, ``isolated`` (nodes without a link to another), ``components`` (weakly
        connected), ``largest_component`` (its nodes), ``strong_components`` (if directed), and the
        quantiles and mean of ``degree`` (of the nodes each is linked with, itself included if it has a
        self-loop), or of ``out_degree`` and ``in_degree``.

    Notes
    -----
    O(n + m) time; 12 bytes an entry of the graph beside it.

    Examples
    --------
    >>> figures = summarize(Graph.from_edges([0, 0, 3], [1, 2, 3]))
    >>> figures["links"], figures["components"], figures["isolated"], figures["degree"]["greatest"]
    (3, 2, 1, 2)
    """
    from scipy.sparse.csgraph import connected_components

    n = graph.n_nodes
    matrix = graph.to_scipy()
    n_components, component = connected_components(matrix, directed=graph.directed, connection="weak")
    outward = np.diff(graph.offsets)
    loops = np.bincount(graph.targets[graph.sources() == graph.targets], minlength=n)
    inward = np.bincount(graph.targets, minlength=n) if graph.directed else outward
    figures: dict[str, Any] = {
        "nodes": n,
        "links": graph.n_links,
        "directed": graph.directed,
        "total_weight": graph.total_weight,
        "least_weight": float(graph.weights.min()) if len(graph.weights) else 0.0,
        "greatest_weight": float(graph.weights.max()) if len(graph.weights) else 0.0,
        "self_loops": graph.n_self_loops,
        "isolated": int(np.count_nonzero((outward == loops) & (inward == loops))),
        "components": int(n_components),
        "largest_component": int(np.bincount(component).max()) if n else 0,
    }
    if graph.directed:
        figures["strong_components"] = int(connected_components(matrix, connection="strong")[0])
        return figures | {"out_degree": _distribution(outward), "in_degree": _distribution(inward)}
    return figures | {"degree": _distribution(outward)}


def _distribution(degrees: NDArray[np.int64]) -> dict[str, float]:
    """Quantiles that are degrees of nodes, and the mean."""
    if not len(degrees):
        return {}
    quantiles = np.percentile(degrees, list(_QUANTILES.values()), method="inverted_cdf")
    named: dict[str, float] = dict(zip(_QUANTILES, map(int, quantiles), strict=True))
    return named | {"mean": round(float(degrees.mean()), 6)}
