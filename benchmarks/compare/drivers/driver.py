"""What the drivers of other tools share: arguments, the text they are fed, their report.

A driver prints one JSON object: with ``--check`` the version of the tool or what is missing,
else the number of entries it found. It needs nothing but the tool and the standard library,
since it runs under the interpreter that the tool is installed in.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

# The characters that nlp_zero and word-discovery keep, so that all tools see the same text.
BOUNDARY = re.compile("[^\u4e00-\u9fa50-9a-zA-Z]+")


def main(version: Callable[[], str], work: Callable[[argparse.Namespace], int], install: str) -> None:
    """Run a driver.

    Parameters
    ----------
    version : callable
        Gives the version; raises ImportError, LookupError or OSError when the tool is absent.
    work : callable
        Takes the arguments, writes the entries to ``output``, returns their number.
    install : str
        How to get the tool.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--min-count", type=int, default=32)
    parser.add_argument("--order", type=int, default=4)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    if arguments.check:
        report(check(version, install))
    else:
        report({"entries": work(arguments)})


def check(version: Callable[[], str], install: str) -> dict[str, str]:
    """Tell the version or what is missing."""
    try:
        return {"version": version()}
    except (ImportError, LookupError, OSError) as error:
        return {"missing": str(error), "install": install}


def report(values: dict[str, object] | dict[str, str]) -> None:
    """Print the report."""
    sys.stdout.write(json.dumps(values) + "\n")


def lines(corpus: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 file."""
    with corpus.open(encoding="utf-8") as stream:
        yield from stream


def runs(corpus: Path) -> Iterator[str]:
    """Yield the maximal runs of kept characters."""
    for line in lines(corpus):
        for run in BOUNDARY.split(line):
            if run:
                yield run


def write_lexicon(path: Path, entries: Iterable[tuple[str, float]]) -> int:
    """Write words, best first; return their number."""
    number = 0
    with path.open("w", encoding="utf-8") as stream:
        for word, value in entries:
            stream.write(f"{word}\t{value}\n")
            number += 1
    return number


def write_separated(corpus: Path, path: Path) -> None:
    """Write the characters of each run on a line, with spaces between."""
    with path.open("w", encoding="utf-8") as stream:
        for run in runs(corpus):
            stream.write(" ".join(run) + "\n")


def kenlm_binary() -> Path:
    """Find count_ngrams: KENLM_BIN names it or its folder."""
    value = os.environ.get("KENLM_BIN")
    if not value:
        raise LookupError("KENLM_BIN is not set")
    path = Path(value)
    path = path / "count_ngrams" if path.is_dir() else path
    if not os.access(path, os.X_OK):
        raise FileNotFoundError(f"{path.name} of KENLM_BIN is not a program")
    return path


def kenlm_version() -> str:
    """Version of KenLM: it does not tell, so it is named by KENLM_VERSION."""
    kenlm_binary()
    return os.environ.get("KENLM_VERSION", "version not stated")


def count_with_kenlm(separated: Path, counts: Path, vocabulary: Path, order: int, memory: str) -> None:
    """Run count_ngrams; the temporary files stay beside the counts."""
    command = [str(kenlm_binary()), "-o", str(order), "-S", memory, "-T", f"{counts.parent}{os.sep}"]
    command += ["--write_vocab_list", str(vocabulary)]
    with separated.open("rb") as source, counts.open("wb") as target:
        subprocess.run(command, stdin=source, stdout=target, stderr=subprocess.DEVNULL, check=True)
