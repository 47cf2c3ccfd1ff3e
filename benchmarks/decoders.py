"""Decoders: microseconds a sentence, and networkx on the same matrices.

    python benchmarks/decoders.py [--networkx]

CPU time of one thread, the best of five rounds; matrices are uniform noise, float32, many at once. With
``--networkx`` also the maximum spanning arborescence of networkx (milliseconds, a few sentences).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np

from minent.parse import _decoders, constituents, dependencies
from minent.parse.decoder_options import CONSTITUENT_METHODS, DEPENDENCY_METHODS

SIZES = (10, 25, 50)
ROUNDS = 5
CELLS = 1_000_000


def best(work: Callable[[], object], n: int) -> float:
    """CPU microseconds for each of n, the best of several rounds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times) / n * 1e6


def kernel(values: np.ndarray, size: int, kind: str, number: int) -> float:
    """The compiled decoder on many matrices at once."""
    n = len(values) // size**2
    sizes = np.full(n, size, np.int64)
    if kind == "heads":
        out = np.empty(n * size, np.int32)
        return best(lambda: _decoders.heads(values, sizes, number, 0, False, None, None, out), n)
    spans = np.empty((n * (size - 1), 2), np.int32)
    return best(lambda: _decoders.spans(values, sizes, number, spans), n)


def show(name: str, figures: list[float]) -> None:
    print(f"{name:<34}" + "".join(f"{figure:>10.1f}" for figure in figures))


def with_networkx(rng: np.random.Generator) -> None:
    import networkx

    figures = []
    for size in SIZES:
        matrix = rng.random((size, size))
        graph = networkx.DiGraph()
        graph.add_weighted_edges_from((h, d, matrix[d, h]) for d in range(size) for h in range(size) if h != d)
        figures.append(best(lambda graph=graph: networkx.maximum_spanning_arborescence(graph), 1))
    show(f"networkx {networkx.__version__} arborescence", figures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--networkx", action="store_true")
    arguments = parser.parse_args()
    rng = np.random.default_rng(0)
    matrices = {size: rng.random(CELLS // size**2 * size**2).astype(np.float32) for size in SIZES}
    show("us a sentence; words", [float(size) for size in SIZES])
    for number, name in enumerate(DEPENDENCY_METHODS):
        show(name, [kernel(values, size, "heads", number) for size, values in matrices.items()])
    for number, name in enumerate(CONSTITUENT_METHODS):
        show(name, [kernel(values, size, "spans", number) for size, values in matrices.items()])
    one = {size: values[: size**2].reshape(size, size) for size, values in matrices.items()}
    show(
        "dependencies(matrix), one by one",
        [best(lambda m=m: [dependencies(m) for _ in range(99)], 99) for m in one.values()],
    )
    show(
        "constituents(matrix), one by one",
        [best(lambda m=m: [constituents(m) for _ in range(99)], 99) for m in one.values()],
    )
    if arguments.networkx:
        with_networkx(rng)


if __name__ == "__main__":
    main()
