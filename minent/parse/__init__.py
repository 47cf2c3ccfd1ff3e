"""Structure out of a masked language model: encoders, impact matrices, training, decoders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.parse.decoding import constituents as constituents
    from minent.parse.decoding import decode_constituents as decode_constituents
    from minent.parse.decoding import decode_dependencies as decode_dependencies
    from minent.parse.decoding import dependencies as dependencies
    from minent.parse.impact import Impact as Impact

__getattr__, __all__ = lazy_names(
    "minent.parse",
    {
        "minent.parse.decoding": ("constituents", "decode_constituents", "decode_dependencies", "dependencies"),
        "minent.parse.impact": ("Impact",),
    },
)
