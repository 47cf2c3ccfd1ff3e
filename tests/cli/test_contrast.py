"""``minent contrast`` as a user runs it."""

from __future__ import annotations

import json

import pytest

from minent.lexicon.contrasting import CONTRAST_COLUMNS
from tests.cli.running import error_of, run_here


@pytest.fixture
def files(tmp_path):
    """Lexicons of a domain and of general text."""
    domain, general = tmp_path / "domain.tsv", tmp_path / "general.txt"
    domain.write_text("word\tcount\tscore\n斜拉索\t40\t3\n已经\t50\t2\n主塔\t9\t1\n的\t101\t1\n", encoding="utf-8")
    general.write_text("已经 500 d\n昨天 300 t\n的 1200 u\n", encoding="utf-8")
    return domain, general


def test_words_typical_of_the_domain(run, files):
    outcome = run(["contrast", *files])
    assert outcome.code == 0
    assert outcome.stderr == "5 words compared, 2 chosen\n"
    assert outcome.rows[0] == ["word", *CONTRAST_COLUMNS]
    assert outcome.words == ["斜拉索", "主塔"]
    assert outcome.rows[1][1:3] == ["40", "0"]


def test_choices(run, files):
    def words(*options):
        outcome = run(["contrast", *files, "-q", *options])
        assert (outcome.code, outcome.stderr) == (0, "")
        return outcome.words

    assert words("--all") == ["斜拉索", "主塔", "已经", "的", "昨天"]
    assert words("--all", "--sort", "word") == sorted(["斜拉索", "主塔", "的", "已经", "昨天"])
    assert words("--all", "--sort", "count") == ["的", "已经", "斜拉索", "主塔", "昨天"]
    assert words("--min-count", "10") == ["斜拉索"]
    assert words("--min-length", "3") == ["斜拉索"]
    assert words("--top", "1") == ["斜拉索"]
    assert words("--max-fdr", "1e-12") == ["斜拉索"]
    assert words("--missing", "9999") == []
    assert words("--domain-total", "100000", "--max-fdr", "1e-12") == []


def test_every_format(run, files, tmp_path):
    for name in ("a.csv", "a.jsonl", "a.dic", "a.txt"):
        assert run(["contrast", *files, "-o", tmp_path / name]).code == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "斜拉索\n主塔\n"
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert list(rows[0]) == ["word", *CONTRAST_COLUMNS]
    assert run(["contrast", *files, "--format", "jieba"]).stdout.decode() == "斜拉索 40\n主塔 9\n"
    assert "斜拉索" in run(["contrast", *files, "--format", "table"]).stdout.decode()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["domain.tsv"], "GENERAL"),
        (["domain.tsv", "gone.tsv"], "gone.tsv: no such file"),
        (["domain.tsv", "list.txt"], "the general lexicon has no counts"),
        (["list.txt", "domain.tsv"], "the domain lexicon has no counts"),
        (["-", "-"], "cannot both be standard input"),
        (["domain.tsv", "negative.tsv"], "negative.tsv: line 2: count is negative: -5"),
        (["domain.tsv", "columns.tsv"], "columns.tsv: line 3: 3 columns where the header has 2"),
        (["domain.tsv", "general.txt", "--confidence", "1"], "--confidence must be between 0 and 1"),
        (["domain.tsv", "general.txt", "--missing", "-1"], "--missing must be at least 0"),
        (["domain.tsv", "general.txt", "--max-fdr", "0"], "--max-fdr must be above 0"),
        (["domain.tsv", "general.txt", "--max-fdr", "nan"], "--max-fdr must be finite"),
        (["domain.tsv", "general.txt", "--domain-total", "100"], "--domain-total must be at least 101, not 100"),
        (["domain.tsv", "general.txt", "--min-count", "-1"], "--min-count must be at least 0"),
        (["domain.tsv", "general.txt", "--sort", "score"], "'llr'"),
    ],
)
def test_bad_input(files, tmp_path, monkeypatch, old, unharmed, args, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.txt").write_text("红茶\n绿茶\n", encoding="utf-8")
    (tmp_path / "negative.tsv").write_text("word\tcount\n红茶\t-5\n", encoding="utf-8")
    (tmp_path / "columns.tsv").write_text("word\tcount\n红茶\t5\n绿茶\t5\t6\n", encoding="utf-8")
    assert message in error_of(run_here(["contrast", *args, "-o", old]))
    unharmed()
