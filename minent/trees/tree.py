"""Phrase structure of a sentence as nested spans of its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minent.errors import InputError, ParameterError

Span = tuple[int, int]
LabelledSpan = tuple[int, int, str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Tree:
    """A phrase: a span of words, and the phrases in it.

    Parameters
    ----------
    start, end : int
        The words from `start` to before `end`, counted from 0; at least one.
    label : str
        Its kind, such as ``NP``; empty where nobody says.
    children : tuple of Tree
        Phrases inside, from left to right, which do not overlap. Words between them belong to
        this phrase directly, so a phrase without children is flat. A single word is no phrase
        unless it is given as one.

    Raises
    ------
    ParameterError
        When a span is empty or negative, or children overlap, are out of order or stick out.

    Notes
    -----
    Nothing here is recursive: a tree may be as deep as its sentence is long. Two trees are
    equal if they have the same labelled spans in the same order from the top.

    Examples
    --------
    >>> tree = Tree(0, 4, "S", (Tree(0, 2, "NP"), Tree(2, 4, "VP")))
    >>> tree.spans()
    [(0, 4), (0, 2), (2, 4)]
    >>> tree
    Tree('(S (NP 0 1) (VP 2 3))')
    """

    start: int
    end: int
    label: str = ""
    children: tuple[Tree, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ParameterError(f"a span must hold words: not from {self.start} to {self.end}")
        at = self.start
        for child in self.children:
            if child.start < at or child.end > self.end:
                raise ParameterError(
                    f"the phrase from {child.start} to {child.end} overlaps the one before it or sticks out "
                    f"of that from {self.start} to {self.end}"
                )
            at = child.end

    def nodes(self) -> Iterator[Tree]:
        """Yield this phrase and all in it, each before those in it, from left to right."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def spans(self) -> list[Span]:
        """Spans of all phrases, in the order of `nodes`."""
        return [(node.start, node.end) for node in self.nodes()]

    def labelled_spans(self) -> list[LabelledSpan]:
        """Spans of all phrases with their labels, in the order of `nodes`."""
        return [(node.start, node.end, node.label) for node in self.nodes()]

    def depth(self) -> int:
        """Number of phrases, one inside the other, above the deepest word."""
        deepest, ends = 0, list[int]()
        for node in self.nodes():
            while ends and ends[-1] <= node.start:
                ends.pop()
            ends.append(node.end)
            deepest = max(deepest, len(ends))
        return deepest

    def restricted(self, keep: Sequence[bool]) -> Tree | None:
        """The tree over the kept words, numbered anew; ``None`` when none is left.

        Parameters
        ----------
        keep : sequence of bool
            For every word of the sentence, whether it stays. Phrases without words vanish.
        """
        if len(keep) < self.end:
            raise ParameterError(f"keep has {len(keep)} values for {self.end} words")
        place = [0]
        for kept in keep:
            place.append(place[-1] + bool(kept))
        spans = [(place[start], place[end], label) for start, end, label in self.labelled_spans()]
        return _nested([span for span in spans if span[0] < span[1]])

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON holds: ``{"spans": [[start, end, label], ...]}``, from the top."""
        return {"spans": [list(span) for span in self.labelled_spans()]}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Tree:
        """Return the tree of what `as_dict` returned.

        Raises
        ------
        InputError
            When there are no spans, or they are not nested.
        """
        spans = record.get("spans") if isinstance(record, Mapping) else None
        if not isinstance(spans, list) or not spans:
            raise InputError("spans must be a list of [start, end, label]")
        rows: list[LabelledSpan] = []
        for span in spans:
            if not (isinstance(span, (list, tuple)) and len(span) in (2, 3)):
                raise InputError(f"a span must be [start, end, label], not {span!r}")
            start, end, label = (*span, "")[:3]
            if type(start) is not int or type(end) is not int or not isinstance(label, str):
                raise InputError(f"a span must be [start, end, label], not {span!r}")
            rows.append((start, end, label))
        tree = _nested(rows)
        assert tree is not None
        return tree

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tree):
            return NotImplemented
        return self.labelled_spans() == other.labelled_spans()

    def __hash__(self) -> int:
        return hash(tuple(self.labelled_spans()))

    def __repr__(self) -> str:
        return f"Tree({brackets_of(self, map(str, range(self.end)))!r})"


def tree_of_spans(n: int, spans: Iterable[Span | LabelledSpan]) -> Tree:
    """Return the tree over `n` words with the phrases given, in any order.

    Parameters
    ----------
    n : int
        Number of words; the whole sentence is a phrase whether given or not.
    spans : iterable of (start, end) or (start, end, label)
        Nested spans. Repeated ones with different labels are one inside the other, in their
        order; the same span with the same label counts once.

    Raises
    ------
    ParameterError
        When two spans cross or one sticks out of the sentence.

    Examples
    --------
    >>> tree_of_spans(4, [(2, 4), (0, 2)])
    Tree('((0 1) (2 3))')
    """
    rows: dict[LabelledSpan, None] = {(*span, "")[:3]: None for span in spans}
    if not any((start, end) == (0, n) for start, end, _ in rows):
        rows[0, n, ""] = None
    tree = _nested(sorted(rows, key=lambda row: (row[0], -row[1])))
    assert tree is not None
    if (tree.start, tree.end) != (0, n):
        raise ParameterError(f"the span from {tree.start} to {tree.end} sticks out of {n} words")
    return tree


def _nested(rows: Sequence[LabelledSpan]) -> Tree | None:
    """The tree of labelled spans in the order of `Tree.nodes`."""
    waiting: list[tuple[LabelledSpan, list[Tree]]] = []
    top: list[Tree] = []

    def close() -> None:
        (start, end, label), children = waiting.pop()
        (waiting[-1][1] if waiting else top).append(Tree(start, end, label, tuple(children)))

    for row in rows:
        while waiting and waiting[-1][0][1] <= row[0]:
            close()
        if waiting and row[1] > waiting[-1][0][1]:
            other = waiting[-1][0]
            raise ParameterError(f"the spans {other[0]}-{other[1]} and {row[0]}-{row[1]} cross")
        waiting.append((row, []))
    while waiting:
        close()
    if len(top) > 1:
        raise ParameterError(f"{len(top)} phrases stand side by side; one must hold them all")
    return top[0] if top else None


def brackets_of(tree: Tree, leaves: Iterable[str]) -> str:
    """Return a tree in brackets on one line, a phrase as ``(label child child)``.

    Parameters
    ----------
    tree : Tree
        Phrases of the sentence.
    leaves : iterable of str
        What stands for each word of the sentence, as it is to appear.
    """
    texts = list(leaves)
    parts: list[str] = []
    at, ends = tree.start, list[int]()

    def close(place: float) -> None:
        nonlocal at
        while ends and ends[-1] <= place:
            parts.extend(texts[at : ends[-1]])
            at = ends.pop()
            parts.append(")")

    for node in tree.nodes():
        close(node.start)
        parts.extend(texts[at : node.start])
        at = node.start
        parts.append("(" + node.label)
        ends.append(node.end)
    close(tree.end)
    return _joined(parts)


def _joined(parts: list[str]) -> str:
    """Parts with a space between them, but none behind a bare bracket or before a closing one."""
    text: list[str] = []
    for part in parts:
        if text and part != ")" and text[-1] != "(":
            text.append(" ")
        text.append(part)
    return "".join(text)
