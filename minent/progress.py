"""How long work tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called with each step of long work.

    A caller passes any object of this shape as ``progress=``; ``None`` is silence.
    """

    def start(self, label: str, total: int | None, unit: str = "") -> None:
        """Begin a stage of `total` `unit` (``None``: not known)."""

    def advance(self, amount: int) -> None:
        """`amount` more of the stage is done."""

    def finish(self) -> None:
        """End the stage."""


class Silent:
    """Progress that nobody watches."""

    def start(self, label: str, total: int | None, unit: str = "") -> None:
        """Do nothing."""

    def advance(self, amount: int) -> None:
        """Do nothing."""

    def finish(self) -> None:
        """Do nothing."""


def watched(progress: Progress | None) -> Progress:
    """`progress`, or a silent one."""
    return Silent() if progress is None else progress
