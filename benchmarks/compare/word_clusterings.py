"""Ways to cluster the same word vectors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

WORDS = 10_000
RESOLUTIONS = (2, 5, 10, 20, 50, 100)


def shared_vectors(path: Path) -> Any:
    """The vectors of the most frequent words."""
    from minent.graph import read_vectors

    return read_vectors(path, max_words=WORDS)


def _graph(vectors: Any) -> Any:
    from minent.graph import nearest_graph

    return nearest_graph(vectors, threads=1)


def levels(vectors: Any, _: int) -> np.ndarray:
    """Lowest modules of the hierarchy."""
    from minent import infomap

    return infomap(_graph(vectors)).labels


def tops(vectors: Any, _: int) -> np.ndarray:
    """Top modules of the hierarchy."""
    from minent import infomap

    return infomap(_graph(vectors)).top_labels


def two_level(vectors: Any, _: int) -> np.ndarray:
    """Modules of words only."""
    from minent import infomap

    return infomap(_graph(vectors), two_level=True).labels


def k_means(vectors: Any, n: int) -> np.ndarray:
    """As many clusters as minent finds of two and more words."""
    from sklearn.cluster import KMeans

    return KMeans(n, n_init=1, random_state=0).fit_predict(vectors.unit())


def _louvain(graph: Any, resolution: float) -> np.ndarray:
    import networkx

    made = graph.to_networkx()
    place = {name: i for i, name in enumerate(made)}
    labels = np.zeros(len(place), np.int64)
    found = networkx.community.louvain_communities(made, weight="weight", resolution=resolution, seed=0)
    for number, members in enumerate(found):
        labels[[place[name] for name in members]] = number
    return labels


def louvain(vectors: Any, _: int) -> np.ndarray:
    """Louvain communities of the same graph."""
    return _louvain(_graph(vectors), 1)


def fine_louvain(vectors: Any, n: int) -> np.ndarray:
    """The same at the resolution with the number of clusters that comes nearest to minent's."""
    graph = _graph(vectors)
    tried = [_louvain(graph, resolution) for resolution in RESOLUTIONS]
    return min(tried, key=lambda labels: abs(int((np.bincount(labels) > 1).sum()) - n))


WAYS: dict[str, Callable[[Any, int], np.ndarray]] = {
    "minent cluster": levels,
    "minent cluster, top level": tops,
    "minent cluster --two-level": two_level,
    "k-means, as many clusters (scikit-learn)": k_means,
    "Louvain (networkx)": louvain,
    "Louvain, about as many clusters": fine_louvain,
}
