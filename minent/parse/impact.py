"""What each unit of a sentence matters to each other one, by a masked language model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Impact:
    """Impacts within one sentence.

    Parameters
    ----------
    line : int
        Line of the corpus, from 1. A line longer than the model takes gives several impacts, one for each part.
    text : str
        The line as given, without its end.
    offsets : int32 array, shape (n, 2)
        Where each unit begins and ends, in characters of `text`; n is 0 for an empty line.
    matrix : float32 array, shape (n, n), or None
        ``[i, j]``: what unit j matters to the prediction of unit i; 0 on the diagonal, NaN where it was not
        computed (pairs further apart than the window). None when only neighbours were computed.
    neighbours : float32 array, shape (max(n - 1, 0), 2)
        ``[t]``: ``F[t, t + 1]`` and ``F[t + 1, t]``.
    root : float32 array, shape (n,), optional
        What each unit matters to the first special token of the whole sentence (``[CLS]``), if asked for.
    """

    line: int
    text: str
    offsets: NDArray[np.int32]
    matrix: NDArray[np.float32] | None
    neighbours: NDArray[np.float32]
    root: NDArray[np.float32] | None = None

    @property
    def units(self) -> list[str]:
        """The units as they stand in the text."""
        return [self.text[begin:end] for begin, end in self.offsets.tolist()]
