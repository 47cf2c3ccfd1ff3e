"""Slots of patterns, and what stands in them where the text uses the patterns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from minent.parallel import parallel_map
from minent.progress import Progress
from minent.templates.coding import TemplateCode
from minent.templates.patterns import Patterns
from minent.text import Corpus


@dataclass(frozen=True, eq=False)
class Slots:
    """The slots of all patterns, one behind the other; arrays of a value a slot.

    Parameters
    ----------
    owner : int64 array
        The pattern.
    rank : int64 array
        0 for the first slot of a pattern.
    place : int64 array
        The word of `Patterns.words` that stands behind it.
    offset : int64 array
        How far behind the first word of the pattern it begins.
    width : int64 array
        Words it holds.
    bounds : int64 array, shape (n_patterns + 1,)
        Where the slots of each pattern begin.
    """

    owner: np.ndarray
    rank: np.ndarray
    place: np.ndarray
    offset: np.ndarray
    width: np.ndarray
    bounds: np.ndarray

    @classmethod
    def of(cls, patterns: Patterns) -> Slots:
        """The slots of patterns."""
        place = np.flatnonzero(patterns.gaps > 1)
        owner = np.searchsorted(patterns.offsets, place, side="right") - 1
        ends = np.cumsum(patterns.gaps, dtype=np.int64)
        width = patterns.gaps[place].astype(np.int64) - 1
        return cls(
            owner=owner,
            rank=np.arange(len(place)) - np.searchsorted(owner, owner),
            place=place,
            offset=ends[place] - ends[patterns.offsets[owner]] - width,
            width=width,
            bounds=np.searchsorted(owner, np.arange(len(patterns) + 1)),
        )


def list_uses(corpus: Corpus, code: TemplateCode, threads: int, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """(pattern, place of its first word) of every use in the cheapest cover of the text, by place."""
    trie, nodes, unknown = code.trie()
    ids, _, _ = corpus.counting_ids(2)
    spans = corpus.spans()
    progress.start("looking at slots", sum(end - begin for begin, end in spans), "units")
    parts = []

    def work(_: None, span: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        return trie.list_uses(ids, *span, unknown)

    for span, part in zip(spans, parallel_map(work, spans, [None] * threads), strict=True):
        parts.append(part)
        progress.advance(span[1] - span[0])
    progress.finish()
    pattern_of = np.zeros(trie.n_nodes, np.int64)
    pattern_of[nodes] = np.arange(len(nodes))
    found = np.concatenate([np.zeros(0, np.uint32), *(part[0] for part in parts)])
    places = np.concatenate([np.zeros(0, np.uint64), *(part[1] for part in parts)])
    return pattern_of[found], places.astype(np.int64)


def fill_rows(ids: np.ndarray, slots: Slots, labels: np.ndarray, used: np.ndarray, places: np.ndarray) -> np.ndarray:
    """What stands in every slot of every use.

    Parameters
    ----------
    ids : array
        The text.
    slots : Slots
        The slots of the patterns.
    labels : int64 array
        A number for each of them.
    used, places : int64 arrays
        See `list_uses`.

    Returns
    -------
    int64 array, shape (1 + widest slot, n_filled)
        A column for each: the label of the slot, its words, zeros; ascending.
    """
    times = np.diff(slots.bounds)[used]
    row = np.repeat(slots.bounds[used] - np.append(0, np.cumsum(times))[:-1], times) + np.arange(times.sum())
    start = np.repeat(places, times) + slots.offset[row]
    columns = [labels[row]]
    columns += [
        np.where(k < slots.width[row], ids[np.minimum(start + k, len(ids) - 1)].astype(np.int64), 0)
        for k in range(int(slots.width.max(initial=0)))
    ]
    return np.stack(columns)[:, np.lexsort(columns[::-1])]


def runs_of_equal(filled: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(the different columns, how many there are of each) of `fill_rows`."""
    new = np.append(True, (filled[:, 1:] != filled[:, :-1]).any(axis=0))[: filled.shape[1]]
    starts = np.flatnonzero(new)
    return filled[:, starts], np.diff(np.append(starts, filled.shape[1]))
