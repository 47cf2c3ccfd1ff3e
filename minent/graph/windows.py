"""Which words stand around which: counts within a window."""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from minent.arguments import integer, number, one_of, thread_count
from minent.atomic import atomic_write
from minent.errors import FormatError
from minent.graph._windows import WordPlaces, window_rows
from minent.graph.options import SIDES, WEIGHTINGS
from minent.graph.word_text import WordText, word_spans
from minent.parallel import parallel_map
from minent.progress import Progress, watched

if TYPE_CHECKING:
    import scipy.sparse

WINDOW_LIMIT = 1000
_SLICE = 1 << 21
_FORMAT = "minent windows 1"


@dataclass(frozen=True, eq=False)
class WindowCounts:
    """How often words stand near words, as rows of a sparse matrix.

    Parameters
    ----------
    words : list of str
        By falling count.
    counts : int64 array, shape (n,)
        Occurrences of the words.
    offsets : int64 array, shape (n + 1,)
        Row u is ``contexts[offsets[u]:offsets[u + 1]]``, with ``values`` alike.
    contexts : int32 array, shape (m,)
        Words near word u, ascending.
    values : float64 array, shape (m,)
        How often, weighted by distance if so asked.
    window : int
        Greatest distance.
    sides : {"both", "behind", "before"}
        Where a context may stand.
    weighting : {"none", "harmonic"}
        Whether a context at distance d counts 1 or 1/d.
    """

    words: list[str]
    counts: np.ndarray
    offsets: np.ndarray
    contexts: np.ndarray
    values: np.ndarray
    window: int
    sides: str = "both"
    weighting: str = "none"

    def __repr__(self) -> str:
        return f"<WindowCounts: {len(self.words):,} words, {len(self.contexts):,} pairs, window {self.window}>"

    def to_scipy(self) -> scipy.sparse.csr_array:
        """The counts as a sparse matrix, (n, n)."""
        import scipy.sparse

        n = len(self.words)
        return scipy.sparse.csr_array((self.values, self.contexts, self.offsets), shape=(n, n))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the counts as NumPy arrays (``.npz``), whole or not at all.

        Raises
        ------
        OutputError
            When the file cannot be written.
        """
        head = np.array([_FORMAT, str(self.window), self.sides, self.weighting])
        with atomic_write(path, "wb") as stream:
            np.savez(
                stream,
                head=head,
                words=np.frombuffer("\n".join(self.words).encode(), np.uint8),
                counts=self.counts,
                offsets=self.offsets,
                contexts=self.contexts,
                values=self.values,
            )


def load_windows(path: str | os.PathLike[str]) -> WindowCounts:
    """Read what `WindowCounts.save` wrote.

    Raises
    ------
    FormatError
        When the file is something else.
    """
    try:
        with Path(path).open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            head = file["head"].tolist()
            if head[0] != _FORMAT:
                raise ValueError("another format")
            words = file["words"].tobytes().decode().split("\n")
            arrays: Any = {name: file[name] for name in ("counts", "offsets", "contexts", "values")}
    except (OSError, ValueError, KeyError, IndexError, EOFError, TypeError, zipfile.BadZipFile) as error:
        raise FormatError(f"not window counts of minent ({error}); count them again", path=os.fspath(path)) from None
    return WindowCounts(words, **arrays, window=int(head[1]), sides=head[2], weighting=head[3])


def count_windows(
    text: WordText,
    *,
    window: int = 5,
    sides: str = "both",
    weighting: str = "none",
    min_count: float = 0.0,
    threads: int | None = None,
    progress: Progress | None = None,
) -> WindowCounts:
    """Count which words stand near which.

    Parameters
    ----------
    text : WordText
        The text.
    window : int
        Greatest distance, 1 to 1000: 1 counts neighbours.
    sides : {"both", "behind", "before"}
        Where a context may stand. ``both`` makes the counts symmetric.
    weighting : {"none", "harmonic"}
        A context at distance d counts 1, or 1/d.
    min_count : float
        Leave pairs below it out.
    threads : int, optional
        Number of threads; all processors by default. The result does not depend on it.
    progress : Progress, optional
        Told of the words done.

    Returns
    -------
    WindowCounts

    Raises
    ------
    ParameterError
        When an option is out of range.

    Notes
    -----
    ``c(u, v) = sum of s(d) over places where v stands at distance d <= window from u``, nothing
    standing between that cuts (a line end, a mark). Words that are left out keep their place.
    ``s(d) = 1``, or ``1/d`` in steps of 2^-24.

    O(n window) time. Places are sorted by word; then a row is summed in an array with an element
    a word, so there is no hash table and nothing to merge. Memory: beside the text 4 bytes a word
    of it, 12 bytes a pair, and 12 bytes a different word for each thread.

    Examples
    --------
    >>> text = WordText.from_lists([["red", "tea", "is", "tea"]], min_count=1)
    >>> text.words, count_windows(text, window=2).to_scipy().toarray().tolist()
    (['tea', 'is', 'red'], [[2.0, 2.0, 1.0], [2.0, 0.0, 1.0], [1.0, 1.0, 0.0]])
    """
    integer("window", window, least=1, most=WINDOW_LIMIT)
    one_of("sides", sides, SIDES)
    one_of("weighting", weighting, WEIGHTINGS)
    number("min_count", min_count, least=0)
    places = WordPlaces(len(text))
    places.fill(text.ids)
    before, behind, harmonic = sides != "behind", sides != "before", weighting == "harmonic"
    watcher = watched(progress)
    watcher.start("counting pairs", int(text.counts.sum()), "units")

    def rows(_: None, span: tuple[int, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return window_rows(text.ids, places, *span, window, before, behind, harmonic, min_count)

    spans = list(word_spans(text, _SLICE))
    parts = []
    for span, part in zip(spans, parallel_map(rows, spans, [None] * thread_count(threads)), strict=True):
        parts.append(part)
        watcher.advance(int(text.counts[slice(*span)].sum()))
    watcher.finish()
    offsets, contexts, values = _joined(parts)
    return WindowCounts(text.words, text.counts, offsets, contexts, values, window, sides, weighting)


def _joined(parts: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One behind the other; each is freed as soon as it is copied."""
    offsets = np.concatenate([[0], *(np.cumsum(sizes) for sizes, _, _ in parts)])
    at = 1
    total = 0
    for sizes, columns, _ in parts:
        offsets[at : at + len(sizes)] += total
        at += len(sizes)
        total += len(columns)
    contexts, values = np.empty(total, np.int32), np.empty(total, np.float64)
    at = 0
    parts.reverse()
    while parts:
        _, columns, sums = parts.pop()
        contexts[at : at + len(columns)] = columns
        values[at : at + len(sums)] = sums
        at += len(columns)
    return offsets, contexts, values
