"""New candidates: patterns with one slot filled, where the text mostly fills it alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from minent.progress import Progress
from minent.templates.coding import TemplateCode
from minent.templates.patterns import Patterns
from minent.templates.slots import Slots, fill_rows, list_uses, runs_of_equal
from minent.text import Corpus


def with_filled_slots(
    corpus: Corpus, code: TemplateCode, min_count: int, max_words: int, threads: int, progress: Progress
) -> TemplateCode:
    """The code with a pattern for each frequent filler of a slot.

    Parameters
    ----------
    corpus : Corpus
        The text.
    code : TemplateCode
        The patterns and their uses.
    min_count : int
        Least uses of a slot with a filler.
    max_words : int
        Words of the longest pattern.
    threads : int
        Number of threads; the result does not depend on it.
    progress : Progress
        Told of the words read.

    Returns
    -------
    TemplateCode
        Its counts are those before, shared with the new patterns; count the uses anew.

    Notes
    -----
    Mining follows words that bind to one another; a word that binds to neither side (*the* in
    *for the first time*) is left to a slot. This stage puts it back. All slots are looked at one
    by one; patterns with two slots to be filled need two rounds.
    """
    slots = Slots.of(code.patterns)
    if not len(slots.owner):
        return code
    used, places = list_uses(corpus, code, threads, progress)
    ids, _, _ = corpus.counting_ids(2)
    filled = fill_rows(ids, slots, np.arange(len(slots.owner)), used, places)
    fillers, counts = runs_of_equal(filled)
    slot = fillers[0]
    fit = (counts >= min_count) & (code.patterns.lengths[slots.owner[slot]] + slots.width[slot] <= max_words)
    fit &= (fillers[1:] <= code.n_words).all(axis=0)
    new = _filled(code.patterns, slots, slot[fit], fillers[1:, fit])
    shared = code.pattern_counts.copy()
    np.subtract.at(shared, slots.owner[slot[fit]], counts[fit])
    return _joined(code, new, np.maximum(shared, 1), counts[fit])


def _filled(patterns: Patterns, slots: Slots, chosen: np.ndarray, fillers: np.ndarray) -> Patterns:
    """The patterns of the chosen slots with these filled."""
    words, gaps, offsets = [], [], [0]
    for slot, filler in zip(chosen.tolist(), fillers.T, strict=True):
        a, b = patterns.offsets[slots.owner[slot]], patterns.offsets[slots.owner[slot] + 1]
        at, width = slots.place[slot], int(slots.width[slot])
        words += [patterns.words[a:at], filler[:width], patterns.words[at:b]]
        gaps += [patterns.gaps[a:at], np.ones(width + 1, np.uint8), patterns.gaps[at + 1 : b]]
        offsets.append(offsets[-1] + int(b - a) + width)
    return Patterns(
        np.concatenate([np.zeros(0, np.uint32), *words]).astype(np.uint32),
        np.concatenate([np.zeros(0, np.uint8), *gaps]).astype(np.uint8),
        np.array(offsets, np.int64),
    )


def _joined(code: TemplateCode, new: Patterns, counts: np.ndarray, new_counts: np.ndarray) -> TemplateCode:
    """The code with more patterns; those that it has already are passed over."""
    old = code.patterns
    known = set(old.keys())
    fresh = np.zeros(len(new), bool)
    for p, key in enumerate(new.keys()):
        fresh[p] = key not in known
        known.add(key)
    chosen = new.where(fresh)
    patterns = Patterns(
        np.append(old.words, chosen.words),
        np.append(old.gaps, chosen.gaps),
        np.append(old.offsets, old.offsets[-1] + chosen.offsets[1:]),
    )
    uses = np.concatenate([code.counts[: code.n_words + 1], counts, new_counts[fresh]])
    return replace(code, patterns=patterns, counts=uses)
