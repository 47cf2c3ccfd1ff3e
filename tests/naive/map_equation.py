"""The map equation from its definition, over dicts and loops."""

from __future__ import annotations

import math
from collections import defaultdict

Link = tuple[int, int, float]


def entropy_bits(rates: list[float]) -> float:
    """Bits of a codebook whose words are used at these rates: total rate times the entropy."""
    total = sum(rates)
    return -sum(rate * math.log2(rate / total) for rate in rates if rate > 0)


def undirected_flow(n: int, links: list[Link]) -> tuple[list[float], dict[tuple[int, int], float]]:
    """Visit rates and flow along links, (from, to); a self-loop counts once."""
    strength = [0.0] * n
    flow: dict[tuple[int, int], float] = defaultdict(float)
    for u, v, w in links:
        for a, b in {(u, v), (v, u)}:
            strength[a] += w
            flow[a, b] += w
    total = sum(strength)
    return [s / total for s in strength], {pair: w / total for pair, w in flow.items()}


def directed_flow(n, links, teleport, recorded, to_nodes):
    """(visits, flow along links, teleport rates of nodes, where teleports land) by 2000 power iterations."""
    out, into = [0.0] * n, [0.0] * n
    for u, v, w in links:
        out[u] += w
        into[v] += w
    total = sum(out)
    land = [1 / n] * n if to_nodes else [w / total for w in (into if recorded else out)]
    x = [1 / n] * n
    for _ in range(2000):
        jumping = sum(x[i] * (teleport if out[i] else 1.0) for i in range(n))
        following = [0.0] * n
        for u, v, w in links:
            following[v] += (1 - teleport) * x[u] * w / out[u]
        x = [jumping * land[i] + following[i] for i in range(n)]
    flow: dict[tuple[int, int], float] = defaultdict(float)
    if recorded:
        for u, v, w in links:
            flow[u, v] += (1 - teleport) * x[u] * w / out[u]
        return x, flow, [x[i] * (teleport if out[i] else 1.0) for i in range(n)], land
    walking = sum(x[i] for i in range(n) if out[i])
    for u, v, w in links:
        flow[u, v] += x[u] * w / out[u] / walking
    visits = [sum(q for (_, v), q in flow.items() if v == i) for i in range(n)]
    return visits, flow, [0.0] * n, land


def raw_flow(n, links):
    """The weights are the flow."""
    total = sum(w for _, _, w in links)
    flow: dict[tuple[int, int], float] = defaultdict(float)
    for u, v, w in links:
        flow[u, v] += w / total
    return [sum(q for (_, v), q in flow.items() if v == i) for i in range(n)], flow


def codelength(visits, flow, paths, tele=None, land=None, markov_time=1.0):
    """Bits of modules given as paths (tuples) of the nodes: one codebook a module."""
    n = len(visits)
    tele, land = tele or [0.0] * n, land or [0.0] * n
    modules = {path[:depth] for path in paths for depth in range(len(path) + 1)}
    bits = 0.0
    for module in modules:
        words = [visits[i] for i in range(n) if paths[i] == module]
        words += [rates(child, paths, flow, tele, land, markov_time)[0] for child in modules
                  if len(child) == len(module) + 1 and child[: len(module)] == module]  # fmt: skip
        if module:
            words.append(rates(module, paths, flow, tele, land, markov_time)[1])
        bits += entropy_bits(words)
    return bits


def rates(module, paths, flow, tele, land, markov_time):
    """(enter, exit) of a module."""
    inside = [path[: len(module)] == module for path in paths]
    enter = sum(q for (u, v), q in flow.items() if inside[v] and not inside[u])
    leave = sum(q for (u, v), q in flow.items() if inside[u] and not inside[v])
    landing_in = sum(share for share, i in zip(land, inside, strict=True) if i)
    landing_out = sum(share for share, i in zip(land, inside, strict=True) if not i)
    enter, leave = markov_time * enter, markov_time * leave  # steps along links; a teleport is a step of its own
    enter += sum(t for t, i in zip(tele, inside, strict=True) if not i) * landing_in
    leave += sum(t for t, i in zip(tele, inside, strict=True) if i) * landing_out
    return enter, leave
