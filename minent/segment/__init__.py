"""Segmentation: text into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.segment.files import segment_files as segment_files
    from minent.segment.segmenter import Segmenter as Segmenter

__getattr__, __all__ = lazy_names(
    "minent.segment",
    {
        "minent.segment.files": ("segment_files",),
        "minent.segment.segmenter": ("Segmenter",),
    },
)
