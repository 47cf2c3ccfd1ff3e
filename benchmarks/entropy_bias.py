"""Bias of the entropy estimates against d and n: a table and a plot.

    python benchmarks/entropy_bias.py -o benchmarks/results/entropy_bias

writes ``entropy_bias.csv`` and, with Matplotlib, ``entropy_bias.svg``. Errors are means over seeds, in nats.
"""

from __future__ import annotations

import argparse
import csv
import math
from pathlib import Path

import numpy as np

from minent import entropy

DIMENSIONS = (1, 2, 3, 5, 10, 20, 50)
SIZES = (300, 1000, 3000)
SEEDS = 5
GAUSS = 0.5 * math.log(2 * math.pi * math.e)


def correlated(n: int, d: int, rng: np.random.Generator) -> np.ndarray:
    """Correlation 0.9 of all pairs."""
    return math.sqrt(0.1) * rng.standard_normal((n, d)) + math.sqrt(0.9) * rng.standard_normal((n, 1))


# Name: (sampler, entropy in nats)
DISTRIBUTIONS = {
    "normal": (lambda n, d, g: g.standard_normal((n, d)), lambda d: d * GAUSS),
    "normal, correlation 0.9": (
        correlated,
        lambda d: d * GAUSS + 0.5 * ((d - 1) * math.log(0.1) + math.log(0.1 + 0.9 * d)),
    ),
    "uniform": (lambda n, d, g: g.random((n, d)), lambda d: 0.0),
    "exponential": (lambda n, d, g: g.standard_exponential((n, d)), float),
}
ESTIMATORS = {
    "max norm": {"metric": "chebyshev"},
    "Euclidean": {},
    "bias reduced": {"reduce_bias": True},
}


def errors() -> list[dict[str, object]]:
    rows = []
    for name, (sampler, truth) in DISTRIBUTIONS.items():
        for d in DIMENSIONS:
            for n in SIZES:
                samples = [sampler(n, d, np.random.default_rng(seed)) for seed in range(SEEDS)]
                for estimator, options in ESTIMATORS.items():
                    found = [entropy.entropy(x, base=math.e, workers=1, **options) - truth(d) for x in samples]
                    rows.append(
                        {
                            "distribution": name,
                            "d": d,
                            "n": n,
                            "estimator": estimator,
                            "bias": round(float(np.mean(found)), 4),
                            "sd": round(float(np.std(found)), 4),
                        }
                    )
    return rows


def plot(rows: list[dict[str, object]], path: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    # The same file for the same figures, with text as text.
    matplotlib.rcParams.update({"svg.hashsalt": "minent", "svg.fonttype": "none"})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(2, 2, figsize=(10, 7), sharex=True)
    styles = dict(zip(SIZES, (":", "--", "-"), strict=True))
    for axis, name in zip(axes.flat, DISTRIBUTIONS, strict=True):
        for colour, estimator in enumerate(ESTIMATORS):
            for n in SIZES:
                line = [r for r in rows if (r["distribution"], r["n"], r["estimator"]) == (name, n, estimator)]
                axis.plot(
                    [r["d"] for r in line],
                    [r["bias"] for r in line],
                    styles[n],
                    color=f"C{colour}",
                    marker=".",
                    label=f"{estimator}, n = {n}",
                )
        axis.set(title=name, xscale="log", xlabel="d", ylabel="bias (nats)", xticks=DIMENSIONS)
        axis.set_xticklabels(DIMENSIONS)
        axis.set_yscale("symlog", linthresh=0.1)
        axis.axhline(0, color="grey", linewidth=0.5)
    axes.flat[0].legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=Path("entropy_bias"))
    output = parser.parse_args().output
    rows = errors()
    with output.with_suffix(".csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    try:
        plot(rows, output.with_suffix(".svg"))
    except ImportError:
        print("no plot: pip install matplotlib")


if __name__ == "__main__":
    main()
