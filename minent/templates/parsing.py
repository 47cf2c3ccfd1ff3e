"""Trees of sentences from templates, by a chart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from minent.errors import BudgetError, ParameterError
from minent.lexicon import Lexicon
from minent.lexicon.spelling import whole_words
from minent.templates._patterns import PatternTrie, best_spans
from minent.templates.neighbours import Neighbours
from minent.templates.templates import SLOT, Templates
from minent.text.options import TextOptions
from minent.text.transforms import Transformer
from minent.text.vocabulary import Vocabulary
from minent.trees import Tree, tree_of_spans

# Bits: so often what a word says of ends, and what a span is worth that begins, or ends, with its stretch.
# Chosen on wsj_0001-0050 of the Penn Treebank sample (see CONTRIBUTING.md).
_FINAL, _AT_BEGIN, _AT_END = 3.0, 4.0, 8.0
# Words of the longest stretch: a chart of it takes 200 MB.
_LONGEST = 4096
_NO_COST = (1 << 31) - 1


class TemplateParser:
    """Finds the tree of a sentence.

    Parameters
    ----------
    templates : Templates
        The templates; with those of one word (``words=True`` of `find_templates`) it knows which
        words attract one another and which end phrases.
    fold_case : bool
        Whether the templates are of folded text.

    Raises
    ------
    ParameterError
        When there are no templates.

    Notes
    -----
    The tree of a stretch of words is binary, and the sum of what its spans are worth is greatest.
    A span of words i to j that a template just covers, slots and all, is worth the bits that a use
    of it saves in the code of `minent.templates.coding`. Any span is worth

    ``3 log2(q / q0) - PMI(w[i-1], w[i]) - PMI(w[j], w[j+1])``.

    A cut between words that attract one another loses the bits they say about each other. q is
    the share of the occurrences of the last word that end a stretch of text, q0 that of all words:
    marks show which words end phrases. Where the span begins with the stretch stand 4 bits for
    what is in front, where it ends with it 8 for what is behind. Of equal trees the one that is
    divided further to the left. Marks end stretches, which are phrases of their own. PMI is
    ``log2((c + m) / (e + m))`` for c occurrences of e expected ones, m the smaller of e and 1;
    without words among the templates it is 0, and q is q0.

    ``O(n^3 + u)`` for a stretch of n words with u templates in it, 12 n^2 bytes. The object can
    be used from several threads at once.

    References
    ----------
    Ponvert, Baldridge, Erk (2011), "Simple unsupervised grammar induction from raw text with cascaded finite
    state models", ACL, section 3, for what marks tell of phrases.

    Examples
    --------
    >>> from minent.templates import Templates
    >>> import numpy as np
    >>> columns = {"count": np.array([9]), "bits_saved": np.array([160.0]), "entry_bits": np.array([20.0]),
    ...            "final": np.array([0])}
    >>> parser = TemplateParser(Templates([("from", "…", "to")], columns, [{(1,): 5, (2,): 4}], 3))
    >>> parser.parse("it goes from towns to villages".split())
    Tree('(0 (1 ((from … to 2 (3 4)) 5)))')
    """

    def __init__(self, templates: Templates, *, fold_case: bool = False) -> None:
        if not len(templates):
            raise ParameterError("there are no templates")
        self.templates = templates
        self._fold = Transformer(TextOptions(fold_case=fold_case)).fold
        words = sorted({word for template in templates for word in template if word != SLOT})
        self._index = Vocabulary.of(words).index(TextOptions(unit="token", numbers="alike"))
        self._ids = {word: i for i, word in enumerate(words, 1)}
        self._make_trie(len(words))
        self._neighbours = Neighbours.of(templates, self._ids)

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
        self._owner, self._length, self._value = (np.zeros(trie.n_nodes, np.int64) for _ in range(3))
        self._owner[nodes] = owners
        self._length[nodes] = np.diff(offsets)
        self._value[nodes] = _fixed(np.array(saved))

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
        last = np.cumsum(sizes) - 1
        order = np.lexsort([np.arange(len(nodes)), -sizes])  # more words first
        left, right = self._edges(ids)
        _, begins, ends, used = best_spans(
            left,
            right,
            places[last - sizes + 1][order].astype(np.uint32),
            places[last][order].astype(np.uint32) + np.uint32(1),
            self._value[nodes[order]],
        )
        labels = [self.templates.text(int(self._owner[nodes[order[u]]])) if u >= 0 else "" for u in used.tolist()]
        return [
            (begin + offset, end + offset, label)
            for begin, end, label in zip(begins.tolist(), ends.tolist(), labels, strict=True)
        ]

    def _edges(self, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What spans are worth for where they begin and where they end, in fixed point."""
        pmi, ends = self._neighbours.pmi(ids), self._neighbours.of_ends(ids)
        left = np.concatenate([[_AT_BEGIN], -pmi, [0.0]])
        right = np.concatenate([[0.0], _FINAL * ends[:-1] - pmi, [_AT_END]])
        return _fixed(left), _fixed(right)


def _saving(templates: Templates, i: int) -> float:
    """Bits that a use of a template saves, but for ``log2`` of the uses of its widths."""
    counts = np.array(list(templates.widths[i].values()), np.float64)
    saved = templates.columns["bits_saved"][i] + templates.columns["entry_bits"][i]
    return float((saved - (counts * np.log2(counts)).sum()) / counts.sum())


def _fixed(bits: np.ndarray) -> np.ndarray:
    """Bits in fixed point, of either sign."""
    return np.rint(bits * (1 << 16)).astype(np.int64)
