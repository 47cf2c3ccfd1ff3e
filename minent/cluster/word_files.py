"""Clusters of words as files: a row a word, a row a cluster, JSON, tree."""

from __future__ import annotations

import json
import os
from typing import IO, Any

import numpy as np

from minent.arguments import integer, one_of
from minent.atomic import atomic_write
from minent.cluster.tree_columns import path_texts
from minent.cluster.word_clusters import WordCluster, WordClusters
from minent.cluster.word_options import FORMATS, SUFFIXES
from minent.columns import TEXT_WRITERS, Columns
from minent.errors import ParameterError

ROWS = ("words", "clusters")


def write_clusters(
    clusters: WordClusters,
    target: str | os.PathLike[str] | IO[str],
    format: str | None = None,
    *,
    rows: str = "words",
    min_size: int = 1,
    top: int | None = None,
) -> None:
    """Write clusters of words to a file or an open text stream.

    Parameters
    ----------
    clusters : WordClusters
        What to write.
    target : path or text stream
        A file is written whole or not at all.
    format : {"tsv", "csv", "jsonl", "json", "tree", "table"}, optional
        Chosen by the suffix of the path when not given, ``tsv`` for others and streams. ``json``: all
        clusters with their words in one object. ``tree``: what map-equation tools read.
    rows : {"words", "clusters"}
        What a row of the others is: a word with its cluster, or a cluster with its words.
    min_size : int
        Leave out clusters of fewer words (not in ``tree``).
    top : int, optional
        Only the first rows, or clusters of ``json``.

    Raises
    ------
    ParameterError
        When an option is out of range.
    OutputError
        When the file cannot be written.
    """
    is_path = isinstance(target, (str, os.PathLike))
    suffix = os.path.splitext(os.fspath(target))[1].lower() if is_path else ""  # type: ignore[arg-type] # noqa: PTH122
    chosen = one_of("format", format or SUFFIXES.get(suffix, "tsv"), FORMATS)
    one_of("rows", rows, ROWS)
    integer("min_size", min_size, least=1)
    if is_path:
        with atomic_write(target) as stream:  # type: ignore[arg-type]
            _write(clusters, stream, chosen, rows, min_size, top)
    else:
        _write(clusters, target, chosen, rows, min_size, top)  # type: ignore[arg-type]


def _write(clusters: WordClusters, stream: IO[str], format: str, rows: str, min_size: int, top: int | None) -> None:
    if format == "tree":
        clusters.partition.save(stream, "tree")
    elif format == "json":
        json.dump(as_json(clusters, min_size, top), stream, ensure_ascii=False, indent=1)
        stream.write("\n")
    else:
        columns = word_columns(clusters, min_size) if rows == "words" else cluster_columns(clusters, min_size)
        TEXT_WRITERS[format](columns if top is None else {name: cells[:top] for name, cells in columns.items()}, stream)


def word_columns(clusters: WordClusters, min_size: int = 1) -> Columns:
    """A row a word: its cluster, path, share of the flow and the other clusters it belongs to."""
    partition = clusters.partition
    sizes = np.bincount(clusters.labels, minlength=clusters.n_clusters)
    order = np.lexsort(partition.paths.T[::-1])
    order = order[sizes[clusters.labels[order]] >= min_size]
    also: dict[int, list[str]] = {}
    for word, cluster, share in zip(*map(np.ndarray.tolist, clusters.guests), strict=True):
        also.setdefault(word, []).append(f"{cluster + 1}:{share:.2f}")
    return {
        "word": [clusters.words[i] for i in order.tolist()],
        "cluster": (clusters.labels[order] + 1).astype(np.int64),
        "path": path_texts(partition.paths[order]),
        "flow": np.array([f"{value:.9g}" for value in partition.node_flow[order].tolist()], object),
        "also": [" ".join(also.get(i, [])) for i in order.tolist()],
    }


def cluster_columns(clusters: WordClusters, min_size: int = 1) -> Columns:
    """A row a cluster: its figures, words by falling flow and guests."""
    found = clusters.clusters(min_size=min_size)
    columns: dict[str, Any] = {
        "cluster": np.array([cluster.number for cluster in found], np.int64),
        "path": [cluster.path for cluster in found],
        "size": np.array([len(cluster.words) for cluster in found], np.int64),
        "flow": np.array([cluster.flow for cluster in found], np.float64),
        "cohesion": np.array([cluster.cohesion for cluster in found], np.float64),
    }
    if clusters.vectors is not None:
        columns["similarity"] = ["" if c.similarity is None else f"{c.similarity:.4f}" for c in found]
    return columns | {
        "representative": [cluster.representative for cluster in found],
        "words": [cluster.words for cluster in found],
        "guests": [[f"{word}:{share:.2f}" for word, share in cluster.guests] for cluster in found],
    }


def as_json(clusters: WordClusters, min_size: int = 1, top: int | None = None) -> dict[str, Any]:
    """All there is to say, as plain values."""
    partition = clusters.partition
    return {
        "n_words": len(clusters.words),
        "n_isolated": int(clusters.isolated.sum()),
        "n_clusters": clusters.n_clusters,
        "n_levels": partition.n_levels,
        "codelength": partition.codelength,
        "one_level_codelength": partition.one_level_codelength,
        "overlap": clusters.overlap,
        "clusters": [_cluster(cluster) for cluster in clusters.clusters(min_size=min_size)[:top]],
    }


def _cluster(cluster: WordCluster) -> dict[str, Any]:
    return {
        "cluster": cluster.number,
        "path": [int(part) for part in cluster.path.split(":")] if cluster.path else [],
        "flow": cluster.flow,
        "cohesion": cluster.cohesion,
        "similarity": cluster.similarity,
        "representative": cluster.representative,
        "words": cluster.words,
        "guests": [{"word": word, "share": share} for word, share in cluster.guests],
    }


def cluster_format(output: str, format: str | None, terminal: bool) -> str:
    """The format of a command's output.

    Raises
    ------
    ParameterError
        When the suffix of the file is not known.
    """
    if format is not None:
        return format
    if output == "-":
        return "table" if terminal else "tsv"
    suffix = os.path.splitext(output)[1].lower()  # noqa: PTH122
    if suffix not in SUFFIXES:
        raise ParameterError(f"no format is known for {suffix!r} ({output}); name one with --format")
    return SUFFIXES[suffix]
