"""Choices that commands and functions share, without loading what they stand for."""

from __future__ import annotations

METRICS = ("dist", "cos", "prob", "cpmi")
AVERAGES = ("distances", "states")
PAIRS = ("all", "adjacent")
UNITS = ("words", "spaces", "chars", "tokens")
DTYPES = ("auto", "float32", "bf16", "fp16")
