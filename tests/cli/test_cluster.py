"""``minent cluster`` and the graphs of words, as a user runs them."""

from __future__ import annotations

import json

import numpy as np
import pytest

import minent
from tests.cli.running import CHINESE, CORPORA, error_of, rows_of, run_here

ENGLISH = CORPORA / "english.txt"
TOKENS = ["--unit", "token", "--fold-case"]


@pytest.fixture
def vectors(tmp_path):
    path = tmp_path / "v.vec"
    path.write_text("4 2\ntea 1 0\nwine 1 0.2\ncat 0 1\ndog 0.1 1\n")
    return path


def test_from_raw_text_to_clusters(run, tmp_path):
    path = tmp_path / "clusters.tsv"
    outcome = run(["cluster", CHINESE, "--min-count", "3", "-o", path])
    assert (outcome.code, outcome.stdout) == (0, b"")
    notes = outcome.stderr.splitlines()
    assert notes[0].endswith(" words in the lexicon")
    assert "words that occur 3 times" in notes[1]
    assert "codelength" in notes[-1]
    rows = rows_of(path.read_bytes())
    assert rows[0] == ["word", "cluster", "path", "flow", "also"]
    assert len(rows) > 500
    clusters = {row[1] for row in rows[1:]}
    assert clusters == {str(i) for i in range(1, len(clusters) + 1)}


def test_raw_text_from_a_pipe(run, tmp_path):
    text = b"".join(path.read_bytes() for path in sorted(CHINESE.glob("*.txt")))
    piped = run(["cluster", "-", "--min-count", "3", "-q"], stdin=text, env={"TMPDIR": str(tmp_path)})
    assert (piped.code, piped.stderr) == (0, "")
    assert piped.stdout == run(["cluster", CHINESE, "--min-count", "3", "-q"]).stdout
    assert list(tmp_path.iterdir()) == []


def test_bad_text_from_a_pipe(run, tmp_path):
    outcome = run(
        ["cluster", "-", "--encoding", "utf-8"], stdin="茶\n".encode() + b"\xff\n", env={"TMPDIR": str(tmp_path)}
    )
    assert "stdin" in error_of(outcome)
    assert "line 2" in error_of(outcome)
    assert list(tmp_path.iterdir()) == []


def test_command_and_function_agree(run):
    outcome = run(["cluster", ENGLISH, *TOKENS, "--min-cosine", "0.4", "--format", "json", "-q"])
    assert (outcome.code, outcome.stderr) == (0, "")
    found = minent.cluster_words(ENGLISH, unit="token", fold_case=True, min_cosine=0.4)
    assert [c["words"] for c in json.loads(outcome.stdout)["clusters"]] == [c.words for c in found.clusters()]


@pytest.mark.parametrize("format", ["tsv", "csv", "jsonl", "json", "tree", "table"])
@pytest.mark.parametrize("rows", ["words", "clusters"])
def test_formats(run, vectors, format, rows):
    outcome = run_here(["cluster", "--vectors", vectors, "--format", format, "--rows", rows, "-q"])
    assert outcome.code == 0
    assert b"tea" in outcome.stdout


def test_steps_by_hand_are_the_chain(run, tmp_path):
    lexicon, vectors, graph = tmp_path / "words.tsv", tmp_path / "words.vec", tmp_path / "near.net"
    assert run(["lexicon", CHINESE, "-o", lexicon, "-q"]).code == 0
    assert run(["graph", "vectors", CHINESE, "--lexicon", lexicon, "--min-count", "3", "-o", vectors, "-q"]).code == 0
    assert run(["graph", "neighbours", vectors, "-o", graph, "-q"]).code == 0
    expected = run(["cluster", CHINESE, "--min-count", "3", "--max-words", "100000", "-q"]).stdout
    for arguments in (["--vectors", vectors, "--max-words", "100000"], ["--graph", graph]):
        assert run(["cluster", *arguments, "-q"]).stdout == expected


def test_kept_steps(run, tmp_path):
    keep = tmp_path / "steps"
    arguments = ["cluster", ENGLISH, *TOKENS, "--keep", keep]
    first, again = run(arguments), run(arguments)
    assert first.stdout == again.stdout
    assert again.stderr.count("used again") == 4
    assert sorted(path.name for path in keep.iterdir()) == [
        "clusters.tree", "graph.net", "steps.json", "vectors.vec", "windows.npz"
    ]  # fmt: skip


def test_cooccurrence_graph(run, tmp_path):
    text = tmp_path / "text.txt"
    text.write_text("red tea\nred tea\ngreen tea\nrice\n")
    outcome = run(["graph", "cooccurrence", text, "--unit", "token", "--min-count", "1", "--weights", "count"])
    assert outcome.code == 0
    assert outcome.stdout.decode() == ('*Vertices 4\n1 "tea"\n2 "red"\n3 "green"\n4 "rice"\n*Edges\n1 2 2\n')
    assert "7 words, 4 different ones kept (100.0%)" in outcome.stderr
    more = ["--sides", "behind", "--weights", "count", "--min-pairs", "1", "--format", "edges", "-q"]
    directed = run(["graph", "cooccurrence", text, "--unit", "token", "--min-count", "1", *more])
    assert directed.stdout.decode() == "source,target,weight\nred,tea,2\ngreen,tea,1\n"
    text.write_text("red, tea. red, tea\ngreen -- tea\nrice\n")
    arguments = [
        "--unit",
        "token",
        "--min-count",
        "1",
        "--weights",
        "count",
        "--window",
        "1",
        "-q",
        "--format",
        "edges",
    ]
    passed = run(["graph", "cooccurrence", text, *arguments, "--marks", "pass"])
    assert passed.stdout.decode() == "source,target,weight\ntea,red,3\n"


def test_neighbour_graph(run, vectors, tmp_path):
    outcome = run(["graph", "neighbours", vectors, "--format", "edges"])
    assert [line.split(",")[:2] for line in outcome.stdout.decode().splitlines()[1:]] == [
        ["tea", "wine"],
        ["cat", "dog"],
    ]
    assert outcome.stderr.endswith("4 nodes, 2 undirected links\n")
    np.save(tmp_path / "m.npy", np.eye(3))
    (tmp_path / "words.txt").write_text("a\nb\nc\n")
    outcome = run(["graph", "neighbours", tmp_path / "m.npy", "--words", tmp_path / "words.txt"])
    assert outcome.stdout.startswith(b'*Vertices 3\n1 "a"\n')
    stdin = run(
        ["graph", "neighbours", "-", "--input-format", "word2vec", "--format", "edges"], stdin=vectors.read_bytes()
    )
    assert b"tea,wine" in stdin.stdout


def test_vectors_in_other_formats(run, tmp_path):
    arguments = ["graph", "vectors", ENGLISH, *TOKENS, "--dimension", "5", "-q", "-o", tmp_path / "plain.npz"]
    assert run([*arguments, "--no-centre"]).code == 0
    assert abs(minent.read_vectors(tmp_path / "plain.npz").unit().mean(axis=0)).max() > 0.1
    for name in ("v.vec", "v.bin", "v.npz"):
        outcome = run(["graph", "vectors", ENGLISH, *TOKENS, "--dimension", "5", "-q", "-o", tmp_path / name])
        assert outcome.code == 0, outcome.stderr
    read = [minent.read_vectors(tmp_path / name) for name in ("v.vec", "v.bin", "v.npz")]
    assert np.array_equal(read[0].matrix, read[1].matrix)
    assert np.array_equal(read[0].matrix, read[2].matrix)
    assert abs(read[0].matrix.mean(axis=0)).max() < 1e-6


BAD = [
    (["cluster", "{tea}", "--vectors", "{vectors}"], "--vectors takes the place of a text"),
    (["cluster", "--graph", "{vectors}", "--vectors", "{vectors}"], "--vectors and --graph exclude each other"),
    (["cluster", "--vectors", "{vectors}", "--lexicon", "{tea}"], "--lexicon has no use with --vectors"),
    (["cluster", "--vectors", "{missing}"], "no such file"),
    (["cluster", "--vectors", "{vectors}", "--window", "3"], "--window has no use with --vectors"),
    (["cluster", "{tea}", "--shift", "5"], "--shift has no use with association root"),
    (["cluster", "--graph", "{vectors}", "--exponent", "2"], "--exponent has no use with --graph"),
    (["cluster", "--vectors", "{vectors}", "--no-centre"], "--no-centre has no use with --vectors"),
    (["graph", "neighbours", "{vectors}", "--exponent", "0"], "--exponent must be above 0"),
    (["cluster", "--graph", "{vectors}", "--min-cosine", "0.3"], "--min-cosine has no use with --graph"),
    (["cluster", "{tea}", "--min-weight", "0.3"], "--min-weight has no use with --links neighbours"),
    (["cluster", "{tea}", "--links", "cooccurrence", "--whiten"], "--whiten has no use with --links cooccurrence"),
    (
        ["cluster", "--vectors", "{vectors}", "--min-cosine", "1", "-q"],
        "no two of 4 words are near each other; lower --min-cosine",
    ),
    (["cluster", "--vectors", "{vectors}", "--neighbours", "0"], "--neighbours must be at least 1"),
    (["cluster", "--vectors", "{vectors}", "-o", "{old}.xyz"], "no format is known for '.xyz'"),
    (["cluster", "{tea}", "--min-count", "0"], "--min-count must be at least 1"),
    (["cluster", "{tea}", "--window", "0"], "--window must be from 1 to 1000"),
    (["cluster", "{tea}", "--min-count", "1000", "--unit", "token"], "no word of the text occurs 1000 times"),
    (["cluster", "{tea}", "--lexicon", "{missing}"], "no such file"),
    (["graph", "vectors", "{tea}", "-o", "{old}", "--min-count", "1000"], "no word of the text occurs 1000 times"),
    (["graph", "vectors", "{tea}", "-o", "{old}.npy"], "no place for words"),
    (["graph", "neighbours", "{tea}"], "line "),
    (["graph", "neighbours", "{vectors}", "--min-cosine", "2"], "--min-cosine must be from 0 to 1"),
    (["graph", "neighbours", "{vectors}", "--words", "{tea}"], "give both or neither"),
    (["graph", "cooccurrence", "{tea}", "--min-count", "1", "-o", "{old}.xyz"], "no format is known"),
    (["graph", "cooccurrence", "{missing}"], "no such file"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD)
def test_errors_are_one_line(tea, old, unharmed, vectors, tmp_path, arguments, message):
    places = {"tea": tea, "old": old, "vectors": vectors, "missing": tmp_path / "missing"}
    assert message in error_of(run_here([part.format(**places) for part in arguments]))
    unharmed()


def test_a_lexicon_that_does_not_fit(run, tea, tmp_path):
    lexicon = tmp_path / "words.txt"
    lexicon.write_text("word\tcount\nkettle\t3\n")
    message = error_of(run(["cluster", tea, "--lexicon", lexicon, "--min-count", "1"]))
    assert "the lexicon does not fit the text" in message


def test_an_empty_graph(run, tmp_path):
    path = tmp_path / "g.net"
    path.write_text("*Vertices 3\n")
    assert "the graph has 3 nodes and no links" in error_of(run(["cluster", "--graph", path]))
