"""Options, progress and output that commands share."""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Callable, Mapping
from typing import IO, TYPE_CHECKING, Any, ClassVar, TypeVar

import click

from minent.errors import OutputError, ParameterError
from minent.progress import Progress, Silent
from minent.text.options import DEDUP, ERRORS, LATIN, NORMALIZE, NUMBERS, UNITS

if TYPE_CHECKING:
    from minent.columns import Columns

F = TypeVar("F", bound=Callable[..., Any])

TEXT_OPTIONS = ("unit", "latin", "encoding", "errors", "jsonl_field", "normalize", "fold_case", "dedup", "numbers")
LEXICON_FORMATS = ("tsv", "csv", "jsonl", "parquet", "jieba", "ik", "words", "table")
_TERMINAL_ROWS = 50


def stacked(options: list[Callable[[F], F]]) -> Callable[[F], F]:
    """One decorator of several options, shown in their order."""

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


class CommandWithAnother(click.Command):
    """A command; with a certain word first, the command of another module."""

    word: ClassVar[str]
    module: ClassVar[str]

    @property
    def other(self) -> click.Command:
        """The other command."""
        command: click.Command = importlib.import_module(self.module).command
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of this command, or of the other."""
        if args[:1] == [self.word]:
            return self.other.make_context(f"{info_name} {self.word}", args[1:], parent=parent, **extra)
        return super().make_context(info_name, args, parent=parent, **extra)


encoding_option = click.option(
    "--encoding", default="utf-8", show_default=True, metavar="NAME|auto",
    help="Encoding of the text: auto, or a name such as gb18030.",
)  # fmt: skip

output_option = click.option(
    "-o", "--output", type=click.Path(allow_dash=True), default="-",
    help="File to write, whole or not at all; standard output by default.",
)  # fmt: skip

corpus_argument = click.argument("corpus", nargs=-1, type=click.Path(allow_dash=True), metavar="[CORPUS]...")

text_options = stacked(
    [
        click.option("--unit", type=click.Choice(UNITS), default="char", show_default=True,
                     help="Count characters, or tokens between white space and punctuation."),
        click.option("--latin", type=click.Choice(LATIN), default="run", show_default=True,
                     help="With --unit char: a run of letters of spaced scripts and digits is one unit, each is "
                     "one, or they are boundaries."),
        encoding_option,
        click.option("--errors", type=click.Choice(ERRORS), default="strict", show_default=True,
                     help="What invalid bytes do: stop, become a boundary, or drop their line."),
        click.option("--jsonl-field", metavar="NAME", help="Read JSON Lines; NAME is the field with the text."),
        click.option("--normalize", type=click.Choice(NORMALIZE), default="none", show_default=True,
                     help="Fold full-width ASCII (width) or all compatibility forms (nfkc)."),
        click.option("--fold-case", is_flag=True, help="Fold upper and lower case."),
        click.option("--dedup", type=click.Choice(DEDUP), default="none", show_default=True,
                     help="Read each distinct line or document once; blank lines separate documents."),
    ]
)  # fmt: skip


def numbers_option(default: str) -> Callable[[F], F]:
    """Whether numbers are one unit."""
    return click.option("--numbers", type=click.Choice(NUMBERS), default=default, show_default=True,
                        help="Each number is a unit, or all are the unit 0.")  # fmt: skip


counting_options = stacked(
    [
        click.option("--order", type=int, default=4, show_default=True, help="Length of the longest n-gram."),
        click.option("--min-count", type=int, metavar="N",
                     help="Least count; by default max(3, sqrt(units in the text) / 180)."),
    ]
)  # fmt: skip

run_options = stacked(
    [
        click.option("--threads", type=int, metavar="N", help="Number of threads; all processors by default."),
        click.option("-q", "--quiet", is_flag=True, help="No progress and no notes on standard error."),
    ]
)


def output_options(formats: tuple[str, ...]) -> Callable[[F], F]:
    """Options that say where the result goes and how it looks."""
    return stacked(
        [
            output_option,
            click.option("--format", "format", type=click.Choice(formats),
                         help="By default chosen by the suffix of the file; a table on a terminal, else tsv."),
        ]
    )  # fmt: skip


def text_arguments(options: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the command's options that say how text is read."""
    return {name: options[name] for name in TEXT_OPTIONS}


def corpus_paths(corpus: tuple[str, ...]) -> list[str]:
    """The paths given, or standard input."""
    if not corpus and sys.stdin is not None and sys.stdin.isatty():
        raise click.UsageError("no corpus given; name files, or pipe text in")
    return list(corpus) or ["-"]


def note(message: str, quiet: bool = False) -> None:
    """Write a line to standard error."""
    if not quiet:
        click.echo(message, err=True)


def make_progress(quiet: bool) -> Progress:
    """A bar on standard error if that is a terminal."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        return Silent()
    return BarProgress()


class BarProgress:
    """A line on standard error: how much is done, how fast, how long it will take."""

    _SCALES: ClassVar = {"B": (1e6, "MB"), "units": (1e6, "M units")}

    def start(self, label: str, total: int | None, unit: str = "") -> None:
        """Show a new bar."""
        self._scale, self._unit = self._SCALES.get(unit, (1.0, unit))
        self._begun = time.monotonic()
        self._done = 0
        self._total = total
        self._bar: Any = None
        self._label = label
        if total:
            self._bar = click.progressbar(
                length=total, label=f"{label:<20}", file=sys.stderr, item_show_func=lambda _: self._rate(), width=24
            )
            self._bar.__enter__()
            self._bar.render_progress()
        else:
            self._show_count()

    def advance(self, amount: int) -> None:
        """Move the bar."""
        self._done += amount
        if self._bar is not None:
            self._bar.update(amount, current_item=self._done)
        else:
            self._show_count()

    def finish(self) -> None:
        """Leave the bar as it stands."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
        else:
            click.echo("", err=True)

    def _rate(self) -> str:
        seconds = max(time.monotonic() - self._begun, 1e-3)
        return f"{self._done / self._scale / seconds:,.0f} {self._unit}/s" if self._unit else ""

    def _show_count(self) -> None:
        done = f" {self._done / self._scale:,.0f} {self._unit}, {self._rate()}" if self._unit else " ..."
        click.echo(f"\r{self._label:<20}{done}", nl=False, err=True)


def is_terminal(output: str) -> bool:
    """Whether the result is shown to a person."""
    return output == "-" and sys.stdout is not None and sys.stdout.isatty()


def pick_format(output: str, format: str | None, suffixes: dict[str, str]) -> str:
    """The format asked for, else that of the suffix, else a table for a terminal and TSV."""
    from minent.columns import import_pyarrow
    from minent.lexicon.formats import format_of_suffix

    if format is None and output != "-":
        chosen = format_of_suffix(output, suffixes)
    else:
        chosen = format or ("table" if is_terminal(output) else "tsv")
    if chosen in ("parquet", "npz") and output == "-":
        raise ParameterError(f"{chosen} is binary; name a file with -o")
    if chosen == "parquet":
        import_pyarrow()
    return chosen


def check_writable(output: str) -> None:
    """Fail before the work rather than after it when the output cannot be written."""
    if output == "-":
        if sys.stdout is None:
            raise OutputError("standard output is closed; name a file with -o")
        return
    if os.path.isdir(output):  # noqa: PTH112
        raise OutputError(f"{output}: is a directory; name a file")
    folder = os.path.dirname(os.path.abspath(output))  # noqa: PTH100, PTH120 - no resolution of links
    if not os.path.isdir(folder):  # noqa: PTH112
        raise ParameterError(f"{output}: the folder {folder} does not exist")
    if not os.access(folder, os.W_OK) and not os.path.exists(output):  # noqa: PTH110
        raise ParameterError(f"{output}: the folder {folder} cannot be written to")


def terminal_rows(n_rows: int, output: str, asked: int | None, quiet: bool) -> int:
    """How many rows to show: all, but on a terminal the first 50 unless asked otherwise."""
    if asked is not None:
        return min(asked, n_rows)
    if is_terminal(output) and n_rows > _TERMINAL_ROWS:
        note(f"showing {_TERMINAL_ROWS} of {n_rows:,}; --top N shows N, -o FILE writes all", quiet)
        return _TERMINAL_ROWS
    return n_rows


def write_columns(columns: Columns, output: str, format: str) -> None:
    """Write columns in one of the formats of `minent.columns`."""
    from minent.atomic import atomic_write
    from minent.columns import TEXT_WRITERS, write_parquet

    if format == "parquet":
        with atomic_write(output, "wb") as stream:
            write_parquet(columns, stream)
    elif output == "-":
        TEXT_WRITERS[format](columns, utf8_stdout())
    else:
        with atomic_write(output) as stream:
            TEXT_WRITERS[format](columns, stream)


def write_report(report: object, path: str | None) -> None:
    """Write what ``--report FILE`` asks for, as JSON; nothing without a file."""
    if path is None:
        return
    import json

    from minent.atomic import atomic_write

    with atomic_write(path) as stream:
        json.dump(report, stream, indent=1)
        stream.write("\n")


def utf8_stdout() -> IO[str]:
    """Standard output, in UTF-8 whatever the locale says."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout
