"""A corpus in memory: its text as unit ids, 2 bytes a unit where the alphabet allows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from minent.arguments import thread_count
from minent.errors import CorpusError
from minent.progress import Progress, watched
from minent.text._encoder import PADDING
from minent.text.decoding import Block, decode_blocks, to_utf8
from minent.text.encoding import SHARED_ID, encode_blocks
from minent.text.options import TextOptions
from minent.text.sources import Source, find_sources, read_chunks, total_size
from minent.text.transforms import Transformer, is_encodable
from minent.text.vocabulary import Vocabulary

_BATCH = 1 << 21
_SPAN = 1 << 22


@dataclass(frozen=True, eq=False)
class Corpus:
    """Text as unit ids.

    Parameters
    ----------
    ids : uint16 or uint32 array, shape (n + 9,)
        The units in order; every maximal boundary is one 0. One boundary stands before the
        text, at least eight behind it.
    unit_counts : int64 array, shape (n_units,)
        Occurrences of each unit; falling.
    vocabulary : Vocabulary
        Unit ``id`` is entry ``id - 1``.
    options : TextOptions
        How the text was read.
    shared_units : uint32 array or None
        When not all ids fit 16 bits but those of the units that occur more than once do, the
        others share the id 65535 and this lists their own ids in order of occurrence.
    n_dropped_lines, n_duplicates : int
        Lines dropped as invalid; lines or documents dropped as duplicates.

    Notes
    -----
    Memory: 2 bytes for each unit and boundary, 4 with more than 65,534 units that occur twice.
    """

    ids: np.ndarray
    unit_counts: np.ndarray
    vocabulary: Vocabulary
    options: TextOptions
    shared_units: np.ndarray | None = None
    n_dropped_lines: int = 0
    n_duplicates: int = 0

    @property
    def n_tokens(self) -> int:
        """Number of units in the text, boundaries not counted."""
        return int(self.unit_counts.sum())

    def counting_ids(self, min_count: int) -> tuple[np.ndarray, np.ndarray, int]:
        """Return (ids, counts by id, the id shared by units that occur once or 0).

        Units that occur once are no part of an n-gram that occurs twice, and as neighbours
        each counts once whichever it is: with ``min_count > 1`` they may share an id.
        """
        counts = np.zeros(len(self.unit_counts) + 1, np.uint64)
        counts[1:] = self.unit_counts
        if self.shared_units is None:
            return self.ids, counts, 0
        if min_count == 1:
            ids = self.ids.astype(np.uint32)
            ids[self.ids == SHARED_ID] = self.shared_units
            return ids, counts, 0
        shared = np.append(counts[:SHARED_ID], counts[SHARED_ID:].sum())
        return self.ids, shared, SHARED_ID

    def greatest_id(self, min_count: int) -> int:
        """The greatest of the ids that `counting_ids` gives."""
        n_units = len(self.unit_counts)
        return n_units if self.shared_units is None or min_count == 1 else SHARED_ID

    def spans(self, size: int = _SPAN) -> list[tuple[int, int]]:
        """Split the text at boundaries into ranges of about `size` ids."""
        first, last = 1, len(self.ids) - PADDING
        spans = []
        while first < last:
            end = min(first + size, last)
            while end < last and self.ids[end - 1] != 0:
                end += 1
            spans.append((first, end))
            first = end
        return spans

    @classmethod
    def from_texts(cls, texts: Iterable[str], *, threads: int | None = None, **options: object) -> Corpus:
        """Make a corpus of strings; nothing is counted across the end of one.

        Parameters
        ----------
        texts : iterable of str
            The texts; each is a document.
        threads : int, optional
            Number of threads; all processors by default.
        **options
            See `TextOptions`.

        Returns
        -------
        Corpus

        Raises
        ------
        CorpusError
            For a lone surrogate, when ``errors="strict"``.

        Examples
        --------
        >>> corpus = Corpus.from_texts(["红茶绿茶", "绿茶。"])
        >>> corpus.vocabulary.texts
        ['茶', '绿', '红']
        >>> corpus.unit_counts.tolist()
        [3, 2, 1]
        """
        if isinstance(texts, str):
            texts = [texts]
        chosen = TextOptions(**options)  # type: ignore[arg-type]
        transformer = Transformer(chosen)
        return cls._of_blocks(_text_blocks(texts, transformer), transformer, threads, None)

    @classmethod
    def _of_blocks(
        cls,
        blocks: Iterable[Block],
        transformer: Transformer,
        threads: int | None,
        progress: Progress | None,
        size: int = 0,
    ) -> Corpus:
        encoded = encode_blocks(blocks, transformer.options, thread_count(threads), watched(progress), size)
        losses = transformer.losses
        return cls(
            ids=encoded.ids,
            unit_counts=encoded.unit_counts,
            vocabulary=encoded.vocabulary,
            options=transformer.options,
            shared_units=encoded.shared_units,
            n_dropped_lines=encoded.n_dropped_lines + losses.dropped_lines,
            n_duplicates=losses.duplicates,
        )


def read_corpus(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    **options: object,
) -> Corpus:
    """Read text from files, directories, globs or standard input (``-``).

    Parameters
    ----------
    paths : path or iterable of paths
        What to read; ``.gz .bz2 .xz .zst`` are decompressed.
    threads : int, optional
        Number of threads; all processors by default. The result does not depend on it.
    progress : Progress, optional
        Told of the bytes read.
    **options
        See `TextOptions`: ``unit``, ``latin``, ``encoding``, ``errors``, ``jsonl_field``,
        ``normalize``, ``fold_case``, ``dedup``.

    Returns
    -------
    Corpus

    Raises
    ------
    CorpusError
        When a source cannot be read or decoded.

    Notes
    -----
    Time is linear in the text. A line is held in memory whole; text is otherwise read in
    blocks of 2 MiB.
    """
    chosen = TextOptions(**options)  # type: ignore[arg-type]
    sources = find_sources(paths, jsonl=chosen.jsonl_field is not None)
    watcher = watched(progress)
    size = total_size(sources)
    watcher.start("reading", size, "B")
    transformer = Transformer(chosen)
    blocks = _source_blocks(sources, chosen, transformer)
    corpus = Corpus._of_blocks(blocks, transformer, threads, watcher, size or 0)
    watcher.finish()
    return corpus


def _source_blocks(sources: list[Source], options: TextOptions, transformer: Transformer) -> Iterator[Block]:
    for source in sources:
        yield from source_blocks(source, options, transformer)


def source_blocks(source: Source, options: TextOptions, transformer: Transformer) -> Iterator[Block]:
    """The text of one source as the kernel gets it."""
    blocks = decode_blocks(read_chunks(source), source.name, options, transformer.losses)
    return transformer.transform(blocks) if options.changes_text else blocks


def _text_blocks(texts: Iterable[str], transformer: Transformer) -> Iterator[Block]:
    batch: list[str] = []
    size = 0
    for text in transformer.pieces(_checked(texts, transformer)):
        batch.append(text + "\n")
        size += len(text)
        if size >= _BATCH:
            yield Block(to_utf8("".join(batch)), "<text>", 0, 0, checked=True)
            batch, size = [], 0
    if batch:
        yield Block(to_utf8("".join(batch)), "<text>", 0, 0, checked=True)


def _checked(texts: Iterable[str], transformer: Transformer) -> Iterator[str]:
    errors = transformer.options.errors
    for number, text in enumerate(texts, 1):
        if not isinstance(text, str):
            raise CorpusError(f"text {number} is not a str but {type(text).__name__}")
        if errors != "replace" and not is_encodable(text):
            if errors == "strict":
                raise CorpusError(f"text {number} holds a lone surrogate; use errors='replace'")
            transformer.losses.dropped_lines += 1
            continue
        yield text
