"""What is read off hidden states at masked places, and how far two readings are apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from minent.arguments import one_of
from minent.errors import ParameterError
from minent.parse.models import import_torch
from minent.parse.options import AVERAGES, METRICS

if TYPE_CHECKING:
    from minent.parse.encoder import Encoder


class Reading:
    """A metric of impacts.

    Parameters
    ----------
    metric : {"dist", "cos", "prob", "cpmi"}
        See `impact_matrices`.
    average : {"distances", "states"}
        How the pieces of a unit are taken together, for ``dist`` and ``cos``.
    encoder : Encoder
        With a head for ``prob`` and ``cpmi``.
    """

    def __init__(self, metric: str, average: str, encoder: Encoder) -> None:
        self.metric = one_of("metric", metric, METRICS)
        self.average = one_of("average", average, AVERAGES)
        self._encoder, self._torch = encoder, import_torch()
        self.of_probabilities = metric in ("prob", "cpmi")
        if self.of_probabilities and not encoder.has_head:
            raise ParameterError(f"metric {metric} needs the masked-LM head: load the encoder with head=True")

    def read(self, states: Any, targets: Any, there: Any) -> Any:
        """Readings of units.

        Parameters
        ----------
        states : tensor, shape (rows, units, pieces, d)
            At the pieces of the units.
        targets : int64 tensor, shape (rows, units, pieces)
            Tokens that are masked there.
        there : bool tensor, shape (rows, units, pieces)
            False where a unit has fewer pieces.

        Returns
        -------
        float32 tensor
            Shape (rows, units, pieces, d), (rows, units, 1, d) for average states, or (rows, units, 1, 1) for
            logarithms of probabilities.
        """
        if self.of_probabilities:
            found = self._torch.zeros(there.shape, dtype=self._torch.float32, device=states.device)
            found[there] = self._encoder.log_probabilities(states[there], targets[there])
            return found.sum(dim=2)[:, :, None, None]
        states = states.float()
        if self.average == "states":
            weights = there[..., None].float()
            return (states * weights).sum(dim=2, keepdim=True) / weights.sum(dim=2, keepdim=True).clamp(min=1)
        return states

    def apart(self, base: Any, other: Any, there: Any) -> Any:
        """How far readings are from those of the base rows.

        Parameters
        ----------
        base, other : float32 tensors
            As `read` gives them.
        there : bool tensor, shape (rows, units, pieces)
            As for `read`.

        Returns
        -------
        float32 tensor, shape (rows, units)
        """
        if self.metric == "cpmi":
            return ((base - other) / math.log(2))[:, :, 0, 0]
        if self.metric == "prob":
            return (base.exp() - other.exp())[:, :, 0, 0]
        apart = self.pieces_apart(base, other)
        if self.average == "states":
            return apart[:, :, 0]
        return (apart * there).sum(dim=2) / there.sum(dim=2).clamp(min=1)

    def pieces_apart(self, base: Any, other: Any) -> Any:
        """Distances of states (..., d)."""
        if self.metric == "cos":
            return 1 - self._torch.nn.functional.cosine_similarity(base, other, dim=-1)
        return (base - other).norm(dim=-1)
