"""Edge lists: ``source target [weight]`` a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent.errors import FormatError, ParameterError
from minent.graph._edges import EdgeParser
from minent.graph.blocks import GraphFile, ReadOptions, feed_all, first_lines
from minent.graph.building import finished, finished_rows
from minent.graph.faults import shown
from minent.graph.options import NODE_LIMIT

if TYPE_CHECKING:
    from minent.graph.graph import Graph
    from minent.graph.plain import PlainGraph

_COMMENTS = (b"#", b"%")
_COLUMNS = frozenset(
    b"source target src dst dest from to head tail start end u v i j node1 node2 node_1 node_2 nodeid1 nodeid2 "
    b"id1 id2 id_1 id_2 source_id target_id from_id to_id fromnodeid tonodeid".split()
)
_WEIGHTS = frozenset(b"weight weights w value count counts n freq frequency strength".split())


def read_edge_list(file: GraphFile) -> Graph:
    """Read an edge list.

    Returns
    -------
    Graph
        Undirected unless asked for otherwise. Nodes that are all whole numbers (below 2^63, without
        leading zeros) are in ascending order; else they are names, in the order in which they appear.

    Raises
    ------
    FormatError
        For a line that is no edge, and for a file without any.
    """
    return finished(_parsed(file), file, directed=bool(file.options.directed))


def read_plain_edge_list(file: GraphFile) -> PlainGraph:
    """Read an edge list as rows; see `read_edge_list`."""
    return finished_rows(_parsed(file), file, directed=bool(file.options.directed))


def _parsed(file: GraphFile) -> EdgeParser:
    options = file.options
    sample = first_lines(file.first, 2, _COMMENTS)
    separator = delimiter_of([line for _, _, line in sample[:1]], options)
    parser = EdgeParser(separator, options.weights, False, False, options.self_loops, NODE_LIMIT)
    begin = 0
    if sample and _is_header([_split(line, separator) for _, _, line in sample]):
        number, begin, line = sample[0]
        parser.skip_lines(number)
        file.tell(f"line {number}: taken as a header: {shown(line)}")
    feed_all(parser, file, begin)
    if not parser.n_edges:
        raise FormatError(
            "no edges; an edge list has source target [weight] on each line", path=file.name, line=max(parser.line, 1)
        )
    return parser


def delimiter_of(first: list[bytes], options: ReadOptions) -> bytes:
    """What separates the fields; nothing stands for white space.

    A tab if it cuts the first line into two or three fields of which one holds a comma, or a blank
    and is not made of numbers. Else a comma if there is one. Else white space.

    Raises
    ------
    ParameterError
        When the delimiter asked for is not one character.
    """
    if options.delimiter is not None:
        if options.delimiter.strip(" ") == "":
            return b""
        given = options.delimiter.encode()
        if len(given) != 1 or given.isalnum() or given in b'"\r\n.-+#%':
            raise ParameterError(
                f"delimiter must be white space, a comma, tab or another sign, not {options.delimiter!r}"
            )
        return given
    line = first[0] if first else b""
    fields = [field.strip() for field in line.split(b"\t")]
    if len(fields) in (2, 3) and all(fields) and any(_needs_tabs(field) for field in fields):
        return b"\t"
    return b"," if b"," in line else b""


def _needs_tabs(field: bytes) -> bool:
    words = field.split()
    return b"," in field[1:-1] or (len(words) > 1 and not all(map(_is_number, words)))


def _split(line: bytes, separator: bytes) -> list[bytes]:
    fields = line.split(separator) if separator else line.split()
    return [field.strip().strip(b'"') for field in fields]


def _is_number(field: bytes) -> bool:
    try:
        float(field)
    except ValueError:
        return False
    return True


def _is_header(lines: list[list[bytes]]) -> bool:
    """Whether the first of two lines names columns: by names in use, or above two whole numbers."""
    first = lines[0]
    if len(first) < 2 or any(map(_is_number, first)):
        return False
    if all(name.lower() in _COLUMNS for name in first[:2]) or (len(first) == 3 and first[2].lower() in _WEIGHTS):
        return True
    return len(lines) > 1 and all(field.isdigit() for field in lines[1][:2])
