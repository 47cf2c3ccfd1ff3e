"""Edge lists: against a naive twin of the parser, in blocks of any size, and what is detected."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import math
from pathlib import Path

import numpy as np
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minent import read_graph
from minent.errors import BudgetError, FormatError, ParameterError
from minent.graph import Graph
from minent.text import sources
from tests.naive.graphs import nodes_of, parse_edge_list

NAMES = st.sampled_from(["0", "1", "2", "10", "2147483646", "2147483647", "007", "a", "é#", "9223372036854775807",
                         "9223372036854775808", "-1", "1.5"])  # fmt: skip
NUMBERS = st.sampled_from(["0", "1", "2", "10", "63", "64", "1000", "2147483646"])
GAPS = st.sampled_from([" ", "\t", "  ", " \t "])
WEIGHTS = st.sampled_from(["1", "2.5", "0", "1e-3", ".5", "7.", "+3", "123456789012345678", "0.30000000000000004",
                           "1.7976931348623157e10", "4.35", "000.10", "1e-400"])  # fmt: skip
WRONG_WEIGHTS = st.sampled_from(
    ["x", "-1", "nan", "inf", "1e999", "-0.5", "1,5", "0x10", "1e", ".", "+-1", "--1", "1 2"]
)
ENDS = st.sampled_from(["\n", "\r\n", " \n", "\n\n", "\n# no edge\n", "\n  % no edge\n", " # behind\n"])


@st.composite
def edge_lists(draw, names, wrong=False):
    lines = ["5 6"]
    for _ in range(draw(st.integers(0, 12))):
        fields = [draw(names), draw(names)]
        if draw(st.booleans()):
            fields.append(draw(WEIGHTS))
        lines.append(draw(st.sampled_from(["", " "])) + draw(GAPS).join(fields))
    if wrong and draw(st.booleans()):
        at = draw(st.integers(1, len(lines)))
        lines.insert(at, draw(st.sampled_from(["7", "1 2 3 4", f"1 2 {draw(WRONG_WEIGHTS)}", "a b c d"])))
    return "".join(line + draw(ENDS) for line in lines).removesuffix(draw(st.sampled_from(["\n", ""])))


def written(folder: Path, text: str | bytes, name: str = "graph.edges") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def check(graph: Graph, edges: list[tuple[str, str, float]]) -> None:
    names = nodes_of(edges)
    assert list(graph.node_names) == names
    sums: dict[tuple[str, str], list[float]] = {}
    for u, v, w in edges:
        if w:
            key = (u, v) if graph.directed else tuple(sorted((u, v)))
            sums.setdefault(key, []).append(w)
    found = {}
    for u, v, w in zip(*(array.tolist() for array in graph.edges()), strict=True):
        pair = (names[u], names[v])
        found[pair if graph.directed else tuple(sorted(pair))] = w
    assert found.keys() == sums.keys()
    for key, parts in sums.items():
        assert found[key] == (parts[0] if len(parts) == 1 else pytest.approx(math.fsum(parts), rel=1e-15))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.one_of(edge_lists(NUMBERS), edge_lists(NAMES), edge_lists(NAMES, wrong=True)),
       directed=st.booleans(), chunk=st.sampled_from([1, 3, 10, 1 << 20]))  # fmt: skip
def test_parser_is_its_naive_twin(tmp_path, monkeypatch, text, directed, chunk):
    monkeypatch.setattr(sources, "CHUNK", chunk)
    path = written(tmp_path, text)
    edges, bad_line = parse_edge_list(text)
    if bad_line is None:
        check(read_graph(path, directed=directed), edges)
        return
    with pytest.raises(FormatError) as error:
        read_graph(path, directed=directed)
    assert error.value.line == bad_line


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(st.binary(max_size=60), st.text(alphabet=' \t\n\r,#%*"01a.-e+\x00é', max_size=60).map(str.encode))
)
def test_garbage_is_a_graph_or_a_clear_error(tmp_path, data):
    path = written(tmp_path, data)
    for format in (None, "edges", "pajek", "mtx", "metis"):
        try:
            graph = read_graph(path, format=format)
        except (FormatError, BudgetError) as error:
            message = str(error)
            graph = None
        if graph is None:
            assert message.startswith(f"{path}: ")
            assert "\n" not in message
        else:
            assert graph.n_nodes
            assert np.isfinite(graph.weights).all()


@given(st.floats(min_value=0, allow_infinity=False, allow_nan=False))
def test_weights_are_read_to_the_last_bit(weight):
    from minent.graph._edges import EdgeParser

    parser = EdgeParser(b"", True, False, False, True, 10)
    for text in (repr(weight), f"{weight:.17g}", f"{weight:.3f}"):
        parser.feed(f"0 {parser.line + 1} {text}\n".encode())
    assert parser.fault == 0
    _, targets, weights, _, _ = parser.finish(False, False)
    want = [float(text) for text in (repr(weight), f"{weight:.17g}", f"{weight:.3f}")]
    got = dict(zip(targets, [1.0] * len(targets) if weights is None else weights, strict=True))
    assert [got.get(i, 0.0) for i in (1, 2, 3)] == want


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", zstandard.compress)],
)
def test_compressed_files(tmp_path, suffix, pack):
    text = "".join(f"{i} {i * i % 71}\n" for i in range(5000))
    plain = read_graph(written(tmp_path, text))
    packed = read_graph(written(tmp_path, pack(text.encode()), f"graph.txt{suffix}"))
    assert plain.targets.tobytes() == packed.targets.tobytes()
    cut = written(tmp_path, pack(text.encode())[:-9], f"cut{suffix}")
    with pytest.raises(FormatError, match=r": line \d+: damaged or truncated"):
        read_graph(cut)
    with pytest.raises(FormatError, match=rf"line 1: compressed data; .*{suffix}"):
        read_graph(written(tmp_path, pack(text.encode()), "plain.txt"))


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a b\nb c 2")))
    assert read_graph("-").total_weight == 3


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("1,2,0.5\n2, 3 ,1\n", [("1", "2", 0.5), ("2", "3", 1)]),
        ("New York\tRome\t2\nRome\tParis\n", [("New York", "Rome", 2), ("Rome", "Paris", 1)]),
        ('"Rome, old","a ""b""",2\nx,y\n', [("Rome, old", 'a "b"', 2), ("x", "y", 1)]),
        ("a,b\tc\n", [("a,b", "c", 1)]),
        ("1,\t2\n", [("1", "2", 1)]),
        ("1 \t2\t 3\n", [("1", "2", 3)]),
        ("\ufeff1 2\n", [("1", "2", 1)]),
        ("1\t2 3\n", [("1", "2", 3)]),
    ],
)
def test_delimiter_is_found(tmp_path, text, edges):
    check(read_graph(written(tmp_path, text)), edges)


def test_delimiter_can_be_named(tmp_path):
    check(read_graph(written(tmp_path, "a;b c;2\n"), delimiter=";"), [("a", "b c", 2)])
    check(read_graph(written(tmp_path, "a,b c 2\n"), delimiter=" "), [("a,b", "c", 2)])
    for wrong in ("ab", "1", "#", "é"):
        with pytest.raises(ParameterError, match="delimiter"):
            read_graph(written(tmp_path, "1 2\n"), delimiter=wrong)


@pytest.mark.parametrize(
    "text",
    [
        "source,target,weight\n1,2,3\n",
        "id_1,id_2\na,b\n",
        "x y\n1 2",
        "Person A,Person B,Weight\na,b,2\n",
        "# c\n\nFrom\tTo\n1\t2\n",
    ],
)
def test_headers_are_passed_over_with_a_note(tmp_path, text):
    notes = []
    graph = read_graph(written(tmp_path, text), note=notes.append)
    assert (graph.n_nodes, graph.n_links) == (2, 1)
    assert len(notes) == 1
    assert "header" in notes[0]


def test_a_line_of_names_over_names_is_an_edge(tmp_path):
    assert read_graph(written(tmp_path, "x y\na b\n")).n_links == 2


def test_columns_can_be_passed_over(tmp_path):
    path = written(tmp_path, "1 2 red 1999\n2 3 -4\n3 1\n")
    assert read_graph(path, weights=False).total_weight == 3
    with pytest.raises(FormatError, match="line 1: more than three fields"):
        read_graph(path)


def test_edges_of_weight_zero_and_self_loops_are_told(tmp_path):
    path = written(tmp_path, "1 2 0\n3 3 2\n2 3\n4 4\n")
    notes = []
    graph = read_graph(path, self_loops=False, note=notes.append)
    assert (graph.n_nodes, graph.n_links) == (4, 1)
    assert [note.partition(": ")[2] for note in notes] == ["1 edge of weight 0 left out", "2 self-loops left out"]
    assert read_graph(path).n_self_loops == 2
    assert read_graph(path).total_weight == 4


def test_numbers_far_apart_are_made_dense(tmp_path):
    graph = read_graph(written(tmp_path, "2147483646 0\n7 2147483646\n"))
    assert graph.ids.tolist() == [0, 7, 2147483646]
    assert graph.n_nodes == 3
    assert graph.edges()[0].tolist() == [0, 1]
    dense = read_graph(written(tmp_path, "0 1\n2 1\n"))
    assert dense.names is None
    assert dense.ids is None


def test_more_nodes_than_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr("minent.graph.edge_lists.NODE_LIMIT", 3)
    for text in ("a b\nc d\n", "99999999999 1\n2 3\n"):
        with pytest.raises(BudgetError, match=r"line 2: more than 2,147,483,647 \(2\^31 - 1\) nodes"):
            read_graph(written(tmp_path, text))


def test_long_lines_and_many_chunks(tmp_path, monkeypatch):
    rng = np.random.default_rng(5)
    u, v, w = rng.integers(0, 3000, 200_000), rng.integers(0, 3000, 200_000), rng.integers(1, 5, 200_000)
    w[:100_000] = 1  # chunks of the store without weights, then with
    text = "".join(f"{a} {b} {x}\n" for a, b, x in zip(u.tolist(), v.tolist(), w.tolist(), strict=True))
    graph = read_graph(written(tmp_path, text))
    want = Graph.from_edges(u, v, w)
    assert graph.targets.tobytes() == want.targets.tobytes()
    assert graph.weights.tobytes() == want.weights.tobytes()
    name = "x" * 5_000_000  # a line longer than the blocks
    assert list(read_graph(written(tmp_path, f"{name} y\n")).names) == [name, "y"]


def test_other_encodings(tmp_path):
    path = written(tmp_path, "茶 水\n".encode("gb18030"))
    with pytest.raises(FormatError, match="not text in UTF-8"):
        read_graph(path)
    assert list(read_graph(path, encoding="gb18030").names) == ["茶", "水"]
