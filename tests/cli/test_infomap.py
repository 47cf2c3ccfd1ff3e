"""``minent infomap`` as a user runs it."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys

import pytest

import minent
from minent.graph import read_graph
from tests.cli.running import CORPORA, error_of, run_here

VALLEYS = CORPORA / "valleys.edges"
TRIANGLES = "a b\na c\nb c\nc d\nd e\nd f\ne f\n"
CODELENGTH = "2.320730357"


@pytest.fixture
def triangles(tmp_path):
    path = tmp_path / "triangles.edges"
    path.write_text(TRIANGLES)
    return path


def test_tree_and_summary(run, triangles):
    outcome = run(["infomap", triangles])
    assert outcome.code == 0
    lines = outcome.stdout.decode().splitlines()
    assert "# codelength 2.320730357 bits" in lines
    assert lines[-6:] == [
        '1:1 0.214285714 "c" 2', '1:2 0.142857143 "a" 0', '1:3 0.142857143 "b" 1',
        '2:1 0.214285714 "d" 3', '2:2 0.142857143 "e" 4', '2:3 0.142857143 "f" 5',
    ]  # fmt: skip
    shown = outcome.stderr.splitlines()
    assert shown[:2] == ["6 nodes, 7 undirected links", "2 modules, 2 levels"]
    assert shown[2].startswith(
        f"codelength {CODELENGTH} bits (0.142857 index + 2.177873 modules), one level 2.556656707"
    )
    assert re.fullmatch(r"\d+\.\d\d s reading, \d+\.\d\d s searching", shown[3])
    assert len(shown) == 4


@pytest.mark.parametrize("format", ["tree", "clu"])
def test_an_edge_list_needs_no_numpy(triangles, tmp_path, format):
    program = f"""
import sys
from minent.cli import cli
cli(["infomap", {str(triangles)!r}, "-o", {str(tmp_path / "out")!r}, "--format", {format!r}], standalone_mode=False)
print("numpy" in sys.modules)
"""
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert outcome.stdout == "False\n"
    assert (tmp_path / "out").read_text().startswith("# minent")


def test_quiet_and_standard_input(run, triangles):
    outcome = run(["infomap", "-", "-q"], stdin=TRIANGLES.encode())
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout == run(["infomap", triangles, "-q"]).stdout


@pytest.mark.parametrize("format", ["tree", "ftree", "clu", "tsv", "csv", "json", "gexf", "graphml"])
def test_formats_by_suffix(run, tmp_path, format):
    path = tmp_path / f"out.{format}"
    outcome = run(["infomap", VALLEYS, "-o", path, "--trials", "3"])
    assert (outcome.code, outcome.stdout) == (0, b"")
    assert path.stat().st_size > 300
    if format in ("gexf", "graphml"):
        assert "-o" in error_of(run(["infomap", VALLEYS, "--format", format]))
    else:
        assert run(["infomap", VALLEYS, "--format", format, "--trials", "3"]).stdout == path.read_bytes()


def test_json_holds_what_the_library_says(run):
    outcome = run(["infomap", VALLEYS, "--format", "json", "--seed", "7"])
    told = json.loads(outcome.stdout)
    found = minent.infomap(read_graph(VALLEYS), seed=7)
    assert told["codelength"] == found.codelength
    assert told["numTopModules"] == found.n_top_modules == 4
    assert [node["path"] for node in sorted(told["nodes"], key=lambda node: node["id"])] == found.paths.tolist()


def test_threads_trials_and_seeds_give_the_same_bytes(run):
    args = ["infomap", VALLEYS, "--trials", "6", "--seed", "3", "-q"]
    assert len({run([*args, "--threads", n]).stdout for n in "124"}) == 1


@pytest.mark.parametrize("suffix", ["clu", "tree", "ftree"])
def test_a_written_partition_is_evaluated(run, tmp_path, suffix):
    path = tmp_path / f"out.{suffix}"
    written = run(["infomap", VALLEYS, "-o", path])
    again = run(["infomap", VALLEYS, "--no-search", "--partition", path])
    assert again.code == 0
    assert again.stderr.splitlines()[:3] == written.stderr.splitlines()[:3]


def test_evaluating_a_wrong_partition(run, triangles, tmp_path):
    path = tmp_path / "odd.clu"
    path.write_text("a 1\nb 2\nc 1\nd 2\ne 1\nf 2\n")
    outcome = run(["infomap", triangles, "--no-search", "--partition", path])
    assert "codelength 3." in outcome.stderr
    started = run(["infomap", triangles, "--initial-partition", path])
    assert CODELENGTH in started.stderr


def test_walks():
    outcomes = {
        run_here(["infomap", VALLEYS, *options]).stderr.splitlines()[2]
        for options in ([], ["--directed"], ["--directed", "--recorded"], ["--directed", "--to-nodes"],
                        ["--directed", "--recorded", "--to-nodes"], ["--directed", "--flow", "rawdir"],
                        ["--markov-time", "1.5"])
    }  # fmt: skip
    assert len(outcomes) == 7
    assert all(line.startswith("codelength ") for line in outcomes)


def test_preferred_modules_and_two_level(run):
    assert "\n5 modules, 2 levels\n" in run(["infomap", VALLEYS, "--preferred-modules", "5"]).stderr
    assert ", 2 levels\n" in run(["infomap", VALLEYS, "--two-level"]).stderr


def test_no_edges(run, tmp_path):
    path = tmp_path / "lone.edges"
    path.write_text("a b 0\nb c 0\n")
    outcome = run(["infomap", path, "--format", "clu"])
    assert outcome.code == 0
    assert "3 modules, 2 levels\ncodelength 0.000000000 bits" in outcome.stderr
    assert [line.split()[1] for line in outcome.stdout.decode().splitlines() if line[0] != "#"] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("text", "place"),
    [("a b\nc\n", "line 2"), ("a b x\n", "line 1"), ("a b -1\n", "line 1"), ("a b nan\n", "line 1"), ("", "line 1")],
)
def test_bad_graphs(triangles, old, unharmed, text, place):
    triangles.write_text(text)
    assert f"triangles.edges: {place}: " in error_of(run_here(["infomap", triangles, "-o", old]))
    unharmed()


def test_truncated_gzip(tmp_path, old, unharmed):
    path = tmp_path / "cut.gz"
    path.write_bytes(gzip.compress(VALLEYS.read_bytes())[:-30])
    assert "cut.gz" in error_of(run_here(["infomap", path, "-o", old]))
    unharmed()


def test_unknown_nodes_in_a_partition(triangles, tmp_path, old, unharmed):
    path = tmp_path / "other.clu"
    path.write_text("a 1\nzoe 1\n")
    for options in (["--no-search", "--partition"], ["--initial-partition"]):
        message = error_of(run_here(["infomap", triangles, *options, path, "-o", old]))
        assert "other.clu: line 2: node 'zoe' is not in the graph" in message
    unharmed()


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (["--trials", "0"], "--trials"), (["--seed", "-1"], "--seed"), (["--teleport", "0"], "--teleport"),
        (["--markov-time", "nan"], "--markov-time"), (["--no-search"], "--partition"),
        (["--partition", "x.clu"], "--no-search"), (["--preferred-modules", "0"], "--preferred-modules"),
        (["--preferred-modules", "99"], "--preferred-modules"), (["-o", "nowhere/x.tree"], "nowhere"),
        (["-o", "x.what"], "--format"), (["--initial-partition", "missing.clu"], "missing.clu"),
        (["--flow", "up"], "--flow"), (["--threads", "0"], "--threads"),
    ],
)  # fmt: skip
def test_wrong_options(triangles, options, part):
    assert part in error_of(run_here(["infomap", triangles, *options]))
