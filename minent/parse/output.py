"""What is decoded from impacts, as text: words, dependencies, phrases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from minent.arguments import one_of
from minent.errors import InputError
from minent.parse.decoding import decode_constituents, decode_dependencies
from minent.parse.impact import Impact
from minent.parse.segmentation import cuts_of, join_threshold, segments_of, strengths
from minent.trees.brackets import bracket_line
from minent.trees.conllu import conllu_lines, conllu_sentence
from minent.trees.dependencies import Dependencies
from minent.trees.drawing import draw_dependencies, draw_tree
from minent.trees.svg import dependencies_svg, tree_svg
from minent.trees.tree import Tree

FORMATS = {
    "words": ("text", "spans", "jsonl"),
    "dependencies": ("conllu", "jsonl", "drawing", "svg"),
    "constituents": ("brackets", "jsonl", "drawing", "svg"),
}
_BATCH = 256
Found = TypeVar("Found")


def threshold_of(
    impacts: Iterable[Impact], rule: str | float, *, punctuation: bool = True, spaces: bool = True
) -> float:
    """Find the threshold for joining units from the impacts of a corpus; see `join_threshold`.

    Parameters
    ----------
    impacts : iterable of Impact
        The corpus; not looked at when `rule` is a number.
    rule : str or float
        See `join_threshold`.
    punctuation, spaces : bool
        See `segments_of`; neighbours that are cut anyway do not count.

    Returns
    -------
    float
        0 for a text without neighbours that could be joined.
    """
    if not isinstance(rule, str):
        return join_threshold((), rule)
    if rule != "auto" and not rule.endswith("%"):
        return join_threshold((), rule)
    values = [
        strengths(impact.neighbours)[~cuts_of(impact, punctuation, spaces)]
        for impact in impacts
        if len(impact.offsets) > 1
    ]
    known = np.concatenate([np.zeros(0), *values])
    if np.isnan(known).all():  # of none, too: nothing can be joined
        return join_threshold([0.0], rule)
    return join_threshold(known, rule)


def found_words(
    impacts: Iterable[Impact], threshold: float, *, punctuation: bool = True, spaces: bool = True
) -> Iterator[tuple[int, str, NDArray[np.int32]]]:
    """Yield the number, the text and the places of the words of each line.

    Parameters
    ----------
    impacts : iterable of Impact
        In the order of their lines; the parts of a line are put together.
    threshold : float
        See `minent.parse.segments`.
    punctuation, spaces : bool
        See `segments_of`.
    """
    for line, parts in groupby(impacts, key=lambda impact: impact.line):
        some = list(parts)
        places = [segments_of(part, threshold, punctuation=punctuation, spaces=spaces) for part in some]
        yield line, some[0].text, np.concatenate(places)


def word_lines(
    words: Iterable[tuple[int, str, NDArray[np.int32]]], format: str = "text", separator: str = " "
) -> Iterator[str]:
    """Yield what `found_words` yields as lines of text.

    Parameters
    ----------
    words : iterable
        See `found_words`.
    format : {"text", "spans", "jsonl"}
        Words with a separator between them; ``begin:end`` of each word in characters of the line;
        objects with ``line``, ``words`` and ``spans``.
    separator : str
        For ``text``.

    Notes
    -----
    A line that could not be read has an empty one in its place, so lines stay lines.
    """
    one_of("format", format, FORMATS["words"])
    number = 1
    for line, text, places in words:
        spans = places.tolist()
        found = [text[begin:end] for begin, end in spans]
        if format == "jsonl":
            yield _json({"line": line, "words": found, "spans": spans})
            continue
        yield "\n" * (line - number)
        number = line + 1
        if format == "text":
            yield separator.join(found) + "\n"
        else:
            yield " ".join(f"{begin}:{end}" for begin, end in spans) + "\n"


def dependency_lines(
    impacts: Iterable[Impact],
    method: str = "eisner",
    format: str = "conllu",
    *,
    normalize: str = "none",
    threads: int | None = 1,
) -> Iterator[str]:
    """Yield the dependencies of sentences as text.

    Parameters
    ----------
    impacts : iterable of Impact
        Sentences; parts of a line are sentences of their own.
    method, normalize : str
        See `minent.parse.dependencies`.
    format : {"conllu", "jsonl", "drawing", "svg"}
        How they look; ``svg`` is one picture each.
    threads : int, optional
        Of the decoder.

    Raises
    ------
    InputError
        When impacts are of neighbours only.
    """
    one_of("format", format, FORMATS["dependencies"])

    def decode(matrices: list[NDArray[np.float32]]) -> list[Dependencies]:
        return decode_dependencies(matrices, method, normalize=normalize, threads=threads)

    for impact, found in _decoded(impacts, decode):
        units = impact.units
        if format == "conllu":
            space = [*(impact.offsets[1:, 0] > impact.offsets[:-1, 1]).tolist(), True][: len(units)]
            about = [f"line = {impact.line}", f"text = {impact.text}"]
            if units:
                yield from conllu_lines(conllu_sentence(units, found, space_after=space, comments=about))
        elif format == "jsonl":
            yield _json(_about(impact) | {"heads": found.heads.tolist()})
        elif format == "drawing":
            yield draw_dependencies(found, units) + "\n"
        else:
            yield dependencies_svg(found, units)


def constituent_lines(
    impacts: Iterable[Impact], method: str = "split", format: str = "brackets", *, threads: int | None = 1
) -> Iterator[str]:
    """Yield the phrases of sentences as text.

    Parameters
    ----------
    impacts : iterable of Impact
        Sentences; parts of a line are sentences of their own.
    method : str
        See `minent.parse.constituents`.
    format : {"brackets", "jsonl", "drawing", "svg"}
        How they look; ``svg`` is one picture each.
    threads : int, optional
        Of the decoder.

    Raises
    ------
    InputError
        When impacts are of neighbours only.
    """
    one_of("format", format, FORMATS["constituents"])

    def decode(matrices: list[NDArray[np.float32]]) -> list[Tree | None]:
        return decode_constituents(matrices, method, threads=threads)

    for impact, tree in _decoded(impacts, decode):
        units = impact.units
        if format == "brackets":
            yield bracket_line(tree, units) + "\n"
        elif format == "jsonl":
            yield _json(_about(impact) | {"tree": None if tree is None else tree.as_dict()["spans"]})
        elif format == "drawing":
            yield draw_tree(tree, units) + "\n"
        else:
            yield tree_svg(tree, units)


def _decoded(
    impacts: Iterable[Impact], decode: Callable[[list[NDArray[np.float32]]], list[Found]]
) -> Iterator[tuple[Impact, Found]]:
    """Decode some sentences at a time."""
    waiting = iter(impacts)
    while batch := list(islice(waiting, _BATCH)):
        yield from zip(batch, decode([matrix_of(impact) for impact in batch]), strict=True)


def matrix_of(impact: Impact) -> NDArray[np.float32]:
    """The matrix of a sentence.

    Raises
    ------
    InputError
        When there is none.
    """
    if impact.matrix is None:
        raise InputError("these impacts are of neighbours only; trees need all pairs: minent impact --pairs all")
    return impact.matrix


def _about(impact: Impact) -> dict[str, Any]:
    return {"line": impact.line, "words": impact.units, "spans": impact.offsets.tolist()}


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
