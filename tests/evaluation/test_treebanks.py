"""Scores of dependencies and phrases: the definition, by hand, laws, the reference scorer on treebanks."""

from __future__ import annotations

import importlib.util
import os
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent.errors import InputError, ParameterError
from minent.evaluation import (
    dependency_baselines,
    evaluate_dependencies,
    evaluate_dependency_matrices,
    evaluate_tree_matrices,
    evaluate_trees,
    tree_baselines,
)
from minent.trees import (
    BracketedSentence,
    Dependencies,
    conllu_sentence,
    parse_brackets,
    read_brackets,
    read_conllu,
    right_branching,
    right_chain,
)
from tests.naive import treebanks as naive
from tests.trees.strategies import heads, trees

DATA = os.environ.get("MINENT_DATA")
SCORER = Path(DATA or "", "..", "tools", "parse", "score.py")
needs_data = pytest.mark.skipif(not DATA or not SCORER.exists(), reason="MINENT_DATA names no folder with treebanks")


@st.composite
def dependency_pairs(draw):
    """Gold heads, predicted heads, and which words are punctuation."""
    gold = draw(heads(6))
    n = len(gold)
    predicted = [draw(st.integers(0, n).filter(lambda h, i=i: h != i)) for i in range(1, n + 1)]
    return gold, predicted, draw(st.lists(st.booleans(), min_size=n, max_size=n))


def sentence(values, marks):
    return conllu_sentence(["w"] * len(values), Dependencies(values), tags=["PUNCT" if m else "X" for m in marks])


@given(st.lists(dependency_pairs(), max_size=4), st.sampled_from(["ignore", "remove", "keep"]))
def test_attachment_is_that_of_the_definition(pairs, punctuation):
    pairs = [pair for pair in pairs if not all(pair[2])]
    gold = [sentence(g, marks) for g, _, marks in pairs]
    predicted = [sentence(p, [False] * len(p)) for _, p, _ in pairs]
    found = evaluate_dependencies(gold, predicted, punctuation=punctuation).as_dict()
    expected = []
    for g, p, marks in pairs:
        spoken = [not mark for mark in marks]
        if punctuation == "remove":
            g, p, spoken = naive.without(g, spoken), naive.without(p, spoken), [True] * sum(spoken)
        expected.append((g, p, [True] * len(g) if punctuation == "keep" else spoken))
    for name, value in naive.attachment(expected).items():
        assert found[name] == pytest.approx(value), name


@given(
    st.lists(st.tuples(trees(0), st.data()), max_size=3),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["keep", "remove"]),
)
def test_brackets_are_those_of_the_definition(some, whole_span, skip_empty, punctuation):
    gold, predicted, pairs = [], [], []
    for tree, data in some:
        n = tree.end
        other = data.draw(trees(0, n))
        marks = data.draw(st.lists(st.booleans(), min_size=n, max_size=n))
        if all(marks):
            continue
        words, tags = ("w",) * n, tuple("." if mark else "X" for mark in marks)
        gold.append(BracketedSentence(words, tags, tree))
        predicted.append(BracketedSentence(words, ("",) * n, other))
        pairs.append((tree.spans(), other.spans(), [not m or punctuation == "keep" for m in marks]))
    options = {"whole_span": whole_span, "skip_empty": skip_empty, "punctuation": punctuation}
    found = evaluate_trees(gold, predicted, **options).as_dict()
    for name, value in naive.brackets(pairs, whole_span, skip_empty).items():
        assert found[name] == pytest.approx(value), name


def test_attachment_by_hand():
    # 1 <- 2 -> 3 -> 5 -> 4 against the chain 1 -> 2 ... -> 5
    gold = [conllu_sentence(list("abcde"), Dependencies([2, 0, 2, 5, 3]))]
    scores = evaluate_dependencies(gold, [conllu_sentence(list("abcde"), right_chain(5))])
    assert (scores.correct, scores.words, scores.correct_edges, scores.edges) == (2, 5, 3, 4)
    assert (scores.correct_ned, scores.correct_turned, scores.correct_roots) == (3, 3, 0)
    assert (scores.uas_without_root, scores.sentence_uuas) == (0.5, 0.75)
    turned = [conllu_sentence(list("ab"), Dependencies([2, 0]))]
    scores = evaluate_dependencies(turned, [conllu_sentence(list("ab"), Dependencies([0, 1]))])
    assert (scores.uas, scores.uuas, scores.ned) == (0, 1, 1)


TREE = "(S (NP (DT the) (NN cat)) (VP (VBZ sits) (PP (IN on) (NP (PRP it)))) (. .))"


def test_brackets_by_hand():
    gold = list(parse_brackets(TREE))
    scores = evaluate_trees(gold, right_branching)
    # the cat | sits on it | on it against cat sits on it | sits on it | on it
    assert (scores.gold_spans, scores.predicted_spans, scores.correct_spans) == (3, 3, 2)
    assert scores.label_recall() == {"NP": 0.0, "PP": 1.0, "VP": 1.0}
    assert scores.label_recall(2) == {}
    assert evaluate_trees(gold, right_branching, whole_span=True).sentence_f1 == 0.75
    kept = evaluate_trees(gold, right_branching, punctuation="keep")
    assert (kept.gold_spans, kept.predicted_spans, kept.correct_spans) == (3, 4, 0)
    assert "recall VP" in scores.as_dict(1)
    assert evaluate_trees(gold, right_branching, max_words=4).sentences == 0
    pair = list(parse_brackets("(NP (DT the) (NN cat))"))
    assert evaluate_trees(pair, right_branching).sentence_f1 == 1.0
    assert evaluate_trees(pair, right_branching, skip_empty=True).sentences == 0


@given(st.lists(heads(5), max_size=4))
def test_itself_is_perfect(some):
    gold = [sentence(values, [False] * len(values)) for values in some if values]
    scores = evaluate_dependencies(gold, gold)
    assert scores.correct == scores.words
    assert scores.correct_edges == scores.edges


def test_sentences_by_length():
    gold = [sentence([0] * n + [1], [False] * n + [True]) for n in range(1, 6)]
    for punctuation in ("ignore", "remove", "keep"):
        scores = evaluate_dependencies(
            gold, lambda n, root: right_chain(n), punctuation=punctuation, max_words=4, min_words=2
        )
        assert scores.sentences == 3
        assert scores.words == 9 + 3 * (punctuation == "keep")
    with pytest.raises(ParameterError):
        evaluate_dependencies(gold, gold, max_words=1, min_words=2)


def test_predictions_of_some_sentences_or_words():
    gold = [sentence([0, 1, 1], [False, True, False]), sentence([0], [False])]
    full = evaluate_dependencies(gold, gold, punctuation="remove", min_words=2)
    assert evaluate_dependencies(gold, gold[:1], punctuation="remove", min_words=2) == full
    bare = [sentence([0, 1], [False, False])]
    assert evaluate_dependencies(gold, bare, punctuation="remove", min_words=2) == full
    with pytest.raises(InputError, match="1 sentences where the gold file has 2"):
        evaluate_dependencies(gold, gold[:1])
    with pytest.raises(InputError, match=r"word 2 is 'w', but None"):
        evaluate_dependencies(gold[1:], bare)
    other = [gold[0], conllu_sentence(["v"], Dependencies([0]))]
    with pytest.raises(InputError, match="word 1 is 'v', but 'w'"):
        evaluate_dependencies(gold, other)
    headless = [gold[0], conllu_sentence(["w"], None)]
    with pytest.raises(InputError, match="without heads"):
        evaluate_dependencies(headless, gold)
    with pytest.raises(InputError, match="without heads"):
        evaluate_dependencies(gold, headless)


def test_baselines():
    gold = [sentence([2, 0, 2], [False] * 3)] * 300
    chance = {name: evaluate_dependencies(gold, shape) for name, shape in dependency_baselines(7).items()}
    assert chance["right chain"].uas == pytest.approx(1 / 3)
    assert chance["left chain"].uuas == 1.0
    assert 0.2 < chance["random projective"].uas < 0.45
    again = evaluate_dependencies(gold, dependency_baselines(7)["random projective"])
    assert again == chance["random projective"]
    told = {
        name: evaluate_dependencies(gold, shape, gold_root="yes") for name, shape in dependency_baselines(7).items()
    }
    assert all(scores.root_recall == 1 for scores in told.values())
    assert told["right chain"].uas == 1.0
    some = [BracketedSentence(("w",) * 4, ("X",) * 4, right_branching(4))] * 50
    found = {name: evaluate_trees(some, shape).sentence_f1 for name, shape in tree_baselines(3).items()}
    assert (found["right branching"], found["left branching"], found["balanced"]) == (1, 0, 0.5)
    assert 0 < found["random"] < 1


def test_matrices_beside_those_that_say_nothing():
    rng = np.random.default_rng(5)
    gold, matrices = [], []
    for _ in range(40):
        order = rng.permutation(7)
        values = [0] * 7
        for child, parent in zip(order[1:], order, strict=False):
            values[child] = int(parent) + 1
        gold.append(sentence(values, [False] * 6 + [True]))
        matrix = rng.random((7, 7)) * 0.1
        for child, parent in enumerate(values):
            if parent:
                matrix[child, parent - 1] += 1
        matrices.append(matrix)
    for punctuation in ("ignore", "remove", "keep"):
        scores = evaluate_dependency_matrices(gold, matrices, "edmonds", punctuation=punctuation)
        assert scores["matrices"].uas > (0.8 if punctuation == "remove" else 0.9)  # heads may be removed
        assert scores["constant matrix"].uas < 0.5
        assert scores["noise matrix"].uas < 0.5
    alone = [matrix[:6, :6] for matrix in matrices]
    removed = evaluate_dependency_matrices(gold, matrices, punctuation="remove")
    assert evaluate_dependency_matrices(gold, alone, punctuation="remove") == removed
    told = evaluate_dependency_matrices(gold, matrices, gold_root="yes", punctuation="keep")
    assert all(each.root_recall == 1 for each in told.values())
    with pytest.raises(InputError, match="6 units where sentence 1"):
        evaluate_dependency_matrices(gold, alone)
    with pytest.raises(InputError, match="impacts of 39 sentences"):
        evaluate_dependency_matrices(gold, matrices[1:])


@given(st.integers(0, 1000))
def test_permuted_gold_cannot_change_predictions(seed):
    # Whatever the gold trees, the decoder sees the matrix alone: totals of spans and of roots stay.
    rng = np.random.default_rng(seed)
    matrices = [rng.random((5, 5)) for _ in range(4)]
    golds = [sentence(list(map(int, heads)), [False] * 5) for heads in ([0, 1, 2, 3, 4], [2, 0, 2, 3, 4])]
    predicted = [evaluate_dependency_matrices([gold] * 4, matrices)["matrices"] for gold in golds]
    counts = [sum(scores.correct_edges for scores in [one]) for one in predicted]
    again = [evaluate_dependency_matrices([gold] * 4, matrices[::-1])["matrices"] for gold in golds]
    assert counts == [one.correct_edges for one in again]
    texts = ("(S (A a) (B (C b) (D c)))", "(S (B (A a) (C b)) (D c))")
    trees = [tree for text in texts for tree in parse_brackets(text)]
    small = [matrix[:3, :3] for matrix in matrices]
    found = [evaluate_tree_matrices([tree] * 4, small)["matrices"] for tree in trees]
    assert found[0].predicted_spans == found[1].predicted_spans == 4
    assert found[0].correct_spans + found[1].correct_spans == 4  # each matrix has one of the two


@pytest.fixture(scope="module")
def scorer():
    spec = importlib.util.spec_from_file_location("score", SCORER)
    module = sys.modules["score"] = importlib.util.module_from_spec(spec)  # its dataclasses look there
    spec.loader.exec_module(module)
    return module


@needs_data
@pytest.mark.parametrize("punctuation", ["ignore", "remove", "keep"])
@pytest.mark.parametrize("name", ["en_ewt-ud-dev.conllu.xz", "zh_gsd-ud-dev.conllu"])
def test_reference_scorer_agrees_on_dependencies(scorer, name, punctuation, tmp_path):
    gold = list(islice(read_conllu(Path(DATA, "ud", name)), 400))
    rng = np.random.default_rng(1)
    shapes = dependency_baselines(1)
    predicted = []
    for each in gold:
        shape = list(shapes.values())[rng.integers(3)]
        predicted.append(conllu_sentence(each.words, shape(len(each.words), None)))
    found = evaluate_dependencies(gold, predicted, punctuation=punctuation).as_dict()
    tally = scorer.Attach()
    for each, other in zip(gold, predicted, strict=True):
        marks = [tag == "PUNCT" for tag in each.tags]
        if all(marks):
            continue
        pair = [
            scorer.Sent(list(s.words), list(each.tags), s.dependencies.heads.tolist(), ["_"] * len(s.words))
            for s in (each, other)
        ]
        if punctuation == "remove":
            pair = [scorer.strip_punct(one) for one in pair]
        tally.add(pair[0].heads, pair[1].heads, marks if punctuation == "ignore" else None)
    expected = tally.result()
    names = {"uas": "uas", "uas_without_root": "uas_nr", "uuas": "uuas", "sentence_uuas": "suuas", "ned": "ned",
             "uuas_with_root": "uuas_pm"}  # fmt: skip
    for ours, theirs in names.items():
        assert 100 * found[ours] == pytest.approx(expected[theirs]), ours
    assert (found["words"], found["sentences"]) == (expected["words"], expected["sents"])


@needs_data
@pytest.mark.parametrize("whole_span", [False, True])
@pytest.mark.parametrize("most", [None, 10])
def test_reference_scorer_agrees_on_brackets(scorer, whole_span, most):
    paths = sorted(Path(DATA, "const", "nltk_treebank", "combined").iterdir())[:25]
    gold = [sentence for path in paths for sentence in read_brackets(path)]
    shapes = {"right branching": scorer.right_branching, "left branching": scorer.left_branching,
              "balanced": scorer.balanced}  # fmt: skip
    for name, shape in shapes.items():
        tally = scorer.Brackets(keep_whole=whole_span)
        for path in paths:
            for tree in scorer.read_ptb(path.read_text(encoding="utf-8")):
                words, spans = scorer.gold_spans(tree)
                if words and (most is None or len(words) <= most):
                    tally.add(len(words), [span for span in spans if span[2]], shape(len(words)))
        found = evaluate_trees(gold, tree_baselines()[name], whole_span=whole_span, max_words=most)
        expected = tally.result()
        assert 100 * found.sentence_f1 == pytest.approx(expected["s_f1"])
        assert 100 * found.corpus_f1 == pytest.approx(expected["c_f1"])
        assert (100 * found.precision, found.sentences) == (pytest.approx(expected["prec"]), expected["sents"])
        recall = {label: round(100 * value, 1) for label, value in found.label_recall(50).items()}
        assert recall == tally.label_recall(50)
