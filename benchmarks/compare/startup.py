"""Start of the command line beside the start of what it is made of.

python benchmarks/compare/startup.py -o PREFIX
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

import measuring

COMMANDS = {
    "minent --version": ("-m", "minent", "--version"),
    "minent --help": ("-m", "minent", "--help"),
    "minent newwords --help": ("-m", "minent", "newwords", "--help"),
    'python -c "import click, numpy"': ("-c", "import click, numpy"),
    'python -c ""': ("-c", ""),
}
COLUMNS = {"command": "command", "wall_ms": "wall ms", "cpu_ms": "CPU ms", "runs": "runs"}


@click.command()
@click.option("--runs", type=click.IntRange(min=1), default=15, show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Prefix of the .json and .md to write.")
def main(runs: int, output: Path | None) -> None:
    """Measure how long a command takes that does nothing."""
    start = measuring.machine()
    measured: dict[str, list[measuring.Run]] = {name: [] for name in COMMANDS}
    # The first round fills the caches and is dropped.
    for number in range(runs + 1):
        for name, arguments in COMMANDS.items():
            run = measuring.run_command([sys.executable, *arguments])
            if run.status:
                raise click.ClickException(f"{name} failed with status {run.status}: {run.stderr.strip()[-500:]}")
            if number:
                measured[name].append(run)
    report = {
        "title": "Start of the command line",
        "date": measuring.today(),
        "command": measuring.command_line(sys.argv),
        "machine": start,
        "results": [row_of(name, runs_of) for name, runs_of in measured.items()],
    }
    text = to_markdown(report)
    click.echo(text)
    for path in measuring.write_results(output, report, text) if output else ():
        click.echo(f"wrote {path}", err=True)


def row_of(name: str, runs: list[measuring.Run]) -> dict[str, Any]:
    """Medians in milliseconds."""
    figures = measuring.median(runs)
    return {
        "command": name,
        "wall_ms": round(figures["wall_s"] * 1000),
        "cpu_ms": round(figures["cpu_s"] * 1000),
        "runs": figures["runs"],
    }


def to_markdown(report: dict[str, Any]) -> str:
    """Give the report as Markdown."""
    parts = [
        f"# {report['title']}, {report['date']}\n",
        measuring.machine_lines(report["machine"]),
        measuring.markdown_table(report["results"], COLUMNS),
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    main()
