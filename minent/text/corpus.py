"""A corpus in memory: its text as unit ids, 2 bytes a unit where the alphabet allows."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from minent.arguments import thread_count
from minent.errors import CorpusError
from minent.parallel import parallel_map
from minent.progress import Progress, watched
from minent.text._encoder import PADDING, Encoder, remap, remap_sharing
from minent.text.decoding import Block, decode_blocks, invalid_bytes, to_utf8
from minent.text.options import TextOptions
from minent.text.sources import Source, find_sources, read_chunks
from minent.text.transforms import Transformer
from minent.text.vocabulary import Vocabulary

# The id that all units that occur once share when 16 bits cannot hold all units.
_SHARED = 0xFFFF
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
    n_lines, n_dropped_lines, n_duplicates : int
        Lines read; lines dropped as invalid; lines or documents dropped as duplicates.

    Notes
    -----
    Memory: 2 bytes for each unit and boundary, 4 with more than 65,534 units that occur twice.
    """

    ids: np.ndarray
    unit_counts: np.ndarray
    vocabulary: Vocabulary
    options: TextOptions
    shared_units: np.ndarray | None = None
    n_lines: int = 0
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
            ids[self.ids == _SHARED] = self.shared_units
            return ids, counts, 0
        shared = np.append(counts[:_SHARED], counts[_SHARED:].sum())
        return self.ids, shared, _SHARED

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
        return _encode(_text_blocks(texts, chosen, transformer), chosen, transformer, threads, None)


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
    sizes = [source.size for source in sources]
    watcher = watched(progress)
    watcher.start("reading", sum(sizes) if None not in sizes else None, "B")  # type: ignore[arg-type]
    transformer = Transformer(chosen)
    corpus = _encode(_source_blocks(sources, chosen, transformer), chosen, transformer, threads, watcher)
    watcher.finish()
    return corpus


def _source_blocks(sources: list[Source], options: TextOptions, transformer: Transformer) -> Iterator[Block]:
    for source in sources:
        yield from source_blocks(source, options, transformer)


def source_blocks(source: Source, options: TextOptions, transformer: Transformer) -> Iterator[Block]:
    """The text of one source as the kernel gets it."""
    blocks = decode_blocks(read_chunks(source), source.name, options)
    return transformer.transform(blocks) if options.changes_text else blocks


def _text_blocks(texts: Iterable[str], options: TextOptions, transformer: Transformer) -> Iterator[Block]:
    batch: list[str] = []
    size = 0
    for text in transformer.pieces(_checked(texts, options)):
        batch.append(text + "\n")
        size += len(text)
        if size >= _BATCH:
            yield Block(to_utf8("".join(batch)), "<text>", 0, 0, checked=True)
            batch, size = [], 0
    if batch:
        yield Block(to_utf8("".join(batch)), "<text>", 0, 0, checked=True)


def _checked(texts: Iterable[str], options: TextOptions) -> Iterator[str]:
    for number, text in enumerate(texts, 1):
        if not isinstance(text, str):
            raise CorpusError(f"text {number} is not a str but {type(text).__name__}")
        if options.errors == "strict":
            try:
                text.encode("utf-8")
            except UnicodeEncodeError:
                raise CorpusError(f"text {number} holds a lone surrogate; use errors='replace'") from None
        yield text


@dataclass
class _Encoded:
    """Chunks of provisional ids, each with the number of the encoder that gave them."""

    chunks: list[tuple[int, np.ndarray]] = field(default_factory=list)
    lines: Counter[str] = field(default_factory=Counter)
    dropped: int = 0


def _encode(
    blocks: Iterable[Block],
    options: TextOptions,
    transformer: Transformer,
    threads: int | None,
    progress: Progress | None,
) -> Corpus:
    encoders = [Encoder(options.unit_mode, options.on_invalid) for _ in range(thread_count(threads))]
    encoded = _Encoded()

    def work(worker: tuple[int, Encoder], block: Block) -> tuple[int, Block, tuple[np.ndarray, int, int, int]]:
        number, encoder = worker
        return number, block, encoder.encode(block.data)

    for number, block, (ids, lines, dropped, invalid_at) in parallel_map(work, blocks, list(enumerate(encoders))):
        if invalid_at >= 0:
            raise invalid_bytes(block, invalid_at, encoded.lines[block.source])
        encoded.lines[block.source] += lines
        encoded.dropped += dropped
        encoded.chunks.append((number, ids))
        if progress:
            progress.advance(block.taken)
    return _assemble(encoders, encoded, options, transformer)


def _assemble(encoders: list[Encoder], encoded: _Encoded, options: TextOptions, transformer: Transformer) -> Corpus:
    """Bring the ids of all encoders to one canonical vocabulary."""
    first, *others = encoders
    mappings = [None, *(first.absorb(other) for other in others)]
    order, counts, utf8, offsets = first.canonical()
    rank = np.zeros(int(order.max(initial=0)) + 1, np.uint32)
    rank[order] = np.arange(1, len(order) + 1, dtype=np.uint32)
    rank_of_encoder = [rank if mapping is None else _compose(rank, mapping) for mapping in mappings]

    repeated = int(np.searchsorted(-counts, -1))  # units that occur more than once
    sharing = len(order) >= _SHARED > repeated
    dtype = np.uint16 if sharing or len(order) < _SHARED else np.uint32
    ids, shared = _remapped(encoded.chunks, rank_of_encoder, np.dtype(dtype), sharing)
    return Corpus(
        ids=ids,
        unit_counts=counts,
        vocabulary=Vocabulary(utf8, offsets),
        options=options,
        shared_units=shared if sharing else None,
        n_lines=sum(encoded.lines.values()),
        n_dropped_lines=encoded.dropped,
        n_duplicates=transformer.duplicates,
    )


def _remapped(
    chunks: list[tuple[int, np.ndarray]], ranks: list[np.ndarray], dtype: np.dtype, sharing: bool
) -> tuple[np.ndarray, np.ndarray]:
    """The canonical ids of all chunks in one padded array, and those that share an id."""
    ids = np.zeros(1 + sum(len(chunk) for _, chunk in chunks) + PADDING, dtype)

    def targets() -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
        at = 1
        chunks.reverse()
        while chunks:  # a chunk is freed as soon as it is copied
            number, chunk = chunks.pop()
            yield number, chunk, ids[at : at + len(chunk)]
            at += len(chunk)

    def work(_: None, item: tuple[int, np.ndarray, np.ndarray]) -> np.ndarray:
        number, chunk, target = item
        if sharing:
            return remap_sharing(chunk, ranks[number], _SHARED, target)
        remap(chunk, ranks[number], target)
        return np.zeros(0, np.uint32)

    shared = list(parallel_map(work, targets(), [None] * len(ranks)))
    return ids, np.concatenate([np.zeros(0, np.uint32), *shared])


def _compose(rank: np.ndarray, mapping: np.ndarray) -> np.ndarray:
    """rank[mapping], with 0 for units that no longer occur."""
    known = np.zeros(max(len(rank), int(mapping.max(initial=0)) + 1), np.uint32)
    known[: len(rank)] = rank
    return known[mapping]
