"""How good a segmentation or a lexicon is, measured against a gold one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.evaluation.segments import SegmentScores as SegmentScores
    from minent.evaluation.segments import evaluate_segments as evaluate_segments
    from minent.evaluation.words import RankScores as RankScores
    from minent.evaluation.words import WordScores as WordScores
    from minent.evaluation.words import evaluate_words as evaluate_words

__getattr__, __all__ = lazy_names(
    "minent.evaluation",
    {
        "minent.evaluation.segments": ("SegmentScores", "evaluate_segments"),
        "minent.evaluation.words": ("RankScores", "WordScores", "evaluate_words"),
    },
)
