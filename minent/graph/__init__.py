"""Graphs: compressed rows of weighted links, read from files, arrays and other libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.graph.graph import Graph as Graph
    from minent.graph.reading import read_graph as read_graph
    from minent.graph.summary import summarize as summarize
    from minent.graph.writing import write_graph as write_graph

__getattr__, __all__ = lazy_names(
    "minent.graph",
    {
        "minent.graph.graph": ("Graph",),
        "minent.graph.reading": ("read_graph",),
        "minent.graph.summary": ("summarize",),
        "minent.graph.writing": ("write_graph",),
    },
)
