"""Learning a lexicon by merging: neighbours become a word where that shortens the description most."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from minent.lexicon._merging import Merger
from minent.lexicon.unigram import Description, WordModel
from minent.progress import Progress
from minent.scores import NgramScores
from minent.text import Corpus

_STEPS = 1 << 10  # merges between two looks at whether someone waits for an answer


def learn_by_merging(
    corpus: Corpus,
    scores: NgramScores,
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
    scores : NgramScores
        Scores of its n-grams of one and two units; what is longer is not looked at. The
        table's `min_count` is the least number of uses of a word when it is made.
    max_length : int
        Units of the longest word.
    pmi_per_join : float
        Bits that a merge must save besides, for each use of what it makes.
    threads : int
        Number of threads; the result does not depend on it.
    progress : Progress
        Told of the merges.
    tell : callable
        Called with the `Description` of the units, of the text merged so far after 2^10, 2^11,
        ... merges, and at the end.

    Returns
    -------
    WordModel
        Single units and the words in use, with their uses in the merged text.

    Notes
    -----
    The text begins as single units. Each step replaces one pair of neighbours, from left to
    right, by a new word: always the pair that lowers ``sum of c log2(N / c)`` and the entries
    ``(n + 1) H`` of the lexicon most, together and exactly (see `minent.scores.gain`; entries of
    words that are gone are given back), less ``pmi_per_join`` bits for each use. Equal ones:
    the pair of smaller symbols. The end is where no pair lowers the total.

    A pair has all its places from when it arises, and its count only falls; a saving rises
    only when one of its two symbols becomes rarer. So the greatest is found in a heap with
    keys that are never too low. O(n + p log p + sum over merges of the pairs of their two
    symbols), p pairs. Memory beside the corpus: 4 bytes a unit for the text, 4 for the places
    of pairs of units, up to 8 for those of words, about 100 bytes a pair.

    Examples
    --------
    >>> from minent import Corpus, count_ngrams, score_ngrams
    >>> from minent.progress import Silent
    >>> corpus = Corpus.from_texts(["红茶好绿茶好红茶香绿茶香"] * 50)
    >>> model = learn_by_merging(corpus, score_ngrams(count_ngrams(corpus, order=2, min_count=2)), max_length=2,
    ...     pmi_per_join=0.0, threads=1, progress=Silent(), tell=lambda stage: None)
    >>> [corpus.vocabulary.texts[a - 1] + corpus.vocabulary.texts[b - 1]
    ...     for a, b in model.units[model.n_single:].reshape(-1, 2)]
    []
    """
    table = scores.table
    ids, unit_counts, _ = corpus.counting_ids(table.min_count)
    n_units = corpus.greatest_id(table.min_count)
    counts = unit_counts[1 : n_units + 1].astype(np.int64)
    alone = WordModel(np.arange(1, n_units + 1, dtype=np.uint32), np.arange(n_units + 1), counts)
    unit_bits = alone.description("units", 0.0).corpus_bits / max(corpus.n_tokens, 1)
    tell(alone.description("units", unit_bits))
    merger = Merger(max_length, table.min_count, unit_bits, pmi_per_join)
    merger.read(ids, n_units, *_pairs(scores))
    _merge(merger, lambda n: tell(_model(merger, n_units).description(f"{n} merges", unit_bits)), progress)
    model = _model(merger, n_units)
    tell(model.description("merged", unit_bits))
    return model


def _pairs(scores: NgramScores) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = scores.table
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


def _merge(merger: Merger, tell: Callable[[int], None], progress: Progress) -> None:
    """Run to the end; tell at powers of two."""
    progress.start("merging", None, "merges")
    n, due = 0, _STEPS
    while steps := merger.run(_STEPS):
        n += steps
        progress.advance(steps)
        if n >= due and steps == _STEPS:
            tell(n)
            due *= 2
    progress.finish()


def _model(merger: Merger, n_units: int) -> WordModel:
    """Units, and the words in use."""
    counts, left, right = merger.symbols()
    lengths, offsets, units = _spell(left, right, n_units)
    kept = (counts > 0) | (np.arange(len(counts)) < n_units)
    kept_lengths = lengths[kept]
    # Words by length, then as they were made.
    order = np.argsort(kept_lengths, kind="stable")
    starts = offsets[:-1][kept][order]
    ordered = kept_lengths[order]
    ends = np.cumsum(ordered)
    places = np.repeat(starts - ends + ordered, ordered) + np.arange(ordered.sum())
    return WordModel(units[places], np.concatenate([[0], ends]), counts[kept][order])


def _spell(left: np.ndarray, right: np.ndarray, n_units: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(lengths, offsets, units) of all symbols; parts are older than what they are parts of."""
    words = [(unit,) for unit in range(1, n_units + 1)]
    for a, b in zip(left[n_units:].tolist(), right[n_units:].tolist(), strict=True):
        words.append(words[a - 1] + words[b - 1])
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    units = np.fromiter((unit for word in words for unit in word), np.uint32, int(offsets[-1]))
    return lengths, offsets, units
