"""A lexicon with what is known of how it was learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from minent.lexicon.lexicon import Lexicon
from minent.lexicon.unigram import Description, WordModel
from minent.text import Corpus


@dataclass(frozen=True, eq=False)
class LearnedLexicon(Lexicon):
    """A lexicon with the story of its learning.

    Parameters
    ----------
    words, columns
        See `Lexicon`. ``count`` is the number of uses in the divided text; ``cost`` what a use
        costs in bits, ``log2(N / count)`` and the price of the joins.
    stages : tuple of Description
        Length of text and lexicon from single units to the end.
    pmi_per_join : float
        The price of a join in bits.
    """

    stages: tuple[Description, ...] = ()
    pmi_per_join: float = 0.0

    def report(self) -> dict[str, object]:
        """The story as plain values, for JSON."""
        return {
            "n_words": len(self),
            "pmi_per_join": self.pmi_per_join,
            "stages": [
                {"stage": stage.stage, "n_words": stage.n_words, "n_units": stage.n_units,
                 "bits_per_unit": stage.per_unit(), "total_bits": stage.total_bits}
                for stage in self.stages
            ],
        }  # fmt: skip


def lexicon_in_use(
    model: WordModel, corpus: Corpus, pmi_per_join: float, stages: Sequence[Description]
) -> LearnedLexicon:
    """The words of a model that are used, by falling count, with columns ``count``, ``length`` and ``cost``."""
    texts = corpus.vocabulary.texts
    used = np.flatnonzero(model.counts)
    # The last unit may stand for all that occur once: no word.
    known = used[model.units[model.offsets[used]] <= len(texts)]
    bounds = zip(model.offsets[known].tolist(), model.offsets[known + 1].tolist(), strict=True)
    separator = corpus.options.separator
    words = [separator.join(texts[unit - 1] for unit in model.units[a:b].tolist()) for a, b in bounds]
    columns = {
        "count": model.counts[known],
        "length": model.lengths[known],
        "cost": model.costs(pmi_per_join)[known],
    }
    whole = Lexicon(words, columns).sorted_by("count")
    return LearnedLexicon(whole.words, whole.columns, tuple(stages), pmi_per_join)
