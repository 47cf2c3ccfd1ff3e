"""Reading text and cutting it into units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.text.corpus import Corpus as Corpus
    from minent.text.corpus import read_corpus as read_corpus
    from minent.text.options import TextOptions as TextOptions
    from minent.text.vocabulary import Vocabulary as Vocabulary

__getattr__, __all__ = lazy_names(
    "minent.text",
    {
        "minent.text.corpus": ("Corpus", "read_corpus"),
        "minent.text.options": ("TextOptions",),
        "minent.text.vocabulary": ("Vocabulary",),
    },
)
