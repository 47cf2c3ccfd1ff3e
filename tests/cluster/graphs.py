"""Small graphs for the tests of communities."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from minent.graph import Graph

TRIANGLES = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)]
WALKS = [
    {"flow": "undirected"},
    {"flow": "rawdir"},
    {"flow": "directed"},
    {"flow": "directed", "to_nodes": True},
    {"flow": "directed", "recorded": True},
    {"flow": "directed", "recorded": True, "to_nodes": True, "teleport": 0.3},
]


def graph_of(links, n=None, *, directed=False):
    """A graph of (u, v) or (u, v, weight)."""
    columns = list(zip(*links, strict=True))
    weights = columns[2] if len(columns) > 2 else None
    return Graph.from_edges(columns[0], columns[1], weights, n_nodes=n, directed=directed)


def ring_of_cliques(n_cliques, size):
    """Cliques of unit weight, each linked to the next by one link."""
    links = []
    for c in range(n_cliques):
        nodes = range(c * size, (c + 1) * size)
        links += [(u, v) for u in nodes for v in nodes if u < v]
        links.append((c * size, ((c + 1) % n_cliques) * size + 1))
    return graph_of(links)


def planted(n_groups, size, inside, outside, seed, *, directed=False):
    """Groups with more links inside than between them."""
    rng = np.random.default_rng(seed)
    n = n_groups * size
    group = np.arange(n) // size
    chance = np.where(group[:, None] == group, inside, outside)
    links = rng.random((n, n)) < chance
    links &= ~np.eye(n, dtype=bool) if directed else np.triu(np.ones((n, n), bool), 1)
    sources, targets = np.nonzero(links)
    return Graph.from_edges(sources, targets, n_nodes=n, directed=directed), group


@st.composite
def link_lists(draw):
    """(n, links with weights), self-loops and repeated links among them."""
    n = draw(st.integers(2, 9))
    node = st.integers(0, n - 1)
    weight = st.sampled_from((1.0, 1.0, 2.0, 0.25, 7.5))
    return n, draw(st.lists(st.tuples(node, node, weight), min_size=1, max_size=25))


@st.composite
def partitions(draw, n):
    """Paths of modules; a module holds either modules or nodes."""
    tops = draw(st.lists(st.integers(1, 3), min_size=n, max_size=n))
    deep = draw(st.sets(st.integers(1, 3)))
    inner = draw(st.lists(st.integers(1, 2), min_size=n, max_size=n))
    deeper = draw(st.booleans())
    paths = []
    for top, low in zip(tops, inner, strict=True):
        path = (top,)
        if top in deep:
            path += (low, 1 + top % 2) if deeper and low == 1 else (low,)
        paths.append(path)
    return paths
