"""From a parser that has read all lines to a `Graph`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from minent.errors import FormatError, InputError
from minent.graph._edges import EdgeParser
from minent.graph.arrays import check_total
from minent.graph.blocks import GraphFile
from minent.graph.graph import Graph
from minent.graph.names import IntegerNames, PackedNames


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
    both = not directed if edges_both is None else edges_both
    offsets, targets, weights, ids, packed = parser.finish(both, not directed)
    try:
        check_total(weights)
    except InputError as error:
        raise FormatError(str(error), path=file.name, line=parser.line) from None
    tell_losses(parser.n_zeros, parser.n_loops, file)
    names: Sequence[str] | None = None
    if declared is not None:
        ids, names = declared
    elif packed is not None:
        names = PackedNames(*packed)
    elif ids is not None:
        names = IntegerNames(ids)
    return Graph(offsets, targets, weights, directed=directed, names=names, ids=ids)


def tell_losses(n_zeros: int, n_loops: int, file: GraphFile) -> None:
    """Note the edges that are left out: those of weight 0, and self-loops if so asked."""
    if n_zeros:
        file.tell(f"{n_zeros:,} {_edges(n_zeros)} of weight 0 left out")
    if n_loops and not file.options.self_loops:
        file.tell(f"{n_loops:,} {'self-loop' if n_loops == 1 else 'self-loops'} left out")


def _edges(n: int) -> str:
    return "edge" if n == 1 else "edges"
