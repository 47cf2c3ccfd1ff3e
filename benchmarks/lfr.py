"""Agreement with planted communities on LFR graphs, as in Lancichinetti & Fortunato (2009).

    python benchmarks/lfr.py --generator lfr.py [--graphs 10] [--tools minent infomap] [-o PREFIX]

The generator is a module with ``lfr(n, mu, size, seed) -> edges, labels`` (mean degree 20, at most 50, exponents 2
and 1; communities S of 10-50 nodes or B of 20-100). Two levels, one trial; the mean NMI with its standard error.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import statistics
import sys
import warnings
from pathlib import Path
from typing import Any

import measuring

POINTS = [(n, size) for n in (1000, 5000) for size in "SB"]
MIXING = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
COLUMNS = {"n": "n", "size": "communities", "mu": "mu", "tool": "tool", "nmi": "NMI", "error": "standard error",
           "modules": "modules", "planted": "planted", "codelength": "codelength"}  # fmt: skip


def by_minent(n: int, edges: Any, seed: int) -> Any:
    import minent
    from minent.graph import Graph

    return minent.infomap(Graph.from_edges(edges[:, 0], edges[:, 1], n_nodes=n), two_level=True, seed=seed).labels


def by_infomap(n: int, edges: Any, seed: int) -> Any:
    import numpy as np
    from infomap import Infomap

    warnings.simplefilter("ignore")
    search = Infomap(silent=True, two_level=True, seed=seed)
    search.add_nodes(range(n))
    search.add_links(edges)
    search.run()
    modules = search.get_modules()
    return np.array([modules[node] for node in range(n)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generator", type=Path, required=True)
    parser.add_argument("--graphs", type=int, default=10)
    parser.add_argument("--tools", nargs="*", choices=("minent", "infomap"), default=["minent", "infomap"])
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("lfr_generator", options.generator)
    assert spec is not None
    assert spec.loader is not None
    generator = importlib.util.module_from_spec(spec)
    sys.modules["lfr_generator"] = generator
    spec.loader.exec_module(generator)
    rows = []
    for n, size in POINTS:
        for mu in MIXING:
            graphs = [generator.lfr(n, mu, size, seed) for seed in range(1, options.graphs + 1)]
            for tool in options.tools:
                rows.append({"n": n, "size": size, "mu": mu, "tool": tool} | point(tool, n, graphs))
                print(rows[-1], flush=True)
    text = "# LFR graphs: agreement with the planted communities\n\n" + measuring.markdown_table(rows, COLUMNS)
    print(text)
    if options.output:
        measuring.write_results(options.output, {"machine": measuring.machine(), "rows": rows}, text)


def point(tool: str, n: int, graphs: list[Any]) -> dict[str, Any]:
    """Means over the graphs of a point."""
    import minent
    from minent.graph import Graph

    values, modules, lengths = [], [], []
    for seed, (edges, labels) in enumerate(graphs, 1):
        found = {"minent": by_minent, "infomap": by_infomap}[tool](n, edges, seed)
        values.append(minent.agreement(found, labels)["nmi"])
        modules.append(len(set(found.tolist())))
        graph = Graph.from_edges(edges[:, 0], edges[:, 1], n_nodes=n)
        lengths.append(minent.map_equation(graph, found))
    error = statistics.stdev(values) / math.sqrt(len(values)) if len(values) > 1 else 0.0
    return {
        "nmi": round(statistics.mean(values), 4),
        "error": round(error, 4),
        "modules": round(statistics.mean(modules), 1),
        "planted": round(statistics.mean(len(set(labels.tolist())) for _, labels in graphs), 1),
        "codelength": round(statistics.mean(lengths), 4),
    }


if __name__ == "__main__":
    main()
