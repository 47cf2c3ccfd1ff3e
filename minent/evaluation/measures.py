"""Shares and their harmonic mean."""

from __future__ import annotations


def share(part: int, whole: int) -> float:
    """Return ``part / whole``; 0 when there is nothing."""
    return part / whole if whole else 0.0


def harmonic_mean(first: float, second: float) -> float:
    """F1 of precision and recall; 0 when both are."""
    return 2 * first * second / (first + second) if first + second else 0.0
