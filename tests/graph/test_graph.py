"""Graphs from edges and from other libraries, against a naive twin and against those libraries."""

from __future__ import annotations

import networkx
import numpy as np
import pandas
import pytest
import scipy.sparse
from hypothesis import given
from hypothesis import strategies as st

from minent.errors import BudgetError, InputError, ParameterError
from minent.graph import Graph
from tests.naive.graphs import dense, rows_of_edges

WEIGHTS = st.sampled_from([0.0, 0.1, 0.25, 1.0, 1.0, 3.7, 1e-300, 1e300])
EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), WEIGHTS), max_size=40)


def made(edges, **options) -> Graph:
    u, v, w = (list(column) for column in zip(*edges, strict=True)) if edges else ([], [], [])
    return Graph.from_edges(u, v, w, n_nodes=8, **options)


def same(a: Graph, b: Graph) -> bool:
    """Whether two graphs are equal to the last bit."""
    pairs = zip((a.offsets, a.targets, a.weights), (b.offsets, b.targets, b.weights), strict=True)
    return a.directed == b.directed and all(x.dtype == y.dtype and x.tobytes() == y.tobytes() for x, y in pairs)


@given(EDGES, st.booleans())
def test_rows_are_those_of_the_definition(edges, directed):
    graph = made(edges, directed=directed)
    rows = rows_of_edges(edges, directed)
    assert graph.offsets.tolist() == np.cumsum([0] + [len(rows.get(u, {})) for u in range(8)]).tolist()
    assert graph.targets.tolist() == [v for u in range(8) for v in sorted(rows.get(u, {}))]
    np.testing.assert_allclose(graph.to_scipy().toarray(), dense(rows, 8), rtol=1e-15, atol=0)
    links = [pair for u, row in rows.items() for pair in [(u, v) for v in row] if directed or pair[0] <= pair[1]]
    assert graph.n_links == len(links)
    assert graph.n_self_loops == sum(u == v for u, v in links)
    assert graph.total_weight == pytest.approx(sum(w for _, _, w in edges))


@given(EDGES, st.booleans(), st.randoms(use_true_random=False))
def test_order_of_edges_changes_no_bit(edges, directed, random):
    shuffled = random.sample(edges, len(edges))
    assert same(made(edges, directed=directed), made(shuffled, directed=directed))


@given(EDGES, st.randoms(use_true_random=False))
def test_direction_of_undirected_edges_changes_no_bit(edges, random):
    turned = [(v, u, w) if random.random() < 0.5 else (u, v, w) for u, v, w in edges]
    graph = made(edges)
    assert same(graph, made(turned))
    back = graph.to_scipy().T.tocsr()
    assert (back != graph.to_scipy()).nnz == 0


@given(EDGES)
def test_no_weights_are_weights_of_one(edges):
    u, v = [u for u, _, _ in edges], [v for _, v, _ in edges]
    assert same(Graph.from_edges(u, v, n_nodes=8), Graph.from_edges(u, v, [1.0] * len(u), n_nodes=8))


@given(EDGES, st.booleans())
def test_edges_make_the_graph_again(edges, directed):
    graph = made(edges, directed=directed)
    assert same(graph, Graph.from_edges(*graph.edges(), n_nodes=8, directed=directed))


@given(EDGES, st.booleans())
def test_networkx_and_scipy_round_trips(edges, directed):
    graph = made(edges, directed=directed)
    exported = graph.to_networkx()
    assert exported.number_of_edges() == graph.n_links
    assert exported.is_directed() == directed
    assert same(graph, Graph.from_networkx(exported))
    assert same(graph, Graph.from_scipy(graph.to_scipy(), directed=directed))
    np.testing.assert_array_equal(networkx.to_scipy_sparse_array(exported, nodelist=range(8)).toarray(),
                                  graph.to_scipy().toarray())  # fmt: skip


def test_networkx_multigraph_adds_up_and_names_follow():
    graph = networkx.MultiGraph()
    graph.add_edge("b", "a", weight=2)
    graph.add_edge("a", "b")
    graph.add_node(7)
    made_of_it = Graph.from_networkx(graph)
    assert list(made_of_it.names) == ["b", "a", "7"]
    assert made_of_it.weights.tolist() == [3.0, 3.0]
    assert list(made_of_it.to_networkx().edges(data="weight")) == [("b", "a", 3.0)]


def test_networkx_directions_can_be_changed():
    arcs = networkx.DiGraph([(0, 1), (1, 0), (1, 2)])
    assert Graph.from_networkx(arcs, directed=False).weights.tolist() == [2.0, 2.0, 1.0, 1.0]
    both = Graph.from_networkx(networkx.Graph([(0, 1), (1, 1)]), directed=True)
    assert (both.n_links, both.directed) == (3, True)


def test_equal_names_keep_nodes_apart_in_networkx():
    graph = Graph.from_edges([0], [1], names=["x", "x"])
    assert graph.to_networkx().nodes[1] == {"name": "x"}


def test_pandas_numbers_ascend_and_names_come_as_they_appear():
    graph = Graph.from_pandas(pandas.DataFrame({"source": [40, 7], "target": [7, 12], "weight": [1.5, 2.0]}))
    assert list(graph.names) == ["7", "12", "40"]
    assert graph.ids.tolist() == [7, 12, 40]
    assert graph.edges()[2].tolist() == [2.0, 1.5]
    named = Graph.from_pandas(pandas.DataFrame({"a": ["x", "y"], "b": ["y", "z"]}), "a", "b", directed=True)
    assert list(named.names) == ["x", "y", "z"]
    assert named.targets.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("edges", "options", "words"),
    [
        (([0, 1], [1]), {}, "2 sources but 1 targets"),
        (([0], [-1]), {}, "negative"),
        (([0], [5]), {"n_nodes": 3}, "node 5 is outside the 3 nodes"),
        (([0.5], [1]), {}, "whole numbers"),
        ((["a"], ["b"]), {}, "from_pandas"),
        (([[0]], [[1]]), {}, "one-dimensional"),
        (([0], [1], [-1.0]), {}, "weight -1 of edge 0"),
        (([0, 1], [1, 2], [1.0, np.nan]), {}, "weight nan of edge 1"),
        (([0], [1], [np.inf]), {}, "not finite"),
        (([0], [1], [1.0, 2.0]), {}, "one number for each"),
        (([0], [1], ["x"]), {}, "not numbers"),
        (([0, 0], [1, 1], [1e308, 1e308]), {}, "scale them down"),
        (([0], [1]), {"names": ["only"]}, "1 names for 2 nodes"),
    ],
)
def test_wrong_edges(edges, options, words):
    with pytest.raises(InputError, match=words):
        Graph.from_edges(*edges, **options)


def test_more_nodes_than_targets_can_number():
    with pytest.raises(BudgetError, match=r"2\^31"):
        Graph.from_edges([0], [2**31], n_nodes=None)


def test_wrong_matrices_and_frames():
    with pytest.raises(InputError, match="square"):
        Graph.from_scipy(scipy.sparse.coo_array(np.ones((2, 3))))
    with pytest.raises(InputError, match=r"entries \(0, 1\) and \(1, 0\) differ"):
        Graph.from_scipy(scipy.sparse.coo_array(np.triu(np.ones((2, 2)))))
    with pytest.raises(InputError, match="no column 'source'"):
        Graph.from_pandas(pandas.DataFrame({"a": [1]}))
    with pytest.raises(InputError, match="drop its row"):
        Graph.from_pandas(pandas.DataFrame({"source": ["a"], "target": [None]}))
    with pytest.raises(InputError, match="is not a number"):
        Graph.from_networkx(networkx.Graph([(0, 1, {"weight": "heavy"})]))


def test_parts_that_do_not_fit():
    graph = Graph.from_edges([0], [1])
    with pytest.raises(ParameterError, match="array of int32"):
        Graph(graph.offsets, graph.offsets, graph.weights)
    with pytest.raises(ParameterError, match="offsets must"):
        Graph(graph.offsets[:1], graph.targets, graph.weights)
    with pytest.raises(ParameterError, match="1 weights for 2"):
        Graph(graph.offsets, graph.targets, graph.weights[:1])
    with pytest.raises(ParameterError, match="1 names for 2 nodes"):
        Graph(graph.offsets, graph.targets, graph.weights, names=["a"])


def test_no_edges_and_no_nodes():
    assert Graph.from_edges([], []).n_nodes == 0
    graph = Graph.from_edges([], [], n_nodes=3)
    assert (graph.n_nodes, graph.n_links, graph.total_weight) == (3, 0, 0.0)
    assert repr(graph) == "<Graph: 3 nodes, 0 undirected links>"
