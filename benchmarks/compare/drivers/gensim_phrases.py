"""Phrases of gensim with characters as words, one pass: pairs of characters."""

from __future__ import annotations

import argparse
import importlib.metadata
from collections.abc import Iterator
from pathlib import Path

import driver

DELIMITER = "\x1f"


class Sentences:
    """Runs of text as lists of characters, as often as asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[list[str]]:
        """Read the file."""
        return map(list, driver.runs(self.path))


def work(arguments: argparse.Namespace) -> int:
    """Find phrases with the default score; best first is most frequent first."""
    from gensim.models.phrases import Phrases

    model = Phrases(Sentences(arguments.corpus), min_count=arguments.min_count, delimiter=DELIMITER)
    pairs = [(phrase.replace(DELIMITER, ""), model.vocab[phrase]) for phrase in model.export_phrases()]
    return driver.write_lexicon(arguments.output, sorted(pairs, key=lambda item: -item[1]))


if __name__ == "__main__":
    driver.main(lambda: importlib.metadata.version("gensim"), work, "pip install gensim")
