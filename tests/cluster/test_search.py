"""The search: known communities, the printed codelengths of examples, seeds, threads, laws."""

from __future__ import annotations

import os
import signal
import threading
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import minent
from minent.cluster.trees import tree_of_labels
from minent.errors import ParameterError
from minent.graph import Graph
from tests.cluster.graphs import TRIANGLES, WALKS, graph_of, link_lists, planted, ring_of_cliques

# Nine triangles in three groups of three.
NINE = [(3 * t + a, 3 * t + b, 1.0) for t in range(9) for a, b in ((0, 1), (0, 2), (1, 2))]
NINE += [(9 * g + a, 9 * g + b, 1.0) for g in range(3) for a, b in ((1, 3), (2, 6), (5, 7))]
NINE += [(4, 9, 0.8), (8, 18, 0.8), (17, 22, 0.8)]
# Where teleports are described, modules of nodes without links between them may save bits.
ALONG_LINKS = [walk for walk in WALKS if not walk.get("recorded")]


@pytest.mark.parametrize("two_level", [True, False])
def test_two_triangles(two_level):
    found = minent.infomap(graph_of(TRIANGLES), two_level=two_level)
    assert found.labels.tolist() == [0, 0, 0, 1, 1, 1]
    assert found.codelength == pytest.approx(2.32073035683379, abs=1e-9)  # printed by the reference implementation
    assert found.one_level_codelength == pytest.approx(2.556656707462823, abs=1e-9)
    assert (found.n_modules, found.n_top_modules, found.n_levels) == (2, 2, 2)


@pytest.mark.parametrize(("directed", "printed"), [(False, 3.517754809043506), (True, 3.223364000760567)])
def test_nine_triangles(directed, printed):
    """Codelengths as the reference implementation prints them (directed: its best of ten trials)."""
    found = minent.infomap(graph_of(NINE, directed=directed), two_level=True)
    assert found.codelength == pytest.approx(printed, abs=1e-9)


def test_modules_of_modules():
    found = minent.infomap(graph_of(NINE))
    assert (found.n_levels, found.n_top_modules, found.n_modules) == (3, 3, 9)
    assert found.codelength < minent.infomap(graph_of(NINE), two_level=True).codelength
    assert len(np.unique(found.top_labels.reshape(3, 9), axis=1).T) == 1


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("two_level", [True, False])
def test_planted_groups(walk, two_level):
    directed = walk["flow"] != "undirected"
    graph, group = planted(6, 20, 0.5, 0.01, 3, directed=directed)
    found = minent.infomap(graph, two_level=two_level, **walk)
    assert minent.agreement(found.labels if two_level else found.top_labels, group)["nmi"] > 0.99


@settings(deadline=None, max_examples=80)
@given(link_lists(), st.sampled_from(WALKS), st.booleans(), st.integers(0, 5))
def test_never_worse_than_one_module(case, walk, two_level, seed):
    n, links = case
    graph = graph_of(links, n, directed=walk["flow"] != "undirected")
    found = minent.infomap(graph, two_level=two_level, seed=seed, **walk)
    assert found.codelength <= found.one_level_codelength + 1e-10
    assert found.codelength == pytest.approx(minent.map_equation(graph, found, **walk), abs=1e-12)
    if walk not in ALONG_LINKS:
        return
    linked = np.zeros(n, bool)
    for u, v, _ in links:
        linked[[u, v]] = True
    sizes = np.bincount(found.labels)
    assert (sizes[found.labels[~linked]] == 1).all(), "nodes without links are modules of their own"


@settings(deadline=None, max_examples=40)
@given(link_lists(), st.data(), st.sampled_from(ALONG_LINKS))
def test_best_of_all_partitions(case, data, walk):
    """Ten trials on few nodes come within a hundredth of the best of all two-level partitions."""
    n, links = case
    n = min(n, 6)
    links = [(u % n, v % n, w) for u, v, w in links]
    graph = graph_of(links, n, directed=walk["flow"] != "undirected")
    best = min(minent.map_equation(graph, labels, **walk) for labels in _all_labels(n))
    found = minent.infomap(graph, two_level=True, trials=10, seed=data.draw(st.integers(0, 9)), **walk)
    assert found.codelength <= best * 1.01 + 1e-9


def _all_labels(n):
    """All partitions as restricted growth strings."""
    strings = [[0]]
    for _ in range(n - 1):
        strings = [[*s, k] for s in strings for k in range(max(s) + 2)]
    return strings


@pytest.mark.parametrize("two_level", [True, False])
def test_threads_and_runs_give_the_same_bytes(two_level):
    graph, _ = planted(8, 25, 0.2, 0.03, 1)
    found = [minent.infomap(graph, two_level=two_level, trials=5, seed=4, threads=t) for t in (1, 1, 2, 3)]
    for other in found[1:]:
        assert other.paths.tobytes() == found[0].paths.tobytes()
        assert other.codelength == found[0].codelength
    seeds = {minent.infomap(graph, two_level=two_level, seed=s).codelength for s in range(3)}
    assert found[0].codelength <= min(seeds) + 1e-2


def test_more_trials_are_never_worse():
    graph, _ = planted(10, 30, 0.12, 0.03, 5)
    codelengths = [minent.infomap(graph, trials=trials, seed=2).codelength for trials in (1, 3, 9)]
    assert codelengths == sorted(codelengths, reverse=True)


def test_initial_partition():
    graph, group = planted(10, 30, 0.2, 0.02, 5)
    for initial in (group, group[::-1], np.zeros(len(group), int), np.arange(len(group))):
        found = minent.infomap(graph, initial=initial, two_level=True)
        assert found.codelength <= minent.map_equation(graph, initial) + 1e-12
    again = minent.infomap(graph, initial=minent.infomap(graph))
    assert again.n_levels >= 2
    with pytest.raises(ParameterError, match="has 2 nodes"):
        minent.infomap(graph, initial=[0, 1])


@pytest.mark.parametrize("number", [1, 2, 5, 10, 11, 40, 200, 300])
def test_preferred_number_of_modules(number):
    graph, _ = planted(10, 30, 0.2, 0.02, 5)
    found = minent.infomap(graph, preferred_modules=number)
    assert (found.n_modules, found.n_levels) == (number, 2)
    free = minent.infomap(graph, two_level=True)
    assert found.codelength >= free.codelength - 1e-9


def test_preferred_number_beyond_components():
    graph = graph_of([(0, 1), (2, 3), (4, 5)])
    assert minent.infomap(graph, preferred_modules=2).n_modules == 2
    with pytest.raises(ParameterError, match="preferred_modules"):
        minent.infomap(graph, preferred_modules=0)


def test_markov_time_makes_larger_modules():
    graph = ring_of_cliques(30, 4)
    counts = [minent.infomap(graph, two_level=True, markov_time=t).n_modules for t in (0.5, 1.0, 6.0)]
    assert counts[0] >= counts[1] > counts[2]


def test_isolated_and_disconnected():
    graph = graph_of([(0, 1), (1, 2), (0, 2), (4, 5), (5, 6), (4, 6)], 9)
    found = minent.infomap(graph)
    assert found.n_modules == 5
    assert found.labels[[0, 4]].tolist() == [0, 1]
    assert sorted(found.labels[[3, 7, 8]].tolist()) == [2, 3, 4]
    assert found.module_flow.tolist() == [0.5, 0.5, 0, 0, 0]
    together = minent.infomap(graph_of([(0, 1)], 3), initial=[0, 0, 0])
    assert together.labels.tolist() == [0, 0, 1] or together.n_modules == 3


def test_self_loops_only():
    graph = graph_of([(0, 0), (1, 1), (2, 2)])
    found = minent.infomap(graph, two_level=True)
    assert found.codelength == pytest.approx(np.log2(3), abs=1e-12) or found.codelength <= np.log2(3)


def test_directed_is_short_for_a_flow():
    graph = graph_of(NINE)
    assert minent.infomap(graph, directed=True).codelength == minent.infomap(graph, flow="directed").codelength
    undirected = minent.infomap(graph_of(NINE, directed=True), directed=False)
    assert undirected.codelength == pytest.approx(minent.infomap(graph).codelength, abs=1e-12)
    with pytest.raises(ParameterError, match="exclude each other"):
        minent.infomap(graph, directed=True, flow="rawdir")


@pytest.mark.parametrize("options", [{"trials": 0}, {"seed": -1}, {"threads": 0}, {"teleport": -1}, {"flow": "x"}])
def test_wrong_options(options):
    with pytest.raises(ParameterError, match=next(iter(options))):
        minent.infomap(graph_of(TRIANGLES), **options)


def test_weights_of_all_sizes():
    """Flow far below single precision is of no matter, and does not disturb."""
    links = [(u, v, 1e-60) for u, v, _ in NINE] + [(27, 28, 1.0), (28, 29, 1.0), (27, 29, 1.0)]
    found = minent.infomap(graph_of(links), two_level=True)
    assert found.codelength == pytest.approx(np.log2(3), abs=1e-9)
    scaled = minent.infomap(graph_of([(u, v, 1e-290 * w) for u, v, w in NINE]))
    assert scaled.labels.tolist() == minent.infomap(graph_of(NINE)).labels.tolist()


def test_labels_are_numbered_by_flow():
    graph, _ = planted(7, 12, 0.6, 0.02, 8)
    found = minent.infomap(graph)
    assert (np.diff(found.module_flow) <= 1e-12).all()
    assert found.labels.dtype == np.int32
    tree = tree_of_labels(found.labels)
    assert len(tree.parents) == found.n_modules + 1


@pytest.mark.parametrize("threads", [1, 2])
def test_interrupt_ends_a_running_trial(threads):
    """The timer is in wall time and the limit in CPU time, of which a busy machine gives less."""
    rng = np.random.default_rng(1)
    sources = rng.integers(0, 50_000, 500_000)
    graph = Graph.from_edges(sources, (sources + rng.integers(1, 40, 500_000) ** 2) % 50_000)
    begun = time.process_time()
    minent.infomap(graph, two_level=True)
    whole = time.process_time() - begun
    timer = threading.Timer(0.2 * whole, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    begun = time.process_time()
    with pytest.raises(KeyboardInterrupt):
        minent.infomap(graph, two_level=True, threads=threads, trials=threads)
    assert time.process_time() - begun < 0.8 * whole * threads


def test_sums_that_rounding_takes_below_zero():
    graph = Graph.from_edges([6, 6, 5, 6], [7, 1, 6, 4], [4.0, 2.0, 1.0, 4.0], n_nodes=8, directed=True)
    found = minent.infomap(graph)  # a debug build checks that sums are those of the modules
    assert found.codelength == pytest.approx(minent.map_equation(graph, found.labels), abs=1e-12)
    assert found.labels.tolist() == [4, 2, 5, 6, 0, 3, 3, 1]


@pytest.mark.parametrize("loops", [False, True])
@pytest.mark.parametrize("two_level", [False, True])
def test_links_of_one_weight_are_searched_as_others_are(loops, two_level):
    """Without weights the graph itself is the network; twice the weights are the same flow, to the last bit."""
    graph, _ = planted(6, 30, 0.3, 0.02, 4)
    sources, targets, weights = graph.edges()
    if loops:
        sources, targets = np.append(sources, [0, 7]), np.append(targets, [0, 7])
        weights = np.ones(len(sources))
    plain, twice = Graph.from_edges(sources, targets), Graph.from_edges(sources, targets, 2 * weights)
    assert plain.stored_weights is None
    assert twice.stored_weights is not None
    one, other = (minent.infomap(made, two_level=two_level, trials=3) for made in (plain, twice))
    assert one.codelength == other.codelength
    assert one.paths.tolist() == other.paths.tolist()
