"""Communities by the map equation: codelength, CPU time and memory against other implementations.

    python benchmarks/compare/infomap.py GRAPH... [--directed GRAPH...] [--seeds 5] [--trials 1] [-o PREFIX]

GRAPH is anything `minent infomap` reads. Each run is a process of its own with one thread (`infomap_search.py`); CPU
seconds are those of the search, memory is the peak of the process, Python and NumPy included. ``--commands`` compares
what is typed in a shell instead. All partitions are judged by `minent.map_equation`, and with
``--mapeq FILE`` also by an independent one (a module with ``undirected``, ``directed``, ``hierarchical``).
The peers run if they are installed: ``infomap`` and ``igraph`` (both GPL, neither is a dependency).
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import importlib.util
import json
import lzma
import math
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

# In place of this folder, where this file would hide the package of its name.
sys.path[0] = str(Path(__file__).parents[1])

import measuring  # noqa: E402

OPENERS: dict[str, Any] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
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
    parser.add_argument("--commands", action="store_true", help="Only the whole commands, on edge lists.")
    options = parser.parse_args()
    machine = measuring.machine()
    machine["versions"] |= {name: measuring.version(name) for name in ("infomap", "igraph")}
    tools = [tool for tool in options.tools if tool == "minent" or importlib.util.find_spec(tool)]
    rows = []
    for path, directed in [(path, False) for path in options.graphs] + [(path, True) for path in options.directed]:
        with tempfile.TemporaryDirectory() as folder:
            found = (
                [row for mode in options.modes for row in commands(path, directed, mode, Path(folder))]
                if options.commands
                else compare(path, directed, tools, options)
            )
        for row in found:
            rows.append(row)
            print(json.dumps(row), flush=True)
    text = (report_commands if options.commands else report)(rows, machine, options)
    print(text)
    if options.output:
        measuring.write_results(options.output, {"machine": machine, "rows": rows}, text)


def compare(path: Path, directed: bool, tools: list[str], options: argparse.Namespace) -> list[dict[str, Any]]:
    """Rows of a graph."""
    import numpy as np

    from minent.graph import read_graph

    graph = read_graph(path, directed=directed)
    sources, targets, weights = graph.edges()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        arrays = Path(folder)
        for column, values in (("sources", sources), ("targets", targets), ("weights", weights), ("n", graph.n_nodes)):
            np.save(arrays / f"{column}.npy", values)
        for mode in options.modes:
            for tool in tools:
                if tool == "igraph" and mode == "multi":
                    continue
                runs = [
                    one_run(arrays, directed, tool, mode, seed, options.trials) for seed in range(1, options.seeds + 1)
                ]
                row = {"graph": named(path, directed), "links": graph.n_links, "mode": mode}
                rows.append(row | {"tool": tool} | summary(graph, runs, options.mapeq))
    for row in rows:
        base = next((r for r in rows if r["tool"] == "infomap" and r["mode"] == row["mode"]), None)
        if base and row["tool"] == "minent":
            row["times"] = round(base["cpu_s"] / row["cpu_s"], 2)
            row["memory"] = round(row["peak_mb"] / base["peak_mb"], 2)
    return rows


def one_run(arrays: Path, directed: bool, tool: str, mode: str, seed: int, trials: int) -> dict[str, Any]:
    script = Path(__file__).with_name("infomap_search.py")
    command = [sys.executable, str(script), str(arrays), str(int(directed)), tool, mode, str(seed), str(trials)]
    run = measuring.run_command(command, env={"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    if run.status:
        raise SystemExit(run.stderr)
    return json.loads(run.stdout.splitlines()[-1])


def commands(path: Path, directed: bool, mode: str, folder: Path) -> list[dict[str, Any]]:
    """Rows of the whole commands, reading and writing included: least CPU and memory of three runs."""
    plain = path
    if path.suffix in OPENERS:
        plain = folder / "graph.edges"
        with OPENERS[path.suffix](path) as source, plain.open("wb") as target:
            shutil.copyfileobj(source, target)
    flags = ["--two-level"] * (mode == "two") + ["--directed"] * directed
    out = str(folder / "out.tree")
    peer = str(Path(sys.executable).with_name("infomap"))
    rows: list[dict[str, Any]] = []
    for tool, command in (
        ("minent", [sys.executable, "-m", "minent", "infomap", str(plain), "-q", "--threads", "1", "-o", out]),
        ("infomap", [peer, str(plain), str(folder), "--silent"]),
    ):
        runs = measuring.repeat(3, lambda command=command: measuring.run_command([*command, *flags]))
        if runs[-1].status:
            raise SystemExit(runs[-1].stderr)
        least = {"cpu_s": round(min(run.cpu for run in runs), 3), "peak_mb": round(min(run.peak_mb for run in runs), 1)}
        rows.append({"graph": named(path, directed), "mode": mode, "tool": tool} | least)
    rows[0]["times"] = round(rows[1]["cpu_s"] / rows[0]["cpu_s"], 2)
    rows[0]["memory"] = round(rows[0]["peak_mb"] / rows[1]["peak_mb"], 2)
    return rows


def named(path: Path, directed: bool) -> str:
    """Name of a graph: of its folder where the file is called graph or edges."""
    stem = path.name.split(".")[0] if path.suffix in (".gz", ".bz2", ".xz", ".zst") else path.stem
    return (path.parent.name if stem in ("edges", "graph") else stem) + (" (directed)" if directed else "")


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


def report_commands(rows: list[dict[str, Any]], machine: dict[str, Any], options: argparse.Namespace) -> str:
    columns = {name: COLUMNS[name] for name in ("graph", "mode", "tool", "cpu_s", "times", "peak_mb", "memory")}
    lines = [
        "# Communities by the map equation: whole commands\n",
        measuring.machine_lines(machine),
        "Reading, searching and writing, one trial, one thread; CPU seconds and peak memory, least of three runs.\n",
        measuring.markdown_table(rows, columns),
    ]
    for mode in options.modes:
        times = [row["times"] for row in rows if row["mode"] == mode and "times" in row]
        memory = [row["memory"] for row in rows if row["mode"] == mode and "memory" in row]
        mean = math.exp(statistics.mean(map(math.log, times)))
        lines.append(
            f"\n{mode}: {mean:.1f} times less CPU in the geometric mean, {min(times)} at least; "
            f"{max(memory)} of the memory at most."
        )
    return "\n".join(lines) + "\n"


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
