"""All formats: written and read back, against networkx and scipy, and what marks them."""

from __future__ import annotations

import io

import networkx
import numpy as np
import pytest
import scipy.io
import scipy.sparse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minent import read_graph, write_graph
from minent.errors import ParameterError
from minent.graph import Graph
from minent.graph.options import FORMATS
from minent.text import sources
from tests.graph.test_graph import same

WEIGHTS = st.floats(min_value=1e-300, max_value=1e300) | st.integers(1, 9).map(float)
EDGES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), WEIGHTS), min_size=1, max_size=25)
# Of what lines cannot hold (line ends, control characters) and Pajek has other uses for (quotes).
NAMES = st.lists(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters='"\x85'), min_size=1)
    .map(str.strip)
    .filter(bool),
    min_size=7,
    max_size=7,
    unique=True,
)
LOOP_GML = (
    "graph [ node [ id 0 ] node [ id 1 ] edge [ source 0 target 0 weight 2 ] edge [ source 0 target 1 weight 3 ] ]"
)
FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def by_name(graph: Graph) -> dict[tuple[str, str], float]:
    names = list(graph.node_names)
    pairs = zip(*(array.tolist() for array in graph.edges()), strict=True)
    named = (((names[u], names[v]), w) for u, v, w in pairs)
    return {pair if graph.directed else tuple(sorted(pair)): w for pair, w in named}


@settings(suppress_health_check=FIXTURES, max_examples=25)
@given(edges=EDGES, directed=st.booleans(), names=NAMES)
@pytest.mark.parametrize("format", FORMATS)
def test_what_is_written_is_read_back(tmp_path, format, edges, directed, names):
    directed = directed and format != "metis"
    u, v, w = (list(column) for column in zip(*edges, strict=True))
    graph = Graph.from_edges(u, v, w, n_nodes=7, directed=directed, names=names)
    path = tmp_path / "graph"
    write_graph(graph, path, format)
    again = read_graph(path, format=format, directed=directed)
    if format == "edges":  # no place for nodes without links, and another order of nodes
        assert by_name(again) == by_name(graph)
        return
    assert same(graph, again)
    if format in ("mtx", "metis"):
        assert list(again.names) == list("1234567")
    else:
        assert list(again.node_names) == names


@pytest.mark.parametrize("format", FORMATS)
def test_plain_numbers_are_written_and_read_back(tmp_path, format):
    graph = Graph.from_edges([0, 1, 1], [1, 2, 1], [1, 0.1, 3])
    path = tmp_path / "graph"
    write_graph(graph, path, format)
    assert same(graph, read_graph(path, format=format, directed=False))
    stream = io.StringIO()
    write_graph(graph, stream, format)
    assert stream.getvalue() == path.read_text()


def test_formats_are_chosen_by_suffix(tmp_path):
    graph = Graph.from_edges([0], [1], names=["a", "b"])
    for suffix, beginning in [
        ("net", "*Vertices 2"),
        ("csv", "source,target"),
        ("mtx", "%%Matrix"),
        ("gml", "graph ["),
    ]:
        write_graph(graph, tmp_path / f"g.{suffix}")
        assert (tmp_path / f"g.{suffix}").read_text().startswith(beginning)
        assert read_graph(tmp_path / f"g.{suffix}").n_links == 1
    with pytest.raises(ParameterError, match=r"no format is known for '\.xyz'"):
        write_graph(graph, tmp_path / "g.xyz")
    with pytest.raises(ParameterError, match="undirected"):
        write_graph(Graph.from_edges([0], [1], directed=True), tmp_path / "g.metis")


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
def test_files_of_networkx_and_scipy(tmp_path, directed, weighted):
    rng = np.random.default_rng(4)
    oracle = networkx.gnp_random_graph(30, 0.2, seed=3, directed=directed)
    oracle.add_edge(4, 4)
    for _, _, data in oracle.edges(data=True):
        data["weight"] = float(rng.random()) if weighted else 1.0
    want = networkx.to_scipy_sparse_array(oracle, nodelist=range(30)).toarray()
    networkx.write_pajek(networkx.relabel_nodes(oracle, str), tmp_path / "g.net")
    networkx.write_gml(oracle, tmp_path / "g.gml")
    networkx.write_graphml(oracle, tmp_path / "g.graphml")
    scipy.io.mmwrite(tmp_path / "g.mtx", scipy.sparse.coo_array(want))
    scipy.io.mmwrite(tmp_path / "dense.mtx", want)
    networkx.write_weighted_edgelist(oracle, tmp_path / "g.edges")
    for name in ("g.net", "g.gml", "g.graphml", "g.mtx", "dense.mtx", "g.edges"):
        graph = read_graph(tmp_path / name, directed=directed)
        assert graph.directed == directed
        if name == "g.edges":
            order = [int(node) for node in graph.node_names]
            np.testing.assert_array_equal(graph.to_scipy().toarray(), want[np.ix_(order, order)])
        else:
            np.testing.assert_array_equal(graph.to_scipy().toarray(), want, err_msg=name)


def test_direction_comes_from_the_file(tmp_path):
    def read(text, suffix, **options):
        path = tmp_path / f"graph{suffix}"
        path.write_text(text)
        return read_graph(path, **options)

    arcs, edges = "*Vertices 3\n*Arcs\n1 2\n2 1\n", "*Vertices 3\n*Edges\n1 2\n2 3 2\n"
    assert read(arcs, ".net").directed
    assert read(arcs, ".net", directed=False).weights.tolist() == [2, 2]
    assert not read(edges, ".net").directed
    assert read(edges, ".net", directed=True).targets.tolist() == [1, 2]
    mixed = read(arcs + "*Edges\n2 3\n3 3\n", ".net")
    assert mixed.directed
    assert list(zip(*(a.tolist() for a in mixed.edges()), strict=True)) == [
        (0, 1, 1), (1, 0, 1), (1, 2, 1), (2, 1, 1), (2, 2, 1)]  # fmt: skip
    general, symmetric = ("%%MatrixMarket matrix coordinate pattern " + kind for kind in ("general", "symmetric"))
    assert read(general + "\n2 2 1\n1 2\n", ".mtx").directed
    assert read(general + "\n2 2 2\n1 2\n2 1\n", ".mtx", directed=False).weights.tolist() == [2, 2]
    assert not read(symmetric + "\n2 2 1\n2 1\n", ".mtx").directed
    assert read(symmetric + "\n2 2 1\n2 1\n", ".mtx", directed=True).n_links == 2
    assert read("2 1\n2\n1\n", ".graph", directed=True).n_links == 2


def test_pajek_sections_names_and_numbers(tmp_path):
    path = tmp_path / "graph.net"
    path.write_text(
        '*Network trade\n% towns\n*Vertices 4\n1 "Upper "Old" Town" 0.1 0.2 ic "Red"\n3 Port\n'
        '*edgeslist\n1 2 3\n*Edges :1 "roads"\n1 2 2.5 c Blue\n*Arcslist\n4 1\n'
    )
    graph = read_graph(path)
    assert list(graph.names) == ['Upper "Old" Town', "2", "Port", "4"]
    assert graph.ids.tolist() == [1, 2, 3, 4]
    assert graph.to_scipy().toarray().tolist() == [[0, 3.5, 1, 0], [3.5, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]]
    path.write_text('*Vertices\n30 "c"\n10 "a"\n20 "b"\n*Links\n30 10\n')
    graph = read_graph(path)
    assert (list(graph.names), graph.ids.tolist()) == (["a", "b", "c"], [10, 20, 30])
    assert graph.edges()[1].tolist() == [2]
    path.write_text("*Edges\n7 8\n")
    assert read_graph(path).ids.tolist() == [7, 8]
    path.write_text("*Arcslist\n7 8 9\n6\n")
    assert read_graph(path).ids.tolist() == [6, 7, 8, 9]
    path.write_text("*Vertices 3\n")
    assert (read_graph(path).n_nodes, read_graph(path).n_links) == (3, 0)


STATES = '*Vertices 3\n1 "i"\n2 "j"\n3 "k"\n*States\n# state node\n1 1 "a"\n2 1\n3 2\n4 3\n*Links\n1 3 2\n2 3 1\n3 4\n'
EXPLICIT = "*Vertices 3\n*Multilayer\n# layer node layer node weight\n1 1 1 2 2\n2 1 2 2\n1 2 2 3\n1 1 2 1 9\n"
LAYERS = "*Intra\n1 1 2 2\n2 1 2\n1 2 3\n*Inter\n1 1 2 9\n"


@pytest.mark.parametrize("text", [STATES, EXPLICIT, LAYERS])
@pytest.mark.parametrize("chunk", [1, 1 << 20])
def test_states_and_layers_are_merged_with_a_note(tmp_path, monkeypatch, text, chunk):
    monkeypatch.setattr(sources, "CHUNK", chunk)
    path = tmp_path / "g.net"
    path.write_text(text)
    notes: list[str] = []
    graph = read_graph(path, note=notes.append)
    assert graph.to_scipy().toarray().tolist() == [[0, 3, 0], [3, 0, 1], [0, 1, 0]]
    assert len(notes) == 1
    assert "are added up" in notes[0]


def test_metis_weights_of_nodes_are_passed_over(tmp_path):
    path = tmp_path / "g.graph"
    path.write_text("% comment\n3 2 111 2\n9 1 2  2 5\n9 1 2  1 5  3 1\n%\n9 1 2  2 1\n")
    assert read_graph(path).to_scipy().toarray().tolist() == [[0, 5, 0], [5, 0, 1], [0, 1, 0]]
    assert read_graph(path, weights=False).weights.tolist() == [1, 1, 1, 1]


def test_gml_values_labels_and_ids(tmp_path):
    path = tmp_path / "g.txt"  # by content
    path.write_text(
        'Creator "me"\ngraph [ node [ id 4 label "x" ] node [ id 2 label "x" ] edge [ source 4 target 2 value 3 ] ]'
    )
    graph = read_graph(path)
    assert (list(graph.names), graph.ids.tolist(), graph.total_weight) == (["x", "x"], [4, 2], 3.0)
    assert read_graph(path, weights=False).total_weight == 1
    path.write_text("graph [ node [ id 99999999999999999999 ] ]")
    assert (list(read_graph(path).names), read_graph(path).ids) == (["99999999999999999999"], None)


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ('*Vertices 2\n1 "a"\n2 "b"\n*Edges\n1 1 2\n1 2 3\n', ".net"),
        ("%%MatrixMarket matrix coordinate integer symmetric\n2 2 2\n1 1 2\n2 1 3\n", ".mtx"),
        ("%%MatrixMarket matrix array integer symmetric\n2 2\n2\n3\n0\n", ".mtx"),
        ("2 2 1\n1 2 2 3\n1 3\n", ".graph"),
        (LOOP_GML, ".gml"),
    ],
)
def test_self_loops_and_zero_weights_in_every_format(tmp_path, text, suffix):
    path = tmp_path / f"graph{suffix}"
    path.write_text(text)
    assert read_graph(path).to_scipy().toarray().tolist() == [[2, 3], [3, 0]]
    notes: list[str] = []
    assert read_graph(path, self_loops=False, note=notes.append).total_weight == 3
    assert [note.partition(": ")[2] for note in notes] == ["1 self-loop left out"]
