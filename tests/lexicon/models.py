"""Word models as plain values."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from minent import Corpus, count_ngrams
from minent.lexicon.unigram import Description, WordModel
from minent.progress import Silent


def runs_of(corpus: Corpus, min_count: int) -> list[list[int]]:
    """Unit ids between boundaries."""
    ids, _, _ = corpus.counting_ids(min_count)
    cuts = np.flatnonzero(ids == 0)
    return [ids[a + 1 : b].tolist() for a, b in pairwise(cuts.tolist()) if b > a + 1]


def words_of(model: WordModel) -> dict[tuple[int, ...], int]:
    """Units of the words in use, with their uses; fails when two words are the same."""
    spans = zip(pairwise(model.offsets.tolist()), model.counts.tolist(), strict=True)
    words = [(tuple(model.units[a:b].tolist()), count) for (a, b), count in spans if count]
    assert len(dict(words)) == len(words)
    return dict(words)


def learned(method, corpus: Corpus, *, min_count: int, threads: int = 1, **options):
    """What a method learns from pairs, and what it tells: (WordModel, list of Description)."""
    table = count_ngrams(corpus, order=2, min_count=min_count, threads=1)
    stages: list[Description] = []
    return method(corpus, table, threads=threads, progress=Silent(), tell=stages.append, **options), stages
