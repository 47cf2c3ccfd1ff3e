"""`PlainGraph`: a graph as it is read, in arrays of the standard library."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from minent.graph._rows import count_loops


@dataclass(frozen=True, eq=False)
class PlainGraph:
    """The rows of a graph without NumPy, for commands that do without; see `minent.graph.graph.Graph`.

    Parameters
    ----------
    offsets : array of int64, n + 1 of them
        Row u is ``targets[offsets[u]:offsets[u + 1]]``.
    targets : array of int32
        Where the links lead.
    weights : array of float64, or of float32 if these hold the weights, optional
        ``None``: every link weighs 1.
    directed : bool
        Whether a link leads one way only.
    ids : array of int64, optional
        Numbers of the nodes in their file; ``None`` stands for 0, 1, ...
    names : (bytes, array of int64), optional
        Names one behind the other in UTF-8, and where they begin and end; ``None``: their numbers.

    Notes
    -----
    Memory: 4 bytes an entry (an undirected link has two), 8 or 12 with weights, and 8 bytes a node.
    """

    offsets: array[int]
    targets: array[int]
    weights: array[float] | None
    directed: bool
    ids: array[int] | None = None
    names: tuple[bytes, array[int]] | None = None

    @property
    def n_nodes(self) -> int:
        """Number of nodes."""
        return len(self.offsets) - 1

    @property
    def n_links(self) -> int:
        """Number of links, self-loops included; of an undirected graph each pair once."""
        entries = len(self.targets)
        return entries if self.directed else (entries + count_loops(self.offsets, self.targets)) // 2
