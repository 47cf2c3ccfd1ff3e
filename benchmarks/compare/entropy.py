"""Entropy and mutual information by nearest neighbours: CPU time and memory of minent and other ways to get them.

    python benchmarks/compare/entropy.py -o benchmarks/results/2026-01-31-entropy

Each measurement is a process of its own with one thread; CPU seconds are the least of the repeats, memory is the
growth of the peak over the input in place. The peers are in ``drivers/entropy_peers.py``; those that the
interpreter named by --peer-python can import are run. SciPy's tree with the usual formulas always is.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

import measuring

# (kind, n, d, metric, bar in CPU seconds)
CASES = (
    ("H", 10**6, 1, "euclidean", 0.3),
    ("H", 10**6, 2, "euclidean", 0.8),
    ("H", 10**6, 3, "euclidean", 1.2),
    ("H", 10**6, 3, "chebyshev", 1.2),
    ("H", 10**5, 10, "euclidean", 6.0),
    ("H", 10**5, 10, "chebyshev", 6.0),
    ("H", 10**4, 50, "euclidean", 0.4),
    ("H", 10**4, 50, "chebyshev", 0.4),
    ("MI", 10**5, 1, "chebyshev", 0.15),
    ("MI", 10**5, 3, "chebyshev", 2.5),
)
DRIVER = Path(__file__).parent / "drivers" / "entropy_peers.py"
LARGEST_MB = 40  # over the input, at n = 10^6 and d = 3
THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}


def best(way: str, case: int, repeats: int, python: str, timeout: float) -> dict[str, float] | None:
    runs = []
    for _ in range(repeats):
        kind, n, d, metric, _ = CASES[case]
        command = [python, str(DRIVER), "measure", way, kind, str(n), str(d), metric]
        run = measuring.run_command(command, env=THREADS, timeout=timeout)
        if run.status:
            return None
        runs.append(json.loads(run.stdout.splitlines()[-1]))
    if runs[0] is None:
        return None
    return min(runs, key=lambda run: run["seconds"]) | {"mb": min(run["mb"] for run in runs)}


def label(case: int) -> str:
    kind, n, d, metric, _ = CASES[case]
    return f"{kind} n={n:,} d={d}+{d}" if kind == "MI" else f"{kind} n={n:,} d={d} {metric}"


def table(found: dict[int, dict[str, dict[str, float]]], names: list[str]) -> str:
    """Markdown: seconds and memory of every tool, a row a case."""
    lines = [
        f"| case | bar | {' | '.join(names)} | best peer / minent |",
        f"|---|---|{'---|' * (len(names) + 1)}",
    ]
    for case, results in found.items():
        cells = [f"{results[n]['seconds']:.3f} s, {results[n]['mb']} MB" if n in results else "" for n in names]
        least = min(results[name]["seconds"] for name in results if name != "minent")
        own = results["minent"]["seconds"]
        lines.append(f"| {label(case)} | {CASES[case][4]} s | {' | '.join(cells)} | {least / own:.1f} |")
    return "\n".join(lines)


@click.command(help=__doc__.splitlines()[0])
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Prefix of the .json and .md to write.")
@click.option("--repeats", type=click.IntRange(min=1), default=3, show_default=True)
@click.option("--peer-repeats", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--peer-python", default=sys.executable, help="Interpreter with the peers; this one by default.")
@click.option("--timeout", type=float, default=120, show_default=True, help="Seconds for a peer's measurement.")
def main(output: Path | None, repeats: int, peer_repeats: int, peer_python: str, timeout: float) -> None:
    listing = subprocess.run([peer_python, str(DRIVER), "installed"], check=True, capture_output=True, text=True)
    versions = json.loads(listing.stdout)
    names = ["minent", *(name for name in versions if name != "minent")]
    start, found = measuring.machine(), {}
    for case, (kind, n, d, _, bar) in enumerate(CASES):
        found[case] = {}
        for name in names:
            own = name == "minent"
            python = sys.executable if own else peer_python
            result = best(name, case, repeats if own else peer_repeats, python, timeout)
            if result:
                found[case][name] = result
        held = found[case]["minent"]["seconds"] <= bar
        if (kind, n, d) == ("H", 10**6, 3):
            held = held and found[case]["minent"]["mb"] <= LARGEST_MB
        print(table({case: found[case]}, names).splitlines()[-1], "" if held else "MISSED", flush=True)
    if output:
        report = {
            "machine": start,
            "command": measuring.command_line(sys.argv),
            "peers": versions,
            "cases": {label(case): results for case, results in found.items()},
        }
        measuring.write_results(output, report, markdown(report, table(found, names), repeats, peer_repeats, timeout))


def markdown(report: dict[str, Any], table: str, repeats: int, peer_repeats: int, timeout: float) -> str:
    tools = ", ".join(f"{name} {number}" for name, number in report["peers"].items() if number)
    return (
        f"# Entropy and mutual information by nearest neighbours, {measuring.today()}\n\n"
        f"{measuring.machine_lines(report['machine'])}\n\n"
        f"Peers: {tools}; they take the max norm throughout, kd-tree the metric named. CPU seconds of one thread and "
        f"MB over the input; k = 3; least of {repeats} runs, of {peer_repeats} for peers. Empty: no such estimator, or "
        f"more than {timeout:g} s.\n\n"
        f"`{report['command']}`\n\n{table}\n"
    )


if __name__ == "__main__":
    main()
