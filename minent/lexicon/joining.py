"""Joining units into words: where cohesive n-grams hold the text together."""

from __future__ import annotations

import numpy as np

from minent.counts import NgramTable
from minent.lexicon._phrases import PhraseTrie, Pieces
from minent.lexicon.figures import Figures, figures_of_long, find_rows, lexicon_of_rows, make_lexicon
from minent.lexicon.lexicon import Lexicon, concatenate
from minent.lexicon.options import LOOK_BACK
from minent.parallel import sweep
from minent.progress import Progress
from minent.scores import NgramScores
from minent.text import Corpus


def join_words(
    corpus: Corpus, scores: NgramScores, rows: np.ndarray, look_back: str, threads: int, progress: Progress
) -> Lexicon:
    """Find the words that cohesive n-grams hold together.

    Parameters
    ----------
    corpus : Corpus
        The text.
    scores : NgramScores
        Scores of its n-grams.
    rows : int64 array
        Rows of the cohesive n-grams, ascending.
    look_back : {"none", "post", "strict"}
        See `minent.lexicon.find_words`.
    threads : int
        Number of threads.
    progress : Progress
        Told of the stages.

    Returns
    -------
    Lexicon
        All pieces that reach the table's `min_count`, also those of one unit, unsorted.
    """
    table = scores.table
    pieces = _join(corpus, table, rows, look_back, threads, progress)
    lexicons = [
        _frequent(scores, np.arange(len(table.vocabulary)), pieces.unit_counts[1:]),
        _frequent(scores, rows, pieces.phrase_counts),
    ]
    long: list[np.ndarray] = []
    long_counts: list[int] = []
    units, offsets, counts = pieces.others()
    for piece in np.flatnonzero(counts >= table.min_count).tolist():
        phrase = units[offsets[piece] : offsets[piece + 1]]
        if len(phrase) > table.order:
            long.append(phrase)
            long_counts.append(int(counts[piece]))
        else:  # only without look-back
            lexicons.append(_frequent(scores, find_rows(table, phrase[None, :]), counts[piece : piece + 1]))
    figures = figures_of_long(corpus, table, long, threads, progress)
    lexicons.append(_of_long(table, long, np.array(long_counts, np.int64), figures))
    return concatenate(lexicons)


def _join(
    corpus: Corpus, table: NgramTable, rows: np.ndarray, look_back: str, threads: int, progress: Progress
) -> Pieces:
    text, _, _ = corpus.counting_ids(table.min_count)
    # The rows are sorted by length, so the phrases are in their order.
    units = [table.unit_ids(rows[chosen], length).ravel() for length, chosen in table.by_length(rows)]
    offsets = np.concatenate([[0], np.cumsum(table.length[rows], dtype=np.int64)])
    # Ids above the vocabulary are in the text too: pieces of one unit are counted by id.
    trie = PhraseTrie(np.concatenate([np.zeros(0, np.uint32), *units]), offsets, corpus.greatest_id(table.min_count))
    collectors = [Pieces(trie) for _ in range(threads)]
    mode = LOOK_BACK.index(look_back)
    sweep(
        lambda pieces, span: pieces.join(text, *span, table.order, mode),
        corpus.spans(),
        collectors,
        "joining",
        progress,
    )
    total, *others = collectors
    for other in others:
        total.absorb(other)
    return total


def _frequent(scores: NgramScores, rows: np.ndarray, counts: np.ndarray) -> Lexicon:
    """The rows whose count as a piece reaches the table's min_count."""
    counts = counts[: len(rows)]
    kept = counts >= scores.table.min_count
    return lexicon_of_rows(scores, rows[kept], counts[kept])


def _of_long(table: NgramTable, phrases: list[np.ndarray], counts: np.ndarray, figures: Figures) -> Lexicon:
    units = table.vocabulary.texts
    words = [table.options.separator.join(units[unit - 1] for unit in phrase.tolist()) for phrase in phrases]
    return make_lexicon(words, counts, np.array([len(phrase) for phrase in phrases], np.int64), figures)
