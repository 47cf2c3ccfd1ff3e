"""Pajek networks (``.net``), and the link lists with headings that map-equation tools take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from minent.errors import FormatError
from minent.graph._edges import EdgeParser
from minent.graph.arrays import too_many_nodes
from minent.graph.blocks import GraphFile
from minent.graph.building import finished
from minent.graph.faults import raise_fault, shown
from minent.graph.graph import Graph
from minent.graph.higher_order import SECTIONS, Merger, lines_before_heading
from minent.graph.names import IntegerNames, PackedNames
from minent.graph.options import NODE_LIMIT

_EDGES, _ARCS, _EDGE_LISTS, _ARC_LISTS, _VERTICES = range(5)
_SECTIONS = {
    "vertices": _VERTICES,
    "edges": _EDGES,
    "links": _EDGES,
    "bipartite": _EDGES,
    "arcs": _ARCS,
    "edgeslist": _EDGE_LISTS,
    "edgelist": _EDGE_LISTS,
    "arcslist": _ARC_LISTS,
    "arclist": _ARC_LISTS,
}
_MERGED = "line {line}: *{name}: the links of all {what} of a node are added up; {what} are not kept"


def read_pajek(file: GraphFile) -> Graph:
    """Read a Pajek network.

    Sections: ``*Vertices [n]`` with lines ``number "name"``, ``*Edges`` (also ``*Links`` and
    ``*Bipartite``), ``*Arcs``, ``*Edgeslist``, ``*Arcslist``. What follows a name or a weight is
    passed over. Without ``*Vertices`` nodes are what the links name. States and layers
    (``*States``, ``*Multilayer``, ``*Intra``, ``*Inter``) are merged into their nodes, with a note.

    Returns
    -------
    Graph
        Directed when there are arcs, unless asked for otherwise. Nodes are in the order of their
        numbers, which are its ``ids``. In a directed graph an edge stands for an arc each way if
        the file also has arcs; a file of edges alone that is to be directed is read as arcs.

    Raises
    ------
    FormatError
        For the first line that is at fault.
    """
    options = file.options
    parser = EdgeParser(b"", options.weights, True, True, options.self_loops, NODE_LIMIT)
    reader = _Reader(parser, file)
    for block in file:
        begin = 0
        while begin < len(block):
            begin = reader.feed(block, begin)
            if parser.fault:
                raise_fault(parser, file.name)
            if parser.heading:
                reader.enter(parser.heading.decode("utf-8", "backslashreplace"))
    reader.leave_vertices()
    if not parser.n_edges and not parser.n_arcs and reader.declared is None:
        raise FormatError("no vertices and no links", path=file.name, line=max(parser.line, 1))
    directed = _ARCS in reader.seen if options.directed is None else options.directed
    both = not directed or _ARCS in reader.seen
    return finished(parser, file, directed=directed, edges_both=both, declared=reader.declared)


@dataclass
class _Reader:
    """Goes from section to section."""

    parser: EdgeParser
    file: GraphFile

    def __post_init__(self) -> None:
        self.seen: set[int] = set()
        self.declared: tuple[NDArray[np.int64], Sequence[str]] | None = None
        self._count: int | None = None
        self._in_vertices = False
        self._merged: set[str] = set()
        self._merger = Merger(self.file.name)

    def feed(self, block: bytes, begin: int) -> int:
        """Let the parser read lines, as they are or turned; return where it stopped."""
        if not self._merger.active:
            return self.parser.feed(block, begin)
        end = lines_before_heading(block, begin)
        if end == begin:
            return self.parser.feed(block, begin)
        self.parser.feed(self._merger.turned(block[begin:end], self.parser.line + 1))
        return end

    def fail(self, message: str, line: int | None = None) -> FormatError:
        return FormatError(message, path=self.file.name, line=self.parser.line if line is None else line)

    def enter(self, heading: str) -> None:
        self.leave_vertices()
        words = heading[1:].split()
        name = words[0].lower() if words else ""
        if name == "network":
            return
        self._merger.enter(name)
        if name in SECTIONS:
            what = "states" if name == "states" else "layers"
            if what not in self._merged:
                self.file.tell(_MERGED.format(line=self.parser.line, name=words[0], what=what))
            self._merged.add(what)
            self.seen.add(_EDGES)
            self.parser.begin(_EDGES)
            return
        if name not in _SECTIONS:
            raise self.fail(
                f"unknown section {shown(heading)}; known are *Vertices, *Edges, *Arcs, *Edgeslist, *Arcslist"
            )
        section = _SECTIONS[name]
        if section == _VERTICES:
            self._enter_vertices(words[1:])
        else:
            self.seen.add({_EDGE_LISTS: _EDGES, _ARC_LISTS: _ARCS}.get(section, section))
        self.parser.begin(section)

    def _enter_vertices(self, words: list[str]) -> None:
        if self.seen or self.declared is not None:
            raise self.fail("*Vertices must come once and before the links; move it to the top")
        if words and not re.fullmatch("[0-9]{1,18}", words[0]):
            raise self.fail(f"*Vertices {shown(words[0])}: not a number of vertices; correct it")
        self._count = int(words[0]) if words else None
        if self._count is not None and self._count > NODE_LIMIT:
            raise too_many_nodes(self._count, self.file.name, self.parser.line)
        self._in_vertices = True

    def leave_vertices(self) -> None:
        """Fix the nodes, once all vertices are read.

        Those listed, when they are as many as ``*Vertices`` says or it does not say; else 1 to n,
        of which the ones listed have names.
        """
        if not self._in_vertices:
            return
        self._in_vertices = False
        ids, lines, ends, text = self.parser.vertices()
        count = self._count
        if count is None and not len(ids):
            return
        if count is not None and len(ids) > count:
            raise self.fail(f"{count + 1} vertices where *Vertices says {count}; correct it", int(lines[count]))
        order = np.argsort(ids, kind="stable")
        again = np.flatnonzero(np.diff(ids[order]) == 0)
        if len(again):
            place = int(order[again + 1].min())
            raise self.fail(f"vertex {ids[place]} is listed twice; remove one", int(lines[place]))
        if count is not None and len(ids) < count:
            outside = np.flatnonzero((ids < 1) | (ids > count))
            if len(outside):
                place = int(outside[0])
                raise self.fail(f"vertex {ids[place]} is outside *Vertices {count}; correct it", int(lines[place]))
        names = _names(ids, ends, text)
        if count is not None and len(ids) < count:
            self._declare(np.arange(1, count + 1), _filled(count, ids, names))
        else:
            ordered = names if np.array_equal(order, np.arange(len(ids))) else [names[i] for i in order.tolist()]
            self._declare(ids[order], IntegerNames(ids[order]) if isinstance(names, IntegerNames) else ordered)

    def _declare(self, ids: NDArray[np.int64], names: Sequence[str]) -> None:
        self.declared = ids, names
        if not len(ids):
            self.parser.declare_range(1, 0)
        elif ids[-1] - ids[0] == len(ids) - 1:
            self.parser.declare_range(int(ids[0]), len(ids))
        else:
            self.parser.declare(ids)


def _names(ids: NDArray[np.int64], ends: NDArray[np.int64], text: bytes) -> Sequence[str]:
    """Names in the order in which they are listed; those that are all numbers as such."""
    if text == "".join(map(str, ids.tolist())).encode():
        numbers = IntegerNames(ids)
        if np.array_equal(ends, np.cumsum([len(name) for name in numbers])):
            return numbers
    return PackedNames(text, np.append(0, ends))


def _filled(count: int, ids: NDArray[np.int64], names: Sequence[str]) -> Sequence[str]:
    if isinstance(names, IntegerNames):
        return IntegerNames(np.arange(1, count + 1))
    known = dict(zip(ids.tolist(), names, strict=True))
    return [known.get(i) or str(i) for i in range(1, count + 1)]
