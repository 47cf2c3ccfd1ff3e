"""Trees of modules and their paths against the definitions; arrays of the standard library against NumPy's."""

from __future__ import annotations

import io
from array import array
from itertools import count

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import minent
from minent.cluster._search import LinkRows
from minent.cluster._trees import count_modules, node_paths, ordered_tree
from minent.cluster.plain import plain_infomap
from minent.cluster.tree_columns import PartitionColumns, path_matrix
from minent.cluster.tree_files import write_tree_rows
from minent.cluster.walking import SearchOptions
from minent.cluster.walks import WalkOptions
from minent.graph import read_graph
from minent.graph.blocks import ReadOptions
from minent.graph.plain import PlainGraph
from minent.graph.reading import read_plain_graph


@st.composite
def trees(draw):
    """Parents, the module of each node and its flow; a few values of flow, so that there are ties."""
    n_modules = draw(st.integers(1, 12))
    parents = [-1] + [draw(st.integers(0, m - 1)) for m in range(1, n_modules)]
    n = draw(st.integers(1, 25))
    modules = [draw(st.integers(0, n_modules - 1)) for _ in range(n)]
    flow = [draw(st.sampled_from((0.0, 0.1, 0.1 + 1e-16, 0.2, 0.3))) for _ in range(n)]
    return parents, modules, flow


def above(parents: list[int], module: int) -> list[int]:
    """A module and those it is in, the root left out, from the top."""
    chain = []
    while module:
        chain.append(module)
        module = parents[module]
    return chain[::-1]


def naive_order(parents, modules, flow) -> list[int]:
    """New numbers, level by level."""
    inside = {
        m: [i for i, own in enumerate(modules) if m == 0 or m in above(parents, own)] for m in range(len(parents))
    }
    visit = {m: round(sum(flow[i] for i in nodes), 14) for m, nodes in inside.items()}
    number = {0: 0}
    level = [0]
    while level:
        level = [m for m in range(1, len(parents)) if parents[m] in level]
        level.sort(key=lambda m: (number[parents[m]], -visit[m], min(inside[m], default=len(modules)), m))
        for m in level:
            number[m] = len(number)
    return [number[m] for m in range(len(parents))]


@settings(deadline=None, max_examples=300)
@given(trees())
def test_order_and_paths(tree):
    parents, modules, flow = tree
    number = naive_order(*tree)
    new_parents, new_modules = ordered_tree(np.array(parents, np.int32), np.array(modules, np.int32), np.array(flow))
    assert list(new_modules) == [number[m] for m in modules]
    assert [new_parents[number[m]] for m in range(1, len(parents))] == [
        number[parents[m]] for m in range(1, len(parents))
    ]
    ranks, children = {}, dict.fromkeys(range(len(parents)), 0)
    for m in range(1, len(parents)):
        children[new_parents[m]] += 1
        ranks[m] = children[new_parents[m]]
    levels, flat = node_paths(new_parents, new_modules, np.array(flow))
    paths = np.array(flat).reshape(-1, levels)
    for i, (module, row) in enumerate(zip(new_modules, paths.tolist(), strict=True)):
        before = [
            j for j, m in enumerate(new_modules) if m == module and (-round(flow[j], 14), j) < (-round(flow[i], 14), i)
        ]
        path = [ranks[m] for m in above(list(new_parents), module)] + [len(before) + 1]
        assert row == path + [0] * (levels - len(path))
    tops = sum(parent == 0 for parent in parents)
    assert count_modules(new_parents, new_modules) == (len(set(modules)), tops, levels)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.lists(st.sampled_from((1, 2, 3, 70000)), min_size=1, max_size=4), max_size=20), st.integers(-1, 4))
def test_modules_on_a_level(paths, level):
    n = len(paths)
    columns = PartitionColumns([""] * n, np.arange(n), path_matrix(paths), np.zeros(n), 0, 0)
    rows = [tuple(row) for row in columns.paths.tolist()]
    assert columns.order().tolist() == sorted(range(n), key=lambda i: rows[i])
    heads = [tuple(path[:-1]) if level == -1 else tuple(path[:-1][:level]) for path in paths]
    numbers, last = {}, None
    fresh = count(1)
    for i in sorted(range(n), key=lambda i: rows[i]):
        if last is None or heads[i] != last:
            numbers[i] = next(fresh)
        else:
            numbers[i] = next(iter([numbers[j] for j in numbers if heads[j] == last][-1:]))
        last = heads[i]
    assert columns.modules(level).tolist() == [numbers[i] for i in range(n)]


def test_isolated_nodes_leave_their_modules():
    """Nodes 2 and 3 have no links; module 2 holds only such, and keeps the first of them."""
    rows = LinkRows(np.array([0, 1, 2, 2, 2, 2]), np.array([1, 0], np.int32), None)
    rows.weight_flow(False)
    modules = [np.array(m, np.int32) for m in ([1, 1, 1, 2, 2], [1, 1, 2, 3, 4])]
    for given_, expected in zip(modules, ([1, 1, 3, 2, 4], [1, 1, 2, 3, 4]), strict=True):
        parents, found = rows.without_isolated(array("i", [-1] + [0] * max(given_)), array("i", given_.tolist()))
        assert list(found) == expected
        assert list(parents) == [-1] + [0] * max(expected)


WALKS = ({}, {"flow": "directed"}, {"flow": "directed", "recorded": True}, {"flow": "rawdir"}, {"markov_time": 2.0})


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from((0, 1, 2.5, 0.1))), min_size=1, max_size=30
    ),
    st.sampled_from(("{}", "7{}", "n{}", "\u2028 {}")),
    st.booleans(),
    st.sampled_from(WALKS),
    st.booleans(),
)
def test_without_numpy_the_same_bytes(tmp_path, links, name, weighted, walk, two_level):
    path = tmp_path / "graph.tsv"
    rows = ((name.format(u), name.format(v), str(w) if weighted else "1") for u, v, w in links)
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    directed = walk.get("flow", "auto") != "auto"
    graph = read_graph(path, directed=directed, delimiter="\t")
    plain = read_plain_graph(path, ReadOptions(directed=directed, delimiter="\t"))
    assert isinstance(plain, PlainGraph)
    assert (plain.n_nodes, plain.n_links) == (graph.n_nodes, graph.n_links)
    expected = minent.infomap(graph, two_level=two_level, trials=2, seed=5, **walk)
    found = plain_infomap(plain, WalkOptions(**walk), SearchOptions(two_level, trials=2, seed=5))
    for attribute in ("n_modules", "n_top_modules", "n_levels", "codelength", "index_codelength", "relative_saving"):
        assert getattr(found, attribute) == getattr(expected, attribute)
    for format, level in (("tree", 1), ("clu", 1), ("clu", -1)):
        one, other = io.StringIO(), io.StringIO()
        expected.save(one, format, level=level)
        write_tree_rows(found.tree_rows([]), other, format, level)
        assert one.getvalue() == other.getvalue()


@pytest.mark.parametrize("links", [[(0, 1)], [(0, 1), (1, 2), (1, 2)]])
def test_links_that_weigh_1_take_no_memory_for_it(links):
    graph = minent.Graph.from_edges(*zip(*links, strict=True), np.ones(len(links)))
    assert (graph.stored_weights is None) == (len(links) == 1)
    assert graph.weights.sum() == 2 * len(links)
    assert graph.to_scipy().sum() == 2 * len(links)
