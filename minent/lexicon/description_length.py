"""Learning a lexicon by description length: the words that make text and lexicon short."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from minent.counts import NgramTable
from minent.lexicon.unigram import Description, WordModel, entry_bits
from minent.progress import Progress
from minent.scores import score_ngrams
from minent.scores.measures import pmi
from minent.text import Corpus

# What each unit beyond three must add to the cohesion, in parts of the mean information of
# neighbours. Chosen with JOIN_FACTOR.
_COHESION_PER_UNIT = 0.5
# Rounds end when one makes text and lexicon shorter by less than this part.
_LEAST_GAIN = 1e-3
# Neighbours within a word must say this many times what neighbours say about each other on the
# average. Chosen on the development slices of PKU and MSR (see CONTRIBUTING.md).
JOIN_FACTOR = 1.1


def candidates(
    table: NgramTable,
    n_units: int,
    max_length: int,
    proposed: NDArray[np.int64] | None = None,
    proposed_only: bool = False,
) -> WordModel:
    """The n-grams that may be words; all units come first.

    An n-gram of n units may be a word when its neighbours vary and it holds together: when its
    cohesion is above ``(n - 3) I / 2``, I what neighbouring units say about each other on the
    average. PMI grows with the length by chance alone; most pairs may be words, for what is
    none will not pay. So may the rows `proposed`, whatever their figures; with `proposed_only`
    no others.
    """
    scores = score_ngrams(table)
    least = _COHESION_PER_UNIT * (table.length - 3.0) * mean_neighbour_information(table)
    fit = (scores.pmi > least) & (scores.min_entropy > 0) & (table.length > 1) & (table.length <= max_length)
    if proposed is not None:
        fit &= not proposed_only
        fit[proposed[table.length[proposed] <= max_length]] = True
    rows = np.flatnonzero(fit)
    units = [np.arange(1, n_units + 1, dtype=np.uint32)]
    units += [table.unit_ids(rows[chosen], length).ravel() for length, chosen in table.by_length(rows)]
    lengths = np.concatenate([np.ones(n_units, np.int64), table.length[rows].astype(np.int64)])
    single = np.zeros(n_units, np.int64)
    single[: table.rows(1).stop] = table.count[table.rows(1)]
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    return WordModel(np.concatenate(units), offsets, np.append(single, table.count[rows]))


def mean_neighbour_information(table: NgramTable) -> float:
    """Mean PMI of two neighbouring units, over the pairs in the table; bits.

    ``sum of c_ab log2(N c_ab / (c_a c_b)) / sum of c_ab``.
    """
    pairs = table.rows(2)
    counts = table.count[pairs]
    if not len(counts):
        return 0.0
    first, second = table.count[table.parent[pairs]], table.count[table.unit[pairs].astype(np.int64) - 1]
    return float(np.average(pmi(counts, first, second, table.n_tokens), weights=counts))


def learn_by_description_length(
    corpus: Corpus,
    table: NgramTable,
    *,
    max_length: int,
    pmi_per_join: float,
    threads: int,
    progress: Progress,
    tell: Callable[[Description], None],
    proposed: NDArray[np.int64] | None = None,
    proposed_only: bool = False,
) -> WordModel:
    """Learn the words of a text.

    Parameters
    ----------
    corpus : Corpus
        The text.
    table : NgramTable
        Its n-grams.
    max_length : int
        Units of the longest word.
    pmi_per_join : float
        Bits that a word must save for each of its joins.
    threads : int
        Number of threads; the result does not depend on it.
    progress : Progress
        Told of the passes.
    tell : callable
        Called with the `Description` after each stage.
    proposed : int64 array, optional
        Rows of `table` that may be words whatever their figures.
    proposed_only : bool
        Whether no others may.

    Returns
    -------
    WordModel

    Notes
    -----
    1. The text is divided by raw counts, then by the counts of that (two passes of hard EM).
    2. Rounds: words that do not pay for their entries are divided, longest first (exactly: the
       change of ``N log2 N - sum c log2 c`` when their uses go to their parts, against
       ``(n + 1) H`` bits of the entry); the text is divided again. The total never rises. A
       round that gains less than 1 in 1,000 is the last.
    3. A unigram code knows nothing of neighbours, so it pays to join what merely stands
       together often. Words that save less than ``pmi_per_join`` for each join and their
       entry for each use are divided, too; then joins cost that price.

    Linear in the text, for each of about five passes.
    """
    ids, _, _ = corpus.counting_ids(table.min_count)
    model = candidates(table, corpus.greatest_id(table.min_count), max_length, proposed, proposed_only)

    def recount(model: WordModel, price: float = 0.0) -> WordModel:
        return model.recount(corpus, ids, price, threads, progress)

    alone = WordModel.of_units(corpus, model.n_single)
    unit_bits = alone.bits_per_unit()
    last = alone.description("units", unit_bits)
    tell(last)
    model = recount(recount(model))
    last = model.description("candidates", unit_bits)
    tell(last)
    for number in range(1, len(model.counts)):
        model = recount(without_costly(model, unit_bits))
        now = model.description(f"round {number}", unit_bits)
        tell(now)
        if last.total_bits - now.total_bits < _LEAST_GAIN * last.total_bits:
            break
        last = now
    if pmi_per_join > 0:
        model = recount(without_weak(model, unit_bits, pmi_per_join), pmi_per_join)
        tell(model.description("price of joins", unit_bits))
    return model


def without_costly(model: WordModel, unit_bits: float) -> WordModel:
    """The model without the words that make the description longer than their parts would."""
    counts = model.counts.copy()
    model.trie.drop_costly(counts, entry_bits(model.lengths, unit_bits))
    return model.with_counts(counts)


def without_weak(model: WordModel, unit_bits: float, pmi_per_join: float) -> WordModel:
    """The model without the words that save less than the price of their joins and their entry."""
    counts = model.counts.copy()
    entry = entry_bits(model.lengths, unit_bits) / np.maximum(counts, 1)
    model.trie.drop_weak(counts, pmi_per_join * (model.lengths - 1) + entry)
    return model.with_counts(counts)
