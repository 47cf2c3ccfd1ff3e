"""``minent templates`` as a user runs it."""

from __future__ import annotations

import json

import pytest

from tests.cli.running import CHINESE, CORPORA

ENGLISH = CORPORA / "english.txt"
# 24 fillers, each of them twice: too rare for templates of their own.
LINES = "".join(f"from {a}{b} to {b}{a}\n" for a in "abcdefgh" for b in "uvw" for _ in range(2))
TOKENS = ["--unit", "token"]


@pytest.fixture
def saved(run, tmp_path):
    """Templates of a small text, with the words."""
    path = tmp_path / "templates.tsv"
    assert run(["templates", *TOKENS, "--words", "-q", "-o", path], stdin=LINES.encode()).code == 0
    return path


def test_templates_of_a_text(run):
    outcome = run(["templates", *TOKENS], stdin=LINES.encode())
    assert outcome.code == 0
    header, row = outcome.rows
    assert header == ["template", "count", "bits_saved", "entry_bits", "final", "widths", "fillers", "examples"]
    assert row[:2] == ["from … to", "48"]
    assert row[4:] == [
        "0",
        "1:48",
        "4.5850 bits, 24 different, au 2, av 2, aw 2, bu 2, bv 2",
        "from au to ua | from av to va",
    ]
    stages = [line.split(":")[0] for line in outcome.stderr.splitlines()]
    assert stages[:2] == ["pairs", "words"]
    bits = [float(line.split(" = ")[1].split()[0]) for line in outcome.stderr.splitlines()[1:]]
    assert bits[-1] < bits[0]


def test_what_is_passed_over_is_told(run):
    outcome = run(["templates", *TOKENS, "--min-count", "4"], stdin=LINES.encode())
    first = outcome.stderr.splitlines()[0]
    # Left is from-to; five of six pairs in a line are others, each twice.
    assert first.startswith("pairs: 1 that occur 4 times and more; 83.3% of the occurrences of pairs ")
    assert first.endswith(" are rarer and passed over (--min-count)")


def test_json_lines_and_report(run, tmp_path):
    report = tmp_path / "report.json"
    outcome = run(["templates", *TOKENS, "--format", "jsonl", "--report", report, "-q"], stdin=LINES.encode())
    assert outcome.stderr == ""
    (record,) = map(json.loads, outcome.stdout.splitlines())
    assert record["template"] == "from … to"
    assert record["fillers"] == [
        {"entropy": 4.585, "n_distinct": 24, "top": dict.fromkeys(["au", "av", "aw", "bu", "bv"], 2)}
    ]
    story = json.loads(report.read_text())
    assert story["stages"][-1]["total_bits"] < story["stages"][0]["total_bits"]
    assert story["stages"][0]["n_words"] == 4 * 48


def test_raw_chinese_text(run, tmp_path):
    outcome = run(["templates", CHINESE, "--min-slots", "1", "--top", "5"])
    assert outcome.code == 0
    assert outcome.stderr.startswith("learning the words of the text")
    assert len(outcome.rows) == 6
    assert all("…" in row[0] for row in outcome.rows[1:])
    words = tmp_path / "words.tsv"
    assert run(["lexicon", CHINESE, "-o", words, "-q"]).code == 0
    known = run(["templates", CHINESE, "--lexicon", words, "--min-slots", "1", "--top", "5", "-q"])
    assert known.stdout == outcome.stdout


def test_threads_change_nothing(run):
    one, two = (
        run(["templates", ENGLISH, *TOKENS, "--fold-case", "--threads", n, "--words", "-q"]).stdout for n in "12"
    )
    assert one == two
    assert one.count(b"\n") > 100


def test_phrases(run):
    outcome = run(["templates", ENGLISH, *TOKENS, "--fold-case", "--window", "1", "--top", "3", "-q"])
    assert [row[0] for row in outcome.rows[1:]] == ["the supply boat", "the log book", "the weather station"]


def test_trees(run, saved):
    text = b"go from q to, come from here to\n\nX\n"
    drawn = run(["templates", "parse", "--templates", saved], stdin=text)
    assert drawn.code == 0
    assert "from … to" in drawn.stdout.decode()
    brackets = run(["templates", "parse", "--templates", saved, "--format", "brackets"], stdin=text)
    assert brackets.stdout.decode().count("\n") == 2
    assert "from_…_to" in brackets.stdout.decode()
    records = run(["templates", "parse", "--templates", saved, "--format", "json"], stdin=text)
    first, second = map(json.loads, records.stdout.splitlines())
    assert first["words"] == ["go", "from", "q", "to", ",", "come", "from", "here", "to"]
    assert [1, 4, "from … to"] in first["spans"]
    assert [6, 9, "from … to"] in first["spans"]
    assert second == {"words": ["X"], "spans": [[0, 1, ""]]}


def test_templates_without_words_are_told(run, saved, tmp_path):
    bare = tmp_path / "bare.tsv"
    assert run(["templates", ENGLISH, *TOKENS, "--fold-case", "-q", "-o", bare]).code == 0
    told = run(["templates", "parse", "--templates", bare], stdin=b"a b\n")
    assert "has no words, which say where phrases end; find the templates with --words" in told.stderr
    assert run(["templates", "parse", "--templates", bare, "-q"], stdin=b"a b\n").stderr == ""


def test_trees_of_chinese(run, tmp_path):
    words, found = tmp_path / "words.tsv", tmp_path / "templates.jsonl"
    words.write_text("word\tcount\n在\t5\n上\t5\n桥\t3\n0年\t2\n", encoding="utf-8")
    text = "".join(f"在{c}上，1998年{c}\n" for c in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥山水").encode()
    assert run(["templates", "--lexicon", words, "--words", "-q", "-o", found], stdin=text).code == 0
    outcome = run(
        ["templates", "parse", "--templates", found, "--lexicon", words, "--format", "json"],
        stdin="2026年在桥上".encode(),
    )
    record = json.loads(outcome.stdout)
    assert record["words"] == ["2026年", "在", "桥", "上"]
    assert "在 … 上" in [label for _, _, label in record["spans"]]


def test_pictures(run, saved, tmp_path):
    target = tmp_path / "tree.svg"
    parse = ["templates", "parse", "--templates", saved, "--format", "svg"]
    assert run([*parse, "-o", target], stdin=b"from a to b\n").code == 0
    assert target.read_text(encoding="utf-8").startswith("<svg")
    several = run(parse, stdin=b"a\nb\n")
    assert several.code == 1
    assert "--format svg draws one sentence" in several.stderr
    assert "no sentence in the text" in run(parse, stdin=b"\n").stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--window", "0"], "--window must be from 1 to 15, not 0"),
        (["--window", "16"], "--window must be from 1 to 15, not 16"),
        (["--paths", "0"], "--paths must be from 1 to 15, not 0"),
        (["--max-words", "1"], "--max-words must be from 2 to 16, not 1"),
        (["--min-count", "1"], "--min-count must be at least 2, not 1"),
        (["--min-proba", "-1"], "--min-proba must be at least 0, not -1"),
        (["--threads", "0"], "threads must be"),
        (["-o", "no/such/folder/t.tsv"], "does not exist"),
        (["-o", "t.docx"], "no format is known for '.docx'"),
        (["--lexicon", "no.tsv"], "no.tsv"),
    ],
)
def test_bad_options(run, options, message):
    outcome = run(["templates", *TOKENS, *options], stdin=LINES.encode())
    assert outcome.code == 1
    assert message in outcome.stderr
    assert outcome.stderr.count("\n") == 1


def test_empty_text(run, tmp_path, old, unharmed):
    outcome = run(["templates", *TOKENS, "-q", "-o", old], stdin=b"... \n")
    assert outcome.code == 1
    assert outcome.stderr == "Error: the text has no words; is it empty, or cut by the wrong unit?\n"
    unharmed()


def test_raw_text_from_a_pipe(run, tmp_path):
    text = b"".join(path.read_bytes() for path in sorted(CHINESE.glob("*.txt")))
    piped = run(["templates", "-q"], stdin=text, env={"TMPDIR": str(tmp_path)})
    assert piped.code == 0
    assert piped.stdout == run(["templates", CHINESE, "-q"]).stdout
    assert list(tmp_path.iterdir()) == []


def test_a_lexicon_that_does_not_fit(run, tmp_path):
    words = tmp_path / "words.tsv"
    words.write_text("word\tcount\n红茶\t5\n绿茶\t5\n", encoding="utf-8")
    outcome = run(["templates", ENGLISH, "--lexicon", words, "-q"])
    assert outcome.code == 1
    assert "the lexicon does not fit the text: 0.0% of its words are in it" in outcome.stderr
    assert outcome.stderr.count("\n") == 1


def test_bad_templates(run, saved, tmp_path):
    bad = tmp_path / "bad.tsv"
    bad.write_text(saved.read_text(encoding="utf-8").replace("48", "forty", 1), encoding="utf-8")
    outcome = run(["templates", "parse", "--templates", bad], stdin=b"x\n")
    assert outcome.code == 1
    assert outcome.stderr == f"Error: {bad}: line 2: count is not a number: 'forty'\n"
    long = run(["templates", "parse", "--templates", saved], stdin=b"x " * 5000)
    assert long.code == 1
    assert long.stderr == "Error: -: line 1: 5,000 words between marks; a stretch may have 4,096\n"


def test_help_of_parsing(run):
    outcome = run(["templates", "parse", "--help"])
    assert outcome.code == 0
    assert b"--templates FILE" in outcome.stdout
