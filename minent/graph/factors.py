"""Word vectors from the words that stand around each word, by truncated singular value decomposition."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from minent.arguments import integer, number
from minent.errors import ParameterError
from minent.graph.association import SMOOTHING, check_association, ppmi, rooted
from minent.graph.vectors import WordVectors
from minent.graph.windows import WindowCounts
from minent.progress import Progress, watched

if TYPE_CHECKING:
    import scipy.sparse

POWER = 0.5
# Chosen on the development words of benchmarks/compare/words.py, with 1.4 to 16.5 million words of text.
_TEXT_SHARE = 13.0
_MOST = 300
_SEEDS = 2**63
_TOLERANCE = 1e-3  # of the squares of singular values, which then have five digits and more


def default_dimension(n_words: int, n_tokens: int = 0) -> int:
    """Dimensions for vectors of so many words, learned from a text of so many.

    Parameters
    ----------
    n_words : int
        Different words.
    n_tokens : int
        Words of the text.

    Returns
    -------
    int
        The least whole number above ``8.33 ln n_words``, or, where that is more,
        ``sqrt(n_tokens) / 13``, but 300 at most.

    Notes
    -----
    The first is where the entropy of words that are points on a sphere of radius about ``sqrt(d)`` falls
    below 0: ``2 ln n - d / 2 ln((1 + sqrt 5) / 2) < 0``; an order of magnitude. The second was measured: vectors
    of a million words of text are worse with more dimensions than that, those of 16 million
    better up to 300.

    Examples
    --------
    >>> default_dimension(100_000), default_dimension(5_000_000), default_dimension(50_000, 4_000_000)
    (96, 129, 153)
    """
    least = math.floor(8.33 * math.log(max(n_words, 2))) + 1
    return max(least, min(int(math.sqrt(n_tokens) / _TEXT_SHARE), _MOST))


def word_vectors(
    counts: WindowCounts,
    *,
    dimension: int | None = None,
    association: str = "root",
    smoothing: float | None = None,
    shift: float = 1.0,
    power: float = POWER,
    centre: bool = True,
    seed: int = 0,
    progress: Progress | None = None,
) -> WordVectors:
    """Vectors of words from the words around them.

    Parameters
    ----------
    counts : WindowCounts
        Of any window; harmonic weights were better than none.
    dimension : int, optional
        Numbers in a vector; `default_dimension` unless given. Below the number of words.
    association : {"root", "ppmi"}
        What is factorised: `minent.graph.association.rooted` counts, or positive pointwise mutual
        information (`minent.graph.association.ppmi`).
    smoothing : float, optional
        Exponent of the counts of contexts, 0 to 1; 1 with ``root`` and 0.75 with ``ppmi`` by default.
    shift : float
        Of ``ppmi``: as if so many false contexts stood beside each true one, at least 1.
    power : float
        Exponent of the singular values, 0 to 1: 0 gives all directions the same weight.
    centre : bool
        See `WordVectors.centred`.
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
        When an option is out of range or has no use, or there are no pairs.

    Notes
    -----
    ``U S^power`` of the singular value decomposition ``U S V'`` of the matrix of associations, cut after
    `dimension` values [1]_, by the Lanczos method (ARPACK); then scaled to length 1 and centred [2]_.
    The greatest number of each column of U in size is positive. Some hundred products with
    the matrix, O(m) each; 12 bytes an entry and ``40 n dimension`` bytes beside the counts. The number of threads of
    the BLAS library in use may change the last digits; the command line sets it to 1.

    References
    ----------
    .. [1] Levy, Goldberg & Dagan, Improving distributional similarity with lessons learned from word
       embeddings. TACL 3, 211-225 (2015), sections 2 and 3.3.
    .. [2] Mu & Viswanath, All-but-the-top: simple and effective postprocessing for word representations.
       ICLR 2018, section 2.
    """
    n = len(counts.words)
    if n < 2:
        raise ParameterError("vectors need at least two words; give more text or a lower min_count")
    chosen = min(default_dimension(n, int(counts.counts.sum())), n - 1) if dimension is None else dimension
    integer("dimension", chosen, least=1, most=n - 1)
    if number("power", power, least=0) > 1:
        raise ParameterError(f"power must be from 0 to 1, not {power:g}")
    integer("seed", seed, least=0, most=_SEEDS - 1)
    matrix = _associations(counts, association, smoothing, shift)
    watcher = watched(progress)
    watcher.start("factorising", None)
    left, values = _singular(matrix, chosen, seed)
    watcher.finish()
    vectors = WordVectors(counts.words, left * values**power)
    return vectors.centred() if centre else vectors


def _associations(
    counts: WindowCounts, association: str, smoothing: float | None, shift: float
) -> scipy.sparse.csr_array:
    check_association(association, smoothing, shift)
    if association == "root":
        return rooted(counts, smoothing=1.0 if smoothing is None else smoothing)
    return ppmi(counts, smoothing=SMOOTHING if smoothing is None else smoothing, shift=shift)


def _singular(matrix: scipy.sparse.csr_array, dimension: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Left singular vectors and singular values, falling."""
    from scipy.sparse.linalg import svds

    if not matrix.nnz:
        raise ParameterError("no two words stand near each other more often than by chance; give more text")
    start = np.random.default_rng(seed).standard_normal(matrix.shape[0])
    left, values, _ = svds(matrix, k=dimension, v0=start, tol=_TOLERANCE, return_singular_vectors="u")
    order = np.argsort(-values, kind="stable")
    left, values = left[:, order], np.maximum(values[order], 0.0)
    signs = np.sign(left[np.abs(left).argmax(axis=0), np.arange(dimension)])
    return left * np.where(signs < 0, -1.0, 1.0), values
