"""Entropy and mutual information by nearest neighbours: CPU time and memory against other ways to get them.

    python benchmarks/compare/entropy.py [-o results.md] [--repeats 3]

Each measurement is a process of its own with one thread; CPU seconds are the least of the repeats, memory is
the growth of the peak over the input in place. The peers:

- ``kd-tree``: SciPy's cKDTree with the formulas as NPEET and the packages like it write them (they agree in
  value; their time is that of this tree and more)
- ``scikit-learn``: mutual_info_regression, for one column each
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np

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
K = 3


def sample(kind: str, n: int, d: int) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(0)
    x = rng.standard_normal((n, d))
    return (x,) if kind == "H" else (x, 0.6 * x + 0.8 * rng.standard_normal((n, d)))


def by_minent(kind: str, arrays: tuple[np.ndarray, ...], metric: str):
    from minent import entropy

    if kind == "H":
        return lambda: entropy.entropy(*arrays, K, metric=metric, base=np.e, workers=1)
    return lambda: entropy.mutual_information(*arrays, K, base=np.e, workers=1)


def by_tree(kind: str, arrays: tuple[np.ndarray, ...], metric: str):
    from scipy.spatial import cKDTree
    from scipy.special import digamma, gammaln

    p = 2 if metric == "euclidean" else np.inf

    def entropy() -> float:
        (x,) = arrays
        n, d = x.shape
        distance = cKDTree(x).query(x, [K + 1], p=p)[0][:, 0]
        ball = d * np.log(2) if p == np.inf else d / 2 * np.log(np.pi) - gammaln(d / 2 + 1)
        return digamma(n) - digamma(K) + ball + d * np.log(distance).mean()

    def information() -> float:
        x, y = arrays
        joint = np.hstack(arrays)
        distance = cKDTree(joint).query(joint, [K + 1], p=np.inf)[0][:, 0]
        inside = np.nextafter(distance, 0)
        counts = [cKDTree(z).query_ball_point(z, inside, p=np.inf, return_length=True) for z in (x, y)]
        return digamma(K) + digamma(len(x)) - sum(digamma(c).mean() for c in counts)

    return entropy if kind == "H" else information


def by_sklearn(kind: str, arrays: tuple[np.ndarray, ...], metric: str):
    from sklearn.feature_selection import mutual_info_regression

    x, y = arrays
    return lambda: mutual_info_regression(x, y[:, 0], n_neighbors=K, random_state=0)[0]


WAYS = {"minent": by_minent, "kd-tree": by_tree, "scikit-learn": by_sklearn}


def measure(way: str, case: int) -> None:
    kind, n, d, metric, _ = CASES[case]
    WAYS[way](kind, sample(kind, 200, d), metric)()  # imports and first calls are not what is measured
    arrays = sample(kind, n, d)
    call = WAYS[way](kind, arrays, metric)
    before, begun = peak(), time.process_time()
    value = call()
    seconds = time.process_time() - begun
    print(json.dumps({"seconds": seconds, "mb": (peak() - before) / 1024, "value": float(value)}))


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def best(way: str, case: int, repeats: int) -> dict[str, float]:
    runs = []
    for _ in range(repeats):
        command = [sys.executable, __file__, "--measure", way, str(case)]
        threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        run = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | threads)
        runs.append(json.loads(run.stdout))
    least = min(runs, key=lambda run: run["seconds"])
    return least | {"mb": min(run["mb"] for run in runs)}


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())


def report(repeats: int) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "scikit-learn"))
    lines = [
        "# Entropy and mutual information: CPU seconds of one thread, MB over the input",
        "",
        f"{processor()}, Python {platform.python_version()}, {versions}; least of {repeats} runs, k = {K}.",
        "",
        "| case | bar (s) | minent (s) | kd-tree (s) | sklearn (s) | times | MB | kd-tree MB | nats | kd-tree nats |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for i, (kind, n, d, metric, bar) in enumerate(CASES):
        own, tree = best("minent", i, repeats), best("kd-tree", i, 1 if d > 5 else repeats)
        other = best("scikit-learn", i, repeats) if kind == "MI" and d == 1 else None
        least = min(tree["seconds"], other["seconds"] if other else np.inf)
        size = f"{d}+{d}" if kind == "MI" else str(d)
        lines.append(
            f"| {kind} n={n:,} d={size} {metric} | {bar} | {own['seconds']:.3f} | {tree['seconds']:.3f} "
            f"| {other['seconds'] if other else float('nan'):.3f} | {least / own['seconds']:.1f} | {own['mb']:.0f} "
            f"| {tree['mb']:.0f} | {own['value']:.4f} | {tree['value']:.4f} |".replace("nan", "")
        )
        print(lines[-1], flush=True)
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure[0], int(options.measure[1]))
        return
    text = report(options.repeats)
    if options.output:
        options.output.write_text(text)


if __name__ == "__main__":
    main()
