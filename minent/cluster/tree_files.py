"""``.tree`` and ``.clu``: the lines that map-equation tools write and read, from plain columns; without NumPy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Any

from minent.atomic import atomic_write
from minent.cluster._trees import clu_lines, path_modules, path_order, tree_lines

_CHUNK = 1 << 14
# Signs that end a line for Python; what reads names line by line has no others.
_BREAKS = (b"\n", b"\r", b"\x0b", b"\x0c", b"\x1c", b"\x1d", b"\x1e", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")


@dataclass(frozen=True)
class TreeRows:
    """A row a node, as any arrays of the types named.

    Parameters
    ----------
    paths : int32, shape (n, levels)
        See `minent.cluster.tree_columns.PartitionColumns`.
    flow : float64, shape (n,)
        Visit rates.
    ids : int64, shape (n,), optional
        Numbers of the nodes; ``None``: 0, 1, ...
    names : (bytes, int64 of shape (n + 1,)), optional
        Names one behind the other, and where they begin and end; ``None``: the numbers.
    codelength, one_level_codelength : float
        In bits.
    directed : bool
        Whether links lead one way only.
    remarks : sequence of str
        Lines for the comments at the head.
    """

    paths: Any
    flow: Any
    ids: Any
    names: tuple[bytes, Any] | None
    codelength: float
    one_level_codelength: float
    directed: bool = False
    remarks: Sequence[str] = ()

    @cached_property
    def order(self) -> Any:
        """Nodes in the order of their paths."""
        return memoryview(path_order(self.paths))

    def modules(self, level: int) -> tuple[Any, int]:
        """Module of each node on a level, and how many there are."""
        return path_modules(self.paths, level, self.order)

    @cached_property
    def name_text(self) -> tuple[bytes | None, Any]:
        """The names, each in one line."""
        if self.names is None:
            return None, None
        if not any(sign in self.names[0] for sign in _BREAKS):
            return self.names
        from minent.graph.names import PackedNames, packed

        return packed([" ".join(name.splitlines()) for name in PackedNames(*self.names)])

    def parts(self) -> Iterator[Any]:
        """Nodes in the order of their paths, in parts."""
        for begin in range(0, len(self.order), _CHUNK):
            yield self.order[begin : begin + _CHUNK]


def write_tree_rows(rows: TreeRows, target: str | IO[str], format: str, level: int = 1) -> None:
    """Write ``tree`` or ``clu`` to a file or an open text stream; see `minent.cluster.formats.write_partition`."""
    with atomic_write(target) if isinstance(target, str) else nullcontext(target) as stream:
        if format == "clu":
            write_clu(rows, stream, level)
        else:
            write_tree(rows, stream)


def write_tree(rows: TreeRows, stream: IO[str]) -> None:
    """Write ``path flow "name" number`` of each node."""
    stream.writelines(_head(rows))
    stream.write("# path flow name node_id\n")
    text, offsets = rows.name_text
    for part in rows.parts():
        stream.write(tree_lines(rows.paths, rows.flow, rows.ids, text, offsets, part).decode())


def write_clu(rows: TreeRows, stream: IO[str], level: int) -> None:
    """Write ``number module flow`` of each node."""
    stream.writelines(_head(rows))
    stream.write(f"# module level {level}\n# node_id module flow\n")
    modules = rows.modules(level)[0]
    for part in rows.parts():
        stream.write(clu_lines(modules, rows.flow, rows.ids, part).decode())


def _head(rows: TreeRows) -> Iterator[str]:
    yield from (f"# {' '.join(remark.split())}\n" for remark in rows.remarks)
    yield f"# partitioned into {rows.paths.shape[1]} levels with {rows.modules(1)[1]} top modules\n"
    yield f"# codelength {rows.codelength:.10g} bits\n"
    saving = 1 - rows.codelength / rows.one_level_codelength if rows.one_level_codelength else 0.0
    yield f"# relative codelength savings {100 * saving:.6g}%\n"
    yield f"# flow model {'directed' if rows.directed else 'undirected'}\n"
