"""Draw the communities of a small network as SVG: the picture in the README.

    python docs/draw_partition.py docs/les-miserables.svg

The network is that of the characters of Les Misérables that appear together (Knuth 1993), from networkx.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import networkx
import numpy as np

import minent
from minent.graph import Graph

WIDTH, HEIGHT, MARGIN = 900, 640, 50
COLOURS = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#ee8866", "#44bb99", "#997700", "#bbbbbb")


def layout(graph: networkx.Graph, labels: np.ndarray) -> np.ndarray:
    """Places of the nodes; links inside a module pull harder."""
    pull = graph.copy()
    for (u, v), (a, b) in zip(graph.edges, _ends(graph), strict=True):
        pull[u][v]["weight"] = 3.0 if labels[a] == labels[b] else 0.4
    places = networkx.spring_layout(pull, k=0.35, iterations=400, seed=5)
    xy = np.array([places[node] for node in graph])
    low, high = xy.min(axis=0), xy.max(axis=0)
    return MARGIN + (xy - low) / (high - low) * (np.array([WIDTH, HEIGHT]) - 2 * MARGIN)


def _ends(graph: networkx.Graph) -> list[tuple[int, int]]:
    number = {node: i for i, node in enumerate(graph)}
    return [(number[u], number[v]) for u, v in graph.edges]


def draw(graph: networkx.Graph, partition: minent.Partition) -> str:
    """The network: modules are colours, areas are flow."""
    labels, flow = partition.labels, partition.node_flow
    xy = layout(graph, labels)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for (a, b), weight in zip(_ends(graph), networkx.get_edge_attributes(graph, "weight").values(), strict=True):
        colour = COLOURS[labels[a] % len(COLOURS)] if labels[a] == labels[b] else "#cccccc"
        (x1, y1), (x2, y2) = xy[a], xy[b]
        lines.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
            f'stroke-opacity="0.6" stroke-width="{0.6 + 0.35 * np.sqrt(weight):.2f}"/>'
        )
    radius = 3 + 70 * np.sqrt(flow / np.pi) * 0.9
    for i, name in enumerate(graph):
        lines.append(
            f'<circle cx="{xy[i, 0]:.1f}" cy="{xy[i, 1]:.1f}" r="{radius[i]:.1f}" '
            f'fill="{COLOURS[labels[i] % len(COLOURS)]}" stroke="white"><title>{escape(name)}</title></circle>'
        )
    for i, name in enumerate(graph):
        if flow[i] > 0.012:
            x, y = xy[i, 0], xy[i, 1] - radius[i] - 3
            lines.append(
                f'<text x="{x:.1f}" y="{y:.1f}" font-size="13" text-anchor="middle" stroke="white" '
                f'stroke-width="3" paint-order="stroke">{escape(name)}</text>'
            )
    return "\n".join([*lines, "</svg>"]) + "\n"


def main() -> None:
    graph = networkx.les_miserables_graph()
    partition = minent.infomap(Graph.from_networkx(graph), trials=10)
    Path(sys.argv[1]).write_text(draw(graph, partition), encoding="utf-8")
    print(partition)


if __name__ == "__main__":
    main()
