"""Communities by the map equation: codelength, CPU time and memory against other implementations.

    python benchmarks/compare/infomap.py GRAPH... [--directed GRAPH...] [--seeds 5] [--trials 1] [-o PREFIX]

GRAPH is anything `minent infomap` reads. Each run is a process of its own with one thread; CPU seconds are those of
the search, memory is the peak of the process. All partitions are judged by `minent.map_equation`, and with
``--mapeq FILE`` also by an independent one (a module with ``undirected``, ``directed``, ``hierarchical``).
The peers run if they are installed: ``infomap`` and ``igraph`` (both GPL, neither is a dependency).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

# In place of this folder, where this file would hide the package of its name.
sys.path[0] = str(Path(__file__).parents[1])

import measuring  # noqa: E402

TOOLS = ("minent", "infomap", "igraph")
COLUMNS = {
    "graph": "graph", "links": "links", "mode": "mode", "tool": "tool", "codelength": "codelength", "best": "best",
    "modules": "modules", "levels": "levels", "cpu_s": "CPU s", "times": "times", "peak_mb": "MB",
    "memory": "of the memory",
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graphs", nargs="*", type=Path)
    parser.add_argument("--directed", nargs="*", type=Path, default=[])
    parser.add_argument("--modes", nargs="*", choices=("two", "multi"), default=["two", "multi"])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--trials", type=int, default=1)
    parser.add_argument("--tools", nargs="*", choices=TOOLS, default=list(TOOLS))
    parser.add_argument("--mapeq", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--measure", nargs=6, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(*options.measure)
        return
    machine = measuring.machine()
    machine["versions"] |= {name: measuring.version(name) for name in ("infomap", "igraph")}
    tools = [tool for tool in options.tools if tool == "minent" or importlib.util.find_spec(tool)]
    rows = []
    for path, directed in [(path, False) for path in options.graphs] + [(path, True) for path in options.directed]:
        for row in compare(path, directed, tools, options):
            rows.append(row)
            print(json.dumps(row), flush=True)
    text = report(rows, machine, options)
    print(text)
    if options.output:
        measuring.write_results(options.output, {"machine": machine, "rows": rows}, text)


def compare(path: Path, directed: bool, tools: list[str], options: argparse.Namespace) -> list[dict[str, Any]]:
    """Rows of a graph."""
    import numpy as np

    from minent.graph import read_graph

    graph = read_graph(path, directed=directed)
    sources, targets, weights = graph.edges()
    stem = path.name.split(".")[0] if path.suffix in (".gz", ".bz2", ".xz", ".zst") else path.stem
    name = path.parent.name if stem in ("edges", "graph") else stem
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        arrays = Path(folder) / "graph.npz"
        np.savez(arrays, sources=sources, targets=targets, weights=weights, n=graph.n_nodes)
        for mode in options.modes:
            for tool in tools:
                if tool == "igraph" and mode == "multi":
                    continue
                runs = [
                    one_run(arrays, directed, tool, mode, seed, options.trials) for seed in range(1, options.seeds + 1)
                ]
                row = {"graph": name + (" (directed)" if directed else ""), "links": graph.n_links, "mode": mode}
                rows.append(row | {"tool": tool} | summary(graph, runs, options.mapeq))
    for row in rows:
        base = next((r for r in rows if r["tool"] == "infomap" and r["mode"] == row["mode"]), None)
        if base and row["tool"] == "minent":
            row["times"] = round(base["cpu_s"] / row["cpu_s"], 2)
            row["memory"] = round(row["peak_mb"] / base["peak_mb"], 2)
    return rows


def one_run(arrays: Path, directed: bool, tool: str, mode: str, seed: int, trials: int) -> dict[str, Any]:
    command = [
        sys.executable,
        __file__,
        "--measure",
        str(arrays),
        str(int(directed)),
        tool,
        mode,
        str(seed),
        str(trials),
    ]
    run = measuring.run_command([*command, str(trials)], env={"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    if run.status:
        raise SystemExit(run.stderr)
    return json.loads(run.stdout.splitlines()[-1])


def measure(arrays: str, directed: str, tool: str, mode: str, seed: str, trials: str) -> None:
    """One search in this process: its CPU seconds; the paths of the nodes go beside the arrays."""
    import numpy as np

    data = np.load(arrays)
    graph = (int(data["n"]), data["sources"], data["targets"], data["weights"])
    paths, seconds = RUNNERS[tool](graph, directed == "1", mode == "two", int(seed), int(trials))
    out = Path(arrays).with_name(f"{tool}-{mode}-{seed}.npy")
    np.save(out, paths)
    print(json.dumps({"cpu_s": seconds, "paths": str(out), "peak_mb": _peak_mb()}))


def _peak_mb() -> float:
    """Peak memory of this process since it began; the resource usage would count what its parent held before."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM"))


def by_minent(graph: Any, directed: bool, two_level: bool, seed: int, trials: int) -> tuple[Any, float]:
    import time

    import minent
    from minent.graph import Graph

    n, sources, targets, weights = graph
    made = Graph.from_edges(sources, targets, weights, n_nodes=n, directed=directed)
    begun = time.process_time()
    found = minent.infomap(made, two_level=two_level, seed=seed, trials=trials)
    return _modules(found.paths), time.process_time() - begun


def _modules(paths: Any) -> Any:
    """Paths without the rank of the node."""
    import numpy as np

    paths = paths.copy()
    depth = (paths != 0).sum(axis=1)
    paths[np.arange(len(paths)), depth - 1] = 0
    return paths[:, :-1]


def by_infomap(graph: Any, directed: bool, two_level: bool, seed: int, trials: int) -> tuple[Any, float]:
    import time
    import warnings

    import numpy as np
    from infomap import Infomap

    warnings.simplefilter("ignore")
    n, sources, targets, weights = graph
    search = Infomap(silent=True, two_level=two_level, seed=seed, num_trials=trials, directed=directed)
    search.add_nodes(range(n))
    search.add_links(np.column_stack([sources, targets, weights]))
    begun = time.process_time()
    search.run()
    seconds = time.process_time() - begun
    with tempfile.NamedTemporaryFile("r", suffix=".tree") as file:
        search.write_tree(file.name)
        found: dict[int, list[int]] = {}
        for line in Path(file.name).read_text().splitlines():
            if not line.startswith("#"):
                fields = line.split()
                found[int(fields[-1])] = list(map(int, fields[0].split(":")))[:-1]
    paths = np.zeros((n, max(map(len, found.values()))), np.int32)
    for node, path in found.items():
        paths[node, : len(path)] = path
    return paths, seconds


def by_igraph(graph: Any, directed: bool, two_level: bool, seed: int, trials: int) -> tuple[Any, float]:
    import random
    import time

    import igraph
    import numpy as np

    n, sources, targets, weights = graph
    made = igraph.Graph(n, np.column_stack([sources, targets]).tolist(), directed=directed)
    random.seed(seed)
    begun = time.process_time()
    found = made.community_infomap(edge_weights=weights.tolist(), trials=trials)
    return np.array(found.membership, np.int32)[:, None] + 1, time.process_time() - begun


RUNNERS = {"minent": by_minent, "infomap": by_infomap, "igraph": by_igraph}


def summary(graph: Any, runs: list[dict[str, Any]], judge: Path | None) -> dict[str, Any]:
    """Medians over the seeds."""
    import numpy as np

    import minent

    lengths, modules, levels = [], [], []
    for run in runs:
        paths = np.load(run["paths"])
        lengths.append(minent.map_equation(graph, paths))
        modules.append(len(np.unique(paths, axis=0)))
        levels.append(paths.shape[1] + 1)
        if judge:
            check(graph, paths, lengths[-1], judge)
    return {
        "codelength": round(statistics.median(lengths), 6),
        "best": round(min(lengths), 6),
        "modules": int(statistics.median(modules)),
        "levels": int(statistics.median(levels)),
        "cpu_s": round(statistics.median(run["cpu_s"] for run in runs), 4),
        "peak_mb": round(statistics.median(run["peak_mb"] for run in runs), 1),
    }


def check(graph: Any, paths: Any, codelength: float, judge: Path) -> None:
    """The independent codelength must be the same."""
    import numpy as np

    spec = importlib.util.spec_from_file_location("mapeq", judge)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mapeq"] = module
    spec.loader.exec_module(module)
    sources, targets, weights = graph.edges()
    flow = (module.directed if graph.directed else module.undirected)(
        graph.n_nodes, np.column_stack([sources, targets]), weights
    )
    told = module.hierarchical(flow, [tuple(part for part in path if part) for path in paths.tolist()])
    if abs(told - codelength) > 1e-9:
        raise SystemExit(f"codelengths differ: {codelength} and {told}")


def report(rows: list[dict[str, Any]], machine: dict[str, Any], options: argparse.Namespace) -> str:
    shown = [
        row | {name: f"{row[name]:.4f}" for name in ("codelength", "best")} | {"cpu_s": f"{row['cpu_s']:.3f}"}
        for row in rows
    ]
    judged = ", checked with an independent function to 1e-9" if options.mapeq else ""
    intro = (
        f"Medians over {options.seeds} seeds, {options.trials} trial(s), one thread; CPU seconds of the search, peak "
        f"memory of the process, codelength in bits by `minent.map_equation`{judged}. `times`: CPU seconds of "
        "`infomap` over those of minent.\n"
    )
    lines = [
        "# Communities by the map equation\n",
        measuring.machine_lines(machine),
        intro,
        measuring.markdown_table(shown, COLUMNS),
    ]
    for mode in options.modes:
        pairs = [
            (row, base)
            for row in rows
            for base in rows
            if (row["tool"], base["tool"]) == ("minent", "infomap")
            and row["mode"] == base["mode"] == mode
            and row["graph"] == base["graph"]
        ]
        if not pairs:
            continue
        change = [row["codelength"] / base["codelength"] - 1 if base["codelength"] else 0.0 for row, base in pairs]
        large = [row["times"] for row, _ in pairs if row["links"] > 100_000]
        lines.append(
            f"\n{mode}: lower on {sum(c < -1e-6 for c in change)} of {len(pairs)} graphs, more than 1e-4 higher on "
            f"{sum(c > 1e-4 for c in change)}; best of the seeds lower or equal on "
            f"{sum(row['best'] <= base['best'] * (1 + 1e-6) for row, base in pairs)}."
        )
        if large:
            mean = math.exp(statistics.mean(map(math.log, large)))
            lines.append(f" Above 100k links: {mean:.1f} times less CPU in the geometric mean, {min(large)} at least.")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
