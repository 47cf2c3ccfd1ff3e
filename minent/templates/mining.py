"""Candidates: the patterns along the best paths through the bound pairs of a text."""

from __future__ import annotations

import numpy as np

from minent.lexicon.unigram import to_fixed
from minent.parallel import parallel_map
from minent.progress import Progress
from minent.templates._patterns import PatternTrie
from minent.templates.options import TemplateOptions
from minent.templates.pairs import NAT, PairTable
from minent.templates.patterns import Patterns, make_steps, split_steps
from minent.text import Corpus


def bound_pairs(table: PairTable, options: TemplateOptions, entry_bits: np.ndarray) -> np.ndarray:
    """What each pair binds with at each distance.

    Parameters
    ----------
    table : PairTable
        The pairs.
    options : TemplateOptions
        The criterion and its thresholds.
    entry_bits : float64 array, shape (n_pairs,)
        What the entry of each pair in a table of templates takes.

    Returns
    -------
    float64 array, shape (n_pairs, window)
        Bits; 0 or below where the pair is not bound.

    Notes
    -----
    ``gain``: a pair is bound when ``n_ab (PMI_ab - log2 e - H(gap | ab))`` is above `entry_bits`,
    and binds at a distance with ``PMI_abg - log2 e``. ``pooled``: when its probability is above
    `min_proba` and its PMI above `min_pmi`; it binds with the PMI at all distances at which it
    occurs.
    """
    if options.criterion == "gain":
        bound = table.gain() > entry_bits
        bits = np.where(table.counts >= table.min_count, table.pmi - NAT, 0.0)
    else:
        pmi = table.pooled_pmi()
        bound = (table.pooled_probability() > options.min_proba) & (pmi > options.min_pmi)
        bits = np.where(table.counts > 0, np.maximum(pmi, 0.0)[:, None], 0.0)
    return np.where(bound[:, None], bits, 0.0)


def mine_patterns(
    corpus: Corpus,
    table: PairTable,
    binding: np.ndarray,
    options: TemplateOptions,
    *,
    threads: int,
    progress: Progress,
) -> tuple[Patterns, np.ndarray]:
    """Find the patterns that occur on the best paths.

    Parameters
    ----------
    corpus : Corpus
        The text.
    table : PairTable
        Its pairs.
    binding : float64 array
        See `bound_pairs`.
    options : TemplateOptions
        How long patterns may be and how many paths are followed.
    threads : int
        Number of threads; the result does not depend on it.
    progress : Progress
        Told of the words read.

    Returns
    -------
    patterns : Patterns
        Those that occur as often as pairs must; by length, then beginning.
    counts : int64 array
        How often each stands on a path; occurrences may overlap.

    Notes
    -----
    In a stretch of text every bound pair is an edge from its first word to its second. From a
    word the `paths` edges with the best paths behind them are followed. A pattern of n words is
    counted only if its first n - 1 words are frequent enough, so a pass over the text for each
    length suffices: ``O(n window)`` for n words, and for each at most ``paths^(max_words - 1)``
    steps. Memory: 32 bytes for each different pattern of a pass.
    """
    rows, gaps = np.nonzero(binding > 0)
    ids, _, _ = corpus.counting_ids(2)
    trie = PatternTrie(len(table.word_counts) - 1, table.window)
    level = make_steps(table.first[rows], (gaps + 1).astype(np.uint8), table.second[rows])
    trie.add_steps(level)
    values = np.zeros(trie.n_nodes, np.int32)
    values[-len(level) or trie.n_nodes :] = to_fixed(binding[rows, gaps])
    # Of the node: the words and gaps so far.
    words = {0: (np.arange(trie.n_words + 1, dtype=np.uint32)[:, None], np.zeros((trie.n_words + 1, 1), np.uint8))}
    first_node = {0: 0}
    known, found, counts = trie.n_words + 1, [], []
    for length in range(2, options.max_words + 1):
        steps, n = _count(corpus, ids, trie, values, options.paths, length, threads, progress)
        frequent = n >= table.min_count
        steps, n = steps[frequent], n[frequent]
        if not len(steps):
            break
        nodes, gap, word = split_steps(steps)
        before_words, before_gaps = words[length - 2]
        at = nodes - first_node[length - 2]
        matrix = np.column_stack([before_words[at], word]), np.column_stack([before_gaps[at], gap])
        found.append(matrix)
        counts.append(n.astype(np.int64))
        if length == 2:
            # The trie has all bound pairs as nodes, by their steps.
            every = split_steps(level)
            words[1] = (
                np.column_stack([every[0], every[2]]).astype(np.uint32),
                np.column_stack([np.zeros(len(level), np.uint8), every[1]]),
            )
            first_node[1] = known
            known += len(level)
        else:
            trie.add_steps(steps)
            values = np.append(values, np.zeros(len(steps), np.int32))
            words[length - 1], first_node[length - 1] = matrix, known
            known += len(steps)
    return _patterns(found), np.concatenate([np.zeros(0, np.int64), *counts])


def _count(
    corpus: Corpus,
    ids: np.ndarray,
    trie: PatternTrie,
    values: np.ndarray,
    paths: int,
    length: int,
    threads: int,
    progress: Progress,
) -> tuple[np.ndarray, np.ndarray]:
    """(steps that end patterns of a length, how often), ascending."""
    trie.set_values(values)
    spans = corpus.spans()
    progress.start(f"templates of {length}", sum(end - begin for begin, end in spans), "units")
    parts = []

    def work(_: None, span: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        return trie.list_steps(ids, *span, paths, length)

    for span, part in zip(spans, parallel_map(work, spans, [None] * threads), strict=True):
        parts.append(part)
        progress.advance(span[1] - span[0])
    progress.finish()
    steps = np.concatenate([np.zeros(0, np.uint64), *(part[0] for part in parts)])
    counts = np.concatenate([np.zeros(0, np.uint64), *(part[1] for part in parts)])
    different, where = np.unique(steps, return_inverse=True)
    total = np.zeros(len(different), np.uint64)
    np.add.at(total, where, counts)
    return different, total


def _patterns(found: list[tuple[np.ndarray, np.ndarray]]) -> Patterns:
    """Matrices of words and gaps, a row a pattern, as one value."""
    lengths = np.concatenate([np.zeros(0, np.int64), *(np.full(len(m), m.shape[1]) for m, _ in found)])
    return Patterns(
        np.concatenate([np.zeros(0, np.uint32), *(matrix.ravel() for matrix, _ in found)]),
        np.concatenate([np.zeros(0, np.uint8), *(gaps.ravel() for _, gaps in found)]),
        np.append(0, np.cumsum(lengths)).astype(np.int64),
    )
