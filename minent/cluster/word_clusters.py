"""`WordClusters`: the modules of a graph of words as clusters of words."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Any

import numpy as np

from minent.cluster.partition import Partition
from minent.cluster.tree_columns import path_texts
from minent.graph.vectors import WordVectors

OVERLAP = 0.25


@dataclass(frozen=True)
class WordCluster:
    """Words of a kind.

    Parameters
    ----------
    number : int
        From 1, by falling flow.
    path : str
        Ranks of the clusters that hold it, from the top, with colons between.
    words : list of str
        By falling flow.
    flow : float
        Share of the walk's steps that end in it.
    cohesion : float
        Share of the steps from its words that stay in it; 1 where nothing leaves, 0 for words
        without links.
    similarity : float or None
        Mean cosine of two different words of it; None without vectors, or of one word.
    representative : str
        The word to which most steps from the others lead; of equals that of greatest flow.
    guests : list of (str, float)
        Words of other clusters with the share of their steps that leads here, falling.
    """

    number: int
    path: str
    words: list[str]
    flow: float
    cohesion: float
    similarity: float | None
    representative: str
    guests: list[tuple[str, float]]


@dataclass(frozen=True, eq=False)
class WordClusters:
    """Clusters of words.

    Parameters
    ----------
    partition : Partition
        Modules of a graph whose nodes are words; the lowest are the clusters.
    vectors : WordVectors, optional
        Of the same words in the same order.
    overlap : float
        A word is a guest of every other cluster that at least this share of its steps leads to.

    Notes
    -----
    Guests are found after the search: a word belongs to one module of the partition, and its links
    say to which others it goes as well. Modules that overlap need a walk that remembers where it came
    from (state nodes), which a graph of pairs does not tell; the share of steps can be read off and
    checked, changes no module and takes one pass over the links.

    Examples
    --------
    >>> from minent.cluster.trials import infomap
    >>> from minent.graph.graph import Graph
    >>> graph = Graph.from_edges([0, 0, 1, 2, 3, 3, 4], [1, 2, 2, 3, 4, 5, 5], names=list("abcdef"))
    >>> found = WordClusters(infomap(graph))
    >>> [cluster.words for cluster in found.clusters()]
    [['c', 'a', 'b'], ['d', 'e', 'f']]
    >>> found.clusters()[0].guests
    [('d', 0.3333333333333333)]
    """

    partition: Partition
    vectors: WordVectors | None = None
    overlap: float = OVERLAP

    def __repr__(self) -> str:
        return f"<WordClusters: {len(self.words):,} words, {self.n_clusters:,} clusters>"

    @property
    def words(self) -> Sequence[str]:
        """The words, in the order of the nodes."""
        return self.partition.graph.node_names

    @property
    def n_clusters(self) -> int:
        """Number of clusters, those of words without links included."""
        return self.partition.n_modules

    @property
    def labels(self) -> np.ndarray:
        """Cluster of each word, from 0 by falling flow."""
        return self.partition.labels

    @cached_property
    def isolated(self) -> np.ndarray:
        """Whether each word is without a link to another, bool (n,)."""
        sources, targets, _ = self.partition.graph.edges()
        linked = np.zeros(len(self.words), bool)
        others = sources != targets
        linked[sources[others]] = linked[targets[others]] = True
        return ~linked

    @cached_property
    def _steps(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Words, clusters of the words they are linked with, and share of the steps; by word, then cluster."""
        sources, targets, flow = self.partition.flow.links()
        others = sources != targets
        u, v, w = sources[others], targets[others], flow[others]
        words = np.concatenate([u, v]).astype(np.int64)
        keys = words * self.n_clusters + self.labels[np.concatenate([v, u])]
        pairs, place = np.unique(keys, return_inverse=True)
        sums = np.bincount(place, np.concatenate([w, w]), minlength=len(pairs))
        totals = np.bincount(words, np.concatenate([w, w]), minlength=len(self.words))
        word, cluster = pairs // max(self.n_clusters, 1), pairs % max(self.n_clusters, 1)
        share = np.divide(sums, totals[word], out=np.zeros(len(sums)), where=totals[word] > 0)
        return word, cluster, share

    @cached_property
    def guests(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Words, other clusters they belong to as well, and the share of their steps that leads there."""
        word, cluster, share = self._steps
        chosen = (cluster != self.labels[word]) & (share >= self.overlap)
        return word[chosen], cluster[chosen], share[chosen]

    @cached_property
    def cohesion(self) -> np.ndarray:
        """Share of the steps from the words of each cluster that stay in it, float64 (n_clusters,)."""
        flow, leaving = self.partition.module_flow, self.partition.module_exit
        return np.divide(flow - leaving, flow, out=np.zeros(len(flow)), where=flow > 0).clip(0.0, 1.0)

    @cached_property
    def similarity(self) -> np.ndarray | None:
        """Mean cosine of two words of each cluster, NaN for one word; None without vectors."""
        if self.vectors is None:
            return None
        sums = np.zeros((self.n_clusters, self.vectors.dimension))
        unit = self.vectors.unit().astype(np.float64)
        np.add.at(sums, self.labels, unit)
        own = np.bincount(self.labels, np.einsum("ij,ij->i", unit, unit), minlength=self.n_clusters)
        sizes = np.bincount(self.labels, minlength=self.n_clusters)
        pairs = np.where(sizes > 1, sizes * (sizes - 1.0), np.nan)
        return (np.einsum("ij,ij->i", sums, sums) - own) / pairs

    @cached_property
    def _representatives(self) -> np.ndarray:
        """The word of each cluster to which most flow from the others of it leads."""
        sources, targets, flow = self.partition.flow.links()
        inner = (self.labels[sources] == self.labels[targets]) & (sources != targets)
        arriving = np.bincount(targets[inner], flow[inner], minlength=len(self.words))
        if self.partition.flow.kind == "balanced":
            arriving += np.bincount(sources[inner], flow[inner], minlength=len(self.words))
        # Sums of equal numbers in another order may differ in the last bits; the order of words decides then.
        visits = self.partition.node_flow
        order = np.lexsort([np.arange(len(self.words)), -np.round(visits, 14), -np.round(arriving, 14), self.labels])
        firsts = np.unique(self.labels[order], return_index=True)[1]
        return order[firsts]

    def clusters(self, *, min_size: int = 1) -> list[WordCluster]:
        """The clusters by falling flow.

        Parameters
        ----------
        min_size : int
            Only those of so many words.

        Returns
        -------
        list of WordCluster
        """
        names, flow = self.words, self.partition.node_flow
        paths = self.partition.paths
        guests: dict[int, list[tuple[str, float]]] = {}
        for word, cluster, share in sorted(zip(*map(np.ndarray.tolist, self.guests), strict=True), key=_falling):
            guests.setdefault(cluster, []).append((names[word], share))
        found = []
        for number, members in enumerate(self.partition.modules()):
            if len(members) < min_size:
                continue
            order = members[np.argsort(-np.round(flow[members], 14), kind="stable")]
            alike = np.nan if self.similarity is None else float(self.similarity[number])
            found.append(
                WordCluster(
                    number=number + 1,
                    path=path_texts(paths[order[:1]])[0].rpartition(":")[0],
                    words=[names[i] for i in order.tolist()],
                    flow=float(flow[members].sum()),
                    cohesion=float(self.cohesion[number]),
                    similarity=None if np.isnan(alike) else alike,
                    representative=names[int(self._representatives[number])],
                    guests=guests.get(number, []),
                )
            )
        return found

    def save(self, target: str | os.PathLike[str] | IO[str], format: str | None = None, **options: Any) -> None:
        """Write the clusters; see `minent.cluster.word_files.write_clusters`."""
        from minent.cluster.word_files import write_clusters

        write_clusters(self, target, format, **options)


def _falling(guest: tuple[int, int, float]) -> tuple[float, int]:
    return -guest[2], guest[0]
