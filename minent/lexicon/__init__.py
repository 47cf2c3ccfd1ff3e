"""Lexicons: words found in text."""

from minent.lexicon.discovery import build_lexicon, find_words
from minent.lexicon.lexicon import Lexicon

__all__ = ["Lexicon", "build_lexicon", "find_words"]
