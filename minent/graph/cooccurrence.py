"""The graph of words that stand near each other."""

from __future__ import annotations

from minent.arguments import number
from minent.graph.association import pair_weights
from minent.graph.graph import Graph
from minent.graph.windows import WindowCounts


def cooccurrence_graph(
    counts: WindowCounts, *, weights: str = "ppmi", min_count: float = 0.0, min_weight: float = 0.0
) -> Graph:
    """Link words that stand near each other.

    Parameters
    ----------
    counts : WindowCounts
        With contexts on both sides for an undirected graph, on one side for a directed one: a link
        then leads from a word to its context.
    weights : {"ppmi", "bits", "count"}
        See `minent.graph.association.pair_weights`.
    min_count : float
        Leave out pairs that stand near each other more seldom.
    min_weight : float
        Leave out links that weigh less.

    Returns
    -------
    Graph
        A node a word, whether it has links or not. A word beside itself is no link.

    Raises
    ------
    ParameterError
        When an option is out of range, or there are no pairs.

    Notes
    -----
    O(m) time; 12 bytes a link direction beside the counts.

    Examples
    --------
    >>> from minent.graph.word_text import WordText
    >>> from minent.graph.windows import count_windows
    >>> text = WordText.from_lists([["red", "tea"], ["red", "tea"], ["rice", "bowl"]], min_count=1)
    >>> cooccurrence_graph(count_windows(text))
    <Graph: 4 nodes, 2 undirected links>
    """
    number("min_count", min_count, least=0)
    number("min_weight", min_weight, least=0)
    u, v, w = pair_weights(counts, weights, min_count)
    directed = counts.sides != "both"
    # Of a symmetric matrix the upper half, so that both directions have the same bits.
    kept = (w >= min_weight) & ((u != v) if directed else (u < v))
    n = len(counts.words)
    return Graph.from_edges(u[kept], v[kept], w[kept], n_nodes=n, directed=directed, names=counts.words)
