"""What a partition tells of itself, and how two agree."""

from __future__ import annotations

import itertools
import math

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import minent
from minent.cluster.trees import tree_of_paths
from minent.errors import ParameterError
from minent.graph import Graph
from tests.cluster.graphs import TRIANGLES, graph_of, partitions, planted

LABELS = st.integers(1, 12).flatmap(lambda n: st.tuples(*[st.lists(st.integers(0, 4), min_size=n, max_size=n)] * 2))


def test_rates_of_modules():
    found = minent.given_partition(graph_of(TRIANGLES), [3, 3, 3, 1, 1, 9])
    assert found.labels.tolist() == [0, 0, 0, 1, 1, 2]
    np.testing.assert_allclose(found.module_flow, [7 / 14, 5 / 14, 2 / 14])
    np.testing.assert_allclose(found.module_exit, [1 / 14, 3 / 14, 2 / 14])
    np.testing.assert_allclose(found.module_enter, found.module_exit)
    np.testing.assert_allclose(found.node_flow, np.array([2, 2, 3, 3, 2, 2]) / 14)
    assert [module.tolist() for module in found.modules()] == [[0, 1, 2], [3, 4], [5]]
    assert found.paths.tolist() == [[1, 2], [1, 3], [1, 1], [2, 1], [2, 2], [3, 1]]
    assert found.relative_saving == pytest.approx(1 - found.codelength / found.one_level_codelength)
    assert repr(found).startswith("<Partition: 6 nodes, 3 modules, 2 levels, 2.")


@settings(deadline=None, max_examples=60)
@given(st.integers(2, 9).flatmap(partitions))
def test_paths_come_back(paths):
    """Modules in the order of their flow are the same modules."""
    n = len(paths)
    graph = graph_of([(i, (i + 1) % n, 1.0 + i) for i in range(n)])
    width = max(map(len, paths))
    matrix = np.array([path + (0,) * (width - len(path)) for path in paths])
    found = minent.given_partition(graph, matrix)
    again = minent.given_partition(graph, found)
    assert again.paths.tolist() == found.paths.tolist()
    shown = [tuple(part for part in path if part)[:-1] for path in found.paths.tolist()]
    for i, j in itertools.combinations(range(n), 2):
        for depth in range(1, width + 1):
            together = paths[i][:depth] == paths[j][:depth] and len(paths[i]) >= depth
            assert together == (shown[i][:depth] == shown[j][:depth] and len(shown[i]) >= depth)
    order = np.lexsort(found.paths.T[::-1])
    assert (np.diff(found.top_labels[order]) >= 0).all()


def test_paths_with_gaps_or_mixed_modules():
    for matrix in ([[1, 0, 2]], [[0, 1, 1]], [[1, 1, 0], [1, 0, 0]]):
        with pytest.raises(ParameterError):
            tree_of_paths(np.array(matrix))


def test_to_networkx_and_pandas():
    graph = Graph.from_networkx(networkx.les_miserables_graph())
    found = minent.infomap(graph)
    frame = found.to_pandas()
    assert list(frame.columns) == ["name", "module", "top_module", "path", "flow"]
    assert frame["module"].tolist() == found.labels.tolist()
    back = found.to_networkx()
    assert set(back.nodes) == set(frame["name"])
    for name, module, path in zip(frame["name"], frame["module"], frame["path"], strict=True):
        assert (back.nodes[name]["module"], back.nodes[name]["path"]) == (module, path)


def test_save(tmp_path):
    graph, _ = planted(4, 10, 0.6, 0.05, 0)
    found = minent.infomap(graph)
    for suffix in ("tree", "ftree", "clu", "tsv", "csv", "json", "graphml"):
        found.save(tmp_path / f"out.{suffix}")
    from minent.cluster import read_partition

    for suffix in ("tree", "ftree", "clu"):
        paths = read_partition(tmp_path / f"out.{suffix}", graph.node_names, graph.node_ids)
        assert minent.map_equation(graph, paths) == pytest.approx(found.codelength, abs=1e-12)


def naive_agreement(a, b):
    """NMI, AMI and ARI; expectations over all ways to deal the labels of b."""
    n = len(a)

    def entropy(labels):
        return -sum(c / n * math.log2(c / n) for c in map(labels.count, set(labels)))

    def information(x, y):
        return entropy(list(x)) + entropy(list(y)) - entropy(list(zip(x, y, strict=True)))

    def pairs(x):
        return {(i, j) for i, j in itertools.combinations(range(n), 2) if x[i] == x[j]}

    mean = (entropy(a) + entropy(b)) / 2
    dealt = list(itertools.permutations(b))
    expected = sum(information(a, y) for y in dealt) / len(dealt)
    both = len(pairs(a) & pairs(b))
    chance = len(pairs(a)) * len(pairs(b)) / math.comb(n, 2)
    most = (len(pairs(a)) + len(pairs(b))) / 2
    return information(a, b), mean, expected, both, chance, most


@settings(deadline=None, max_examples=60)
@given(st.integers(2, 6).flatmap(lambda n: st.tuples(*[st.lists(st.integers(0, 3), min_size=n, max_size=n)] * 2)))
def test_agreement_against_the_definition(case):
    a, b = case
    information, mean, expected, both, chance, most = naive_agreement(a, b)
    found = minent.agreement(a, b)
    if len(set(zip(a, b, strict=True))) == len(set(a)) == len(set(b)):
        assert found == {"nmi": 1.0, "ami": 1.0, "ari": 1.0}
        return
    assert found["nmi"] == pytest.approx(information / mean if mean else 0, abs=1e-9)
    if abs(mean - expected) > 1e-9:
        assert found["ami"] == pytest.approx((information - expected) / (mean - expected), abs=1e-7)
    if most != chance:
        assert found["ari"] == pytest.approx((both - chance) / (most - chance), abs=1e-12)


@settings(deadline=None)
@given(LABELS)
def test_agreement_is_symmetric(case):
    first, second = minent.agreement(*case), minent.agreement(*case[::-1])
    assert first == pytest.approx(second, abs=1e-9)
    assert minent.agreement(case[0], case[0]) == {"nmi": 1.0, "ami": 1.0, "ari": 1.0}


def test_agreement_of_unrelated_partitions_is_near_0():
    rng = np.random.default_rng(0)
    found = minent.agreement(rng.integers(0, 50, 5000), rng.integers(0, 80, 5000))
    assert abs(found["ami"]) < 0.01
    assert abs(found["ari"]) < 0.01
    assert found["nmi"] > 0.05


def test_agreement_of_what_does_not_fit():
    for a, b in (([0], [0, 1]), ([], []), ([[0]], [[0]])):
        with pytest.raises(ParameterError):
            minent.agreement(a, b)
