"""``minent mlm``: raw text -> a masked language model."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from minent.cli import common
from minent.parse.options import DTYPES

if TYPE_CHECKING:
    from minent.parse.training_options import Step

_MINUTE = 60


@click.command("mlm")
@common.corpus_argument
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(),
    metavar="DIR",
    help="Folder for the model; a run that was stopped goes on from its checkpoint there.",
)
@click.option("--model", metavar="NAME|DIR", help="Encoder to go on from; by default a new small one.")
@click.option("--steps", type=int, metavar="N", help="Optimiser steps.")
@click.option("--minutes", type=float, metavar="X", help="Wall time instead of steps; such runs cannot be repeated.")
@click.option("--batch-tokens", type=int, default=2048, show_default=True, help="Tokens of a step.")
@click.option("--length", type=int, default=128, show_default=True, help="Longest sequence in tokens.")
@click.option("--learning-rate", type=float, default=5e-4, show_default=True, help="Its peak.")
@click.option("--mask-rate", type=float, default=0.2, show_default=True, help="Part of the tokens to mask.")
@click.option("--vocabulary", type=int, default=8000, show_default=True, help="Word pieces of a new model.")
@click.option("--hidden", type=int, default=256, show_default=True, help="Width of a new model.")
@click.option("--layers", type=int, default=4, show_default=True, help="Layers of a new model.")
@click.option("--heads", type=int, default=4, show_default=True, help="Attention heads of a new model.")
@click.option("--lower-case", is_flag=True, help="A new model folds upper and lower case.")
@click.option(
    "--dtype",
    type=click.Choice(DTYPES[:3]),
    default="auto",
    show_default=True,
    help="Of products; auto is bf16 on a GPU and float32 elsewhere.",
)
@click.option("--device", default="auto", show_default=True, metavar="auto|cpu|cuda[:N]", help="Where to compute.")
@click.option("--checkpoint-minutes", type=float, default=5.0, show_default=True, help="Time between checkpoints.")
@click.option("--seed", type=int, default=0, show_default=True, help="Decides new weights, order and masks.")
@common.encoding_option
@common.run_options
def command(corpus: tuple[str, ...], **options: Any) -> None:
    """Train a masked language model on raw text.

    CORPUS: files or folders of text. The model goes on from an encoder (--model) or is new: word pieces, and
    characters where scripts have no spaces. minent impact and minent parse read the folder, and so does Transformers.

    \b
    Example:
      minent mlm corpora/chinese --steps 9 --hidden 64 --vocabulary 999 --threads 1 -o model
    """
    from minent.parse.training import train_encoder
    from minent.parse.training_options import TrainingOptions

    output, quiet = options.pop("output"), options.pop("quiet")
    model, save_every = options.pop("model"), options.pop("checkpoint_minutes") * _MINUTE
    paths, encoding = common.corpus_paths(corpus), options.pop("encoding")
    training = TrainingOptions(**options)
    kept = list(_lines(paths, encoding)) if "-" in paths else None  # standard input cannot be read twice
    shown = _Line(quiet)
    last = train_encoder(
        lambda: kept if kept is not None else _lines(paths, encoding),
        output, model=model, options=training, save_every=save_every, report=shown,
    )  # fmt: skip
    shown.end()
    if last.seconds:
        rate = last.tokens / last.seconds
        common.note(f"{last.step:,} steps, loss {shown.loss:.2f} bits, {rate:,.0f} tokens/s", quiet)


def _lines(paths: list[str], encoding: str) -> Iterable[str]:
    from minent.text.lines import read_lines_of

    return read_lines_of(paths, encoding)


class _Line:
    """A line on standard error: how far a training is, its loss and its speed."""

    _KEPT = 0.98  # of the loss so far, a step counts for the rest

    def __init__(self, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self.loss = float("nan")

    def __call__(self, step: Step) -> None:
        """Show a step."""
        self.loss = step.loss if self.loss != self.loss else self._KEPT * self.loss + (1 - self._KEPT) * step.loss
        if self._shown:
            rate = step.tokens / max(step.seconds, 1e-9)
            text = f"{step.part:>4.0%}  step {step.step:,}  loss {self.loss:.2f} bits  {rate:,.0f} tokens/s"
            click.echo(f"\r{text:<78}", nl=False, err=True)

    def end(self) -> None:
        """Leave the line as it stands."""
        if self._shown:
            click.echo("", err=True)
