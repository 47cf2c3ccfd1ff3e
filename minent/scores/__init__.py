"""Scores of n-grams."""

from minent.scores.scoring import MEASURES, NgramScores, score_ngrams, word_score

__all__ = ["MEASURES", "NgramScores", "score_ngrams", "word_score"]
