"""Finding templates: a text of words in, templates out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np

from minent.arguments import integer, thread_count
from minent.errors import CorpusError
from minent.progress import Progress, watched
from minent.templates.coding import TemplateCode, TemplateDescription, gamma_bits
from minent.templates.learning import learn_code
from minent.templates.options import TemplateOptions, default_min_count
from minent.templates.pairs import PairTable, count_pairs
from minent.templates.patterns import Patterns
from minent.templates.templates import SLOT, Templates
from minent.templates.uses import final_words, find_uses
from minent.text import Corpus


def find_templates(
    corpus: Corpus,
    *,
    words: bool = False,
    n_fillers: int = 5,
    n_examples: int = 2,
    threads: int | None = None,
    progress: Progress | None = None,
    tell: Callable[[TemplateDescription], None] | None = None,
    tell_pairs: Callable[[PairTable], None] | None = None,
    **options: Any,
) -> Templates:
    """Find the templates of a text.

    Parameters
    ----------
    corpus : Corpus
        Text whose units are words: read with ``unit="token"``, or by `minent.segment.read_words`.
    words : bool
        Add the words, as templates of one word that save nothing, with the words that follow them;
        parsing uses them.
    n_fillers, n_examples : int
        How many fillers of each slot and how many example stretches of text to keep.
    threads : int, optional
        Number of threads; all processors by default. The result does not depend on it.
    progress : Progress, optional
        Told of the work done.
    tell : callable, optional
        Called with a `TemplateDescription` after each stage.
    tell_pairs : callable, optional
        Called with the `PairTable`, which says what was passed over as too rare.
    **options
        See `TemplateOptions`.

    Returns
    -------
    Templates
        By falling ``bits_saved``. None when they would not make the description shorter.

    Raises
    ------
    ParameterError
        When parameters are out of range.
    CorpusError
        When the text has no words.

    Notes
    -----
    The steps are those of `count_pairs`, `mine_patterns` and `learn_code`; the code is described
    in `minent.templates.coding`. Linear in the text. Memory, beside the corpus: see `count_pairs`;
    then 12 bytes for each use of a template and 28 for each filled slot.

    Examples
    --------
    >>> from minent.text import Corpus
    >>> lines = [f"from {a}{b} to {b}{a}" for a in "abcdefgh" for b in "uvw"]
    >>> text = Corpus.from_texts(lines * 2, unit="token")
    >>> templates = find_templates(text)
    >>> templates.text(0), int(templates.columns["count"][0])
    ('from … to', 48)
    >>> [(stage.stage, round(stage.total_bits)) for stage in (templates.stages[0], templates.stages[-1])]
    [('words', 824), ('round 1', 689)]
    """
    names = {field.name for field in fields(TemplateOptions)}
    unknown = sorted(set(options) - names)
    if unknown:
        raise TypeError(f"find_templates has no parameter {unknown[0]!r}")
    chosen = TemplateOptions(**options)
    n_fillers = integer("n_fillers", n_fillers, least=0)
    n_examples = integer("n_examples", n_examples, least=0)
    if not corpus.n_tokens:
        raise CorpusError("the text has no words; is it empty, or cut by the wrong unit?")
    min_count = chosen.min_count if chosen.min_count is not None else default_min_count(corpus.n_tokens)
    n_threads, watcher = thread_count(threads), watched(progress)
    table = count_pairs(corpus, window=chosen.window, min_count=min_count, threads=n_threads, progress=watcher)
    if tell_pairs is not None:
        tell_pairs(table)
    stages: list[TemplateDescription] = []

    def heard(stage: TemplateDescription) -> None:
        stages.append(stage)
        if tell is not None:
            tell(stage)

    code = learn_code(corpus, table, chosen, threads=n_threads, progress=watcher, tell=heard)
    uses = find_uses(corpus, code, n_fillers=n_fillers, n_examples=n_examples, threads=n_threads, progress=watcher)
    names_of, widths = template_texts(code.patterns, code.pattern_counts, corpus.vocabulary.texts)
    columns = template_columns(code, uses.final)
    found = Templates(names_of, columns, widths, chosen.window, uses.fillers, uses.examples, stages=tuple(stages))
    found = found.sorted_by("bits_saved")
    return _with_words(found, corpus, table) if words else found


def _with_words(found: Templates, corpus: Corpus, table: PairTable) -> Templates:
    """The templates, and behind them the words by falling count."""
    n_words = len(table.word_counts) - 1
    counts, none = corpus.unit_counts[:n_words], np.zeros(n_words)
    more = {"count": counts, "bits_saved": none, "entry_bits": none, "final": final_words(corpus, n_words)[1:]}
    names = [(word,) for word in corpus.vocabulary.texts[:n_words]]
    widths: list[Mapping[tuple[int, ...], int]] = [{(): count} for count in counts.tolist()]
    return replace(
        found,
        templates=[*found.templates, *names],
        columns={name: np.append(column, more[name]) for name, column in found.columns.items()},
        widths=[*found.widths, *widths],
        fillers=[*found.fillers, *[()] * n_words],
        examples=[*found.examples, *[()] * n_words],
        followers=[*[{}] * len(found), *_followers(table, corpus.vocabulary.texts)],
    )


def _followers(table: PairTable, words: list[str]) -> list[dict[str, int]]:
    """For each word, how often which words stand right behind it."""
    found: list[dict[str, int]] = [{} for _ in table.word_counts[1:]]
    near = table.counts[:, 0]
    kept = near >= table.min_count
    for a, b, n in zip(table.first[kept].tolist(), table.second[kept].tolist(), near[kept].tolist(), strict=True):
        found[a - 1][words[b - 1]] = n
    return found


def template_texts(
    patterns: Patterns, counts: np.ndarray, words: list[str]
) -> tuple[list[tuple[str, ...]], list[dict[tuple[int, ...], int]]]:
    """(words and slots of each template, its uses by the widths of the slots)."""
    numbers, first = patterns.templates
    names: list[tuple[str, ...]] = []
    widths: list[dict[tuple[int, ...], int]] = [{} for _ in range(len(first))]
    bounds, ids, gaps = patterns.offsets.tolist(), patterns.words.tolist(), patterns.gaps.tolist()
    for p in first.tolist():
        name: list[str] = []
        for at in range(bounds[p], bounds[p + 1]):
            name += [SLOT, words[ids[at] - 1]] if gaps[at] > 1 else [words[ids[at] - 1]]
        names.append(tuple(name))
    for p, number in enumerate(numbers.tolist()):
        width = tuple(gap - 1 for gap in gaps[bounds[p] : bounds[p + 1]] if gap > 1)
        widths[number][width] = int(counts[p])
    return names, widths


def template_columns(code: TemplateCode, final: np.ndarray) -> dict[str, np.ndarray]:
    """Uses of each template, the bits it saves, the bits of its entry, the uses at the end of a stretch."""
    numbers, first = code.patterns.templates
    counts = code.pattern_counts
    uses = np.bincount(numbers, counts, len(first))
    entry = code.template_bits() + np.bincount(numbers, code.pattern_bits(), len(first))
    entry += np.bincount(numbers, gamma_bits(counts), len(first))
    return {
        "count": uses.astype(np.int64),
        "bits_saved": text_bits_saved(code) - entry,
        "entry_bits": entry,
        "final": final,
    }


def text_bits_saved(code: TemplateCode) -> np.ndarray:
    """What the text would grow by if all uses of a template, and of no other, were words again.

    The change of ``N' log2 N' - sum of c log2 c``, exactly.
    """
    numbers, first = code.patterns.templates
    counts = code.pattern_counts
    uses = np.bincount(numbers, counts, len(first))
    lengths = code.patterns.lengths[first]
    n = float(code.counts.sum())
    grown = _times_log2(n + uses * (lengths - 1.0)) - _times_log2(np.array([n]))
    grown += np.bincount(numbers, _times_log2(counts), len(first))
    # Each different word of a template once, with how often the template has it.
    template = np.repeat(np.arange(len(first)), lengths)
    begins = np.repeat(code.patterns.offsets[first] - np.append(0, np.cumsum(lengths))[:-1], lengths)
    inside = begins + np.arange(len(begins))
    pairs, times = np.unique(np.stack([template, code.patterns.words[inside]]), axis=1, return_counts=True)
    before = code.counts[pairs[1]].astype(np.float64)
    back = _times_log2(before + times * uses[pairs[0]]) - _times_log2(before)
    return grown - np.bincount(pairs[0], back, len(first))


def _times_log2(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x, np.float64)
    return x * np.log2(np.maximum(x, 1.0))
