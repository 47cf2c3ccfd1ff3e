"""Partitions as files, from plain columns.

``tree``, ``ftree``, ``clu``: what map-equation tools write and read. ``tsv``, ``csv``: a row a node.
``json``: nodes and modules. ``gexf``, ``graphml``: the graph with modules as attributes.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from minent.arguments import one_of
from minent.atomic import atomic_write
from minent.cluster.options import FORMATS, format_of_suffix
from minent.cluster.tree_columns import PartitionColumns, path_texts
from minent.cluster.tree_files import TreeRows, write_clu, write_tree
from minent.errors import ParameterError
from minent.graph.graph import Graph
from minent.graph.names import IntegerNames, packed, taken_names

_BINARY = ("gexf", "graphml")
_CHUNK = 1 << 14


def write_partition(
    columns: PartitionColumns,
    target: str | os.PathLike[str] | IO[str],
    format: str | None = None,
    *,
    graph: Graph | None = None,
    level: int = 1,
) -> None:
    """Write a partition to a file or an open text stream.

    Parameters
    ----------
    columns : PartitionColumns
        What to write.
    target : path or text stream
        A file is written whole or not at all.
    format : {"tree", "ftree", "clu", "tsv", "csv", "json", "gexf", "graphml"}, optional
        Chosen by the suffix of the path when not given, ``tree`` for streams.
    graph : Graph, optional
        The graph, for ``gexf`` and ``graphml``.
    level : int
        Modules of ``clu``: 1 the top ones, 2 those below, ..., -1 the lowest.

    Raises
    ------
    ParameterError
        When the format is not known, or needs what is not given.
    OutputError
        When the file cannot be written.
    """
    is_path = isinstance(target, (str, os.PathLike))
    chosen = format or (format_of_suffix(target) if is_path else "tree")  # type: ignore[arg-type]
    one_of("format", chosen, FORMATS)
    if chosen == "ftree" and columns.links is None:
        raise ParameterError("ftree needs the flow along the links")
    if chosen in _BINARY:
        if graph is None or not is_path:
            raise ParameterError(f"{chosen} needs the graph and the name of a file")
        _write_markup(columns, graph, target, chosen)  # type: ignore[arg-type]
    elif is_path:
        with atomic_write(target) as stream:  # type: ignore[arg-type]
            _write_text(columns, stream, chosen, level)
    else:
        _write_text(columns, target, chosen, level)  # type: ignore[arg-type]


def _write_text(columns: PartitionColumns, stream: IO[str], format: str, level: int) -> None:
    if format in ("tree", "ftree"):
        write_tree(_tree_rows(columns), stream)
        if format == "ftree":
            _write_links(columns, stream)
    elif format == "clu":
        write_clu(_tree_rows(columns), stream, level)
    elif format == "json":
        json.dump(_as_json(columns), stream, ensure_ascii=False, separators=(",", ":"))
        stream.write("\n")
    else:
        _write_rows(columns, stream, format)


def _rows(columns: PartitionColumns) -> Iterator[tuple[str, float, str, int]]:
    """Path, flow, name and number of each node, in the order of the paths."""
    for part in _parts(columns):
        paths, names = path_texts(columns.paths[part]), taken_names(columns.names, part)
        yield from zip(paths, columns.flow[part].tolist(), names, columns.ids[part].tolist(), strict=True)


def _tree_rows(columns: PartitionColumns) -> TreeRows:
    numbered = isinstance(columns.names, IntegerNames) and np.array_equal(columns.names.ids, columns.ids)
    return TreeRows(
        np.ascontiguousarray(columns.paths), np.ascontiguousarray(columns.flow), columns.ids,
        None if numbered else packed(columns.names), columns.codelength, columns.one_level_codelength,
        columns.directed, columns.remarks,
    )  # fmt: skip


def _parts(columns: PartitionColumns) -> Iterator[NDArray[np.int64]]:
    """Nodes in the order of their paths, in parts."""
    order = columns.order()
    for begin in range(0, len(order), _CHUNK):
        yield order[begin : begin + _CHUNK]


def _write_rows(columns: PartitionColumns, stream: IO[str], format: str) -> None:
    order = columns.order()
    top, lowest = columns.modules(1)[order].tolist(), columns.modules(-1)[order].tolist()
    header = ("node", "name", "path", "top_module", "module", "flow")
    rows = (
        (str(number), name, path, str(a), str(b), f"{flow:.9g}")
        for (path, flow, name, number), a, b in zip(_rows(columns), top, lowest, strict=True)
    )
    if format == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
        return
    stream.write("\t".join(header) + "\n")
    stream.writelines("\t".join(" ".join(cell.split("\t")) for cell in row).replace("\n", " ") + "\n" for row in rows)


def _as_json(columns: PartitionColumns) -> dict[str, Any]:
    from minent.cluster.module_links import module_tree

    nodes = [
        {"path": list(map(int, path.split(":"))), "name": name, "flow": flow, "id": number}
        for path, flow, name, number in _rows(columns)
    ]
    return {
        "codelength": columns.codelength,
        "oneLevelCodelength": columns.one_level_codelength,
        "numLevels": columns.n_levels,
        "numTopModules": len(np.unique(columns.paths[:, 0])),
        "directed": columns.directed,
        "remarks": list(columns.remarks),
        "nodes": nodes,
        "modules": [
            {"path": list(module.path), "flow": module.flow, "enterFlow": module.enter, "exitFlow": module.exit,
             "numChildren": module.n_children}
            for module in module_tree(columns)
        ],
    }  # fmt: skip


def _write_links(columns: PartitionColumns, stream: IO[str]) -> None:
    from minent.cluster.module_links import module_tree

    stream.write(f"*Links {'directed' if columns.directed else 'undirected'}\n")
    stream.write("#*Links path enterFlow exitFlow numEdges numChildren\n")
    for module in module_tree(columns):
        path = ":".join(map(str, module.path)) or "root"
        stream.write(f"*Links {path} {module.enter:.9g} {module.exit:.9g} {len(module.links)} {module.n_children}\n")
        stream.writelines(f"{a} {b} {flow:.9g}\n" for a, b, flow in module.links)


def _write_markup(columns: PartitionColumns, graph: Graph, target: str | os.PathLike[str], format: str) -> None:
    import networkx

    result = graph.to_networkx()
    labels = list(result)
    for name, values in (
        ("module", columns.modules(-1).tolist()),
        ("top_module", columns.modules(1).tolist()),
        ("path", path_texts(columns.paths)),
        ("flow", columns.flow.tolist()),
    ):
        networkx.set_node_attributes(result, dict(zip(labels, values, strict=True)), name)
    with atomic_write(target, "wb") as stream:
        (networkx.write_gexf if format == "gexf" else networkx.write_graphml)(result, stream)
