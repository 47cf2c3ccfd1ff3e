"""Names of the formats of partitions, for commands that do not load the writers."""

from __future__ import annotations

import os

from minent.errors import ParameterError

FORMATS = ("tree", "ftree", "clu", "tsv", "csv", "json", "gexf", "graphml")
SUFFIXES = {".tree": "tree", ".ftree": "ftree", ".clu": "clu", ".tsv": "tsv", ".csv": "csv", ".json": "json",
            ".gexf": "gexf", ".graphml": "graphml"}  # fmt: skip


def format_of_suffix(path: str | os.PathLike[str]) -> str:
    """Format that the suffix of a path stands for.

    Raises
    ------
    ParameterError
        When the suffix is not known.
    """
    suffix: str = os.path.splitext(path)[1].lower()
    if suffix not in SUFFIXES:
        raise ParameterError(f"no format is known for {suffix!r} ({path}); name one with --format")
    return SUFFIXES[suffix]
