"""``minent impact``: raw text and a masked language model -> impact matrices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from minent.cli import common
from minent.parse.options import AVERAGES, DTYPES, METRICS, PAIRS, UNITS

F = TypeVar("F", bound=Callable[..., Any])
_ENCODER = ("layer", "dtype", "device")
_IMPACT = ("metric", "average", "units", "window", "stride", "token_budget")

encoder_options = common.stacked(
    [
        click.option("--layer", type=int, metavar="N", help="Layer to read; by default the last."),
        click.option("--dtype", type=click.Choice(DTYPES), default="auto", show_default=True,
                     help="Of weights and states; auto is bf16 on a GPU and float32 elsewhere."),
        click.option("--device", default="auto", show_default=True, metavar="auto|cpu|cuda[:N]",
                     help="Where to compute."),
    ]
)  # fmt: skip

impact_options = common.stacked(
    [
        click.option("--units", type=click.Choice(UNITS), default="words", show_default=True,
                     help="Words and marks, what stands between spaces, characters, or pieces of the tokenizer."),
        click.option("--metric", type=click.Choice(METRICS), default="dist", show_default=True,
                     help="Distance or angle of hidden states; fall of the probability or of its logarithm."),
        click.option("--average", type=click.Choice(AVERAGES), default="distances", show_default=True,
                     help="Pieces of a word: mean of their distances, or distance of their mean states."),
        click.option("--window", type=int, metavar="N", help="Only pairs of units at most so far apart."),
        click.option("--stride", type=int, metavar="N",
                     help="With adjacent pairs: mask units so far apart in one copy; faster, not exact."),
        click.option("--token-budget", type=int, metavar="N",
                     help="Tokens in the encoder at a time; 4,096 on the processor, 131,072 on a GPU by default."),
    ]
)  # fmt: skip


@click.command("impact")
@common.corpus_argument
@click.option("--model", required=True, metavar="NAME|DIR", help="A masked language model that Transformers reads.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(),
    metavar="DIR",
    help="Folder for the matrices; a run that was stopped goes on there.",
)
@click.option(
    "--pairs",
    type=click.Choice(PAIRS),
    default="all",
    show_default=True,
    help="All pairs of units of a line, or neighbours only.",
)
@impact_options
@encoder_options
@common.encoding_option
@common.run_options
def command(corpus: tuple[str, ...], **options: Any) -> None:
    """Compute what the words of each line matter to each other.

    CORPUS: text with a sentence a line. The folder holds NumPy archives, which minent.parse.load_impacts reads and
    minent parse decodes into words and trees. A line longer than the model is cut behind punctuation.

    \b
    Example:
      minent mlm corpora/chinese --steps 9 --hidden 64 --vocabulary 999 --threads 1 -o model
      minent impact corpora/chinese/tea.txt --model model --units chars --pairs adjacent -o f
    """
    from minent.parse.stored import store_impacts
    from minent.text.lines import read_lines_of

    quiet = options["quiet"]
    paths = common.corpus_paths(corpus)
    encoder = make_encoder(options)
    n_lines = store_impacts(
        read_lines_of(paths, options["encoding"]),
        encoder,
        options["output"],
        skipped=lambda line, why: common.note(f"line {line}: {why}", quiet),
        progress=common.make_progress(quiet),
        pairs=options["pairs"],
        **impact_arguments(options),
    )
    common.note(f"{n_lines:,} lines", quiet)


def make_encoder(options: dict[str, Any]) -> Any:
    """The encoder of a command with `encoder_options`, on as many threads as asked for."""
    from minent.arguments import thread_count
    from minent.parse.encoder import load_encoder
    from minent.parse.models import import_torch

    threads = thread_count(options["threads"])
    import_torch().set_num_threads(threads)
    head = options["metric"] in ("prob", "cpmi")
    return load_encoder(options["model"], head=head, **{name: options[name] for name in _ENCODER})


def impact_arguments(options: dict[str, Any]) -> dict[str, Any]:
    """Those of the command's options that `impact_matrices` takes."""
    return {name: options[name] for name in _IMPACT}
