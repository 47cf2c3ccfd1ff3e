"""Lines as units (words, characters, tokens) and the word pieces of each, with their places in the text."""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from minent.arguments import one_of
from minent.parse.options import UNITS
from minent.text._classes import class_ranges

# One letter for each class of minent.text._classes.CLASSES, so that expressions read class strings.
_LETTERS = b"BNSLDUEKJP"
_PATTERNS = {
    # Letters and digits with their marks; apostrophes and hyphens within, points and commas between digits.
    "words": re.compile(r"[LUD](?:[LUDEK]|J(?=[LUD])|(?<=D)P(?=D))*|[^SN]E*"),
    "spaces": re.compile(r"[^SN]+"),
    "chars": re.compile(r"U(?:E|K[LU]?)*|[LD](?:[LDEK]|(?<=D)P(?=D))*|[^SN]E*"),
}
_SENTENCE_MARKS = frozenset(".!?。！？…;；")
_LINES_AT_A_TIME = 64

Report = Callable[[int, str], None]


@dataclass(frozen=True, eq=False)
class Sentence:
    """A line, or a part of one that the model takes at once.

    Parameters
    ----------
    line : int
        Line of the corpus, from 1.
    text : str
        The line.
    offsets : int32 array, shape (n, 2)
        Characters of each unit.
    ids : int32 array, shape (length,)
        Word pieces with special tokens.
    first, count : int32 arrays, shape (n,)
        Which of these are a unit: `count` from `first` on.
    """

    line: int
    text: str
    offsets: NDArray[np.int32]
    ids: NDArray[np.int32]
    first: NDArray[np.int32]
    count: NDArray[np.int32]


@functools.cache
def _class_table() -> NDArray[np.uint8]:
    first, last, kinds = class_ranges()
    letters = np.frombuffer(_LETTERS, np.uint8)
    return np.repeat(letters[kinds], (last - first + 1).astype(np.int64))


def _class_string(text: str) -> str:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _class_table()[codes].tobytes().decode("ascii")


def unit_offsets(text: str, units: str) -> list[tuple[int, int]]:
    """Where the units of a line begin and end.

    Parameters
    ----------
    text : str
        The line.
    units : {"words", "spaces", "chars"}
        ``words``: words between white space and punctuation, punctuation marks apart. ``spaces``: what stands between
        white space. ``chars``: characters of scripts written without spaces, runs of other letters and digits, marks.

    Returns
    -------
    list of (int, int)

    Examples
    --------
    >>> line = "It's  10.5 茶 km."
    >>> [line[begin:end] for begin, end in unit_offsets(line, "words")]
    ["It's", '10.5', '茶', 'km', '.']
    """
    return [found.span() for found in _PATTERNS[units].finditer(_class_string(text))]


def sentences_of(
    lines: Iterable[str], encoder: Any, units: str, first_line: int = 1, skipped: Report | None = None
) -> Iterator[Sentence]:
    """Encode the lines of a corpus.

    Parameters
    ----------
    lines : iterable of str
        The corpus; line ends are dropped.
    encoder : Encoder
        Whose pieces and whose longest input.
    units : {"words", "spaces", "chars", "tokens"}
        See `unit_offsets`; ``tokens`` are the pieces of the tokenizer.
    first_line : int
        Number of the first line.
    skipped : callable, optional
        Called with the number of a line that cannot be used and why; a warning by default.

    Yields
    ------
    Sentence
        In order. An empty line is one without units. A line longer than the model takes is cut behind punctuation,
        sentence ends first, into several; if that is not possible it is skipped.
    """
    one_of("units", units, UNITS)
    numbered = enumerate(lines, first_line)
    while batch := list(islice(numbered, _LINES_AT_A_TIME)):
        texts = [line.rstrip("\r\n") for _, line in batch]
        for (number, _), text, pieces in zip(batch, texts, _pieces_of(texts, encoder.tokenizer, units), strict=True):
            yield from _parts(number, text, pieces, encoder.longest, skipped or _warn)


def _warn(line: int, why: str) -> None:
    warnings.warn(f"line {line}: {why}", stacklevel=2)


@dataclass(frozen=True, eq=False)
class _Pieces:
    """A line as pieces: ids, and for each unit its characters, its first piece and how many there are."""

    ids: NDArray[np.int32]
    offsets: NDArray[np.int32]
    first: NDArray[np.int32]
    count: NDArray[np.int32]


def _pieces_of(texts: Sequence[str], tokenizer: Any, units: str) -> Iterator[_Pieces]:
    if units == "tokens":
        spans: list[list[tuple[int, int]]] = []
        encoded = tokenizer(list(texts), return_offsets_mapping=True, verbose=False)
    else:
        spans = [unit_offsets(text, units) for text in texts]
        words = [[text[begin:end] for begin, end in found] for text, found in zip(texts, spans, strict=True)]
        encoded = tokenizer(words, is_split_into_words=True, verbose=False)
    for k, ids in enumerate(encoded["input_ids"]):
        if units == "tokens":
            owners, offsets = _tokens_as_units(encoded["offset_mapping"][k], encoded.encodings[k].special_tokens_mask)
        else:
            owners, offsets = encoded.word_ids(k), spans[k]
        unit_of = np.array([-1 if owner is None else owner for owner in owners], np.int64)
        # Pieces of a unit are neighbours. A unit without pieces (a control character) is none of the model's.
        here, first, count = np.unique(unit_of[unit_of >= 0], return_index=True, return_counts=True)
        inside = np.flatnonzero(unit_of >= 0)
        places = inside[first] if len(first) else first
        kept = np.array(offsets, np.int32).reshape(-1, 2)[here]
        yield _Pieces(np.array(ids, np.int32), kept, places.astype(np.int32), count.astype(np.int32))


def _tokens_as_units(
    offsets: Sequence[tuple[int, int]], special: Sequence[int]
) -> tuple[list[int | None], list[tuple[int, int]]]:
    """Every token a unit, but tokens that share a character (bytes of one) one together."""
    owners: list[int | None] = []
    spans: list[tuple[int, int]] = []
    for (begin, end), is_special in zip(offsets, special, strict=True):
        if is_special or begin == end:
            owners.append(None)
        elif spans and begin < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            owners.append(len(spans) - 1)
        else:
            spans.append((begin, end))
            owners.append(len(spans) - 1)
    return owners, spans


def _parts(line: int, text: str, pieces: _Pieces, longest: int, skipped: Report) -> Iterator[Sentence]:
    n, size = len(pieces.count), len(pieces.ids)
    if size <= longest or n == 0:
        yield Sentence(line, text, pieces.offsets, pieces.ids, pieces.first, pieces.count)
        return
    head, tail = int(pieces.first[0]), int(pieces.first[-1] + pieces.count[-1])
    room = longest - head - (size - tail)
    cuts = _cuts(text, pieces, room)
    if cuts is None:
        skipped(line, f"{size} tokens, the model takes {longest}, and no punctuation to cut at; left out")
        return
    for begin, end in zip([0, *cuts[:-1]], cuts, strict=True):
        low, high = int(pieces.first[begin]), int(pieces.first[end - 1] + pieces.count[end - 1])
        ids = np.concatenate([pieces.ids[:head], pieces.ids[low:high], pieces.ids[tail:]])
        first = pieces.first[begin:end] - low + head
        yield Sentence(line, text, pieces.offsets[begin:end], ids, first, pieces.count[begin:end])


def _cuts(text: str, pieces: _Pieces, room: int) -> list[int] | None:
    """Ends of parts that fit, each behind a mark; None if there is no such division."""
    n = len(pieces.count)
    ends = np.concatenate([pieces.first[1:], pieces.first[-1:] + pieces.count[-1:]])  # pieces behind each unit
    last = [text[begin:end][-1:] for begin, end in pieces.offsets.tolist()]
    strong = [k + 1 for k in range(n) if last[k] in _SENTENCE_MARKS]
    kinds = _class_string("".join(last))
    weak = [k + 1 for k in range(n) if kinds[k] in "BJP"]
    cuts: list[int] = []
    begin = 0
    while begin < n:
        limit = int(np.searchsorted(ends, int(pieces.first[begin]) + room, side="right"))
        if limit >= n:
            return [*cuts, n]
        fits = [max((k for k in places if begin < k <= limit), default=0) for places in (strong, weak)]
        end = fits[0] or fits[1]
        if not end:
            return None
        cuts.append(end)
        begin = end
    return cuts
