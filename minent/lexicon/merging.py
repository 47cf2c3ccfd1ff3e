"""Learning a lexicon by merging: neighbours become a word where that shortens the description most."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

import numpy as np

from minent.counts import NgramTable
from minent.lexicon._merging import Merger
from minent.lexicon.description_length import without_weak
from minent.lexicon.unigram import Description, WordModel
from minent.progress import Progress
from minent.text import Corpus

_STEPS = 1 << 10  # merges between two looks at whether someone waits for an answer


def learn_by_merging(
    corpus: Corpus,
    table: NgramTable,
    *,
    max_length: int,
    pmi_per_join: float,
    threads: int,
    progress: Progress,
    tell: Callable[[Description], None],
) -> WordModel:
    """Learn the words of a text by merging neighbours.

    Parameters
    ----------
    corpus : Corpus
        The text.
    table : NgramTable
        Its n-grams of one and two units; what is longer is not looked at. The
        table's `min_count` is the least number of uses of a word when it is made.
    max_length : int
        Units of the longest word.
    pmi_per_join : float
        Bits that a word must save for each of its joins; 0: only the length of the
        description counts.
    threads : int
        Number of threads; the result does not depend on it.
    progress : Progress
        Told of the merges.
    tell : callable
        Called with the `Description` of the units, of the text after 2^10, 2^11, ... merges,
        of the merged text, and with the price of joins.

    Returns
    -------
    WordModel
        Single units and the words in use.

    Notes
    -----
    1. The text begins as single units. Each step replaces one pair of neighbours, from left to
       right, by a new word: always the pair that lowers ``sum of c log2(N / c)`` and the
       entries ``(n + 1) H`` of the lexicon most, together and exactly (see `minent.scores.gain`;
       entries of words that are gone are given back). Equal ones: the pair of older symbols.
       The end is where no pair lowers the total.
    2. As in `minent.lexicon.description_length`, words that save less than ``pmi_per_join``
       for each join and their entry for each use are divided, and the text is divided once
       more by what is left.

    Asking for the price of joins of every merge instead stops short of words whose beginnings
    are weak: on the development slices of PKU and MSR, learned from 100 MB of news, law and IT
    texts (words of 8 uses and more), word F1 is .746 and .765 at best, against .796 and .796.

    A pair has all its places from when it arises, and its count only falls; a saving rises
    only when one of its two symbols becomes rarer. So the greatest is found in a heap with
    keys that are never too low. O(n + p log p) and the pairs of both symbols for each merge, p
    pairs. Memory beside the corpus: 4 bytes a unit for the text, up to 4 for the places of
    pairs of units and 8 for those of words, 100 bytes a pair. Texts of 2^32 - 1 units
    and more are refused.

    Examples
    --------
    >>> from minent import Corpus, count_ngrams
    >>> from minent.progress import Silent
    >>> corpus = Corpus.from_texts(["红茶好绿茶好", "红茶香绿茶香", "红茶", "绿茶"] * 20)
    >>> table = count_ngrams(corpus, order=2, min_count=2)
    >>> model = learn_by_merging(
    ...     corpus, table, max_length=8, pmi_per_join=0.0, threads=1, progress=Silent(), tell=lambda stage: None
    ... )
    >>> units = corpus.vocabulary.texts
    >>> for begin, end, count in zip(model.offsets, model.offsets[1:], model.counts):
    ...     if count:
    ...         print("".join(units[unit - 1] for unit in model.units[begin:end]), count)
    好 40
    香 40
    红茶 60
    绿茶 60
    """
    ids, _, _ = corpus.counting_ids(table.min_count)
    n_units = corpus.greatest_id(table.min_count)
    alone = WordModel.of_units(corpus, n_units)
    unit_bits = alone.bits_per_unit()
    tell(alone.description("units", unit_bits))
    merger = Merger(max_length, table.min_count, unit_bits)
    merger.read(ids, n_units, *_pairs(table))
    for stage in _stages(merger, progress):
        model = _model(merger, n_units)
        tell(model.description(stage, unit_bits))
    del merger
    if pmi_per_join > 0:
        weeded = without_weak(model, unit_bits, pmi_per_join)
        model = weeded.recount(corpus, ids, pmi_per_join, threads, progress)
        tell(model.description("price of joins", unit_bits))
    return model


def _pairs(table: NgramTable) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if table.order < 2:
        none = np.zeros(0, np.uint32)
        return none, none, np.zeros(0, np.int64)
    rows = table.rows(2)
    pairs = table.unit_ids(np.arange(rows.start, rows.stop), 2)
    return (
        np.ascontiguousarray(pairs[:, 0]),
        np.ascontiguousarray(pairs[:, 1]),
        table.count[rows].astype(np.int64),
    )


def _stages(merger: Merger, progress: Progress) -> Iterator[str]:
    """Run to the end; stop at powers of two."""
    progress.start("merging", None, "merges")
    n, due = 0, _STEPS
    while steps := merger.run(_STEPS):
        n += steps
        progress.advance(steps)
        if n == due:
            yield f"{n} merges"
            due *= 2
    progress.finish()
    yield "merged"


def _model(merger: Merger, n_units: int) -> WordModel:
    """Units, and the words in use."""
    counts, left, right = merger.symbols()
    words: list[tuple[int, ...]] = [(unit,) for unit in range(1, n_units + 1)]
    for a, b in zip(left[n_units:].tolist(), right[n_units:].tolist(), strict=True):
        words.append(words[a - 1] + words[b - 1])  # parts are older than what they are parts of
    kept = [w for w, count in enumerate(counts.tolist()) if count or w < n_units]
    kept.sort(key=lambda w: len(words[w]))  # stable: then as they were made
    offsets = np.cumsum([0, *(len(words[w]) for w in kept)], dtype=np.int64)
    units = np.fromiter(chain.from_iterable(words[w] for w in kept), np.uint32, int(offsets[-1]))
    return WordModel(units, offsets, counts[kept])
