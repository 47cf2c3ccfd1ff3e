"""Cutting text into units, as patterns over the classes of its code points."""

from __future__ import annotations

import re
from pathlib import Path

_RANGES = Path(__file__).parents[2] / "csrc" / "minent" / "text" / "char_ranges.inc"
_RANGE = re.compile(r"\{0x([0-9A-F]+), 0x([0-9A-F]+), CharClass::(\w+)\},")

# One letter for each class; what no range lists is a boundary, B.
LETTERS = {
    "LineEnd": "N",
    "Space": "S",
    "Letter": "L",
    "Digit": "D",
    "Unspaced": "U",
    "Extend": "X",
    "Linker": "K",
    "Joiner": "J",
    "DecimalPoint": "P",
}
RANGES = [
    (int(first, 16), int(last, 16), LETTERS[name])
    for first, last, name in _RANGE.findall(_RANGES.read_text(encoding="ascii"))
]
_CLASSES = bytearray(b"B") * 0x110000
for _first, _last, _letter in RANGES:
    _CLASSES[_first : _last + 1] = _letter.encode() * (_last - _first + 1)


def char_class(char: str) -> str:
    """The letter of the class of one code point."""
    return chr(_CLASSES[ord(char)])


# A cluster is a letter with its marks; a linker at its end binds the next letter to it.
_CLUSTER = "[{0}][XK]*(?:(?<=K)[{0}][XK]*)*"
_RUN = "[LD][LDXK]*"
# A token is a row of letters and digits with marks. A joiner may stand before another of
# them, a decimal point between two digits.
_TOKEN = "(?:D[XK]*P(?=D)|[ULD][XK]*J(?=[ULD])|[ULD][XK]*)+"
_PATTERNS = {
    ("char", "run"): re.compile(f"({_CLUSTER.format('U')}|{_RUN})|."),
    ("char", "char"): re.compile(f"({_CLUSTER.format('ULD')})|."),
    ("char", "drop"): re.compile(f"({_CLUSTER.format('U')})|."),
    ("token", "run"): re.compile(f"({_TOKEN})|."),
}
MODES = list(_PATTERNS)


def cut(text: str, unit: str = "char", latin: str = "run") -> list[list[str]]:
    """The units of a text, as the runs between its boundaries."""
    runs: list[list[str]] = [[]]
    classes = "".join(map(char_class, text))
    for match in _PATTERNS[unit, latin].finditer(classes):
        if match[1]:
            runs[-1].append(text[match.start() : match.end()])
        elif unit != "token" or match[0] != "S":
            runs.append([])
    return [run for run in runs if run]


def cut_all(texts: list[str], unit: str = "char", latin: str = "run") -> list[list[str]]:
    """The runs of several texts."""
    return [run for text in texts for run in cut(text, unit, latin)]
