"""Templates by description length: those with which table and text are shortest."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from minent.progress import Progress
from minent.templates.coding import TemplateCode, TemplateDescription, gamma_bits
from minent.templates.filling import with_filled_slots
from minent.templates.mining import bound_pairs, mine_patterns
from minent.templates.options import TemplateOptions
from minent.templates.pairs import PairTable
from minent.text import Corpus

# Rounds end when one makes table and text shorter by less than this part.
_LEAST_GAIN = 1e-4
_MOST_ROUNDS = 20
# In so many rounds patterns get their slots filled.
_FILLING_ROUNDS = 3


def pair_entry_bits(table: PairTable, code: TemplateCode) -> np.ndarray:
    """Least bits of an entry for each pair: its words, flags and a count, at one distance."""
    words = code.word_bits()
    return 3.0 + words[table.first] + words[table.second] + gamma_bits(table.pooled)


def learn_code(
    corpus: Corpus,
    table: PairTable,
    options: TemplateOptions,
    *,
    threads: int,
    progress: Progress,
    tell: Callable[[TemplateDescription], None],
) -> TemplateCode:
    """Find the patterns that describe a text in the fewest bits.

    Parameters
    ----------
    corpus : Corpus
        The text.
    table : PairTable
        Its pairs.
    options : TemplateOptions
        How patterns are mined.
    threads : int
        Number of threads; the result does not depend on it.
    progress : Progress
        Told of the passes.
    tell : callable
        Called with the `TemplateDescription` after each stage.

    Returns
    -------
    TemplateCode
        The shortest of all stages, the code without templates among them: the description is
        never longer than that of the words alone.

    Notes
    -----
    1. Candidates are the patterns on the best paths. The text is covered with them by their
       counts, then by the uses in that cover (two passes of hard EM).
    2. Rounds: patterns with a frequent filler in a slot are candidates, too (the first three
       rounds). Patterns, then templates, that do not pay for their entries are divided, longest
       first, exactly: the change of ``N' log2 N' - sum of c log2 c`` when their uses go to their
       parts, against the bits of the entry. The text is covered again. A round that gains less
       than 1 in 10,000 is the last.

    Linear in the text.
    """
    ids, _, _ = corpus.counting_ids(2)
    code = TemplateCode.of_words(corpus, len(table.word_counts) - 1, table.window)
    best, least = code, code.description("words")
    tell(least)
    binding = bound_pairs(table, options, pair_entry_bits(table, code))
    patterns, counts = mine_patterns(corpus, table, binding, options, threads=threads, progress=progress)
    if not len(patterns):
        return best
    # A use of a mined pattern is one of many overlapping ones: N' is the number of words for now.
    code = code.with_patterns(patterns, counts)
    code = code.recounted(corpus, ids, threads, progress, n_symbols=float(corpus.n_tokens))
    code = code.recounted(corpus, ids, threads, progress)
    last = code.description("candidates")
    tell(last)
    for number in range(1, _MOST_ROUNDS + 1):
        if number <= _FILLING_ROUNDS:
            code = with_filled_slots(corpus, code, table.min_count, 2 * options.max_words, threads, progress)
            code = code.recounted(corpus, ids, threads, progress)
        pruned = code.pruned()
        best, least = _shorter(best, least, pruned, pruned.description(f"round {number}"))
        code = pruned.recounted(corpus, ids, threads, progress)
        now = code.description(f"round {number}")
        best, least = _shorter(best, least, code, now)
        tell(now)
        if last.total_bits - now.total_bits < _LEAST_GAIN * last.total_bits:
            break
        last = now
    return best


def _shorter(
    best: TemplateCode, least: TemplateDescription, code: TemplateCode, now: TemplateDescription
) -> tuple[TemplateCode, TemplateDescription]:
    return (code, now) if now.total_bits < least.total_bits else (best, least)
