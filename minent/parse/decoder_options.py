"""Choices that commands and functions share; no imports, so that the command line can name them."""

from __future__ import annotations

# Impact matrices.
METRICS = ("dist", "cos", "prob", "cpmi")
AVERAGES = ("distances", "states")
PAIRS = ("all", "adjacent")
UNITS = ("words", "spaces", "chars", "tokens")
DTYPES = ("auto", "float32", "bf16", "fp16")
# What is decoded from them.
DEPENDENCY_METHODS = ("eisner", "edmonds", "projective-mst", "mst")
CONSTITUENT_METHODS = ("split", "mart", "cky")
NORMALIZE = ("none", "rows", "softmax")
ROOTS = ("one", "several")
