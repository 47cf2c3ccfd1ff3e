"""Counts of words around words, and their association, against their definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minent.errors import FormatError, ParameterError
from minent.graph import Graph, WordText, cooccurrence_graph, count_windows, ppmi, rooted
from minent.graph._windows import WordPlaces, window_rows
from minent.graph.windows import load_windows
from minent.progress import Progress
from tests.naive import windows as naive

words = st.sampled_from("abcdefgh")
lists = st.lists(st.lists(words, max_size=14), min_size=1, max_size=6)
sides = st.sampled_from(["both", "behind", "before"])
weightings = st.sampled_from(["none", "harmonic"])


def as_pairs(matrix, names):
    matrix = matrix.tocoo()
    return {(names[u], names[v]): w for u, v, w in zip(*matrix.coords, matrix.data, strict=True)}


@given(lists, st.integers(1, 4), st.integers(1, 6), sides, weightings, st.integers(1, 3), st.none() | st.integers(1, 5))
@example([["a", "a", "a"]], 1, 2, "both", "none", 1, None)
def test_counts_are_those_of_the_definition(text, min_count, window, side, weighting, threads, most):
    kept = naive.kept_words(text, min_count, most)
    if not kept:
        with pytest.raises(ParameterError, match=f"no word of the text occurs {min_count} times"):
            WordText.from_lists(text, min_count=min_count, max_words=most)
        return
    read = WordText.from_lists(text, min_count=min_count, max_words=most)
    assert read.words == kept
    assert read.n_tokens == sum(map(len, text))
    counts = count_windows(read, window=window, sides=side, weighting=weighting, threads=threads)
    expected = naive.window_counts(text, kept, window, side, weighting == "harmonic")
    found = as_pairs(counts.to_scipy(), kept)
    assert found.keys() == expected.keys()
    steps = 0 if weighting == "none" else window * len(expected) * 2.0**-24
    assert all(abs(found[pair] - float(value)) <= steps * found[pair] for pair, value in expected.items())
    for first, last in zip(counts.offsets[:-1], counts.offsets[1:], strict=True):
        assert np.all(np.diff(counts.contexts[first:last]) > 0)


@given(lists, st.integers(1, 6), weightings)
def test_contexts_of_one_side_are_the_words_of_the_other(text, window, weighting):
    if not any(text):
        return
    read = WordText.from_lists(text, min_count=1)
    behind, before, both = (
        count_windows(read, window=window, sides=side, weighting=weighting).to_scipy().toarray()
        for side in ("behind", "before", "both")
    )
    assert np.array_equal(behind, before.T)
    assert np.array_equal(behind + before, both)


def test_wide_and_narrow_ids_agree():
    rng = np.random.default_rng(1)
    ids = rng.integers(0, 40, 3000).astype(np.uint16)
    ids[0] = ids[-1] = 0
    results = []
    for array in (ids, ids.astype(np.uint32)):
        places = WordPlaces(30)  # ids above are words that are left out
        places.fill(array)
        results.append(window_rows(array, places, 0, 30, 5, True, True, False, 0.0))
    for narrow, wide in zip(*results, strict=True):
        assert np.array_equal(narrow, wide)


def test_many_words_in_sparse_rows():
    rng = np.random.default_rng(2)
    text = [[f"w{int(i)}" for i in rng.zipf(1.3, 400) if i < 10**6] for _ in range(10)]
    read = WordText.from_lists(text, min_count=1)
    kept = naive.kept_words(text, 1)
    expected = naive.window_counts(text, kept, 2, "both", False)
    assert as_pairs(count_windows(read, window=2).to_scipy(), kept) == {p: float(c) for p, c in expected.items()}


def test_threads_and_slices_change_nothing(monkeypatch):
    rng = np.random.default_rng(3)
    text = WordText.from_lists([[str(i) for i in rng.zipf(1.2, 300) if i < 500] for _ in range(30)], min_count=1)
    whole = count_windows(text, threads=1, weighting="harmonic")
    monkeypatch.setattr("minent.graph.windows._SLICE", 200)
    for threads in (1, 2, 5):
        parts = count_windows(text, threads=threads, weighting="harmonic")
        for name in ("offsets", "contexts", "values"):
            assert np.array_equal(getattr(parts, name), getattr(whole, name))


def test_pairs_below_a_count_are_left_out():
    text = WordText.from_lists([["a", "b"], ["a", "b"], ["a", "c"]], min_count=1)
    assert as_pairs(count_windows(text, min_count=2).to_scipy(), text.words) == {("a", "b"): 2, ("b", "a"): 2}


@given(lists, st.integers(1, 4), weightings, st.sampled_from([0.0, 0.5, 0.75, 1.0]), st.sampled_from([1.0, 2.0, 5.0]))
def test_ppmi_is_that_of_the_definition(text, window, weighting, smoothing, shift):
    if not any(text):
        return
    read = WordText.from_lists(text, min_count=1)
    counts = count_windows(read, window=window, weighting=weighting)
    pairs = naive.window_counts(text, read.words, window, "both", weighting == "harmonic")
    if not pairs:
        with pytest.raises(ParameterError, match="no two words stand near each other"):
            ppmi(counts, smoothing=smoothing, shift=shift)
        return
    found = as_pairs(ppmi(counts, smoothing=smoothing, shift=shift), read.words)
    expected = naive.ppmi(pairs, smoothing, shift)
    assert all(bits == pytest.approx(expected.get(pair, 0.0), abs=1e-5) for pair, bits in found.items())
    assert all(pair in found for pair, bits in expected.items() if bits > 1e-5)


@given(lists, st.integers(1, 4), weightings, st.sampled_from([0.0, 0.5, 0.75, 1.0]), sides)
def test_rooted_counts_are_those_of_the_definition(text, window, weighting, smoothing, side):
    if not any(text):
        return
    read = WordText.from_lists(text, min_count=1)
    counts = count_windows(read, window=window, weighting=weighting, sides=side)
    pairs = naive.window_counts(text, read.words, window, side, weighting == "harmonic")
    if not pairs:
        with pytest.raises(ParameterError, match="no two words stand near each other"):
            rooted(counts, smoothing=smoothing)
        return
    before = counts.values.copy()
    found = as_pairs(rooted(counts, smoothing=smoothing), read.words)
    assert found == {pair: pytest.approx(value, rel=1e-6) for pair, value in naive.rooted(pairs, smoothing).items()}
    assert np.array_equal(before, counts.values)


def test_roots_are_the_information_between_frequent_words():
    text = WordText.from_lists([["a", "b", "a", "c"], ["b", "a"], ["c", "d"]], min_count=1)
    matrix = count_windows(text, window=2).to_scipy().toarray()
    share = matrix.sum(axis=1) / matrix.sum()
    ratio = matrix / matrix.sum() / np.outer(share, share)
    expected = ratio**0.5 * np.outer(share, share) ** 0.25
    assert np.allclose(rooted(count_windows(text, window=2)).toarray(), expected)


def test_ppmi_in_parts(monkeypatch):
    rng = np.random.default_rng(4)
    text = WordText.from_lists([[str(i) for i in rng.zipf(1.2, 200) if i < 300] for _ in range(20)], min_count=1)
    counts = count_windows(text)
    whole, roots = ppmi(counts), rooted(counts)
    monkeypatch.setattr("minent.graph.association._PAIRS", 50)
    assert (ppmi(counts) != whole).nnz == 0
    assert (rooted(counts) != roots).nnz == 0


def test_counts_survive_a_file(tmp_path):
    text = WordText.from_lists([["red tea", "cup"], ["cup", "红茶"]], min_count=1)
    counts = count_windows(text, window=3, sides="behind", weighting="harmonic")
    counts.save(tmp_path / "counts.npz")
    read = load_windows(tmp_path / "counts.npz")
    assert (read.words, read.window, read.sides, read.weighting) == (counts.words, 3, "behind", "harmonic")
    for name in ("counts", "offsets", "contexts", "values"):
        assert np.array_equal(getattr(read, name), getattr(counts, name))
    (tmp_path / "other.npz").write_bytes(b"PK\x03\x04 nothing")
    np.save(tmp_path / "matrix.npy", np.ones(3))
    np.savez(tmp_path / "arrays.npz", head=np.array(["a table"]))
    for name in ("other.npz", "missing.npz", "matrix.npy", "arrays.npz"):
        with pytest.raises(FormatError, match="not window counts"):
            load_windows(tmp_path / name)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"window": 0}, "window must be from 1 to 1000"),
        ({"window": 1001}, "window must be"),
        ({"sides": "left"}, "sides must be one of both, behind, before"),
        ({"weighting": "linear"}, "weighting must be one of"),
        ({"min_count": -1}, "min_count must be at least 0"),
        ({"threads": 0}, "threads must be"),
    ],
)
def test_wrong_options(options, message):
    text = WordText.from_lists([["a", "b"]], min_count=1)
    with pytest.raises(ParameterError, match=message):
        count_windows(text, **options)


def test_progress_ends_where_the_words_do():
    class Watch(Progress):
        def start(self, label, total, unit=""):
            self.total, self.done = total, 0

        def advance(self, amount):
            self.done += amount

        def finish(self):
            pass

    watch = Watch()
    count_windows(WordText.from_lists([["a", "b", "a"]], min_count=2), progress=watch)
    assert watch.done == watch.total == 2


@given(lists, st.integers(1, 4), st.sampled_from(["ppmi", "bits", "count"]), st.integers(0, 2))
def test_cooccurrence_graph(text, window, weights, least):
    if not any(text):
        return
    read = WordText.from_lists(text, min_count=1)
    counts = count_windows(read, window=window)
    pairs = naive.window_counts(text, read.words, window, "both", False)
    if not pairs:
        with pytest.raises(ParameterError, match="no two words"):
            cooccurrence_graph(counts, weights=weights)
        return
    graph = cooccurrence_graph(counts, weights=weights, min_count=least)
    bits = naive.ppmi(pairs, 1.0, 1.0)
    expected = {pair: {"ppmi": bits.get(pair, 0.0), "bits": bits.get(pair, 0.0) * float(count), "count": float(count)}[
        weights] for pair, count in pairs.items() if count >= least and pair[0] < pair[1]}  # fmt: skip
    found = {tuple(sorted((read.words[u], read.words[v]))): w for u, v, w in zip(*graph.edges(), strict=True)}
    assert graph.n_nodes == len(read.words)
    assert all(weight == pytest.approx(expected.get(pair, 0.0), abs=1e-5) for pair, weight in found.items())
    assert all(pair in found for pair, weight in expected.items() if weight > 1e-5)


def test_one_side_makes_a_directed_graph():
    text = WordText.from_lists([["a", "b"], ["a", "b"], ["c", "a"]], min_count=1)
    graph = cooccurrence_graph(count_windows(text, sides="behind"), weights="count")
    assert isinstance(graph, Graph)
    assert graph.directed
    links = {(text.words[u], text.words[v]): w for u, v, w in zip(*graph.edges(), strict=True)}
    assert links == {("a", "b"): 2.0, ("c", "a"): 1.0}
