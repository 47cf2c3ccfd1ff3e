"""The command line: ``minent COMMAND ...``."""

from __future__ import annotations

import gc
import importlib
import os
import re
import signal
import sys
from typing import Any, NoReturn

import click

from minent._version import __version__
from minent.errors import MinentError, ParameterError

# Commands by name, each in a module of its own that is imported when it is called for.
COMMANDS = {
    "newwords": "minent.cli.newwords",
    "lexicon": "minent.cli.lexicon",
    "segment": "minent.cli.segment",
    "ngrams": "minent.cli.ngrams",
    "merge": "minent.cli.merge",
    "contrast": "minent.cli.contrast",
    "evaluate": "minent.cli.evaluate",
    "entropy": "minent.cli.entropy",
    "templates": "minent.cli.templates",
    "graph": "minent.cli.graph",
    "infomap": "minent.cli.infomap",
    "mlm": "minent.cli.mlm",
    "cluster": "minent.cli.cluster",
    "impact": "minent.cli.impact",
    "parse": "minent.cli.parse",
}

INTERRUPTED = 130
BROKEN_PIPE = 141
TERMINATED = 143


class LazyGroup(click.Group):
    """Imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        return importlib.import_module(COMMANDS[cmd_name]).command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; turn what may go wrong into one line and an exit code."""
        try:
            result = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
        except ParameterError as error:
            _fail(_as_options(str(error), self._parameters(ctx)))
        except MinentError as error:
            _fail(str(error))
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _drop_stdout()
            ctx.exit(BROKEN_PIPE)
        except MemoryError:
            _fail("not enough memory; raise --min-count or count parts of the corpus and merge them")
        except OSError as error:
            _drop_stdout_if_broken()
            _fail(f"{error.filename or 'output'}: {error.strerror or error}")
        return result

    def _parameters(self, ctx: click.Context) -> list[str]:
        command = self.get_command(ctx, ctx.invoked_subcommand or "")
        commands = list(command.commands.values()) if isinstance(command, click.Group) else [command] if command else []
        commands += [one.other for one in commands if hasattr(one, "other")]
        return [parameter.name or "" for one in commands for parameter in one.params]


def _as_options(message: str, parameters: list[str]) -> str:
    """Name parameters as the command line does: ``min_count must be ...`` becomes ``--min-count ...``."""
    names = "|".join(name for name in parameters if "_" in name)
    first, _, rest = message.partition(" ")
    if first in parameters:
        message = f"--{first.replace('_', '-')} {rest}"
    return re.sub(rf"\b({names})\b", lambda found: "--" + found[0].replace("_", "-"), message) if names else message


def _fail(message: str) -> NoReturn:
    raise click.ClickException(" ".join(message.split()))


def _drop_stdout() -> None:
    """Nobody reads standard output any more: keep the interpreter from complaining at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _drop_stdout_if_broken() -> None:
    """What could not be written to a full disk would fail again at exit, and change the exit code."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        _drop_stdout()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="minent")
def cli() -> None:
    """Words and structure from raw text by minimum entropy.

    \b
    Example:
      minent newwords corpus.txt --top 20
    """


def main() -> None:
    """Entry point of the ``minent`` script."""
    # One command, then the end: what a cycle holds until then is little, looking for it is not.
    gc.disable()
    # The kernels have threads of their own; those of NumPy's BLAS would only spin beside them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A terminated run cleans up as an interrupted one does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        cli(prog_name="minent")
    except SystemExit as end:
        if end.code:
            raise
    _leave()


def _leave() -> None:
    """End a run that succeeded, without taking modules and memory apart piece by piece."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        return  # the interpreter tells of it at its end
    os._exit(0)
