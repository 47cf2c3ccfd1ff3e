"""More units than 16 bits can number: units that occur once share an id, or ids get 32 bits."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest

from minent import Corpus, count_ngrams
from tests.naive import counts as naive
from tests.tables import assert_same_table, grams_of, runs_of

FIRST = 0x4E00  # Han from here on, then those outside the basic plane
SHARED = 0xFFFF


def units(n):
    codes = np.arange(n)
    codes = np.where(codes < 20_000, codes + FIRST, codes - 20_000 + 0x20000)
    return "".join(map(chr, codes.tolist()))


def shuffled(text, seed):
    return "".join(np.random.default_rng(seed).permutation(list(text)).tolist())


@pytest.fixture(scope="module")
def sharing():
    """70,000 units, most of which occur once, among words that repeat."""
    once = units(70_000)
    repeated = once[:300]
    rng = np.random.default_rng(1)
    words = ["".join(rng.choice(list(repeated), 3)) for _ in range(200)]
    parts = [once[at : at + 2] + words[number % 200] for number, at in enumerate(range(300, len(once), 2))]
    return ["".join(parts[at : at + 40]) for at in range(0, len(parts), 40)]


@pytest.fixture(scope="module")
def wide():
    """70,000 units that all occur twice."""
    once = units(70_000)
    return [once, shuffled(once[:1000], 1), once[1000:]]


def assert_like_naive(table, runs):
    counts = naive.ngram_counts(runs, table.order)
    left, right = naive.neighbours(runs, table.order)
    grams = grams_of(table)
    assert dict(zip(grams, table.count.tolist(), strict=True)) == {
        gram: count for gram, count in counts.items() if count >= table.min_count
    }
    assert table.left_distinct.tolist() == [len(left[gram]) for gram in grams]
    assert table.right_distinct.tolist() == [len(right[gram]) for gram in grams]
    np.testing.assert_allclose(table.left_entropy, [naive.entropy(left[gram]) for gram in grams], rtol=0, atol=1e-9)
    np.testing.assert_allclose(table.right_entropy, [naive.entropy(right[gram]) for gram in grams], rtol=0, atol=1e-9)


def test_shared_ids(sharing):
    corpus = Corpus.from_texts(sharing, threads=2)
    assert corpus.ids.dtype == np.uint16
    assert corpus.shared_units is not None
    assert runs_of(corpus) == [list(text) for text in sharing]
    ids, counts, shared = corpus.counting_ids(2)
    assert ids.dtype == np.uint16
    assert shared == SHARED
    assert int(counts[SHARED]) == np.count_nonzero(ids == SHARED) == len(corpus.shared_units)
    assert corpus.counting_ids(1)[0].dtype == np.uint32


def test_wide_ids(wide):
    corpus = Corpus.from_texts(wide, threads=2)
    assert corpus.ids.dtype == np.uint32
    assert corpus.shared_units is None
    assert runs_of(corpus) == [list(text) for text in wide]


def test_counts_with_shared_ids(sharing):
    table = count_ngrams(Corpus.from_texts(sharing, threads=2), order=2, min_count=2, threads=2)
    assert len(table) > 600
    assert_like_naive(table, [list(text) for text in sharing])


def test_counts_with_wide_ids(wide):
    table = count_ngrams(Corpus.from_texts(wide), order=2, min_count=2, threads=2)
    assert len(table) > 130_000
    assert_like_naive(table, [list(text) for text in wide])


@pytest.mark.parametrize("order", [2, 5])
@pytest.mark.parametrize("name", ["sharing", "wide"])
def test_all_ids_agree(request, name, order):
    # min_count 1 counts with ids of 32 bits; 2 and 3 with those of the corpus.
    corpus = Corpus.from_texts(request.getfixturevalue(name))
    whole = count_ngrams(corpus, order=order, min_count=1)
    for min_count in (2, 3):
        assert_same_table(count_ngrams(corpus, order=order, min_count=min_count), whole.prune(min_count))


@pytest.mark.parametrize("n", [65_534, 65_535])
@pytest.mark.parametrize("times", [1, 2])
def test_about_the_limit(n, times):
    text = shuffled(units(n), n)
    corpus = Corpus.from_texts([text] * times)
    assert corpus.ids.dtype == (np.uint32 if n >= SHARED and times == 2 else np.uint16)
    assert (corpus.shared_units is not None) == (n >= SHARED and times == 1)
    assert corpus.vocabulary.texts == sorted(text)
    for min_count in (1, 2):
        table = count_ngrams(corpus, order=2, min_count=min_count)
        expected = Counter(dict.fromkeys([*text, *map("".join, itertools.pairwise(text))], times))
        assert dict(zip(table.texts, table.count.tolist(), strict=True)) == {
            gram: count for gram, count in expected.items() if count >= min_count
        }


def test_encoders_that_differ_in_width(tmp_path):
    # The first blocks have few units and get narrow ids, later ones wide ids.
    text = "\n".join(["\u8336" * 50] * 30_000 + [units(70_000)])
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    expected = Corpus.from_texts(text)
    from minent import read_corpus

    for threads in (1, 3):
        found = read_corpus(path, threads=threads)
        assert np.array_equal(found.ids, expected.ids)
        assert np.array_equal(found.shared_units, expected.shared_units)
        assert found.vocabulary.texts == expected.vocabulary.texts


def test_dropped_lines_with_wide_ids(tmp_path):
    # A unit beyond 16 bits in a line that is dropped must not be taken for one of a line that is kept.
    wide = units(70_000)
    path = tmp_path / "a.txt"
    path.write_bytes(wide.encode() + b"\n" + wide[-2:].encode() + b"\xff\n" + wide[-1:].encode())
    from minent import read_corpus

    corpus = read_corpus(path, errors="skip-line")
    assert runs_of(corpus) == [list(wide), [wide[-1]]]
    assert corpus.n_dropped_lines == 1
