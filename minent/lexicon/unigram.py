"""A unigram model of words: uses of each, and what they make a text cost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from minent.lexicon._unigram import COST_SHIFT, WordTrie
from minent.parallel import sweep
from minent.progress import Progress
from minent.text import Corpus

# A unit that is never a word by itself is taken to have been one half a time.
UNSEEN = 0.5
_GREATEST_COST = (1 << 31 - COST_SHIFT) - 1


@dataclass(frozen=True)
class Description:
    """How long a text and its lexicon are together.

    Parameters
    ----------
    stage : str
        What was done.
    n_words : int
        Words in use, those of one unit included.
    corpus_bits : float
        ``sum of c log2(N / c)`` over the words, c their uses.
    lexicon_bits : float
        What it takes to spell the words: each unit of each, and its end, at the bits per unit
        of a text in single units.
    n_units : int
        Units of the text.
    """

    stage: str
    n_words: int
    corpus_bits: float
    lexicon_bits: float
    n_units: int

    @property
    def total_bits(self) -> float:
        """Bits of text and lexicon."""
        return self.corpus_bits + self.lexicon_bits

    def per_unit(self) -> dict[str, float]:
        """The bits for each unit of the text."""
        n = max(self.n_units, 1)
        return {
            "corpus": self.corpus_bits / n,
            "lexicon": self.lexicon_bits / n,
            "total": self.total_bits / n,
        }


@dataclass(eq=False)
class WordModel:
    """Different words and their uses in a text.

    Parameters
    ----------
    units : uint32 array
        Unit ids of the words, one behind the other, shortest words first: the single units
        1, 2, ... and then longer ones; every unit that a word has is one of the first.
    offsets : int64 array, shape (n_words + 1,)
        Where each word begins.
    counts : int64 array, shape (n_words,)
        Uses.
    """

    units: np.ndarray
    offsets: np.ndarray
    counts: np.ndarray

    @classmethod
    def of_units(cls, corpus: Corpus, n_units: int) -> WordModel:
        """The model whose words are the single units of a text, ids 1 to `n_units`; ids above share the last."""
        counts = np.zeros(n_units, np.int64)
        own = min(len(corpus.unit_counts), n_units)
        counts[:own] = corpus.unit_counts[:own]
        counts[-1:] += corpus.unit_counts[own:].sum()
        return cls(np.arange(1, n_units + 1, dtype=np.uint32), np.arange(n_units + 1, dtype=np.int64), counts)

    @cached_property
    def lengths(self) -> np.ndarray:
        """Units of each word."""
        return np.diff(self.offsets)

    @property
    def n_single(self) -> int:
        """How many words are single units."""
        return int(np.searchsorted(self.lengths, 1, side="right"))

    @cached_property
    def trie(self) -> WordTrie:
        """The words, to walk along a text."""
        return WordTrie(self.units, self.offsets, self.n_single)

    def costs(self, price: float) -> np.ndarray:
        """Bits of a use of each word: ``log2(N / c)``, and ``price`` for each of its joins."""
        return word_bits(self.counts) + price * (self.lengths - 1)

    def bits_per_unit(self) -> float:
        """``sum of c log2(N / c)`` for each unit of the text."""
        return self.description("", 0.0).corpus_bits / max(int((self.counts * self.lengths).sum()), 1)

    def recount(self, corpus: Corpus, ids: np.ndarray, price: float, threads: int, progress: Progress) -> WordModel:
        """The model with the uses of words in the cheapest division of the text.

        A word of n units costs its bits and ``price`` more for each of its n - 1 joins. Counts
        are whole, so they do not depend on the number of threads.
        """
        self.trie.set_costs(to_fixed(self.costs(price)))
        unknown = int(to_fixed(unseen_bits(self.counts)))
        collectors = [np.zeros(len(self.counts), np.int64) for _ in range(threads)]
        trie = self.trie
        sweep(
            lambda counts, span: trie.count(ids, *span, unknown, counts),
            corpus.spans(),
            collectors,
            "dividing the text",
            progress,
        )
        return self.with_counts(np.sum(collectors, axis=0))

    def with_counts(self, counts: np.ndarray) -> WordModel:
        """The model with other counts, without the longer words that are not used."""
        used = (counts > 0) | (self.lengths == 1)
        if used.all():
            model = WordModel(self.units, self.offsets, counts)
            model.__dict__["trie"] = self.trie
            return model
        lengths = self.lengths[used]
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        return WordModel(self.units[np.repeat(used, self.lengths)], offsets, counts[used])

    def description(self, stage: str, unit_bits: float) -> Description:
        """Length of the text and of the lexicon, in bits."""
        used = self.counts > 0
        counts = self.counts[used].astype(np.float64)
        n = counts.sum()
        return Description(
            stage=stage,
            n_words=int(used.sum()),
            corpus_bits=float(n * np.log2(max(n, 1.0)) - (counts * np.log2(counts)).sum()),
            lexicon_bits=float(entry_bits(self.lengths[used], unit_bits).sum()),
            n_units=int((self.counts * self.lengths).sum()),
        )


def word_bits(counts: np.ndarray) -> np.ndarray:
    """``log2(N / c)``; a word without uses is taken to have half a one."""
    return np.log2(max(float(counts.sum()), 1.0)) - np.log2(np.maximum(counts, UNSEEN))


def unseen_bits(counts: np.ndarray) -> float:
    """What half a use costs."""
    return float(np.log2(max(float(counts.sum()), 1.0) / UNSEEN))


def entry_bits(lengths: np.ndarray, unit_bits: float) -> np.ndarray:
    """Bits that it takes to spell words: their units and their end."""
    return (lengths + 1.0) * unit_bits


def to_fixed(bits: np.ndarray | float) -> np.ndarray:
    """Bits in the kernel's fixed point, int32."""
    return np.rint(np.clip(bits, 0, _GREATEST_COST) * (1 << COST_SHIFT)).astype(np.int32)
