"""Structure out of a masked language model: encoders, impact matrices, training, decoders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.parse.impact import Impact as Impact

__getattr__, __all__ = lazy_names(
    "minent.parse",
    {
        "minent.parse.impact": ("Impact",),
    },
)
