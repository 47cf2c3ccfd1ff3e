from __future__ import annotations

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
        ((), "a\n1\n1\n1\n1\n1\n", "x: column 'a' is constant"),
        ((), "a\n1\n1\n1\n1\n2\n3\n", "--ties jitter"),
        (("--given", "a"), "a,b\n1,2\n", "--given needs --mi or --columns"),
        (("--mi", "a", "b", "--columns", "a"), "a,b\n1,2\n", "exclude each other"),
    ],
)
def test_errors(tmp_path, arguments, content, message):
    path = tmp_path / "data.csv"
    path.write_text(content)
    result = run(path, *arguments)
    assert result.exit_code == 1
    assert message in result.output
    assert result.output.count("\n") == 1


def test_not_a_table(tmp_path):
    for name in ("data.npy", "data.txt"):
        (tmp_path / name).write_text("hello")
        assert run(tmp_path / name).exit_code == 1
