"""Corpora and processes for the tests of the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Outcome, run_minent

# "red tea" nine times between characters that come once, "green tea" twice, a run of Latin letters.
LINES = [before + "红茶" + after for before, after in zip("我你他她谁东南西北", "香浓甜苦淡热凉好贵", strict=True)]
TEA = "".join(line + "\n" for line in LINES) + "绿茶。绿茶\nOolong 茶\n"


@pytest.fixture
def run() -> Callable[..., Outcome]:
    """Run ``minent`` with arguments."""
    return run_minent


@pytest.fixture
def tea(tmp_path: Path) -> Path:
    """A small corpus in a file."""
    path = tmp_path / "tea.txt"
    path.write_text(TEA, encoding="utf-8")
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that stands where the output is to go, in a folder of its own."""
    path = tmp_path / "results" / "old.tsv"
    path.parent.mkdir()
    path.write_bytes(b"what was there before\n")
    return path


@pytest.fixture
def unharmed(old: Path) -> Callable[[], None]:
    """A check that the old output, and nothing else, is in its folder."""

    def check() -> None:
        assert old.read_bytes() == b"what was there before\n"
        assert [path.name for path in old.parent.iterdir()] == [old.name]

    return check
