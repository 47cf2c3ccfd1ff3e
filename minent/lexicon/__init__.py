"""Lexicons: words found in text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.lexicon.algebra import difference as difference
    from minent.lexicon.algebra import restrict as restrict
    from minent.lexicon.algebra import union as union
    from minent.lexicon.contrasting import contrast as contrast
    from minent.lexicon.discovery import build_lexicon as build_lexicon
    from minent.lexicon.discovery import find_words as find_words
    from minent.lexicon.examples import find_examples as find_examples
    from minent.lexicon.expansion import expand as expand
    from minent.lexicon.formats import write_lexicon as write_lexicon
    from minent.lexicon.known import read_words as read_words
    from minent.lexicon.learned import LearnedLexicon as LearnedLexicon
    from minent.lexicon.learning import learn_lexicon as learn_lexicon
    from minent.lexicon.learning import learn_words as learn_words
    from minent.lexicon.lexicon import Lexicon as Lexicon
    from minent.lexicon.reading import read_lexicon as read_lexicon
    from minent.lexicon.reestimation import reestimate as reestimate

__getattr__, __all__ = lazy_names(
    "minent.lexicon",
    {
        "minent.lexicon.algebra": ("difference", "restrict", "union"),
        "minent.lexicon.contrasting": ("contrast",),
        "minent.lexicon.discovery": ("build_lexicon", "find_words"),
        "minent.lexicon.examples": ("find_examples",),
        "minent.lexicon.expansion": ("expand",),
        "minent.lexicon.formats": ("write_lexicon",),
        "minent.lexicon.reading": ("read_lexicon",),
        "minent.lexicon.reestimation": ("reestimate",),
        "minent.lexicon.known": ("read_words",),
        "minent.lexicon.learned": ("LearnedLexicon",),
        "minent.lexicon.learning": ("learn_lexicon", "learn_words"),
        "minent.lexicon.lexicon": ("Lexicon",),
    },
)
