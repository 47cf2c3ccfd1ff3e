"""KenLM's count_ngrams on the characters of a text.

KenLM splits at white space, so a copy with a space after every character is written first; that
is part of the time. The result is all n-grams of one order, without neighbours.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import driver

MEMORY = "2G"


def work(arguments: argparse.Namespace) -> int:
    """Count; return the number of records."""
    with tempfile.TemporaryDirectory(dir=arguments.output.parent) as name:
        folder = Path(name)
        separated, counts = folder / "separated.txt", folder / "counts.bin"
        driver.write_separated(arguments.corpus, separated)
        driver.count_with_kenlm(separated, counts, folder / "vocabulary", arguments.order, MEMORY)
        return counts.stat().st_size // (4 * arguments.order + 8)


if __name__ == "__main__":
    driver.main(
        driver.kenlm_version,
        work,
        "build count_ngrams from the source archive on PyPI (pip download --no-binary kenlm kenlm) with cmake and "
        "Boost, then KENLM_BIN=.../count_ngrams",
    )
