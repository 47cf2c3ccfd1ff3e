"""A walk over rows of links, and the search for the modules that describe it best: without NumPy."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any, NamedTuple

from minent.arguments import integer, thread_count
from minent.cluster._search import LinkRows, Trial
from minent.cluster._trees import ordered_tree, total_bits
from minent.cluster.walks import WalkOptions
from minent.errors import ConvergenceError
from minent.parallel import parallel_map
from minent.progress import Progress, watched

_MOST_ROUNDS = 100_000
_RESIDUAL = 1e-10
_SEEDS = 2**64


class PlainTree(NamedTuple):
    """Modules as arrays of int32; see `minent.cluster.trees.Tree`."""

    parents: array[int]
    node_module: array[int]


class Rates(NamedTuple):
    """What a tree's modules cost, arrays of float64: rates of visits, of entering and leaving, bits of the codebook."""

    visit: array[float]
    enter: array[float]
    exit: array[float]
    bits: array[float]

    @property
    def codelength(self) -> float:
        """Bits a step."""
        return total_bits(self.bits)


@dataclass(frozen=True, eq=False)
class Walk:
    """A walk as rates that add up to 1; see `minent.cluster.flow.Flow`."""

    rows: LinkRows
    kind: str
    markov_time: float

    def describe(self, tree: Any) -> Rates:
        """Rates and codebooks of the modules of a tree."""
        return Rates(*self.rows.describe(tree.parents, tree.node_module, self.markov_time))

    def ordered(self, tree: Any) -> PlainTree:
        """The tree with its modules level by level, those of one parent by falling flow, then by their first node."""
        return PlainTree(*ordered_tree(tree.parents, tree.node_module, self.rows.visit))


def begin_walk(rows: LinkRows, walked: str, options: WalkOptions) -> Walk:
    """Let a walk go over rows of links: "undirected", "directed" or "rawdir"; see `minent.cluster.flow.graph_flow`."""
    kind = "balanced" if walked == "undirected" else "one-way"
    if walked == "directed" and options.recorded:
        kind = "teleporting"
    if walked != "directed":
        rows.weight_flow(walked == "rawdir")
    else:
        change = rows.walk(options.teleport, bool(options.recorded), bool(options.to_nodes), _MOST_ROUNDS)
        if not change <= _RESIDUAL:
            raise ConvergenceError(
                f"visit rates still changed by {change:.1e} after {_MOST_ROUNDS:,} rounds; raise teleport", change
            )
    return Walk(rows, kind, float(options.markov_time))


@dataclass(frozen=True)
class SearchOptions:
    """How modules are sought; see `minent.cluster.trials.infomap`.

    Parameters
    ----------
    start : int32 array, shape (n,), optional
        Numbers of the modules to start from, below n.
    """

    two_level: bool = False
    trials: int = 1
    seed: int = 0
    threads: int | None = 1
    preferred_modules: int | None = None
    start: Any = None

    def __post_init__(self) -> None:
        integer("trials", self.trials, least=1, most=10**6)
        integer("seed", self.seed, least=0, most=_SEEDS - 1)

    def seed_of(self, trial: int) -> int:
        """Far apart, and not to be met again by the generator, which steps by another odd constant."""
        return (self.seed * 0xD1342543DE82EF95 + trial * 0xDA942042E4DD58B5) % _SEEDS


def best_tree(walk: Walk, how: SearchOptions, progress: Progress | None = None) -> PlainTree:
    """The modules of the best trial, the first of equals, in order; nodes without links are modules of their own."""
    n = len(walk.rows.visit)
    if not walk.rows.moves:
        return walk.ordered(PlainTree(array("i", [-1]) + array("i", [0]) * n, array("i", range(1, n + 1))))
    preferred = 0
    if how.preferred_modules is not None:
        preferred = integer("preferred_modules", how.preferred_modules, least=1, most=max(n, 1))
    best = _best_trial(walk, how, preferred, progress)
    return walk.ordered(PlainTree(*walk.rows.without_isolated(*best)))


def _best_trial(walk: Walk, how: SearchOptions, preferred: int, progress: Progress | None) -> PlainTree:
    trial = Trial(walk.rows, walk.kind, walk.markov_time)

    def run(trial: Trial, number: int) -> tuple[float, PlainTree]:
        tree = PlainTree(*trial.run(how.seed_of(number), how.two_level, preferred, how.start))
        return (walk.describe(tree).codelength if how.trials > 1 else 0.0), tree

    watching = watched(progress)
    best: tuple[float, PlainTree] | None = None
    workers = [trial] * min(thread_count(how.threads), how.trials)
    watching.start("searching", how.trials if how.trials > 1 else None, "trials")
    for found in parallel_map(run, range(how.trials), workers, trial.stop):
        if best is None or found[0] < best[0]:
            best = found
        watching.advance(1)
    watching.finish()
    assert best is not None
    return best[1]
