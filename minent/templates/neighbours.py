"""What neighbouring words, and the marks between stretches, say of where phrases begin and end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from minent.templates.templates import Templates

# How many occurrences the general share of those at the end of a stretch is worth beside a word's own.
_PRIOR = 20.0
_UNKNOWN = 0.5  # occurrences


@dataclass(frozen=True)
class Neighbours:
    """Words by id, 0 for those that are not known.

    Parameters
    ----------
    counts : float64 array, shape (n_words + 1,)
        Occurrences.
    ends : float64 array, shape (n_words + 1,)
        ``log2(q / q0)``, q the share of a word's occurrences at the end of a stretch, q0 that of all.
    keys : uint64 array, shape (n_pairs,)
        Neighbouring words, ``first << 32 | second``; ascending.
    pairs : float64 array, shape (n_pairs,)
        Their occurrences.
    """

    counts: np.ndarray
    ends: np.ndarray
    keys: np.ndarray
    pairs: np.ndarray

    @classmethod
    def of(cls, templates: Templates, ids: Mapping[str, int]) -> Neighbours:
        """What the templates of one word tell."""
        rows = [i for i, template in enumerate(templates) if len(template) == 1]
        words = np.array([ids[templates.templates[i][0]] for i in rows], np.int64)
        uses = np.asarray(templates.columns["count"], np.float64)[rows]
        final = np.asarray(templates.columns.get("final", np.zeros(len(templates))), np.float64)[rows]
        counts = np.full(len(ids) + 1, _UNKNOWN)
        counts[words] = uses
        q0 = (final.sum() + 0.5) / (uses.sum() + 1.0)
        ends = np.zeros(len(ids) + 1)
        ends[words] = np.log2((final + _PRIOR * q0) / (uses + _PRIOR) / q0)
        found = {
            ids[templates.templates[i][0]] << 32 | ids[word]: count
            for i in rows
            for word, count in (templates.followers[i] if len(templates.followers) else {}).items()
            if word in ids
        }
        keys = np.array(sorted(found), np.uint64)
        return cls(counts, ends, keys, np.array([found[key] for key in keys.tolist()], np.float64))

    def _known(self, ids: np.ndarray) -> np.ndarray:
        return np.where(ids < len(self.counts), ids, 0)

    def of_ends(self, ids: np.ndarray) -> np.ndarray:
        """`ends` of each word, 0 for those that are not known."""
        return self.ends[self._known(ids)]

    def pmi(self, ids: np.ndarray) -> np.ndarray:
        """PMI in bits of each word with the next, float64 array of shape (n - 1,); 0 when no pair is known.

        ``log2((c + m) / (e + m))`` for c occurrences of e expected ones, m the smaller of e and 1.
        """
        if not len(self.keys):
            return np.zeros(max(len(ids) - 1, 0))
        known = self._known(ids).astype(np.uint64)
        keys = known[:-1] << np.uint64(32) | known[1:]
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        counts = np.where(self.keys[at] == keys, self.pairs[at], 0.0)
        expected = self.counts[known[:-1]] * self.counts[known[1:]] / self.counts[1:].sum()
        prior = np.minimum(expected, 1.0)
        return np.log2((counts + prior) / (expected + prior))
