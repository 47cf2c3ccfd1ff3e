"""Figures of words of any length: from the table where it reaches, else from the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from minent.counts import NgramTable
from minent.lexicon._phrases import PhraseStats, PhraseTrie
from minent.lexicon.lexicon import Lexicon
from minent.parallel import sweep
from minent.progress import Progress
from minent.scores import NgramScores, word_score
from minent.scores.gain import bits_saved
from minent.scores.measures import pmi
from minent.text import Corpus


@dataclass
class Figures:
    """Columns of some phrases."""

    occurrences: np.ndarray
    cohesion: np.ndarray
    left_entropy: np.ndarray
    right_entropy: np.ndarray
    bits_saved: np.ndarray

    @classmethod
    def of_rows(cls, scores: NgramScores, rows: np.ndarray) -> Figures:
        """Figures of rows of a table."""
        table = scores.table
        return cls(
            occurrences=table.count[rows],
            cohesion=scores.pmi[rows],
            left_entropy=table.left_entropy[rows],
            right_entropy=table.right_entropy[rows],
            bits_saved=scores.bits_saved_by(rows),
        )


def make_lexicon(words: list[str], counts: np.ndarray, lengths: np.ndarray, figures: Figures) -> Lexicon:
    """A lexicon of the columns that discovery gives every word."""
    min_entropy = np.minimum(figures.left_entropy, figures.right_entropy)
    return Lexicon(
        words,
        {
            "count": counts.astype(np.int64),
            "occurrences": figures.occurrences.astype(np.int64),
            "length": lengths.astype(np.int64),
            "cohesion": figures.cohesion,
            "left_entropy": figures.left_entropy,
            "right_entropy": figures.right_entropy,
            "bits_saved": figures.bits_saved,
            "score": word_score(counts, min_entropy, figures.cohesion, lengths),
        },
    )


def lexicon_of_rows(scores: NgramScores, rows: np.ndarray, counts: np.ndarray) -> Lexicon:
    """A lexicon of rows of a table, with the given counts as words."""
    table = scores.table
    return make_lexicon(table.texts_of(rows), counts, table.length[rows], Figures.of_rows(scores, rows))


def make_trie(phrases: Sequence[np.ndarray], n_units: int) -> PhraseTrie:
    """A trie of phrases given as arrays of ids."""
    offsets = np.zeros(len(phrases) + 1, np.int64)
    np.cumsum([len(phrase) for phrase in phrases], out=offsets[1:])
    units = np.concatenate([np.zeros(0, np.uint32), *phrases]).astype(np.uint32)
    return PhraseTrie(units, offsets, n_units)


def find_rows(table: NgramTable, phrases: np.ndarray) -> np.ndarray:
    """Rows of n-grams that the table is known to have, given as ids of shape (n, length)."""
    rows = phrases[:, 0].astype(np.int64) - 1
    for length in range(2, phrases.shape[1] + 1):
        rows = table.children(rows, phrases[:, length - 1], length)
    return rows


def figures_of_long(
    corpus: Corpus, table: NgramTable, phrases: list[np.ndarray], threads: int, progress: Progress
) -> Figures:
    """Figures of phrases longer than the order of the table, by a pass over the text.

    Parameters
    ----------
    corpus : Corpus
        The text.
    table : NgramTable
        Its n-grams; must have every part of the phrases that is not longer than its order.
    phrases : list of uint32 arrays
        Ids of the units of each phrase; no two equal.
    threads : int
        Number of threads.
    progress : Progress
        Told of the units passed.

    Notes
    -----
    Linear in the text. Beginnings and ends of the phrases that are longer than the order are
    counted in the same pass, because the weakest split needs them.
    """
    index = {phrase.tobytes(): number for number, phrase in enumerate(phrases)}
    counted = list(phrases)
    for phrase in phrases:
        for cut in range(1, len(phrase)):
            for part in (phrase[:cut], phrase[cut:]):
                if len(part) > table.order and part.tobytes() not in index:
                    index[part.tobytes()] = len(counted)
                    counted.append(part)
    stats, hapax_id = _count_phrases(corpus, table, counted, len(phrases), threads, progress)
    _, left_entropy, _, right_entropy = stats.neighbours(hapax_id)
    counts = stats.counts
    figures = Figures(
        occurrences=counts[: len(phrases)],
        cohesion=np.zeros(len(phrases)),
        left_entropy=left_entropy,
        right_entropy=right_entropy,
        bits_saved=np.zeros(len(phrases)),
    )
    lengths = np.array([len(phrase) for phrase in phrases], np.int64)
    for length in sorted(set(lengths.tolist())):
        chosen = np.flatnonzero(lengths == length)
        units = np.stack([phrases[number] for number in chosen.tolist()])
        own = counts[chosen]
        figures.cohesion[chosen] = _weakest_pmi(table, units, own, counts, index)
        unit_counts = table.count[units.astype(np.int64) - 1]
        figures.bits_saved[chosen] = bits_saved(stats.disjoint_counts[chosen], unit_counts, units, table.n_tokens)
    return figures


def _count_phrases(
    corpus: Corpus,
    table: NgramTable,
    counted: list[np.ndarray],
    n_with_neighbours: int,
    threads: int,
    progress: Progress,
) -> tuple[PhraseStats, int]:
    ids, _, hapax_id = corpus.counting_ids(table.min_count)
    trie = make_trie(counted, len(table.vocabulary))

    collectors = [PhraseStats(trie, n_with_neighbours) for _ in range(threads)]
    label = "measuring long words"
    sweep(lambda stats, span: stats.add(ids, *span), corpus.spans(), collectors, label, progress)
    total, *others = collectors
    for other in others:
        total.absorb(other)
    return total, hapax_id


def _weakest_pmi(
    table: NgramTable, units: np.ndarray, own: np.ndarray, counts: np.ndarray, index: dict[bytes, int]
) -> np.ndarray:
    """PMI of the weakest split of phrases of one length (units: ids, shape (n, length))."""

    def part_counts(part: np.ndarray) -> np.ndarray:
        if part.shape[1] <= table.order:
            return table.count[find_rows(table, part)]
        return counts[[index[row.tobytes()] for row in part]]

    weakest = np.full(len(units), np.inf)
    for cut in range(1, units.shape[1]):
        first, second = part_counts(units[:, :cut]), part_counts(units[:, cut:])
        weakest = np.minimum(weakest, pmi(own, first, second, table.n_tokens))
    return weakest
