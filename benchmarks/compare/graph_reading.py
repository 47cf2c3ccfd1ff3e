"""Reading an edge list into sorted rows: minent beside NumPy, pandas and networkx.

python benchmarks/compare/graph_reading.py -o PREFIX
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

import measuring

_SYMMETRIC = "m = scipy.sparse.coo_array((w, (u, v)), shape=(n, n)); m = (m + m.T).tocsr(); m.sort_indices()"
# Each ends with an undirected graph: rows with ascending columns, repeated edges added up.
READERS = {
    "minent": ("import minent, minent.graph.reading", "graph = minent.read_graph(path)"),
    "pandas + scipy": (
        "import pandas, numpy as np, scipy.sparse",
        "f = pandas.read_csv(path, sep=' ', header=None, comment='#'); u, v = f[0].to_numpy(), f[1].to_numpy(); "
        "w = f[2].to_numpy() if 2 in f else np.ones(len(u)); n = max(u.max(), v.max()) + 1; " + _SYMMETRIC,
    ),
    "numpy.loadtxt + scipy": (
        "import numpy as np, scipy.sparse",
        "a = np.loadtxt(path); u, v = a[:, 0].astype('i4'), a[:, 1].astype('i4'); "
        "w = a[:, 2] if a.shape[1] > 2 else np.ones(len(u)); n = max(u.max(), v.max()) + 1; " + _SYMMETRIC,
    ),
    "networkx": (
        "import networkx",
        "graph = (networkx.read_weighted_edgelist if weighted else networkx.read_edgelist)(path)",
    ),
}
SLOW = {"networkx": 1_000_000, "numpy.loadtxt + scipy": 10_000_000}
COLUMNS = {
    "file": "file",
    "edges": "edges",
    "reader": "reader",
    "cpu_s": "CPU s",
    "edges_per_s": "edges/s",
    "bytes_per_edge": "peak bytes/edge",
    "ratio": "CPU / minent",
    "runs": "runs",
}


def write_edges(path: Path, n_edges: int, kind: str) -> None:
    """Random edges between a tenth as many nodes: by source as most files are, or in any order with weights."""
    import numpy as np

    rng = np.random.default_rng(20)
    n = max(n_edges // 10, 2)
    u, v = rng.integers(0, n, n_edges), rng.integers(0, n, n_edges)
    w = rng.integers(1, 10_000, n_edges) / 10_000
    if kind == "by source":
        u.sort()
    with path.open("w") as stream:
        for begin in range(0, n_edges, 100_000):
            part = slice(begin, begin + 100_000)
            rows = zip(u[part].tolist(), v[part].tolist(), w[part].tolist(), strict=True)
            if kind == "by source":
                stream.writelines(f"{a} {b}\n" for a, b, _ in rows)
            else:
                stream.writelines(f"{a} {b} {x}\n" for a, b, x in rows)


@click.command()
@click.option("--edges", type=click.IntRange(min=1000), default=10_000_000, show_default=True)
@click.option("--runs", type=click.IntRange(min=1), default=3, show_default=True)
@click.option("--any-size", is_flag=True, help="Also let slow readers read large files.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Prefix of the .json and .md to write.")
def main(edges: int, runs: int, any_size: bool, output: Path | None) -> None:
    """Measure CPU seconds and peak memory of reading edge lists, without the start of the interpreter."""
    start = measuring.machine()
    start["versions"] |= {name: measuring.version(name) for name in ("scipy", "pandas", "networkx")}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for kind, size in [("by source", edges), ("any order, weights", edges), ("by source", edges // 10)]:
            path = Path(folder) / "graph.edges"
            # In a process of its own: a large measuring process would hide the peaks.
            _run(f"import sys; sys.path[:0] = {sys.path[:2]!r}; from pathlib import Path; import graph_reading; "
                 f"graph_reading.write_edges(Path({str(path)!r}), {size}, {kind!r})")  # fmt: skip
            readers = [name for name in READERS if any_size or size <= SLOW.get(name, size)]
            rows += _measured(path, kind, size, readers, runs)
    report = {
        "title": "Reading edge lists",
        "date": measuring.today(),
        "command": measuring.command_line(sys.argv),
        "machine": start,
        "results": rows,
    }
    text = "\n".join(
        [
            f"# {report['title']}, {report['date']}\n",
            measuring.machine_lines(start),
            measuring.markdown_table(rows, COLUMNS),
        ]
    )
    click.echo(text)
    for written in measuring.write_results(output, report, text) if output else ():
        click.echo(f"wrote {written}", err=True)


def _run(program: str) -> measuring.Run:
    run = measuring.run_command([sys.executable, "-c", program])
    if run.status:
        raise click.ClickException(f"status {run.status}: {run.stderr.strip()[-500:]}")
    return run


def _measured(path: Path, kind: str, n_edges: int, readers: list[str], runs: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for name in readers:
        imports, program = READERS[name]
        prepared = f"{imports}; path = {str(path)!r}; weighted = {'weights' in kind}; "
        empty = [_run(prepared + "None") for _ in range(runs)]
        full = [_run(prepared + program) for _ in range(runs)]
        cpu = min(run.cpu for run in full) - min(run.cpu for run in empty)
        memory = min(run.peak_mb for run in full) - min(run.peak_mb for run in empty)
        rows.append(
            {
                "file": kind,
                "edges": n_edges,
                "reader": name,
                "cpu_s": round(cpu, 3),
                "edges_per_s": round(n_edges / cpu),
                "bytes_per_edge": round(memory * 1e6 / n_edges, 1),
                "ratio": round(cpu / rows[0]["cpu_s"], 1) if rows else 1.0,
                "runs": runs,
            }
        )
    return rows


if __name__ == "__main__":
    main()
