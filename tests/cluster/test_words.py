"""Clusters of words: planted ones are found, guests, figures, the chain and what it keeps."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Graph, WordVectors, agreement, cluster_words, infomap, write_graph
from minent.cluster import WordClusters
from minent.errors import FormatError, MinentError, ParameterError
from minent.graph import read_vectors
from tests.cli.running import CORPORA

KINDS = {
    "drink": ["tea", "wine", "milk", "beer", "juice"],
    "verb": ["drinks", "buys", "sells", "brings", "likes"],
    "person": ["anna", "boris", "clara", "dmitri", "emma"],
    "place": ["home", "school", "market", "harbour", "church"],
}


def sentences(n=3000, seed=0):
    rng = np.random.default_rng(seed)
    person, verb, drink, place = (rng.choice(KINDS[kind], n).tolist() for kind in ("person", "verb", "drink", "place"))
    return "".join(f"{a} {b} {c} at {d}\n" for a, b, c, d in zip(person, verb, drink, place, strict=True))


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    path = tmp_path_factory.mktemp("planted") / "text.txt"
    path.write_text(sentences())
    return path


TRUE = {word: number for number, words in enumerate(KINDS.values()) for word in words}


def test_planted_clusters_are_found(planted):
    found = cluster_words(planted, unit="token", dimension=6, window=2)
    words = [word for word in found.words if word in TRUE]
    labels = dict(zip(found.words, found.labels.tolist(), strict=True))
    assert agreement([TRUE[w] for w in words], [labels[w] for w in words])["nmi"] == pytest.approx(1.0)
    kinds = [set(cluster.words) & TRUE.keys() for cluster in found.clusters()]
    assert all(set(words) in kinds for words in KINDS.values())
    cluster = next(cluster for cluster in found.clusters() if "tea" in cluster.words)
    assert cluster.representative in KINDS["drink"]
    assert cluster.similarity > 0.6


def two_triangles(bridge=1.0):
    sources, targets = [0, 0, 1, 2, 3, 3, 4], [1, 2, 2, 3, 4, 5, 5]
    weights = [1, 1, 1, bridge, 1, 1, 1]
    return Graph.from_edges(sources, targets, weights, n_nodes=7, names=[*"abcdef", "alone"])


def test_figures_by_hand():
    graph = two_triangles()
    angles = np.array([0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 2.0])
    vectors = WordVectors(list(graph.names), np.column_stack([np.cos(angles), np.sin(angles)]))
    found = WordClusters(infomap(graph), vectors)
    first, second, third = found.clusters()
    assert (first.words, first.representative, first.path) == (["c", "a", "b"], "c", "1")
    assert (second.words, third.words) == (["d", "e", "f"], ["alone"])
    assert first.flow == pytest.approx(7 / 14)
    assert first.cohesion == pytest.approx(6 / 7)
    assert first.similarity == pytest.approx(1.0)
    assert (third.cohesion, third.similarity, third.flow) == (0.0, None, 0.0)
    assert first.guests == [("d", pytest.approx(1 / 3))]
    assert found.isolated.tolist() == [False] * 6 + [True]
    assert [c.words for c in found.clusters(min_size=2)] == [first.words, second.words]
    assert WordClusters(infomap(graph), vectors, overlap=0.5).clusters()[0].guests == []


edges = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 4)), min_size=1, max_size=20)


@given(edges, st.booleans(), st.sampled_from([0.1, 0.25, 0.5]))
def test_guests_and_figures_by_definition(links, directed, overlap):
    u, v, w = (np.array(column) for column in zip(*links, strict=True))
    graph = Graph.from_edges(u, v, w.astype(float), n_nodes=8, directed=directed)
    found = WordClusters(infomap(graph), overlap=overlap)
    sources, targets, flow = found.partition.flow.links()
    steps = np.zeros((8, found.n_clusters))
    for a, b, weight in zip(sources.tolist(), targets.tolist(), flow.tolist(), strict=True):
        if a != b:
            steps[a, found.labels[b]] += weight
            steps[b, found.labels[a]] += weight
    expected = {}
    for word in range(8):
        for cluster in range(found.n_clusters):
            total = steps[word].sum()
            if total and cluster != found.labels[word]:
                expected[word, cluster] = steps[word, cluster] / total
    got = {(a, b): share for a, b, share in zip(*map(np.ndarray.tolist, found.guests), strict=True)}
    assert all(expected[pair] == pytest.approx(share) for pair, share in got.items())
    assert all(share >= overlap for share in got.values())
    assert all(pair in got for pair, share in expected.items() if share > overlap + 1e-9)
    clusters = found.clusters()
    assert sorted(word for cluster in clusters for word in cluster.words) == sorted(found.words)
    assert all(cluster.representative in cluster.words for cluster in clusters)
    assert all(0 <= cluster.cohesion <= 1 for cluster in clusters)


def test_threads_change_nothing(planted, tmp_path):
    results = []
    for threads in (1, 3):
        path = tmp_path / f"{threads}.json"
        cluster_words(planted, unit="token", dimension=6, threads=threads, trials=3).save(path)
        results.append(path.read_bytes())
    assert results[0] == results[1]


def test_what_is_kept_is_used_again(planted, tmp_path):
    notes, files = [], ("windows.npz", "vectors.vec", "graph.net", "clusters.tree")
    options = {"unit": "token", "dimension": 6, "keep": tmp_path / "steps", "note": notes.append}

    def run(**changes):
        notes.clear()
        found = cluster_words(planted, **{**options, **changes})
        found.save(tmp_path / "out.json")
        found.save(tmp_path / "out.tree")
        used = [file for file in files if any(file in note and "used again" in note for note in notes)]
        return used, (tmp_path / "out.json").read_bytes(), (tmp_path / "out.tree").read_bytes()

    used, *first = run()
    assert used == []
    used, *again = run()
    assert used == list(files)
    assert again == first
    assert run(overlap=0.4)[0] == list(files)
    assert run(trials=2)[0] == list(files[:3])
    assert run(trials=2, min_cosine=0.5)[0] == list(files[:2])
    assert run(trials=2, min_cosine=0.5, exponent=1.0)[0] == list(files[:2])
    assert run(trials=2, min_cosine=0.5, power=1.0)[0] == list(files[:1])
    assert run(trials=2, min_cosine=0.5, association="ppmi")[0] == list(files[:1])
    assert run(trials=2, min_cosine=0.5, centre=False)[0] == list(files[:1])
    assert run(marks="pass")[0] == []
    assert run(window=3)[0] == []
    planted.write_text(sentences(seed=1))
    assert run(marks="pass")[0] == []
    assert run(window=3)[0] == []
    planted.write_text(sentences())
    assert read_vectors(tmp_path / "steps" / "vectors.vec").dimension == 6


def test_what_was_kept_and_changed_is_not_overwritten(planted, tmp_path):
    options = {"unit": "token", "dimension": 6, "keep": tmp_path / "steps"}
    cluster_words(planted, **options)
    vectors = tmp_path / "steps" / "vectors.vec"
    changed = vectors.read_text() + "\n"
    vectors.write_text(changed)
    with pytest.raises(ParameterError, match=r"vectors\.vec was changed since it was written"):
        cluster_words(planted, **options)
    assert vectors.read_text() == changed
    vectors.unlink()
    cluster_words(planted, **options)
    (tmp_path / "steps" / "steps.json").write_text("[]")
    with pytest.raises(ParameterError, match="not written by minent"):
        cluster_words(planted, **options)


def test_lexicon_step_of_raw_text(tmp_path):
    notes = []
    options = {"min_count": 3, "keep": tmp_path, "note": notes.append, "dimension": 20}
    first = cluster_words(CORPORA / "chinese", **options)
    assert (tmp_path / "lexicon.tsv").exists()
    again = cluster_words(CORPORA / "chinese", **options)
    assert any("lexicon.tsv: used again" in note for note in notes)
    assert list(first.words) == list(again.words)
    assert np.array_equal(first.labels, again.labels)
    with_lexicon = cluster_words(CORPORA / "chinese", lexicon=tmp_path / "lexicon.tsv", min_count=3, dimension=20)
    assert np.array_equal(first.labels, with_lexicon.labels)


def test_links_by_cooccurrence(tmp_path):
    rng = np.random.default_rng(0)
    topics = [[f"{topic}{i}" for i in range(8)] for topic in "xyz"]
    lines = [" ".join(rng.choice(topics[i % 3], 6)) for i in range(300)]
    path = tmp_path / "text.txt"
    path.write_text("\n".join(lines))
    found = cluster_words(path, unit="token", links="cooccurrence")
    assert [sorted(c.words) for c in sorted(found.clusters(), key=lambda c: c.words[0][0])] == topics
    assert found.similarity is None


def test_vectors_and_graphs_of_ones_own(tmp_path):
    matrix = np.repeat(np.eye(3), 4, axis=0) + 0.01 * np.arange(36).reshape(12, 3)
    vectors = WordVectors([f"w{i}" for i in range(12)], matrix)
    found = cluster_words(vectors=vectors)
    assert found.labels.tolist() == np.repeat(found.labels[::4], 4).tolist()
    vectors.save(tmp_path / "v.bin")
    assert np.array_equal(cluster_words(vectors=tmp_path / "v.bin", keep=tmp_path / "steps").labels, found.labels)
    assert np.array_equal(cluster_words(vectors=tmp_path / "v.bin", keep=tmp_path / "steps").labels, found.labels)
    assert len(cluster_words(vectors=vectors, max_words=5).words) == 5
    graph = two_triangles()
    write_graph(graph, tmp_path / "g.net")
    read = cluster_words(graph=tmp_path / "g.net")
    assert [c.words for c in read.clusters()] == [c.words for c in cluster_words(graph=graph).clusters()]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "give one of a text, vectors and a graph"),
        ({"paths": ["a"], "graph": "b"}, "give one of a text"),
        ({"vectors": WordVectors(["a", "b"], np.eye(2))}, "no two of 2 words are near each other; lower min_cosine"),
        ({"graph": Graph.from_edges([], [], n_nodes=3)}, "the graph has 3 nodes and no links"),
        ({"paths": ["-"]}, "standard input cannot be read twice"),
        (
            {"paths": [CORPORA / "english.txt"], "unit": "token", "min_count": 10**6},
            "no word of the text occurs 1000000",
        ),
        ({"paths": [CORPORA / "english.txt"], "unit": "token", "min_cosine": 2}, "min_cosine must be from 0 to 1"),
        ({"paths": [CORPORA / "english.txt"], "unit": "token", "overlap": 0}, "overlap must be above 0"),
        ({"paths": [CORPORA / "english.txt"], "unit": "token", "links": "all"}, "links must be one of"),
        ({"paths": [CORPORA / "english.txt"], "unit": "token", "dimension": 10**6}, "dimension must be from 1"),
        ({"paths": ["no such file"], "unit": "token", "shift": 5}, "shift has no use with association root"),
        ({"paths": ["no such file"], "unit": "token", "association": "llr"}, "association must be one of root, ppmi"),
        ({"paths": ["no such file"], "unit": "token", "marks": "no"}, "marks must be one of wall, pass"),
        ({"paths": ["no such file"], "unit": "token", "exponent": -1}, "exponent must be above 0"),
        ({"paths": ["no such file"], "unit": "token"}, "no such file"),
    ],
)
def test_nothing_to_cluster(arguments, message):
    paths = arguments.pop("paths", None)
    with pytest.raises(MinentError, match=message):
        cluster_words(paths, **arguments)


def test_vectors_that_are_broken(tmp_path):
    (tmp_path / "v.vec").write_text("2 2\na 1 2\na 3 4\n")
    with pytest.raises(FormatError, match="line 3: word 'a' stands on line 2 already"):
        cluster_words(vectors=tmp_path / "v.vec")


def test_files_of_clusters(tmp_path):
    found = WordClusters(infomap(two_triangles()))
    for suffix in ("tsv", "csv", "jsonl", "json", "tree"):
        found.save(tmp_path / f"out.{suffix}")
    rows = [line.split("\t") for line in (tmp_path / "out.tsv").read_text().splitlines()]
    assert rows[0] == ["word", "cluster", "path", "flow", "also"]
    assert rows[1] == ["c", "1", "1:1", "0.214285714", "2:0.33"]
    assert len(rows) == 8
    whole = json.loads((tmp_path / "out.json").read_text())
    assert (whole["n_words"], whole["n_clusters"], whole["n_isolated"]) == (7, 3, 1)
    assert whole["clusters"][0]["words"] == ["c", "a", "b"]
    assert whole["clusters"][0]["guests"] == [{"word": "d", "share": pytest.approx(1 / 3)}]
    found.save(tmp_path / "rows.tsv", rows="clusters", min_size=2, top=1)
    rows = [line.split("\t") for line in (tmp_path / "rows.tsv").read_text().splitlines()]
    assert rows[0] == ["cluster", "path", "size", "flow", "cohesion", "representative", "words", "guests"]
    assert rows[1:] == [["1", "1", "3", "0.5000", "0.8571", "c", "c | a | b", "d:0.33"]]
    with pytest.raises(ParameterError, match="format must be one of"):
        found.save(tmp_path / "out.tsv", "clu")
    with pytest.raises(ParameterError, match="rows must be one of words, clusters"):
        found.save(tmp_path / "out.tsv", rows="levels")
