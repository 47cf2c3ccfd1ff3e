"""Communities of a `PlainGraph`: what the command does when a tree or modules are all that is asked for.

The same kernels as `minent.cluster.trials.infomap`, without NumPy: loading that takes longer than small graphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from minent.cluster._search import LinkRows
from minent.cluster._trees import count_modules, node_paths, one_level_bits
from minent.cluster.tree_files import TreeRows
from minent.cluster.walking import PlainTree, Rates, SearchOptions, Walk, begin_walk, best_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minent.cluster.walks import WalkOptions
    from minent.graph.plain import PlainGraph
    from minent.progress import Progress


@dataclass(frozen=True, eq=False)
class PlainPartition:
    """Modules of a graph with their codelength; names as of `minent.cluster.partition.Partition`."""

    graph: PlainGraph
    flow: Walk
    tree: PlainTree
    code: Rates
    seed: int

    @cached_property
    def _counts(self) -> tuple[int, int, int]:
        return count_modules(self.tree.parents, self.tree.node_module)

    @property
    def n_modules(self) -> int:
        """Number of lowest modules."""
        return self._counts[0]

    @property
    def n_top_modules(self) -> int:
        """Number of top modules."""
        return self._counts[1]

    @property
    def n_levels(self) -> int:
        """Levels of the tree, that of the nodes included."""
        return self._counts[2]

    @cached_property
    def codelength(self) -> float:
        """Bits a step."""
        return self.code.codelength

    @property
    def index_codelength(self) -> float:
        """Part of the codelength that tells top modules."""
        return max(self.code.bits[0], 0.0)

    @property
    def module_codelength(self) -> float:
        """Part of the codelength within the top modules."""
        return self.codelength - self.index_codelength

    @cached_property
    def one_level_codelength(self) -> float:
        """Bits a step with one module for all."""
        return one_level_bits(self.flow.rows.visit)

    @property
    def relative_saving(self) -> float:
        """Share of the one-level codelength that the modules save."""
        return 1 - self.codelength / self.one_level_codelength if self.one_level_codelength > 0 else 0.0

    def tree_rows(self, remarks: Sequence[str]) -> TreeRows:
        """The partition as the writers of ``tree`` and ``clu`` take it."""
        visit = self.flow.rows.visit
        levels, paths = node_paths(self.tree.parents, self.tree.node_module, visit)
        rows: Any = memoryview(paths).cast("B").cast("i", (self.graph.n_nodes, levels))
        return TreeRows(
            rows, visit, self.graph.ids, self.graph.names, self.codelength, self.one_level_codelength,
            self.flow.kind != "balanced", remarks,
        )  # fmt: skip


def plain_infomap(
    graph: PlainGraph, walk: WalkOptions, how: SearchOptions, progress: Progress | None = None
) -> PlainPartition:
    """Find the communities of a graph; see `minent.cluster.trials.infomap`. No undirected walk on directed links."""
    walked = walk.flow
    if walked == "auto":
        walked = "directed" if graph.directed else "undirected"
    going = begin_walk(LinkRows(graph.offsets, graph.targets, graph.weights), walked, walk)
    tree = best_tree(going, how, progress)
    return PlainPartition(graph, going, tree, going.describe(tree), how.seed)
