"""Brackets and CoNLL-U: there and back, by hand, garbage, treebanks."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent.errors import FormatError, InputError, ParameterError
from minent.trees import (
    Dependencies,
    Tree,
    bracket_line,
    conllu_lines,
    conllu_sentence,
    parse_brackets,
    parse_conllu,
    read_brackets,
    read_conllu,
)
from tests.trees.strategies import WORDS, dependencies, trees

DATA = os.environ.get("MINENT_DATA")
CAT = """
( (S (NP-SBJ=2 (DT The) (NN cat) (-LRB- -LRB-))
     (VP (VBZ sits) (NP (-NONE- *T*-1)) (PP-LOC (IN on) (NP (PRP it))))
     (. .)) )
(NP (-NONE- *))
(UH yes)
"""


def row(number, word, head, tag="X"):
    return f"{number}\t{word}\t_\t{tag}\t_\t_\t{head}\tdep\t_\t_\n"


def test_brackets_by_hand():
    cat, traces, yes = parse_brackets(CAT)
    assert cat.words == ("The", "cat", "(", "sits", "on", "it", ".")
    assert cat.tags == ("DT", "NN", "-LRB-", "VBZ", "IN", "PRP", ".")
    expected = [(0, 7, "S"), (0, 3, "NP"), (3, 6, "VP"), (4, 6, "PP"), (5, 6, "NP")]
    assert cat.tree.labelled_spans() == expected
    assert (cat.line, traces.line, yes.line) == (2, 5, 6)
    assert (traces.words, traces.tree) == ((), None)
    assert (yes.words, yes.tree) == (("yes",), None)
    with_functions = next(parse_brackets(CAT, function_tags=True))
    assert with_functions.tree.children[0].label == "NP-SBJ=2"
    (flat,) = parse_brackets("(NP the (JJ big) cat)")
    assert (flat.words, flat.tags, flat.tree) == (("the", "big", "cat"), ("", "JJ", ""), Tree(0, 3, "NP"))


@given(trees(), st.data())
def test_brackets_there_and_back(tree, data):
    words = tuple(data.draw(st.lists(WORDS, min_size=tree.end, max_size=tree.end)))
    tags = tuple("T" for _ in words)
    (found,) = parse_brackets(bracket_line(tree, words, tags))
    shown = tuple(word.replace("(", "-LRB-").replace(")", "-RRB-") for word in words)
    assert tuple(word.replace("(", "-LRB-").replace(")", "-RRB-") for word in found.words) == shown
    assert found.tags == tags
    assert found.tree == tree


def test_brackets_of_what_has_no_names():
    assert bracket_line(None, ["a b", "("]) == "(X (X a_b) (X -LRB-))"
    assert bracket_line(None, []) == ""
    assert bracket_line(Tree(1, 2, "N"), ["a", "b", "c"], ["A", "", "C"]) == "(X (A a) (N (X b)) (C c))"
    with pytest.raises(ParameterError):
        bracket_line(Tree(0, 3), ["a"])
    with pytest.raises(ParameterError):
        bracket_line(None, ["a"], [])


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("(S (NP a)", 1, "a bracket is missing"),
        ("(A a)\n\n(S\n(NP a)\n", 4, "begins in line 3"),
        ("(S (A a)))", 1, "without an opening one"),
        ("(A a)\nb", 2, "outside brackets"),
        ("(A a) ()", 1, "brackets without a word"),
        ("(S (NP))", 1, "brackets without a word: (NP)"),
    ],
)
def test_what_are_no_brackets(text, line, message):
    with pytest.raises(FormatError) as error:
        list(parse_brackets(text, source="file"))
    assert str(error.value).startswith(f"file: line {line}: ")
    assert message in str(error.value)


def test_brackets_may_be_deep():
    n = 50_000
    (found,) = parse_brackets("(S " * n + "a b" + ")" * n)
    assert found.tree.depth() == n


@given(st.text(alphabet="()ab \n-\t1_0.", max_size=60))
def test_garbage_is_read_or_refused(text):
    for parse in (parse_brackets, parse_conllu):
        try:
            list(parse(text))
        except InputError:
            continue


CONLLU = (
    "# sent_id = 7\n# text = Don't go\n"
    "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n" + row(1, "Do", 3) + row(2, "n't", 3, "PART") + row(3, "go", 0)
    + "3.1\tthere\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
)  # fmt: skip


def test_conllu_by_hand():
    (found,) = parse_conllu(CONLLU)
    assert found.words == ("Do", "n't", "go")
    assert found.tags == ("X", "PART", "X")
    assert found.relations == ("dep",) * 3
    assert found.dependencies == Dependencies([3, 3, 0])
    assert (found.comment("sent_id"), found.comment("other"), found.text, found.line) == ("7", None, "Don't go", 4)
    assert "".join(conllu_lines(found)) == CONLLU
    (bare,) = parse_conllu("\ufeff" + CONLLU.split("\n", 2)[2].replace("\n", "\r\n"))
    assert bare.text == "Don't go"
    assert bare.comments == ()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("1\ta\n", 1, "2 columns"),
        (row(2, "a", 0), 1, "word 1 is missing"),
        (row(1, "a", 0) + row(1, "b", 0), 2, "word 2 is missing"),
        (row(1, "a", 1), 1, "cannot have the head '1'"),
        (row(1, "a", 0) + row(2, "a", 3), 2, "cannot have the head '3'"),
        (row(1, "a", 0) + row(2, "a", "_"), 2, "cannot have the head '_'"),
        (row(1, "a", 0) + row(2, "a", "1-2"), 2, "cannot have the head '1-2'"),
        (row("x", "a", 0), 1, "first column"),
        (row("2-3", "a", "_"), 1, "must stand before word 2"),
        (row("1-2", "ab", "_") + row(1, "a", 0), 2, "ends before word 2"),
        (row("0.1", "a", "_") + row("2.1", "a", "_"), 2, "stands behind word 0"),
        (row("0.1", "a", "_"), 1, "without words"),
        (row(1, "a", 0) + "# text\n", 2, "a comment between words"),
    ],
)
def test_what_is_no_conllu(text, line, message):
    with pytest.raises(FormatError) as error:
        list(parse_conllu(text, source="file"))
    assert str(error.value).startswith(f"file: line {line}: ")
    assert message in str(error.value)


@given(dependencies, st.data())
def test_conllu_there_and_back(heads, data):
    words = data.draw(st.lists(WORDS, min_size=len(heads), max_size=len(heads)))
    spaces = data.draw(st.lists(st.booleans(), min_size=len(heads), max_size=len(heads)))
    sentence = conllu_sentence(words, heads, space_after=spaces, comments=["a\nb"])
    found = list(parse_conllu("".join(conllu_lines(sentence))))
    if not words:
        assert found == []
        return
    assert found == [sentence]
    expected = "".join(w + " " * s for w, s in zip(words, spaces, strict=True)).rstrip()
    assert found[0].text == expected


def test_sentences_without_heads():
    sentence = conllu_sentence(["a\tb", " "], None)
    assert (sentence.words, sentence.dependencies) == (("a b", "_"), None)
    assert [s.dependencies for s in parse_conllu("".join(conllu_lines(sentence)))] == [None]
    with pytest.raises(ParameterError):
        conllu_sentence(["a"], Dependencies([0]), tags=[])


def test_paths(tmp_path):
    (tmp_path / "cat.mrg").write_text(CAT, encoding="utf-8")
    (tmp_path / "go.conllu").write_text(CONLLU, encoding="utf-8")
    assert [len(s.words) for s in read_brackets(tmp_path / "cat.mrg")] == [7, 0, 1]
    assert [s.words[0] for s in read_conllu(tmp_path / "go.conllu")] == ["Do"]
    (tmp_path / "cat.mrg").write_text(CAT + ")", encoding="utf-8")
    with pytest.raises(FormatError, match=r"cat.mrg: line 7: a closing bracket"):
        list(read_brackets(tmp_path / "cat.mrg"))


@pytest.mark.skipif(not DATA, reason="MINENT_DATA names no folder")
def test_treebanks():
    ewt = Path(DATA, "ud", "en_ewt-ud-dev.conllu.xz")
    sentences = list(read_conllu(ewt))
    assert len(sentences) == 2001
    assert all(s.dependencies.is_tree() for s in sentences)
    n_words = n_tagged = 0
    for path in sorted(Path(DATA, "const", "nltk_treebank", "combined").iterdir())[:40]:
        n_words += sum(len(sentence.words) for sentence in read_brackets(path))
        tagged = re.findall(r"\(([^\s()]+) [^\s()]+\)", path.read_text(encoding="utf-8"))
        n_tagged += sum(tag != "-NONE-" for tag in tagged)
    assert n_words == n_tagged > 0
