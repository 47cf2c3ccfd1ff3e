"""Scores of n-grams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.scores.rates import EntropyRates as EntropyRates
    from minent.scores.rates import entropy_rates as entropy_rates
    from minent.scores.scoring import MEASURES as MEASURES
    from minent.scores.scoring import NgramScores as NgramScores
    from minent.scores.scoring import score_ngrams as score_ngrams
    from minent.scores.scoring import word_score as word_score

__getattr__, __all__ = lazy_names(
    "minent.scores",
    {
        "minent.scores.rates": ("EntropyRates", "entropy_rates"),
        "minent.scores.scoring": ("MEASURES", "NgramScores", "score_ngrams", "word_score"),
    },
)
