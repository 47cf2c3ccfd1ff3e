"""Partitions as files: what is written is read back, and says what the definition says."""

from __future__ import annotations

import csv
import io
import json
import re

import networkx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minent.cluster.formats import write_partition
from minent.cluster.module_links import module_tree
from minent.cluster.partition_files import read_partition
from minent.cluster.tree_columns import PartitionColumns, path_matrix
from minent.errors import FormatError, OutputError, ParameterError
from minent.graph import Graph
from minent.graph.names import IntegerNames
from tests.naive.graphs import flow_between_children

# Two triangles with a bridge, the second one divided further.
PATHS = [(1, 1), (1, 2), (1, 3), (2, 1, 1), (2, 1, 2), (2, 2, 1)]
EDGES = ([0, 0, 1, 2, 3, 3, 4], [1, 2, 2, 3, 4, 5, 5])


def columns(paths=PATHS, edges=EDGES, directed=False, names=None, ids=None, **options) -> PartitionColumns:
    graph = Graph.from_edges(*edges, n_nodes=len(paths), directed=directed, names=names)
    u, v, w = graph.edges()
    strength = np.bincount(u, w, len(paths)) + np.bincount(v, w, len(paths))
    return PartitionColumns(
        graph.node_names,
        graph.node_ids if ids is None else ids,
        path_matrix(paths),
        strength / max(strength.sum(), 1.0),
        2.5,
        3.0,
        directed=directed,
        links=(u, v, w / max(strength.sum(), 1.0)),
        **options,
    )


def text_of(partition: PartitionColumns, format: str, **options) -> str:
    stream = io.StringIO()
    write_partition(partition, stream, format, **options)
    return stream.getvalue()


def test_tree_line_by_line():
    names = ["a", 'b "x"', "c", "d", "e", "f"]
    assert text_of(columns(names=names, ids=np.arange(1, 7), remarks=["minent", "seed\n1"]), "tree") == (
        "# minent\n# seed 1\n# partitioned into 3 levels with 2 top modules\n# codelength 2.5 bits\n"
        "# relative codelength savings 16.6667%\n# flow model undirected\n# path flow name node_id\n"
        '1:1 0.142857143 "a" 1\n1:2 0.142857143 "b "x"" 2\n1:3 0.214285714 "c" 3\n'
        '2:1:1 0.214285714 "d" 4\n2:1:2 0.142857143 "e" 5\n2:2:1 0.142857143 "f" 6\n'
    )


def test_ftree_has_the_links_of_every_module():
    lines = text_of(columns(), "ftree").splitlines()
    assert lines[lines.index("*Links undirected") :] == [
        "*Links undirected", "#*Links path enterFlow exitFlow numEdges numChildren",
        "*Links root 0 0 1 2", "1 2 0.142857143",
        "*Links 1 0.0714285714 0.0714285714 3 3", "1 2 0.142857143", "1 3 0.142857143", "2 3 0.142857143",
        "*Links 2 0.0714285714 0.0714285714 1 2", "1 2 0.285714286",
        "*Links 2:1 0.214285714 0.214285714 1 2", "1 2 0.142857143",
        "*Links 2:2 0.142857143 0.142857143 0 1",
    ]  # fmt: skip


def test_clu_has_the_modules_of_a_level():
    def modules(level):
        lines = text_of(columns(), "clu", level=level).splitlines()
        return [int(line.split()[1]) for line in lines if not line.startswith("#")]

    assert modules(1) == [1, 1, 1, 2, 2, 2]
    assert modules(2) == modules(-1) == [1, 1, 1, 2, 2, 3]


def test_rows_and_json():
    names = ["a,b", "tab\there", "c", "d", "e", "f"]
    rows = list(csv.reader(io.StringIO(text_of(columns(names=names), "csv"))))
    assert rows[0] == ["node", "name", "path", "top_module", "module", "flow"]
    assert rows[1] == ["0", "a,b", "1:1", "1", "1", "0.142857143"]
    assert rows[6][:5] == ["5", "f", "2:2:1", "2", "3"]
    assert text_of(columns(names=names), "tsv").splitlines()[2].split("\t")[:2] == ["1", "tab here"]
    data = json.loads(text_of(columns(names=names), "json"))
    assert (data["codelength"], data["numLevels"], data["numTopModules"]) == (2.5, 3, 2)
    assert data["nodes"][5] == {"path": [2, 2, 1], "name": "f", "flow": pytest.approx(1 / 7), "id": 5}
    assert [module["path"] for module in data["modules"]] == [[], [1], [2], [2, 1], [2, 2]]


def test_markup_has_modules_as_attributes(tmp_path):
    graph = Graph.from_edges(*EDGES, names=list("abcdef"))
    for name, read in [("p.graphml", networkx.read_graphml), ("p.gexf", networkx.read_gexf)]:
        write_partition(columns(), tmp_path / name, graph=graph)
        data = read(tmp_path / name).nodes["f"]
        assert (data["module"], data["top_module"], data["path"]) == (3, 2, "2:2:1")
    with pytest.raises(ParameterError, match="needs the graph"):
        write_partition(columns(), tmp_path / "p.gexf")


def test_wrong_targets_leave_what_was_there(tmp_path):
    with pytest.raises(ParameterError, match="no format is known"):
        write_partition(columns(), tmp_path / "p.xyz")
    with pytest.raises(ParameterError, match="format must be one of"):
        write_partition(columns(), tmp_path / "p.tree", "xyz")
    with pytest.raises(OutputError):
        write_partition(columns(), tmp_path / "none" / "p.tree")
    with pytest.raises(ParameterError, match="ftree needs"):
        write_partition(PartitionColumns([], np.arange(0), path_matrix([]), np.zeros(0), 0, 0), tmp_path / "p.ftree")
    with pytest.raises(ParameterError, match="a row for each node"):
        PartitionColumns(["a"], np.arange(2), path_matrix([(1, 1), (1, 2)]), np.zeros(2), 0, 0)
    assert list(tmp_path.iterdir()) == []


@st.composite
def hierarchies(draw, n=8):
    """Paths of n nodes in any order, no module holding both nodes and modules."""
    paths: list[tuple[int, ...]] = []

    def divide(path: tuple[int, ...], size: int) -> None:
        if len(path) and (size == 1 or len(path) == 3 or draw(st.booleans())):
            paths.extend((*path, rank) for rank in range(1, size + 1))
            return
        child = 0
        while size:
            child += 1
            part = draw(st.integers(1, size))
            divide((*path, child), part)
            size -= part

    divide((), n)
    return draw(st.permutations(paths))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths=hierarchies(), named=st.booleans(), format=st.sampled_from(["tree", "ftree", "clu"]))
def test_what_is_written_is_read_back(tmp_path, paths, named, format):
    names = [f'node "{i}" é' for i in range(8)] if named else None
    partition = columns(paths, names=names, ids=np.arange(3, 11))
    file = tmp_path / f"partition.{format}"
    write_partition(partition, file)
    again = read_partition(file, partition.names, partition.ids)
    if format == "clu":
        assert again[:, 0].tolist() == partition.modules(1).tolist()
    else:
        assert again.tolist() == path_matrix([path[:-1] for path in paths]).tolist()


LINKS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=25)


@given(paths=hierarchies(), links=LINKS, directed=st.booleans())
def test_links_of_modules_are_those_of_the_definition(paths, links, directed):
    edges = ([u for u, _ in links], [v for _, v in links])
    partition = columns(paths, edges, directed)
    assert partition.links is not None
    flows = list(zip(*(part.tolist() for part in partition.links), strict=True))
    want = flow_between_children(paths, flows, directed)
    found = module_tree(partition)
    assert {module.path for module in found} == {path[:depth] for path in paths for depth in range(len(path))}
    for module in found:
        between, enter, leave = want[module.path]
        assert {(a, b): pytest.approx(flow) for a, b, flow in module.links} == between
        assert (module.enter, module.exit) == (pytest.approx(enter), pytest.approx(leave))
        assert module.n_children == len(
            {path[len(module.path)] for path in paths if path[: len(module.path)] == module.path}
        )
        inside = [
            flow for path, flow in zip(paths, partition.flow, strict=True) if path[: len(module.path)] == module.path
        ]
        assert module.flow == pytest.approx(sum(inside))


NAMES = ["A", "B", "C", "D"]
IDS = np.arange(1, 5)


def read(tmp_path, text, names=NAMES, ids=IDS, **options):
    path = tmp_path / "partition"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_partition(path, names, ids, **options).tolist()


def test_kinds_of_files(tmp_path):
    assert read(tmp_path, "1 1\n2 1\n4 2\n3 2 0.5\n") == [[1], [1], [2], [2]]
    assert read(tmp_path, '"A" 7\nB 7\nC 2\n4 2') == [[7], [7], [2], [2]]
    assert read(tmp_path, "1 0\n2 0\n3 1\n4 1\n") == [[1], [1], [2], [2]]
    assert read(tmp_path, "*Vertices 4\n1\n1\n2\n2\n") == [[1], [1], [2], [2]]
    assert read(tmp_path, '1:1 0.1 "A"\n1:2 0.1 "B"\n2:1 0 "C"\n2:2 0 "D"\n') == [[1], [1], [2], [2]]
    assert read(tmp_path, '1 .2 "A" 1\n2 .2 "B" 2\n3 .2 "C" 3\n4 .2 "D" 4\n*Links undirected\nx') == [[1]] * 4
    # A name that one node has goes before the number, a number before a name that two have.
    assert read(tmp_path, '1:1 0 "A" 4\n1:2 0 "B" 3\n2:1 0 "C" 2\n2:2 0 "D" 1\n') == [[1], [1], [2], [2]]
    assert read(tmp_path, '1:1 0 "x" 1\n2:1 0 "x" 2\n', ["x", "x"], np.arange(1, 3)) == [[1], [2]]
    assert read(tmp_path, "10 1\n30 2\n", IntegerNames(np.array([10, 30])), np.array([10, 30])) == [[1], [2]]


def test_missing_nodes_are_modules_of_their_own(tmp_path):
    notes: list[str] = []
    assert read(tmp_path, "1 1\n3 2\n", note=notes.append) == [[1], [3], [2], [4]]
    assert re.search(r": 2 nodes are missing, as 'B'; each is a module of its own$", notes[0])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("1 1\n99999 2\n", 2, "node '99999' is not in the graph"),
        ('1:1 0.1 "Z" 9\n', 1, "node 'Z' is not in the graph"),
        ("1 1\n2\n", 2, "'2' is not: node module [flow]"),
        ("1 x\n", 1, "is not: node module"),
        ("1 1\n1 2\n", 2, "'A' has a module on line 1 already"),
        ('0:1 0.1 "A" 1\n', 1, "must be from 1"),
        ('1:1 0.5 "A" 1 1\n1:2 0.5 "B" 2\n', 2, "1 numbers behind the name, 2 in the lines before"),
        ('1:1 0.1 "A" 1\n1:2:1 0.1 "B" 2\n', 1, "module 1 holds both nodes and modules"),
        ('1:1 0.1 "A" 1\nnothing\n', 2, "is not: path flow"),
        ("1:1 0.1 A\n", 1, "is not: path flow"),
        ("*Vertices 4\n1\nx\n", 3, "is not the number of a module"),
        ("*Vertices 5\n1\n1\n1\n1\n1\n", 6, "a module more than the graph has nodes (4)"),
        ("1 99999999999\n", 1, "must be from 0 to 2147483647"),
        (b"1 1\n\xff 2\n", 2, "not UTF-8"),
        ("", 1, "no modules"),
        ("# nothing\n", 1, "no modules"),
        (f"1 {'1' * 5000}\n", 1, "is not: node module"),
        (f"{'1' * 5000} 1\n", 1, "is not in the graph"),
        (f'1:{"1" * 5000} 0 "A" 1\n', 1, "is not: "),
        ('1:1 0.1 "A" 1\n1:0 0.1 "B" 2\n', 2, "module 0: its numbers must be from 1"),
    ],
)
def test_bad_partitions(tmp_path, text, line, words):
    with pytest.raises(FormatError) as error:
        read(tmp_path, text)
    assert error.value.line == line
    assert words in str(error.value)
