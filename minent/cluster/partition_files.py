"""Reading partitions of the nodes of a graph: ``.clu`` and ``.tree``."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from minent.cluster.tree_columns import Paths, path_matrix
from minent.errors import FormatError
from minent.graph.blocks import GraphFile, ReadOptions
from minent.graph.faults import shown
from minent.graph.names import IntegerNames

_N = "[0-9]{1,18}"
_TREE = re.compile(rf'(?P<path>{_N}(?::{_N})*)\s+[^\s"]+\s+"(?P<name>.*)"\s*(?P<ids>{_N}(?:\s+{_N})*)?')
_TREE_BARE = re.compile(rf"{_N}(?::{_N})+\s+\S+\s+\S+.*")
_CLU = re.compile(rf'(?:"(?P<name>.*)"|(?P<key>\S+))\s+(?P<module>{_N})(?:\s+\S+)?')
_WHOLE = re.compile(_N)
_GREATEST = 2**31 - 1


class _Nodes:
    """Finds nodes by name and number, each once."""

    def __init__(self, names: Sequence[str], ids: NDArray[np.int64]) -> None:
        self._by_id = dict(zip(ids.tolist(), range(len(ids)), strict=True))
        self._by_name: dict[str, int] = {}
        if not (isinstance(names, IntegerNames) and np.array_equal(names.ids, ids)):
            twice = set()
            for node, name in enumerate(names):
                if self._by_name.setdefault(name, node) != node:
                    twice.add(name)
            for name in twice:
                del self._by_name[name]

    def find(self, name: str | None, number: int | None) -> int | None:
        """A name that only one node has says which, else the number."""
        node = self._by_name.get(name) if name is not None else None
        return self._by_id.get(number) if node is None and number is not None else node

    def find_key(self, key: str) -> int | None:
        """A whole number is that of a node if there is one, anything else a name."""
        number = int(key) if _WHOLE.fullmatch(key) else None
        node = self._by_id.get(number) if number is not None else None
        return self._by_name.get(key) if node is None else node


def read_partition(
    path: str | os.PathLike[str],
    names: Sequence[str],
    ids: NDArray[np.int64],
    *,
    note: Callable[[str], object] | None = None,
) -> Paths:
    """Read the modules of the nodes of a graph.

    Parameters
    ----------
    path : path
        ``.clu`` (``node module [flow]`` a line, modules from 0 or 1, or the Pajek format with
        ``*Vertices`` and a module a line) or ``.tree`` and ``.ftree`` (``path flow "name" [node]``),
        by content; compressed or not.
    names : sequence of str
        Names of the nodes, `Graph.node_names`.
    ids : int64 array, shape (n,)
        Their numbers, `Graph.node_ids`. In ``.tree`` a name that only one node has goes before the
        number; a key of ``.clu`` is a number if a node has it, else a name.
    note : callable, optional
        Called with a line of text if nodes are missing in the file.

    Returns
    -------
    int32 array, shape (n, depth)
        Module of each node on each level from the top, from 1, filled up with 0; without the ranks
        of nodes. A node that is missing in the file is a module of its own.

    Raises
    ------
    FormatError
        When a line is not as it should be, a node is not in the graph or comes twice, or a module
        holds both modules and nodes.
    """
    file = GraphFile(path, ReadOptions())
    nodes = _Nodes(names, ids)
    lines = _lines(file)
    first = next(lines, None)
    if first is None:
        raise FormatError("no modules; a line has a node and its module", path=file.name, line=1)
    rows = _tree_rows if _TREE.fullmatch(first[1]) or _TREE_BARE.fullmatch(first[1]) else _clu_rows
    found: dict[int, tuple[int, ...]] = {}
    places: dict[int, int] = {}
    for number, node, modules in rows(file, first, lines, nodes, ids):
        if node in found:
            raise FormatError(
                f"node {shown(names[node])} has a module on line {places[node]} already; remove one",
                path=file.name, line=number,
            )  # fmt: skip
        found[node], places[node] = modules, number
    _check_levels(file, found, places)
    return _complete(file, found, names, note)


def _lines(file: GraphFile) -> Iterator[tuple[int, str]]:
    """Lines that are not blank nor comments, with their numbers."""
    number = 0
    for block in file:
        try:
            text = block.decode()
        except UnicodeDecodeError as error:
            number += block.count(b"\n", 0, error.start) + 1
            raise FormatError("not UTF-8; convert the file", path=file.name, line=number) from None
        for line in text.split("\n")[:-1]:
            number += 1
            stripped = line.strip()
            if stripped and not stripped.startswith("#"):
                yield number, stripped


_Rows = Iterator[tuple[int, int, tuple[int, ...]]]


def _known(file: GraphFile, number: int, node: int | None, called: str) -> int:
    if node is None:
        raise FormatError(
            f"node {shown(called)} is not in the graph; remove the line, or take the partition of this graph",
            path=file.name, line=number,
        )  # fmt: skip
    return node


def _numbers(file: GraphFile, number: int, texts: Sequence[str], least: int) -> tuple[int, ...]:
    values = tuple(map(int, texts))
    if min(values) < least or max(values) > _GREATEST:
        raise FormatError(
            f"module {':'.join(texts)}: its numbers must be from {least} to {_GREATEST}", path=file.name, line=number
        )
    return values


def _tree_rows(
    file: GraphFile, first: tuple[int, str], lines: Iterator[tuple[int, str]], nodes: _Nodes, _: NDArray[np.int64]
) -> _Rows:
    n_ids: int | None = None
    modules: dict[str, tuple[int, ...]] = {}  # by their text: the nodes of one share it
    for number, line in _with(first, lines):
        if line.startswith("*"):  # the links of an .ftree
            return
        match = _TREE.fullmatch(line)
        if match is None:
            raise FormatError(f'{shown(line)} is not: path flow "name" node', path=file.name, line=number)
        ids = (match["ids"] or "").split()
        if n_ids is not None and len(ids) != n_ids:
            raise FormatError(
                f"{len(ids)} numbers behind the name, {n_ids} in the lines before; complete it",
                path=file.name, line=number,
            )  # fmt: skip
        n_ids = len(ids)
        head, rank = match["path"].rpartition(":")[::2]
        _numbers(file, number, [rank], 1)
        module = modules.get(head)
        if module is None:
            module = modules[head] = _numbers(file, number, head.split(":"), 1) if head else (1,)
        name = match["name"]
        number_of_node = int(ids[-1]) if ids else int(name) if _WHOLE.fullmatch(name) else None
        yield number, _known(file, number, nodes.find(name, number_of_node), name), module


def _clu_rows(
    file: GraphFile, first: tuple[int, str], lines: Iterator[tuple[int, str]], nodes: _Nodes, ids: NDArray[np.int64]
) -> _Rows:
    if first[1].lower().startswith("*vertices"):
        yield from _pajek_rows(file, lines, len(ids))
        return
    for number, line in _with(first, lines):
        match = _CLU.fullmatch(line)
        if match is None:
            raise FormatError(f"{shown(line)} is not: node module [flow]", path=file.name, line=number)
        name, key = match["name"], match["key"]
        node = nodes.find_key(key) if name is None else nodes.find(name, None)
        yield number, _known(file, number, node, key or name), _numbers(file, number, [match["module"]], 0)


def _pajek_rows(file: GraphFile, lines: Iterator[tuple[int, str]], n: int) -> _Rows:
    node = 0
    for node, (number, line) in enumerate(lines, 1):
        if node > n:
            raise FormatError(f"a module more than the graph has nodes ({n})", path=file.name, line=number)
        if not _WHOLE.fullmatch(line):
            raise FormatError(f"{shown(line)} is not the number of a module", path=file.name, line=number)
        yield number, node - 1, _numbers(file, number, [line], 0)


def _with(first: tuple[int, str], rest: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    yield first
    yield from rest


def _check_levels(file: GraphFile, found: dict[int, tuple[int, ...]], places: dict[int, int]) -> None:
    """Refuse modules that hold both modules and nodes."""
    inner = {path[:depth] for path in set(found.values()) for depth in range(1, len(path))}
    for node, path in found.items():
        if path in inner:
            raise FormatError(
                f"module {':'.join(map(str, path))} holds both nodes and modules; give the node a module of its own",
                path=file.name, line=places[node],
            )  # fmt: skip


def _complete(
    file: GraphFile, found: dict[int, tuple[int, ...]], names: Sequence[str], note: Callable[[str], object] | None
) -> Paths:
    """All nodes; those that are missing are modules of their own behind the others.

    A ``.clu`` may count from 0; then all modules move up by one.
    """
    if (0,) in found.values():
        found = {node: (path[0] + 1,) for node, path in found.items()}
    missing = [node for node in range(len(names)) if node not in found]
    if missing and note is not None:
        which = shown(names[missing[0]])
        note(f"{file.name}: {len(missing):,} nodes are missing, as {which}; each is a module of its own")
    last = max((path[0] for path in found.values()), default=0)
    found.update((node, (last + i,)) for i, node in enumerate(missing, 1))
    return path_matrix([found[node] for node in range(len(names))])
