"""``minent newwords``: every format and suffix, standard output and files."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess

import pytest

from minent import read_lexicon
from tests.cli.running import CHINESE, COMMAND, ROOT, WORD_COLUMNS, environment, run_minent

ARGUMENTS = ["newwords", CHINESE, "--top", "12"]


@pytest.fixture(scope="module")
def tsv():
    return run_minent(ARGUMENTS).rows


def _file(run, path, *options):
    outcome = run([*ARGUMENTS, "-o", path, *options])
    assert (outcome.code, outcome.stdout) == (0, b"")
    assert outcome.stderr.startswith("49,338 units")
    return path.read_bytes()


def test_tsv_is_the_default_where_no_terminal_is(run, tsv, tmp_path):
    assert run([*ARGUMENTS, "--format", "tsv"]).rows == tsv
    for name in ("a.tsv", "noending", "A.TSV"):
        assert _file(run, tmp_path / name) == run(ARGUMENTS).stdout


def test_csv(run, tsv, tmp_path):
    data = _file(run, tmp_path / "a.csv")
    assert list(csv.reader(io.StringIO(data.decode()))) == tsv
    assert b"\r" not in data
    assert run([*ARGUMENTS, "--format", "csv"]).stdout == data


@pytest.mark.parametrize("suffix", ["jsonl", "ndjson"])
def test_jsonl(run, tsv, tmp_path, suffix):
    data = _file(run, tmp_path / f"a.{suffix}")
    rows = [json.loads(line) for line in data.decode().splitlines()]
    assert [list(row) for row in rows] == [WORD_COLUMNS] * 12
    for row, cells in zip(rows, tsv[1:], strict=True):
        assert [row["word"], *(float(cell) for cell in cells[1:])] == list(row.values())
    assert tsv[1][0] in data.decode(), "not escaped"


def test_parquet(run, tsv, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    _file(run, tmp_path / "a.parquet")
    table = parquet.read_table(tmp_path / "a.parquet")
    assert table.column_names == WORD_COLUMNS
    assert [str(table.schema.field(name).type) for name in WORD_COLUMNS] == ["string"] + ["int64"] * 3 + ["double"] * 5
    rows = [list(row.values()) for row in table.to_pylist()]
    assert [[row[0], *map(str, row[1:4]), *(f"{value:.4f}" for value in row[4:])] for row in rows] == tsv[1:]


def test_jieba_user_dictionary(run, tsv, tmp_path):
    data = _file(run, tmp_path / "userdict.txt", "--format", "jieba")
    assert data.decode().splitlines() == [f"{row[0]} {row[1]}" for row in tsv[1:]]
    assert run([*ARGUMENTS, "--format", "jieba"]).stdout == data


def test_word_lists(run, tsv, tmp_path):
    words = "".join(row[0] + "\n" for row in tsv[1:]).encode()
    assert _file(run, tmp_path / "ik.dic") == words
    assert _file(run, tmp_path / "words.txt") == words
    assert run([*ARGUMENTS, "--format", "ik"]).stdout == words
    assert run([*ARGUMENTS, "--format", "words"]).stdout == words


def test_table_is_aligned(run, tsv):
    lines = run([*ARGUMENTS, "--format", "table"]).stdout.decode().splitlines()
    assert [line.split() for line in lines] == tsv
    assert {len(line.encode("gb18030")) for line in lines} == {len(lines[0])}, "a wide character takes two places"


def test_format_overrules_the_suffix(run, tsv, tmp_path):
    assert _file(run, tmp_path / "a.csv", "--format", "tsv") == run(ARGUMENTS).stdout
    assert _file(run, tmp_path / "a.xyz", "--format", "tsv") == run(ARGUMENTS).stdout


def test_file_is_replaced_and_nothing_else_left(run, old):
    assert run([*ARGUMENTS, "-o", old]).code == 0
    assert old.read_bytes() == run(ARGUMENTS).stdout
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_output_may_be_the_input(run, tmp_path, tea):
    outcome = run(["newwords", tea, "-o", tea, "--format", "words", "--min-cohesion", "1,9,9"])
    assert (outcome.code, tea.read_text(encoding="utf-8")) == (0, "红茶\n")


def test_relative_output_in_the_working_directory(run, tmp_path):
    assert run([*ARGUMENTS, "-o", "a.tsv"], cwd=tmp_path).code == 0
    assert (tmp_path / "a.tsv").read_bytes() == run(ARGUMENTS).stdout


def test_output_to_a_device(run):
    outcome = run([*ARGUMENTS, "-o", os.devnull])
    assert (outcome.code, outcome.stdout) == (0, b"")


def test_output_to_a_named_pipe(tsv, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([*COMMAND, *ARGUMENTS, "-q", "-o", pipe], env=environment(), cwd=ROOT) as process:
        data = pipe.read_text(encoding="utf-8")
    assert process.returncode == 0
    assert [line.split("\t") for line in data.splitlines()] == tsv


def test_read_back(run, tsv, tmp_path):
    for name in ("a.tsv", "a.csv", "a.jsonl", "a.txt", "a.dic"):
        _file(run, tmp_path / name)
        lexicon = read_lexicon(tmp_path / name)
        assert lexicon.words == [row[0] for row in tsv[1:]]
        assert list(lexicon.columns) == (WORD_COLUMNS[1:] if name in ("a.tsv", "a.csv", "a.jsonl") else [])


def test_examples_and_marks_are_read_back(run, tmp_path):
    known = tmp_path / "known.txt"
    known.write_text("自己\n", encoding="utf-8")
    lexicons = []
    for name in ("a.tsv", "a.csv", "a.jsonl", "a.parquet"):
        if name == "a.parquet":
            pytest.importorskip("pyarrow")
        _file(run, tmp_path / name, "--examples", "2", "--known", known, "--mark-known")
        lexicons.append(read_lexicon(tmp_path / name))
    for lexicon in lexicons:
        assert [lexicon[word]["known"] for word in lexicon] == [word == "自己" for word in lexicon]
        assert [lexicon[word]["examples"] for word in lexicon] == [lexicons[0][word]["examples"] for word in lexicon]
        assert all(len(lexicon[word]["examples"]) == 2 for word in lexicon)


@pytest.mark.parametrize("format", ["jieba", "ik", "words"])
def test_formats_without_header_are_empty_for_an_empty_corpus(run, format):
    assert run(["newwords", "--format", format])[:2] == (0, b"")
