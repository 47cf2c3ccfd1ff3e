"""Trees in brackets, as treebanks of the Penn kind have them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from minent.errors import FormatError, ParameterError
from minent.text.lines import read_lines
from minent.text.sources import find_sources
from minent.trees.tree import Tree, brackets_of

_TOKENS = re.compile(r"[()]|[^\s()]+")
_FUNCTION = re.compile(r"[-=|]")
_EMPTY = "-NONE-"
_UNLABELLED = "X"
_ESCAPES = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_TEXT = "<text>"


@dataclass(frozen=True)
class BracketedSentence:
    """A sentence of a treebank.

    Parameters
    ----------
    words : tuple of str
        Its words, with ``(`` for ``-LRB-`` and so on; traces are left out.
    tags : tuple of str
        Part of speech of each word; empty where the file has none.
    tree : Tree or None
        Its phrases; ``None`` for a sentence of traces alone, and for one word without a phrase.
    line : int
        Where it begins in its file, from 1.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    tree: Tree | None
    line: int = field(default=0, compare=False)

    def restricted(self, keep: Sequence[bool]) -> BracketedSentence:
        """The sentence of the kept words."""
        words, tags = (tuple(x for x, kept in zip(each, keep, strict=True) if kept) for each in (self.words, self.tags))
        return BracketedSentence(words, tags, self.tree and self.tree.restricted(keep), self.line)


def read_brackets(
    path: str | os.PathLike[str], *, function_tags: bool = False, encoding: str = "utf-8"
) -> Iterator[BracketedSentence]:
    """Yield the sentences of a file of trees in brackets.

    Parameters
    ----------
    path : path
        A file, a glob such as ``wsj/*.mrg``, or ``-`` for standard input; ``.gz .bz2 .xz .zst`` are
        decompressed.
    function_tags : bool
        Whether labels keep what follows the first ``-``, ``=`` or ``|`` (``NP-SBJ-1``); else ``NP``.
    encoding : str
        See `minent.TextOptions`.

    Raises
    ------
    FormatError
        For brackets that do not fit, and what else is no tree; says where.
    CorpusError
        When the file cannot be read or decoded.

    Notes
    -----
    Words tagged ``-NONE-`` and phrases of nothing else are left out. A label with one bare word
    is the tag of that word; bare words beside others (``(NP the cat)``) have no tag. An outer pair
    of brackets without a label around one phrase is dropped. Linear; one sentence in memory.
    """
    for source in find_sources(path):
        lines = read_lines(source.path or "-", encoding)
        yield from parse_brackets(lines, function_tags=function_tags, source=source.name)


def parse_brackets(
    lines: str | Iterable[str], *, function_tags: bool = False, source: str = _TEXT
) -> Iterator[BracketedSentence]:
    r"""Yield the sentences of lines of trees in brackets; see `read_brackets`.

    Parameters
    ----------
    lines : str or iterable of str
        Text, or its lines.
    function_tags : bool
        Whether labels keep their function tags.
    source : str
        What errors call the text.

    Raises
    ------
    FormatError
        As for `read_brackets`.

    Examples
    --------
    >>> (cat,) = parse_brackets("(S (NP-SBJ (DT the)\n (NN cat)) (VP (VBZ sits)))")
    >>> cat.words, cat.tags, cat.tree
    (('the', 'cat', 'sits'), ('DT', 'NN', 'VBZ'), Tree('(S (NP 0 1) (VP 2))'))
    """
    reader = _Reader(function_tags, source)
    number = 0
    for number, line in enumerate(lines.splitlines() if isinstance(lines, str) else lines, 1):
        for found in _TOKENS.finditer(line.removeprefix("\ufeff") if number == 1 else line):
            sentence = reader.feed(found[0], number)
            if sentence is not None:
                yield sentence
    reader.finish(number)


class _Frame:
    """A phrase whose brackets are open."""

    __slots__ = ("bare", "children", "empty", "label", "line", "start")

    def __init__(self, start: int, line: int) -> None:
        self.label: str | None = None
        self.start, self.line = start, line
        self.children: list[Tree] = []
        self.bare = 0  # words without brackets of their own
        self.empty = True  # nothing in it yet, no traces either


class _Reader:
    """Takes brackets, labels and words one at a time."""

    def __init__(self, function_tags: bool, source: str) -> None:
        self._function_tags, self._source = function_tags, source
        self._open: list[_Frame] = []
        self._words: list[str] = []
        self._tags: list[str] = []

    def feed(self, token: str, line: int) -> BracketedSentence | None:
        if token == "(":
            if self._open and self._open[-1].label is None:
                self._open[-1].label = ""
            self._open.append(_Frame(len(self._words), line))
        elif token == ")":
            if not self._open:
                raise self._fault("a closing bracket without an opening one", line)
            return self._close(line)
        elif not self._open:
            raise self._fault(f"{token[:20]!r} stands outside brackets; trees look like (S (NP ...) ...)", line)
        elif self._open[-1].label is None:
            self._open[-1].label = token
        else:
            self._open[-1].bare += 1
            self._open[-1].empty = False
            self._words.append(_ESCAPES.get(token, token))
            self._tags.append("")
        return None

    def finish(self, line: int) -> None:
        if self._open:
            begun = self._open[0].line
            raise self._fault(f"the text ends inside a tree that begins in line {begun}; a bracket is missing", line)

    def _close(self, line: int) -> BracketedSentence | None:
        frame = self._open.pop()
        label = frame.label or ""
        tree: Tree | None = None
        if frame.empty:
            raise self._fault(f"brackets without a word: ({label})", line)
        if frame.bare == 1 and len(self._words) == frame.start + 1 and not frame.children:
            self._tags[-1] = label
            if label == _EMPTY:
                del self._words[-1], self._tags[-1]
        elif len(self._words) > frame.start:
            tree = self._phrase(frame, label)
        if self._open:
            self._open[-1].empty = False
            if tree is not None:
                self._open[-1].children.append(tree)
            return None
        words, tags = tuple(self._words), tuple(self._tags)
        self._words, self._tags = [], []
        return BracketedSentence(words, tags, tree, frame.line)

    def _phrase(self, frame: _Frame, label: str) -> Tree:
        end = len(self._words)
        children = tuple(frame.children)
        if not label and len(children) == 1 and (children[0].start, children[0].end) == (frame.start, end):
            return children[0]
        if not self._function_tags:
            label = _FUNCTION.split(label)[0] or label
        return Tree(frame.start, end, label, children)

    def _fault(self, message: str, line: int) -> FormatError:
        return FormatError(message, path=self._source, line=max(line, 1))


def bracket_line(tree: Tree | None, words: Sequence[str], tags: Sequence[str] | None = None) -> str:
    """Return a sentence in brackets on one line.

    Parameters
    ----------
    tree : Tree or None
        Its phrases; ``None`` for one phrase of all words.
    words : sequence of str
        Its words. Round brackets in them become ``-LRB-`` and ``-RRB-``, white space ``_``.
    tags : sequence of str, optional
        Their parts of speech.

    Returns
    -------
    str
        What `parse_brackets` reads; phrases without a label and words without a tag are ``X``.
        Words outside the tree stand beside it in brackets of their own.

    Raises
    ------
    ParameterError
        When the tree has more words than there are, or tags and words differ in number.

    Examples
    --------
    >>> bracket_line(Tree(0, 2, "NP"), ["the", "cat"])
    '(NP (X the) (X cat))'
    """
    if tags is None:
        tags = [""] * len(words)
    if len(tags) != len(words):
        raise ParameterError(f"{len(tags)} tags for {len(words)} words")
    if not words:
        return ""
    if tree is None:
        tree = Tree(0, len(words))
    if tree.end > len(words):
        raise ParameterError(f"the tree ends at word {tree.end} of {len(words)}")
    if (tree.start, tree.end) != (0, len(words)):
        tree = Tree(0, len(words), "", (tree,))
    named = _renamed(tree)
    leaves = [f"({_token(tag) or _UNLABELLED} {_token(word)})" for word, tag in zip(words, tags, strict=True)]
    return brackets_of(named, leaves)


def _renamed(tree: Tree) -> Tree:
    """The tree with labels that can stand in brackets."""
    spans = [[start, end, _token(label) or _UNLABELLED] for start, end, label in tree.labelled_spans()]
    return Tree.from_dict({"spans": spans})


def _token(text: str) -> str:
    """A word or label as it can stand in brackets."""
    return "_".join(text.split()).replace("(", "-LRB-").replace(")", "-RRB-")
