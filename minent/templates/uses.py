"""Where templates are used: what fills their slots, and example stretches of text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from minent.progress import Progress
from minent.templates.coding import TemplateCode
from minent.templates.patterns import Patterns
from minent.templates.slots import Slots, fill_rows, list_uses, runs_of_equal
from minent.templates.templates import SlotFillers
from minent.text import Corpus


@dataclass(frozen=True, eq=False)
class Uses:
    """Where templates are used.

    Parameters
    ----------
    final : int64 array, shape (n_templates,)
        Uses that end a stretch of text.
    fillers : list of tuple of SlotFillers
        For each template, a value a slot.
    examples : list of tuple of str
        For each template the first stretches of text with it, no two alike.
    """

    final: np.ndarray
    fillers: list[tuple[SlotFillers, ...]]
    examples: list[tuple[str, ...]]


def final_words(corpus: Corpus, n_words: int) -> np.ndarray:
    """How often each of the words 1 .. n_words ends a stretch of text; at 0 nothing."""
    ids = corpus.counting_ids(2)[0]
    last = ids[:-1][(ids[1:] == 0) & (ids[:-1] != 0)]
    return np.bincount(last, minlength=n_words + 1)[: n_words + 1]


def find_uses(
    corpus: Corpus,
    code: TemplateCode,
    *,
    n_fillers: int,
    n_examples: int,
    threads: int,
    progress: Progress,
) -> Uses:
    """Cover the text and look at every use of a template.

    Parameters
    ----------
    corpus : Corpus
        The text.
    code : TemplateCode
        The patterns and their uses.
    n_fillers, n_examples : int
        How many fillers of a slot and stretches of text to keep.
    threads : int
        Number of threads; the result does not depend on it.
    progress : Progress
        Told of the words read.

    Returns
    -------
    Uses
    """
    used, places = list_uses(corpus, code, threads, progress)
    ids, _, _ = corpus.counting_ids(1)
    words = ["", *corpus.vocabulary.texts]
    templates = code.patterns.templates[0][used]
    n_templates = len(code.patterns.templates[1])
    ends = np.cumsum(code.patterns.gaps, dtype=np.int64)[code.patterns.offsets[1:] - 1]
    ends -= np.append(0, ends)[:-1]
    final = ids[places + ends[used] + 1] == 0
    return Uses(
        final=np.bincount(templates[final], minlength=n_templates),
        fillers=_fillers(ids, words, code.patterns, used, places, n_fillers),
        examples=_examples(ids, words, templates, places, n_templates, n_examples),
    )


def _fillers(
    ids: np.ndarray, words: list[str], patterns: Patterns, used: np.ndarray, places: np.ndarray, n_top: int
) -> list[tuple[SlotFillers, ...]]:
    """What fills the slots of each template."""
    numbers, first = patterns.templates
    begins = np.append(0, np.cumsum(patterns.slots[first]))  # of the slots of each template
    slots = Slots.of(patterns)
    filled = fill_rows(ids, slots, begins[numbers[slots.owner]] + slots.rank, used, places)
    return _grouped(filled, begins, words, n_top)


def _grouped(filled: np.ndarray, begins: np.ndarray, words: list[str], n_top: int) -> list[tuple[SlotFillers, ...]]:
    """Count equal neighbouring columns of (slot, filler words ...) and gather them by slot and template."""
    different, counts = runs_of_equal(filled)
    bounds = np.searchsorted(different[0], np.arange(begins[-1] + 1))
    slots = []
    for a, b in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        n = counts[a:b].astype(np.float64)
        total = max(float(n.sum()), 1.0)
        entropy = float(np.log2(total) - (n * np.log2(n)).sum() / total)
        best = a + np.argsort(-counts[a:b], kind="stable")[:n_top]
        top = tuple((_joined(different[1:, i], words), int(counts[i])) for i in best.tolist())
        slots.append(SlotFillers(max(entropy, 0.0), b - a, top))
    return [tuple(slots[a:b]) for a, b in zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True)]


def _joined(ids: np.ndarray, words: list[str]) -> str:
    return " ".join(words[i] for i in ids.tolist() if i)


def _examples(
    ids: np.ndarray, words: list[str], templates: np.ndarray, places: np.ndarray, n_templates: int, n_examples: int
) -> list[tuple[str, ...]]:
    """The first stretches of text with each template."""
    order = np.argsort(templates, kind="stable")
    bounds = np.searchsorted(templates[order], np.arange(n_templates + 1))
    boundaries = np.flatnonzero(ids == 0)
    examples = []
    for a, b in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        texts: dict[str, None] = {}
        for place in places[order[a:b]].tolist():
            if len(texts) == n_examples:
                break
            end = int(np.searchsorted(boundaries, place))
            texts[_joined(ids[boundaries[end - 1] + 1 : boundaries[end]], words)] = None
        examples.append(tuple(texts))
    return examples
