"""Counting and word discovery of minent beside other tools, on the same file.

python benchmarks/compare/newwords.py CORPUS --gold GOLD.tsv -o PREFIX
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

import measuring
import quality
import tools

COLUMNS = {
    "tool": "tool",
    "version": "version",
    "cpu_s": "CPU s",
    "wall_s": "wall s",
    "peak_mb": "peak MB",
    "cpu_ratio": "CPU / minent",
    "entries": "entries",
    "p_1000": "P@1000",
    "p_5000": "P@5000",
    "precision": "P all",
    "recall": "recall",
    "f1": "F1",
    "f1_best": "F1 best 30k",
    "runs": "runs",
    "note": "note",
}


def parse_peers(_: click.Context, __: click.Parameter, value: str) -> list[str]:
    """Names separated by commas; all or none."""
    names = {"all": list(tools.PEERS), "none": []}.get(value)
    names = [name.strip() for name in value.split(",")] if names is None else names
    for name in names:
        if name not in tools.PEERS:
            raise click.BadParameter(f"{name!r} is not one of {', '.join(tools.PEERS)}")
    return names


@click.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--min-count", type=click.IntRange(min=1), default=32, show_default=True)
@click.option("--order", type=click.IntRange(min=2), default=4, show_default=True)
@click.option("--peers", callback=parse_peers, default="all", show_default=True, help="Names, or all, or none.")
@click.option("--peer-python", default=sys.executable, help="Interpreter that has the Python peers; by default this.")
@click.option("--runs", type=click.IntRange(min=1), default=3, show_default=True, help="Runs of minent.")
@click.option("--peer-runs", type=click.IntRange(min=1), default=1, show_default=True, help="Runs of each peer.")
@click.option("--any-size", is_flag=True, help="Run peers that are slow on inputs of more than 20 MB too.")
@click.option("--timeout", type=float, default=1800.0, show_default=True, help="Seconds until a run is killed.")
@click.option("--gold", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Gold words and counts.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Prefix of the .json and .md to write.")
def main(corpus: Path, min_count: int, order: int, gold: Path | None, output: Path | None, **options: Any) -> None:
    """Measure minent and the other tools that this machine has on CORPUS."""
    start = measuring.machine()
    # Beside the other temporary files, as the peers put hundreds of megabytes there.
    with tempfile.TemporaryDirectory(prefix="minent-compare-") as folder:
        task = tools.Task(corpus, min_count, order, Path(folder))
        peers, absent = tools.peer_tools(options["peers"], task, options["peer_python"], any_size=options["any_size"])
        own = tools.minent_tools(task)
        runs = measure(own, peers, options)
        # Reading lexicons makes this process large, which would be taken for memory of the next run.
        words = quality.read_gold(gold) if gold else None
        rows = [row_of(tool, runs[tool.name], words, min_count) for tool in own + peers]
    add_ratios(rows)
    report = {
        "title": f"Word discovery on {corpus.name}",
        "date": measuring.today(),
        "command": measuring.command_line(sys.argv),
        "machine": start,
        "input": input_of(corpus),
        "parameters": {"min_count": min_count, "order": order, "gold": gold.name if gold else None},
        "results": rows,
        "not_measured": absent,
    }
    text = to_markdown(report)
    click.echo(text)
    for path in measuring.write_results(output, report, text) if output else ():
        click.echo(f"wrote {path}", err=True)


def measure(own: list[tools.Tool], peers: list[tools.Tool], options: dict[str, Any]) -> dict[str, list[measuring.Run]]:
    """Run all tools in turn, round by round, so that a busy spell of the machine hits all of them."""
    runs: dict[str, list[measuring.Run]] = {tool.name: [] for tool in own + peers}
    for number in range(max(options["runs"], options["peer_runs"])):
        round_of = own if number < options["runs"] else []
        round_of = round_of + peers if number < options["peer_runs"] else round_of
        for tool in round_of:
            if runs[tool.name] and runs[tool.name][-1].status:
                continue
            run = measuring.run_command(tool.command, timeout=options["timeout"])
            runs[tool.name].append(run)
            state = "" if run.status == 0 else f", FAILED ({run.status})"
            click.echo(f"{tool.name}: {run.cpu:.2f} s CPU, {run.wall:.2f} s, {run.peak_mb:.0f} MB{state}", err=True)
    return runs


def row_of(tool: tools.Tool, runs: list[measuring.Run], gold: dict[str, int] | None, min_count: int) -> dict[str, Any]:
    """One row of the result; a failure is a row with its message."""
    row: dict[str, Any] = {"tool": tool.name, "version": tool.version}
    row["task"] = "words" if tool.finds_words else "counts"
    if runs[-1].status:
        message = runs[-1].stderr.strip().rpartition("\n")[2][:200]
        return {**row, "note": f"failed with status {runs[-1].status}: {message}"}
    row |= measuring.median(runs)
    row |= {"note": tool.note, "entries": tools.entries_of(tool, runs[-1])}
    if tool.finds_words and gold is not None:
        row |= quality.evaluate(quality.read_entries(tool.output), gold, min_count)
    return row


def add_ratios(rows: list[dict[str, Any]]) -> None:
    """CPU time over that of minent at the same task on one thread."""
    base = {row["task"]: row["cpu_s"] for row in reversed(rows) if row["tool"].startswith("minent") and "cpu_s" in row}
    for row in rows:
        if "cpu_s" in row and row["task"] in base:
            row["cpu_ratio"] = round(row["cpu_s"] / base[row["task"]], 2)


def input_of(corpus: Path) -> dict[str, Any]:
    """Size of the input."""
    with corpus.open("rb") as stream:
        n_lines = sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    return {"name": corpus.name, "bytes": corpus.stat().st_size, "lines": n_lines}


def to_markdown(report: dict[str, Any]) -> str:
    """Give the whole report as Markdown."""
    source, parameters = report["input"], report["parameters"]
    parts = [
        f"# {report['title']}, {report['date']}\n",
        measuring.machine_lines(report["machine"]),
        f"Input {source['name']}: {source['bytes']:,} bytes, {source['lines']:,} lines; "
        f"order {parameters['order']}, min count {parameters['min_count']}"
        + (f"; gold {parameters['gold']}" if parameters["gold"] else "")
        + ". Medians; CPU is user and system time with children.\n",
        f"`{report['command']}`\n",
    ]
    columns = {key: head for key, head in COLUMNS.items() if any(key in row for row in report["results"])}
    for task, heading in (("counts", "Counting n-grams"), ("words", "Finding words")):
        rows = [row for row in report["results"] if row["task"] == task]
        kept = {key: head for key, head in columns.items() if any(row.get(key) not in (None, "") for row in rows)}
        parts.append(f"## {heading}\n\n{measuring.markdown_table(rows, kept)}")
    if report["not_measured"]:
        heads = {"tool": "not measured", "reason": "why", "remedy": "what to do"}
        parts.append(measuring.markdown_table(report["not_measured"], heads))
    return "\n".join(parts)


if __name__ == "__main__":
    main()
