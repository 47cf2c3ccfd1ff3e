"""`Partition`: modules of a graph, their flow, and what it costs to describe a walk with them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from minent._numpy import as_numpy
from minent.cluster._trees import one_level_bits
from minent.cluster.codelength import TreeCode, as_tree, describe
from minent.cluster.flow import Floats, Flow, graph_flow
from minent.cluster.trees import Ids, Tree
from minent.cluster.walks import WalkOptions
from minent.errors import MissingExtraError
from minent.graph.graph import Graph

if TYPE_CHECKING:
    import networkx
    import pandas

    from minent.cluster.tree_columns import PartitionColumns
    from minent.cluster.walking import PlainTree


@dataclass(frozen=True, eq=False)
class Partition:
    """Modules of the nodes of a graph, in levels.

    Modules are numbered level by level from the root, 0; those of one parent by falling flow.

    Parameters
    ----------
    graph : Graph
        The graph.
    flow : Flow
        The walk that is described.
    code : TreeCode
        The modules with their rates and codebooks.
    seed : int, optional
        Seed of the search; ``None`` for a partition that was given.
    """

    graph: Graph
    flow: Flow
    code: TreeCode
    seed: int | None = None

    def __repr__(self) -> str:
        return (
            f"<Partition: {len(self.labels):,} nodes, {self.n_modules:,} modules, {self.n_levels} levels, "
            f"{self.codelength:.6f} bits>"
        )

    @property
    def tree(self) -> Tree:
        """The modules as a tree."""
        return self.code.tree

    @cached_property
    def _lowest(self) -> Ids:
        """Numbers in the tree of the modules that hold nodes, by falling flow."""
        # np.unique would load numpy.ma, which takes as long as all of minent.cluster
        modules = np.flatnonzero(np.bincount(self.tree.node_module)).astype(np.int32)
        visit = np.round(self.code.visit[modules], 14)
        return modules[np.argsort(-visit, kind="stable")]

    @cached_property
    def labels(self) -> Ids:
        """Lowest module of each node, from 0 by falling flow, int32 (n,)."""
        number = np.zeros(len(self.tree.parents), np.int32)
        number[self._lowest] = np.arange(len(self._lowest))
        return number[self.tree.node_module]

    @cached_property
    def top_labels(self) -> Ids:
        """Top module of each node, from 0 by falling flow, int32 (n,)."""
        return self.paths[:, 0] - 1

    @cached_property
    def paths(self) -> Ids:
        """Rank of the module on each level from the top, then of the node in it, from 1; 0 behind, (n, n_levels)."""
        return self.tree.node_paths(self.flow.visit)

    @property
    def n_modules(self) -> int:
        """Number of lowest modules."""
        return len(self._lowest)

    @property
    def n_top_modules(self) -> int:
        """Number of top modules."""
        return int((self.tree.parents == 0).sum())

    @property
    def n_levels(self) -> int:
        """Levels of the tree, that of the nodes included: 2 for modules of nodes."""
        return int(self.tree.depths().max(initial=0)) + 1

    @property
    def codelength(self) -> float:
        """Bits a step."""
        return self.code.codelength

    @property
    def index_codelength(self) -> float:
        """Part of the codelength that tells top modules."""
        return self.code.index_codelength

    @property
    def module_codelength(self) -> float:
        """Part of the codelength within the top modules."""
        return self.codelength - self.index_codelength

    @cached_property
    def one_level_codelength(self) -> float:
        """Bits a step with one module for all."""
        return one_level_bits(self.flow.visit)

    @property
    def relative_saving(self) -> float:
        """Share of the one-level codelength that the modules save."""
        return 1 - self.codelength / self.one_level_codelength if self.one_level_codelength > 0 else 0.0

    @property
    def node_flow(self) -> Floats:
        """Visit rates of the nodes, float64 (n,)."""
        return self.flow.visit

    @property
    def module_flow(self) -> Floats:
        """Visit rates of the lowest modules, by label."""
        return self.code.visit[self._lowest]

    @property
    def module_enter(self) -> Floats:
        """Rates at which the lowest modules are entered, by label."""
        return self.code.enter[self._lowest]

    @property
    def module_exit(self) -> Floats:
        """Rates at which the lowest modules are left, by label."""
        return self.code.exit[self._lowest]

    def modules(self) -> list[NDArray[np.int64]]:
        """Nodes of each lowest module, by label."""
        order = np.argsort(self.labels, kind="stable")
        return np.split(order, np.cumsum(np.bincount(self.labels, minlength=self.n_modules))[:-1])

    def columns(self, remarks: Sequence[str] = (), *, with_links: bool = False) -> PartitionColumns:
        """The partition as the writers of `minent.cluster.formats` take it."""
        from minent.cluster.tree_columns import PartitionColumns

        return PartitionColumns(
            names=self.graph.node_names,
            ids=self.graph.node_ids,
            paths=self.paths,
            flow=self.flow.visit,
            codelength=self.codelength,
            one_level_codelength=self.one_level_codelength,
            directed=self.flow.kind != "balanced",
            links=self.flow.links() if with_links else None,
            remarks=remarks,
        )

    def save(self, target: str | os.PathLike[str] | IO[str], format: str | None = None, **options: Any) -> None:
        """Write the partition; see `minent.cluster.formats.write_partition`."""
        from minent.cluster.formats import write_partition

        columns = self.columns(with_links=True)
        write_partition(columns, target, format, graph=self.graph, **options)

    def to_networkx(self) -> networkx.Graph[Any]:
        """The graph with ``module``, ``top_module``, ``path`` and ``flow`` of each node as attributes."""
        import networkx

        from minent.cluster.tree_columns import path_texts

        result = self.graph.to_networkx()
        nodes = list(result)
        for name, values in (
            ("module", self.labels.tolist()),
            ("top_module", self.top_labels.tolist()),
            ("path", path_texts(self.paths)),
            ("flow", self.flow.visit.tolist()),
        ):
            networkx.set_node_attributes(result, dict(zip(nodes, values, strict=True)), name)
        return result

    def to_pandas(self) -> pandas.DataFrame:
        """A row a node: ``name``, ``module``, ``top_module``, ``path``, ``flow``.

        Raises
        ------
        MissingExtraError
            Without the ``io`` extra.
        """
        try:
            import pandas
        except ImportError:
            raise MissingExtraError("to_pandas", "io") from None
        from minent.cluster.tree_columns import path_texts

        return pandas.DataFrame(
            {
                "name": list(self.graph.node_names),
                "module": self.labels,
                "top_module": self.top_labels,
                "path": path_texts(self.paths),
                "flow": self.flow.visit,
            }
        )


def partition_of(graph: Graph, flow: Flow, ordered: PlainTree, seed: int | None = None) -> Partition:
    """A `Partition` of modules in order."""
    tree = Tree(as_numpy(ordered.parents), as_numpy(ordered.node_module))
    return Partition(graph, flow, describe(flow, tree), seed)


def given_partition(graph: Graph, partition: Partition | ArrayLike, **walk: Any) -> Partition:
    """Rates and codelength of a partition that is known.

    Parameters
    ----------
    graph : Graph
        The graph.
    partition : Partition, int array of shape (n,) or (n, depth)
        As for `map_equation`.
    **walk
        As of `WalkOptions`.

    Returns
    -------
    Partition

    Examples
    --------
    >>> graph = Graph.from_edges([0, 0, 1, 2, 3, 3, 4], [1, 2, 2, 3, 4, 5, 5])
    >>> given_partition(graph, [7, 7, 7, 4, 4, 4])
    <Partition: 6 nodes, 2 modules, 2 levels, 2.320730 bits>
    """
    tree = as_tree(partition, graph.n_nodes)
    flow = graph_flow(graph, WalkOptions(**walk))
    return partition_of(graph, flow, flow.walk.ordered(tree))
