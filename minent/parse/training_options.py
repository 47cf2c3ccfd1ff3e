"""How a masked language model is trained."""

from __future__ import annotations

from dataclasses import dataclass

from minent.arguments import integer, number
from minent.errors import ParameterError

SPECIAL_TOKENS = 2  # of a sequence: one at its beginning, one at its end


@dataclass(frozen=True)
class TrainingOptions:
    """How a model is trained.

    Parameters
    ----------
    steps : int, optional
        Optimiser steps. Give these, or minutes.
    minutes : float, optional
        Wall time; the learning rate then follows the clock, and no two runs are the same.
    batch_tokens : int
        Tokens of a step, padding included.
    length : int
        Tokens of a sequence at most, special ones included.
    learning_rate : float
        Its peak.
    warm_up : float
        Part of the training in which the rate rises; it falls to 0 in the rest, both linearly.
    mask_rate : float
        Part of the tokens that are masked. Masked ones are always ``[MASK]``: impacts ask for nothing else.
    seed : int
        Decides new weights, the order of the sentences and the masks.
    dtype : {"auto", "float32", "bf16"}
        Of products; weights and sums stay float32. ``auto`` is bf16 on a GPU that has it, else float32.
    device : str
        ``auto``, ``cpu``, ``cuda`` or ``cuda:N``.
    threads : int, optional
        Of the processor; all by default.
    vocabulary, hidden, layers, heads : int
        Size of a new model.
    lower_case : bool
        Whether a new model folds case.
    """

    steps: int | None = None
    minutes: float | None = None
    batch_tokens: int = 2048
    length: int = 128
    learning_rate: float = 5e-4
    warm_up: float = 0.06
    mask_rate: float = 0.2
    seed: int = 0
    dtype: str = "auto"
    device: str = "auto"
    threads: int | None = None
    vocabulary: int = 8000
    hidden: int = 256
    layers: int = 4
    heads: int = 4
    lower_case: bool = False

    def __post_init__(self) -> None:
        if (self.steps is None) == (self.minutes is None):
            raise ParameterError("steps or minutes must be given, and not both")
        for name in ("batch_tokens", "hidden", "layers", "heads"):
            integer(name, getattr(self, name), least=1)
        integer("length", self.length, least=SPECIAL_TOKENS + 1)
        integer("seed", self.seed, least=0)
        if self.steps is not None:
            integer("steps", self.steps, least=1)
        for name in ("learning_rate", "mask_rate", "warm_up"):
            number(name, getattr(self, name), least=0)
        if self.minutes is not None and number("minutes", self.minutes) <= 0:
            raise ParameterError("minutes must be above 0")
        if not 0 < self.mask_rate < 1 or self.warm_up > 1:
            raise ParameterError("mask_rate must lie between 0 and 1, warm_up not be above 1")
        if self.hidden % self.heads:
            raise ParameterError(f"hidden must be a multiple of heads, not {self.hidden} for {self.heads} heads")
        if self.dtype == "fp16":
            raise ParameterError("dtype must be bf16 or float32 in training: fp16 loses small gradients")


@dataclass(frozen=True)
class Step:
    """How far a training is.

    Parameters
    ----------
    step : int
        Steps done.
    part : float
        Part of the training that is done.
    loss : float
        Mean surprisal of masked tokens in this step, in bits.
    tokens : int
        Tokens seen since the training began or was taken up again, padding not counted.
    seconds : float
        For these.
    """

    step: int
    part: float
    loss: float
    tokens: int
    seconds: float
