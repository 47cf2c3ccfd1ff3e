"""Where templates are used: what fills their slots, and example stretches of text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from minent.parallel import parallel_map
from minent.progress import Progress
from minent.templates.coding import TemplateCode
from minent.templates.patterns import Patterns
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
    used, places = _list_uses(corpus, code, threads, progress)
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


def _list_uses(corpus: Corpus, code: TemplateCode, threads: int, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """(pattern, place of its first word) of every use, by place."""
    trie, nodes, unknown = code.trie()
    ids, _, _ = corpus.counting_ids(2)
    spans = corpus.spans()
    progress.start("reading examples", sum(end - begin for begin, end in spans), "units")
    parts = []

    def work(_: None, span: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        return trie.list_uses(ids, *span, unknown)

    for span, part in zip(spans, parallel_map(work, spans, [None] * threads), strict=True):
        parts.append(part)
        progress.advance(span[1] - span[0])
    progress.finish()
    pattern_of = np.zeros(trie.n_nodes, np.int64)
    pattern_of[nodes] = np.arange(len(nodes))
    found = np.concatenate([np.zeros(0, np.uint32), *(part[0] for part in parts)])
    places = np.concatenate([np.zeros(0, np.uint64), *(part[1] for part in parts)])
    return pattern_of[found], places.astype(np.int64)


def _fillers(
    ids: np.ndarray, words: list[str], patterns: Patterns, used: np.ndarray, places: np.ndarray, n_top: int
) -> list[tuple[SlotFillers, ...]]:
    """What fills the slots of each template."""
    numbers, first = patterns.templates
    n_slots = patterns.slots[first]
    begins = np.append(0, np.cumsum(n_slots))  # of the slots of each template
    # A row for each slot of each pattern: which it is, where it begins behind the first word, its width.
    at = np.flatnonzero(patterns.gaps > 1)
    owner = np.searchsorted(patterns.offsets, at, side="right") - 1
    ends = np.cumsum(patterns.gaps, dtype=np.int64)
    offset = ends[at] - ends[patterns.offsets[owner]] - patterns.gaps[at] + 1
    rank = np.arange(len(at)) - np.searchsorted(owner, owner)
    slot, width = begins[numbers[owner]] + rank, patterns.gaps[at].astype(np.int64) - 1
    bounds = np.searchsorted(owner, np.arange(len(patterns) + 1))
    # A row for each filled slot of the text.
    times = np.diff(bounds)[used]
    row = np.repeat(bounds[used] - np.append(0, np.cumsum(times))[:-1], times) + np.arange(times.sum())
    start = np.repeat(places, times) + offset[row]
    columns = [slot[row]]
    columns += [
        np.where(k < width[row], ids[np.minimum(start + k, len(ids) - 1)].astype(np.int64), 0)
        for k in range(int(width.max(initial=0)))
    ]
    order = np.lexsort(columns[::-1])
    filled = np.stack(columns)[:, order] if len(row) else np.zeros((1, 0), np.int64)
    return _grouped(filled, begins, words, n_top)


def _grouped(filled: np.ndarray, begins: np.ndarray, words: list[str], n_top: int) -> list[tuple[SlotFillers, ...]]:
    """Count equal neighbouring columns of (slot, filler words ...) and gather them by slot and template."""
    new = np.append(True, (filled[:, 1:] != filled[:, :-1]).any(axis=0))[: filled.shape[1]]
    starts = np.flatnonzero(new)
    counts = np.diff(np.append(starts, filled.shape[1]))
    different = filled[:, starts]
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
