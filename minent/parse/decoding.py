"""Dependencies and phrases out of impact matrices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from minent.arguments import integer, one_of, thread_count
from minent.errors import ParameterError
from minent.parallel import parallel_map
from minent.parse import _decoders
from minent.parse.decoder_options import CONSTITUENT_METHODS, DEPENDENCY_METHODS, NORMALIZE, ROOTS
from minent.trees.dependencies import Dependencies
from minent.trees.tree import Tree, tree_of_spans

_LARGEST = 1e30  # sums and their penalties stay far from overflow, float32 holds it
_BATCH_CELLS = 1 << 18
_Part = tuple[int, int]


def dependencies(
    matrix: ArrayLike,
    method: str = "eisner",
    *,
    root: int | None = None,
    roots: str = "one",
    root_scores: ArrayLike | None = None,
    normalize: str = "none",
) -> Dependencies:
    r"""Return the best tree of dependencies over an impact matrix.

    Parameters
    ----------
    matrix : array, shape (n, n)
        ``[d, h]``: the impact of word h on word d, which is the score of h as the head of d. The
        diagonal does not count. NaN: not known; a tree has as few such arcs as it can.
    method : {"eisner", "edmonds", "projective-mst", "mst"}
        ``eisner``: the best tree without crossing arcs. ``edmonds``: with crossing arcs (Chu and
        Liu, Edmonds). The other two go by the mean of both directions and find undirected trees,
        without and with crossing edges; arcs then lead away from the word whose impact on the
        others is largest in sum (the first of equals; without crossing edges, one of the words that no
        edge is above).
    root : int, optional
        Number, from 1, of the word that must be the root, if the right one is known: this is
        information about the answer, and scores with it cannot be compared with those without.
    roots : {"one", "several"}
        Whether a tree has one root. With several, each word without a head adds its score as a
        root; for ``eisner`` and ``edmonds`` only.
    root_scores : array, shape (n,), optional
        Score of each word as the root; 0 by default, so that the arcs alone decide.
    normalize : {"none", "rows", "softmax"}
        Whether scores of the heads of a word are divided by their sum, or their exponentials are.

    Returns
    -------
    Dependencies

    Raises
    ------
    ParameterError
        When the matrix is not square or holds infinities or values beyond 1e30, or an option is
        out of range.

    Notes
    -----
    Scores are rounded so far (2^-45 of the largest value for 25 words) that their sums are exact, so
    equal trees are equal. Of these, ``eisner`` takes the first word as the root and divides phrases
    as far left as possible: equal values give the chain in which each word depends on the one
    before it. ``edmonds`` and ``mst`` take the first word as the head: equal values hang all words
    on it. So a matrix that says nothing has a score that says nothing: have the same decoder on
    a constant matrix scored beside (``minent evaluate dependencies --impacts`` does).

    Time O(n^3) for the trees without crossings, else O(n^2); memory 56 n^2 bytes.

    References
    ----------
    Eisner (1996), Three new probabilistic models for dependency parsing. Tarjan (1977), Finding
    optimum branchings. Wu, Chen, Kao and Liu (2020), Perturbed masking.

    Examples
    --------
    >>> dependencies([[0, 3, 0], [1, 0, 1], [0, 2, 0]])
    Dependencies([2, 0, 2])
    """
    if root is not None:
        given: list[int | None] | None = [root]
    else:
        given = None
    scores = None if root_scores is None else [root_scores]
    (found,) = decode_dependencies(
        [np.asarray(matrix)], method, given_roots=given, roots=roots, root_scores=scores, normalize=normalize, threads=1
    )
    return found


def decode_dependencies(
    matrices: Sequence[ArrayLike],
    method: str = "eisner",
    *,
    given_roots: Sequence[int | None] | None = None,
    roots: str = "one",
    root_scores: Sequence[ArrayLike] | None = None,
    normalize: str = "none",
    threads: int | None = 1,
) -> list[Dependencies]:
    """Return the best trees over many matrices; see `dependencies`.

    Parameters
    ----------
    matrices : sequence of array, shape (n, n)
        Impact matrices.
    method, roots, normalize : str
        As for `dependencies`.
    given_roots : sequence of int or None, optional
        For each matrix the number of the word that must be the root.
    root_scores : sequence of array, optional
        For each matrix the scores of its words as the root.
    threads : int, optional
        Number of threads; all processors when None. It changes nothing else.

    Returns
    -------
    list of Dependencies

    Raises
    ------
    ParameterError
        As for `dependencies`.
    """
    number = DEPENDENCY_METHODS.index(one_of("method", method, DEPENDENCY_METHODS))
    normalization = NORMALIZE.index(one_of("normalize", normalize, NORMALIZE))
    several = one_of("roots", roots, ROOTS) == "several"
    if (several or root_scores is not None) and number > 1:
        raise ParameterError(f"roots and root_scores have no use with method {method}; leave them out")
    for name, values in (("given_roots", given_roots), ("root_scores", root_scores)):
        if values is not None and len(values) != len(matrices):
            raise ParameterError(f"{name} has {len(values)} values for {len(matrices)} matrices")
    checked = [checked_matrix(matrix) for matrix in matrices]
    scores = None if root_scores is None else [_vector(s, len(m)) for s, m in zip(root_scores, checked, strict=True)]
    places = None if given_roots is None else [_place(r, len(m)) for r, m in zip(given_roots, checked, strict=True)]

    def work(_: None, part: _Part) -> list[Dependencies]:
        values, sizes = _packed(checked[slice(*part)])
        out = np.empty(int(sizes.sum()), np.int32)
        some = None if scores is None else np.concatenate(scores[slice(*part)])
        fixed = None if places is None else np.array(places[slice(*part)], np.int64)
        _decoders.heads(values, sizes, number, normalization, several, some, fixed, out)
        return [
            Dependencies.of_decoder(out[begin:end]) for begin, end in pairwise(accumulate(sizes.tolist(), initial=0))
        ]

    workers = [None] * thread_count(threads)
    return [each for some in parallel_map(work, _parts(checked), workers) for each in some]


def constituents(matrix: ArrayLike, method: str = "split") -> Tree | None:
    r"""Return the phrases of a sentence by an impact matrix: a binary tree without labels.

    Parameters
    ----------
    matrix : array, shape (n, n)
        ``[i, j]``: the impact of word j on word i. The diagonal does not count, nor does NaN.
    method : {"split", "mart", "cky"}
        ``split``: from the top, a span is divided where the mean impact within the two parts less
        that between them is largest. ``cky``: the tree whose spans have the largest sum of mean
        impact inside less mean impact between inside and outside. ``mart``: as released with
        the paper.

    Returns
    -------
    Tree or None
        All spans of two words and more; ``None`` without words.

    Raises
    ------
    ParameterError
        When the matrix is not square or holds infinities or values beyond 1e30, or the method is
        unknown.

    Notes
    -----
    Means are over the pairs of a block that there are, m (m - 1) within m words; a block without
    any (a single word) counts as the mean of the pairs of the span that is divided (``cky``: of the
    sentence), so a matrix of equal values favours no place. Places that are equal up to
    1e-9 of the largest value tie; the one nearest to the middle is taken, the right of two: equal values
    give the tree of `minent.trees.balanced`.

    ``mart`` minimises :math:`\sum D_{<k,<k} / 2k + \sum D_{>k,>k} / 2(n-k) - \sum D_{<k,>k} / k(n-k)`, sums of
    both directions, with D one less the softmax of the columns, over k = 1 ... n - 1, the first of
    equals; the tree is (left, (k, right)). That frame branches to the right whatever the matrix
    says: a constant matrix scores as right branching does. Compare with that.

    Time: ``split`` and ``mart`` O(n^2), ``cky`` O(n^3); memory 32 n^2 bytes.

    References
    ----------
    Wu, Chen, Kao and Liu (2020), Perturbed masking.

    Examples
    --------
    >>> constituents([[0, 3, 1], [3, 0, 1], [1, 1, 0]])
    Tree('((0 1) 2)')
    """
    (found,) = decode_constituents([np.asarray(matrix)], method)
    return found


def decode_constituents(
    matrices: Sequence[ArrayLike], method: str = "split", *, threads: int | None = 1
) -> list[Tree | None]:
    """Return the phrases by many matrices; see `constituents`.

    Parameters
    ----------
    matrices : sequence of array, shape (n, n)
        Impact matrices.
    method : str
        As for `constituents`.
    threads : int, optional
        Number of threads; all processors when None. It changes nothing else.

    Returns
    -------
    list of Tree or None

    Raises
    ------
    ParameterError
        As for `constituents`.
    """
    number = CONSTITUENT_METHODS.index(one_of("method", method, CONSTITUENT_METHODS))
    checked = [checked_matrix(matrix) for matrix in matrices]

    def work(_: None, part: _Part) -> list[Tree | None]:
        values, sizes = _packed(checked[slice(*part)])
        rows = np.maximum(sizes - 1, 0)
        out = np.empty((int(rows.sum()), 2), np.int32)
        _decoders.spans(values, sizes, number, out)
        spans = pairwise(accumulate(rows.tolist(), initial=0))
        return [
            tree_of_spans(n, map(tuple, out[begin:end].tolist())) if n else None
            for n, (begin, end) in zip(sizes.tolist(), spans, strict=True)
        ]

    workers = [None] * thread_count(threads)
    return [each for some in parallel_map(work, _parts(checked), workers) for each in some]


def checked_matrix(matrix: ArrayLike) -> NDArray[np.floating]:
    """Return a matrix as float32 or float64 in one run of memory, if decoders can use it."""
    array = np.asarray(matrix)
    if array.dtype != np.float32 and array.dtype != np.float64:
        try:
            array = array.astype(np.float64, copy=False)
        except (TypeError, ValueError):
            raise ParameterError(f"the impact matrix must hold numbers, not {array.dtype}") from None
    if array.size == 0:
        array = array.reshape(0, 0)
    if array.ndim != 2 or array.shape[0] != array.shape[1]:
        raise ParameterError(f"the impact matrix must have the shape (n, n), not {array.shape}")
    if (np.abs(array) > _LARGEST).any():
        raise ParameterError("the impact matrix holds infinite or huge values; NaN is what stands for unknown ones")
    return np.ascontiguousarray(array)


def _vector(values: ArrayLike, n: int) -> NDArray[np.float64]:
    array = np.asarray(values, np.float64)
    if array.shape != (n,) or not (np.abs(array) <= _LARGEST).all():
        raise ParameterError(f"root_scores must be finite numbers, shape ({n},)")
    return array


def _place(root: int | None, n: int) -> int:
    """Place of a given root from 0; -1 for none."""
    return -1 if root is None else integer("root", root, least=1, most=n) - 1


def _packed(matrices: Sequence[NDArray[np.floating]]) -> tuple[NDArray[np.floating], NDArray[np.int64]]:
    """Matrices one behind the other, and their sizes."""
    sizes = np.array([len(matrix) for matrix in matrices], np.int64)
    if len(matrices) == 1:
        return matrices[0].ravel(), sizes
    return np.concatenate([matrix.ravel() for matrix in matrices]), sizes


def _parts(matrices: Sequence[NDArray[np.floating]]) -> Iterator[_Part]:
    """Ranges of matrices that are work for a thread."""
    begin = cells = 0
    for at, matrix in enumerate(matrices):
        cells += matrix.size
        if cells >= _BATCH_CELLS or at + 1 == len(matrices):
            yield begin, at + 1
            begin, cells = at + 1, 0
