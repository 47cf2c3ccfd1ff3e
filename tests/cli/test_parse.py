"""``minent parse`` and ``minent evaluate dependencies|trees`` as a user runs them; no model is needed."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import numpy as np
import pytest

from minent.parse import Impact, load_impacts, save_impacts
from minent.trees import parse_brackets, parse_conllu, read_brackets, read_conllu
from tests.cli.running import CORPORA, error_of, run_here
from tests.parse.impacts import impact_of

CONLLU, TREES = CORPORA / "english.conllu", CORPORA / "english_trees.txt"
TEXT = ["红茶很香，绿茶也香。", "", "红茶 (好) 😀"]


@pytest.fixture
def chinese(tmp_path):
    """Impacts of characters."""
    save_impacts([impact_of(text, line) for line, text in enumerate(TEXT, 1)], tmp_path / "chinese")
    return tmp_path / "chinese"


@pytest.fixture
def english(tmp_path):
    """Impacts of the words of the sample treebank."""
    texts = [" ".join(sentence.words) for sentence in read_conllu(CONLLU)]
    save_impacts([impact_of(text, line, 7, r"\S+") for line, text in enumerate(texts, 1)], tmp_path / "english")
    return tmp_path / "english"


def test_words(chinese, tmp_path, run):
    outcome = run(["parse", "--impacts", chinese, "--task", "words", "--threshold", "0"])
    assert outcome.stdout.decode() == "红茶很香 ， 绿茶也香 。\n\n红茶 ( 好 ) 😀\n"
    assert outcome.stderr == ""
    lexicon = tmp_path / "words.tsv"
    outcome = run_here(
        [
            "parse",
            "--impacts",
            chinese,
            "--task",
            "words",
            "--lexicon",
            lexicon,
            "--format",
            "jsonl",
            "-o",
            tmp_path / "o",
        ]
    )
    assert (outcome.code, outcome.stdout) == (0, b"")
    assert re.fullmatch(r"threshold [0-9.]+\n", outcome.stderr)
    records = [json.loads(line) for line in (tmp_path / "o").read_text(encoding="utf-8").splitlines()]
    assert [record["line"] for record in records] == [1, 2, 3]
    assert ["".join(record["words"]) for record in records] == ["".join(text.split()) for text in TEXT]
    words = [line.split("\t")[0] for line in lexicon.read_text(encoding="utf-8").splitlines()[1:]]
    assert set(words) == {w for record in records for w in record["words"] if w not in "，。()😀"}
    corpus = tmp_path / "corpus.txt"
    corpus.write_text("红茶香。绿茶香。\n" * 9, encoding="utf-8")
    lexicon.write_text("红茶\n绿茶香\n", encoding="utf-8")
    outcome = run_here(["lexicon", corpus, "--candidates", lexicon, "--candidates-only", "--pmi-per-join", "0", "-q"])
    assert {word for word in outcome.words if len(word) > 1} <= {"红茶", "绿茶香"}


def test_dependencies(english, run, tmp_path):
    outcome = run(["parse", "--impacts", english, "--task", "dependencies", "-o", tmp_path / "found.conllu"])
    assert (outcome.code, outcome.stderr) == (0, "")
    found = list(read_conllu(tmp_path / "found.conllu"))
    gold = list(read_conllu(CONLLU))
    assert [sentence.words for sentence in found] == [sentence.words for sentence in gold]
    assert all(sentence.dependencies.is_tree() for sentence in found)
    assert found[0].comment("text") == "The boat crossed the quiet lake ."
    for method in ("edmonds", "projective-mst", "mst"):
        outcome = run_here(["parse", "--impacts", english, "--task", "dependencies", "--method", method])
        assert len(list(parse_conllu(outcome.stdout.decode()))) == len(gold)
    shown = {
        format: run_here(
            ["parse", "--impacts", english, "--task", "dependencies", "--format", format, "--line", "2"]
        ).stdout.decode()
        for format in ("jsonl", "drawing", "svg")
    }
    record = json.loads(shown["jsonl"])
    assert record["heads"] == found[1].dependencies.heads.tolist()
    assert shown["drawing"].startswith("She ")
    ElementTree.fromstring(shown["svg"])


def test_constituents(english, run):
    outcome = run(["parse", "--impacts", english, "--task", "constituents"])
    found = list(parse_brackets(outcome.stdout.decode()))
    gold = list(read_brackets(TREES))
    assert [sentence.words for sentence in found] == [sentence.words for sentence in gold]
    assert all(len(sentence.tree.spans()) == len(sentence.words) - 1 for sentence in found)
    for format in ("jsonl", "drawing", "svg"):
        outcome = run_here(["parse", "--impacts", english, "--task", "constituents", "--format", format, "--line", "8"])
        assert "bell" in outcome.stdout.decode()
    assert run_here(["parse", "--impacts", english, "--task", "constituents", "--method", "cky"]).code == 0


def test_heat_map(english, chinese, tmp_path):
    pytest.importorskip("matplotlib")
    for suffix in ("png", "svg"):
        first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
        for path in (first, second):
            args = ["parse", "--impacts", chinese, "--task", "constituents", "--format", "heatmap", "--line", "1"]
            assert run_here([*args, "-o", path]).code == 0
        assert first.read_bytes() == second.read_bytes()
    assert "红" in (tmp_path / "a.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--task", "words"], "give either --model M and a corpus, or --impacts DIR"),
        (["--task", "words", "--impacts", "{chinese}", "a.txt"], "leave the corpus out"),
        (["--task", "words", "--impacts", "{chinese}", "--format", "svg"], "format of words must be one of text"),
        (["--task", "words", "--impacts", "{chinese}", "--method", "cky"], "method of words must be left out"),
        (
            ["--task", "dependencies", "--impacts", "{chinese}", "--method", "cky"],
            "must be eisner, edmonds",
        ),
        (["--task", "words", "--impacts", "{chinese}", "--threshold", "much"], "--threshold must be auto"),
        (["--task", "dependencies", "--impacts", "{chinese}", "--lexicon", "x"], "--lexicon has no use"),
        (["--task", "dependencies", "--impacts", "{chinese}", "--format", "svg"], "choose it with --line"),
        (["--task", "dependencies", "--impacts", "{chinese}", "--line", "9"], "there is no line 9"),
        (["--task", "constituents", "--impacts", "{chinese}", "--format", "heatmap"], "name a .png"),
        (["--task", "constituents", "--impacts", "nothing"], "nothing: not minent impacts"),
        (["--task", "constituents", "--impacts", "{adjacent}"], "of neighbours only"),
    ],
)
def test_bad_input(args, message, chinese, tmp_path, old, unharmed):
    adjacent = tmp_path / "adjacent"
    save_impacts([impact_of("红茶", full=False)], adjacent)
    given = [arg.format(chinese=chinese, adjacent=adjacent) for arg in args]
    outputs = [] if "heatmap" in args else ["-o", old]
    assert message in error_of(run_here(["parse", *given, *outputs]))
    unharmed()


def columns_of(outcome):
    """Measures by system."""
    assert outcome.code == 0, outcome.stderr
    rows = json.loads(outcome.stdout)
    return {row["file"]: row for row in rows}


def test_evaluate_dependencies(english, run, tmp_path):
    run_here(["parse", "--impacts", english, "--task", "dependencies", "-o", tmp_path / "found.conllu"])
    args = ["evaluate", "dependencies", CONLLU, tmp_path / "found.conllu", "--impacts", english, "--format", "json"]
    shown = columns_of(run(args))
    assert list(shown) == [
        str(tmp_path / "found.conllu"), str(english), "constant matrix", "noise matrix",
        "right chain", "left chain", "random projective",
    ]  # fmt: skip
    file, matrices = shown[str(tmp_path / "found.conllu")], shown[str(english)]
    assert {**file, "file": ""} == {**matrices, "file": ""}  # decoded from all words, counted without punctuation
    assert (shown["constant matrix"]["uuas"], shown["left chain"]["uuas"]) == (shown["right chain"]["uuas"],) * 2
    told = run_here([*args, "--gold-root", "--punctuation", "remove"])
    assert "the root was given" in told.stderr
    shown = columns_of(told)
    assert shown["noise matrix (gold root)"]["root_recall"] == 1
    assert shown[f"{english} (gold root)"]["root_recall"] == 1
    assert str(tmp_path / "found.conllu") in shown
    table = run_here(["evaluate", "dependencies", CONLLU, "--max-words", "6"])
    assert b"measure" in table.stdout


def test_evaluate_trees(english, tmp_path):
    run_here(["parse", "--impacts", english, "--task", "constituents", "-o", tmp_path / "found.txt"])
    args = ["evaluate", "trees", TREES, tmp_path / "found.txt", "--impacts", english, "--format", "json"]
    kept = columns_of(run_here([*args, "--punctuation", "keep", "--labels", "5"]))
    found, matrices = kept[str(tmp_path / "found.txt")], kept[str(english)]
    assert {**found, "file": ""} == {**matrices, "file": ""}
    assert "recall NP" in found
    removed = columns_of(run_here([*args, "--whole-span", "--punctuation-tags", "evalb"]))
    assert removed["right branching"]["sentence_f1"] > kept["right branching"]["sentence_f1"]
    assert list(removed)[2:] == [
        "constant matrix", "noise matrix", "right branching", "left branching", "balanced", "random",
    ]  # fmt: skip
    constant = columns_of(run_here([*args, "--method", "mart"]))
    assert constant["constant matrix"]["sentence_f1"] == constant["right branching"]["sentence_f1"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["dependencies", "{trees}"], "columns where CoNLL-U has 10"),
        (["trees", "{conllu}"], "stands outside brackets"),
        (["dependencies", "-", "-"], "only one file can be standard input"),
        (["dependencies", "{conllu}", "--no-baselines"], "nothing to score"),
        (["dependencies", "{conllu}", "--max-words", "0"], "--max-words must be at least 1"),
        (["trees", "{trees}", "--impacts", "{chinese}"], "no impacts of sentence 4"),
        (["trees", "{trees}", "--impacts", "{all}"], "2 units where sentence 1"),
        (["trees", "{trees}", "--impacts", "{cut}", "--max-words", "6"], "no impacts of sentence 1"),
        (["trees", "{trees}", "--impacts", "{long}"], "line 99 where the gold file has 8"),
    ],
)
def test_bad_treebanks(args, message, chinese, tmp_path):
    save_impacts([impact_of("a b", 1), impact_of("a b", 1)], tmp_path / "cut")
    save_impacts([impact_of("a b", 99)], tmp_path / "long")
    save_impacts([impact_of("a b", line) for line in range(1, 9)], tmp_path / "all")
    names = {"trees": TREES, "conllu": CONLLU, "chinese": chinese}
    names |= {name: tmp_path / name for name in ("cut", "long", "all")}
    given = [arg.format(**names) for arg in args]
    assert message in error_of(run_here(["evaluate", *given]))


def test_gold_trees_cannot_change_predictions(english, tmp_path):
    # The decoder is told nothing of the gold file but which words are judged: gold trees of other sentences of
    # equal length leave what is predicted as it is.
    args = ["evaluate", "dependencies", "--impacts", english, "--punctuation", "keep", "--format", "json"]
    text = CONLLU.read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.split("\n")]
    for cells in lines:
        if len(cells) == 10:
            cells[6] = "0" if cells[0] == "1" else str(int(cells[0]) - 1)
    other = tmp_path / "chains.conllu"
    other.write_text("\n".join("\t".join(cells) for cells in lines), encoding="utf-8")
    run_here(["parse", "--impacts", english, "--task", "dependencies", "-o", tmp_path / "found.conllu"])
    for gold in (CONLLU, other):
        decoded = columns_of(run_here([*args[:2], gold, tmp_path / "found.conllu", *args[2:]]))
        first, second = list(decoded)[:2]
        assert {**decoded[first], "file": ""} == {**decoded[second], "file": ""}


def test_impacts_come_back(english):
    (first, *_) = load_impacts(english)
    assert isinstance(first, Impact)
    assert not np.isnan(first.matrix).any()


def test_model_and_its_stored_impacts_agree(tmp_path):
    pytest.importorskip("transformers")
    from tests.parse import tiny

    shared = ["--model", tiny.save(tmp_path / "tiny"), "--device", "cpu", "--threads", "1"]
    text = tmp_path / "text.txt"
    text.write_text("the cat sat on the mat.\n\n" + "the cat " * 40 + "\n我喝红茶，cat  sleep\n", encoding="utf-8")
    why = "line 3: 82 tokens, the model takes 64, and no punctuation to cut at; left out\n"
    stored = run_here(["impact", text, *shared, "-o", tmp_path / "impacts"])
    assert stored.stderr.startswith(why)
    for task in ("dependencies", "constituents"):
        direct = run_here(["parse", text, *shared, "--task", task])
        again = run_here(["parse", "--impacts", tmp_path / "impacts", "--task", task])
        assert (direct.stdout, direct.stderr) == (again.stdout, why)
    words = run_here(["parse", text, *shared, "--task", "words", "-q"])
    assert words.stderr == ""
    lines = words.stdout.decode().split("\n")
    assert ["".join(line.split()) for line in lines] == ["thecatsatonthemat.", "", "", "我喝红茶，catsleep", ""]
    assert " ， " in lines[3]
