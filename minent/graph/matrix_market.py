"""Matrix Market files with an adjacency matrix."""

from __future__ import annotations

import io

import numpy as np

from minent.errors import FormatError, InputError
from minent.graph._edges import EdgeParser
from minent.graph.arrays import too_many_nodes
from minent.graph.blocks import GraphFile, feed_all, first_lines
from minent.graph.building import finished, tell_losses
from minent.graph.exchange import from_scipy
from minent.graph.faults import shown
from minent.graph.graph import NODE_LIMIT, Graph
from minent.graph.names import IntegerNames

MARK = b"%%MatrixMarket"


def read_matrix_market(file: GraphFile) -> Graph:
    """Read an adjacency matrix in coordinate or array format.

    Returns
    -------
    Graph
        Undirected if the header says symmetric, else directed, unless asked for otherwise. Nodes
        are the rows, with names and ``ids`` from 1.

    Raises
    ------
    FormatError
        When the matrix is complex or not square, or a line is at fault.
    """
    layout, symmetric, pattern = _header(file)
    directed = not symmetric if file.options.directed is None else file.options.directed
    if layout == "array":
        return _read_array(file, symmetric, directed)
    size = first_lines(file.first, 1, (b"%",))
    number, begin, line = size[0] if size else (1, 0, b"")
    n, n_entries = _size(file, number, line)
    options = file.options
    parser = EdgeParser(b"", options.weights and not pattern, False, False, options.self_loops, NODE_LIMIT)
    parser.declare_range(1, n)
    parser.skip_lines(number)
    feed_all(parser, file, begin)
    if parser.n_edges != n_entries:
        raise FormatError(
            f"{parser.n_edges:,} entries where the header says {n_entries:,}; get the whole file or correct it",
            path=file.name,
            line=parser.line,
        )
    ids = np.arange(1, n + 1)
    return finished(
        parser, file, directed=directed, edges_both=symmetric or not directed, declared=(ids, IntegerNames(ids))
    )  # fmt: skip


def _header(file: GraphFile) -> tuple[str, bool, bool]:
    """Layout, whether symmetric, whether without values."""
    words = file.first.split(b"\n", 1)[0].decode("utf-8", "replace").lower().split()
    if len(words) != 5 or words[0] != MARK.decode().lower() or words[1] != "matrix":
        raise FormatError(
            "no header '%%MatrixMarket matrix coordinate|array field symmetry'; add it", path=file.name, line=1
        )
    _, _, layout, field, symmetry = words
    if layout not in ("coordinate", "array") or field not in ("real", "double", "integer", "pattern"):
        raise FormatError(f"a matrix of {layout} {field} is no graph; it must be real", path=file.name, line=1)
    if symmetry not in ("general", "symmetric"):
        raise FormatError(f"a {symmetry} matrix has negative weights; make it general", path=file.name, line=1)
    return layout, symmetry == "symmetric", field == "pattern"


def _size(file: GraphFile, number: int, line: bytes) -> tuple[int, int]:
    """Nodes and entries."""
    words = line.split()
    if len(words) != 3 or not all(word.isdigit() and len(word) < 19 for word in words):
        raise FormatError(f"{shown(line)} is not 'rows columns entries'; correct it", path=file.name, line=number)
    rows, columns, n_entries = map(int, words)
    if rows != columns:
        raise FormatError(
            f"{rows} rows and {columns} columns; an adjacency matrix is square", path=file.name, line=number
        )
    if rows > NODE_LIMIT:
        raise too_many_nodes(rows)
    return rows, n_entries


def _read_array(file: GraphFile, symmetric: bool, directed: bool) -> Graph:
    import scipy.io
    import scipy.sparse

    try:
        matrix = np.asarray(scipy.io.mmread(io.BytesIO(file.whole())), np.float64)
        coo = scipy.sparse.coo_array(matrix)
        if not file.options.self_loops:
            coo.setdiag(0)
        if not file.options.weights:
            coo = scipy.sparse.coo_array(matrix != 0, dtype=np.float64)
        if not directed and not symmetric:
            # As in lists of entries, both directions of a pair add up to one link.
            coo = scipy.sparse.coo_array(coo + coo.T - scipy.sparse.diags_array(coo.diagonal()))
        graph = from_scipy(coo, directed=directed)
    except (ValueError, InputError) as error:
        raise FormatError(f"no adjacency matrix ({error})", path=file.name, line=1) from None
    tell_losses(0, int(np.count_nonzero(matrix.diagonal())), file)
    ids = np.arange(1, graph.n_nodes + 1)
    return Graph(graph.offsets, graph.targets, graph.weights, directed=directed, names=IntegerNames(ids), ids=ids)
