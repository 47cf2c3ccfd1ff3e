"""Counting the n-grams of a corpus."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from minent.arguments import integer, thread_count
from minent.counts._grams import GramCounter, count_disjoint
from minent.counts.limits import MAX_ORDER, default_min_count
from minent.counts.pruning import no_tail
from minent.counts.table import ROW_COLUMNS, NgramTable
from minent.errors import BudgetError, ParameterError
from minent.parallel import parallel_map
from minent.progress import Progress, watched
from minent.text import Corpus, read_corpus

_MAX_UNIT_COUNT = (1 << 32) - 2

Levels = list[dict[str, np.ndarray]]


def count_ngrams(
    corpus: Corpus | str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    order: int = 4,
    min_count: int | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    **options: object,
) -> NgramTable:
    """Count all n-grams of 1 to `order` units with their left and right neighbours.

    Parameters
    ----------
    corpus : Corpus, path or iterable of paths
        The text, or where to read it.
    order : int
        Greatest length, 1 to 63.
    min_count : int, optional
        Least count of an n-gram of the table; chosen by `default_min_count` if not given. The
        counts are exact for any value. ``1`` keeps everything: only such tables can be merged.
    threads : int, optional
        Number of threads; all processors by default. The result does not depend on it.
    progress : Progress, optional
        Told of the occurrences counted.
    **options
        How to read and cut the text when `corpus` is a path: see `TextOptions`.

    Returns
    -------
    NgramTable

    Raises
    ------
    ParameterError
        When `order` or `min_count` is out of range.
    CorpusError
        When the text cannot be read.
    BudgetError
        When one unit occurs more than 2^32 - 2 times: count shards and merge the tables.

    Notes
    -----
    An n-gram is only looked at where its prefix reached `min_count`, so time is about linear
    in the text for any order. Scratch memory is about 20 bytes times an eighth of the units
    (a sixteenth of a large text) for each thread, 40 above 65,534 different units that occur
    twice, beside the corpus and the table.
    The boundary counts as one neighbour. The entropy of the counts ``c_i`` with sum ``n`` is
    ``log2 n - sum(c_i log2 c_i) / n``, summed in fixed point, exact to 2^-32 bits.

    Examples
    --------
    >>> from minent.text import Corpus
    >>> table = count_ngrams(Corpus.from_texts(["红茶和绿茶", "绿茶"]), min_count=1)
    >>> table["绿茶"].count, table["绿茶"].left_entropy
    (2, 1.0)
    """
    integer("order", order, least=1, most=MAX_ORDER)
    if not isinstance(corpus, Corpus):
        corpus = read_corpus(corpus, threads=threads, progress=progress, **options)
    elif options:
        raise ParameterError(f"{next(iter(options))} is an option of reading; the corpus has been read")
    if min_count is None:
        min_count = default_min_count(corpus.n_tokens)
    integer("min_count", min_count, least=1)
    if corpus.unit_counts.max(initial=0) > _MAX_UNIT_COUNT:
        raise BudgetError(
            "one unit occurs more than 2^32 - 2 times; count parts of the corpus with min_count 1 and merge"
        )
    n_threads = thread_count(threads)
    levels = _count_levels(corpus, order, min_count, n_threads, watched(progress))
    return _with_borders(corpus, _table(corpus, order, min_count, levels), n_threads)


def _count_levels(corpus: Corpus, order: int, min_count: int, threads: int, progress: Progress) -> list[Levels]:
    ids, counts, hapax_id = corpus.counting_ids(min_count)
    # One length more, without neighbours, lets tables be merged.
    n_levels = order + 1 if min_count == 1 else order
    n_kept = int(np.searchsorted(-corpus.unit_counts, -min_count, side="right"))  # the counts fall
    slices = _slices(counts[: n_kept + 1], _n_slices(int(counts.sum()), threads))
    counters = [
        GramCounter(ids, counts, levels=n_levels, entropy_levels=order, min_count=min_count, hapax_id=hapax_id)
        for _ in range(min(threads, len(slices)) or 1)
    ]
    progress.start("counting", int(counts[: n_kept + 1].sum()), "units")
    parts = []
    work = parallel_map(lambda counter, units: counter.count(*units), slices, counters)
    for (first, last), levels in zip(slices, work, strict=True):
        parts.append(levels)
        progress.advance(int(counts[first:last].sum()))
    progress.finish()
    return parts


def _n_slices(n_tokens: int, threads: int) -> int:
    """Enough slices to share out; more for a large text, whose scratch memory is a slice large.

    Not many more: each slice is a pass over the text.
    """
    return max(8, min(16, n_tokens >> 23), 6 * threads if threads > 1 else 0)


def _slices(counts: np.ndarray, parts: int) -> list[tuple[int, int]]:
    """At most `parts` ranges of first units with about equally many occurrences; at least one unit each."""
    ends = np.cumsum(counts)
    slices: list[tuple[int, int]] = []
    first = 1
    while first < len(counts):
        done = int(ends[first - 1])
        target = done + (int(ends[-1]) - done) // (parts - len(slices))
        last = max(first + 1, int(np.searchsorted(ends, np.uint64(target), side="right")))
        slices.append((first, last))
        first = last
    return slices


def _table(corpus: Corpus, order: int, min_count: int, parts: list[Levels]) -> NgramTable:
    sizes = np.zeros((order + 2, len(parts)), np.int64)  # rows by length - 1 and part
    for part, levels in enumerate(parts):
        for index, level in enumerate(levels):
            sizes[index, part] = len(level["unit"])
    level_offsets = np.concatenate([[0], np.cumsum(sizes[:order].sum(axis=1))]).astype(np.int64)
    columns = {name: _joined(parts, name, order) for name in ROW_COLUMNS}
    columns["count"] = columns["count"].astype(np.int64)
    first_child = np.full(level_offsets[-1] + 1, level_offsets[-1], np.int64)
    for index in range(order - 1):
        shift = level_offsets[index + 1] + _before(sizes[index + 1])
        children = [levels[index]["first_child"].astype(np.int64) + s for levels, s in zip(parts, shift, strict=True)]
        first_child[level_offsets[index] : level_offsets[index + 1]] = np.concatenate([[], *children])
    return NgramTable(
        order=order,
        min_count=min_count,
        n_tokens=corpus.n_tokens,
        options=corpus.options,
        vocabulary=corpus.vocabulary.head(int(level_offsets[1])),
        level_offsets=level_offsets,
        first_child=first_child,
        border_rows=np.zeros(0, np.int64),
        border_counts=np.zeros(0, np.int64),
        **columns,
        **(_tail(parts, sizes, order) if min_count == 1 else no_tail()),
    )


def _joined(parts: list[Levels], name: str, order: int) -> np.ndarray:
    """A column of all lengths; the arrays of the parts are released."""
    empty = np.zeros(0, np.float64 if name.endswith("entropy") else np.uint32)
    return np.concatenate([empty, *(levels[index].pop(name) for index in range(order) for levels in parts)])


def _before(sizes: np.ndarray) -> np.ndarray:
    return np.cumsum(sizes) - sizes


def _tail(parts: list[Levels], sizes: np.ndarray, order: int) -> dict[str, np.ndarray]:
    shift = _before(sizes[order])
    first = [levels[order - 1]["first_child"].astype(np.int64) + s for levels, s in zip(parts, shift, strict=True)]
    units = np.concatenate([np.zeros(0, np.uint32), *(levels[order]["unit"] for levels in parts)])
    counts = np.concatenate([np.zeros(0, np.uint32), *(levels[order]["count"] for levels in parts)])
    return {
        "tail_unit": units,
        "tail_count": counts.astype(np.int64),
        "tail_first": np.concatenate([*first, [len(units)]]).astype(np.int64),
    }


def _with_borders(corpus: Corpus, table: NgramTable, threads: int) -> NgramTable:
    """Add the counts without overlap of the n-grams that can overlap themselves."""
    ids, _, _ = corpus.counting_ids(table.min_count)
    n_units = len(table.vocabulary)
    totals: dict[int, int] = {}
    work = parallel_map(
        lambda _, span: count_disjoint(ids, *span, table.unit, table.first_child, n_units, table.order),
        corpus.spans(),
        [None] * threads,
    )
    for rows, counts in work:
        for row, count in zip(rows.tolist(), counts.tolist(), strict=True):
            totals[row] = totals.get(row, 0) + count
    rows = np.array(sorted(totals), np.int64)
    return replace(table, border_rows=rows, border_counts=np.array([totals[row] for row in rows.tolist()], np.int64))
