"""Word_Finder of nlp_zero: pairs of characters, cut where they are weak, redundant words removed."""

from __future__ import annotations

import argparse
import collections
import collections.abc
import importlib.metadata
from collections.abc import Iterator
from pathlib import Path

import driver

MIN_PROBA = 1e-6


class Lines:
    """The lines of a file, as often as asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[str]:
        """Read the file."""
        return driver.lines(self.path)


def work(arguments: argparse.Namespace) -> int:
    """Find words; best first is most frequent first."""
    # The module imports a name that left `collections` in Python 3.10.
    collections.Iterable = collections.abc.Iterable  # type: ignore[attr-defined]
    from nlp_zero import Word_Finder

    finder = Word_Finder(min_proba=MIN_PROBA)
    text = Lines(arguments.corpus)
    finder.train(text)
    finder.find(text)
    words = sorted(finder.words.items(), key=lambda item: -item[1])
    return driver.write_lexicon(arguments.output, ((word, count) for word, count in words if len(word) > 1))


if __name__ == "__main__":
    driver.main(lambda: importlib.metadata.version("nlp-zero"), work, "pip install nlp-zero")
