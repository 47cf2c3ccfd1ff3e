"""Scores of lexicons: by hand, against the definition, as laws."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Lexicon, write_lexicon
from minent.errors import FormatError, InputError, ParameterError
from minent.evaluation import evaluate_words

DATA = os.environ.get("MINENT_DATA")
GOLD = {"红茶": 30, "绿茶": 20, "茶园": 12, "采茶": 3, "茶": 99, "OK吧": 50}

_words = st.text(alphabet="红绿茶园a", min_size=1, max_size=3)
_lexicons = st.lists(_words, unique=True, max_size=30)
_golds = st.dictionaries(_words, st.integers(0, 9), max_size=30)


def test_by_hand():
    lexicon = ["绿茶", "茶", "的茶", "采茶", "OK吧", "红茶", "山上"]
    scores = evaluate_words(lexicon, GOLD, at=[1, 2, 5, 6], min_count=10, wide={"山上"})
    assert (scores.entries, scores.gold_words) == (5, 3), "one character or not Han: not judged"
    assert [(one.rank, one.precision, one.wide_precision) for one in scores.at] == [
        (1, 1.0, 1.0), (2, 0.5, 0.5), (5, 0.6, 0.8), (6, None, None),
    ]  # fmt: skip
    assert [one.recall for one in scores.at] == pytest.approx([1 / 3, 1 / 3, 2 / 3, None])
    assert (scores.precision, scores.wide_precision) == (0.6, 0.8)
    assert scores.recall == pytest.approx(2 / 3)
    assert scores.f1 == pytest.approx(2 * 0.6 * 2 / 3 / (0.6 + 2 / 3))


def test_other_scripts_and_lengths():
    lexicon = ["OK吧", "茶", "红茶"]
    assert evaluate_words(lexicon, GOLD, script="any", min_length=1).precision == 1.0
    assert evaluate_words(lexicon, GOLD, script="any", min_length=3).entries == 1
    assert evaluate_words(lexicon, GOLD, min_length=1).entries == 2


def _judged(word):
    return len(word) >= 2 and all("\u4e00" <= character <= "\u9fff" for character in word)


@given(_lexicons, _golds, st.integers(1, 8), st.integers(2, 9))
def test_measures_are_those_of_the_definition(lexicon, gold, rank, least):
    entries = [word for word in lexicon if _judged(word)]
    base = {word for word, count in gold.items() if count >= least and _judged(word)}
    if not entries or not base:
        with pytest.raises(InputError, match="--min-length"):
            evaluate_words(lexicon, gold, at=[rank], min_count=least)
        return
    scores = evaluate_words(lexicon, gold, at=[rank], min_count=least)
    precision = sum(word in gold for word in entries) / len(entries)
    recall = sum(word in entries for word in base) / len(base)
    assert (scores.precision, scores.recall) == (pytest.approx(precision), pytest.approx(recall))
    assert scores.f1 == pytest.approx(2 * precision * recall / (precision + recall) if precision + recall else 0)
    first = entries[:rank] if rank <= len(entries) else None
    assert scores.at[0].precision == (first and pytest.approx(sum(word in gold for word in first) / rank))
    assert scores.at[0].recall == (first and pytest.approx(len(base & set(first)) / len(base)))


@given(_lexicons.filter(lambda words: any(map(_judged, words))))
def test_itself_is_perfect(lexicon):
    scores = evaluate_words(lexicon, lexicon, at=[1], wide=["茶"])
    assert (scores.precision, scores.wide_precision, scores.recall, scores.f1) == (1.0, 1.0, 1.0, 1.0)
    assert scores.at[0].precision == 1.0


def test_files(tmp_path):
    lexicon = Lexicon.from_words({"红茶": 9, "绿茶": 5})
    expected = evaluate_words(lexicon, GOLD)
    for name in ("a.tsv", "a.csv", "a.jsonl", "a.txt", "a.dic"):
        write_lexicon(lexicon, tmp_path / name)
        assert evaluate_words(tmp_path / name, GOLD) == expected
    write_lexicon(lexicon, tmp_path / "a.jieba", "jieba")
    (tmp_path / "b.tsv").write_text("红茶\t-3.5\n\n绿茶\t-4\n红茶\t-9\n", encoding="utf-8")
    (tmp_path / "b.vocab").write_text("红茶\t-3.5\n绿茶\t-4\n", encoding="utf-8")
    for name in ("a.jieba", "b.tsv", "b.vocab"):
        assert evaluate_words(tmp_path / name, GOLD) == expected
    (tmp_path / "gold.tsv").write_text("".join(f"{word}\t{count}\n" for word, count in GOLD.items()), encoding="utf-8")
    assert evaluate_words(lexicon, tmp_path / "gold.tsv", min_count=20).recall == 1.0
    write_lexicon(Lexicon.from_words(GOLD), tmp_path / "gold.csv")
    assert evaluate_words(lexicon, tmp_path / "gold.csv", min_count=20).recall == 1.0
    (tmp_path / "list.txt").write_text("红茶\n山上\n绿茶\n绿茶\n", encoding="utf-8")
    assert evaluate_words(lexicon, tmp_path / "list.txt").recall == pytest.approx(2 / 3)
    assert evaluate_words(["山上"], GOLD, wide=tmp_path / "list.txt").wide_precision == 1.0


def test_bad_input(tmp_path):
    (tmp_path / "list.txt").write_text("红茶\n", encoding="utf-8")
    for gold in (["红茶"], tmp_path / "list.txt"):
        with pytest.raises(ParameterError, match="min_count needs gold words with counts"):
            evaluate_words(["红茶"], gold, min_count=2)
    (tmp_path / "gold.tsv").write_text("红茶\t5\n绿茶\t-5\n茶园\t3\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"gold\.tsv: line 2: "):
        evaluate_words(["红茶"], tmp_path / "gold.tsv")
    with pytest.raises(InputError, match="no gold word has a count of 50 and 2 or more Han characters"):
        evaluate_words(["红茶"], GOLD, min_count=50)
    with pytest.raises(InputError, match="no entry of the lexicon has 2 or more Han"):
        evaluate_words(["tea"], GOLD)
    for parameters in ({"at": [0]}, {"min_length": 0}, {"min_count": -1}, {"script": "latin"}):
        with pytest.raises(ParameterError):
            evaluate_words(["红茶"], GOLD, **parameters)


@given(_lexicons, _golds, st.integers(0, 5), st.sets(_words, max_size=9))
def test_scores_are_those_of_the_reference(lexicon, gold, least, wide):
    path = Path(DATA or "", "..", "tools", "text", "lexicon_eval.py")
    if not DATA or not path.exists():
        pytest.skip("no reference scorer beside MINENT_DATA")
    spec = importlib.util.spec_from_file_location("lexicon_eval", path)
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    lexicon = [word for word in lexicon if reference.HAN.fullmatch(word)]
    gold = {word: count for word, count in gold.items() if reference.HAN.fullmatch(word)}
    if not lexicon or not any(count >= least for count in gold.values()):
        return
    expected = reference.evaluate(lexicon, gold, least, wide, (1, 3))
    found = evaluate_words(lexicon, gold, at=(1, 3), min_count=least, wide=wide or {"茶"}).as_dict()
    names = {"entries": "entries", "gold_words": "gold_base", "precision": "P@all", "wide_precision": "Pwide@all",
             "recall": "recall", "f1": "F1"}  # fmt: skip
    for rank in (1, 3):
        names |= {
            f"precision@{rank}": f"P@{rank}",
            f"wide_precision@{rank}": f"Pwide@{rank}",
            f"recall@{rank}": f"R@{rank}",
        }
    for ours, theirs in names.items():
        assert found[ours] == pytest.approx(expected.get(theirs)), ours
