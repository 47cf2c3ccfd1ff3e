"""From seed words to the words like them, by vectors."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from minent.arguments import number
from minent.errors import ParameterError
from minent.lexicon.lexicon import Lexicon
from minent.rows import scale_to_unit

_ROWS = 256  # words of a hop whose similarities are in memory together
_COLUMNS = 1 << 13
_PAIRS = 1 << 14
# What a sum of d products may be off by in single precision, for vectors of length 1: d times this.
_ROUNDING = 2.0**-23


def expand(
    seeds: Iterable[str],
    words: Sequence[str],
    vectors: np.ndarray,
    *,
    threshold: float = 0.6,
    growth: float = 0.35,
    keep: Callable[[str], bool] | None = None,
) -> Lexicon:
    """Collect the words that are like seed words, and those that are like these, and so on.

    Parameters
    ----------
    seeds : iterable of str
        Words to begin with.
    words : sequence of str, n of them
        The words that have vectors; distinct.
    vectors : array, shape (n, d)
        A vector for each word.
    threshold : float
        Least cosine similarity to a seed, above 0 and at most 1.
    growth : float
        How fast what is asked for grows with the distance from the seeds; with 0 it stays.
    keep : function of a word, optional
        A word for which it is false is not collected and leads to no other; seeds are not asked.

    Returns
    -------
    Lexicon
        By hops, then falling similarity, then the order of `words`, with ``hop`` (0 for seeds)
        and ``similarity``, the greatest to a word of the hop before (1 for seeds).

    Raises
    ------
    ParameterError
        When a seed has no vector, words and vectors do not fit together, a value is not finite
        or a parameter is out of range.

    Notes
    -----
    A word with similarity ``s >= t + (1 - t) (1 - exp(-growth h))`` to a word of hop `h` is one
    of hop ``h + 1``: likeness is passed on, but ever closer likeness is asked for, or all words
    would be reached. Matrix products in single precision sieve the pairs; what may decide is then
    computed in double precision in a fixed order, so that the result does not depend on the
    number of threads or the order of the seeds. A vector of zeros is like no other.

    Time O(k n d) for k words found; memory one and a half times that of the vectors in
    double precision, and 20 MB.

    References
    ----------
    Su (2019), https://spaces.ac.cn/archives/6540.

    Examples
    --------
    >>> words = ["变压器", "断路器", "熔断器", "香蕉"]
    >>> vectors = [[1, 0], [0.8, 0.6], [0.5, 0.87], [-1, 0]]
    >>> found = expand(["变压器"], words, vectors)
    >>> found.words, found.column("hop").tolist()
    (['变压器', '断路器', '熔断器'], [0, 1, 2])
    """
    t, growth = number("threshold", threshold), number("growth", growth, least=0)
    if not 0 < t <= 1:
        raise ParameterError(f"threshold must be above 0 and at most 1, not {t:g}")
    unit = _unit_vectors(words, vectors)
    frontier = _rows_of(seeds, words)
    allowed = np.ones(len(words), bool) if keep is None else np.array([bool(keep(word)) for word in words], bool)
    allowed[frontier] = False
    found, hops, similarities = [frontier], [np.zeros(len(frontier), np.int64)], [np.ones(len(frontier))]
    hop = 0
    while len(frontier):
        least = t + (1 - t) * (1 - math.exp(-growth * hop))
        similarity = _nearest(unit, frontier, np.flatnonzero(allowed), least)
        frontier = np.flatnonzero(similarity >= least)
        frontier = frontier[np.argsort(-similarity[frontier], kind="stable")]
        allowed[frontier] = False
        hop += 1
        found.append(frontier)
        hops.append(np.full(len(frontier), hop, np.int64))
        similarities.append(similarity[frontier])
    rows = np.concatenate(found).tolist()
    columns = {"hop": np.concatenate(hops), "similarity": np.concatenate(similarities)}
    return Lexicon([words[row] for row in rows], columns)


def _unit_vectors(words: Sequence[str], vectors: np.ndarray) -> np.ndarray:
    try:
        array = np.array(vectors, np.float64)
    except (TypeError, ValueError) as error:
        raise ParameterError(f"vectors must be an array of numbers ({error})") from None
    if array.ndim != 2 or len(array) != len(words):
        shape = " x ".join(map(str, array.shape)) or "a single number"
        raise ParameterError(f"vectors must have a row for each of the {len(words)} words, not {shape}")
    bad = np.flatnonzero(~np.isfinite(array).all(axis=1))
    if len(bad):
        raise ParameterError(f"vectors must be finite; that of {words[bad[0]]!r} is not")
    return scale_to_unit(array)


def _rows_of(seeds: Iterable[str], words: Sequence[str]) -> np.ndarray:
    """Rows of the seeds, in the order of the words."""
    if isinstance(seeds, str):
        raise ParameterError(f"seeds must be a collection of words, not the string {seeds!r}")
    rows = {word: row for row, word in enumerate(words)}
    if len(rows) < len(words):
        raise ParameterError("words must differ; one has two vectors")
    wanted = dict.fromkeys(seeds)
    unknown = [seed for seed in wanted if seed not in rows]
    if unknown:
        named = ", ".join(unknown[:5]) + (f" and {len(unknown) - 5} more" if len(unknown) > 5 else "")
        raise ParameterError(f"seeds without a vector: {named}; leave them out")
    return np.array(sorted(rows[seed] for seed in wanted), np.int64)


def _nearest(unit: np.ndarray, frontier: np.ndarray, candidates: np.ndarray, least: float) -> np.ndarray:
    """Greatest similarity of each word to one of the frontier; exact where it reaches `least`."""
    best = np.full(len(unit), -np.inf)
    sieve, slack = unit.astype(np.float32), (unit.shape[1] + 4) * _ROUNDING
    for begin in range(0, len(frontier), _ROWS):
        rows = frontier[begin : begin + _ROWS]
        for first in range(0, len(candidates), _COLUMNS):
            columns = candidates[first : first + _COLUMNS]
            product = sieve[rows] @ sieve[columns].T
            enough = np.maximum(np.maximum(product.max(axis=0), best[columns]), least) - slack
            left, right = np.nonzero(product >= enough)
            _raise_to_exact(best, unit, rows[left], columns[right])
    return best


def _raise_to_exact(best: np.ndarray, unit: np.ndarray, left: np.ndarray, right: np.ndarray) -> None:
    for begin in range(0, len(left), _PAIRS):
        pairs = slice(begin, begin + _PAIRS)
        exact = np.einsum("ij,ij->i", unit[left[pairs]], unit[right[pairs]])
        np.maximum.at(best, right[pairs], np.minimum(exact, 1.0))
