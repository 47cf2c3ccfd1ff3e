"""``minent ngrams``: columns and values that can be checked by hand."""

from __future__ import annotations

import json
import math

import pytest

from minent import load_table
from tests.cli.running import CHINESE, NGRAM_COLUMNS, run_minent

# Nine units: the first two characters come three times each, the third twice, the fourth once.
TEXT = "甲乙丙\n丁甲乙丙\n乙甲\n"
ALL = ["ngrams", "--order", "2", "--min-count", "1", "-q"]


def _by_ngram(outcome):
    header, *rows = outcome.rows
    return {row[0]: dict(zip(header[1:], row[1:], strict=True)) for row in rows}


def test_columns_and_values(run):
    rows = run(ALL, stdin=TEXT.encode()).rows
    third = f"{math.log2(3):.4f}"  # three different neighbours
    mixed = f"{math.log2(3) - 2 / 3:.4f}"  # two of three neighbours are the same
    assert rows == [
        NGRAM_COLUMNS,
        ["乙", "1", "3", "2", "2", mixed, mixed],
        ["甲", "1", "3", "3", "2", third, mixed],
        ["丙", "1", "2", "1", "1", "0.0000", "0.0000"],
        ["丁", "1", "1", "1", "1", "0.0000", "0.0000"],
        ["乙丙", "2", "2", "1", "1", "0.0000", "0.0000"],
        ["甲乙", "2", "2", "2", "1", "1.0000", "0.0000"],
        ["乙甲", "2", "1", "1", "1", "0.0000", "0.0000"],
        ["丁甲", "2", "1", "1", "1", "0.0000", "0.0000"],
    ]


def test_measures(run):
    measures = ["pmi", "npmi", "t_score", "llr", "min_entropy", "bits_saved", "bits_saved_bound", "score"]
    options = [option for name in measures for option in ("--measure", name)]
    outcome = run([*ALL, *options], stdin=TEXT.encode())
    assert outcome.rows[0] == [*NGRAM_COLUMNS, *measures]
    found = _by_ngram(outcome)["乙丙"]
    pmi = math.log2(9 * 2 / (3 * 2))
    assert found["pmi"] == f"{pmi:.4f}"
    assert found["npmi"] == f"{pmi / math.log2(9 / 2):.4f}"
    assert found["t_score"] == f"{(2 - 3 * 2 / 9) / math.sqrt(2):.4f}"
    cells = [(2, 3 * 2 / 9), (1, 3 * 7 / 9), (0, 6 * 2 / 9), (6, 6 * 7 / 9)]
    assert found["llr"] == f"{2 * sum(o * math.log2(o / e) for o, e in cells if o):.4f}"
    # N H - (N - M) H': the cost of the text before and after the pair has become a unit.
    before = 9 * math.log2(9) - sum(c * math.log2(c) for c in (3, 3, 2, 1))
    after = 7 * math.log2(7) - sum(c * math.log2(c) for c in (3, 1, 1, 2))
    assert found["bits_saved"] == f"{before - after:.4f}"
    assert found["bits_saved_bound"] == f"{2 * (pmi - math.log2(math.e)):.4f}"
    assert (found["min_entropy"], found["score"]) == ("0.0000", "0.0000")


def test_measures_come_in_the_order_asked_for(run):
    outcome = run([*ALL, "--measure", "score", "--measure", "pmi"], stdin=TEXT.encode())
    assert outcome.rows[0] == [*NGRAM_COLUMNS, "score", "pmi"]


def test_top(run):
    whole = run(ALL, stdin=TEXT.encode()).rows
    assert run([*ALL, "--top", "3"], stdin=TEXT.encode()).rows == whole[:4]


def test_min_count(run):
    found = _by_ngram(run(["ngrams", "--order", "3", "--min-count", "2"], stdin=TEXT.encode()))
    assert {ngram: row["count"] for ngram, row in found.items()} == {
        "乙": "3", "甲": "3", "丙": "2", "乙丙": "2", "甲乙": "2", "甲乙丙": "2",
    }  # fmt: skip
    assert found["甲"]["left_distinct"] == "3", "pruning forgets no neighbour"


def test_note_and_default_min_count(run):
    outcome = run(["ngrams"], stdin=TEXT.encode())
    assert outcome.stderr == "9 units, min count 3: 2 n-grams\n"
    assert outcome.words == ["乙", "甲"]


def test_tokens_are_separated_by_a_space(run):
    found = _by_ngram(run([*ALL, "--unit", "token", "--fold-case"], stdin=b"The light room. the light"))
    assert {ngram: row["count"] for ngram, row in found.items()} == {
        "light": "2", "the": "2", "room": "1", "the light": "2", "light room": "1",
    }  # fmt: skip


@pytest.mark.parametrize("threads", ["1", "2", "3"])
def test_threads_do_not_change_a_byte(run, tmp_path, threads):
    once = run_minent(["ngrams", CHINESE, "--threads", "1", "-q"])
    assert run(["ngrams", CHINESE, "--threads", threads, "-q"]).stdout == once.stdout


def test_formats(run, tmp_path):
    csv = run([*ALL, "--top", "2", "--format", "csv"], stdin=TEXT.encode()).stdout
    assert csv.decode().splitlines() == [
        ",".join(NGRAM_COLUMNS), "乙,1,3,2,2,0.9183,0.9183", "甲,1,3,3,2,1.5850,0.9183",
    ]  # fmt: skip
    jsonl = run([*ALL, "--top", "1", "--format", "jsonl"], stdin=TEXT.encode()).stdout
    values = ["乙", 1, 3, 2, 2, 0.9183, 0.9183]
    assert json.loads(jsonl) == dict(zip(NGRAM_COLUMNS, values, strict=True))
    table = run([*ALL, "--top", "1", "--format", "table"], stdin=TEXT.encode()).stdout
    assert table.decode().splitlines() == [
        "ngram  length  count  left_distinct  right_distinct  left_entropy  right_entropy",
        "乙          1      3              2               2        0.9183         0.9183",
    ]


def test_parquet(run, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    assert run([*ALL, "-o", tmp_path / "a.parquet"], stdin=TEXT.encode()).code == 0
    table = parquet.read_table(tmp_path / "a.parquet")
    assert table.column_names == NGRAM_COLUMNS
    assert table.column("ngram").to_pylist()[:2] == ["乙", "甲"]
    assert table.column("left_entropy").to_pylist()[1] == pytest.approx(math.log2(3), abs=1e-9)


def test_npz_round_trip(run, tmp_path):
    path = tmp_path / "a.npz"
    assert run([*ALL, "-o", path], stdin=TEXT.encode())[:2] == (0, b"")
    table = load_table(path)
    assert (table.n_tokens, table.order, table.min_count, table["甲乙"].count) == (9, 2, 1, 2)
    printed = run(["merge", path, "-q"])
    assert printed.stdout == run(ALL, stdin=TEXT.encode()).stdout


def test_npz_files_of_equal_tables_are_equal(run, tmp_path):
    for name in ("a", "b"):
        run([*ALL, "--threads", "1" if name == "a" else "3", "-o", tmp_path / f"{name}.npz"], stdin=TEXT.encode())
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
