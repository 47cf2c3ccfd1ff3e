"""``minent merge``: the whole from its parts."""

from __future__ import annotations

import pytest

from minent import load_table
from tests.cli.running import CHINESE, NGRAM_COLUMNS, error_of, run_minent
from tests.tables import assert_same_table

FILES = sorted(CHINESE.glob("*.txt"))


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    """Tables of the files of the sample, one each, and of all of them."""
    folder = tmp_path_factory.mktemp("parts")
    for path in FILES:
        assert run_minent(["ngrams", path, "--min-count", "1", "-q", "-o", folder / f"{path.stem}.npz"]).code == 0
    tables = sorted(folder.iterdir())
    whole = folder / "whole.npz"
    assert run_minent(["ngrams", CHINESE, "--min-count", "1", "-q", "-o", whole]).code == 0
    return tables, whole


def test_merged_parts_equal_the_whole(run, parts, tmp_path):
    tables, whole = parts
    merged = tmp_path / "merged.npz"
    outcome = run(["merge", *tables, "-o", merged])
    assert (outcome.code, outcome.stdout) == (0, b"")
    assert outcome.stderr.startswith("49,338 units, min count 1: ")
    assert_same_table(load_table(merged), load_table(whole))
    assert merged.read_bytes() == whole.read_bytes()


def test_order_of_the_parts_does_not_matter(run, parts):
    tables, _ = parts
    options = ["--min-count", "4", "-q"]
    assert run(["merge", *tables, *options]).stdout == run(["merge", *reversed(tables), *options]).stdout


def test_merged_and_pruned_equals_counted_with_min_count(run, parts):
    tables, _ = parts
    options = ["--min-count", "5", "--measure", "pmi", "--measure", "bits_saved", "-q"]
    merged = run(["merge", *tables, *options])
    assert merged.stdout == run(["ngrams", CHINESE, *options]).stdout
    assert merged.rows[0] == [*NGRAM_COLUMNS, "pmi", "bits_saved"]


def test_single_table_is_converted(run, parts, tmp_path):
    _, whole = parts
    assert run(["merge", whole, "--top", "5", "-q", "-o", tmp_path / "a.csv"]).code == 0
    rows = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == ",".join(NGRAM_COLUMNS)
    assert len(rows) == 6


def test_merged_tables_can_be_merged_again(run, parts, tmp_path):
    tables, whole = parts
    assert run(["merge", *tables[:2], "-q", "-o", tmp_path / "two.npz"]).code == 0
    assert run(["merge", tmp_path / "two.npz", *tables[2:], "-q", "-o", tmp_path / "all.npz"]).code == 0
    assert (tmp_path / "all.npz").read_bytes() == whole.read_bytes()


def test_table_of_an_empty_part_changes_nothing(run, parts, tmp_path):
    _, whole = parts
    assert run(["ngrams", "--min-count", "1", "-q", "-o", tmp_path / "empty.npz"]).code == 0
    assert run(["merge", tmp_path / "empty.npz", whole, "-q", "-o", tmp_path / "all.npz"]).code == 0
    assert (tmp_path / "all.npz").read_bytes() == whole.read_bytes()


def test_pruned_table_is_refused(run, parts, tmp_path, old, unharmed):
    tables, _ = parts
    pruned = tmp_path / "pruned.npz"
    assert run(["merge", tables[0], "--min-count", "2", "-q", "-o", pruned]).code == 0
    error = error_of(run(["merge", tables[1], pruned, "-o", old]))
    assert "pruned" in error
    assert "--min-count 1" in error
    assert str(pruned) in error, "the user gave names, not numbers"
    unharmed()


def test_pruning_cannot_be_undone(run, parts, tmp_path, old, unharmed):
    tables, _ = parts
    assert run(["merge", tables[0], "--min-count", "3", "-q", "-o", tmp_path / "pruned.npz"]).code == 0
    assert "count again" in error_of(run(["merge", tmp_path / "pruned.npz", "--min-count", "2", "-o", old]))
    unharmed()


@pytest.mark.parametrize("difference", [["--order", "3"], ["--latin", "drop"], ["--fold-case"]])
def test_tables_that_differ_in_options_are_refused(run, parts, tmp_path, difference, old, unharmed):
    tables, _ = parts
    other = tmp_path / "other.npz"
    assert run(["ngrams", FILES[0], "--min-count", "1", *difference, "-q", "-o", other]).code == 0
    error = error_of(run(["merge", tables[0], other, "-o", old]))
    assert "differ" in error
    unharmed()


def test_output_may_be_one_of_the_tables(run, parts, tmp_path):
    tables, whole = parts
    target = tmp_path / "sum.npz"
    target.write_bytes(tables[0].read_bytes())
    assert run(["merge", target, *tables[1:], "-q", "-o", target]).code == 0
    assert target.read_bytes() == whole.read_bytes()
