"""``minent ngrams``: n-gram counts with neighbours and scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from minent.cli import common
from minent.errors import ParameterError

if TYPE_CHECKING:
    from minent.columns import Columns
    from minent.counts import NgramTable

FORMATS = ("tsv", "csv", "jsonl", "parquet", "npz", "table")
SUFFIXES = {
    ".tsv": "tsv",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".npz": "npz",
    ".txt": "tsv",
}
MEASURES = ("pmi", "npmi", "t_score", "llr", "min_entropy", "bits_saved", "bits_saved_bound", "score")


measure_options = common.stacked(
    [
        click.option(
            "--measure",
            "measures",
            multiple=True,
            type=click.Choice(MEASURES),
            help="Add a score of each n-gram; may be repeated.",
        ),
        click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the first N n-grams."),
    ]
)


ESTIMATORS = ("plug_in", "miller_madow", "grassberger", "chao_shen")


@click.command("ngrams")
@common.corpus_argument
@common.counting_options
@measure_options
@click.option(
    "--entropy",
    type=click.Choice(ESTIMATORS),
    help="Instead of the n-grams, the entropy of those of each length by an estimator; needs --min-count 1.",
)
@common.text_options
@common.numbers_option("each")
@common.output_options(FORMATS)
@common.run_options
def command(corpus: tuple[str, ...], **options: Any) -> None:  # fmt: skip
    """Count all n-grams of 1 to --order units, exactly.

    CORPUS: text files (.gz .bz2 .xz .zst too), directories, globs, or - for standard input.
    Each n-gram comes with its count and with the number and entropy (in bits) of its left and right
    neighbours, shortest and then most frequent first. Format npz is the table itself: with
    --min-count 1 it can be merged with others (see minent merge).

    \b
    Examples:
      minent ngrams corpora/chinese --order 3 --measure pmi --top 10
      minent ngrams corpora/chinese --min-count 1 -o counts.npz
      minent ngrams corpora/chinese --min-count 1 --entropy grassberger
    """
    from minent.counts.counting import count_ngrams
    from minent.scores.rates import entropy_rates
    from minent.text.corpus import read_corpus

    common.check_writable(options["output"])
    format = pick_format(options)
    progress = common.make_progress(options["quiet"])
    text = read_corpus(
        common.corpus_paths(corpus), threads=options["threads"], progress=progress, **common.text_arguments(options)
    )
    table = count_ngrams(
        text, order=options["order"], min_count=options["min_count"], threads=options["threads"], progress=progress
    )
    if not text.n_tokens:
        common.note("the corpus is empty: no n-grams", options["quiet"])
    else:
        common.note(f"{text.n_tokens:,} units, min count {table.min_count:,}: {len(table):,} n-grams", options["quiet"])
    if options["entropy"]:
        common.write_columns(entropy_rates(table, options["entropy"]).columns(), options["output"], format)
    else:
        write_table(table, options["output"], format, options["measures"], options["top"], options["quiet"])


def pick_format(options: Mapping[str, Any]) -> str:
    """The format of the result; npz takes no scores and no selection."""
    format = common.pick_format(options["output"], options["format"], SUFFIXES)
    if format == "npz" and (options["measures"] or options["top"]):
        raise ParameterError("npz holds the whole table without scores; drop --measure and --top")
    if options.get("entropy"):
        if format == "npz" or options["measures"] or options["top"]:
            raise ParameterError("--entropy gives a row a length; drop --measure, --top and the format npz")
        if options["min_count"] != 1:
            raise ParameterError("--entropy needs the rare n-grams too; add --min-count 1")
    return format


def write_table(
    table: NgramTable, output: str, format: str, measures: tuple[str, ...], top: int | None, quiet: bool
) -> None:
    """Write a table of n-grams as columns or as itself."""
    from minent.counts.storage import save_table

    if format == "npz":
        save_table(table, output)
        return
    rows = common.terminal_rows(len(table), output, top, quiet)
    common.write_columns(sorted_columns(table, measures, rows), output, format)


def sorted_columns(table: NgramTable, measures: tuple[str, ...], n_rows: int) -> Columns:
    """The columns of the first rows by length and falling count."""
    import numpy as np

    from minent.scores.scoring import score_ngrams

    order = np.lexsort((-table.count, table.length))[:n_rows]
    columns = {**table.columns(), **score_ngrams(table).columns(measures)}
    chosen = order.tolist()
    return {
        name: column[order] if isinstance(column, np.ndarray) else [column[row] for row in chosen]
        for name, column in columns.items()
    }
