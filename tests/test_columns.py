"""Tables of columns: exact text."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent.columns import to_pandas, write_csv, write_jsonl, write_parquet, write_table, write_tsv


def _objects(values):
    column = np.empty(len(values), object)
    column[:] = values
    return column


COLUMNS = {
    "word": ["红茶", 'say "hi", you', "é"],
    "count": np.array([12, -3, 10**15]),
    "small": np.array([1, 2, 255], np.uint8),
    "score": np.array([1.23456, -0.00004, 1e10]),
    "known": np.array([True, False, True]),
    "examples": _objects([["a", "b"], [], ["c"]]),
}


def _text(writer, columns=COLUMNS):
    stream = io.StringIO(newline="")
    writer(columns, stream)
    return stream.getvalue()


def test_tsv():
    assert _text(write_tsv) == (
        "word\tcount\tsmall\tscore\tknown\texamples\n"
        "红茶\t12\t1\t1.2346\tyes\ta | b\n"
        'say "hi", you\t-3\t2\t-0.0000\tno\t\n'
        "é\t1000000000000000\t255\t10000000000.0000\tyes\tc\n"
    )


@given(
    st.lists(
        st.floats() | st.floats(-2, 2).map(lambda x: round(x, 5)) | st.integers(0, 10**7).map(lambda n: n / 20_000)
    )
)
def test_decimals_are_rounded_as_printf_rounds(values):
    # Multiples of 1 / 20,000 lie between two numbers of four decimals, or as near as can be.
    lines = _text(write_tsv, {"x": np.array(values, np.float64)}).split("\n")[1:-1]
    assert lines == [f"{value:.4f}" for value in values]


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.integers(-(2**63), 2**63 - 1))))
def test_texts_and_whole_numbers(rows):
    words, numbers = [word for word, _ in rows], np.array([number for _, number in rows], np.int64)
    expected = "".join(f"{word}\t{number}\n" for word, number in rows)
    assert _text(write_tsv, {"w": words, "n": numbers}) == "w\tn\n" + expected


def test_numbers_of_other_types():
    columns = {"a": np.array([2**64 - 1], np.uint64), "b": np.array([0.5], np.float32), "c": np.arange(4)[::2][1:]}
    assert _text(write_tsv, columns) == "a\tb\tc\n18446744073709551615\t0.5000\t2\n"


def test_csv():
    assert _text(write_csv) == (
        "word,count,small,score,known,examples\n"
        "红茶,12,1,1.2346,yes,a | b\n"
        '"say ""hi"", you",-3,2,-0.0000,no,\n'
        "é,1000000000000000,255,10000000000.0000,yes,c\n"
    )


def test_jsonl():
    assert _text(write_jsonl) == (
        '{"word": "红茶", "count": 12, "small": 1, "score": 1.2346, "known": true, "examples": ["a", "b"]}\n'
        '{"word": "say \\"hi\\", you", "count": -3, "small": 2, "score": -0.0, "known": false, "examples": []}\n'
        '{"word": "é", "count": 1000000000000000, "small": 255, "score": 10000000000.0, "known": true, '
        '"examples": ["c"]}\n'
    )


def test_table_aligns_wide_characters():
    columns = {
        "word": ["红茶", "tea", "ｶﾞ", "e\u0301te\u0301", "ガ"],
        "count": np.array([12, 3, 4, 5, 60000]),
        "score": np.array([1.0, -10.5, 0, 0, 0]),
        "examples": _objects([["很香"], ["b", "c"], [], ["d"], []]),
    }
    assert _text(write_table, columns) == (
        "word  count     score  examples\n"
        "红茶     12    1.0000  很香\n"
        "tea       3  -10.5000  b | c\n"
        "ｶﾞ        4    0.0000\n"
        "e\u0301te\u0301       5    0.0000  d\n"
        "ガ    60000    0.0000\n"
    )


@pytest.mark.parametrize(
    ("writer", "text"),
    [(write_tsv, "word\tcount\n"), (write_csv, "word,count\n"), (write_jsonl, ""), (write_table, "word  count\n")],
)
def test_no_rows(writer, text):
    assert _text(writer, {"word": [], "count": np.array([], np.int64)}) == text


@pytest.mark.parametrize("n", [16383, 16384, 16385, 40000])
def test_long_columns(n):
    columns = {"word": [f"w{i}" for i in range(n)], "count": np.arange(n)}
    assert _text(write_tsv, columns).split("\n")[1:-1] == [f"w{i}\t{i}" for i in range(n)]
    rows = list(csv.reader(io.StringIO(_text(write_csv, columns))))
    assert rows[1:] == [[f"w{i}", str(i)] for i in range(n)]
    assert [json.loads(line)["count"] for line in _text(write_jsonl, columns).splitlines()] == list(range(n))


def test_parquet_keeps_everything():
    parquet = pytest.importorskip("pyarrow.parquet")
    stream = io.BytesIO()
    write_parquet(COLUMNS, stream)
    table = parquet.read_table(io.BytesIO(stream.getvalue()))
    assert table.column_names == list(COLUMNS)
    for name, column in COLUMNS.items():
        assert table.column(name).to_pylist() == list(column)
    assert [str(field.type) for field in table.schema] == [
        "string", "int64", "uint8", "double", "bool", "list<element: string>",
    ]  # fmt: skip


def test_pandas():
    pytest.importorskip("pandas")
    frame = to_pandas(COLUMNS)
    assert list(frame.columns) == list(COLUMNS)
    assert frame["count"].tolist() == [12, -3, 10**15]
