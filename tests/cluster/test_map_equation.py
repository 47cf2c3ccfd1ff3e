"""The map equation: by hand, against its definition, and what must not change it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import minent
from minent.cluster.flow import graph_flow
from minent.cluster.tree_columns import path_matrix
from minent.cluster.walks import WalkOptions
from minent.errors import ConvergenceError, ParameterError
from tests.cluster.graphs import TRIANGLES, WALKS, graph_of, link_lists, partitions, ring_of_cliques
from tests.naive import map_equation as naive


def h(*rates):
    return sum(rate * math.log2(rate) for rate in rates if rate)


def test_two_triangles_by_hand():
    """Weights are 14ths: nodes 2, 2, 3 in a module, one link out of it."""
    graph = graph_of(TRIANGLES)
    nodes = h(*[2 / 14] * 4, *[3 / 14] * 2)
    expected = h(2 / 14) - 4 * h(1 / 14) + 2 * h(8 / 14) - nodes
    assert minent.map_equation(graph, [0, 0, 0, 1, 1, 1]) == pytest.approx(expected, abs=1e-14)
    assert expected == pytest.approx(2.32073035683379, abs=1e-12)  # as the reference implementation prints it
    assert minent.map_equation(graph, [5] * 6) == pytest.approx(-nodes, abs=1e-14)
    assert -nodes == pytest.approx(2.556656707462823, abs=1e-12)


@pytest.mark.parametrize(("n", "size"), [(4, 3), (6, 5), (10, 4)])
def test_ring_of_cliques_by_hand(n, size):
    graph = ring_of_cliques(n, size)
    w = 2 * (n * size * (size - 1) // 2 + n)
    index = math.log2(n) * 2 * n / w
    inside = n * (h((size * (size - 1) + 4) / w) - h(2 / w) - 2 * h(size / w) - (size - 2) * h((size - 1) / w))
    labels = np.repeat(np.arange(n), size)
    assert minent.map_equation(graph, labels) == pytest.approx(index + inside, abs=1e-13)
    found = minent.infomap(graph, two_level=True)
    assert found.codelength <= index + inside + 1e-12
    if size > 3:
        assert minent.agreement(found, labels)["nmi"] == 1
        assert found.index_codelength == pytest.approx(index, abs=1e-13)


def test_directed_cycle_by_hand():
    """Four nodes in a ring: all rates are 1/4; halves have one link in and one out."""
    graph = graph_of([(0, 1), (1, 2), (2, 3), (3, 0)], directed=True)
    assert minent.map_equation(graph, [0] * 4) == pytest.approx(2, abs=1e-14)
    by_hand = 0.5 * 1 + 2 * (h(0.75) - 3 * h(0.25))
    assert minent.map_equation(graph, [0, 0, 1, 1]) == pytest.approx(by_hand, abs=1e-14)
    # Recorded: of each half's 1/2, 0.15 teleports and lands on the other half every second time.
    leave = 0.85 / 4 + 0.15 * 0.5 * 0.5
    recorded = h(2 * leave) - 4 * h(leave) + 2 * h(leave + 0.5) - 4 * h(0.25)
    assert minent.map_equation(graph, [0, 0, 1, 1], recorded=True) == pytest.approx(recorded, abs=1e-13)


def test_directed_chain_by_hand():
    """0 -> 1 -> 2, and 3 that leads to 2 only; 2 leads nowhere.

    Teleports land on 0, 1, 3 with 1/3 each. Up to a factor x is 1 at 0 and 3, 1.85 at 1. One step
    along links from these: 1 to node 1, 1.85 + 1 to node 2.
    """
    graph = graph_of([(0, 1), (1, 2), (3, 2)], directed=True)
    flow = graph_flow(graph)
    np.testing.assert_allclose(flow.visit, np.array([0, 1, 2.85, 0]) / 3.85, atol=1e-14)
    one, two, three = 1 / 3.85, 1.85 / 3.85, 1 / 3.85
    # {0, 1}: left by 1.85, never entered; {2, 3}: entered by 1.85, never left.
    expected = h(two) - h(two) - h(two) + h(two + one) + h(two + three) - h(one) - h(two + three)
    assert minent.map_equation(graph, [0, 0, 1, 1]) == pytest.approx(expected, abs=1e-13)


@settings(deadline=None, max_examples=150)
@given(link_lists(), st.data(), st.sampled_from(WALKS), st.sampled_from((1.0, 1.0, 0.5, 2.0)))
def test_against_the_definition(case, data, walk, time):
    n, links = case
    paths = data.draw(partitions(n))
    graph = graph_of(links, n, directed=walk["flow"] != "undirected")
    teleport, recorded, to_nodes = walk.get("teleport", 0.15), walk.get("recorded", False), walk.get("to_nodes", False)
    tele = land = None
    if walk["flow"] == "undirected":
        visits, flow = naive.undirected_flow(n, links)
    elif walk["flow"] == "rawdir":
        visits, flow = naive.raw_flow(n, links)
    else:
        visits, flow, tele, land = naive.directed_flow(n, links, teleport, recorded, to_nodes)
    found = graph_flow(graph, WalkOptions(**walk))
    np.testing.assert_allclose(found.visit, visits, atol=1e-12)
    expected = naive.codelength(visits, flow, paths, tele, land, time)
    options = walk | {"markov_time": time}
    assert minent.map_equation(graph, path_matrix(paths), **options) == pytest.approx(expected, abs=1e-10)
    given = minent.given_partition(graph, path_matrix(paths), **options)
    assert given.codelength == pytest.approx(expected, abs=1e-10)
    assert given.index_codelength + given.module_codelength == pytest.approx(expected, abs=1e-10)


@settings(deadline=None, max_examples=60)
@given(link_lists(), st.data(), st.sampled_from(WALKS))
def test_invariances(case, data, walk):
    """Names of nodes and modules, order, scale and splitting of links do not matter."""
    n, links = case
    directed = walk["flow"] != "undirected"
    labels = np.array(data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)))
    expected = minent.map_equation(graph_of(links, n, directed=directed), labels, **walk)
    order = data.draw(st.permutations(range(n)))
    moved = [(order[u], order[v], w) for u, v, w in links]
    relabelled = np.empty(n, int)
    relabelled[list(order)] = 7 - 3 * labels
    halves = [(u, v, w / 2) for u, v, w in links] * 2
    for other, modules in (
        (moved, relabelled),
        (links[::-1], labels),
        ([(u, v, 3e5 * w) for u, v, w in links], labels),
        (halves, labels),
    ):
        found = minent.map_equation(graph_of(other, n, directed=directed), modules, **walk)
        assert found == pytest.approx(expected, abs=1e-11)


@pytest.mark.parametrize("walk", WALKS)
def test_no_links(walk):
    graph = graph_of([(0, 1, 0.0)], 3, directed=True)
    assert minent.map_equation(graph, [0, 1, 1], **walk) == 0
    found = minent.infomap(graph, **walk)
    assert (found.codelength, found.labels.tolist(), found.relative_saving) == (0, [0, 1, 2], 0)


def test_wrong_arguments():
    graph = graph_of(TRIANGLES)
    for labels in ([0, 1], [[0, 1]] * 6, [0.5] * 6, [[1, 0], [1, 1]] * 3, np.zeros((6, 2, 2), int)):
        with pytest.raises(ParameterError):
            minent.map_equation(graph, labels)
    for options in ({"teleport": 0}, {"teleport": 1.5}, {"markov_time": 0}, {"flow": "up"}):
        with pytest.raises(ParameterError):
            minent.map_equation(graph, [0] * 6, **options)


def test_rates_that_do_not_settle(monkeypatch):
    monkeypatch.setattr("minent.cluster.walking._MOST_ROUNDS", 3)
    graph = graph_of([(0, 1), (1, 2), (2, 0), (2, 3), (3, 0)], directed=True)
    with pytest.raises(ConvergenceError, match="raise teleport"):
        minent.map_equation(graph, [0] * 4, teleport=1e-4)
