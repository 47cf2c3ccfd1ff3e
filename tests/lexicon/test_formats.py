"""Lexicons as files: what is written is read back, and what is wrong is named with its line."""

from __future__ import annotations

import gzip
import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Lexicon, MinentError, read_lexicon, write_lexicon
from minent.errors import OutputError, ParameterError
from minent.lexicon.formats import FORMATS, SUFFIXES, format_of_suffix
from minent.lexicon.lexicon import INTEGER_COLUMNS
from tests.tables import DISCOVERY_COLUMNS

READABLE = [format for format in FORMATS if format != "table"]
COLUMNAR = ["tsv", "csv", "jsonl", "parquet"]

# No control characters, line ends or outer spaces: those no word list can carry.
_special = st.sampled_from(" \"',;|#\\\U00020000\U0001f600")
_characters = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | _special
_words = st.text(_characters, min_size=1, max_size=8).filter(lambda word: word == word.strip() != "word")
_lists = st.lists(_words, unique=True, max_size=8)


def _lexicon(words, seed=0, **columns):
    random = np.random.default_rng(seed)
    figures = {
        name: random.integers(0, 10**12, len(words)) if name in INTEGER_COLUMNS else random.normal(0, 100, len(words))
        for name in DISCOVERY_COLUMNS
    }
    return Lexicon(list(words), {**figures, **columns})


def _objects(values):
    column = np.empty(len(values), object)
    column[:] = values
    return column


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("lexicons")


@pytest.mark.parametrize("format", READABLE)
@given(words=_lists, seed=st.integers(0, 1000))
def test_round_trip(folder, format, words, seed):
    if format == "parquet":
        pytest.importorskip("pyarrow")
    lexicon = _lexicon(words, seed)
    path = folder / f"a.{format}"
    write_lexicon(lexicon, path, format)
    found = read_lexicon(path, format)
    assert found.words == words
    kept = {"jieba": ["count"], "ik": [], "words": []}.get(format, list(DISCOVERY_COLUMNS))
    if format == "jsonl" and not words:
        kept = []  # a file without a line names no columns
    assert list(found.columns) == kept
    for name in kept:
        assert found.column(name).dtype == lexicon.column(name).dtype
        exact = name in INTEGER_COLUMNS or format == "parquet"
        np.testing.assert_allclose(found.column(name), lexicon.column(name), rtol=0, atol=0 if exact else 5.1e-5)
    before = path.read_bytes()
    write_lexicon(found, path, format)
    assert format == "parquet" or path.read_bytes() == before, "a second trip changes nothing"


@given(words=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), unique=True, max_size=6))
def test_json_lines_carry_any_word(folder, words):
    write_lexicon(_lexicon(words), folder / "any.jsonl")
    assert read_lexicon(folder / "any.jsonl").words == words


@pytest.mark.parametrize("format", COLUMNAR)
def test_marks_and_examples(tmp_path, format):
    if format == "parquet":
        pytest.importorskip("pyarrow")
    examples = [["泡红茶吧", "红茶很香"], ['喝绿茶, "好"']]
    lexicon = _lexicon(["红茶", "绿茶"], known=np.array([True, False]), examples=_objects(examples))
    write_lexicon(lexicon, tmp_path / f"a.{format}")
    found = read_lexicon(tmp_path / f"a.{format}")
    assert found.column("known").dtype == bool
    assert found.column("known").tolist() == [True, False]
    assert found.column("examples").tolist() == examples


@pytest.mark.parametrize("format", COLUMNAR)
def test_word_without_examples(tmp_path, format):
    if format == "parquet":
        pytest.importorskip("pyarrow")
    lexicon = _lexicon(["红茶", "绿茶"], examples=_objects([[], ["喝绿茶"]]))
    write_lexicon(lexicon, tmp_path / f"a.{format}")
    assert read_lexicon(tmp_path / f"a.{format}").column("examples").tolist() == [[], ["喝绿茶"]]


@pytest.mark.parametrize("format", FORMATS)
def test_empty_lexicon(tmp_path, format):
    if format == "parquet":
        pytest.importorskip("pyarrow")
    write_lexicon(_lexicon([]), tmp_path / "empty", format)
    if format != "table":
        assert read_lexicon(tmp_path / "empty", format).words == []


def test_exact_bytes():
    lexicon = Lexicon(["红 茶", 'a"b'], {"count": np.array([12, 3]), "score": np.array([1.23456, -0.5])})
    expected = {
        "tsv": 'word\tcount\tscore\n红 茶\t12\t1.2346\na"b\t3\t-0.5000\n',
        "csv": 'word,count,score\n红 茶,12,1.2346\n"a""b",3,-0.5000\n',
        "jsonl": '{"word": "红 茶", "count": 12, "score": 1.2346}\n{"word": "a\\"b", "count": 3, "score": -0.5}\n',
        "jieba": '红 茶 12\na"b 3\n',
        "ik": '红 茶\na"b\n',
        "words": '红 茶\na"b\n',
        "table": 'word   count    score\n红 茶     12   1.2346\na"b        3  -0.5000\n',
    }
    for format, text in expected.items():
        stream = io.StringIO()
        write_lexicon(lexicon, stream, format)
        assert stream.getvalue() == text


def test_suffixes(tmp_path):
    lexicon = Lexicon(["红茶", "绿茶"], {"count": np.array([2, 1])})
    for suffix, format in SUFFIXES.items():
        if format != "parquet":
            write_lexicon(lexicon, tmp_path / f"a{suffix}")
            write_lexicon(lexicon, tmp_path / "b", format)
            assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / "b").read_bytes()
            assert read_lexicon(tmp_path / f"a{suffix}").words == lexicon.words
    assert format_of_suffix("a.TSV") == format_of_suffix("a") == format_of_suffix("a.b/c") == "tsv"
    with pytest.raises(ParameterError, match=r"'\.doc'.*--format"):
        format_of_suffix("a.doc")


@pytest.mark.parametrize("name", ["a.txt", "a.dic", "a.dict", "a.utf8", "a"])
def test_text_files_are_looked_into(tmp_path, name):
    lexicon = Lexicon(["红茶", "light room"], {"count": np.array([2, 1])})
    for format, columns in ("tsv", ["count"]), ("jieba", ["count"]), ("words", []):
        write_lexicon(lexicon, tmp_path / name, format)
        found = read_lexicon(tmp_path / name)
        assert (found.words, list(found.columns)) == (lexicon.words, columns)


def test_word_list_that_begins_with_the_word_word(tmp_path):
    (tmp_path / "a.txt").write_text("word\nlist\n", encoding="utf-8")
    assert read_lexicon(tmp_path / "a.txt").words == ["word", "list"]


def test_what_other_programs_write(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff红茶 12 n\r\n\r\n绿茶\t7\r\nAT&T 3 nz\r\n".encode())
    found = read_lexicon(path)
    assert found.words == ["红茶", "绿茶", "AT&T"]
    assert found.column("count").tolist() == [12, 7, 3]
    path.write_bytes("\ufeff红茶\r\n\r\n绿茶".encode())
    assert read_lexicon(path).words == ["红茶", "绿茶"]
    (tmp_path / "a.tsv").write_bytes("\ufeffword\tcount\r\n红茶\t5\r\n\r\n".encode())
    assert read_lexicon(tmp_path / "a.tsv")["红茶"] == {"count": 5}
    (tmp_path / "a.csv").write_bytes('\ufeff"word","count"\r\n"红,茶","5"\r\n'.encode())
    assert read_lexicon(tmp_path / "a.csv")["红,茶"] == {"count": 5}


def test_compressed(tmp_path):
    for name, text in (
        ("a.tsv.gz", "word\tcount\n红茶\t5\n"),
        ("a.txt.gz", "红茶 5\n"),
        ("a.jsonl.gz", '{"word": "红茶"}\n'),
    ):
        (tmp_path / name).write_bytes(gzip.compress(text.encode()))
        assert read_lexicon(tmp_path / name).words == ["红茶"]


def test_missing_file_and_unknown_format(tmp_path):
    for name in ("gone.tsv", "gone.txt", "gone.parquet"):
        with pytest.raises(MinentError, match="gone"):
            read_lexicon(tmp_path / name)
    with pytest.raises(ParameterError, match="format must be one of"):
        read_lexicon(tmp_path / "a", "table")
    with pytest.raises(ParameterError, match="format must be one of"):
        write_lexicon(_lexicon(["红茶"]), tmp_path / "a", "xml")
    with pytest.raises(ParameterError, match="binary"):
        write_lexicon(_lexicon(["红茶"]), io.StringIO(), "parquet")
    with pytest.raises(ParameterError, match="no column 'count'"):
        write_lexicon(Lexicon(["红茶"], {}), io.StringIO(), "jieba")
    with pytest.raises(OutputError):
        write_lexicon(_lexicon(["红茶"]), tmp_path / "no" / "a.tsv")


def test_failure_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(ParameterError):
        write_lexicon(Lexicon(["红茶"], {}), path, "jieba")
    assert path.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_jieba_loads_the_dictionary(tmp_path):
    jieba = pytest.importorskip("jieba")
    path = tmp_path / "userdict.txt"
    words = ["斜拉索", "light room", "B2B 平台", "潮间带"]
    write_lexicon(_lexicon(words, count=np.array([40, 30, 20, 10])), path, "jieba")
    tokenizer = jieba.Tokenizer()
    with path.open("rb") as stream:  # jieba does not close what it opens
        tokenizer.load_userdict(stream)
    assert [tokenizer.FREQ[word] for word in words] == [40, 30, 20, 10]
    assert "斜拉索" in tokenizer.lcut("检查斜拉索的拉力", HMM=False)


def test_json_lines_are_json(tmp_path):
    write_lexicon(_lexicon(["红茶", "绿\u2028茶"]), tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_bytes().split(b"\n")
    assert [json.loads(line)["word"] for line in lines[:-1]] == ["红茶", "绿\u2028茶"]
