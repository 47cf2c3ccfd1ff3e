"""Trees drawn as SVG, in the colour of the text around them."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from minent.columns import display_width
from minent.errors import ParameterError
from minent.trees.dependencies import Dependencies
from minent.trees.drawing import arc_levels
from minent.trees.tree import Tree

_SIZE = 16  # of the letters; what follows is in the same unit, a pixel
_PLACE = 9.0  # width of a narrow character
_GAP = 18.0
_STEP = 44.0
_MARGIN = 12.0
_ARC = 20.0


def tree_svg(tree: Tree | None, words: Sequence[str]) -> str:
    """Return phrases as an SVG picture, the sentence at the top and its words in a line below.

    Parameters
    ----------
    tree : Tree or None
        Phrases; ``None`` for none.
    words : sequence of str
        All words of the sentence.
    """
    if tree is not None and tree.end > len(words):
        raise ParameterError(f"the tree ends at word {tree.end} of {len(words)}")
    middles, width = _middles(words)
    depth = 0 if tree is None else tree.depth()
    bottom = _MARGIN + depth * _STEP + _SIZE
    parts = [_text(x, bottom, word) for x, word in zip(middles, words, strict=True)]
    level = [] if tree is None else [tree]
    y, places = _MARGIN + _SIZE, _places(tree, middles)
    while level:
        for node in level:
            x = places[id(node)]
            parts.append(_text(x, y, node.label) if node.label else _dot(x, y - _SIZE / 3))
            inside = {word for child in node.children for word in range(child.start, child.end)}
            ends = [(places[id(child)], y + _STEP - _SIZE) for child in node.children]
            ends += [(middles[i], bottom - _SIZE) for i in range(node.start, node.end) if i not in inside]
            parts += [_line(x, y + 4, *end) for end in ends]
        level = [child for node in level for child in node.children]
        y += _STEP
    return _picture(parts, width, bottom + _MARGIN)


def _places(tree: Tree | None, middles: list[float]) -> dict[int, float]:
    """Where each phrase stands: in the middle of its words."""
    nodes = () if tree is None else tree.nodes()
    return {id(node): (middles[node.start] + middles[node.end - 1]) / 2 for node in nodes}


def dependencies_svg(dependencies: Dependencies, words: Sequence[str], relations: Sequence[str] | None = None) -> str:
    """Return dependencies as an SVG picture: arcs above the words, with an arrow at the dependent.

    Parameters
    ----------
    dependencies : Dependencies
        Heads.
    words : sequence of str
        The words.
    relations : sequence of str, optional
        The kind of each dependency, written on its arc.
    """
    heads = dependencies.heads.tolist()
    if len(words) != len(heads):
        raise ParameterError(f"{len(words)} words for {len(heads)} heads")
    middles, width = _middles(words)
    levels = arc_levels(dependencies)
    top = _MARGIN + _SIZE + _ARC * (1 + max(levels.values(), default=0))
    parts = [_text(x, top + _SIZE + 4, word) for x, word in zip(middles, words, strict=True)]
    for i, head in enumerate(heads):
        x = middles[i] + 3 * (-1 if head and head - 1 < i else 1 if head else 0)
        if not head:
            parts.append(_line(x, _MARGIN, x, top))
        else:
            high = top - _ARC * levels[min(i + 1, head), max(i + 1, head)]
            start = middles[head - 1] + (3 if head - 1 < i else -3)
            path = f"M{start:.1f} {top:.1f}V{high:.1f}H{x:.1f}V{top:.1f}"
            parts.append(f'<path d="{path}" fill="none" stroke="currentColor"/>')
            if relations is not None:
                parts.append(_text((start + x) / 2, high - 3, relations[i], 0.7))
        parts.append(f'<path d="M{x - 3:.1f} {top - 6:.1f}h6l-3 6z" fill="currentColor"/>')
    return _picture(parts, width, top + _SIZE + 4 + _MARGIN)


def _middles(words: Sequence[str]) -> tuple[list[float], float]:
    """The middle of each word in a line of words, and where the line ends."""
    at, middles = _MARGIN, []
    for word in words:
        width = _PLACE * max(display_width(word), 1)
        middles.append(at + width / 2)
        at += width + _GAP
    return middles, at - (_GAP if words else 0) + _MARGIN


def _text(x: float, y: float, text: str, scale: float = 1) -> str:
    shown = escape("".join(c if c.isprintable() else "\ufffd" for c in text))
    size = f' font-size="{_SIZE * scale:.0f}"' if scale != 1 else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{size} text-anchor="middle" fill="currentColor">{shown}</text>'


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="currentColor" stroke-width="1"/>'


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="currentColor"/>'


def _picture(parts: list[str], width: float, height: float) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="{_SIZE}">'
    return "\n".join([head, *parts, "</svg>"]) + "\n"
