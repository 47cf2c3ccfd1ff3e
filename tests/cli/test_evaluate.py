"""``minent evaluate`` as a user runs it."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.cli.running import CORPORA, error_of, run_here

GOLD = CORPORA / "chinese_gold.txt"


@pytest.fixture
def files(tmp_path):
    """A gold segmentation and a prediction, of which one word is divided."""
    gold, predicted = tmp_path / "gold.txt", tmp_path / "pred.txt"
    gold.write_text("我们 喝 红茶\n绿茶\n", encoding="utf-8")
    predicted.write_text("我们 喝 红 茶\n绿茶\n", encoding="utf-8")
    return gold, predicted


def test_table_and_json(run, files, tmp_path):
    outcome = run(["evaluate", "segments", *files])
    assert (outcome.code, outcome.stderr) == (0, "")
    lines = [line.split() for line in outcome.stdout.decode().splitlines()]
    assert lines[0] == ["measure", str(files[1])]
    shown = dict(lines[1:])
    assert (shown["precision"], shown["recall"], shown["f1"]) == ("0.6000", "0.7500", "0.6667")
    assert (shown["gold_words"], shown["predicted_words"], shown["lines"]) == ("4", "5", "2")
    assert "oov_rate" not in shown
    (tmp_path / "words.txt").write_text("我们\n喝\n绿茶\n", encoding="utf-8")
    outcome = run(["evaluate", "segments", *files, files[0], "--words", tmp_path / "words.txt", "--format", "json"])
    rows = json.loads(outcome.stdout)
    assert [row["file"] for row in rows] == [str(files[1]), str(files[0])]
    assert [(row["f1"], row["oov_rate"], row["oov_recall"], row["iv_recall"]) for row in rows] == [
        (0.6667, 0.25, 0.0, 1.0), (1.0, 0.25, 1.0, 1.0),
    ]  # fmt: skip


def test_input_of_any_kind(run, files, tmp_path):
    data = files[0].read_bytes()
    assert b" 1.0000" in run(["evaluate", "segments", files[0], "-"], stdin=data).stdout
    (tmp_path / "gold.gz").write_bytes(gzip.compress(data))
    assert b" 1.0000" in run(["evaluate", "segments", tmp_path / "gold.gz", files[0]]).stdout
    (tmp_path / "gb.txt").write_bytes(data.decode().encode("gb18030"))
    outcome = run(["evaluate", "segments", tmp_path / "gb.txt", tmp_path / "gb.txt", "--encoding", "gb18030"])
    assert b" 1.0000" in outcome.stdout


def test_texts_that_differ(run, files):
    gold, predicted = files
    predicted.write_text("我们 喝 红 茶 。\n绿茶\n", encoding="utf-8")
    message = error_of(run(["evaluate", "segments", gold, predicted]))
    assert message == (
        f"Error: {gold}: line 1: from column 8 on the text is not that of {predicted} (column 10): "
        "the end of the line, there '。'; mend it, or use --align"
    )
    outcome = run(["evaluate", "segments", gold, predicted, "--align"])
    assert outcome.stderr == f"{predicted}: 1 of 2 lines differ in their text and were aligned\n"
    assert b"differing_lines     1" in outcome.stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["segments", "gold.txt"], "PRED"),
        (["segments", "gold.txt", "gone.txt"], "gone.txt: no such file"),
        (["segments", "gold.txt", "gold.txt", "--words", "gone.txt"], "gone.txt: no such file"),
        (["segments", "-", "-"], "only one file can be standard input"),
        (["segments", "gold.txt", "short.txt"], "gold.txt has 2 lines, short.txt only 1"),
        (["segments", "gold.txt", "latin.txt"], "latin.txt: line 2, byte offset 21: not UTF-8"),
        (["segments", "gold.txt", "gold.txt", "--encoding", "klingon"], "klingon"),
        (["words", "gold.txt", "gold.txt", "--at", "10,many"], "--at must be numbers such as 1000,5000, not '10,many'"),
        (["words", "gold.txt", "gold.txt", "--at", "0"], "--at must be at least 1"),
        (["words", "list.txt", "list.txt", "--min-count", "5"], "--min-count needs gold words with counts"),
        (["words", "list.txt", "list.txt", "--min-length", "5"], "no gold word has a count of 1 and 5 or more Han"),
        (["words", "counts.tsv", "list.txt"], "counts.tsv: line 2: not 'word count'"),
        (["words", "list.txt", "twice.tsv"], "twice.tsv: line 3: word '红茶' stands on line 2 already"),
        (["words", "latin.txt", "list.txt"], "latin.txt: line 2: not UTF-8"),
        (["nothing"], "nothing"),
    ],
)
def test_bad_input(files, tmp_path, monkeypatch, args, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "short.txt").write_text("我们 喝 红茶\n", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes("我们 喝 红茶\n".encode() + b"caf\xe9\n")
    (tmp_path / "list.txt").write_text("红茶\n绿茶\n", encoding="utf-8")
    (tmp_path / "counts.tsv").write_text("红茶\t5\n绿茶\t-5\n茶园\t9\n", encoding="utf-8")
    (tmp_path / "twice.tsv").write_text("word\tcount\n红茶\t5\n红茶\t5\n", encoding="utf-8")
    assert message in error_of(run_here(["evaluate", *args]))


def test_words(run, tmp_path):
    gold, lexicon = tmp_path / "gold.tsv", tmp_path / "lexicon.txt"
    gold.write_text("红茶\t30\n绿茶\t20\n茶园\t2\n", encoding="utf-8")
    lexicon.write_text("红茶\n的\n茶园\n的茶\ntea\n", encoding="utf-8")
    (tmp_path / "wide.txt").write_text("的茶\n", encoding="utf-8")
    args = ["evaluate", "words", gold, lexicon, "--at", "1,2,9", "--min-count", "10", "--wide", tmp_path / "wide.txt"]
    outcome = run([*args, "--format", "json"])
    assert outcome.stderr == ""
    assert json.loads(outcome.stdout) == [
        {
            "file": str(lexicon), "entries": 3, "gold_words": 2,
            "precision@1": 1.0, "wide_precision@1": 1.0, "recall@1": 0.5,
            "precision@2": 1.0, "wide_precision@2": 1.0, "recall@2": 0.5,
            "precision@9": None, "wide_precision@9": None, "recall@9": None,
            "precision": 0.6667, "wide_precision": 1.0, "recall": 0.5, "f1": 0.5714,
        }
    ]  # fmt: skip
    table = run(args).stdout.decode()
    assert "precision@9       -\n" in table.replace(str(lexicon), "x")
    assert (
        json.loads(run([*args, "--script", "any", "--min-length", "1", "--format", "json"]).stdout)[0]["entries"] == 5
    )


def test_sample_gold_is_of_the_sample_corpus():
    text = (CORPORA / "chinese" / "tea.txt").read_text(encoding="utf-8")
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        assert line.replace(" ", "") in text
