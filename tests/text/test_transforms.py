"""JSON Lines, folding and de-duplication."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus, read_corpus
from minent.errors import CorpusError
from minent.text import sources
from tests.naive import text as naive
from tests.strategies import texts
from tests.tables import runs_of

BLOCK = 1 << 21


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.txt"


def write_lines(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    return path


def jsonl(path, **options):
    return read_corpus(path, jsonl_field="text", **options)


# --- JSON Lines


def test_jsonl(path):
    records = [{"text": "\u7ea2\u8336", "id": 1}, {"id": 2, "text": "\u7eff\n\u8336"}, {"text": ""}]
    write_lines(path, *(json.dumps(record) for record in records), "", "  ")
    assert runs_of(jsonl(path)) == [["\u7ea2", "\u8336"], ["\u7eff"], ["\u8336"]]


@given(texts=texts)
def test_jsonl_holds_any_text(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("jsonl") / "a.jsonl"
    write_lines(path, *(json.dumps({"text": text}, ensure_ascii=len(text) % 2 == 0) for text in texts))
    assert runs_of(jsonl(path)) == naive.cut_all(texts)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": ', "not JSON (Expecting value at column 10); --errors skip-line passes over such lines"),
        ("\u7ea2\u8336", "not JSON (Expecting value at column 1); --errors skip-line passes over such lines"),
        ('{"texts": "a"}', "no field 'text'; name the text field with --jsonl-field"),
        ('["text"]', "no field 'text'; name the text field with --jsonl-field"),
        ('{"text": 7}', "field 'text' is not a string"),
        ('{"text": null}', "field 'text' is not a string"),
        ('{"text": "\\ud800"}', "field 'text' holds a lone surrogate; --errors replace makes it a boundary"),
    ],
)
def test_wrong_record(path, line, message):
    write_lines(path, '{"text": "a"}', "", line, '{"text": "b"}')
    with pytest.raises(CorpusError) as raised:
        jsonl(path)
    assert str(raised.value) == f"{path}: line 3: {message}"
    assert (raised.value.line, raised.value.source) == (3, str(path))


@pytest.mark.parametrize("line", ['{"text": ', '{"texts": "c"}', "[1]", '{"text": 7}', "[" * 100_000])
def test_skip_line_passes_over_a_wrong_record(path, line):
    write_lines(path, '{"text": "a"}', line, '{"text": "b"}')
    assert runs_of(jsonl(path, errors="skip-line")) == [["a"], ["b"]]


def test_skip_line_counts_wrong_records(path):
    write_lines(path, '{"text": "a"}', "[1]")
    assert jsonl(path, errors="skip-line").n_dropped_lines == 1


def test_deep_nesting_is_an_error_of_the_line(path):
    write_lines(path, "[" * 100_000)
    with pytest.raises(CorpusError, match="line 1: "):
        jsonl(path)


def test_lone_surrogate_is_a_boundary(path):
    write_lines(path, '{"text": "ab\\ud800cd"}')
    assert runs_of(jsonl(path, errors="replace")) == [["ab"], ["cd"]]


def test_wrong_record_in_a_later_block(path):
    record = json.dumps({"text": "\u8336\n\u8336"})
    n = BLOCK // len(record) + 100
    write_lines(path, *[record] * n, "{")
    with pytest.raises(CorpusError) as raised:
        jsonl(path)
    assert raised.value.line == n + 1


def test_invalid_bytes_in_jsonl(path):
    path.write_bytes(b'{"text": "a"}\n{"text": "\xff"}\n')
    with pytest.raises(CorpusError) as raised:
        jsonl(path)
    assert (raised.value.line, raised.value.offset) == (2, 24)


# --- folding


@given(texts=texts)
def test_nfkc(texts):
    folded = [unicodedata.normalize("NFKC", text) for text in texts]
    assert runs_of(Corpus.from_texts(texts, normalize="nfkc")) == naive.cut_all(folded)


@given(texts=texts)
def test_fold_case(texts):
    assert runs_of(Corpus.from_texts(texts, fold_case=True)) == naive.cut_all([text.casefold() for text in texts])


def test_width_maps_full_width_ascii_and_nothing_else(path):
    every = "".join(map(chr, range(0xFF01, 0xFF5F)))
    ascii_ = "".join(map(chr, range(0x21, 0x7F)))
    write_lines(path, every, "\u8336\u3000\u7ea2", "\u8336\u3001\u7ea2", "\uff76\u00b2")
    expected = naive.cut_all([ascii_, "\u8336 \u7ea2", "\u8336\u3001\u7ea2", "\uff76\u00b2"], "token")
    assert runs_of(read_corpus(path, normalize="width", unit="token")) == expected


def test_folding_a_file(path):
    write_lines(path, "\uff34\uff45\uff41\uff11", "\ufb01ne \u00c9T\u00c9")
    assert runs_of(read_corpus(path)) == [["\uff34\uff45\uff41\uff11"], ["\ufb01ne"], ["\u00c9T\u00c9"]]
    assert runs_of(read_corpus(path, normalize="nfkc", fold_case=True)) == [["tea1"], ["fine"], ["\u00e9t\u00e9"]]


# --- de-duplication


def test_lines_once(path):
    write_lines(path, "\u7ea2\u8336", "\u7eff\u8336", "", "\u7ea2\u8336 \r", "\u7ea2\u8336\u3002", "", "\u7eff\u8336")
    corpus = read_corpus(path, dedup="lines")
    assert runs_of(corpus) == [["\u7ea2", "\u8336"], ["\u7eff", "\u8336"], ["\u7ea2", "\u8336"]]
    assert corpus.n_duplicates == 2


def test_lines_once_over_files(tmp_path):
    write_lines(tmp_path / "a.txt", "ab", "cd")
    write_lines(tmp_path / "b.txt", "cd", "ef")
    corpus = read_corpus(tmp_path, dedup="lines")
    assert runs_of(corpus) == [["ab"], ["cd"], ["ef"]]
    assert corpus.n_duplicates == 1


def test_folded_lines_are_compared(path):
    write_lines(path, "Tea", "tea")
    assert read_corpus(path, dedup="lines", fold_case=True).n_duplicates == 1
    assert read_corpus(path, dedup="lines").n_duplicates == 0


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("chunk", [5, 11, BLOCK])
def test_documents_once(path, monkeypatch, chunk, end):
    monkeypatch.setattr(sources, "CHUNK", chunk)
    documents = ["ab\ncd", "ef", "ab\nxy", "ab\ncd", "ef", "cd"]
    path.write_bytes("\n\n".join(documents).replace("\n", end).encode())
    corpus = read_corpus(path, dedup="documents")
    assert runs_of(corpus) == [["ab"], ["cd"], ["ef"], ["ab"], ["xy"], ["cd"]]
    assert corpus.n_duplicates == 2


def test_records_once(path):
    write_lines(path, *(json.dumps({"text": text}) for text in ["a\n\nb", "a", "a\n\nb", "b", "a"]))
    corpus = jsonl(path, dedup="documents")
    assert runs_of(corpus) == [["a"], ["b"], ["a"], ["b"]]
    assert corpus.n_duplicates == 2


@given(texts=st.lists(st.sampled_from(["\u7ea2\u8336", "\u8336", "", " ", "\u8336 ", "a\nb", "b"]), max_size=8))
def test_texts_once(texts):
    kept = {text.strip(): text for text in reversed(texts) if text.strip()}
    expected = [run for text in texts if (text.strip() in kept) for run in naive.cut(kept.pop(text.strip()))]
    corpus = Corpus.from_texts(texts, dedup="documents")
    assert runs_of(corpus) == expected
    assert corpus.n_duplicates == sum(bool(text.strip()) for text in texts) - len({t.strip() for t in texts} - {""})
