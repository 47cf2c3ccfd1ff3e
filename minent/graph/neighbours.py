"""The nearest-neighbour graph of word vectors."""

from __future__ import annotations

import numpy as np

from minent.arguments import integer, number, one_of, thread_count
from minent.errors import ParameterError
from minent.graph._nearest import NearestRows
from minent.graph.graph import Graph
from minent.graph.options import SYMMETRISE
from minent.graph.vectors import WordVectors
from minent.parallel import parallel_map
from minent.progress import Progress, watched

NEIGHBOURS = 50
MIN_COSINE = 0.3
EXPONENT = 3.0
_ROWS = 512
_COLUMNS = 1 << 15
_ROUNDING = 2.0**-24


def nearest_graph(
    vectors: WordVectors,
    *,
    neighbours: int = NEIGHBOURS,
    min_cosine: float = MIN_COSINE,
    exponent: float = EXPONENT,
    symmetrise: str = "max",
    threads: int | None = None,
    progress: Progress | None = None,
) -> Graph:
    """Link each word with the words nearest to it.

    Parameters
    ----------
    vectors : WordVectors
        A vector a word; those of length 0 are near none.
    neighbours : int
        Most links that leave a word.
    min_cosine : float
        Least cosine of the angle between linked words, 0 to 1. Cosines that are not above 0 are no links.
    exponent : float
        A link weighs its cosine to this power, above 0: the higher, the more the nearest of the near count.
    symmetrise : {"max", "mean", "mutual", "none"}
        Which links an undirected graph has: those of either direction with their weight
        (``max``), with half of it where only one of the two has the other among its nearest
        (``mean``), only those of both (``mutual``); ``none`` makes a directed graph.
    threads : int, optional
        Number of threads; all processors by default. The result does not depend on it.
    progress : Progress, optional
        Told of the words done.

    Returns
    -------
    Graph
        A node a word, in the order of the vectors, whether it has links or not.

    Raises
    ------
    ParameterError
        When an option is out of range.

    Notes
    -----
    Exact: all ``n^2 d`` products are computed, a block at a time, in single precision. What
    these leave in doubt is computed in double precision in a fixed order, so neither threads nor the
    matrix product in use change the result. Equally near words are taken in their order.
    O(n^2 d) time. Memory: 4 d bytes a word, 24 bytes a link, 64 MiB a thread.

    Examples
    --------
    >>> vectors = WordVectors(["a", "b", "c"], np.array([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0]]))
    >>> graph = nearest_graph(vectors, neighbours=1, exponent=1)
    >>> [(int(u), int(v), round(float(w), 6)) for u, v, w in zip(*graph.edges())]
    [(0, 1, 0.8), (1, 2, 0.6)]
    """
    integer("neighbours", neighbours, least=1)
    number("min_cosine", min_cosine, least=0)
    if min_cosine > 1:
        raise ParameterError(f"min_cosine must be from 0 to 1, not {min_cosine:g}")
    one_of("symmetrise", symmetrise, SYMMETRISE)
    if number("exponent", exponent) <= 0:
        raise ParameterError(f"exponent must be above 0, not {exponent:g}")
    sources, targets, cosines = _arcs(vectors.unit(), neighbours, min_cosine, thread_count(threads), watched(progress))
    weights = np.maximum(cosines, 0.0) ** exponent
    linked = weights > 0
    n, arcs = len(vectors), (sources[linked], targets[linked], weights[linked])
    if symmetrise == "none":
        return Graph.from_edges(*arcs, n_nodes=n, directed=True, names=vectors.words)
    return Graph.from_edges(*_undirected(*arcs, n, symmetrise), n_nodes=n, names=vectors.words)


def _arcs(
    unit: np.ndarray, k: int, least: float, threads: int, progress: Progress
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sources, targets and cosines of the k nearest of each vector."""
    n, size = unit.shape
    error = (size + 4) * _ROUNDING
    progress.start("comparing words", n, "words")

    def nearest(_: None, first: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        block = unit[first : first + _ROWS]
        rows = NearestRows(first, len(block), min(k, n), least, error)
        for column in range(0, n, _COLUMNS):
            rows.feed(block @ unit[column : column + _COLUMNS].T, column)
        return rows.finish(unit)

    firsts = range(0, n, _ROWS)
    found = []
    for first, part in zip(firsts, parallel_map(nearest, firsts, [None] * threads), strict=True):
        found.append(part)
        progress.advance(min(_ROWS, n - first))
    progress.finish()
    if not found:
        return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0)
    sizes, targets, cosines = (np.concatenate(column) for column in zip(*found, strict=True))
    return np.repeat(np.arange(n, dtype=np.int32), sizes), targets, cosines


def _undirected(
    sources: np.ndarray, targets: np.ndarray, values: np.ndarray, n: int, symmetrise: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each pair once."""
    low, high = np.minimum(sources, targets).astype(np.int64), np.maximum(sources, targets)
    pairs, firsts, times = np.unique(low * n + high, return_index=True, return_counts=True)
    weights = values[firsts]  # both directions have the same cosine
    if symmetrise == "mutual":
        pairs, weights = pairs[times == 2], weights[times == 2]
    elif symmetrise == "mean":
        weights = np.where(times == 2, weights, weights / 2)
    return pairs // n, pairs % n, weights
