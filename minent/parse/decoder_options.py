"""What decoders can be asked for; no imports, so that the command line can name it."""

from __future__ import annotations

DEPENDENCY_METHODS = ("eisner", "edmonds", "projective-mst", "mst")
CONSTITUENT_METHODS = ("split", "mart", "cky")
NORMALIZE = ("none", "rows", "softmax")
ROOTS = ("one", "several")
