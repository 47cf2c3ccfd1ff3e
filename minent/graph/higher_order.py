"""Networks with states or layers, as ordinary graphs of their nodes."""

from __future__ import annotations

from minent.errors import FormatError
from minent.graph.faults import shown

SECTIONS = ("states", "multilayer", "intra", "inter")
_COMMENT = b"#"


class Merger:
    """Turns lines of the sections ``*States``, ``*Multilayer``, ``*Intra`` and ``*Inter`` into edges of nodes.

    Links of states become links of the nodes that the states belong to, links within a layer links
    of the nodes; a step of a node into another layer is none. One line is written for each that is
    read, so the numbers of lines stay.

    Parameters
    ----------
    path : str
        Name of the file, for messages.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._node_of_state: dict[bytes, bytes] = {}
        self._section = ""

    @property
    def active(self) -> bool:
        """Whether lines of the present section have to be turned."""
        return self._section in SECTIONS or (bool(self._node_of_state) and self._section != "vertices")

    def enter(self, section: str) -> None:
        """Begin a section."""
        self._section = section

    def turned(self, text: bytes, line: int) -> bytes:
        """Turn whole lines without headings, of which the first is number `line`."""
        lines = [self._turned(row, number) for number, row in enumerate(text.split(b"\n")[:-1], line)]
        return b"".join(row + b"\n" for row in lines)

    def _turned(self, row: bytes, line: int) -> bytes:
        fields = row.split()
        if not fields or fields[0][:1] in (b"#", b"%"):
            return _COMMENT
        least = {"states": 2, "multilayer": 4, "intra": 3, "inter": 3}.get(self._section, 2)
        if len(fields) < least:
            what = f"{len(fields)} fields where *{self._section.capitalize()} has at least {least}"
            raise FormatError(f"{shown(row)}: {what}; complete it", path=self._path, line=line)
        if self._section == "states":
            self._node_of_state[fields[0]] = fields[1]
            return _COMMENT
        if self._section == "inter":
            return _COMMENT
        if self._section == "multilayer":
            return _COMMENT if fields[1] == fields[3] else b" ".join([fields[1], *fields[3:]])
        if self._section == "intra":
            return b" ".join(fields[1:])
        return b" ".join([self._node(fields[0], line), self._node(fields[1], line), *fields[2:]])

    def _node(self, state: bytes, line: int) -> bytes:
        if state not in self._node_of_state:
            raise FormatError(f"state {shown(state)} is not among *States; correct it", path=self._path, line=line)
        return self._node_of_state[state]


def lines_before_heading(block: bytes, begin: int) -> int:
    """Return where the next line that begins with ``*`` begins, or the end."""
    at = begin
    while at < len(block):
        end = block.find(b"\n", at) + 1
        if block[at:end].lstrip()[:1] == b"*":
            return at
        at = end
    return len(block)
