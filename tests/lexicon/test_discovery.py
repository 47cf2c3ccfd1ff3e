"""Word discovery against a search through lists, and its parameters."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from minent import Corpus, build_lexicon, count_ngrams, find_words
from minent.errors import ParameterError
from minent.lexicon.options import DiscoveryOptions
from tests.naive import text as naive_text
from tests.naive.discovery import Discovery
from tests.strategies import HAN, han_texts, mixed_texts
from tests.tables import DISCOVERY_COLUMNS

LOOK_BACKS = ("none", "post", "strict")
# No PMI is log2 of a ratio of small numbers close to one of these, so no rounding decides.
THRESHOLDS = (-0.53, 0.17, 0.77, 1.27, 1.93, 2.57)


@st.composite
def cases(draw):
    order = draw(st.integers(1, 5))
    return {
        "texts": draw(han_texts | mixed_texts),
        "order": order,
        "min_count": draw(st.integers(1, 3)),
        "min_cohesion": draw(st.lists(st.sampled_from(THRESHOLDS), min_size=order - 1, max_size=order - 1)),
    }


def assert_like_naive(lexicon, search, words, separator=""):
    """Fail unless a lexicon holds the given words with the figures of the twin, best first."""
    expected = {separator.join(word): search.figures(word, count) for word, count in words.items()}
    assert set(lexicon.words) == set(expected)
    assert tuple(lexicon.columns) == DISCOVERY_COLUMNS
    for word, figures in expected.items():
        assert lexicon[word] == pytest.approx(figures, rel=1e-9, abs=1e-7), word
    keys = zip(lexicon.column("score").tolist(), lexicon.column("count").tolist(), lexicon.words, strict=True)
    keys = [(-score, -count, word) for score, count, word in keys]
    assert keys == sorted(keys)


@pytest.mark.parametrize("look_back", LOOK_BACKS)
@given(case=cases(), min_length=st.integers(1, 2), threads=st.integers(1, 3))
def test_join(look_back, case, min_length, threads):
    texts = case.pop("texts")
    lexicon = find_words(Corpus.from_texts(texts), **case, look_back=look_back, min_length=min_length, threads=threads)
    search = Discovery(naive_text.cut_all(texts), **case)
    words = {word: count for word, count in search.joined(look_back).items() if len(word) >= min_length}
    assert_like_naive(lexicon, search, words)


@given(case=cases(), min_entropy=st.sampled_from([0, 0.37, 0.71, 1.13]))
def test_entropy(case, min_entropy):
    texts = case.pop("texts")
    lexicon = find_words(Corpus.from_texts(texts), **case, method="entropy", min_entropy=min_entropy)
    search = Discovery(naive_text.cut_all(texts), **case)
    assert_like_naive(lexicon, search, search.free(min_entropy))


@given(texts=st.lists(st.text(alphabet="ab cd,", max_size=60), max_size=6), look_back=st.sampled_from(LOOK_BACKS))
def test_join_tokens(texts, look_back):
    options = {"order": 3, "min_count": 2, "min_cohesion": [0.17, 0.77]}
    lexicon = find_words(Corpus.from_texts(texts, unit="token"), **options, look_back=look_back)
    search = Discovery(naive_text.cut_all(texts, "token"), **options)
    words = {word: count for word, count in search.joined(look_back).items() if len(word) >= 2}
    assert_like_naive(lexicon, search, words, " ")


@pytest.mark.parametrize("look_back", LOOK_BACKS)
@pytest.mark.parametrize("seed", [1, 2])
def test_join_text_of_many_blocks(look_back, seed):
    # Runs far longer than the kernel's blocks of 1024 units, beside short ones.
    rng = np.random.default_rng(seed)
    words = ["".join(rng.choice(list(HAN), rng.integers(1, 8))) for _ in range(12)]
    texts = ["".join(rng.choice(words, size)) for size in (700, 1, 5, 400, 3, 30)]
    options = {"order": 4, "min_count": 5, "min_cohesion": [0.77, 1.27, 1.93]}
    lexicon = find_words(Corpus.from_texts(texts), **options, look_back=look_back)
    search = Discovery(naive_text.cut_all(texts), **options)
    words = {word: count for word, count in search.joined(look_back).items() if len(word) >= 2}
    assert len(words) >= 2
    assert_like_naive(lexicon, search, words)


@given(case=cases(), look_back=st.sampled_from(LOOK_BACKS), size=st.integers(1, 30))
def test_spans_and_threads_do_not_change_a_lexicon(case, look_back, size):
    corpus = Corpus.from_texts(case.pop("texts"))
    one = find_words(corpus, **case, look_back=look_back, threads=1)
    whole = Corpus.spans
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Corpus, "spans", lambda self: whole(self, size))
        many = find_words(corpus, **case, look_back=look_back, threads=3)
    assert many.words == one.words
    for name in DISCOVERY_COLUMNS:
        assert np.array_equal(many.column(name), one.column(name)), name


@given(case=cases(), low=st.integers(1, 4), more=st.integers(0, 3))
def test_length_limits(case, low, more):
    corpus = Corpus.from_texts(case.pop("texts"))
    every = find_words(corpus, **case, look_back="none", min_length=1)
    some = find_words(corpus, **case, look_back="none", min_length=low, max_length=low + more)
    length = every.column("length")
    expected = every.where((length >= low) & (length <= low + more))
    assert some.words == expected.words
    assert find_words(corpus, **case, look_back="none", min_length=low).words == every.where(length >= low).words


@given(case=cases(), look_back=st.sampled_from(LOOK_BACKS))
def test_a_given_table_is_used(case, look_back):
    corpus = Corpus.from_texts(case.pop("texts"))
    table = count_ngrams(corpus, order=case["order"], min_count=case["min_count"])
    assume(len(table))
    found = find_words(corpus, table=table, min_cohesion=case["min_cohesion"], look_back=look_back)
    expected = find_words(corpus, **case, look_back=look_back)
    assert found.words == expected.words


@given(case=cases())
def test_each_look_back_is_stricter(case):
    corpus = Corpus.from_texts(case.pop("texts"))
    none, post, strict = (find_words(corpus, **case, look_back=look_back) for look_back in LOOK_BACKS)
    assert set(strict) <= set(post) <= set(none)


# --- parameters


TEA, RED = "\u8336", "\u7ea2"
SENTENCES = [RED + TEA, TEA + RED + TEA, "\u7eff" + TEA, "\u77f3\u6865" + RED + TEA, "\u77f3\u6865"]
NAT = math.log2(math.e)


def test_defaults():
    assert DiscoveryOptions().thresholds == pytest.approx([2 * NAT, 4 * NAT, 6 * NAT])
    assert DiscoveryOptions(order=6).thresholds[-1] == pytest.approx(10 * NAT)
    assert DiscoveryOptions(order=3, method="entropy").thresholds == pytest.approx([math.log2(30)] * 2)
    corpus = Corpus.from_texts(SENTENCES * 40)
    expected = find_words(corpus, order=4, min_count=3, min_cohesion=DiscoveryOptions().thresholds, look_back="strict")
    assert find_words(corpus).words == expected.words
    expected = find_words(corpus, method="entropy", min_cohesion=[math.log2(30)] * 3, min_entropy=3 * NAT)
    assert find_words(corpus, method="entropy").words == expected.words


@pytest.mark.parametrize("texts", [[], [""], ["\u3002"], [TEA], [RED + TEA]])
@pytest.mark.parametrize("method", ["join", "entropy"])
@pytest.mark.parametrize("order", [1, 2, 4])
def test_text_with_no_words(texts, method, order):
    lexicon = find_words(Corpus.from_texts(texts), order=order, method=method)
    assert lexicon.words == []
    assert tuple(lexicon.columns) == DISCOVERY_COLUMNS


def test_words_of_one_unit():
    lexicon = find_words(Corpus.from_texts(SENTENCES), order=1, min_count=3, min_length=1)
    assert {word: lexicon[word]["count"] for word in lexicon} == {TEA: 5, RED: 3}


@pytest.mark.parametrize(
    "options",
    [
        {"method": "merge"},
        {"look_back": "all"},
        {"order": 0},
        {"order": 64},
        {"min_count": 0},
        {"min_length": 0},
        {"min_length": 3, "max_length": 2},
        {"min_entropy": 1.0},
        {"method": "entropy", "min_entropy": -1},
        {"method": "entropy", "min_entropy": math.nan},
        {"min_cohesion": [1.0, 2.0]},
        {"min_cohesion": [1.0, 2.0, 3.0, 4.0]},
        {"min_cohesion": []},
        {"min_cohesion": [1.0, 2.0, math.inf]},
        {"min_cohesion": [1.0, 2.0, "x"]},
        {"order": 2, "min_cohesion": [1.0, 2.0]},
        {"order": 1, "min_cohesion": [1.0]},
        {"threads": 0},
    ],
)
def test_wrong_parameters(options):
    with pytest.raises(ParameterError):
        find_words(Corpus.from_texts(SENTENCES), **options)


@pytest.mark.parametrize("n", [2, 4])
def test_thresholds_that_do_not_match_the_order(n):
    with pytest.raises(ParameterError, match=rf"^min_cohesion needs 3 values, .* order 4, not {n}$"):
        find_words(Corpus.from_texts(SENTENCES), min_cohesion=[1.0] * n)


def test_thresholds_must_match_the_order_of_a_given_table():
    corpus = Corpus.from_texts(SENTENCES)
    table = count_ngrams(corpus, order=3, min_count=2)
    find_words(corpus, table=table, min_cohesion=[1.0, 2.0])
    with pytest.raises(ParameterError, match=r"^min_cohesion needs 2 values, .* order 3, not 3$"):
        find_words(corpus, table=table, min_cohesion=[1.0, 2.0, 3.0])


def test_thresholds_must_match_the_order_of_an_empty_table():
    corpus = Corpus.from_texts([])
    table = count_ngrams(corpus, order=3, min_count=2)
    assert find_words(corpus, table=table, min_cohesion=[1.0, 2.0]).words == []


def test_thresholds_may_be_an_array():
    corpus = Corpus.from_texts(SENTENCES)
    lexicon = find_words(corpus, order=3, min_count=2, min_cohesion=np.array([2.0, 2.2]))
    assert lexicon.words == find_words(corpus, order=3, min_count=2, min_cohesion=[2.0, 2.2]).words


def test_build_lexicon_reads_counts_and_finds(tmp_path):
    (tmp_path / "a.txt").write_text("\n".join(SENTENCES), encoding="gb18030")
    options = {"order": 3, "min_count": 2, "min_cohesion": [0.2, 0.2]}
    lexicon = build_lexicon(tmp_path, encoding="gb18030", **options)
    assert "\u77f3\u6865" in lexicon
    assert lexicon.words == find_words(Corpus.from_texts(SENTENCES), **options).words


def test_table_of_another_corpus_is_refused():
    corpus = Corpus.from_texts([HAN[:4] * 5])
    other = Corpus.from_texts([HAN[1:5] * 5])
    with pytest.raises(ParameterError, match="was not counted on this corpus"):
        find_words(corpus, table=count_ngrams(other, min_count=1))
    pruned = count_ngrams(corpus, min_count=1)
    assert find_words(corpus, table=pruned, min_count=2).words == find_words(corpus, min_count=2).words
