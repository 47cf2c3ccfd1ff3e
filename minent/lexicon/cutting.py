"""Learning a lexicon by cutting: what loosely bound neighbours leave in one piece."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from minent.counts import NgramTable
from minent.lexicon._phrases import PhraseTrie, Pieces
from minent.lexicon.options import LOOK_BACK
from minent.lexicon.unigram import Description, WordModel
from minent.parallel import sweep
from minent.progress import Progress
from minent.scores import NgramScores, score_ngrams
from minent.text import Corpus

# Neighbours are cut below these; 0 was the best of 0, 1, 1.44 and 2.5 bits (see `learn_by_cutting`).
MIN_PMI = 0.0
MIN_PROBABILITY = 0.0
# 2 nats: what a word must save for each of its joins.
PMI_PER_JOIN = 2 * float(np.log2(np.e))


def learn_by_cutting(
    corpus: Corpus,
    table: NgramTable,
    *,
    max_length: int | None = None,
    min_pmi: float = MIN_PMI,
    min_probability: float = MIN_PROBABILITY,
    pmi_per_join: float = PMI_PER_JOIN,
    threads: int,
    progress: Progress,
    tell: Callable[[Description], None],
) -> WordModel:
    """Learn the words of a text by cutting between neighbours that are loosely bound.

    Parameters
    ----------
    corpus : Corpus
        The text.
    table : NgramTable
        Its n-grams of one and two units; what is longer is not looked at. A piece
        must occur the table's `min_count` times.
    max_length : int, optional
        Units of the longest word; any number by default.
    min_pmi : float
        Neighbours a b stay together when ``log2(p_ab / (p_a p_b))`` is at least this many bits
        ...
    min_probability : float
        ... and ``p_ab = c_ab / N`` at least this.
    pmi_per_join : float
        Bits that a word must save, against the cheapest division of it by the other words, for
        each of its joins; 0: what is a piece is a word.
    threads : int
        Number of threads; the result does not depend on it.
    progress : Progress
        Told of the passes.
    tell : callable
        Called with the `Description` of the units, of the text divided by all pieces, and of
        the text divided by the words that are left.

    Returns
    -------
    WordModel
        All single units, and the words in use.

    Notes
    -----
    1. Text is cut between neighbours below the thresholds. Pieces of any length that occur
       `min_count` times are candidates, their counts those of the pieces.
    2. Longest first, and rarest first among equals, a candidate w is divided by what is left
       into its cheapest parts; it stays when ``sum of log2(N / c_part) - log2(N / c_w)`` is at
       least ``pmi_per_join`` times its joins, else its count goes to its parts.
    3. The text is divided by the words that are left, with the price of the joins.

    Probabilities of pairs and of units have the same N, the units of the text. Pairs below
    `min_count` are not in the table: they are cut whatever `min_probability` is.

    Chosen on the development slices of PKU and MSR, learned from 100 MB of news, law and IT
    texts: word F1 with 2 nats for each join is .744 and .763, with 1.1 times the mean
    information of neighbours (4.44 bits there) .777 and .775; with neighbours cut below 1 bit
    .744 and .760, .772 and .772.

    Linear in the text, and in the length of words times the longest for the second step.
    Memory beside the corpus: the different pieces, also those that are rare.

    Examples
    --------
    >>> from minent import Corpus, count_ngrams
    >>> from minent.progress import Silent
    >>> sentences = ["红茶好", "绿茶香", "好红茶", "香绿茶", "红茶香", "绿茶好", "好绿茶", "香红茶"]
    >>> corpus = Corpus.from_texts(sentences * 20)
    >>> table = count_ngrams(corpus, order=2, min_count=2)
    >>> model = learn_by_cutting(
    ...     corpus, table, min_pmi=1.0, threads=1, progress=Silent(), tell=lambda stage: None
    ... )
    >>> units = corpus.vocabulary.texts
    >>> for begin, end, count in zip(model.offsets, model.offsets[1:], model.counts):
    ...     if count:
    ...         print("".join(units[unit - 1] for unit in model.units[begin:end]), count)
    好 80
    香 80
    红茶 80
    绿茶 80
    """
    ids, _, _ = corpus.counting_ids(table.min_count)
    n_units = corpus.greatest_id(table.min_count)
    alone = WordModel.of_units(corpus, n_units)
    unit_bits = alone.bits_per_unit()
    tell(alone.description("units", unit_bits))
    rows = bound_pairs(score_ngrams(table), min_pmi, min_probability)
    pieces = _pieces(corpus, ids, table.unit_ids(rows, 2), n_units, threads, progress)
    model = _candidates(pieces, table.unit_ids(rows, 2), n_units, table.min_count, max_length)
    if pmi_per_join > 0:
        tell(model.recount(corpus, ids, 0.0, threads, progress).description("pieces", unit_bits))
        counts = model.counts.copy()
        model.trie.drop_weak(counts, pmi_per_join * (model.lengths - 1.0))
        model = model.with_counts(counts)
    model = model.recount(corpus, ids, pmi_per_join, threads, progress)
    tell(model.description("words" if pmi_per_join > 0 else "pieces", unit_bits))
    return model


def bound_pairs(scores: NgramScores, min_pmi: float, min_probability: float) -> np.ndarray:
    """Rows of the table's pairs that text is not cut between.

    Parameters
    ----------
    scores : NgramScores
        Scores of n-grams of one and two units.
    min_pmi, min_probability
        See `learn_by_cutting`.

    Returns
    -------
    int64 array
    """
    table = scores.table
    if table.order < 2:
        return np.zeros(0, np.int64)
    pairs = table.rows(2)
    least = min_probability * table.n_tokens
    bound = (scores.pmi[pairs] >= min_pmi) & (table.count[pairs] >= least)
    return np.flatnonzero(bound) + pairs.start


def _pieces(
    corpus: Corpus, ids: np.ndarray, pairs: np.ndarray, n_units: int, threads: int, progress: Progress
) -> Pieces:
    trie = PhraseTrie(np.ascontiguousarray(pairs.ravel()), 2 * np.arange(len(pairs) + 1), n_units)
    collectors = [Pieces(trie) for _ in range(threads)]
    mode = LOOK_BACK.index("none")
    sweep(lambda pieces, span: pieces.join(ids, *span, 2, mode), corpus.spans(), collectors, "cutting", progress)
    total, *others = collectors
    for other in others:
        total.absorb(other)
    return total


def _candidates(pieces: Pieces, pairs: np.ndarray, n_units: int, min_count: int, max_length: int | None) -> WordModel:
    """All units and the frequent pieces, by length, then by their units."""
    units, offsets, counts = pieces.others()
    longest = np.iinfo(np.int64).max if max_length is None else max_length
    kept = np.flatnonzero((counts >= min_count) & (np.diff(offsets) <= longest))
    long = [tuple(units[offsets[piece] : offsets[piece + 1]].tolist()) for piece in kept.tolist()]
    order = sorted(range(len(long)), key=lambda k: (len(long[k]), long[k]))
    frequent = pieces.phrase_counts >= min_count if longest >= 2 else np.zeros(len(pairs), bool)
    words = [np.arange(1, n_units + 1, dtype=np.uint32), pairs[frequent].ravel()]
    words += [np.array(long[k], np.uint32) for k in order]
    lengths = [
        np.ones(n_units, np.int64),
        np.full(frequent.sum(), 2),
        np.array([len(long[k]) for k in order], np.int64),
    ]
    uses = [pieces.unit_counts[1:], pieces.phrase_counts[frequent], counts[kept[order]]]
    return WordModel(
        np.concatenate(words).astype(np.uint32),
        np.concatenate([[0], np.cumsum(np.concatenate(lengths))]),
        np.concatenate(uses),
    )
