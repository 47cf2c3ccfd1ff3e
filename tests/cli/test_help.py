"""Help texts: complete, quick, and with examples that run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from minent import __version__
from minent.cli import COMMANDS, cli
from tests.cli.running import CORPORA, TIMEOUT, environment, error_of

HEAVY = {"numba", "torch", "scipy", "networkx", "pandas", "pyarrow", "numpy", "charset_normalizer", "zstandard"}


def _paths() -> Iterator[str]:
    """Commands; those of a group behind its name."""
    for name in COMMANDS:
        command = _command(name)
        yield from (f"{name} {part}" for part in command.commands) if isinstance(command, click.Group) else [name]


def _command(name: str) -> click.Command:
    first, _, part = name.partition(" ")
    with click.Context(cli, info_name="minent") as context:
        command = cli.get_command(context, first)
    if part:
        assert isinstance(command, click.Group)
        command = command.commands[part]
    assert command is not None
    return command


PATHS = list(_paths())
GROUPS = [name for name in COMMANDS if isinstance(_command(name), click.Group)]


def _examples(command: click.Command) -> list[str]:
    """The lines of the Example(s) block that ends a help text."""
    text = (command.help or "").replace("\b", "")
    found = re.search(r"\n\s*Examples?:\n((?:\s+.+\n?)+)\s*\Z", text)
    return [line.strip() for line in found.group(1).splitlines() if line.strip()] if found else []


def test_commands_are_listed_with_a_summary(run):
    outcome = run(["--help"])
    assert (outcome.code, outcome.stderr) == (0, "")
    for name in COMMANDS:
        assert re.search(rf"^  {name}  +\S.+\.$", outcome.stdout.decode(), re.M), "one whole sentence"


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("name", PATHS)
def test_help(run, name, option):
    outcome = run([*name.split(), option])
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout.startswith(f"Usage: minent {name} ".encode())
    assert max(map(len, outcome.stdout.decode().splitlines())) <= 100


@pytest.mark.parametrize("name", PATHS)
def test_every_option_has_help(name):
    options = [parameter for parameter in _command(name).params if isinstance(parameter, click.Option)]
    assert options
    for option in options:
        assert option.help, option.name
        assert option.help.endswith(".") or option.show_default, option.name


@pytest.mark.parametrize("name", PATHS)
def test_every_argument_is_explained(name):
    command = _command(name)
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            name = parameter.metavar.strip("[].")
            assert re.search(rf"\b{name}: ", command.help or ""), name


@pytest.mark.parametrize("name", PATHS)
def test_defaults_are_shown(name, run):
    # A long default may be wrapped at its hyphen.
    shown = " ".join(run([*name.split(), "--help"]).stdout.decode().split()).replace("- ", "-")
    for parameter in _command(name).params:
        if isinstance(parameter, click.Option) and isinstance(parameter.default, (int, float, str)):
            if not parameter.default or parameter.name == "output":  # "off" and "none" need no words
                continue
            assert f"[default: {parameter.default}]" in shown, parameter.name


@pytest.mark.parametrize("name", PATHS + GROUPS)
def test_help_ends_with_examples(name):
    lines = _examples(_command(name))
    assert lines
    assert any(f"minent {name}" in line for line in lines)


@pytest.fixture
def workplace(tmp_path):
    """A folder with the sample corpora and a ``minent`` on the path."""
    shutil.copytree(CORPORA, tmp_path / "corpora")
    programs = tmp_path / "bin"
    programs.mkdir()
    script = programs / "minent"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m minent "$@"\n')
    script.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("name", PATHS + GROUPS)
def test_examples_run(name, workplace):
    path = f"{workplace / 'bin'}:{environment()['PATH']}"
    for line in _examples(_command(name)):
        if re.match(r"minent (mlm|impact)|.* --model ", line):
            pytest.importorskip("transformers")
        done = subprocess.run(
            ["/bin/bash", "-e", "-o", "pipefail", "-c", line],
            cwd=workplace, env=environment({"PATH": path}), capture_output=True, timeout=TIMEOUT, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stderr.decode()}"
        output = re.search(r" -o (\S+)", line)
        if output and (workplace / output.group(1)).is_dir():
            assert any((workplace / output.group(1)).iterdir())
            continue
        written = (workplace / output.group(1)).read_bytes() if output else done.stdout
        assert written.count(b"\n") >= 2, f"{line} finds nothing worth showing"


def test_example_of_the_group_names_a_file_that_may_be_any():
    assert _examples(cli)


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["newwords", "--help"], ["graph", "info", "--help"]])
def test_start_loads_nothing_heavy(args):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "minent", *args],
        env=environment(), capture_output=True, timeout=TIMEOUT, check=True,
    )  # fmt: skip
    loaded = {line.rpartition(b"|")[2].strip().decode().split(".")[0] for line in done.stderr.splitlines()}
    assert "click" in loaded
    assert not loaded & HEAVY


def test_version(run):
    assert run(["--version"]) == (0, f"minent, version {__version__}\n".encode(), "")
    assert run(["-V"]).stdout == run(["--version"]).stdout


def test_no_command_shows_the_help(run):
    outcome = run([])
    assert outcome.code in (0, 2)
    assert "Commands:" in outcome.stdout.decode() + outcome.stderr


def test_mistyped_option_is_named_with_a_suggestion(run):
    assert "--min-count" in error_of(run(["newwords", "--min-counts", "3"]))
