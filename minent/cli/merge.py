"""``minent merge``: tables of parts of a corpus -> the table of the whole."""

from __future__ import annotations

from typing import Any

import click

from minent.cli import common
from minent.cli.ngrams import FORMATS, measure_options, pick_format, write_table


@click.command("merge")
@click.argument("tables", nargs=-1, required=True, type=click.Path(), metavar="TABLE...")
@click.option("--min-count", type=int, metavar="N", help="Keep n-grams that occur N times in the whole.")
@measure_options
@common.output_options(FORMATS)
@click.option("-q", "--quiet", is_flag=True, help="No notes on standard error.")
def command(tables: tuple[str, ...], **options: Any) -> None:
    """Merge n-gram tables of disjoint parts of a corpus.

    TABLE: files that minent ngrams wrote with --min-count 1 in format npz. The result equals
    the table counted on the whole corpus. A single table is converted or pruned.

    \b
    Example:
      minent ngrams corpora/chinese/tea.txt --min-count 1 -o tea.npz
      minent ngrams corpora/chinese/bridge.txt --min-count 1 -o bridge.npz
      minent merge tea.npz bridge.npz --min-count 5 -o both.tsv
    """
    from minent.counts.merging import merge_tables
    from minent.counts.storage import load_table

    output, min_count, quiet = options["output"], options["min_count"], options["quiet"]
    common.check_writable(output)
    format = pick_format(options)
    loaded = [load_table(path) for path in tables]
    table = loaded[0] if len(loaded) == 1 else merge_tables(loaded, names=tables)
    if min_count is not None:
        table = table.prune(min_count)
    common.note(f"{table.n_tokens:,} units, min count {table.min_count:,}: {len(table):,} n-grams", quiet)
    write_table(table, output, format, options["measures"], options["top"], quiet)
