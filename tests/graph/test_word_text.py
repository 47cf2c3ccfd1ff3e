"""Text as numbers of words: segmented by a lexicon, or token by token."""

from __future__ import annotations

import gzip
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus, Lexicon, Segmenter
from minent.errors import CorpusError, ParameterError
from minent.graph import WordText, read_word_text
from minent.segment.marks import without_marks
from tests.cli.running import CORPORA
from tests.strategies import MIXED

NUMBERS = {"红茶": 9, "绿茶": 5, "茶": 4, "好": 3, "0年": 3, "tea": 2, "的": 8}
LEXICON = Lexicon.from_words(NUMBERS)
MARKS = "。，！?,. -–…"


def stretches(text):
    """Runs of words between marks and line ends, by the public segmenter; all numbers are 0."""
    segmenter = Segmenter(LEXICON)
    for line in text.split("\n"):
        run = []
        for word in segmenter.segment(line):
            if word[0].isalnum():
                run.append(re.sub(r"^\d[\d.,]*(?=年?$)", "0", word))
            elif run:
                yield run
                run = []
        if run:
            yield run


def read_back(text):
    """Runs of words of a WordText."""
    runs, run = [], []
    for i in text.ids.tolist():
        if i:
            run.append(text.words[i - 1] if i <= len(text.words) else None)
        elif run:
            runs.append(run)
            run = []
    return runs


@given(st.text(alphabet=["红", "绿", "茶", "好", "的", "0", "7", "年", "t", "e", "a", "未", "\n", *MARKS], max_size=60))
def test_words_are_those_of_the_segmenter(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("text") / "text.txt"
    path.write_bytes(("红茶 " + text + "\n" + "红茶 " * 60).encode())
    read = read_word_text(path, lexicon=LEXICON, min_count=1)
    assert read_back(read) == list(stretches(path.read_text()))


KINDS = ["a", "b", "茶", "1", "2", "\u0301", "\u0e31", "\n", *"''  ..,,--_!(«，。", *MIXED]
PARTS = ["red", "don't", "3.5", "1,000", "茶", "well-made", "-", "--", ",", "(", "…", "。", "'"]


@given(st.text(alphabet=KINDS, max_size=40))
def test_tokens_without_marks_are_the_same_tokens(text):
    def tokens(text):
        read = WordText.from_corpus(Corpus.from_texts(["x", text], unit="token"), min_count=1)
        return [word for run in read_back(read) for word in run]

    assert tokens(without_marks(text.encode()).decode()) == tokens(text)


@given(st.lists(st.sampled_from(PARTS)))
def test_marks_between_tokens_are_passed_over(parts):
    left = without_marks(" ".join(parts).encode()).decode().split()
    assert left == [part for part in parts if any(character.isalnum() for character in part)]


def test_passing_over_marks(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("红茶，好。的茶\n绿茶 1998年！tea\n" + "红茶" * 20 + "\n")
    walls = read_word_text(path, lexicon=LEXICON, min_count=1)
    assert read_back(walls)[:5] == [["红茶"], ["好"], ["的", "茶"], ["绿茶", "0年"], ["tea"]]
    passed = read_word_text(path, lexicon=LEXICON, min_count=1, marks="pass")
    assert read_back(passed)[:2] == [["红茶", "好", "的", "茶"], ["绿茶", "0年", "tea"]]
    assert (passed.words, passed.counts.tolist()) == (walls.words, walls.counts.tolist())
    path.write_text('"Red," she said -- don\'t!\nGreen tea: 3.5\n')
    assert read_back(read_word_text(path, min_count=1, marks="pass")) == [
        ["Red", "she", "said", "don't"], ["Green", "tea", "3.5"]
    ]  # fmt: skip
    folded = read_word_text(path, min_count=1, marks="pass", fold_case=True, numbers="alike")
    assert read_back(folded) == [["red", "she", "said", "don't"], ["green", "tea", "0"]]
    characters = read_word_text(path, unit="char", min_count=1, marks="pass", latin="char")
    assert read_back(characters)[0] == ["R", "e", "d"]
    with pytest.raises(ParameterError, match="marks must be one of wall, pass"):
        read_word_text(path, marks="cut")


def test_passing_over_marks_in_bad_text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_bytes(b"red. tea\n\xff\nred tea\n")
    with pytest.raises(CorpusError, match="line 2"):
        read_word_text(path, min_count=1, marks="pass")
    read = read_word_text(path, min_count=1, marks="pass", errors="skip-line")
    assert read_back(read) == [["red", "tea"], ["red", "tea"]]


@pytest.mark.parametrize("mark", [c for c in MIXED if not c.isalnum()][:60])
def test_any_mark_is_a_boundary_or_part_of_a_word(tmp_path, mark):
    path = tmp_path / "text.txt"
    path.write_bytes(f"红茶{mark}绿茶\n红茶好的茶\n".encode())
    words = Segmenter(LEXICON).segment(f"红茶{mark}绿茶")
    runs = read_back(read_word_text(path, lexicon=LEXICON, min_count=1, threads=1))
    cut = mark == "\n" or not all(word[0].isalnum() for word in words)
    assert len(runs) == (3 if cut else 2), words


def test_compressed_files_threads_and_order_of_words(tmp_path):
    for name, text in (("a.txt", "绿茶好。红茶"), ("b.txt", "红茶好\n绿茶的")):
        with gzip.open(tmp_path / f"{name}.gz", "wt", encoding="utf-8") as stream:
            stream.write(text)
    texts = [read_word_text(tmp_path, lexicon=LEXICON, min_count=1, threads=threads) for threads in (1, 3)]
    assert texts[0].words == ["好", "红茶", "绿茶", "的"]  # equal counts by the word
    assert np.array_equal(texts[0].ids, texts[1].ids)
    assert texts[0].counts.tolist() == [2, 2, 2, 1]


def test_folding_and_json_lines(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "ＴＥＡ好"}\n{"text": "tea好"}\n', encoding="utf-8")
    options = {"jsonl_field": "text", "normalize": "width", "fold_case": True}
    read = read_word_text(path, lexicon=LEXICON, min_count=2, **options)
    assert read_back(read) == [["tea", "好"], ["tea", "好"]]


def test_tokens_are_words_without_a_lexicon(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The tea is hot. THE tea is green, it's tea.\n")
    read = read_word_text(path, min_count=2, fold_case=True)
    assert read.words == ["tea", "is", "the"]
    assert read_back(read) == [["the", "tea", "is", None], ["the", "tea", "is", None], [None, "tea"]]


def test_units_that_occur_once_share_an_id():
    text = " ".join(f"w{i}" for i in range(70_000)) + " tea pot tea pot"
    corpus = Corpus.from_texts([text], unit="token")
    assert corpus.shared_units is not None
    read = WordText.from_corpus(corpus, min_count=2)
    assert (read.words, int((read.ids > 2).sum())) == (["pot", "tea"], 70_000)
    assert WordText.from_corpus(corpus, min_count=1).words[:2] == ["pot", "tea"]


def test_a_lexicon_that_does_not_fit(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("天地玄黄宇宙洪荒日月盈昃辰宿列张红茶", encoding="utf-8")
    with pytest.raises(ParameterError, match=r"the lexicon does not fit the text: 5\.9% of its words are in it"):
        read_word_text(path, lexicon=LEXICON, min_count=1)


def test_errors(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("红茶\n".encode() + b"\xff\n")
    with pytest.raises(CorpusError, match=r"a\.txt: line 2, byte offset 7: not UTF-8"):
        read_word_text(path, lexicon=LEXICON, min_count=1)
    assert read_word_text(path, lexicon=LEXICON, min_count=1, errors="replace").words == ["红茶"]
    with pytest.raises(ParameterError, match="min_count must be at least 1"):
        read_word_text(path, min_count=0)
    with pytest.raises(ParameterError, match="max_words must be at least 1"):
        read_word_text(path, max_words=0)
    with pytest.raises(ParameterError, match="no word of the text occurs 9 times; the most frequent occurs 1 times"):
        read_word_text(path, lexicon=LEXICON, min_count=9, errors="replace")


def test_sample_corpus_reads_as_the_segmenter_says():
    from minent import learn_lexicon

    lexicon = learn_lexicon(CORPORA / "chinese")
    read = read_word_text(CORPORA / "chinese" / "tea.txt", lexicon=lexicon, min_count=1)
    segmenter = Segmenter(lexicon)
    words = segmenter.segment((CORPORA / "chinese" / "tea.txt").read_text(encoding="utf-8"))
    assert read.n_tokens == sum(word[0].isalnum() for word in words)
