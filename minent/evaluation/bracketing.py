"""Scores of unlabelled brackets: the counts behind them, and those of one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from minent.evaluation.measures import harmonic_mean, share
from minent.evaluation.treebanks import Judged
from minent.trees.brackets import BracketedSentence
from minent.trees.tree import Span

Gold = Judged[BracketedSentence]


@dataclass(frozen=True)
class BracketScores:
    """How far phrases agree with gold ones; labels aside.

    Parameters
    ----------
    sentences : int
        What was judged, and has a score of its own.
    gold_spans, predicted_spans, correct_spans : int
        Spans that count, each once a sentence.
    f1_sum : float
        Sum of the F1 of the sentences.
    label_spans, label_found : Counter
        Gold spans by label, a span once for each of its labels; those that were found.
    """

    sentences: int = 0
    gold_spans: int = 0
    predicted_spans: int = 0
    correct_spans: int = 0
    f1_sum: float = 0.0
    label_spans: Counter[str] = field(default_factory=Counter)
    label_found: Counter[str] = field(default_factory=Counter)

    @property
    def sentence_f1(self) -> float:
        """Mean of the F1 of the sentences; 1 for one without a gold span unless such were left out."""
        return self.f1_sum / self.sentences if self.sentences else 0.0

    @property
    def precision(self) -> float:
        """Share of the predicted spans of the corpus that are gold ones."""
        return share(self.correct_spans, self.predicted_spans)

    @property
    def recall(self) -> float:
        """Share of the gold spans of the corpus that were found."""
        return share(self.correct_spans, self.gold_spans)

    @property
    def corpus_f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)

    def label_recall(self, least: int = 1) -> dict[str, float]:
        """Return the recall of each label with so many spans, the most frequent first.

        Parameters
        ----------
        least : int
            Least number of gold spans.
        """
        ordered = sorted(self.label_spans.items(), key=lambda item: (-item[1], item[0]))
        return {label: self.label_found[label] / count for label, count in ordered if count >= least}

    def as_dict(self, least: int | None = None) -> dict[str, float | int | None]:
        """Return the measures and counts by name.

        Parameters
        ----------
        least : int, optional
            Also the recall of labels with so many gold spans, as ``recall NP``.
        """
        names = ("sentence_f1", "corpus_f1", "precision", "recall")
        measures: dict[str, float | int | None] = {name: getattr(self, name) for name in names}
        if least is not None:
            measures |= {f"recall {label or '(none)'}": value for label, value in self.label_recall(least).items()}
        counts = ("sentences", "gold_spans", "predicted_spans", "correct_spans")
        return measures | {name: getattr(self, name) for name in counts}

    def __add__(self, other: BracketScores) -> BracketScores:
        return BracketScores(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


def bracketed(each: Gold, predicted: Iterable[Span], whole_span: bool, skip_empty: bool) -> BracketScores:
    """The scores of one sentence.

    Parameters
    ----------
    each : Judged
        The gold sentence.
    predicted : iterable of (int, int)
        Spans of the words that parsers see.
    whole_span, skip_empty : bool
        See `minent.evaluate_trees`.
    """
    tree = each.sentence.tree and each.sentence.tree.restricted(each.seen)
    labelled = [span for span in (tree.labelled_spans() if tree else ()) if _counts(span[:2], each.n, whole_span)]
    gold = {span[:2] for span in labelled}
    found = {span for span in predicted if _counts(span, each.n, whole_span)}
    correct = len(gold & found)
    if not gold:
        f1 = 0.0 if skip_empty else 1.0
    else:
        f1 = harmonic_mean(share(correct, len(found)), share(correct, len(gold)))
    return BracketScores(
        int(bool(gold) or not skip_empty), len(gold), len(found), correct, f1,
        Counter(span[2] for span in labelled), Counter(span[2] for span in labelled if span[:2] in found),
    )  # fmt: skip


def _counts(span: Span, n: int, whole_span: bool) -> bool:
    """Whether a span counts: that of a word never, that of the sentence if asked for."""
    return span[1] - span[0] > 1 and (whole_span or span[1] - span[0] < n)
