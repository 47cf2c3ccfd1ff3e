"""Word vectors: from the words that stand around each word, by truncated SVD; whitening."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from minent.arguments import integer, number
from minent.errors import ParameterError
from minent.graph.association import SMOOTHING, ppmi
from minent.graph.windows import WindowCounts
from minent.progress import Progress, watched
from minent.rows import scale_to_unit

POWER = 0.5
_SEEDS = 2**63


@dataclass(frozen=True, eq=False)
class WordVectors:
    """A vector for each of some words.

    Parameters
    ----------
    words : list of str
        Distinct.
    matrix : array_like of float, shape (n, d)
        Finite; held as float32.

    Raises
    ------
    ParameterError
        When the shapes do not fit, a number is not finite or a word comes twice.

    Examples
    --------
    >>> vectors = WordVectors(["a", "b", "c"], np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]))
    >>> vectors.nearest("a", 2)
    [('b', 0.7071067690849304), ('c', 0.0)]
    """

    words: list[str]
    matrix: np.ndarray

    def __post_init__(self) -> None:
        matrix = _checked_matrix(self.matrix)
        if len(matrix) != len(self.words):
            raise ParameterError(f"{len(matrix)} vectors for {len(self.words)} words")
        bad = np.flatnonzero(~np.isfinite(matrix).all(axis=1))
        if len(bad):
            raise ParameterError(f"vectors must be finite; that of {self.words[bad[0]]!r} is not")
        if len(self._rows) != len(self.words):
            raise ParameterError("words must differ; one has two vectors")
        object.__setattr__(self, "matrix", matrix)

    def __len__(self) -> int:
        return len(self.words)

    def __repr__(self) -> str:
        return f"<WordVectors: {len(self):,} words, {self.dimension} dimensions>"

    def __contains__(self, word: object) -> bool:
        return word in self._rows

    def __getitem__(self, word: str) -> np.ndarray:
        """The vector of a word."""
        return self.matrix[self._rows[word]]

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {word: row for row, word in enumerate(self.words)}

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self.matrix.shape[1])

    def unit(self) -> np.ndarray:
        """The vectors at length 1, float32 (n, d); those of length 0 as they are."""
        return _unit(self.matrix)

    def similarity(self, a: str, b: str) -> float:
        """Cosine of the angle between the vectors of two words."""
        u, v = _unit(self[a][None])[0].astype(np.float64), _unit(self[b][None])[0].astype(np.float64)
        return float(np.einsum("i,i->", u, v))

    def nearest(self, word: str, n: int = 10) -> list[tuple[str, float]]:
        """The `n` words nearest to a word, with their cosines."""
        unit = _unit(self.matrix).astype(np.float64)
        row = self._rows[word]
        cosines = np.einsum("ij,j->i", unit, unit[row])
        order = np.argsort(-cosines, kind="stable")
        return [(self.words[i], float(cosines[i])) for i in order[: n + 1].tolist() if i != row][:n]

    def take(self, rows: ArrayLike) -> WordVectors:
        """The vectors of some rows, in their order."""
        chosen = np.asarray(rows, np.int64)
        return WordVectors([self.words[row] for row in chosen.tolist()], self.matrix[chosen])

    def whitened(self, dimension: int | None = None) -> WordVectors:
        """See `whiten`."""
        return whiten(self, dimension)

    def save(self, path: str | os.PathLike[str], format: str | None = None) -> None:
        """Write the vectors; see `minent.graph.vector_files.write_vectors`."""
        from minent.graph.vector_files import write_vectors

        write_vectors(self, path, format)


def _checked_matrix(values: ArrayLike) -> np.ndarray:
    try:
        with np.errstate(over="ignore"):  # what is too large for float32 becomes infinite and is told
            matrix = np.ascontiguousarray(values, np.float32)
    except (TypeError, ValueError) as error:
        raise ParameterError(f"vectors must be an array of numbers ({error})") from None
    if matrix.ndim != 2 or not matrix.shape[1]:
        raise ParameterError(f"vectors must be the rows of a matrix, not of shape {matrix.shape}")
    return matrix


def _unit(matrix: np.ndarray) -> np.ndarray:
    return scale_to_unit(matrix.astype(np.float64)).astype(np.float32)


def default_dimension(n_words: int) -> int:
    """Dimensions that hold so many words: the least whole number above ``8.33 ln n``.

    Notes
    -----
    Where the entropy of words that are points on a sphere of radius about ``sqrt(d)`` falls below
    0: ``2 ln n - d / 2 ln((1 + sqrt 5) / 2) < 0``. An order of magnitude, not an optimum.

    Examples
    --------
    >>> default_dimension(100_000), default_dimension(5_000_000)
    (96, 129)
    """
    return math.floor(8.33 * math.log(max(n_words, 2))) + 1


def word_vectors(
    counts: WindowCounts,
    *,
    dimension: int | None = None,
    smoothing: float = SMOOTHING,
    shift: float = 1.0,
    power: float = POWER,
    seed: int = 0,
    progress: Progress | None = None,
) -> WordVectors:
    """Vectors of words from the words around them.

    Parameters
    ----------
    counts : WindowCounts
        Of any window.
    dimension : int, optional
        Numbers in a vector; `default_dimension` unless given. Below the number of words.
    smoothing, shift
        See `minent.graph.association.ppmi`.
    power : float
        Exponent of the singular values, 0 to 1: 0 gives all directions the same weight.
    seed : int
        Of the vector from which the search for the singular vectors starts.
    progress : Progress, optional
        Told that the work has begun.

    Returns
    -------
    WordVectors
        In the order of the words.

    Raises
    ------
    ParameterError
        When an option is out of range, or there are no pairs.

    Notes
    -----
    ``U S^power`` of the singular value decomposition ``U S V'`` of the matrix of positive
    pointwise mutual information, cut after `dimension` values [1]_, by the Lanczos method (ARPACK). The
    greatest number of each column of U in size is positive. Some hundred products with the matrix, O(m) each;
    12 bytes an entry and ``40 n dimension`` bytes beside the counts. The number of threads of
    the BLAS library in use may change the last digits; the command line sets it to 1.

    References
    ----------
    .. [1] Levy, Goldberg & Dagan, Improving distributional similarity with lessons learned from word
       embeddings. TACL 3, 211-225 (2015), sections 2 and 3.3.
    """
    n = len(counts.words)
    if n < 2:
        raise ParameterError("vectors need at least two words; give more text or a lower min_count")
    chosen = min(default_dimension(n), n - 1) if dimension is None else dimension
    integer("dimension", chosen, least=1, most=n - 1)
    if number("power", power, least=0) > 1:
        raise ParameterError(f"power must be from 0 to 1, not {power:g}")
    integer("seed", seed, least=0, most=_SEEDS - 1)
    matrix = ppmi(counts, smoothing=smoothing, shift=shift)
    watcher = watched(progress)
    watcher.start("factorising", None)
    left, values = _singular(matrix, chosen, seed)
    watcher.finish()
    return WordVectors(counts.words, left * values**power)


def _singular(matrix: Any, dimension: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Left singular vectors and singular values, falling."""
    from scipy.sparse.linalg import svds

    if not matrix.nnz:
        raise ParameterError("no two words stand near each other more often than by chance; give more text")
    n = matrix.shape[0]
    start = np.random.default_rng(seed).standard_normal(n)
    left, values, _ = svds(matrix, k=dimension, v0=start, return_singular_vectors="u")
    order = np.argsort(-values, kind="stable")
    left, values = left[:, order], np.maximum(values[order], 0.0)
    signs = np.sign(left[np.abs(left).argmax(axis=0), np.arange(dimension)])
    return left * np.where(signs < 0, -1.0, 1.0), values


def whiten(vectors: WordVectors, dimension: int | None = None) -> WordVectors:
    """Shift and turn vectors so that all directions vary alike.

    Parameters
    ----------
    vectors : WordVectors
        At least two.
    dimension : int, optional
        Keep the directions that vary most; all by default.

    Returns
    -------
    WordVectors
        Of mean 0 and covariance 1; directions that do not vary are left out.

    Raises
    ------
    ParameterError
        When the dimension is out of range, or all vectors are equal.

    Notes
    -----
    ``(x - mean) E D^-1/2`` with the covariance ``E D E'`` [1]_. O(n d^2) time, 16 d bytes a word.

    References
    ----------
    .. [1] Su, Cao, Liu & Ou, Whitening sentence representations for better semantics and faster
       retrieval. arXiv:2103.15316 (2021), section 3.
    """
    if dimension is not None:
        integer("dimension", dimension, least=1, most=vectors.dimension)
    centred = vectors.matrix.astype(np.float64)
    centred -= centred.mean(axis=0)
    variances, axes = np.linalg.eigh(centred.T @ centred / max(len(vectors), 1))
    order = np.argsort(-variances, kind="stable")[:dimension]
    order = order[variances[order] > variances.max(initial=0.0) * 1e-12]
    if not len(order):
        raise ParameterError("vectors that are all equal cannot be whitened")
    axes = axes[:, order]
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    return WordVectors(vectors.words, centred @ (axes * signs / np.sqrt(variances[order])))
