"""Graph files that cannot be read: file, line, what is wrong and how to mend it; exit code 1."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minent import read_graph, write_graph
from minent.errors import BudgetError, FormatError
from minent.graph import Graph
from minent.graph.options import FORMATS
from tests.cli.running import error_of, run_here

HEAD = "%%MatrixMarket matrix coordinate real "
ARRAY = HEAD.replace("coordinate", "array")
CASES = [
    ("edges", "1 2\n3\n", 2, "one field, '3'"),
    ("edges", "a,b\nc\n", 2, "one field"),
    ("edges", "1 2\n2 3 heavy\n", 2, "the weight is not a number: 'heavy'"),
    ("edges", "1 2 -0.5\n", 1, "negative weight '-0.5'"),
    ("edges", "1 2\n\n# x\n2 3 NaN\n", 4, "weight 'NaN' is not finite"),
    ("edges", "1 2 inf\n", 1, "not finite"),
    ("edges", "1 2 1e400\n", 1, "not finite"),
    ("edges", "1 2 3 4\n", 1, "more than three fields"),
    ("edges", "a,,1\n", 1, "name of a node is empty"),
    ("edges", "", 1, "empty"),
    ("edges", "\n# only this\n", 2, "no edges"),
    ("edges", b"1 2\n\xff\xfe 3\n", 2, r"not text in UTF-8: '\xff\xfe'"),
    ("edges", b"1 2\n\x00\x01 3\n", 2, "not text"),
    ("edges", "1 2 1e308\n2 1 1e308\n", 2, "scale them down"),
    ("net", "*Vertices 2\n*Edges\n1 3\n", 3, "node '3' is not among the nodes that the file declares"),
    ("net", "*Vertices 2\n*Edges\n0 1\n", 3, "node '0' is not among"),
    ("net", "*Vertices\n5 a\n9 b\n*Edges\n5 6\n", 5, "node '6' is not among"),
    ("net", "*Vertices 2\n*Edges\na 1\n", 3, "not a whole number"),
    ("net", "*Vertices 3\n7 x\n*Edges\n1 2\n", 2, "vertex 7 is outside *Vertices 3"),
    ("net", "*Vertices 1\n1 a\n2 b\n", 3, "2 vertices where *Vertices says 1"),
    ("net", "*Vertices 3\n1 a\n1 b\n*Edges\n1 2\n", 3, "vertex 1 is listed twice"),
    ("net", "*Vertices two\n", 1, "not a number of vertices"),
    ("net", "*Vertices 2\nx y\n", 2, "does not begin with the number of a node"),
    ("net", '*Vertices 2\n1 "\x01"\n', 2, "not text"),
    ("net", "*Edges\n1 2\n*Vertices 2\n", 3, "before the links"),
    ("net", "*Vertices 2\n*Matrix\n0 1\n1 0\n", 2, "unknown section '*Matrix'"),
    ("net", "*Vertices 2\n*States\n1 1\n*Links\n1 2\n", 5, "state '2' is not among *States"),
    ("net", "*Vertices 2\n*Multilayer\n1 1 broken\n", 3, "3 fields where *Multilayer has at least 4"),
    ("net", "*Vertices 2\n# x\n*Intra\n\n1 1 broken\n", 5, "node 'broken' is not a whole number"),
    ("net", "*Edges\n", 1, "no vertices and no links"),
    ("net", "*Vertices 2\n*Edges\n1 2 x\n", 3, "not a number"),
    ("mtx", HEAD + "general\n2 2 1\n1 3 1\n", 3, "node '3' is not among"),
    ("mtx", HEAD + "general\n2 2 2\n1 2 1\n", 3, "1 entries where the header says 2"),
    ("mtx", HEAD + "general\n2 3 1\n1 2 1\n", 2, "2 rows and 3 columns"),
    ("mtx", HEAD + "general\n2 2\n1 2 1\n", 2, "rows columns entries"),
    ("mtx", HEAD + "general\n2 2 1\n1 2 -1\n", 3, "negative"),
    ("mtx", HEAD + "skew-symmetric\n2 2 1\n2 1 1\n", 1, "skew-symmetric"),
    ("mtx", HEAD.replace("real", "complex") + "general\n", 1, "complex"),
    ("mtx", "%%MatrixMarket tensor\n", 1, "no header"),
    ("mtx", HEAD + "general\n", 1, "rows columns entries"),
    ("mtx", ARRAY + "general\n2 2\n1\n-1\n0\n0\n", 4, "-1 is negative"),
    ("mtx", ARRAY + "general\n2 2\n1\n1\n0", 5, "3 values where 4 belong"),
    ("mtx", ARRAY + "symmetric\n2 2\n1\nx\n0\n", 4, "not numbers: 'x'"),
    ("mtx", ARRAY + "general\n2 3\n1\n", 2, "square"),
    ("mtx", ARRAY + "general\n2 2999999999999999999999\n1\n", 2, "square"),
    ("mtx", ARRAY + "general", 1, "square"),
    ("mtx", ARRAY + "general\ninf inf\n", 2, "square"),
    ("graph", "3 2\n2\n1 3\n", 3, "2 rows where the header says 3"),
    ("graph", "2 1\n2\n1\n1\n", 4, "a row more"),
    ("graph", "2 2\n2\n1\n", 1, "the header says 2 edges"),
    ("graph", "3 2\n2\n3 1\n1\n", None, "nodes 1 and 3 do not have each other"),
    ("graph", "2 1 1\n2\n1 1\n", 2, "a neighbour without weight"),
    ("graph", "2 1\n3\n1\n", 2, "node '3' is not among"),
    ("graph", "2 1 10\n\n1 1\n", 2, "not a number"),
    ("graph", f"{'1' * 5000} 1\n", 1, "begins with"),
    ("net", f"*Vertices {'1' * 5000}\n", 1, "not a number of vertices"),
    ("net", f"*Vertices 2\n{'1' * 5000} a\n", 2, "does not begin with the number"),
    ("mtx", HEAD + f"general\n{'1' * 5000} 1 1\n", 2, "rows columns entries"),
    ("gml", f"graph [ node [ id {'1' * 5000} ] ]\n", None, "not GML"),
    ("graph", "hello\n", 1, "begins with 'nodes edges [format]'"),
    ("graph", "% nothing\n", 1, "no header"),
    ("gml", "graph [ node [ id 1 ]\n", 2, "not GML"),
    ("gml", "graph [ ]\n", 1, "no nodes"),
    ("gml", "graph [ node [ id 1 ] edge [ source 1 target 1 weight -2 ] ]", None, "negative"),
    ("gml", b"graph [\n\xff ]", 2, "not UTF-8"),
    ("graphml", "<graphml>\n<graph>\n</graphml>\n", 3, "not GraphML"),
    ("graphml", "<x/>\n", 1, "not GraphML"),
]


@pytest.mark.parametrize(("suffix", "text", "line", "words"), CASES)
def test_bad_files(tmp_path, suffix, text, line, words):
    path = tmp_path / f"bad.{suffix}"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    outcome = run_here(["graph", "info", path])
    message = error_of(outcome)
    assert outcome.code == 1
    assert outcome.stdout == b""
    assert message.startswith(f"Error: {path}: " + (f"line {line}: " if line else ""))
    assert words in message


TOKENS = [b"0", b"-1", b"1e400", b"9" * 21, b"\n", b" ", b'"', b"[", b"]", b"*Edges\n", b"*", b"nan", b"inf", b"\xff",
          b"\0", b"<", b">", b"&x;", b"label", b"directed 1", b"graph", b",", b"\t", b"#", b"%", b"*States\n",
          b"*Intra\n", b"id", b"multigraph 1", b"source 7"]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(
        st.tuples(st.integers(0, 999), st.integers(0, 9), st.sampled_from([b"", *TOKENS])), min_size=1, max_size=4
    ),
    detect=st.booleans(),
)
@pytest.mark.parametrize("format", [*FORMATS, "array"])
def test_damaged_files_are_a_graph_or_a_clear_error(tmp_path, format, cuts, detect):
    path = tmp_path / "damaged"
    if format == "array":
        path.write_text(ARRAY + "general\n2 2\n0\n1\n2\n0\n")
    else:
        write_graph(Graph.from_edges([0, 1, 2], [1, 2, 0], [1, 2.5, 3], names=["a", "b c", "d"]), path, format)
    data = bytearray(path.read_bytes())
    for place, length, token in cuts:
        data[place % len(data) : place % len(data) + length] = token
        data = data or bytearray(b"\n")
    path.write_bytes(data)
    try:
        read_graph(path, format=None if detect else "mtx" if format == "array" else format)
    except (FormatError, BudgetError) as error:
        message = str(error)
    else:
        return
    assert message.startswith(f"{path}: ")
    assert "\n" not in message


def test_huge_counts_name_the_limit(tmp_path):
    for name, text in [
        ("g.net", "*Vertices 2147483648\n"),
        ("g.mtx", HEAD + "general\n3000000000 3000000000 1\n1 1 1\n"),
        ("g.graph", "3000000000 1\n"),
    ]:
        path = tmp_path / name
        path.write_text(text)
        outcome = run_here(["graph", "info", path])
        assert outcome.code == 1
        assert "2,147,483,647 (2^31 - 1)" in error_of(outcome)
        assert error_of(outcome).startswith(f"Error: {path}: line ")


def test_missing_files_directories_and_options(tmp_path):
    assert "no such file" in error_of(run_here(["graph", "info", tmp_path / "none"]))
    assert "is a directory" in error_of(run_here(["graph", "info", tmp_path]))
    path = tmp_path / "g.edges"
    path.write_text("1 2\n")
    assert "--delimiter" in error_of(run_here(["graph", "info", path, "--delimiter", "xy"]))
    assert "--encoding" in error_of(run_here(["graph", "info", path, "--encoding", "nothing"]))
    assert "--format" in error_of(run_here(["graph", "convert", path, "-o", tmp_path / "g.xyz"]))
    assert "does not exist" in error_of(run_here(["graph", "convert", path, "-o", tmp_path / "no" / "g.net"]))


def test_old_output_stays_when_the_input_is_bad(tmp_path):
    bad, old = tmp_path / "bad.edges", tmp_path / "old.net"
    bad.write_text("1 2\n3\n")
    old.write_text("as it was")
    assert run_here(["graph", "convert", bad, "-o", old]).code == 1
    assert old.read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.edges", "old.net"]
