"""The steps from raw text to clusters of words, each with a key of what it depends on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from minent._version import __version__
from minent.cluster.kept import Kept, key_of, sources_key
from minent.cluster.partition import Partition, given_partition
from minent.cluster.trials import infomap
from minent.cluster.word_clusters import WordClusters
from minent.cluster.word_options import WordClusterOptions
from minent.errors import ParameterError
from minent.graph.cooccurrence import cooccurrence_graph
from minent.graph.factors import word_vectors
from minent.graph.graph import Graph
from minent.graph.neighbours import nearest_graph
from minent.graph.reading import read_graph
from minent.graph.vector_files import read_vectors
from minent.graph.vectors import WordVectors
from minent.graph.windows import WindowCounts, count_windows, load_windows
from minent.graph.word_text import read_word_text
from minent.graph.writing import write_graph
from minent.lexicon import Lexicon, learn_lexicon, read_lexicon, write_lexicon
from minent.progress import Progress
from minent.text.options import TextOptions
from minent.text.sources import find_sources

_LEARNING = ("dimension", "association", "smoothing", "shift", "power", "centre", "seed")
_LINKING = ("neighbours", "min_cosine", "exponent", "symmetrise")
Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass
class Chain:
    """The steps from text to clusters; each knows what it depends on by a key.

    Parameters
    ----------
    options : WordClusterOptions
        How words are clustered.
    text : TextOptions
        How text is read.
    kept : Kept
        Where results are kept.
    threads : int
        Number of threads.
    progress, note
        See `cluster_words`.
    """

    options: WordClusterOptions
    text: TextOptions
    kept: Kept
    threads: int
    progress: Progress | None
    note: Callable[[str], object] | None

    def run(
        self,
        paths: Paths | None,
        lexicon: Lexicon | str | os.PathLike[str] | None,
        vectors: WordVectors | str | os.PathLike[str] | None,
        graph: Graph | str | os.PathLike[str] | None,
    ) -> WordClusters:
        """All steps that what is given needs."""
        given: WordVectors | None = None
        if graph is not None:
            made, key = (graph, None) if isinstance(graph, Graph) else (self._read_graph(graph), _file_key(graph))
        elif vectors is not None:
            given, key = self._given_vectors(vectors)
            made, key = self._graph(given, None, key)
        else:
            assert paths is not None
            counts, key = self._windows(paths, lexicon)
            if self.options.links == "neighbours":
                given, key = self._vectors(counts, key)
            made, key = self._graph(given, counts, key)
        if not len(made.targets):
            raise ParameterError(_no_links(made, self.options, graph is not None))
        return WordClusters(self._partition(made, key), given, self.options.overlap)

    def _tell(self, message: str) -> None:
        if self.note is not None:
            self.note(message)

    def _key(self, above: str | None, *names: str) -> str | None:
        """A key of what a step depends on: the step above and its options."""
        return key_of(__version__, above, {name: getattr(self.options, name) for name in names})

    def _lexicon(
        self, paths: Paths, lexicon: Lexicon | str | os.PathLike[str] | None, key: str | None
    ) -> tuple[Lexicon | None, str | None]:
        if isinstance(lexicon, Lexicon):
            return lexicon, None
        if lexicon is not None:
            return read_lexicon(lexicon), key_of(key, _file_key(lexicon))
        if self.text.unit == "token":
            return None, key

        def learn() -> Lexicon:
            text = {field.name: getattr(self.text, field.name) for field in fields(TextOptions)}
            text["numbers"] = "alike"  # as segmentation has them
            return learn_lexicon(paths, threads=self.threads, progress=self.progress, **text)

        key = key_of(__version__, key, "lexicon")
        found = self.kept.step("lexicon.tsv", key, learn, write_lexicon, read_lexicon)
        self._tell(f"{len(found):,} words in the lexicon")
        return found, key

    def _windows(
        self, paths: Paths, lexicon: Lexicon | str | os.PathLike[str] | None
    ) -> tuple[WindowCounts, str | None]:
        paths = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
        sources = find_sources(paths, jsonl=self.text.jsonl_field is not None)
        if lexicon is None and self.text.unit != "token" and any(source.path is None for source in sources):
            raise ParameterError("standard input cannot be read twice; name a file, or a lexicon with lexicon")
        source = key_of(sources_key(source.path for source in sources), _values(self.text))
        words, above = self._lexicon(paths, lexicon, source)

        def count() -> WindowCounts:
            run: dict[str, Any] = {"threads": self.threads, "progress": self.progress}
            reading = {name: getattr(self.options, name) for name in ("marks", "min_count", "max_words")}
            text = read_word_text(paths, lexicon=words, **reading, **run, **_values(self.text))
            window, weighting = self.options.window, self.options.weighting
            return count_windows(text, window=window, weighting=weighting, **run)

        key = self._key(above, "min_count", "max_words", "window", "weighting", "marks")
        counts = self.kept.step("windows.npz", key, count, WindowCounts.save, load_windows)
        self._tell(
            f"{len(counts.words):,} words that occur {self.options.min_count} times, {len(counts.contexts):,} pairs"
        )
        return counts, key

    def _vectors(self, counts: WindowCounts, above: str | None) -> tuple[WordVectors, str | None]:
        chosen = self.options

        def make() -> WordVectors:
            made = word_vectors(counts, **{name: getattr(chosen, name) for name in _LEARNING}, progress=self.progress)
            return made.whitened() if chosen.whiten else made

        key = self._key(above, *_LEARNING, "whiten")
        vectors = self.kept.step("vectors.vec", key, make, WordVectors.save, read_vectors)
        self._tell(f"vectors of {vectors.dimension} dimensions")
        return vectors, key

    def _given_vectors(self, vectors: WordVectors | str | os.PathLike[str]) -> tuple[WordVectors, str | None]:
        if isinstance(vectors, WordVectors):
            given, key = vectors, None
        else:
            given, key = read_vectors(vectors, max_words=self.options.max_words), _file_key(vectors)
        if self.options.max_words is not None and len(given) > self.options.max_words:
            given = given.take(np.arange(self.options.max_words))
        self._tell(f"{len(given):,} vectors of {given.dimension} dimensions")
        return (given.whitened() if self.options.whiten else given), self._key(key, "max_words", "whiten")

    def _graph(
        self, vectors: WordVectors | None, counts: WindowCounts | None, above: str | None
    ) -> tuple[Graph, str | None]:
        chosen = self.options

        def make() -> Graph:
            if vectors is not None:
                linking = {name: getattr(chosen, name) for name in _LINKING}
                return nearest_graph(vectors, **linking, threads=self.threads, progress=self.progress)
            assert counts is not None
            return cooccurrence_graph(counts, weights=chosen.weights, min_weight=chosen.min_weight)

        names = _LINKING if vectors is not None else ("weights", "min_weight")
        words = vectors.words if vectors is not None else counts.words if counts is not None else []
        key = self._key(above, "links", *names)
        graph = self.kept.step("graph.net", key, make, write_graph, self._read_graph)
        # A graph that was kept is as if it were made now: nodes without numbers, names as they are.
        return replace(graph, names=words, ids=None), key

    def _read_graph(self, path: str | os.PathLike[str]) -> Graph:
        return read_graph(path, progress=self.progress, note=self.note)

    def _partition(self, graph: Graph, above: str | None) -> Partition:
        chosen = self.options

        def search() -> Partition:
            return infomap(
                graph,
                two_level=chosen.two_level,
                trials=chosen.trials,
                seed=chosen.seed,
                threads=self.threads,
                progress=self.progress,
            )

        def load(path: Path) -> Partition:
            from minent.cluster.partition_files import read_partition

            return replace(
                given_partition(graph, read_partition(path, graph.node_names, graph.node_ids)), seed=chosen.seed
            )

        key = self._key(above, "two_level", "trials", "seed")
        return self.kept.step("clusters.tree", key, search, Partition.save, load)


def _values(options: TextOptions) -> dict[str, Any]:
    return {field.name: getattr(options, field.name) for field in fields(TextOptions)}


def _file_key(path: str | os.PathLike[str]) -> str | None:
    return None if os.fspath(path) == "-" else sources_key([Path(path)])


def _no_links(graph: Graph, options: WordClusterOptions, given: bool) -> str:
    if given:
        return f"the graph has {graph.n_nodes:,} nodes and no links; there is nothing to cluster"
    if options.links == "neighbours":
        return f"no two of {graph.n_nodes:,} words are near each other; lower min_cosine, or give more text"
    return f"no two of {graph.n_nodes:,} words are linked; lower min_weight, or give more text"
