"""Trees drawn with characters: a row a word, so that a sentence may be as long as it likes."""

from __future__ import annotations

from collections.abc import Sequence

from minent.columns import display_width
from minent.errors import ParameterError
from minent.trees.dependencies import Dependencies
from minent.trees.tree import Tree

_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_LINES = " ╵╷│╴┘┐┤╶└┌├─┴┬┼"
_ARROW = "<"


def draw_tree(tree: Tree | None, words: Sequence[str]) -> str:
    """Return a drawing of phrases, the sentence to the left and its words below one another.

    Parameters
    ----------
    tree : Tree or None
        Phrases; ``None`` for none.
    words : sequence of str
        All words of the sentence.

    Returns
    -------
    str
        Lines, each with its end. Wide characters take two places.

    Examples
    --------
    >>> print(draw_tree(Tree(0, 3, "S", (Tree(0, 2, "NP"),)), ["这", "只", "猫"]), end="")
    S ┬─ NP ┬─ 这
      │     └─ 只
      └─────── 猫
    """
    if tree is None:
        return "".join(f"{word}\n" for word in words)
    if tree.end > len(words):
        raise ParameterError(f"the tree ends at word {tree.end} of {len(words)}")
    levels = _levels(tree)
    widths = [max(display_width(_caption(node, depth)) for node in level) for depth, level in enumerate(levels)]
    rows = [""] * len(words)
    for depth, level in enumerate(levels):
        covered = [False] * len(words)
        for node in level:
            _draw_phrase(node, _caption(node, depth), widths[depth], rows)
            covered[node.start : node.end] = [True] * (node.end - node.start)
        for i in range(tree.start, tree.end):
            if not covered[i]:
                rows[i] += "─" * (widths[depth] + 1)
    return "".join(f"{row}─ {word}\n" if row else f"{word}\n" for row, word in zip(rows, words, strict=True))


def _levels(tree: Tree) -> list[list[Tree]]:
    """The phrases by their depth."""
    levels, level = list[list[Tree]](), [tree]
    while level:
        levels.append(level)
        level = [child for node in level for child in node.children]
    return levels


def _caption(node: Tree, depth: int) -> str:
    lead = "─" if depth else ""
    return f"{lead} {node.label} ".lstrip(" ") if node.label else lead


def _draw_phrase(node: Tree, caption: str, width: int, rows: list[str]) -> None:
    """Add the label of a phrase and the branches to what is in it."""
    items, at = [], node.start
    for child in node.children:
        items += [*range(at, child.start), child.start]
        at = child.end
    items += range(at, node.end)
    begins = set(items)
    for i in range(node.start, node.end):
        if i == node.start:
            filled = caption + "─" * (width - display_width(caption))
            rows[i] += filled + ("┬" if len(items) > 1 else "─")
        else:
            branch = ("└" if i == items[-1] else "├") if i in begins else "│" if i < items[-1] else " "
            rows[i] += " " * width + branch


def draw_dependencies(dependencies: Dependencies, words: Sequence[str], relations: Sequence[str] | None = None) -> str:
    """Return a drawing of dependencies, arcs to the right of the words; ``<`` is at the dependent.

    Parameters
    ----------
    dependencies : Dependencies
        Heads.
    words : sequence of str
        The words.
    relations : sequence of str, optional
        The kind of each dependency, shown beside the word.

    Returns
    -------
    str
        Lines, each with its end. Arcs that cross do so in ``┼``.

    Examples
    --------
    >>> print(draw_dependencies(Dependencies([2, 3, 0]), ["这只", "猫", "睡"]), end="")
    这只 <┐
    猫   <┴┐
    睡   <─┴─ root
    """
    heads = dependencies.heads.tolist()
    if len(words) != len(heads):
        raise ParameterError(f"{len(words)} words for {len(heads)} heads")
    places = arc_levels(dependencies)
    n_columns = max(places.values(), default=0)
    grid = [[0] * n_columns for _ in heads]
    for (first, last), level in places.items():
        _add_arc(grid, first - 1, last - 1, level - 1)
    for i, head in enumerate(heads):
        if not head:
            for column in range(n_columns):
                grid[i][column] |= _LEFT | _RIGHT
    captions = _aligned(words, relations)
    lines = []
    for i, (caption, row) in enumerate(zip(captions, grid, strict=True)):
        line = "".join(_LINES[cell] for cell in row)
        end = "" if heads[i] else "─ root"
        lines.append(f"{caption} {_ARROW}{line}{end}".rstrip() + "\n")
    return "".join(lines)


def arc_levels(dependencies: Dependencies) -> dict[tuple[int, int], int]:
    """How far out each edge is drawn, from 1, so that those at one level do not touch.

    Parameters
    ----------
    dependencies : Dependencies
        Heads. Shorter edges come first, so what is inside is drawn inside.
    """
    levels: dict[tuple[int, int], int] = {}
    taken: list[list[tuple[int, int]]] = []
    for first, last in sorted(dependencies.edges(), key=lambda edge: (edge[1] - edge[0], edge[0])):
        # Nothing shorter inside may be farther out, and nothing at the level may touch.
        least = max((at + 1 for at, row in enumerate(taken) for a, b in row if a < last and first < b), default=0)
        while least < len(taken) and any(a <= last and first <= b for a, b in taken[least]):
            least += 1
        if least == len(taken):
            taken.append([])
        taken[least].append((first, last))
        levels[first, last] = least + 1
    return levels


def _add_arc(grid: list[list[int]], first: int, last: int, column: int) -> None:
    for row, turn in ((first, _DOWN), (last, _UP)):
        for passed in range(column):
            grid[row][passed] |= _LEFT | _RIGHT
        grid[row][column] |= _LEFT | turn
    for row in range(first + 1, last):
        grid[row][column] |= _UP | _DOWN


def _aligned(words: Sequence[str], relations: Sequence[str] | None) -> list[str]:
    """The words, and their relations if there are any, in columns."""
    columns = [list(words)] + ([] if relations is None else [list(relations)])
    rows = [""] * len(words)
    for column in columns:
        width = max(map(display_width, column), default=0)
        rows = [
            (row + " " if row else "") + cell + " " * (width - display_width(cell))
            for row, cell in zip(rows, column, strict=True)
        ]
    return rows
