"""Lexicons that are not as they should be: the message names the file and the line."""

from __future__ import annotations

import pytest

from minent import read_lexicon
from minent.errors import FormatError, InputError
from minent.lexicon import read_words

MALFORMED = {
    "tsv": [
        ("count\tword\n", 1, "header"),
        ("", 1, "header"),
        ("红茶\t5\n", 1, "header"),
        ("word\tcount\n红茶\t5\n绿茶\n", 3, "1 columns where the header has 2"),
        ("word\tcount\n\n红茶\t5\t6\n", 3, "3 columns where the header has 2"),
        ("word\tcount\n红茶\tfive\n", 2, "count is not a number: 'five'"),
        ("word\tcount\n红茶\t1.5\n", 2, "count is not a number"),
        ("word\tcount\n红茶\t\n", 2, "count is not a number"),
        ("word\tcount\n红茶\t-5\n", 2, "count is negative: -5"),
        ("word\tscore\n红茶\tx\n", 2, "score is not a number"),
        ("word\tcount\n红茶\t5\n绿茶\t5\n红茶\t5\n", 4, "'红茶' stands on line 2 already"),
        ("word\tcount\n\t5\n", 2, "no word"),
        ("word\tcount\n红茶\t99999999999999999999\n", 2, "count"),
        ("word\tcount\tcount\n红茶\t5\t6\n", 1, "count"),
        ("word\thop\n红茶\t-1\n", 2, "hop is negative: -1"),
        ("word\tscore\n红茶\tnan\n", 2, "score is not a number: 'nan'"),
        ("word\tcount\n红茶\t" + "9" * 5000 + "\n", 2, "count is not a number: '999"),
        ("word\tknown\n红茶\tyes\n绿茶\tmaybe\n", 3, "known is neither yes nor no: 'maybe'"),
    ],
    "csv": [
        ("word;count\n红茶;5\n", 1, "header"),
        ("word,count\n红茶,5\n绿茶\n", 3, "1 columns where the header has 2"),
        ('word,count\n"红茶,5\n绿茶,6\n', 2, "not CSV"),
        ('word,count\n"红茶' + "茶,5\n" * 50_000, 2, ""),
    ],
    "jsonl": [
        ('{"word": "红茶"}\n{"word": \n', 2, "not a JSON object"),
        ('{"word": "红茶"}\n["绿茶"]\n', 2, "not a JSON object"),
        ('{"word": "红茶"}\n5\n', 2, "not a JSON object"),
        ('{"count": 5}\n', 1, "field 'word'"),
        ('{"word": 5}\n', 1, ""),
        ('{"word": "红茶", "count": 5}\n{"word": "绿茶"}\n', 2, "fields differ"),
        ('{"word": "红茶", "count": null}\n', 1, "count is not a number"),
        ('{"word": "红茶"}\n\n{"word": "红茶"}\n', 3, "stands on line 1 already"),
        ('{"word": "红茶"}\n' + "[" * 100_000 + "\n", 2, "not a JSON object"),
        ('{"word": "红茶", "count": 5.5}\n', 1, "count is not a number: 5.5"),
        ('{"word": "红茶", "count": true}\n', 1, "count is not a number: True"),
        ('{"word": "红茶", "count": Infinity}\n', 1, "count is out of range: inf"),
        ('{"word": "红茶", "count": -Infinity}\n', 1, "count is out of range: -inf"),
        ('{"word": "红茶", "count": NaN}\n', 1, "count is not a number: nan"),
        ('{"word": "红茶", "score": true}\n', 1, "score is not a number: True"),
        ('{"word": "红茶", "count": ' + "9" * 5000 + "}\n", 1, "not a JSON object"),
        ('{"word": "红茶", "known": 1}\n', 1, "known is neither yes nor no: 1"),
        ('{"word": "红茶", "examples": 5}\n', 1, "examples is no list of texts: 5"),
        ('{"word": "红茶", "examples": [5]}\n', 1, "examples is no list of texts"),
        ('{"word": "红\\ud800"}\n', 1, "lone surrogate"),
    ],
    "jieba": [
        ("红茶 5\n绿茶\n", 2, "not 'word count'"),
        ("红茶 five\n", 1, "not 'word count'"),
        ("红茶 -5\n", 1, "not 'word count'"),
        ("红茶 5\n红茶 6 n\n", 2, "stands on line 1 already"),
    ],
    "words": [("红茶\n\n 红茶 \n", 3, "stands on line 1 already")],
    "ik": [("红茶\n红茶\n", 2, "stands on line 1 already")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("format", "text", "line", "message"), [(format, *case) for format, cases in MALFORMED.items() for case in cases]
)
def test_malformed(tmp_path, format, text, line, message):
    path = tmp_path / "bad"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as raised:
        read_lexicon(path, format)
    assert (raised.value.path, raised.value.line) == (str(path), line)
    assert str(raised.value).startswith(f"{path}: line {line}: ")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("format", ["tsv", "csv", "jsonl", "jieba", "words", "ik"])
def test_not_utf8(tmp_path, format):
    path = tmp_path / "bad"
    path.write_bytes("word\tcount\n红茶\t5\n".encode("gb18030"))
    with pytest.raises(FormatError, match=r"line 2: not UTF-8 .* iconv") as raised:
        read_lexicon(path, format)
    assert str(raised.value).startswith(str(path))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("红茶 5\n绿茶 -5\n茶园 3\n", 2, "not 'word count'"),
        ("红茶 -5\n绿茶 5\n", 1, "not 'word count'"),
        ("红茶 5\n绿茶\n茶园 3\n", 2, "not 'word count'"),
        ("红茶\t5.5\n绿茶\t3\n", 1, "not 'word count'"),
        ("红茶 5 2.5\n", 1, "not 'word count'"),
        ("红茶 5\n" * 30, 2, "stands on line 1 already"),
        ("红茶\n绿茶\n红茶\n", 3, "stands on line 1 already"),
    ],
)
def test_text_files_whose_format_is_found_out(tmp_path, text, line, message):
    path = tmp_path / "lexicon.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as raised:
        read_lexicon(path)
    assert raised.value.line == line
    assert message in str(raised.value)


def test_other_encodings_than_utf8(tmp_path):
    for encoding in ("utf-16", "gb18030", "big5"):
        (tmp_path / "a.txt").write_bytes("茶\n".encode(encoding))
        for read in (read_lexicon, lambda path: read_words([path])):
            with pytest.raises(FormatError, match=r"a\.txt: line 1: not UTF-8"):
                read(tmp_path / "a.txt")


def test_folder_of_lexicons(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("红茶\n", encoding="utf-8")
    with pytest.raises(InputError, match="2 files; name one"):
        read_lexicon(tmp_path)


def test_malformed_parquet(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "bad.parquet"
    tables = [
        {"term": ["红茶"]},
        {"word": ["红茶", "红茶"]},
        {"word": ["红茶", None]},
        {"word": ["红茶"], "count": [None]},
        {"word": [5]},
    ]
    for table in tables:
        parquet.write_table(pyarrow.table(table), path)
        with pytest.raises(FormatError, match=r"bad\.parquet"):
            read_lexicon(path)
    for data in (b"", b"hello", path.read_bytes()[:-9]):
        path.write_bytes(data)
        with pytest.raises(FormatError, match=r"bad\.parquet"):
            read_lexicon(path)
