"""Matrix Market files with an adjacency matrix."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from minent.errors import FormatError, InputError
from minent.graph._edges import EdgeParser
from minent.graph.arrays import too_many_nodes
from minent.graph.blocks import GraphFile, feed_all, first_lines
from minent.graph.building import finished, tell_losses
from minent.graph.faults import shown
from minent.graph.graph import Graph
from minent.graph.names import IntegerNames
from minent.graph.options import MARK, NODE_LIMIT


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
        raise too_many_nodes(rows, file.name, number)
    return rows, n_entries


def _read_array(file: GraphFile, symmetric: bool, directed: bool) -> Graph:
    """Read the format with one value a line, column by column; of a symmetric matrix from the diagonal down."""
    lines = _values(file)
    number, size = next(lines, (1, []))
    if len(size) != 2 or size[0] != size[1] or not size[0].is_integer() or not 0 <= size[0] <= NODE_LIMIT:
        raise FormatError("no size 'rows columns' of a square matrix; correct it", path=file.name, line=number)
    n = int(size[0])
    values: list[float] = []
    for number, row in lines:
        values += row
        wrong = next((value for value in row if not 0 <= value < np.inf), None)
        if wrong is not None:
            raise FormatError(f"{wrong:g} is negative or not finite; correct it", path=file.name, line=number)
    expected = n * (n + 1) // 2 if symmetric else n * n
    if len(values) != expected:
        message = f"{len(values):,} values where {expected:,} belong; get the whole file or correct the size"
        raise FormatError(message, path=file.name, line=number)
    v, u = np.triu_indices(n) if symmetric else (np.arange(expected) // max(n, 1), np.arange(expected) % max(n, 1))
    return _of_entries(file, u, v, np.array(values), n, both=symmetric and directed, directed=directed)


def _values(file: GraphFile) -> Iterator[tuple[int, list[float]]]:
    """Lines that are not blank nor comments, as numbers."""
    for number, line in enumerate(file.whole().split(b"\n"), 1):
        if line.strip() and not line.lstrip().startswith(b"%"):
            try:
                yield number, [float(word) for word in line.split()]
            except ValueError:
                raise FormatError(f"not numbers: {shown(line)}; correct it", path=file.name, line=number) from None


def _of_entries(
    file: GraphFile, u: np.ndarray, v: np.ndarray, w: np.ndarray, n: int, *, both: bool, directed: bool
) -> Graph:
    used = w > 0
    tell_losses(0, int(np.count_nonzero(used & (u == v))), file)
    if not file.options.self_loops:
        used &= u != v
    u, v, w = u[used], v[used], w[used] if file.options.weights else np.ones(np.count_nonzero(used))
    if both:
        back = u != v
        u, v, w = np.append(u, v[back]), np.append(v, u[back]), np.append(w, w[back])
    ids = np.arange(1, n + 1)
    try:
        graph = Graph.from_edges(u, v, w, n_nodes=n, directed=directed)
    except InputError as error:
        raise FormatError(str(error), path=file.name) from None
    return Graph(graph.offsets, graph.targets, graph.weights, directed=directed, names=IntegerNames(ids), ids=ids)
