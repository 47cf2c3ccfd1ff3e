"""Scores of segmentations: by hand, against the definition, as laws."""

from __future__ import annotations

import gzip
import importlib.util
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent.errors import CorpusError, InputError, ParameterError
from minent.evaluation import evaluate_segments
from tests.naive import evaluation as naive
from tests.strategies import HAN, MIXED

DATA = os.environ.get("MINENT_DATA")
SPACES = [" ", "\u3000", "\t", "  "]


@st.composite
def divided(draw, alphabet=HAN + "a。", lines=6, copies=2):
    """Lines of one text, divided several times; the texts have no spaces."""
    texts = draw(st.lists(st.text(alphabet=alphabet, max_size=12), max_size=lines))
    return tuple([draw(divisions(text)) for text in texts] for _ in range(copies))


@st.composite
def divisions(draw, text):
    """One way to divide a text into words."""
    words, word = [], ""
    for character in text:
        word += character
        if draw(st.booleans()):
            words.append(word)
            word = ""
    return draw(st.sampled_from(SPACES)).join([*words, word])


def approx(measures):
    return {name: pytest.approx(value) for name, value in measures.items()}


@given(divided(), st.sets(st.text(alphabet=HAN, min_size=1, max_size=2), max_size=12))
def test_measures_are_those_of_the_definition(versions, known):
    gold, predicted = versions
    found = evaluate_segments(gold, predicted, vocabulary=known).as_dict()
    expected = naive.measures(gold, predicted, known)
    assert {name: found[name] for name in expected} == approx(expected)


@given(divided())
def test_precision_and_recall_swap(versions):
    one, other = evaluate_segments(*versions), evaluate_segments(*versions[::-1])
    assert (one.precision, one.recall) == (other.recall, other.precision)
    assert (one.boundary_precision, one.boundary_recall) == (other.boundary_recall, other.boundary_precision)
    assert one.f1 == pytest.approx(other.f1)


@given(divided(copies=1))
def test_itself_is_perfect(versions):
    scores = evaluate_segments(versions[0], versions[0], vocabulary=["茶"])
    assert scores.correct_words == scores.gold_words == scores.predicted_words
    assert scores.f1 == (1.0 if scores.gold_words else 0.0)
    assert scores.boundary_f1 == (1.0 if scores.gold_boundaries else 0.0)
    assert {scores.oov_recall, scores.iv_recall} <= {1.0, None}


@given(divided(), divided())
def test_counts_of_parts_add(first, second):
    parts = [evaluate_segments(*versions, vocabulary=["茶"]) for versions in (first, second)]
    whole = evaluate_segments(first[0] + second[0], first[1] + second[1], vocabulary=["茶"])
    for name in vars(whole):
        assert getattr(whole, name) == sum(getattr(part, name) for part in parts)


def test_by_hand():
    gold = ["我们 喝 红茶 。", "她 种 绿茶"]
    predicted = ["我们 喝 红 茶 。", "她种 绿茶"]
    scores = evaluate_segments(gold, predicted, vocabulary={"我们", "喝", "。", "她"})
    assert scores.as_dict() == approx(
        {
            "precision": 4 / 7, "recall": 4 / 7, "f1": 4 / 7,
            "boundary_precision": 4 / 5, "boundary_recall": 4 / 5, "boundary_f1": 4 / 5,
            "oov_rate": 3 / 7, "oov_recall": 1 / 3, "iv_recall": 3 / 4,
            "gold_words": 7, "predicted_words": 7, "correct_words": 4, "lines": 2, "differing_lines": 0,
        }
    )  # fmt: skip


def test_without_vocabulary_there_are_no_measures_of_it():
    scores = evaluate_segments(["红茶"], ["红茶"])
    assert (scores.oov_rate, scores.oov_recall, scores.iv_recall) == (None, None, None)
    assert "oov_rate" not in scores.as_dict()
    scores = evaluate_segments(["红茶"], ["红茶"], vocabulary=[])
    assert (scores.oov_rate, scores.oov_recall, scores.iv_recall) == (1.0, 1.0, None)


def test_spaces_of_any_width_and_marks_of_byte_order():
    assert evaluate_segments(["\ufeff红茶\u3000 好\u3000\r\n"], [" 红茶 \t好"]).f1 == 1.0


@pytest.mark.parametrize(
    ("gold", "predicted"), [([], []), ([""], []), (["茶", "", "\u3000"], ["茶"]), (["茶"], ["茶", ""])]
)
def test_blank_lines_at_the_end_may_be_missing(gold, predicted):
    assert evaluate_segments(gold, predicted).correct_words == len(["茶"] if gold[:1] == ["茶"] else [])


@st.composite
def edited(draw):
    """Two versions of a line in which no character comes twice, equal but for some that one lacks."""
    text = draw(st.lists(st.sampled_from("甲乙丙丁戊己庚辛壬癸子丑"), unique=True, min_size=2))
    dropped = draw(st.sets(st.sampled_from(text), max_size=3))
    gold = "".join(text)
    other = "".join(character for character in text if character not in dropped)
    return draw(st.permutations([gold, other]))


@given(edited(), st.data())
def test_lines_that_differ_are_aligned(versions, data):
    gold, text = versions
    gold_line, line = data.draw(divisions(gold)), data.draw(divisions(text))
    scores = evaluate_segments([gold_line], [line], align=True)
    places = naive.same_places(text, gold)
    spans = {(places.get(word.begin), places.get(word.end)) for word in naive.words(line)}
    assert scores.correct_words == sum((word.begin, word.end) in spans for word in naive.words(gold_line))
    inner = {places.get(place, -place) for place in naive.boundaries(line)}
    assert scores.correct_boundaries == len(inner & naive.boundaries(gold_line))
    assert scores.differing_lines == (gold != text)


def test_alignment_by_hand():
    scores = evaluate_segments(["“ 红茶 ” 好"], ["红茶 ” 好 喝 吧"], align=True)
    assert (scores.correct_words, scores.differing_lines) == (3, 1)
    scores = evaluate_segments(["ＡＢ 红茶"], ["AB 红茶"], align=True)
    assert (scores.f1, scores.differing_lines) == (1.0, 1), "rewritten characters keep their places"
    long = "红 茶 " * 5000
    scores = evaluate_segments([long + "好 " + long], [long + long], align=True)
    # The place of the missing word belongs to the word before it; the one behind it begins elsewhere.
    assert (scores.correct_words, scores.gold_words) == (19_999, 20_001)


def test_difference_is_shown_with_its_place(tmp_path):
    gold, predicted = tmp_path / "gold.txt", tmp_path / "pred.txt"
    gold.write_text("茶\n我们  喝 “ 红茶 ”\n", encoding="utf-8")
    predicted.write_text('茶\n我们 喝 " 红茶 "\n', encoding="utf-8")
    with pytest.raises(CorpusError) as raised:
        evaluate_segments(gold, predicted)
    assert str(raised.value) == (
        f"{gold}: line 2: from column 7 on the text is not that of {predicted} (column 6): "
        "'“红茶”', there '\"红茶\"'; mend it, or use --align"
    )
    assert raised.value.line == 2
    with pytest.raises(CorpusError, match=r"column 2 .* \(column 3\): the end of the line, there '好'"):
        evaluate_segments(["茶"], ["茶 好"])


def test_missing_line_is_named():
    with pytest.raises(CorpusError, match=r"<gold>: line 2: .* a line is missing or cut, as the files have 3 and 2"):
        evaluate_segments(["甲", "乙", "丙"], ["甲", "丙"])
    with pytest.raises(InputError, match="<gold> has 3 lines, <predicted> only 2"):
        evaluate_segments(["甲", "乙", "丙"], ["甲", "乙"])
    with pytest.raises(InputError, match="<predicted> has 2 lines, <gold> only 1"):
        evaluate_segments([""], ["", "乙"], align=True)


def test_files_of_any_kind(tmp_path):
    text = "我们 喝 红茶\n绿茶\n"
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(("\ufeff" + text).encode()))
    (tmp_path / "b.txt").write_bytes(text.replace("\n", "\r\n").encode())
    (tmp_path / "words.txt").write_text("喝 12\n红茶\n", encoding="utf-8")
    scores = evaluate_segments(tmp_path / "a.txt.gz", tmp_path / "b.txt", vocabulary=tmp_path / "words.txt")
    assert (scores.f1, scores.oov_rate, scores.lines) == (1.0, 0.5, 2)
    for name in "cd":
        (tmp_path / name).write_bytes(text.encode("gb18030"))
    assert evaluate_segments(tmp_path / "c", tmp_path / "d", encoding="gb18030").gold_words == 4
    with pytest.raises(CorpusError, match=r"c: line 1, .*not UTF-8"):
        evaluate_segments(tmp_path / "c", tmp_path / "d")
    with pytest.raises(CorpusError, match="gone"):
        evaluate_segments(tmp_path / "gone", tmp_path / "d")
    with pytest.raises(CorpusError, match="3 files; name one"):
        evaluate_segments(tmp_path, tmp_path / "b.txt")
    with pytest.raises(ParameterError, match="standard input"):
        evaluate_segments("-", "-")


@given(st.lists(st.text(alphabet=st.sampled_from(MIXED), max_size=20), max_size=4), st.data())
def test_anything_can_be_scored(gold, data):
    predicted = [data.draw(st.text(alphabet=st.sampled_from(MIXED), max_size=20)) for _ in gold]
    scores = evaluate_segments(gold, predicted, align=True)
    assert scores.correct_words <= min(scores.gold_words, scores.predicted_words)
    assert scores.correct_boundaries <= min(scores.gold_boundaries, scores.predicted_boundaries)


@pytest.fixture(scope="module")
def reference():
    """The scorer that the figures of the bakeoff were compared with."""
    path = Path(DATA or "", "..", "tools", "text", "seg_score.py")
    if not DATA or not path.exists():
        pytest.skip("no reference scorer beside MINENT_DATA")
    spec = importlib.util.spec_from_file_location("seg_score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _reference_measures(module, gold, predicted, known):
    scores = module.score(gold, predicted, known)
    names = {"word_p": "precision", "word_r": "recall", "word_f1": "f1", "bound_p": "boundary_precision",
             "bound_r": "boundary_recall", "bound_f1": "boundary_f1", "gold_words": "gold_words",
             "test_words": "predicted_words", "correct": "correct_words", "differing_lines": "differing_lines",
             "oov_rate": "oov_rate", "oov_recall": "oov_recall", "iv_recall": "iv_recall"}  # fmt: skip
    return {ours: pytest.approx(scores[theirs], abs=1e-12) for theirs, ours in names.items()}


def _our_measures(scores):
    return {name: value or 0 for name, value in scores.as_dict().items() if name != "lines"}


@pytest.mark.parametrize("order", [2, 3, 4])
def test_real_predictions_score_as_in_the_bakeoff(reference, order):
    folder = Path(DATA, "sighan2005")
    gold, words = (folder / "gold" / f"pku_{name}.utf8" for name in ("test_gold", "training_words"))
    predicted = folder / "slm_baseline_predictions" / f"unsupervised-pku-{order}.txt"
    lines = [reference.read_lines(path) for path in (gold, predicted)]
    known = {word for line in reference.read_lines(words) for word in line.split()}
    found = evaluate_segments(gold, predicted, vocabulary=words)
    assert _our_measures(found) == _reference_measures(reference, *lines, known)
    assert found.f1 == pytest.approx({2: 0.797, 3: 0.805, 4: 0.797}[order], abs=6e-4)


@given(
    st.text(alphabet="红茶好", min_size=1, max_size=14), st.text(alphabet="红茶好", min_size=1, max_size=14), st.data()
)
def test_differing_lines_score_as_in_the_reference(reference, gold, text, data):
    lines = [[data.draw(divisions(gold))], [data.draw(divisions(text))]]
    found = evaluate_segments(*lines, vocabulary={"茶"}, align=True)
    assert _our_measures(found) == _reference_measures(reference, *lines, {"茶"})
