"""The map equation: bits a step of a walk costs, described with the modules of a partition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from minent._numpy import as_numpy
from minent.cluster._trees import total_bits
from minent.cluster.flow import Floats, Flow, graph_flow
from minent.cluster.trees import Tree, tree_of_labels, tree_of_paths
from minent.cluster.walks import WalkOptions
from minent.errors import ParameterError
from minent.graph.graph import Graph

if TYPE_CHECKING:
    from minent.cluster.partition import Partition


@dataclass(frozen=True, eq=False)
class TreeCode:
    """The description of a walk with the modules of a tree.

    Parameters
    ----------
    flow : Flow
        The walk.
    tree : Tree
        The modules, k of them with the root.
    visit, enter, exit : float64 array, shape (k,)
        Rates of the modules: of visits to their nodes, of entering, of leaving them.
    codebooks : float64 array, shape (k,)
        Bits that the codebook of each module contributes.
    """

    flow: Flow
    tree: Tree
    visit: Floats
    enter: Floats
    exit: Floats
    codebooks: Floats

    @property
    def codelength(self) -> float:
        """Bits a step."""
        return total_bits(self.codebooks)

    @property
    def index_codelength(self) -> float:
        """Part of the root: which top module is entered."""
        return max(float(self.codebooks[0]), 0.0)


def describe(flow: Flow, tree: Tree) -> TreeCode:
    """Rates and codebooks of the modules of a tree."""
    return TreeCode(flow, tree, *map(as_numpy, flow.walk.describe(tree)))


def as_tree(partition: Partition | ArrayLike, n_nodes: int) -> Tree:
    """The modules of a `Partition`, of labels (n,) or of paths (n, depth) from the top, filled up with 0."""
    tree = getattr(partition, "tree", None)
    if tree is None:
        modules = np.asarray(partition)
        if modules.dtype.kind not in "iu" or modules.ndim not in (1, 2):
            raise ParameterError("partition must be a Partition, whole numbers (n,), or paths (n, depth)")
        tree = tree_of_labels(modules) if modules.ndim == 1 else tree_of_paths(modules)
    if len(tree.node_module) != n_nodes:
        raise ParameterError(f"partition has {len(tree.node_module)} nodes, the graph {n_nodes}")
    return tree


def map_equation(graph: Graph, partition: Partition | ArrayLike, **walk: Any) -> float:
    """Codelength of a partition of the nodes of a graph, exact.

    Parameters
    ----------
    graph : Graph
        The graph.
    partition : Partition, int array of shape (n,) or (n, depth)
        Modules: labels of any values, or paths from the top module down, filled up with 0. A
        module holds either modules or nodes.
    **walk
        As of `WalkOptions`: ``flow``, ``teleport``, ``recorded``, ``to_nodes``, ``markov_time``.

    Returns
    -------
    float
        Bits a step of the walk; 0 for a graph without links.

    Raises
    ------
    ParameterError
        When the partition does not fit the graph, or an option is out of range.

    Notes
    -----
    Every module has a codebook with words for its modules or nodes, used at the rates at which these
    are entered or visited, and one for leaving it; the root has no word for leaving. With h(x) =
    x log2 x, w the sum of the rates of the words of module m, L = sum over m of h(w) - sum over its
    words of h(rate); for two levels this is h(sum enter) - sum h(enter) - sum h(exit) +
    sum h(exit + p) - sum over nodes of h(p). O(m depth) time, 24 bytes a module.

    References
    ----------
    .. [1] Rosvall, Axelsson & Bergstrom, The map equation. European Physical Journal Special Topics 178,
       13-23 (2009), equation 1.
    .. [2] Rosvall & Bergstrom, Multilevel compression of random walks on networks reveals hierarchical
       organization in large integrated systems. PLoS ONE 6, e18209 (2011), equation 3.

    Examples
    --------
    Two triangles with a bridge:

    >>> from minent.graph import Graph
    >>> graph = Graph.from_edges([0, 0, 1, 2, 3, 3, 4], [1, 2, 2, 3, 4, 5, 5])
    >>> round(map_equation(graph, [0, 0, 0, 1, 1, 1]), 6), round(map_equation(graph, [0] * 6), 6)
    (2.32073, 2.556657)
    """
    flow = graph_flow(graph, WalkOptions(**walk))
    return describe(flow, as_tree(partition, graph.n_nodes)).codelength
