"""How good a segmentation or a lexicon is, measured against a gold one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.evaluation.attachment import DependencyScores as DependencyScores
    from minent.evaluation.bracketing import BracketScores as BracketScores
    from minent.evaluation.constituents import evaluate_trees as evaluate_trees
    from minent.evaluation.constituents import tree_baselines as tree_baselines
    from minent.evaluation.dependencies import dependency_baselines as dependency_baselines
    from minent.evaluation.dependencies import evaluate_dependencies as evaluate_dependencies
    from minent.evaluation.matrices import evaluate_dependency_matrices as evaluate_dependency_matrices
    from minent.evaluation.matrices import evaluate_tree_matrices as evaluate_tree_matrices
    from minent.evaluation.segments import SegmentScores as SegmentScores
    from minent.evaluation.segments import evaluate_segments as evaluate_segments
    from minent.evaluation.words import RankScores as RankScores
    from minent.evaluation.words import WordScores as WordScores
    from minent.evaluation.words import evaluate_words as evaluate_words

__getattr__, __all__ = lazy_names(
    "minent.evaluation",
    {
        "minent.evaluation.attachment": ("DependencyScores",),
        "minent.evaluation.bracketing": ("BracketScores",),
        "minent.evaluation.constituents": ("evaluate_trees", "tree_baselines"),
        "minent.evaluation.dependencies": ("dependency_baselines", "evaluate_dependencies"),
        "minent.evaluation.matrices": ("evaluate_dependency_matrices", "evaluate_tree_matrices"),
        "minent.evaluation.segments": ("SegmentScores", "evaluate_segments"),
        "minent.evaluation.words": ("RankScores", "WordScores", "evaluate_words"),
    },
)
