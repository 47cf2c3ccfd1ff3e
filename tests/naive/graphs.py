"""Graphs from the definition: a dictionary of rows."""

from __future__ import annotations

import math
from collections.abc import Iterable

Rows = dict[int, dict[int, list[float]]]


def rows_of_edges(edges: Iterable[tuple[int, int, float]], directed: bool) -> Rows:
    """Weights by source and target, each edge of an undirected graph in both rows."""
    rows: Rows = {}
    for u, v, w in edges:
        if w == 0:
            continue
        rows.setdefault(u, {}).setdefault(v, []).append(w)
        if not directed and u != v:
            rows.setdefault(v, {}).setdefault(u, []).append(w)
    return rows


def dense(rows: Rows, n: int) -> list[list[float]]:
    """The adjacency matrix."""
    return [[math.fsum(rows.get(u, {}).get(v, [])) for v in range(n)] for u in range(n)]
