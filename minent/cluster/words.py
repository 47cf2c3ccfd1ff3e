"""From raw text to clusters of words: lexicon, segmentation, vectors, graph, modules."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from minent.arguments import thread_count
from minent.cluster.kept import Kept
from minent.cluster.word_chain import Chain, Paths
from minent.cluster.word_clusters import WordClusters
from minent.cluster.word_options import WordClusterOptions
from minent.errors import ParameterError
from minent.graph.graph import Graph
from minent.graph.vectors import WordVectors
from minent.lexicon import Lexicon
from minent.progress import Progress
from minent.text.options import TextOptions


def cluster_words(
    paths: Paths | None = None,
    *,
    lexicon: Lexicon | str | os.PathLike[str] | None = None,
    vectors: WordVectors | str | os.PathLike[str] | None = None,
    graph: Graph | str | os.PathLike[str] | None = None,
    keep: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    note: Callable[[str], object] | None = None,
    **options: Any,
) -> WordClusters:
    """Find the clusters of the words of a text.

    Parameters
    ----------
    paths : path or iterable of paths, optional
        Text: files, directories, globs, ``-``.
    lexicon : Lexicon or path, optional
        Its words; learned from the text unless given. With ``unit="token"`` the tokens are the
        words unless a lexicon is given, of phrases for example.
    vectors : WordVectors or path, optional
        Cluster these words instead of those of a text.
    graph : Graph or path, optional
        Cluster the nodes of this graph.
    keep : path, optional
        A folder for the results of the steps: ``lexicon.tsv``, ``windows.npz``, ``vectors.vec``,
        ``graph.net``, ``clusters.tree``. A step whose text, lexicon and options are those of its file
        is not done again.
    threads : int, optional
        Number of threads; all processors by default. The result does not depend on it.
    progress : Progress, optional
        Told of the work done.
    note : callable, optional
        Told in a line what each step found.
    **options
        How to read and cut the text (see `TextOptions`) and how words are clustered (see
        `WordClusterOptions`).

    Returns
    -------
    WordClusters

    Raises
    ------
    CorpusError, FormatError
        When a file cannot be read.
    ParameterError
        When an option is out of range, or there is nothing to cluster: no word is frequent
        enough, no link is left.

    Notes
    -----
    The words of the text, their vectors (`minent.graph.factors.word_vectors`), their nearest
    neighbours (`minent.graph.neighbours.nearest_graph`) and the modules with which a walk from
    neighbour to neighbour is cheapest to describe (`infomap`).

    Examples
    --------
    >>> found = cluster_words("corpora/chinese", min_count=3)
    >>> len(found.words) > 100
    True
    """
    if sum(source is not None for source in (paths, vectors, graph)) != 1:
        raise ParameterError("give one of a text, vectors and a graph to cluster")
    names = {field.name for field in fields(WordClusterOptions)}
    chosen = WordClusterOptions(**{name: options.pop(name) for name in list(options) if name in names})
    chain = Chain(chosen, TextOptions(**options), Kept(keep, note), thread_count(threads), progress, note)
    return chain.run(paths, lexicon, vectors, graph)
