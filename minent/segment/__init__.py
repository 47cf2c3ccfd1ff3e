"""Segmentation: text into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.segment.boundary import BoundarySegmenter as BoundarySegmenter
    from minent.segment.exports import jieba_frequencies as jieba_frequencies
    from minent.segment.exports import save_jieba as save_jieba
    from minent.segment.exports import save_tokenizers as save_tokenizers
    from minent.segment.exports import to_tokenizers as to_tokenizers
    from minent.segment.files import segment_files as segment_files
    from minent.segment.language_model import LanguageModelSegmenter as LanguageModelSegmenter
    from minent.segment.segmenter import Segmenter as Segmenter
    from minent.segment.words import read_words as read_words

__getattr__, __all__ = lazy_names(
    "minent.segment",
    {
        "minent.segment.boundary": ("BoundarySegmenter",),
        "minent.segment.exports": ("jieba_frequencies", "save_jieba", "save_tokenizers", "to_tokenizers"),
        "minent.segment.files": ("segment_files",),
        "minent.segment.language_model": ("LanguageModelSegmenter",),
        "minent.segment.segmenter": ("Segmenter",),
        "minent.segment.words": ("read_words",),
    },
)
