"""``minent segment`` as a user runs it."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.cli.running import CHINESE

LINE = "红茶好，绿茶 3.5元。\n"


@pytest.fixture
def words(tmp_path):
    """A lexicon in a file."""
    path = tmp_path / "words.tsv"
    path.write_text("word\tcount\n红茶\t5\n绿茶\t5\n好\t3\n茶\t1\n0元\t4\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], "红茶 好 ， 绿茶 3.5元 。\n"),
        (["--sep", "/"], "红茶/好/，/绿茶/3.5元/。\n"),
        (["--sep", ""], "红茶好，绿茶3.5元。\n"),
        (["--spans"], "0:2 2:3 3:4 4:6 7:11 11:12\n"),
    ],
)
def test_formats(run, words, options, expected):
    outcome = run(["segment", "--lexicon", words, *options], stdin=LINE.encode())
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout.decode() == expected


def test_json_lines(run, words):
    outcome = run(["segment", "--lexicon", words, "--format", "jsonl"], stdin=(LINE + "\n").encode())
    first, second = map(json.loads, outcome.stdout.splitlines())
    assert first == {"text": LINE.rstrip("\n"), "words": ["红茶", "好", "，", "绿茶", "3.5元", "。"]}
    assert second == {"text": "", "words": []}


def test_conllu(run, words):
    outcome = run(["segment", "--lexicon", words, "--format", "conllu"], stdin=("\n" + LINE).encode())
    comment, *rows, last, end = outcome.stdout.decode().split("\n")
    assert comment == "# text = " + LINE.rstrip("\n")
    cells = [row.split("\t") for row in rows]
    assert {len(row) for row in cells} == {10}
    assert [row[1] for row in cells] == ["红茶", "好", "，", "绿茶", "3.5元", "。"]
    assert [row[9] for row in cells] == ["SpaceAfter=No"] * 3 + ["_", "SpaceAfter=No", "_"]
    assert last == end == ""


def test_lines_stay_lines(run, words):
    text = "红茶\n\n  \n绿茶\r\n好"
    outcome = run(["segment", "--lexicon", words], stdin=text.encode())
    assert outcome.stdout.decode() == "红茶\n\n\n绿茶\n好"


def test_files_and_output(run, words, tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt.gz").write_bytes(gzip.compress((name + LINE).encode()))
    target = tmp_path / "out.txt"
    outcome = run(["segment", "--lexicon", words, tmp_path / "a.txt.gz", tmp_path / "b.txt.gz", "-o", target])
    assert (outcome.code, outcome.stdout) == (0, b"")
    assert target.read_text(encoding="utf-8") == "".join(f"{n} 红茶 好 ， 绿茶 3.5元 。\n" for n in "ab")


def test_other_encodings(run, words):
    outcome = run(["segment", "--lexicon", words, "--encoding", "gb18030"], stdin=LINE.encode("gb18030"))
    assert outcome.stdout.decode() == "红茶 好 ， 绿茶 3.5元 。\n"


def test_words_with_marks_are_noted(run, tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("红茶 3\nC++ 2\n", encoding="utf-8")
    outcome = run(["segment", "--lexicon", path], stdin="红茶".encode())
    assert outcome.stderr == "1 words hold marks and are passed over\n"
    assert run(["segment", "--lexicon", path, "-q"], stdin=b"").stderr == ""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("word\tcount\n茶\t1\n茶\t2\n", "line 3: word '茶' stands on line 2 already"),
        ("word\tcount\n茶\t-1\n", "line 2: count is negative"),
        ("word\tcount\n茶\n", "line 2: 1 columns where the header has 2"),
        ("word\tcost\n茶\tdear\n", "line 2: cost is not a number"),
        ("word\tlength\n茶\t1\n", "neither a column cost nor count"),
        ("word\tcount\n", "no words"),
    ],
)
def test_bad_lexicons(run, tmp_path, content, message):
    path = tmp_path / "words.tsv"
    path.write_text(content, encoding="utf-8")
    outcome = run(["segment", "--lexicon", path], stdin=LINE.encode())
    assert outcome.code == 1
    assert message in outcome.stderr
    assert outcome.stderr.count("\n") == 1


def test_bad_text_leaves_the_old_output(run, words, old, unharmed, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes("红茶\n".encode() + b"\xff\n")
    outcome = run(["segment", "--lexicon", words, bad, "-o", old])
    assert outcome.code == 1
    assert "bad.txt: line 2" in outcome.stderr
    unharmed()
    replaced = run(["segment", "--lexicon", words, bad, "--errors", "replace"])
    assert replaced.stdout.decode() == "红茶\n\ufffd\n"
    skipped = run(["segment", "--lexicon", words, bad, "--errors", "skip-line"])
    assert skipped.stdout.decode() == "红茶\n"
    assert "dropped 1 lines" in skipped.stderr


@pytest.mark.parametrize("method", ["lm", "boundary"])
def test_without_a_lexicon(run, tmp_path, method):
    table = tmp_path / "ngrams.npz"
    assert run(["ngrams", CHINESE, "--min-count", "1", "--numbers", "alike", "-o", table, "-q"]).code == 0
    outcome = run(["segment", "--method", method, "--table", table], stdin="望远镜在山上。\n".encode())
    words = outcome.stdout.decode().split()
    assert "".join(words) == "望远镜在山上。"
    assert 2 < len(words) < 7


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "--method words needs --lexicon FILE"),
        (["--method", "lm"], "--method lm needs --table FILE"),
        (["--method", "lm", "--table", "t.npz", "--lexicon", "l.tsv"], "--lexicon has no use with --method lm"),
        (["--method", "lm", "--table", "t.npz", "--fold-case"], "--fold-case has no use with --method lm"),
        (["--method", "lm", "--table", "no.npz"], "no.npz: cannot read"),
    ],
)
def test_what_a_method_needs(run, options, message):
    outcome = run(["segment", *options], stdin=b"")
    assert outcome.code == 1
    assert message in outcome.stderr
    assert outcome.stderr.count("\n") == 1
