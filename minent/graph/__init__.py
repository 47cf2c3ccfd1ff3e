"""Graphs: compressed rows of weighted links, of files, arrays, other libraries and words of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.graph.association import ppmi as ppmi
    from minent.graph.association import rooted as rooted
    from minent.graph.cooccurrence import cooccurrence_graph as cooccurrence_graph
    from minent.graph.factors import word_vectors as word_vectors
    from minent.graph.graph import Graph as Graph
    from minent.graph.neighbours import nearest_graph as nearest_graph
    from minent.graph.reading import read_graph as read_graph
    from minent.graph.summary import summarize as summarize
    from minent.graph.vector_files import read_vectors as read_vectors
    from minent.graph.vector_files import write_vectors as write_vectors
    from minent.graph.vectors import WordVectors as WordVectors
    from minent.graph.vectors import whiten as whiten
    from minent.graph.windows import WindowCounts as WindowCounts
    from minent.graph.windows import count_windows as count_windows
    from minent.graph.word_text import WordText as WordText
    from minent.graph.word_text import read_word_text as read_word_text
    from minent.graph.writing import write_graph as write_graph

__getattr__, __all__ = lazy_names(
    "minent.graph",
    {
        "minent.graph.association": ("ppmi", "rooted"),
        "minent.graph.cooccurrence": ("cooccurrence_graph",),
        "minent.graph.factors": ("word_vectors",),
        "minent.graph.graph": ("Graph",),
        "minent.graph.neighbours": ("nearest_graph",),
        "minent.graph.reading": ("read_graph",),
        "minent.graph.summary": ("summarize",),
        "minent.graph.vector_files": ("read_vectors", "write_vectors"),
        "minent.graph.vectors": ("WordVectors", "whiten"),
        "minent.graph.windows": ("WindowCounts", "count_windows"),
        "minent.graph.word_text": ("WordText", "read_word_text"),
        "minent.graph.writing": ("write_graph",),
    },
)
