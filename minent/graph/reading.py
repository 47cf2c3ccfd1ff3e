"""Reading graphs from files."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from minent.arguments import one_of
from minent.errors import FormatError
from minent.graph.blocks import GraphFile, ReadOptions, first_lines
from minent.graph.options import COMPRESSED, FORMATS, MARK
from minent.progress import Progress

if TYPE_CHECKING:
    from minent.graph.graph import Graph
    from minent.graph.plain import PlainGraph

# Modules of the readers; most need NumPy, which takes longer to load than a small graph to read.
_READERS = {
    "edges": "edge_lists",
    "pajek": "pajek",
    "mtx": "matrix_market",
    "metis": "metis",
    "gml": "markup",
    "graphml": "markup",
}
_NAMES = {"edges": "edge_list", "mtx": "matrix_market"}
_SUFFIXES = {".graph": "metis", ".metis": "metis", ".gml": "gml", ".graphml": "graphml", ".mtx": "mtx"}
_MAGIC = {b"\x1f\x8b": ".gz", b"BZh": ".bz2", b"\xfd7zXZ": ".xz", b"\x28\xb5\x2f\xfd": ".zst"}


def read_graph(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    directed: bool | None = None,
    weights: bool = True,
    self_loops: bool = True,
    delimiter: str | None = None,
    encoding: str = "utf-8",
    progress: Progress | None = None,
    note: Callable[[str], object] | None = None,
) -> Graph:
    """Read a graph from a file.

    Parameters
    ----------
    path : path or "-"
        The file, or standard input; ``.gz .bz2 .xz .zst`` are decompressed.
    format : {"edges", "pajek", "mtx", "metis", "gml", "graphml"}, optional
        Found by the content and the name when not given: a first line that begins with ``*`` is
        Pajek, ``%%MatrixMarket`` Matrix Market, XML GraphML; ``.graph`` and ``.metis`` are METIS,
        ``.gml`` GML; all else is an edge list.
    directed : bool, optional
        By default what the file says: arcs of Pajek, general matrices and directed GML and
        GraphML are directed, edge lists and METIS are not. False: arcs become links, u-v and v-u
        add up. True: edges of an edge list or of Pajek lead from the first to the second node,
        those of the other formats both ways.
    weights : bool
        False: every edge weighs 1, and further columns are passed over.
    self_loops : bool
        False: self-loops are left out, with a note.
    delimiter : str, optional
        Of edge lists: ``","``, a tab, another sign, or ``" "`` for white space. By default a comma
        or a tab if the first line has it, else white space.
    encoding : str
        Of the text.
    progress : Progress, optional
        Told how much is read.
    note : callable, optional
        Called with a line of text for each thing a person should know: edges of weight 0 or
        self-loops left out, a header passed over, layers merged.

    Returns
    -------
    Graph
        Repeated edges are added up. A self-loop counts once, with its weight. Edges of weight 0
        are left out, their nodes are not.

    Raises
    ------
    FormatError
        When a line is not as it should be: its file, its number, how to mend it.
    BudgetError
        When there are more than 2^31 - 1 nodes. The number of edges is limited by memory only.
    MissingExtraError
        For ``.zst`` without the extra ``io``.

    Notes
    -----
    Lines whose first sign is ``#`` or ``%`` are comments. Edge lists, Pajek, Matrix Market and
    METIS are read by one compiled parser in one pass, at 10 to 60 million lines a second on one core; peak
    memory is 4 bytes an entry of the result (two for an undirected edge) and 8 an edge; where weights
    differ from 1, 12 an entry and 16 an edge.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "tea.edges"
    >>> _ = file.write_text("# who drinks with whom\\nann bob 2\\nbob cy\\nann bob\\n")
    >>> graph = read_graph(file)
    >>> graph, list(graph.names), graph.weights.tolist()
    (<Graph: 3 nodes, 2 undirected links>, ['ann', 'bob', 'cy'], [3.0, 3.0, 1.0, 1.0])
    """
    options = ReadOptions(directed, weights, self_loops, delimiter, encoding, progress)
    return read_graph_file(path, options, format, note)


def read_graph_file(
    path: str | os.PathLike[str],
    options: ReadOptions,
    format: str | None = None,
    note: Callable[[str], object] | None = None,
) -> Graph:
    """Read a graph; see `read_graph`."""
    file = GraphFile(path, options)
    graph = _read(file, _format_of(file, format))
    _tell(file, note)
    return graph


def read_plain_graph(
    path: str | os.PathLike[str],
    options: ReadOptions,
    format: str | None = None,
    note: Callable[[str], object] | None = None,
) -> Graph | PlainGraph:
    """Read a graph; an edge list as rows, without NumPy. See `read_graph`."""
    from minent.graph.edge_lists import read_plain_edge_list

    file = GraphFile(path, options)
    chosen = _format_of(file, format)
    graph = read_plain_edge_list(file) if chosen == "edges" else _read(file, chosen)
    _tell(file, note)
    return graph


def _read(file: GraphFile, format: str) -> Graph:
    module = importlib.import_module(f"minent.graph.{_READERS[format]}")
    graph: Graph = getattr(module, f"read_{_NAMES.get(format, format)}")(file)
    return graph


def _tell(file: GraphFile, note: Callable[[str], object] | None) -> None:
    if note is not None:
        for message in file.notes:
            note(message)


def _format_of(file: GraphFile, format: str | None) -> str:
    if format is not None:
        one_of("format", format, FORMATS)
    if not file.first:
        raise FormatError("empty; a graph has edges", path=file.name, line=1)
    for magic, suffix in _MAGIC.items():
        if file.first.startswith(magic):
            raise FormatError(f"compressed data; name the file ...{suffix}, or decompress it", path=file.name, line=1)
    return format or detect_format(file)


def detect_format(file: GraphFile) -> str:
    """Format of a file by its content, else by its name."""
    if file.first[: len(MARK)].lower() == MARK.lower():
        return "mtx"
    lines = first_lines(file.first, 1, (b"#", b"%"))
    line = lines[0][2].lower() if lines else b""
    if line.startswith(b"*") and line[1:2].isalpha():
        return "pajek"
    if line.startswith((b"<?xml", b"<graphml", b"<!--")):
        return "graphml"
    stem = file.name.lower()
    for ending in COMPRESSED:
        stem = stem.removesuffix(ending)
    named = _SUFFIXES.get(os.path.splitext(stem)[1])
    begins_as_gml = line.replace(b"[", b" ").split()[:1] in ([b"graph"], [b"creator"], [b"version"], [b"comment"])
    if named is None and begins_as_gml and re.search(rb"\bgraph\s*\[", file.first):
        return "gml"
    return named or "edges"
