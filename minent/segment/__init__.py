"""Segmentation: text into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.segment.boundary import BoundarySegmenter as BoundarySegmenter
    from minent.segment.files import segment_files as segment_files
    from minent.segment.language_model import LanguageModelSegmenter as LanguageModelSegmenter
    from minent.segment.segmenter import Segmenter as Segmenter

__getattr__, __all__ = lazy_names(
    "minent.segment",
    {
        "minent.segment.boundary": ("BoundarySegmenter",),
        "minent.segment.files": ("segment_files",),
        "minent.segment.language_model": ("LanguageModelSegmenter",),
        "minent.segment.segmenter": ("Segmenter",),
    },
)
