"""Graphs from the definition: a dictionary of rows."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

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


def parse_edge_list(text: str) -> tuple[list[tuple[str, str, float]], int | None]:
    """Edges of a list whose fields stand between white space, and the first line that is no edge."""
    edges = []
    for number, line in enumerate(text.split("\n"), 1):
        fields = [field for field in re.split("[ \t\r]", line) if field]
        if not fields or fields[0][0] in "#%":
            continue
        comment = next((i for i, field in enumerate(fields) if i >= 2 and field[0] in "#%"), len(fields))
        fields = fields[:comment]
        if len(fields) not in (2, 3):
            return edges, number
        weight = 1.0
        if len(fields) == 3:
            if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", fields[2]):
                return edges, number
            weight = float(fields[2])
            if weight < 0 or math.isinf(weight):
                return edges, number
        edges.append((fields[0], fields[1], weight))
    return edges, None


def nodes_of(edges: Iterable[tuple[str, str, float]]) -> list[str]:
    """Names of the nodes in order: whole numbers ascend, others come as they appear."""
    names = list(dict.fromkeys(name for u, v, _ in edges for name in (u, v)))
    if all(re.fullmatch("0|[1-9][0-9]*", name) and int(name) < 2**63 for name in names):
        names.sort(key=int)
    return names


Path = tuple[int, ...]
Sums = tuple[dict[tuple[int, int], float], float, float]


def flow_between_children(
    paths: Sequence[Path], links: Iterable[tuple[int, int, float]], directed: bool
) -> dict[Path, Sums]:
    """For each module: flow between its children, into it and out of it."""
    modules = {path[:depth] for path in paths for depth in range(len(path))}
    found: dict[Path, Sums] = {}
    links = list(links)
    for module in modules:
        depth = len(module)
        between: dict[tuple[int, int], float] = {}
        enter = leave = 0.0
        for u, v, flow in links:
            inside_u, inside_v = paths[u][:depth] == module, paths[v][:depth] == module
            if inside_u and inside_v:
                a, b = paths[u][depth], paths[v][depth]
                if a != b:
                    key = (a, b) if directed else (min(a, b), max(a, b))
                    between[key] = between.get(key, 0.0) + (flow if directed else 2 * flow)
            if inside_u != inside_v:
                enter += flow if inside_v or not directed else 0.0
                leave += flow if inside_u or not directed else 0.0
        found[module] = between, enter, leave
    return found
