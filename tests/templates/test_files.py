"""Templates written and read."""

from __future__ import annotations

import gzip
import io

import numpy as np
import pytest

from minent.errors import FormatError, ParameterError
from minent.templates import find_templates, read_templates, write_templates
from minent.text import Corpus

TEXT = [f"from {a}{b} to {b}{a}" for a in "abcdefgh" for b in "uvw" for _ in range(2)] + ["more than that"] * 9


@pytest.fixture(scope="module")
def templates():
    return find_templates(Corpus.from_texts(TEXT, unit="token"), threads=1, words=True)


@pytest.mark.parametrize("name", ["t.tsv", "t.csv", "t.jsonl", "t.tsv.gz"])
def test_what_is_written_is_read(templates, tmp_path, name):
    path = tmp_path / name.removesuffix(".gz")
    write_templates(templates, path)
    if name.endswith(".gz"):
        (tmp_path / name).write_bytes(gzip.compress(path.read_bytes()))
    read = read_templates(tmp_path / name)
    assert list(read) == list(templates)
    assert list(read.widths) == [dict(widths) for widths in templates.widths]
    assert list(read.followers) == list(templates.followers)
    assert {"that": 9} in read.followers
    for column in templates.columns:
        assert np.allclose(read.columns[column], templates.columns[column], atol=1e-4)


def test_tables_for_people(templates):
    stream = io.StringIO()
    write_templates(templates.top(1), stream, "table")
    header, row = stream.getvalue().splitlines()
    assert header.split() == ["template", "count", "bits_saved", "fillers", "examples"]
    assert row.startswith("from … to")


def test_columns_must_fit(templates):
    with pytest.raises(ParameterError, match="count has 0 values for"):
        type(templates)(templates.templates, {"count": np.zeros(0)}, templates.widths, 5)


HEADER = "template\tcount\tbits_saved\tentry_bits\tfinal\twidths\n"


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("", 1, "no column 'template'"),
        ("word\tcount\n", 1, "no column 'template'; save templates with"),
        (HEADER + "a … b\t2\t1\t1\t0\n", 2, "5 columns where the header has 6"),
        (HEADER + "a … b\t2\t1\t1\t0\t1:1\n", 2, "count is 2 but the widths are of 1 uses"),
        (HEADER + "a … b\tx\t1\t1\t0\t1:2\n", 2, "count is not a number: 'x'"),
        (HEADER[:-1] + "\tfollowers\n" + "a b\t2\t1\t1\t0\t:2\tx:1\n", 2, "followers 'x:1' are not those of one word"),
        (HEADER[:-1] + "\tfollowers\n" + "a\t2\t1\t1\t0\t:2\tx:0\n", 2, "followers 'x:0' are not those of"),
        (HEADER[:-1] + "\tfollowers\n" + "a\t2\t1\t1\t0\t:2\tx:1 x:2\n", 2, "followers 'x:2' are not those of"),
        (HEADER + "a … b\t2\tnan\t1\t0\t1:2\n", 2, "bits_saved is not finite"),
        (HEADER + "a … b\t2\t1\t1\t3\t1:2\n", 2, "final is 3; it must be from 0 to count"),
        (HEADER + "a … b\t2\t1\t1\t0\t1,1:2\n", 2, "widths '1,1:2' do not fit a template of 1 slots"),
        (HEADER + "a … b\t2\t1\t1\t0\tmany\n", 2, "widths 'many' are not like 1,2:33"),
        (HEADER + "a … b\t2\t1\t1\t0\t\n", 2, "no widths"),
        (HEADER + "a …\t2\t1\t1\t0\t1:2\n", 2, "'a …' is no template"),
        (HEADER + "a … … b\t2\t1\t1\t0\t1,1:2\n", 2, "is no template"),
        (HEADER + "\t2\t1\t1\t0\t:2\n", 2, "is no template"),
        (HEADER + "a b\t2\t1\t1\t0\t:2\n" * 2, 3, "template 'a b' stands on line 2 already"),
    ],
)
def test_bad_files(tmp_path, content, line, message):
    path = tmp_path / "bad.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        read_templates(path)
    assert str(caught.value).startswith(f"{path}: line {line}: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [("{", "not JSON"), ("[]", "not a JSON object"), ('{"template": "a b"}', "no field 'count'")],
)
def test_bad_json_lines(tmp_path, content, message):
    path = tmp_path / "bad.jsonl"
    path.write_text("\n" + content + "\n", encoding="utf-8")
    with pytest.raises(FormatError, match=f"line 2: {message}"):
        read_templates(path)
