"""Measures of several systems, side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping

import click

from minent.cli import common

FORMATS = ("table", "json")
_DECIMALS = 4

format_option = click.option(
    "--format", "format", type=click.Choice(FORMATS), default="table", show_default=True, help="How the result looks."
)


def write_measures(scores: Mapping[str, Mapping[str, float | int | None]], format: str) -> None:
    """Write a row a measure and a column a file."""
    from minent.columns import write_table

    stream = common.utf8_stdout()
    if format == "json":
        records = [{"file": path, **{name: _rounded(one) for name, one in row.items()}} for path, row in scores.items()]
        stream.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
        return
    names = list(next(iter(scores.values())))
    columns = {"measure": names} | {path: [_shown(row[name]) for name in names] for path, row in scores.items()}
    write_table(columns, stream)


def _rounded(measure: float | int | None) -> float | int | None:
    return round(measure, _DECIMALS) if isinstance(measure, float) else measure


def _shown(measure: float | int | None) -> str:
    if measure is None:
        return "-"
    return f"{measure:.{_DECIMALS}f}" if isinstance(measure, float) else str(measure)
