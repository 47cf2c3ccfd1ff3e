"""Growth of time and memory of ``minent newwords`` with the size of the text.

python benchmarks/compare/scaling.py TEXT... --sizes 10,30,100,300,1000 -o PREFIX
"""

from __future__ import annotations

import itertools
import math
import multiprocessing
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

import measuring

SYNTHETIC = Path(__file__).parents[2] / "corpora" / "synthetic.py"
BYTES_PER_CHARACTER = 3
THREADS = (1, 2)
COLUMNS = {
    "megabytes": "MB",
    "real_mb": "of real text",
    "threads": "threads",
    "cpu_s": "CPU s",
    "wall_s": "wall s",
    "peak_mb": "peak MB",
    "mb_per_cpu_s": "MB / CPU s",
    "exponent": "exponent",
    "speedup": "wall speed-up",
    "entries": "words",
    "runs": "runs",
}


def parse_sizes(_: click.Context, __: click.Parameter, value: str) -> list[int]:
    """Megabytes separated by commas, rising."""
    try:
        return sorted(int(part) for part in value.split(","))
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a list of numbers such as 10,100,1000") from None


@click.command()
@click.argument("texts", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sizes", callback=parse_sizes, default="10,30,100,300,1000", show_default=True, help="Megabytes.")
@click.option("--runs", type=click.IntRange(min=1), default=3, show_default=True)
@click.option("--min-count", type=click.IntRange(min=1), help="The same for all sizes; by default minent's own choice.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Prefix of the .json and .md to write.")
def main(texts: tuple[Path, ...], sizes: list[int], runs: int, min_count: int | None, output: Path | None) -> None:
    """Measure minent on texts of growing size, cut from the distinct lines of TEXTS.

    Where these do not suffice, text of corpora/synthetic.py is added, and the part that is real
    is stated.
    """
    start = measuring.machine()
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="minent-scaling-") as folder:
        pool = Path(folder) / "pool.txt"
        real = in_other_process(make_pool, texts, pool, sizes[-1] * 10**6)
        for size in sizes:
            text = Path(folder) / "text.txt"
            cut(pool, text, size * 10**6)
            rows += measure(text, min(real, text.stat().st_size), runs, min_count)
    add_growth(rows)
    report = {
        "title": "Growth of minent newwords",
        "date": measuring.today(),
        "command": measuring.command_line(sys.argv),
        "machine": start,
        "texts": [path.name for path in texts],
        "min_count": min_count,
        "results": rows,
    }
    text_of = to_markdown(report)
    click.echo(text_of)
    for path in measuring.write_results(output, report, text_of) if output else ():
        click.echo(f"wrote {path}", err=True)


def in_other_process(function: Any, *arguments: Any) -> Any:
    """Call in a process of its own, since the memory it needs would count as that of later commands."""
    with multiprocessing.get_context("spawn").Pool(1) as workers:
        return workers.apply(function, arguments)


def make_pool(texts: tuple[Path, ...], pool: Path, size: int) -> int:
    """Write distinct lines until `size`, then synthetic text; return the bytes of real text."""
    seen: set[int] = set()
    real = 0
    with pool.open("wb") as target:
        for path in texts:
            with path.open("rb") as source:
                for line in source:
                    if real >= size:
                        break
                    if hash(line) not in seen:
                        seen.add(hash(line))
                        real += target.write(line)
    if real < size and SYNTHETIC.exists():
        add_synthetic(pool, size - real)
    return real


def add_synthetic(pool: Path, size: int) -> None:
    """Append synthetic text of about `size` bytes."""
    made = pool.with_name("synthetic.txt")
    characters = math.ceil(size / BYTES_PER_CHARACTER * 1.1)
    options = {"--characters": characters, "--words": max(20_000, math.isqrt(characters) * 10), "--seed": 1}
    command = [sys.executable, str(SYNTHETIC), "-o", str(made), "--lexicon", str(made.with_suffix(".lexicon"))]
    command += [part for name, value in options.items() for part in (name, str(value))]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with pool.open("ab") as target, made.open("rb") as source:
        while block := source.read(1 << 20):
            target.write(block)
    made.unlink()


def cut(pool: Path, text: Path, size: int) -> None:
    """Copy the first lines of the pool, about `size` bytes."""
    with pool.open("rb") as source, text.open("wb") as target:
        while (rest := size - target.tell()) > 0 and (block := source.read(min(rest, 1 << 20))):
            target.write(block)
        target.write(source.readline())


def measure(text: Path, real: int, runs: int, min_count: int | None) -> list[dict[str, Any]]:
    """Measure one size on one and two threads in turn."""
    found = text.with_name("words.tsv")
    command = [sys.executable, "-m", "minent", "newwords", str(text), "-q", "-o", str(found)]
    command += ["--min-count", str(min_count)] if min_count else []
    measured: dict[int, list[measuring.Run]] = {threads: [] for threads in THREADS}
    for _ in range(runs):
        for threads in THREADS:
            run = measuring.run_command([*command, "--threads", str(threads)])
            if run.status:
                raise click.ClickException(f"minent failed with status {run.status}: {run.stderr.strip()[-500:]}")
            measured[threads].append(run)
    size = text.stat().st_size / 1e6
    with found.open("rb") as stream:
        entries = sum(1 for _ in stream) - 1
    rows = []
    for threads in THREADS:
        row = {"megabytes": round(size, 1), "real_mb": round(real / 1e6, 1), "threads": threads, "entries": entries}
        row |= measuring.median(measured[threads])
        row["mb_per_cpu_s"] = round(size / row["cpu_s"], 1)
        rows.append(row)
        click.echo(f"{size:.0f} MB, {threads} threads: {row['cpu_s']} s CPU, {row['peak_mb']} MB", err=True)
    return rows


def add_growth(rows: list[dict[str, Any]]) -> None:
    """Add the exponent of CPU time against the size before it, and the wall time saved by a second thread."""
    for one, two in zip(rows[::2], rows[1::2], strict=True):
        two["speedup"] = round(one["wall_s"] / two["wall_s"], 2)
    for threads in range(len(THREADS)):
        series = rows[threads :: len(THREADS)]
        for smaller, larger in itertools.pairwise(series):
            growth = math.log(larger["megabytes"] / smaller["megabytes"])
            larger["exponent"] = round(math.log(larger["cpu_s"] / smaller["cpu_s"]) / growth, 2) if growth else None


def to_markdown(report: dict[str, Any]) -> str:
    """Give the report as Markdown."""
    parts = [
        f"# {report['title']}, {report['date']}\n",
        measuring.machine_lines(report["machine"]),
        (
            f"Distinct lines of {', '.join(report['texts'])}, then synthetic text. Medians. An exponent of 1 "
            "means that CPU time grows as the text does; it compares a size with the one before.\n"
        ),
        f"`{report['command']}`\n",
        measuring.markdown_table(report["results"], COLUMNS),
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    main()
