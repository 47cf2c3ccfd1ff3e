"""How a walk goes over a graph: options that commands name without loading the kernels."""

from __future__ import annotations

from dataclasses import dataclass

from minent.arguments import number, one_of
from minent.errors import ParameterError

FLOWS = ("auto", "undirected", "directed", "rawdir")


@dataclass(frozen=True)
class WalkOptions:
    """The random walk that a partition describes.

    Parameters
    ----------
    flow : {"auto", "undirected", "directed", "rawdir"}
        ``auto``: as the graph is. ``undirected``: visits in proportion to strength, links of a
        directed graph taken both ways. ``directed``: PageRank with teleportation. ``rawdir``:
        the weights are the flow.
    teleport : float
        Probability of teleporting in a step of a directed walk, above 0 and at most 1.
    recorded : bool
        Whether teleporting is described as following a link is. By default it only makes the
        visit rates: one more step along the links is described, and nothing else.
    to_nodes : bool
        Whether teleports land on all nodes alike; by default in proportion to the weight of
        their links (going out, or coming in if recorded).
    markov_time : float
        Steps along links between two words of the description, above 0: flow across borders along
        links counts so many times. More make larger modules.

    Raises
    ------
    ParameterError
        When a value is out of range.
    """

    flow: str = "auto"
    teleport: float = 0.15
    recorded: bool = False
    to_nodes: bool = False
    markov_time: float = 1.0

    def __post_init__(self) -> None:
        one_of("flow", self.flow, FLOWS)
        teleport = number("teleport", self.teleport)
        if not 0 < teleport <= 1:
            raise ParameterError(f"teleport must be above 0 and at most 1, not {teleport:g}")
        if number("markov_time", self.markov_time) <= 0:
            raise ParameterError(f"markov_time must be above 0, not {self.markov_time:g}")
