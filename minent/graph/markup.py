"""GML and GraphML, through networkx."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from minent.errors import FormatError, InputError
from minent.graph.blocks import GraphFile
from minent.graph.building import tell_losses
from minent.graph.exchange import from_networkx
from minent.graph.graph import Graph

_PLACE = re.compile(r"\((\d+), \d+\)|line (\d+)")


def read_gml(file: GraphFile) -> Graph:
    """Read GML; names are the labels of the nodes, weights the attribute ``weight`` or ``value``.

    Raises
    ------
    FormatError
        When it cannot be read, or a weight is not usable.
    """
    import networkx

    graph = _parsed(file, lambda text: networkx.parse_gml(text, label="id"), "GML")
    weight = _weight_attribute(graph, ("weight", "value"))
    numbered = all(isinstance(node, int) and abs(node) < 2**63 for node in graph)
    labels = [str(data.get("label", node)) for node, data in graph.nodes(data=True)]
    return _made(file, graph, weight, labels, np.array(list(graph), np.int64) if numbered else None)


def read_graphml(file: GraphFile) -> Graph:
    """Read GraphML; names are the ids of the nodes, weights the attribute ``weight``.

    Raises
    ------
    FormatError
        When it cannot be read, or a weight is not usable.
    """
    import networkx

    graph = _parsed(file, networkx.parse_graphml, "GraphML")
    return _made(file, graph, _weight_attribute(graph, ("weight",)), [str(node) for node in graph], None)


def _parsed(file: GraphFile, parse: Callable[[str], Any], kind: str) -> Any:
    data = file.whole()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of types of attributes that are not asked for
            return parse(data.decode())
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FormatError("not UTF-8; name its encoding", path=file.name, line=line) from None
    except SyntaxError as error:  # of XML; to name its class would load a parser for every graph
        line = getattr(error, "position", (1,))[0]
        raise FormatError(f"not {kind} ({error}); correct it", path=file.name, line=line) from None
    except MemoryError:
        raise
    except Exception as error:  # what a parser of networkx raises on damaged text may be anything
        found = _PLACE.search(str(error))
        line = int(found[1] or found[2]) if found else 1
        raise FormatError(f"not {kind} ({error}); correct it", path=file.name, line=line) from None


def _weight_attribute(graph: Any, names: tuple[str, ...]) -> str:
    """The first of the names that an edge has as attribute."""
    for name in names:
        if any(name in data for _, _, data in graph.edges(data=True)):
            return name
    return names[0]


def _made(file: GraphFile, graph: Any, weight: str, names: list[str], ids: np.ndarray | None) -> Graph:
    options = file.options
    if not len(graph):
        raise FormatError("no nodes", path=file.name, line=1)
    loops = [(u, v) for u, v in graph.edges() if u == v]
    zeros = sum(data.get(weight, 1) == 0 for _, _, data in graph.edges(data=True)) if options.weights else 0
    if not options.self_loops:
        graph.remove_edges_from(loops)
    try:
        made = from_networkx(graph, weight=weight if options.weights else "", directed=options.directed)
    except InputError as error:
        raise FormatError(str(error), path=file.name) from None
    tell_losses(zeros, len(loops), file)
    if ids is not None and np.array_equal(ids, np.arange(len(ids))):
        ids = None
    plain = ids is None and names == list(map(str, range(len(names))))
    return Graph(
        made.offsets, made.targets, made.weights, directed=made.directed, names=None if plain else names, ids=ids
    )  # fmt: skip
