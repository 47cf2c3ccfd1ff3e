"""``minent graph``: figures of a graph, and conversion, as a user runs them."""

from __future__ import annotations

import gzip
import json

import pytest

from minent import read_graph
from tests.cli.running import CORPORA

VALLEYS = CORPORA / "valleys.edges"


def test_figures_of_a_small_graph(run, tmp_path):
    path = tmp_path / "g.edges"
    path.write_text("1 2 2\n2 3\n3 1\n4 4 0.5\n5 6\n6 7 0\n")
    outcome = run(["graph", "info", path, "--format", "json"])
    assert outcome.code == 0
    assert outcome.stderr == f"{path}: 1 edge of weight 0 left out\n"
    assert json.loads(outcome.stdout) == {
        "nodes": 7,
        "links": 5,
        "directed": False,
        "total_weight": 5.5,
        "least_weight": 0.5,
        "greatest_weight": 2.0,
        "self_loops": 1,
        "isolated": 2,
        "components": 4,
        "largest_component": 3,
        "degree": {"least": 0, "quartile": 1, "median": 1, "third_quartile": 2, "percentile_99": 2, "greatest": 2,
                   "mean": 1.285714},
    }  # fmt: skip


def test_figures_of_a_directed_graph(run, tmp_path):
    path = tmp_path / "g.net"
    path.write_text("*Vertices 4\n*Arcs\n1 2\n2 3\n3 1\n3 4\n")
    figures = json.loads(run(["graph", "info", path, "--format", "json"]).stdout)
    assert (figures["directed"], figures["components"], figures["strong_components"]) == (True, 1, 2)
    assert (figures["out_degree"]["greatest"], figures["in_degree"]["least"]) == (2, 1)
    undirected = json.loads(run(["graph", "info", path, "--undirected", "--format", "json"]).stdout)
    assert (undirected["directed"], undirected["links"]) == (False, 4)


def test_table_is_for_people(run):
    outcome = run(["graph", "info", VALLEYS])
    lines = dict(line.rsplit("  ", 1) for line in outcome.stdout.decode().splitlines())
    assert {name.strip(): value for name, value in lines.items()}["nodes"] == "26"
    assert outcome.stderr == ""


def test_no_edges_have_figures_too(run, tmp_path):
    path = tmp_path / "g.net"
    path.write_text("*Vertices 3\n")
    outcome = run(["graph", "info", path, "--format", "json"])
    figures = json.loads(outcome.stdout)
    assert (outcome.code, figures["nodes"], figures["links"], figures["components"]) == (0, 3, 0, 3)


@pytest.mark.parametrize("options", [[], ["--no-self-loops"], ["--unweighted"], ["--delimiter", "tab"]])
def test_input_options(run, options):
    data = b"1\t2\t5\n2\t2\t1\n"
    figures = json.loads(run(["graph", "info", "-", "-q", "--format", "json", *options], stdin=data).stdout)
    assert figures["links"] == (1 if "--no-self-loops" in options else 2)
    assert figures["greatest_weight"] == (1 if "--unweighted" in options else 5)


def test_conversion_there_and_back(run, tmp_path):
    packed = tmp_path / "valleys.gz"
    packed.write_bytes(gzip.compress(VALLEYS.read_bytes()))
    for name in ("v.net", "v.gml", "v.graphml"):
        outcome = run(["graph", "convert", packed, "-o", tmp_path / name])
        assert (outcome.code, outcome.stderr) == (0, "26 nodes, 69 undirected links\n")
        first, again = read_graph(VALLEYS), read_graph(tmp_path / name)
        assert list(first.names) == list(again.names)
        assert first.weights.tobytes() == again.weights.tobytes()


def test_conversion_to_standard_output(run):
    outcome = run(["graph", "convert", "-", "-q", "--format", "pajek"], stdin=b"b a\na c 2\n")
    assert outcome.stdout.decode() == '*Vertices 3\n1 "b"\n2 "a"\n3 "c"\n*Edges\n1 2 1\n2 3 2\n'
    assert outcome.stderr == ""
