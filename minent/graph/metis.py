"""METIS graphs: a row of neighbours a node."""

from __future__ import annotations

import re

import numpy as np

from minent.errors import FormatError
from minent.graph._edges import EdgeParser
from minent.graph.arrays import too_many_nodes
from minent.graph.blocks import GraphFile, feed_all, header_of
from minent.graph.building import finished
from minent.graph.exchange import first_asymmetry
from minent.graph.faults import shown
from minent.graph.graph import Graph
from minent.graph.names import IntegerNames
from minent.graph.options import NODE_LIMIT

_HEADER = re.compile(rb"(\d{1,18})\s+(\d{1,18})(?:\s+([01]{1,3})(?:\s+(\d{1,3}))?)?")


def read_metis(file: GraphFile) -> Graph:
    """Read a METIS graph; weights of nodes are passed over.

    Returns
    -------
    Graph
        Undirected unless asked for otherwise; nodes are the rows, with names and ``ids`` from 1.

    Raises
    ------
    FormatError
        When the header or a row is at fault, or u has v as neighbour but not v u.
    """
    options = file.options
    what = "a METIS graph begins with 'nodes edges [format]'"
    number, begin, line = header_of(file, (b"%",), what)
    header = _HEADER.fullmatch(line)
    if header is None:
        raise FormatError(f"{shown(line)}: {what}", path=file.name, line=number)
    n, n_edges, kind = int(header[1]), int(header[2]), (header[3] or b"").rjust(3, b"0")
    if n > NODE_LIMIT:
        raise too_many_nodes(n, file.name, number)
    leading = int(kind[:1]) + (int(header[4] or 1) if kind[1:2] == b"1" else 0)
    parser = EdgeParser(b"", options.weights, False, False, options.self_loops, NODE_LIMIT)
    parser.begin_rows(n, leading, kind[2:] == b"1")
    parser.skip_lines(number)
    feed_all(parser, file, begin)
    if parser.row != n:
        raise FormatError(
            f"{parser.row:,} rows where the header says {n:,} nodes; get the whole file or correct it",
            path=file.name,
            line=parser.line,
        )
    _check_edges(file, number, n_edges, (parser.n_edges + parser.n_loops) / 2, options.directed)
    ids = np.arange(1, n + 1)
    graph = finished(parser, file, directed=True, declared=(ids, IntegerNames(ids)))
    if options.directed:
        return graph
    fault = first_asymmetry(graph)
    if fault is not None:
        u, v = (int(ids[i]) for i in fault)
        raise FormatError(
            f"nodes {u} and {v} do not have each other as neighbours alike; "
            "name both in the row of the other, with the same weight, or read the graph as directed",
            path=file.name,
        )
    return Graph(graph.offsets, graph.targets, graph.weights, directed=False, names=graph.names, ids=ids)


def _check_edges(file: GraphFile, line: int, said: int, found: float, directed: bool | None) -> None:
    if not directed and said != found:
        raise FormatError(
            f"the header says {said:,} edges, the rows hold {found:,g}; get the whole file or correct the header",
            path=file.name,
            line=line,
        )
