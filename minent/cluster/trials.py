"""Search for the modules with which a walk is cheapest to describe."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from minent.cluster.codelength import as_tree
from minent.cluster.flow import graph_flow
from minent.cluster.partition import Partition, partition_of
from minent.cluster.trees import Tree
from minent.cluster.walking import SearchOptions, best_tree
from minent.cluster.walks import WalkOptions
from minent.errors import ParameterError
from minent.graph.graph import Graph
from minent.progress import Progress


def infomap(
    graph: Graph,
    *,
    two_level: bool = False,
    trials: int = 1,
    seed: int = 0,
    threads: int | None = 1,
    directed: bool | None = None,
    initial: Partition | ArrayLike | None = None,
    preferred_modules: int | None = None,
    progress: Progress | None = None,
    **walk: Any,
) -> Partition:
    """Find the communities of a graph by the map equation.

    Parameters
    ----------
    graph : Graph
        The graph; networkx graphs and sparse matrices become one by `Graph.from_networkx` and
        `Graph.from_scipy`.
    two_level : bool
        Modules of nodes only; by default modules of modules wherever they save bits.
    trials : int
        Independent searches, of which the best counts.
    seed : int
        Seed of the random numbers, not negative.
    threads : int, optional
        Threads over the trials; ``None``: all processors. The result does not depend on it.
    directed : bool, optional
        Short for ``flow="directed"`` or ``flow="undirected"``; by default as the graph is.
    initial : Partition or int array, optional
        Modules to start from, as for `map_equation`; of several levels the lowest.
    preferred_modules : int, optional
        Find so many modules (as many as there are nodes at most), on two levels: those that the
        search finds are put together or taken apart, and nodes moved. Nodes without links come on top.
    progress : Progress, optional
        Told how many trials are done.
    **walk
        As of `WalkOptions`: ``flow``, ``teleport``, ``recorded``, ``to_nodes``, ``markov_time``.

    Returns
    -------
    Partition
        Of the trial with the shortest codelength, the first of equals. One module if none are
        better; nodes without links are modules of their own.

    Raises
    ------
    ParameterError
        When an option is out of range, or `initial` does not fit the graph.
    ConvergenceError
        When the rates of a directed walk do not settle.

    Notes
    -----
    Nodes move to the neighbouring module where the codelength falls most, from a queue of those
    whose surroundings changed [3]_; each module is then taken apart and merged again from single nodes
    (refinement), and its parts are the nodes of a smaller network that is treated alike; passes
    repeat from the result. For several levels the modules are merged to modules of modules while
    that saves bits, and what is inside each topmost one is searched again. The codelength that
    counts is computed anew from the flow. Nodes and modules without a link between them are not tried
    together; where teleports are described (``recorded``), that might save bits, too.

    O(m) time a pass, most of it in the first; 8 bytes a link direction (none in an undirected graph whose
    links all weigh 1) and about 150 a node, and what the smaller networks take.

    References
    ----------
    .. [1] Rosvall & Bergstrom, Maps of random walks on complex networks reveal community structure.
       PNAS 105, 1118-1123 (2008).
    .. [2] Rosvall & Bergstrom, Multilevel compression of random walks on networks reveals hierarchical
       organization in large integrated systems. PLoS ONE 6, e18209 (2011).
    .. [3] Traag, Waltman & van Eck, From Louvain to Leiden: guaranteeing well-connected communities.
       Scientific Reports 9, 5233 (2019).

    Examples
    --------
    >>> graph = Graph.from_edges([0, 0, 1, 2, 3, 3, 4], [1, 2, 2, 3, 4, 5, 5])
    >>> found = infomap(graph)
    >>> found.labels.tolist(), round(found.codelength, 6)
    ([0, 0, 0, 1, 1, 1], 2.32073)
    """
    how = SearchOptions(two_level, trials, seed, threads, preferred_modules)
    if directed is not None:
        if walk.get("flow", "auto") != "auto":
            raise ParameterError("directed and flow exclude each other; give one of them")
        walk = {**walk, "flow": "directed" if directed else "undirected"}
    flow = graph_flow(graph, WalkOptions(**walk))
    if initial is not None:
        how = replace(how, start=_numbered(as_tree(initial, graph.n_nodes)))
    return partition_of(graph, flow, best_tree(flow.walk, how, progress), seed)


def _numbered(tree: Tree) -> np.ndarray:
    """Lowest modules of the nodes, numbered from 0."""
    return np.unique(tree.node_module, return_inverse=True)[1].reshape(-1).astype(np.int32)
