"""A two-part code: a table of templates, and the text written with it.

A decoder can undo it. Both it and the encoder of the text without templates send ahead the words
with their counts ``n_w`` and the lengths of the stretches of text, which therefore cost the same
and are left out. Then:

- The table. For each template a bit that there is one more; its words at ``log2(N / n_w)`` bits,
  from the third on each behind a bit that there is one more; a bit for each place between two words:
  none or a slot. With slots, for each pattern (the widths of the slots) a bit that there is one
  more and ``log2(window - 1)`` bits a slot. The count of each pattern in Elias' gamma code.
- The text. What words count beside their places in patterns follows from ``n_w`` and the
  patterns' counts, so all frequencies are known and every symbol, word or pattern, takes
  ``log2(N' / c)`` bits of an arithmetic code. A symbol fills the first free place of its stretch
  with its first word and the places its gaps name with the others; the next symbol goes to the
  next free place.

Pricing each width of a slot by its own count is the code of the gap in the gain of a pair:
``sum over gaps of n_abg log2(N / n_abg) = n_ab (log2(N / n_ab) + H(gap | ab))``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from minent.lexicon.unigram import UNSEEN, to_fixed
from minent.parallel import sweep
from minent.progress import Progress
from minent.templates._patterns import PatternTrie, drop_costly
from minent.templates.patterns import Patterns
from minent.text import Corpus

_NO_COST = (1 << 31) - 1


@dataclass(frozen=True)
class TemplateDescription:
    """How long a text is with a table of templates.

    Parameters
    ----------
    stage : str
        What was done.
    n_templates, n_patterns : int
        Templates in use; with each width of their slots.
    n_symbols : int
        Words and patterns that the text is written with.
    text_bits : float
        ``sum of c log2(N' / c)`` over words and patterns, c their uses.
    table_bits : float
        What the table of templates takes.
    n_words : int
        Words of the text.
    """

    stage: str
    n_templates: int
    n_patterns: int
    n_symbols: int
    text_bits: float
    table_bits: float
    n_words: int

    @property
    def total_bits(self) -> float:
        """Bits of table and text."""
        return self.text_bits + self.table_bits

    def per_word(self) -> dict[str, float]:
        """The bits for each word of the text."""
        n = max(self.n_words, 1)
        return {"text": self.text_bits / n, "table": self.table_bits / n, "total": self.total_bits / n}


@dataclass(frozen=True, eq=False)
class TemplateCode:
    """Patterns and how often a text uses them.

    Parameters
    ----------
    patterns : Patterns
        The patterns.
    counts : int64 array, shape (n_words + 1 + n_patterns,)
        Uses of each word by its id, of all that are too rare for a pattern at 0, then of the
        patterns.
    word_counts : int64 array, shape (n_words + 1,)
        Occurrences of words, patterns or not.
    rare_counts : int64 array
        Occurrences of the words too rare for a pattern.
    window : int
        Greatest gap.
    """

    patterns: Patterns
    counts: np.ndarray
    word_counts: np.ndarray
    rare_counts: np.ndarray
    window: int

    @classmethod
    def of_words(cls, corpus: Corpus, n_words: int, window: int) -> TemplateCode:
        """The code without templates; the words 1 .. n_words may be in one."""
        counts = np.append(0, corpus.unit_counts[:n_words])
        rare = corpus.unit_counts[n_words:]
        uses = counts.copy()
        uses[0] = rare.sum()
        return cls(Patterns.none(), uses, counts, rare, window)

    @property
    def n_words(self) -> int:
        """Different words that may be in a pattern."""
        return len(self.word_counts) - 1

    @property
    def pattern_counts(self) -> np.ndarray:
        """Uses of the patterns."""
        return self.counts[self.n_words + 1 :]

    def with_patterns(self, patterns: Patterns, counts: np.ndarray) -> TemplateCode:
        """The code with other patterns, which are taken to be used `counts` times, words as often as they occur."""
        words = self.word_counts.copy()
        words[0] = self.rare_counts.sum()
        return replace(self, patterns=patterns, counts=np.append(words, counts))

    def used(self) -> TemplateCode:
        """The code without the patterns that are not used."""
        chosen = self.pattern_counts > 0
        counts = np.append(self.counts[: self.n_words + 1], self.pattern_counts[chosen])
        return replace(self, patterns=self.patterns.where(chosen), counts=counts)

    def template_bits(self) -> np.ndarray:
        """Bits of each template's entry, apart from its patterns."""
        _, first = self.patterns.templates
        return header_bits(self.patterns, self.word_bits())[first]

    def word_bits(self) -> np.ndarray:
        """``log2(N / n_w)`` for the words, by id."""
        n = float(self.word_counts.sum() + self.rare_counts.sum())
        with np.errstate(divide="ignore"):
            return np.log2(n) - np.log2(self.word_counts)

    def pattern_bits(self) -> np.ndarray:
        """Bits of each pattern's entry, apart from its count."""
        return gap_bits(self.patterns, self.window)

    def pruned(self) -> TemplateCode:
        """The code without patterns that do not pay; their uses go to what they are made of."""
        counts = self.counts.copy()
        drop_costly(
            self.patterns.words,
            self.patterns.gaps,
            self.patterns.offsets,
            self.patterns.templates[0],
            self.template_bits(),
            self.pattern_bits(),
            self.n_words,
            counts,
        )
        return replace(self, counts=counts).used()

    def description(self, stage: str) -> TemplateDescription:
        """Length of text and table, in bits."""
        used = self.pattern_counts > 0
        numbers = self.patterns.templates[0][used]
        counts = self.pattern_counts[used]
        table = self.template_bits()[np.unique(numbers)].sum() + self.pattern_bits()[used].sum()
        table += gamma_bits(counts).sum()
        # Words without an id have counts of their own.
        symbols = np.concatenate([self.counts[1:], self.rare_counts])
        symbols = symbols[symbols > 0].astype(np.float64)
        n = float(symbols.sum())
        return TemplateDescription(
            stage=stage,
            n_templates=len(np.unique(numbers)),
            n_patterns=int(used.sum()),
            n_symbols=int(n),
            text_bits=float(n * np.log2(max(n, 1.0)) - (symbols * np.log2(symbols)).sum()),
            table_bits=float(table),
            n_words=int(self.word_counts.sum() + self.rare_counts.sum()),
        )

    def costs(self, n_symbols: float | None = None) -> tuple[np.ndarray, np.ndarray, int]:
        """(costs of the words by id, of the patterns, of a word without an id) in the kernel's fixed point.

        ``log2(N' / c)``; what is not used is taken to be used half a time. `n_symbols` is N' when
        the counts overlap.
        """
        total = np.log2(max(float(self.counts.sum()) if n_symbols is None else n_symbols, 1.0))
        bits = np.maximum(total - np.log2(np.maximum(self.counts, UNSEEN)), 0.0)
        words, patterns = np.split(to_fixed(bits), [self.n_words + 1])
        return words, patterns, int(to_fixed(np.array([total]))[0])

    def trie(self, n_symbols: float | None = None) -> tuple[PatternTrie, np.ndarray, int]:
        """(the patterns with their costs, the node of each, what a word without a node costs)."""
        words, patterns, unknown = self.costs(n_symbols)
        trie = PatternTrie(self.n_words, self.window)
        nodes = trie.add_patterns(self.patterns.words, self.patterns.gaps, self.patterns.offsets)
        values = np.full(trie.n_nodes, _NO_COST, np.int32)
        values[: self.n_words + 1] = words
        values[nodes] = patterns
        trie.set_values(values)
        return trie, nodes, unknown

    def recounted(
        self,
        corpus: Corpus,
        ids: np.ndarray,
        threads: int,
        progress: Progress,
        n_symbols: float | None = None,
    ) -> TemplateCode:
        """The code with the uses in the cheapest cover of the text.

        Counts are whole, so they do not depend on the number of threads.
        """
        trie, nodes, unknown = self.trie(n_symbols)
        collectors = [np.zeros(trie.n_nodes, np.int64) for _ in range(threads)]
        sweep(
            lambda counts, span: trie.count_uses(ids, *span, unknown, counts),
            corpus.spans(),
            collectors,
            "covering the text",
            progress,
        )
        counts = np.sum(collectors, axis=0)
        return replace(self, counts=np.append(counts[: self.n_words + 1], counts[nodes])).used()


def header_bits(patterns: Patterns, word_bits: np.ndarray) -> np.ndarray:
    """Bits of a template with the words and slots of each pattern: flags and words."""
    ends = np.append(0, np.cumsum(word_bits[patterns.words]))
    spelled = ends[patterns.offsets[1:]] - ends[patterns.offsets[:-1]]
    # One more template; one more word, from the third on and the end; a slot or none.
    return 1.0 + spelled + 2.0 * (patterns.lengths - 1)


def gap_bits(patterns: Patterns, window: int) -> np.ndarray:
    """Bits of the widths of a pattern's slots, and that there is one more pattern."""
    return np.where(patterns.slots > 0, 1.0 + patterns.slots * np.log2(max(window - 1, 1)), 0.0)


def gamma_bits(counts: np.ndarray) -> np.ndarray:
    """Bits of Elias' gamma code of whole numbers from 1."""
    return 2.0 * np.floor(np.log2(np.maximum(counts, 1))) + 1.0
