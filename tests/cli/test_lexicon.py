"""``minent lexicon`` as a user runs it."""

from __future__ import annotations

import json

import pytest

from minent import read_lexicon
from tests.cli.running import CHINESE, rows_of


def test_words_with_costs(run):
    outcome = run(["lexicon", CHINESE, "--min-length", "2", "-q"])
    assert (outcome.code, outcome.stderr) == (0, "")
    header, *rows = rows_of(outcome.stdout)
    assert header[0] == "word"
    assert header[-1] == "cost"
    assert len(rows) > 300
    assert min(len(row[0]) for row in rows) >= 2


def test_each_stage_is_told_and_reported(run, tmp_path):
    report = tmp_path / "report.json"
    outcome = run(["lexicon", CHINESE, "-o", tmp_path / "words.tsv", "--report", report])
    assert outcome.code == 0
    stages = json.loads(report.read_text())["stages"]
    assert [stage["stage"] for stage in stages][:2] == ["units", "candidates"]
    assert stages[-1]["stage"] == "price of joins"
    for stage in stages:
        bits = stage["bits_per_unit"]
        assert bits["total"] == pytest.approx(bits["corpus"] + bits["lexicon"])
        assert f"{stage['stage']}: {stage['n_words']:,} words, {bits['corpus']:.4f} + " in outcome.stderr
    totals = [stage["total_bits"] for stage in stages]
    assert totals[2] < totals[0], "words shorten the description"


def test_what_is_written_segments(run, tmp_path):
    words = tmp_path / "words.tsv"
    assert run(["lexicon", CHINESE, "-o", words, "-q"]).code == 0
    assert "望远镜" in read_lexicon(words)
    outcome = run(["segment", "--lexicon", words], stdin="望远镜在山上。\n".encode())
    assert outcome.stdout.decode().startswith("望远镜 在 ")


def test_standard_input_and_threads(run):
    text = b"".join(path.read_bytes() for path in sorted(CHINESE.iterdir()))
    one = run(["lexicon", "-", "-q", "--threads", "1"], stdin=text)
    two = run(["lexicon", "-", "-q", "--threads", "2"], stdin=text)
    assert one.code == two.code == 0
    assert one.stdout == two.stdout


def test_an_empty_corpus(run):
    outcome = run(["lexicon", "-"], stdin=b"")
    assert outcome.code == 0
    assert len(rows_of(outcome.stdout)) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--max-length", "0"], "--max-length must be from 1 to 63"),
        (["--min-count", "0"], "--min-count must be at least 1"),
        (["--pmi-per-join", "-1"], "--pmi-per-join must be at least 0"),
        (["--pmi-per-join", "nan"], "--pmi-per-join must be finite"),
        (["--report", "nowhere/report.json"], "does not exist"),
    ],
)
def test_bad_options_are_told_before_the_text_is_read(run, options, message):
    outcome = run(["lexicon", "no such file", *options])
    assert outcome.code == 1
    assert message in outcome.stderr
    assert outcome.stderr.count("\n") == 1


def test_contrast_is_there_too(run, tmp_path):
    for name in ("tea", "bridge"):
        outcome = run(["newwords", CHINESE / f"{name}.txt", "--min-count", "2", "-o", tmp_path / f"{name}.tsv", "-q"])
        assert outcome.code == 0
    arguments = ["contrast", tmp_path / "tea.tsv", tmp_path / "bridge.tsv", "--top", "5"]
    assert run(["lexicon", *arguments]).stdout == run(arguments).stdout != b""


@pytest.mark.parametrize("method", ["merge", "cut", "join"])
def test_other_methods(run, tmp_path, method):
    words = tmp_path / "words.tsv"
    outcome = run(["lexicon", CHINESE, "--method", method, "-o", words])
    assert outcome.code == 0
    assert outcome.stderr.startswith("units: ")
    assert "望远镜" in read_lexicon(words)
    cut = run(["segment", "--lexicon", words], stdin="望远镜在山上。\n".encode())
    assert cut.stdout.decode().startswith("望远镜 在 ")
