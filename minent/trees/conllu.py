"""CoNLL-U: words with their dependencies, ten columns a word."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from minent.errors import FormatError, ParameterError
from minent.text.lines import read_lines
from minent.text.sources import find_sources
from minent.trees.dependencies import Dependencies

Fields = tuple[str, ...]

_COLUMNS = 10
_WORD = re.compile(r"[1-9][0-9]{0,8}")
_OTHER = re.compile(r"([0-9]{1,9})(?:-([1-9][0-9]{0,8})|\.[1-9][0-9]{0,8})")
_FORM, _UPOS, _HEAD, _RELATION, _MISC = 1, 3, 6, 7, 9
_TEXT = "<text>"


@dataclass(frozen=True)
class ConlluSentence:
    """A sentence of a CoNLL-U file.

    Parameters
    ----------
    rows : tuple of tuple of str
        The ten columns of each syntactic word.
    dependencies : Dependencies or None
        Their heads; ``None`` when no word has one (``_``).
    comments : tuple of str
        Lines before the words that begin with ``#``, with it.
    others : tuple of (int, tuple of str)
        The ten columns of multi-word tokens (``3-4``) and empty nodes (``7.1``), each with the number
        of words before it.
    line : int
        Where it begins in its file, from 1.
    """

    rows: tuple[Fields, ...]
    dependencies: Dependencies | None
    comments: tuple[str, ...] = ()
    others: tuple[tuple[int, Fields], ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def words(self) -> tuple[str, ...]:
        """The words, column FORM."""
        return tuple(row[_FORM] for row in self.rows)

    @property
    def tags(self) -> tuple[str, ...]:
        """Their parts of speech, column UPOS."""
        return tuple(row[_UPOS] for row in self.rows)

    @property
    def relations(self) -> tuple[str, ...]:
        """Their relations to their heads, column DEPREL."""
        return tuple(row[_RELATION] for row in self.rows)

    @property
    def text(self) -> str:
        """The sentence as written: of its comment, else its tokens with spaces where there were some."""
        said = self.comment("text")
        if said is not None:
            return said
        ranges = {before: fields for before, fields in self.others if "-" in fields[0]}
        parts, at = [], 0
        while at < len(self.rows):
            fields = ranges.get(at, self.rows[at])
            at = int(fields[0].split("-")[-1])
            parts.append(fields[_FORM] + ("" if "SpaceAfter=No" in fields[_MISC].split("|") else " "))
        return "".join(parts).rstrip()

    def comment(self, name: str) -> str | None:
        """What the comment ``# name = value`` says; ``None`` without one."""
        for line in self.comments:
            key, equal, value = line[1:].partition("=")
            if equal and key.strip() == name:
                return value.strip()
        return None


def read_conllu(path: str | os.PathLike[str], *, encoding: str = "utf-8") -> Iterator[ConlluSentence]:
    """Yield the sentences of a CoNLL-U file.

    Parameters
    ----------
    path : path
        A file, a glob such as ``wsj/*.mrg``, or ``-`` for standard input; ``.gz .bz2 .xz .zst`` are
        decompressed.
    encoding : str
        See `minent.TextOptions`.

    Raises
    ------
    FormatError
        For lines that are not CoNLL-U; says where.
    CorpusError
        When the file cannot be read or decoded.

    Notes
    -----
    Multi-word tokens and empty nodes are kept beside the words, which alone have heads. Heads
    are checked one by one, not whether they make a tree (`Dependencies.is_tree`).

    References
    ----------
    Universal Dependencies, CoNLL-U format, https://universaldependencies.org/format.html
    """
    for source in find_sources(path):
        lines = read_lines(source.path or "-", encoding)
        yield from parse_conllu(lines, source=source.name)


def parse_conllu(lines: str | Iterable[str], *, source: str = _TEXT) -> Iterator[ConlluSentence]:
    r"""Yield the sentences of lines of CoNLL-U; see `read_conllu`.

    Parameters
    ----------
    lines : str or iterable of str
        Text, or its lines.
    source : str
        What errors call the text.

    Raises
    ------
    FormatError
        As for `read_conllu`.

    Examples
    --------
    >>> columns = "1\tcats\t_\tNOUN\t_\t_\t2\tnsubj\t_\t_\n2\tsit\t_\tVERB\t_\t_\t0\troot\t_\t_\n\n"
    >>> (sentence,) = parse_conllu(columns)
    >>> sentence.words, sentence.dependencies
    (('cats', 'sit'), Dependencies([2, 0]))
    """
    reader = _Reader(source)
    for number, line in enumerate(lines.split("\n") if isinstance(lines, str) else lines, 1):
        text = line.rstrip("\r\n")
        if text.strip():
            reader.feed(text.removeprefix("\ufeff") if number == 1 else text, number)
        elif reader.begun:
            yield reader.take()
    if reader.begun:
        yield reader.take()


class _Reader:
    """Takes the lines of one sentence after the other."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._begin()

    def _begin(self) -> None:
        self._rows: list[Fields] = []
        self._lines: list[int] = []
        self._comments: list[str] = []
        self._others: list[tuple[int, Fields]] = []
        self._last = 0
        self._covered = 0  # words that multi-word tokens reach to

    @property
    def begun(self) -> bool:
        """Whether there is something to take."""
        return bool(self._rows or self._others)

    def feed(self, line: str, number: int) -> None:
        if line.startswith("#"):
            if self._rows or self._others:
                raise self._fault("a comment between words; put it before them", number)
            self._comments.append(line)
            return
        fields = tuple(line.split("\t"))
        self._last = number
        if len(fields) != _COLUMNS:
            raise self._fault(f"{len(fields)} columns where CoNLL-U has {_COLUMNS}, with tabs between them", number)
        if _WORD.fullmatch(fields[0]):
            if int(fields[0]) != len(self._rows) + 1:
                raise self._fault(f"word {len(self._rows) + 1} is missing: {fields[0]} is next", number)
            self._rows.append(fields)
            self._lines.append(number)
        else:
            self._feed_other(fields, number)

    def _feed_other(self, fields: Fields, number: int) -> None:
        found = _OTHER.fullmatch(fields[0])
        before = len(self._rows)
        if not found:
            raise self._fault(f"the first column must be a number, 3-4 or 7.1, not {fields[0][:20]!r}", number)
        if found[2] is None and int(found[1]) != before:
            raise self._fault(f"the empty node {fields[0]} stands behind word {before}", number)
        if found[2] is not None:
            first, last = int(found[1]), int(found[2])
            if first != before + 1 or last < first or first <= self._covered:
                raise self._fault(f"the token {fields[0]} must stand before word {first} and overlap no other", number)
            self._covered = last
        self._others.append((before, fields))

    def take(self) -> ConlluSentence:
        """The sentence that has ended."""
        if not self._rows:
            raise self._fault("a sentence without words", self._last)
        if self._covered > len(self._rows):
            raise self._fault(f"the sentence ends before word {self._covered} of its last token", self._lines[-1])
        sentence = ConlluSentence(
            tuple(self._rows), self._dependencies(), tuple(self._comments), tuple(self._others), self._lines[0]
        )
        self._begin()
        return sentence

    def _dependencies(self) -> Dependencies | None:
        heads = [row[_HEAD] for row in self._rows]
        if all(head == "_" for head in heads):
            return None
        for number, (head, line) in enumerate(zip(heads, self._lines, strict=True), 1):
            if head != "0" and not (_WORD.fullmatch(head) and int(head) <= len(heads) and int(head) != number):
                raise self._fault(f"word {number} of {len(heads)} cannot have the head {head[:20]!r}", line)
        return Dependencies(np.array(list(map(int, heads)), np.int32))

    def _fault(self, message: str, number: int) -> FormatError:
        return FormatError(message, path=self._source, line=max(number, 1))


def conllu_sentence(
    words: Sequence[str],
    dependencies: Dependencies | None,
    *,
    tags: Sequence[str] | None = None,
    relations: Sequence[str] | None = None,
    space_after: Sequence[bool] | None = None,
    comments: Sequence[str] = (),
) -> ConlluSentence:
    """Return words with their heads as a sentence of CoNLL-U.

    Parameters
    ----------
    words : sequence of str
        Tabs and line ends in them become spaces; a word of nothing else ``_``.
    dependencies : Dependencies, optional
        Their heads.
    tags, relations : sequence of str, optional
        Columns UPOS and DEPREL; by default ``_``, and ``root`` and ``dep``.
    space_after : sequence of bool, optional
        Whether a space follows each word; said as ``SpaceAfter=No`` where none does.
    comments : sequence of str
        What stands before the words, without ``#``; line ends become spaces.

    Raises
    ------
    ParameterError
        When their numbers differ.
    """
    n = len(words)
    heads = ["_"] * n if dependencies is None else list(map(str, dependencies.heads.tolist()))
    if relations is None:
        relations = ["_" if head == "_" else "root" if head == "0" else "dep" for head in heads]
    tags = ["_"] * n if tags is None else tags
    columns = [heads, relations, tags, [True] * n if space_after is None else space_after]
    if any(len(column) != n for column in columns):
        raise ParameterError(f"{n} words, but {', '.join(str(len(column)) for column in columns)} heads and so on")
    rows = tuple(
        (str(i), _cell(word), "_", _cell(tag), "_", "_", head, _cell(relation), "_", "_" if space else "SpaceAfter=No")
        for i, (word, head, relation, tag, space) in enumerate(zip(words, *columns, strict=True), 1)
    )
    return ConlluSentence(rows, dependencies, tuple("# " + " ".join(text.split()) for text in comments))


def _cell(text: str) -> str:
    return " ".join(text.split()) or "_"


def conllu_lines(sentence: ConlluSentence) -> Iterator[str]:
    """Yield the lines of a sentence with their ends, the empty one behind it too.

    Parameters
    ----------
    sentence : ConlluSentence
        What `read_conllu` yields comes back as it was, but for line ends and surplus blank lines.
    """
    yield from (comment + "\n" for comment in sentence.comments)
    others = list(reversed(sentence.others))
    for number in range(len(sentence.rows) + 1):
        while others and others[-1][0] == number:
            yield "\t".join(others.pop()[1]) + "\n"
        if number < len(sentence.rows):
            yield "\t".join(sentence.rows[number]) + "\n"
    yield "\n"
