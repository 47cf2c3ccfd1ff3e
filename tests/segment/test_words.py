"""Text as a corpus whose units are the words of a lexicon."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Lexicon, Segmenter
from minent.errors import CorpusError, ParameterError
from minent.segment import read_words

WORDS = Lexicon(["红茶", "绿茶", "好", "茶", "0年"], {"count": np.array([5, 5, 3, 1, 4])})


def runs(corpus):
    """The words of each stretch between marks."""
    texts = ["|", *corpus.vocabulary.texts]
    return [run.split() for run in " ".join(texts[i] for i in corpus.ids.tolist()).split("|") if run.strip()]


def test_words_of_a_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("红茶好，1998年绿茶3.5元。\n2026年\n白茶Tea\n", encoding="utf-8")
    corpus = read_words(path, Segmenter(WORDS))
    assert runs(corpus) == [["红茶", "好"], ["0年", "绿茶", "0", "元"], ["0年"], ["白", "茶", "Tea"]]
    assert corpus.options.unit == "token"
    assert dict(zip(corpus.vocabulary.texts, corpus.unit_counts.tolist(), strict=True))["0年"] == 2


def test_phrases_stay_together(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("In New York it rains\n", encoding="utf-8")
    segmenter = Segmenter(Lexicon(["new york", "rains"], {"count": np.array([5, 5])}), unit="token", fold_case=True)
    assert runs(read_words(path, segmenter)) == [["in", "new_york", "it", "rains"]]


def test_sources_and_options(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"t": "红茶"}) + "\n" + json.dumps({"t": "红茶"}) + "\n")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress("绿茶好".encode("gb18030")))
    segmenter = Segmenter(WORDS)
    assert runs(read_words(tmp_path / "a.jsonl", segmenter, jsonl_field="t", dedup="lines")) == [["红茶"]]
    assert runs(read_words(tmp_path / "b.txt.gz", segmenter, encoding="gb18030")) == [["绿茶", "好"]]
    with pytest.raises(ParameterError, match="unit is an option of the segmenter"):
        read_words(tmp_path / "b.txt.gz", segmenter, unit="token")


def test_invalid_bytes(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("红茶\n绿\n".encode() + b"\xff\n" + "好\n".encode())
    segmenter = Segmenter(WORDS)
    with pytest.raises(CorpusError, match=r"a\.txt: line 3"):
        read_words(path, segmenter)
    assert runs(read_words(path, segmenter, errors="skip-line")) == [["红茶"], ["绿"], ["好"]]
    assert runs(read_words(path, segmenter, errors="replace")) == [["红茶"], ["绿"], ["好"]]


def test_threads_change_nothing(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("".join(f"红茶{i}好，绿茶{i % 7}年\n" for i in range(200_000)), encoding="utf-8")
    one, two = (read_words(path, Segmenter(WORDS), threads=threads) for threads in (1, 2))
    assert np.array_equal(one.ids, two.ids)
    assert one.vocabulary.texts == two.vocabulary.texts


@given(st.text(st.sampled_from("红绿茶好年19，。 .元ab\n"), max_size=30))
def test_spellings_are_those_of_the_words(text):
    segmenter = Segmenter(WORDS)
    words, spelled = segmenter.segment(text), segmenter.spelled(text)
    assert len(words) == len(spelled)
    known = set(segmenter.spellings)
    for word, spelling in zip(words, spelled, strict=True):
        assert spelling == word or spelling in known or spelling == "0"
