"""What may be wrong with a line of a graph file, in words."""

from __future__ import annotations

from typing import NoReturn

from minent.errors import BudgetError, FormatError
from minent.graph._edges import EdgeParser
from minent.graph.options import NODE_LIMIT

_SHOWN = 40

_ONE_FIELD = (
    "one field, {text}, where an edge has two or three: source target [weight]; "
    "complete the line, mark it as a comment with #, or name the delimiter"
)
_MANY_FIELDS = (
    "more than three fields, {text}; an edge is source target [weight]: remove the others, "
    "name the delimiter, or read without weights"
)
# In the order of the kernel's enumeration; the first is "none".
_MESSAGES = (
    "",
    _ONE_FIELD,
    _MANY_FIELDS,
    "the weight is not a number: {text}; correct it, or read without weights",
    "negative weight {text}; weights must be at least 0: correct or remove the line",
    "weight {text} is not finite; correct or remove the line",
    "not text in UTF-8: {text}; decompress or convert the file, or name its encoding or format",
    "node {text} is not among the nodes that the file declares; correct it, or the number of nodes",
    "node {text} is not a whole number, as it must be in this format; correct it",
    "",
    "the name of a node is empty; complete the line",
    '{text} does not begin with the number of a node; write: number "name"',
    "a row more than the header says, {text}; correct the number of nodes in the header, or remove the row",
    "a neighbour without weight in {text}; the header says that the links have weights: complete the row",
)
_TOO_MANY_NODES = 9


def shown(text: bytes | str) -> str:
    """A field as a message shows it: in quotes, short, in one line."""
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError:
            return repr(text[:_SHOWN])[1:]
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")


def raise_fault(parser: EdgeParser, path: str) -> NoReturn:
    """Raise the error for the line at which a parser stopped.

    Raises
    ------
    FormatError
        With the file, the line and how to mend it.
    BudgetError
        When there are more nodes than a graph can hold.
    """
    if parser.fault == _TOO_MANY_NODES:
        raise BudgetError(
            f"{path}: line {parser.line}: more than {NODE_LIMIT:,} (2^31 - 1) nodes, which is what a graph can hold; "
            "read a part of it"
        )
    raise FormatError(_MESSAGES[parser.fault].format(text=shown(parser.fault_text)), path=path, line=parser.line)
