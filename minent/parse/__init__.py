"""Structure out of a masked language model: encoders, impact matrices, training, decoders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.parse.decoding import constituents as constituents
    from minent.parse.decoding import decode_constituents as decode_constituents
    from minent.parse.decoding import decode_dependencies as decode_dependencies
    from minent.parse.decoding import dependencies as dependencies
    from minent.parse.encoder import Encoder as Encoder
    from minent.parse.encoder import load_encoder as load_encoder
    from minent.parse.impact import Impact as Impact
    from minent.parse.impact import impact_matrices as impact_matrices
    from minent.parse.segmentation import join_threshold as join_threshold
    from minent.parse.segmentation import lexicon_of_segments as lexicon_of_segments
    from minent.parse.segmentation import segments as segments
    from minent.parse.segmentation import segments_of as segments_of
    from minent.parse.storage import load_impacts as load_impacts
    from minent.parse.storage import save_impacts as save_impacts
    from minent.parse.training import train_encoder as train_encoder
    from minent.parse.training_options import TrainingOptions as TrainingOptions

__getattr__, __all__ = lazy_names(
    "minent.parse",
    {
        "minent.parse.decoding": ("constituents", "decode_constituents", "decode_dependencies", "dependencies"),
        "minent.parse.encoder": ("Encoder", "load_encoder"),
        "minent.parse.impact": ("Impact", "impact_matrices"),
        "minent.parse.storage": ("load_impacts", "save_impacts"),
        "minent.parse.segmentation": ("join_threshold", "lexicon_of_segments", "segments", "segments_of"),
        "minent.parse.training": ("train_encoder",),
        "minent.parse.training_options": ("TrainingOptions",),
    },
)
