"""Word vectors as values: cosines, centring, whitening."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from minent.arguments import integer
from minent.errors import ParameterError
from minent.rows import scale_to_unit


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

    def centred(self) -> WordVectors:
        """The vectors at length 1 without what they have in common: their mean is taken from each.

        Those of length 0 stay as they are and have no part in the mean.

        Examples
        --------
        >>> WordVectors(["a", "b", "c"], [[2.0, 0.0], [0.0, 1.0], [0.0, 0.0]]).centred().matrix.tolist()
        [[0.5, -0.5], [-0.5, 0.5], [0.0, 0.0]]
        """
        unit = scale_to_unit(self.matrix.astype(np.float64))
        known = unit.any(axis=1)
        unit[known] -= unit[known].sum(axis=0) / max(int(known.sum()), 1)
        return WordVectors(self.words, unit)

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
