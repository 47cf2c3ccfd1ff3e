"""The README: its commands run, and every command is in it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from minent.cli import COMMANDS
from tests.cli.running import CORPORA, ROOT, TIMEOUT, environment

README = ROOT / "README.md"
MARK = "<!-- tested -->"


def blocks(text: str, language: str = "bash") -> list[str]:
    """Fenced blocks that stand directly below the mark."""
    return re.findall(rf"^{re.escape(MARK)}\n```{language}\n(.*?)^```$", text, re.M | re.S)


BLOCKS = blocks(README.read_text(encoding="utf-8"))
PYTHON_BLOCKS = blocks(README.read_text(encoding="utf-8"), "python")


@pytest.fixture(scope="module")
def workplace(tmp_path_factory):
    """A folder with the sample corpora and a ``minent`` on the path; blocks follow one another in it."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(CORPORA, folder / "corpora")
    script = folder / "bin" / "minent"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m minent "$@"\n')
    script.chmod(0o755)
    return folder


def _run(workplace: Path, command: list[str]) -> subprocess.CompletedProcess[bytes]:
    path = f"{workplace / 'bin'}:{environment()['PATH']}"
    return subprocess.run(
        command, cwd=workplace, env=environment({"PATH": path}), capture_output=True, timeout=TIMEOUT, check=False
    )


def test_blocks_are_found():
    text = f"{MARK}\n```bash\nls\npwd\n```\n\n```bash\nno\n```\n{MARK}\n```python\nno\n```\n{MARK}\n```bash\nwc\n```\n"
    assert blocks(text) == ["ls\npwd\n", "wc\n"]


def test_readme_has_tested_blocks():
    assert BLOCKS, f"no bash block of README.md stands below {MARK}"


@pytest.mark.parametrize("block", BLOCKS)
def test_readme_blocks_run(workplace, block):
    done = _run(workplace, ["/bin/bash", "-e", "-o", "pipefail", "-c", block])
    assert done.returncode == 0, done.stderr.decode()
    assert b"Error" not in done.stderr


def test_readme_python_blocks_run(workplace):
    for block in PYTHON_BLOCKS:
        done = _run(workplace, [sys.executable, "-W", "error", "-c", block])
        assert done.returncode == 0, f"{block}\n{done.stderr.decode()}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_mentioned(name):
    assert re.search(rf"\bminent {name}\b", README.read_text(encoding="utf-8"))


def test_links_of_the_readme_lead_somewhere():
    text = README.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", text):
        assert (ROOT / target).exists(), target
