"""Trees of sentences from templates, by a chart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from minent.arguments import number
from minent.errors import BudgetError, ParameterError
from minent.lexicon import Lexicon
from minent.lexicon.spelling import whole_words
from minent.lexicon.unigram import to_fixed
from minent.templates._patterns import PatternTrie, best_spans
from minent.templates.options import BEFORE
from minent.templates.templates import SLOT, Templates
from minent.text.options import TextOptions
from minent.text.transforms import Transformer
from minent.text.vocabulary import Vocabulary
from minent.trees import Tree, tree_of_spans

# How many uses the general share of uses at the end of a stretch is worth beside a template's own.
# On the same sentences 5, 20 and 100 differ by 0.5.
_PRIOR_USES = 20.0
# Words of the longest stretch: a chart of it takes 200 MB.
_LONGEST = 4096
_NO_COST = (1 << 31) - 1


class TemplateParser:
    """Finds the tree of a sentence.

    Parameters
    ----------
    templates : Templates
        The templates; with those of one word (``words=True`` of `find_templates`) it knows of every
        word whether something follows it.
    before : float
        Bits that a phrase in front of the main template costs; 0: either side alike.
    fold_case : bool
        Whether the templates are of folded text.

    Raises
    ------
    ParameterError
        When there are no templates.

    Notes
    -----
    A phrase is made by one main template whose slots are phrases, and so is what stands in front
    of it and behind it. A phrase of words i to j is worth

    ``max over templates of s + e - before [something in front] + sum of what its slots are worth``,

    s the bits that a use saves in the code of `minent.templates.coding`, and e what it says that
    the phrase goes on behind the template or does not: ``log2((1 - q) / (1 - q0))`` or
    ``log2(q / q0)``, q the share of its uses that end a stretch of text, q0 that of all words. A
    word is a template of its own with s = 0. Of equal ones the template with more words, then the
    first. Marks end stretches, which are phrases of their own.

    ``O(n^3 + n u)`` for a stretch of n words with u templates in it, 12 n^2 bytes. The object can
    be used from several threads at once.

    Examples
    --------
    >>> from minent.templates import Templates
    >>> import numpy as np
    >>> columns = {"count": np.array([9]), "bits_saved": np.array([60.0]), "entry_bits": np.array([20.0]),
    ...            "final": np.array([0])}
    >>> parser = TemplateParser(Templates([("from", "…", "to")], columns, [{(1,): 5, (2,): 4}], 3))
    >>> parser.parse("it goes from old towns to new ones".split())
    Tree('(0 (1 (from … to 2 (3 4) 5 (6 7))))')
    """

    def __init__(self, templates: Templates, *, before: float = BEFORE, fold_case: bool = False) -> None:
        if not len(templates):
            raise ParameterError("there are no templates")
        self.templates = templates
        self._before = int(to_fixed(np.array([number("before", before, least=0)]))[0])
        self._fold = Transformer(TextOptions(fold_case=fold_case)).fold
        words = sorted({word for template in templates for word in template if word != SLOT})
        self._index = Vocabulary.of(words).index(TextOptions(unit="token", numbers="alike"))
        self._ids = {word: i for i, word in enumerate(words, 1)}
        self._end_of_all = _end_share(templates)
        self._make_trie(len(words))
        self._make_words(len(words))

    def _make_trie(self, n_words: int) -> None:
        """The patterns, and of each node the template and its value."""
        words, gaps, offsets, owners, saved = [], [], [0], [], []
        for i, template in enumerate(self.templates):
            if len(template) == 1:
                continue
            names = [self._ids[word] for word in template if word != SLOT]
            at_slot = [k > 0 and template[k - 1] == SLOT for k, word in enumerate(template) if word != SLOT]
            saving = _saving(self.templates, i)
            for widths, count in self.templates.widths[i].items():
                left = iter(widths)
                words += names
                gaps += [0, *(next(left) + 1 if slot else 1 for slot in at_slot[1:])]
                offsets.append(len(words))
                owners.append(i)
                saved.append(saving + np.log2(count))
        trie = PatternTrie(n_words, max(self.templates.window, max(gaps, default=1)))
        nodes = trie.add_patterns(np.array(words, np.uint32), np.array(gaps, np.uint8), np.array(offsets, np.int64))
        values = np.full(trie.n_nodes, _NO_COST, np.int32)
        values[nodes] = 0
        trie.set_values(values)
        self._trie = trie
        self._owner = np.zeros(trie.n_nodes, np.int64)
        self._owner[nodes] = owners
        self._length = np.ones(trie.n_nodes, np.int64)
        self._length[nodes] = np.diff(offsets)
        self._value, self._closed, self._open = (np.zeros(trie.n_nodes, np.int64) for _ in range(3))
        self._value[nodes] = _fixed(np.array(saved))

    def _make_words(self, n_words: int) -> None:
        """What words and templates say of the end of their phrase, by node; unknown words at 0."""
        q0 = self._end_of_all
        own = np.full(n_words + 1, q0)
        final, counts = _column(self.templates, "final"), self.templates.columns["count"].astype(np.float64)
        for i, template in enumerate(self.templates):
            if len(template) == 1:
                own[self._ids[template[0]]] = (final[i] + _PRIOR_USES * q0) / (counts[i] + _PRIOR_USES)
        share = np.full(self._trie.n_nodes, q0)
        share[: n_words + 1] = own
        for node in range(n_words + 1, self._trie.n_nodes):
            if self._length[node] > 1:
                i = self._owner[node]
                prior = own[self._ids[self.templates.templates[i][-1]]]
                share[node] = (final[i] + _PRIOR_USES * prior) / (counts[i] + _PRIOR_USES)
        self._closed = _fixed(np.log2(share / q0))
        self._open = _fixed(np.log2((1 - share) / (1 - q0)))

    def lexicon(self) -> Lexicon:
        """The words of the templates, all alike, to cut text into tokens with."""
        return Lexicon(list(self._ids), {"count": np.ones(len(self._ids), np.int64)})

    def parse(self, words: Sequence[str]) -> Tree | None:
        """Return the tree of a sentence.

        Parameters
        ----------
        words : sequence of str
            The words, marks among them.

        Returns
        -------
        Tree or None
            Labels are templates; ``None`` when there is no word.

        Raises
        ------
        BudgetError
            With more than 4,096 words between marks.
        """
        ids = self._encode(words)
        if not len(ids):
            return None
        spans: list[tuple[int, int, str]] = []
        bounds = np.flatnonzero(np.append(np.append(0, ids), 0) == 0)
        for begin, end in zip(bounds[:-1].tolist(), (bounds[1:] - 1).tolist(), strict=True):
            if end - begin > 1:
                spans += self._parse_run(ids[begin:end], begin)
        if not any(begin == 0 and end == len(ids) for begin, end, _ in spans):
            spans.insert(0, (0, len(ids), ""))
        return tree_of_spans(len(ids), spans)

    def _encode(self, words: Sequence[str]) -> np.ndarray:
        """Ids of words; 0 for marks, one above all for words of no template."""
        folded = [self._fold(word).replace("\n", " ") for word in words]
        ids, first, end = whole_words(folded, self._index)
        single = end - first == 1
        known = np.where(single, ids[np.minimum(first, max(len(ids) - 1, 0))] if len(ids) else 0, 0)
        unknown = len(self._ids) + 1
        # Marks have no unit at all; several units are no word of a template.
        mark = np.array([not self._index.encode(word.encode()).any() for word in folded], bool)
        return np.where(mark, 0, np.where(single, np.minimum(known, unknown), unknown)).astype(np.uint32)

    def _parse_run(self, ids: np.ndarray, offset: int) -> list[tuple[int, int, str]]:
        n = len(ids)
        if n > _LONGEST:
            raise BudgetError(f"{n:,} words between marks; a stretch may have {_LONGEST:,}")
        nodes, places = self._trie.list_matches(ids)
        sizes = self._length[nodes]
        starts = np.append(0, np.cumsum(sizes))
        order = np.lexsort([np.arange(len(nodes)), -sizes])  # more words first
        # Then single words.
        single = np.where(ids <= len(self._ids), ids, 0).astype(np.int64)
        all_nodes = np.concatenate([nodes[order].astype(np.int64), single])
        all_places = [places[starts[i] : starts[i + 1]] for i in order.tolist()]
        _, begins, ends, used = best_spans(
            n,
            np.append(sizes[order], np.ones(n, np.int64)).astype(np.uint32),
            np.concatenate([*all_places, np.arange(n, dtype=np.uint32)]),
            self._value[all_nodes],
            self._closed[all_nodes],
            self._open[all_nodes],
            self._before,
        )
        labels = [self.templates.text(int(self._owner[all_nodes[u]])) if u < len(nodes) else "" for u in used.tolist()]
        return [
            (begin + offset, end + offset, label)
            for begin, end, label in zip(begins.tolist(), ends.tolist(), labels, strict=True)
        ]


def _saving(templates: Templates, i: int) -> float:
    """Bits that a use of a template saves, but for ``log2`` of the uses of its widths."""
    counts = np.array(list(templates.widths[i].values()), np.float64)
    saved = templates.columns["bits_saved"][i] + templates.columns["entry_bits"][i]
    return float((saved - (counts * np.log2(counts)).sum()) / counts.sum())


def _column(templates: Templates, name: str) -> np.ndarray:
    return np.asarray(templates.columns.get(name, np.zeros(len(templates))), np.float64)


def _end_share(templates: Templates) -> float:
    """Share of uses at the end of a stretch: of words if there are any, else of templates."""
    chosen = templates.lengths == 1
    if not chosen.any():
        chosen[:] = True
    final, counts = _column(templates, "final")[chosen].sum(), templates.columns["count"][chosen].sum()
    return float((final + 0.5) / (counts + 1.0))


def _fixed(bits: np.ndarray) -> np.ndarray:
    """Bits in fixed point, of either sign."""
    return np.rint(bits * (1 << 16)).astype(np.int64)
