"""Graphs as files."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import numpy as np

from minent.arguments import one_of
from minent.atomic import atomic_write
from minent.errors import ParameterError
from minent.graph.graph import Graph
from minent.graph.names import IntegerNames, taken_names
from minent.graph.options import FORMATS

SUFFIXES = {".edges": "edges", ".txt": "edges", ".tsv": "edges", ".csv": "edges", ".net": "pajek", ".mtx": "mtx",
            ".graph": "metis", ".metis": "metis", ".gml": "gml", ".graphml": "graphml"}  # fmt: skip
_CHUNK = 1 << 16
_CONTROL = re.compile(r"[\x00-\x1f]")


def write_graph(graph: Graph, target: str | os.PathLike[str] | IO[str], format: str | None = None) -> None:
    """Write a graph to a file or an open text stream; `minent.graph.read_graph` reads it back.

    Parameters
    ----------
    graph : Graph
        What to write.
    target : path or text stream
        A file is written whole or not at all.
    format : {"edges", "pajek", "mtx", "metis", "gml", "graphml"}, optional
        Chosen by the suffix when not given, ``edges`` for streams. An edge list has
        ``source target weight`` on a line; when nodes have names that are not numbers, it is CSV
        with a header.

    Raises
    ------
    ParameterError
        When the format is not known or cannot hold the graph.
    OutputError
        When the file cannot be written.

    Notes
    -----
    Weights keep all their digits. An edge list has no place for nodes without links, Matrix
    Market and METIS none for names.
    """
    is_path = isinstance(target, (str, os.PathLike))
    chosen = format or (format_of_suffix(target) if is_path else "edges")  # type: ignore[arg-type]
    writer = _WRITERS[one_of("format", chosen, FORMATS)]
    if chosen == "metis" and graph.directed:
        raise ParameterError("METIS holds undirected graphs; write pajek or mtx, or read the graph as undirected")
    if is_path:
        with atomic_write(target) as stream:  # type: ignore[arg-type]
            writer(graph, stream)
    else:
        writer(graph, target)  # type: ignore[arg-type]


def format_of_suffix(path: str | os.PathLike[str]) -> str:
    """Format that the suffix of a path stands for.

    Raises
    ------
    ParameterError
        When the suffix is not known.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise ParameterError(f"no format is known for {suffix!r} ({path}); name one")
    return SUFFIXES[suffix]


def _numbers(values: np.ndarray) -> list[str]:
    """Weights with all their digits, whole ones without a point."""
    return [str(int(value)) if value.is_integer() and value < 1e15 else repr(value) for value in values.tolist()]


def _chunks(graph: Graph) -> Iterator[tuple[np.ndarray, np.ndarray, list[str]]]:
    """Sources, targets and weights as text."""
    sources, targets, weights = graph.edges()
    for begin in range(0, len(sources), _CHUNK):
        part = slice(begin, begin + _CHUNK)
        yield sources[part], targets[part], _numbers(weights[part])


def _write_edges(graph: Graph, stream: IO[str]) -> None:
    names = graph.node_names
    if isinstance(names, IntegerNames):
        for u, v, w in _chunks(graph):
            rows = zip(taken_names(names, u), taken_names(names, v), w, strict=True)
            stream.writelines(f"{a} {b} {weight}\n" for a, b, weight in rows)
        return
    stream.write("source,target,weight\n")
    quoted = [_csv_name(name) for name in names]
    for u, v, w in _chunks(graph):
        rows = zip(taken_names(quoted, u), taken_names(quoted, v), w, strict=True)
        stream.writelines(f"{a},{b},{weight}\n" for a, b, weight in rows)


def _csv_name(name: str) -> str:
    """In quotes where a reader could take it for something else."""
    name = _in_one_line(name)
    if re.search(r'[,"#%]|^\s|\s$', name):
        return '"' + name.replace('"', '""') + '"'
    return name


def _in_one_line(name: str) -> str:
    return _CONTROL.sub(" ", name)


def _write_pajek(graph: Graph, stream: IO[str]) -> None:
    stream.write(f"*Vertices {graph.n_nodes}\n")
    stream.writelines(f'{i} "{_in_one_line(name)}"\n' for i, name in enumerate(graph.node_names, 1))
    stream.write("*Arcs\n" if graph.directed else "*Edges\n")
    for u, v, w in _chunks(graph):
        rows = zip((u + 1).tolist(), (v + 1).tolist(), w, strict=True)
        stream.writelines(f"{a} {b} {weight}\n" for a, b, weight in rows)


def _write_matrix_market(graph: Graph, stream: IO[str]) -> None:
    symmetry = "general" if graph.directed else "symmetric"
    stream.write(f"%%MatrixMarket matrix coordinate real {symmetry}\n")
    stream.write(f"{graph.n_nodes} {graph.n_nodes} {graph.n_links}\n")
    for u, v, w in _chunks(graph):
        first, second = (u, v) if graph.directed else (v, u)  # the lower triangle
        rows = zip((first + 1).tolist(), (second + 1).tolist(), w, strict=True)
        stream.writelines(f"{a} {b} {weight}\n" for a, b, weight in rows)


def _write_metis(graph: Graph, stream: IO[str]) -> None:
    stream.write(f"{graph.n_nodes} {graph.n_links} 001\n")
    for begin, end in zip(graph.offsets[:-1].tolist(), graph.offsets[1:].tolist(), strict=True):
        row = zip((graph.targets[begin:end] + 1).tolist(), _numbers(graph.weights[begin:end]), strict=True)
        stream.write(" ".join(f"{v} {w}" for v, w in row) + "\n")


def _write_gml(graph: Graph, stream: IO[str]) -> None:
    # Not by networkx: it writes the names of nodes as labels only if no two are equal.
    stream.write(f"graph [\n  directed {int(graph.directed)}\n")
    for i, name in enumerate(graph.node_names):
        stream.write(f'  node [\n    id {i}\n    label "{_gml_text(name)}"\n  ]\n')
    for u, v, w in _chunks(graph):
        # A real number of GML has a point.
        points = (x if "." in x else x.replace("e", ".0e") for x in w)
        rows = zip(u.tolist(), v.tolist(), points, strict=True)
        stream.writelines(f"  edge [\n    source {a}\n    target {b}\n    weight {x}\n  ]\n" for a, b, x in rows)
    stream.write("]\n")


def _gml_text(name: str) -> str:
    text = _in_one_line(name).replace("&", "&amp;").replace('"', "&quot;")
    return text.encode("ascii", "xmlcharrefreplace").decode()


def _write_graphml(graph: Graph, stream: IO[str]) -> None:
    import networkx

    stream.writelines(line + "\n" for line in networkx.generate_graphml(graph.to_networkx()))


_WRITERS: dict[str, Callable[[Graph, IO[str]], None]] = {
    "edges": _write_edges,
    "pajek": _write_pajek,
    "mtx": _write_matrix_market,
    "metis": _write_metis,
    "gml": _write_gml,
    "graphml": _write_graphml,
}
