"""Quality floor: what the map-equation optimiser of NetworKit finds (MIT licence; in the extra bench)."""

from __future__ import annotations

import numpy as np
import pytest

import minent
from minent.graph import Graph
from tests.cluster.graphs import planted, ring_of_cliques

networkit = pytest.importorskip("networkit")


def found_by_networkit(graph: Graph, seed: int) -> np.ndarray:
    """Labels that it finds."""
    networkit.setSeed(seed, False)
    other = networkit.Graph(graph.n_nodes, weighted=True)
    for u, v, w in zip(*graph.edges(), strict=True):
        other.addEdge(int(u), int(v), float(w))
    search = networkit.community.LouvainMapEquation(other, False, 32, "none")
    search.run()
    return np.array(search.getPartition().getVector())


def graphs() -> list[Graph]:
    """Planted groups of several strengths, a ring of cliques, and links at random."""
    made = [planted(8, 25, inner, outer, 5)[0] for inner, outer in ((0.4, 0.01), (0.3, 0.03), (0.25, 0.05))]
    made.append(ring_of_cliques(12, 5))
    rng = np.random.default_rng(2)
    made.append(Graph.from_edges(rng.integers(0, 300, 900), rng.integers(0, 300, 900), rng.uniform(0.1, 3, 900)))
    return made


@pytest.mark.parametrize("number", range(5))
def test_not_worse_than_networkit(number):
    graph = graphs()[number]
    floor = min(minent.map_equation(graph, found_by_networkit(graph, seed)) for seed in range(3))
    assert minent.infomap(graph, two_level=True).codelength <= floor + 1e-9
