from __future__ import annotations

import io
import json
import re
import shlex
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from minent import entropy as knn
from minent.cli import cli
from minent.entropy.tables import read_columns

ROOT = Path(__file__).parents[2]
DATA = str(ROOT / "corpora" / "measurements.csv")


def run(*arguments):
    return CliRunner().invoke(cli, ["entropy", *map(str, arguments)])


def test_examples_of_the_help(monkeypatch):
    monkeypatch.chdir(ROOT)
    examples = re.findall(r"^ +minent entropy (.+)$", run("--help").output, re.MULTILINE)
    assert len(examples) == 4
    for example in examples:
        result = run(*shlex.split(example))
        assert result.exit_code == 0, result.output
        assert "400" in result.output


@pytest.mark.parametrize("suffix", ["npy", "parquet"])
def test_formats_of_data(tmp_path, suffix):
    table = read_columns(DATA)
    path = tmp_path / f"data.{suffix}"
    if suffix == "npy":
        np.save(path, np.stack(list(table.values()), axis=1))
        names = ["0", "1"]
    else:
        pyarrow = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        parquet.write_table(pyarrow.table(table), path)
        names = ["age", "height"]
    (record,) = json.loads(run(path, "--mi", *names, "--format", "json").output)
    assert record["value"] == round(knn.mutual_information(table["age"], table["height"]), 6)
    assert (record["k"], record["n"]) == (3, 400)


@pytest.mark.parametrize(
    ("arguments", "content", "message"),
    [
        ((), "a,b\n1,x\n", "line 2: column 'b' has 'x', not a number; leave it out with --columns"),
        ((), "a,b\n1\n", "line 2: 1 fields, the header has 2"),
        (("--columns", "c"), "a,b\n1,2\n", "no column 'c'; it has a, b"),
        ((), "a\n1\n1\n1\n1\n1\n", "data.csv: column 'a' is constant"),
        ((), "a\n1\n2\nnan\n3\n4\n", "data.csv: column 'a' has 1 values that are NaN or infinite, the first in row 2"),
        (("--mi", "a", "b"), "a,b\n1,2\n3,4\n", "data.csv: a, b: 2 rows are too few for k=3"),
        ((), "", "data.csv: no columns; give a table of numbers"),
        ((), "a,b\n", "data.csv: no rows; give a table of numbers"),
        ((), "1.5,2\n3,4\n", "line 1: the first line has numbers; put the names of the columns there"),
        ((), "a,a\n3,4\n", "2 columns are called 'a'; rename them"),
        ((), "a;b\n3;4\n", "column 'a;b' has '3;4', not a number"),
        ((), "a\n" + "9" * 200_000 + "\n", "line 2: not CSV: field larger than"),
        ((), "a\né\n".encode("latin-1"), "not UTF-8; convert it with iconv"),
        (("--columns", ","), "a\n1\n", "--columns needs names"),
        (("--mi", ",", "a"), "a\n1\n", "--mi needs names of columns on both sides"),
        (("--mi", "a", "a"), "a\n1\n", "column 'a' is named twice"),
        (("-k", 0), "a\n1\n2\n", "must be at least 1, not 0"),
        (("--base", 1), "a\n1\n2\n", "must be positive and not 1"),
        ((), "a\n1\n1\n1\n1\n2\n3\n", "--ties jitter"),
        (("--given", "a"), "a,b\n1,2\n", "--given needs --mi or --columns"),
        (("--mi", "a", "b", "--columns", "a"), "a,b\n1,2\n", "exclude each other"),
    ],
)
def test_errors(tmp_path, arguments, content, message):
    path = tmp_path / "data.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    result = run(path, *arguments)
    assert result.exit_code == 1
    assert message in result.output
    assert result.output.count("\n") == 1


def bad_arrays():
    yield "data.npy", b"hello", "not an array of numbers"
    yield "data.npy", b"", "not an array of numbers"
    yield "data.txt", b"1", "suffix '.txt' is none of .npy, .csv, .parquet"
    for values, message in (
        (np.zeros((0, 2)), "no rows"),
        (np.zeros((2, 2, 2)), "shape (2, 2, 2) of float64; save numbers of shape (n, d)"),
        (np.array(["a"]), "shape (1,) of <U1"),
        (np.array([{}], dtype=object), "not an array of numbers"),
    ):
        stream = io.BytesIO()
        np.save(stream, values)
        yield "data.npy", stream.getvalue(), message
    stream = io.BytesIO()
    np.savez(stream, np.ones(5))
    yield "data.npy", stream.getvalue(), "not an array of numbers"


@pytest.mark.parametrize(("name", "content", "message"), list(bad_arrays()))
def test_not_a_table(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    result = run(tmp_path / name)
    assert result.exit_code == 1
    assert message in result.output
    assert result.output.count("\n") == 1


def test_bad_parquet(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "data.parquet"
    for column, message in (
        (["u"], "column 'a' is not numeric"),
        ([[1, 2]], "column 'a' is not numeric"),
        (pyarrow.array([1, 2], pyarrow.timestamp("s")), "column 'a' is not numeric"),
        ([1.0, None, 2.0], "column 'a' has 1 values that are NaN or infinite, the first in row 1"),
        (pyarrow.array([], pyarrow.float64()), "no rows"),
    ):
        parquet.write_table(pyarrow.table({"a": column}), path)
        result = run(path)
        assert (result.exit_code, result.output.count("\n")) == (1, 1)
        assert message in result.output
    path.write_bytes(b"PAR1 and so on")
    assert "not a Parquet file" in run(path).output
