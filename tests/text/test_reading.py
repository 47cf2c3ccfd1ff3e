"""Where text comes from: files, directories, globs, standard input, compressed files."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import sys

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus, read_corpus
from minent.errors import CorpusError
from minent.text import sources
from minent.text.sources import find_sources
from tests.strategies import mixed_texts
from tests.tables import runs_of

TEXT = "\u7ea2\u8336\u548c\u7eff\u8336\u3002\n\u7eff\u8336 tea 7\n"
RUNS = [[*"\u7ea2\u8336\u548c\u7eff\u8336"], [*"\u7eff\u8336"], ["tea"], ["7"]]
COMPRESSORS = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": lambda data: zstandard.ZstdCompressor().compress(data),
}
compressors = pytest.mark.parametrize("suffix", COMPRESSORS)


def written(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def names(found):
    return [source.path.name for source in found]


def test_plain_file(tmp_path):
    corpus = read_corpus(written(tmp_path / "a.txt", TEXT))
    assert runs_of(corpus) == RUNS
    assert (corpus.n_dropped_lines, corpus.n_duplicates) == (0, 0)


def test_path_as_string(tmp_path):
    assert runs_of(read_corpus(str(written(tmp_path / "a", TEXT)))) == RUNS


@compressors
def test_compressed_file(tmp_path, suffix):
    path = written(tmp_path / f"a.txt{suffix}", COMPRESSORS[suffix](TEXT.encode()))
    assert runs_of(read_corpus(path)) == RUNS


@compressors
def test_several_compressed_frames_follow_each_other(tmp_path, suffix):
    path = written(tmp_path / f"a.txt{suffix}", COMPRESSORS[suffix](TEXT.encode()) * 2)
    assert runs_of(read_corpus(path)) == RUNS * 2


@compressors
@pytest.mark.parametrize("kept", [0.5, 0.99])
def test_truncated_compressed_file(tmp_path, suffix, kept):
    data = COMPRESSORS[suffix](b"".join(b"tea %d\n" % number for number in range(100_000)))
    path = written(tmp_path / f"a.txt{suffix}", data[: int(len(data) * kept)])
    with pytest.raises(CorpusError, match="damaged or truncated compressed data") as raised:
        read_corpus(path)
    assert str(raised.value).startswith(f"{path}: ")


@compressors
def test_file_that_is_not_compressed(tmp_path, suffix):
    with pytest.raises(CorpusError):
        read_corpus(written(tmp_path / f"a.txt{suffix}", TEXT))


@pytest.mark.parametrize("jsonl", [False, True])
def test_directory_holds_its_text_files_sorted(tmp_path, jsonl):
    for name in ["b.txt", "a.md", "c/d.TXT", "c/e.text.gz", "f.utf8.zst", "g.jsonl", "h.ndjson.xz", "i.csv", ".j.txt"]:
        written(tmp_path / name, "")
    written(tmp_path / ".git/k.txt", "")
    (tmp_path / "l.txt").mkdir()
    expected = ["g.jsonl", "h.ndjson.xz"] if jsonl else ["a.md", "b.txt", "d.TXT", "e.text.gz", "f.utf8.zst"]
    assert names(find_sources(tmp_path, jsonl=jsonl)) == expected


def test_directory_is_read_in_order(tmp_path):
    written(tmp_path / "2.txt", "\u8336")
    written(tmp_path / "1.txt", "\u7ea2")
    assert runs_of(read_corpus(tmp_path)) == [["\u7ea2"], ["\u8336"]]


def test_glob(tmp_path):
    for name in ["b1.txt", "a1.txt", "a2.log", "c/a3.txt"]:
        written(tmp_path / name, "")
    (tmp_path / "a4").mkdir()
    assert names(find_sources(str(tmp_path / "a*"))) == ["a1.txt", "a2.log"]
    assert names(find_sources(str(tmp_path / "**" / "*.txt"))) == ["a1.txt", "b1.txt", "a3.txt"]


def test_a_file_may_have_a_name_like_a_glob(tmp_path):
    assert names(find_sources(written(tmp_path / "a[1].txt", ""))) == ["a[1].txt"]


def test_a_file_given_twice_is_read_once(tmp_path):
    path = written(tmp_path / "a.txt", TEXT)
    assert runs_of(read_corpus([path, tmp_path, str(tmp_path / "*.txt")])) == RUNS


def test_several_files_do_not_run_together(tmp_path):
    paths = [written(tmp_path / name, text) for name, text in [("a", "\u7ea2"), ("b", "\u8336"), ("c", "")]]
    assert runs_of(read_corpus(paths)) == [["\u7ea2"], ["\u8336"]]


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert runs_of(read_corpus("-")) == RUNS


def test_closed_standard_input(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO())
    stream.close()
    monkeypatch.setattr(sys, "stdin", stream)
    with pytest.raises(CorpusError, match=r"^<stdin>: standard input is closed; name a file$"):
        read_corpus("-")


def test_missing_file(tmp_path):
    path = tmp_path / "none.txt"
    with pytest.raises(CorpusError) as raised:
        read_corpus(path)
    assert str(raised.value) == f"{path}: no such file or directory"
    assert raised.value.source == str(path)


def test_glob_without_match(tmp_path):
    pattern = str(tmp_path / "*.txt")
    with pytest.raises(CorpusError) as raised:
        read_corpus(pattern)
    assert str(raised.value) == f"{pattern}: no file matches"


def test_directory_without_text(tmp_path):
    written(tmp_path / "a.csv", TEXT)
    with pytest.raises(CorpusError) as raised:
        read_corpus(tmp_path)
    expected = "holds no text files (.txt .text .utf8 .md, or compressed); name files instead"
    assert str(raised.value) == f"{tmp_path}: {expected}"


def test_no_paths():
    with pytest.raises(CorpusError, match=r"^no corpus given; name a file, a directory or - for standard input$"):
        read_corpus([])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user")
def test_file_without_permission(tmp_path):
    path = written(tmp_path / "a.txt", TEXT)
    path.chmod(0)
    with pytest.raises(CorpusError, match="cannot read: Permission denied"):
        read_corpus(path)


@pytest.mark.parametrize("data", ["", "\n", "\n\n\n", " \t\r\n", "\u3002\n"])
def test_text_without_units(tmp_path, data):
    corpus = read_corpus(written(tmp_path / "a.txt", data))
    assert len(corpus.vocabulary) == corpus.n_tokens == 0
    assert corpus.ids.tolist() == [0] * 9


def test_crlf_and_bom(tmp_path):
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    assert runs_of(read_corpus(written(tmp_path / "a.txt", data))) == RUNS


def test_nul_bytes_are_boundaries(tmp_path):
    assert runs_of(read_corpus(written(tmp_path / "a.txt", b"\0ab\0cd\0\n\0"))) == [["ab"], ["cd"]]


def test_one_line_of_several_blocks(tmp_path):
    corpus = read_corpus(written(tmp_path / "a.txt", "\u7ea2\u8336" * 834_000))
    assert corpus.n_tokens == 1_668_000
    assert corpus.unit_counts.tolist() == [834_000, 834_000]
    assert corpus.ids[1:-9].all()


@given(texts=mixed_texts, chunk=st.integers(1, 40), threads=st.sampled_from([1, 2]))
def test_the_size_of_a_block_does_not_matter(tmp_path_factory, texts, chunk, threads):
    path = written(tmp_path_factory.mktemp("blocks") / "a.txt", "\n".join(texts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "CHUNK", chunk)
        found = read_corpus(path, threads=threads)
    expected = Corpus.from_texts("\n".join(texts))
    assert found.ids.tolist() == expected.ids.tolist()
    assert found.vocabulary.texts == expected.vocabulary.texts


class Recorder:
    """A progress that keeps what it is told."""

    def __init__(self):
        self.total = None
        self.advanced = 0
        self.finished = False

    def start(self, label, total, unit=""):
        self.label, self.total, self.unit = label, total, unit

    def advance(self, amount):
        self.advanced += amount

    def finish(self):
        self.finished = True


@pytest.mark.parametrize("suffix", ["", *COMPRESSORS])
def test_progress_adds_up_to_the_bytes_on_disk(tmp_path, suffix):
    data = TEXT.encode() * 1000
    path = written(tmp_path / f"a.txt{suffix}", COMPRESSORS[suffix](data) if suffix else data)
    progress = Recorder()
    read_corpus(path, progress=progress)
    assert (progress.label, progress.unit, progress.finished) == ("reading", "B", True)
    assert progress.advanced == progress.total == path.stat().st_size
