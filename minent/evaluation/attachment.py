"""Attachment scores: the counts behind them, and those of one sentence."""

from __future__ import annotations

from dataclasses import dataclass, fields

from minent.errors import InputError
from minent.evaluation.measures import share
from minent.evaluation.treebanks import Judged
from minent.trees.conllu import ConlluSentence
from minent.trees.dependencies import Dependencies

Gold = Judged[ConlluSentence]


@dataclass(frozen=True)
class DependencyScores:
    """How far dependencies agree with gold ones.

    Parameters
    ----------
    sentences, words : int
        What was judged.
    correct : int
        Words with the right head, the root's among them.
    dependents, correct_dependents : int
        Words whose gold head is a word; those of them with the right head.
    edges, correct_edges : int
        Pairs of words of which, in the gold tree, one is the head of the other; those that are
        joined, either way round.
    correct_ned : int
        Words whose head is right, or who are the head of their gold head, or whose predicted head is
        the head of their gold head.
    correct_turned : int
        Words whose head is right or who are the head of their gold head.
    correct_roots : int
        Gold roots that are predicted ones.
    roots : int
        Gold roots.
    sentences_with_edges : int
        Sentences of two words and more.
    edge_shares : float
        Sum over these of the share of their edges that were found.
    """

    sentences: int = 0
    words: int = 0
    correct: int = 0
    dependents: int = 0
    correct_dependents: int = 0
    edges: int = 0
    correct_edges: int = 0
    correct_ned: int = 0
    correct_turned: int = 0
    correct_roots: int = 0
    roots: int = 0
    sentences_with_edges: int = 0
    edge_shares: float = 0.0

    @property
    def uas(self) -> float:
        """Share of the words with the right head, the root's among them."""
        return share(self.correct, self.words)

    @property
    def uas_without_root(self) -> float:
        """Share with the right head of the words whose gold head is a word."""
        return share(self.correct_dependents, self.dependents)

    @property
    def uuas(self) -> float:
        """Share of the gold edges between words that were found, either way round."""
        return share(self.correct_edges, self.edges)

    @property
    def sentence_uuas(self) -> float:
        """Mean over sentences of the share of their edges that were found."""
        return self.edge_shares / self.sentences_with_edges if self.sentences_with_edges else 0.0

    @property
    def ned(self) -> float:
        """Neutral edge direction: the share of `correct_ned` (Schwartz et al. 2011)."""
        return share(self.correct_ned, self.words)

    @property
    def uuas_with_root(self) -> float:
        """Share of `correct_turned` in all words: what the release of Perturbed Masking calls UUAS."""
        return share(self.correct_turned, self.words)

    @property
    def root_recall(self) -> float:
        """Share of the gold roots that are predicted ones."""
        return share(self.correct_roots, self.roots)

    def as_dict(self) -> dict[str, float | int | None]:
        """Return the measures and counts by name."""
        names = ("uas", "uas_without_root", "uuas", "sentence_uuas", "ned", "uuas_with_root", "root_recall")
        return {
            name: getattr(self, name) for name in (*names, "sentences", "words", "correct", "edges", "correct_edges")
        }

    def __add__(self, other: DependencyScores) -> DependencyScores:
        names = [field.name for field in fields(self)]
        return DependencyScores(*(getattr(self, name) + getattr(other, name) for name in names))


def compared(each: Gold, gold: Dependencies, found: Dependencies) -> DependencyScores:
    """The scores of one sentence.

    Raises
    ------
    InputError
        When the numbers of words differ.
    """
    if len(found) != len(gold):
        raise InputError(f"{len(found)} heads for the {len(gold)} words of sentence {each.number + 1}")
    right, heads, counted = [0, *gold.heads.tolist()], [0, *found.heads.tolist()], (False, *each.counted)
    words = [i for i in range(1, len(right)) if counted[i]]
    correct = [i for i in words if heads[i] == right[i]]
    turned = {i for i in words if heads[i] and right[heads[i]] == i}
    above = {i for i in words if right[i] and right[right[i]] == heads[i]}
    edges = {edge for edge in gold.edges() if counted[edge[0]] and counted[edge[1]]}
    n_found = len(edges.intersection(found.edges()))
    return DependencyScores(
        sentences=1,
        words=len(words),
        correct=len(correct),
        dependents=sum(right[i] > 0 for i in words),
        correct_dependents=sum(right[i] > 0 for i in correct),
        edges=len(edges),
        correct_edges=n_found,
        correct_ned=len(turned.union(above, correct)),
        correct_turned=len(turned.union(correct)),
        correct_roots=sum(right[i] == 0 for i in correct),
        roots=sum(right[i] == 0 for i in words),
        sentences_with_edges=int(bool(edges)),
        edge_shares=n_found / len(edges) if edges else 0.0,
    )
