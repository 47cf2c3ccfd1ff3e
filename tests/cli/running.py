"""Running the command as a user does, in a process of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import minent
from minent.cli import cli
from tests.tables import DISCOVERY_COLUMNS

ROOT = Path(__file__).parents[2]
CORPORA = ROOT / "corpora"
CHINESE = CORPORA / "chinese"
COMMAND = [sys.executable, "-m", "minent"]
TIMEOUT = 60

WORD_COLUMNS = ["word", *DISCOVERY_COLUMNS]
NGRAM_COLUMNS = ["ngram", "length", "count", "left_distinct", "right_distinct", "left_entropy", "right_entropy"]


class Outcome(NamedTuple):
    """What a run left behind."""

    code: int
    stdout: bytes
    stderr: str

    @property
    def rows(self) -> list[list[str]]:
        """Standard output as the cells of a TSV file."""
        return rows_of(self.stdout)

    @property
    def words(self) -> list[str]:
        """The first column below the header."""
        return [row[0] for row in self.rows[1:]]


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment in which the process finds the package that the tests see."""
    home = str(Path(minent.__file__).parents[1])
    inherited = os.environ.get("PYTHONPATH")
    path = home if not inherited else home + os.pathsep + inherited
    return {**os.environ, "PYTHONPATH": path, **(changes or {})}


def run_minent(
    args: Sequence[str | os.PathLike[str]],
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
) -> Outcome:
    """Run ``minent ARGS`` to its end."""
    done = subprocess.run(
        [*COMMAND, *map(os.fspath, args)],
        input=stdin,
        capture_output=True,
        env=environment(env),
        cwd=cwd,
        timeout=TIMEOUT,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr.decode())


def run_here(args: Sequence[str | os.PathLike[str]]) -> Outcome:
    """Run ``minent ARGS`` in this process, for the many ways to fail; corpora from files only."""
    stdout, stderr = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
        try:
            cli(list(map(os.fspath, args)), prog_name="minent")
        except SystemExit as end:
            code = end.code
    stdout.flush()
    assert isinstance(code, int)
    return Outcome(code, stdout.buffer.getvalue(), stderr.getvalue())  # type: ignore[attr-defined]


def rows_of(data: bytes) -> list[list[str]]:
    """The cells of a TSV file."""
    return [line.split("\t") for line in data.decode().split("\n")[:-1]]


def terms(name: str) -> list[str]:
    """The lines of a list of terms of the sample corpora."""
    return (CORPORA / name).read_text(encoding="utf-8").split("\n")[:-1]


def error_of(outcome: Outcome) -> str:
    """The message of a failed run, once it is sure that it failed as it should."""
    assert "Traceback" not in outcome.stderr, outcome.stderr
    assert outcome.code in (1, 2), outcome
    errors = [line for line in outcome.stderr.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1, outcome.stderr
    assert outcome.stderr.endswith(errors[0] + "\n")
    if outcome.code == 1:
        assert outcome.stderr == errors[0] + "\n", "nothing but the error"
    return errors[0]
