"""From a parser that has read all lines to a graph."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from minent.errors import FormatError
from minent.graph._edges import EdgeParser
from minent.graph._rows import total
from minent.graph.blocks import GraphFile
from minent.graph.options import TOO_HEAVY
from minent.graph.plain import PlainGraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from minent.graph.graph import Graph


def finished_rows(
    parser: EdgeParser, file: GraphFile, *, directed: bool, edges_both: bool | None = None, narrow: bool = True
) -> PlainGraph:
    """Make the rows of the edges that a parser has read, and tell of those it left out; see `finished`.

    If `narrow`, weights are in single precision where that holds them.
    """
    both = not directed if edges_both is None else edges_both
    offsets, targets, weights, ids, packed = parser.finish(both, not directed, narrow)
    if weights is not None and weights.typecode == "d" and not math.isfinite(total(weights)):
        raise FormatError(TOO_HEAVY, path=file.name, line=parser.line)
    tell_losses(parser.n_zeros, parser.n_loops, file)
    return PlainGraph(offsets, targets, weights, directed, ids, packed)


def finished(
    parser: EdgeParser,
    file: GraphFile,
    *,
    directed: bool,
    edges_both: bool | None = None,
    declared: tuple[NDArray[np.int64], Sequence[str]] | None = None,
) -> Graph:
    """Make the graph of the edges that a parser has read, and tell of those it left out.

    Parameters
    ----------
    parser : EdgeParser
        Cannot be used again.
    file : GraphFile
        Where the edges come from.
    directed : bool
        Of the graph.
    edges_both : bool, optional
        Whether an edge leads both ways, by default in an undirected graph; arcs do so in an
        undirected graph.
    declared : (ids, names), optional
        The nodes, when the file declares them.

    Raises
    ------
    FormatError
        When the weights add up to no number.
    """
    from minent.graph.graph import Graph

    rows = finished_rows(parser, file, directed=directed, edges_both=edges_both, narrow=False)
    if declared is None:
        return Graph.from_rows(rows)
    return Graph.from_rows(rows, ids=declared[0], names=declared[1])


def tell_losses(n_zeros: int, n_loops: int, file: GraphFile) -> None:
    """Note the edges that are left out: those of weight 0, and self-loops if so asked."""
    if n_zeros:
        file.tell(f"{n_zeros:,} {_edges(n_zeros)} of weight 0 left out")
    if n_loops and not file.options.self_loops:
        file.tell(f"{n_loops:,} {'self-loop' if n_loops == 1 else 'self-loops'} left out")


def _edges(n: int) -> str:
    return "edge" if n == 1 else "edges"
