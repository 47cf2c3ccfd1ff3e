"""One search for communities in a process of its own, for `infomap.py`: prints its CPU seconds and peak memory.

    python infomap_search.py FOLDER DIRECTED TOOL MODE SEED TRIALS

FOLDER holds the graph as arrays; the paths of the nodes go beside them. Nothing is imported that the search does not
need, or it would count as its memory; the arrays are given up before the search.
"""

from __future__ import annotations

import sys
import time
from typing import Any

# This folder has a file of the name of a package.
del sys.path[0]

import numpy as np  # noqa: E402


def main(folder: str, directed: str, tool: str, mode: str, seed: str, trials: str) -> None:
    graph = {name: np.load(f"{folder}/{name}.npy") for name in ("sources", "targets", "weights")}
    graph["n"] = int(np.load(f"{folder}/n.npy"))
    paths, seconds = RUNNERS[tool](graph, directed == "1", mode == "two", int(seed), int(trials))
    peak = peak_mb()
    out = f"{folder}/{tool}-{mode}-{seed}.npy"
    np.save(out, paths)
    print(f'{{"cpu_s": {seconds}, "paths": "{out}", "peak_mb": {peak}}}')


def peak_mb() -> float:
    """Peak memory of this process since it began; the resource usage would count what its parent held before."""
    with open("/proc/self/status", encoding="utf-8") as lines:  # noqa: PTH123
        return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM"))


def by_minent(graph: dict[str, Any], directed: bool, two_level: bool, seed: int, trials: int) -> tuple[Any, float]:
    import minent
    from minent.graph import Graph

    made = Graph.from_edges(graph["sources"], graph["targets"], graph["weights"], n_nodes=graph["n"], directed=directed)
    graph.clear()
    begun = time.process_time()
    found = minent.infomap(made, two_level=two_level, seed=seed, trials=trials)
    paths = found.paths.copy()
    seconds = time.process_time() - begun
    depth = (paths != 0).sum(axis=1)
    paths[np.arange(len(paths)), depth - 1] = 0  # the rank of the node
    return paths[:, :-1], seconds


def by_infomap(graph: dict[str, Any], directed: bool, two_level: bool, seed: int, trials: int) -> tuple[Any, float]:
    import tempfile
    import warnings

    from infomap import Infomap

    warnings.simplefilter("ignore")
    n = graph["n"]
    search = Infomap(silent=True, two_level=two_level, seed=seed, num_trials=trials, directed=directed)
    search.add_nodes(range(n))
    search.add_links(np.column_stack([graph["sources"], graph["targets"], graph["weights"]]))
    graph.clear()
    begun = time.process_time()
    search.run()
    seconds = time.process_time() - begun
    found: dict[int, list[int]] = {}
    with tempfile.NamedTemporaryFile("r", suffix=".tree") as file:
        search.write_tree(file.name)
        with open(file.name, encoding="utf-8") as lines:  # noqa: PTH123
            for line in lines:
                if not line.startswith("#"):
                    fields = line.split()
                    found[int(fields[-1])] = list(map(int, fields[0].split(":")))[:-1]
    paths = np.zeros((n, max(map(len, found.values()))), np.int32)
    for node, path in found.items():
        paths[node, : len(path)] = path
    return paths, seconds


def by_igraph(graph: dict[str, Any], directed: bool, two_level: bool, seed: int, trials: int) -> tuple[Any, float]:
    import random

    import igraph

    made = igraph.Graph(graph["n"], np.column_stack([graph["sources"], graph["targets"]]).tolist(), directed=directed)
    weights = graph["weights"].tolist()
    graph.clear()
    random.seed(seed)
    begun = time.process_time()
    found = made.community_infomap(edge_weights=weights, trials=trials)
    return np.array(found.membership, np.int32)[:, None] + 1, time.process_time() - begun


RUNNERS = {"minent": by_minent, "infomap": by_infomap, "igraph": by_igraph}

if __name__ == "__main__":
    main(*sys.argv[1:])
