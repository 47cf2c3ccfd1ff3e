"""Words that others propose for learning: description length decides on them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from minent.counts import NgramTable
from minent.lexicon.figures import find_rows
from minent.lexicon.spelling import folded_words, whole_words
from minent.text import Corpus


def proposed_rows(words: Iterable[str], corpus: Corpus, table: NgramTable) -> NDArray[np.int64]:
    """Return the n-grams of a table that are proposed words, ascending.

    Parameters
    ----------
    words : iterable of str
        The words. Those that hold marks, are one unit or longer than the order of the table, or occur
        less often than its least count, are passed over: no figures are known of them.
    corpus : Corpus
        The text.
    table : NgramTable
        Its n-grams.
    """
    _, folded = folded_words(list(words), corpus.options)
    ids, first, end = whole_words(folded, corpus.vocabulary.index(corpus.options))
    lengths = end - first
    rows = [np.zeros(0, np.int64)]
    for length in range(2, table.order + 1):
        begins = first[lengths == length]
        phrases = ids[begins[:, None] + np.arange(length)]
        phrases = phrases[phrases.max(axis=1, initial=0) <= len(table.vocabulary)]
        found = find_rows(table, phrases)
        rows.append(found[found >= 0])
    return np.unique(np.concatenate(rows))
