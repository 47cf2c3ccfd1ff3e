"""Words and structure from raw text by minimum entropy."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from minent._version import __version__

if TYPE_CHECKING:
    from minent.counts import NgramTable as NgramTable
    from minent.counts import count_ngrams as count_ngrams
    from minent.counts import load_table as load_table
    from minent.counts import merge_tables as merge_tables
    from minent.counts import save_table as save_table
    from minent.errors import MinentError as MinentError
    from minent.lexicon import Lexicon as Lexicon
    from minent.lexicon import build_lexicon as build_lexicon
    from minent.lexicon import find_words as find_words
    from minent.lexicon import read_lexicon as read_lexicon
    from minent.lexicon import write_lexicon as write_lexicon
    from minent.scores import NgramScores as NgramScores
    from minent.scores import score_ngrams as score_ngrams
    from minent.text import Corpus as Corpus
    from minent.text import TextOptions as TextOptions
    from minent.text import read_corpus as read_corpus

# Public names by the package they live in, imported when first used (PEP 562): the command
# line starts without loading what it does not need.
_PACKAGES = {
    "minent.text": ("Corpus", "TextOptions", "read_corpus"),
    "minent.counts": ("NgramTable", "count_ngrams", "load_table", "merge_tables", "save_table"),
    "minent.scores": ("NgramScores", "score_ngrams"),
    "minent.lexicon": ("Lexicon", "build_lexicon", "find_words", "read_lexicon", "write_lexicon"),
    "minent.errors": ("MinentError",),
}
_HOME = {name: package for package, names in _PACKAGES.items() for name in names}

__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'minent' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
