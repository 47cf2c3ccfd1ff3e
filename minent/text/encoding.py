"""Text blocks -> unit ids, by several encoders at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from minent.parallel import parallel_map
from minent.progress import Progress
from minent.text._encoder import PADDING, Encoder, remap, remap_sharing
from minent.text.decoding import Block, invalid_bytes
from minent.text.options import TextOptions
from minent.text.vocabulary import Vocabulary

# The id that units that occur once share when 16 bits cannot hold the ids of all units.
SHARED_ID = 0xFFFF
_SEGMENT = 1 << 25


@dataclass
class EncodedText:
    """The fields of a `Corpus` that come out of encoding; see there."""

    ids: np.ndarray
    unit_counts: np.ndarray
    vocabulary: Vocabulary
    shared_units: np.ndarray | None
    n_dropped_lines: int


@dataclass
class _Chunks:
    """Chunks of provisional ids, each with the number of the encoder that gave them."""

    chunks: list[tuple[int, np.ndarray]] = field(default_factory=list)
    lines: Counter[str] = field(default_factory=Counter)
    dropped: int = 0
    segment: np.ndarray = field(default_factory=lambda: np.empty(0, np.uint16))

    def append(self, number: int, ids: np.ndarray) -> None:
        """Keep a copy of `ids` in a large segment.

        What is freed in small pieces the allocator keeps; large arrays go back to the system,
        so the text is in memory once, not twice, when it has been brought into one array.
        """
        if len(ids) > len(self.segment) or ids.dtype != self.segment.dtype:
            self.segment = np.empty(max(_SEGMENT, len(ids)), ids.dtype)
        chunk, self.segment = self.segment[: len(ids)], self.segment[len(ids) :]
        chunk[:] = ids
        self.chunks.append((number, chunk))


def encode_blocks(blocks: Iterable[Block], options: TextOptions, threads: int, progress: Progress) -> EncodedText:
    """Encode the blocks of a corpus.

    Parameters
    ----------
    blocks : iterable of Block
        The text; each block ends at a line end or at the end of its source.
    options : TextOptions
        How to cut it into units.
    threads : int
        Number of encoders, a thread each.
    progress : Progress
        Told of the bytes read.

    Returns
    -------
    EncodedText
        The same for any number of threads.

    Raises
    ------
    CorpusError
        For invalid UTF-8, when ``errors="strict"``.
    """
    encoders = [Encoder(options.unit_mode, options.on_invalid, options.numbers_alike) for _ in range(threads)]
    encoded = _Chunks()

    def work(worker: tuple[int, Encoder], block: Block) -> tuple[int, Block, tuple[np.ndarray, int, int, int]]:
        number, encoder = worker
        return number, block, encoder.encode(block.data)

    for number, block, (ids, lines, dropped, invalid_at) in parallel_map(work, blocks, list(enumerate(encoders))):
        if invalid_at >= 0:
            raise invalid_bytes(block, invalid_at, encoded.lines[block.source])
        encoded.lines[block.source] += lines
        encoded.dropped += dropped
        encoded.append(number, ids)
        progress.advance(block.taken)
    return _assemble(encoders, encoded)


def _assemble(encoders: list[Encoder], encoded: _Chunks) -> EncodedText:
    """Bring the ids of all encoders to one canonical vocabulary."""
    first, *others = encoders
    mappings = [None, *(first.absorb(other) for other in others)]
    order, counts, utf8, offsets = first.canonical()
    rank = np.zeros(int(order.max(initial=0)) + 1, np.uint32)
    rank[order] = np.arange(1, len(order) + 1, dtype=np.uint32)
    ranks = [rank if mapping is None else _compose(rank, mapping) for mapping in mappings]

    n_repeated = int(np.searchsorted(-counts, -1))  # units that occur more than once; counts fall
    sharing = len(order) >= SHARED_ID > n_repeated
    dtype = np.dtype(np.uint16 if sharing or len(order) < SHARED_ID else np.uint32)
    ids, shared = _remapped(encoded.chunks, ranks, dtype, sharing)
    return EncodedText(
        ids=ids,
        unit_counts=counts,
        vocabulary=Vocabulary(utf8, offsets),
        shared_units=shared if sharing else None,
        n_dropped_lines=encoded.dropped,
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
            return remap_sharing(chunk, ranks[number], SHARED_ID, target)
        remap(chunk, ranks[number], target)
        return np.zeros(0, np.uint32)

    shared = list(parallel_map(work, targets(), [None] * len(ranks)))
    return ids, np.concatenate([np.zeros(0, np.uint32), *shared])


def _compose(rank: np.ndarray, mapping: np.ndarray) -> np.ndarray:
    """rank[mapping], with 0 for units that no longer occur."""
    known = np.zeros(max(len(rank), int(mapping.max(initial=0)) + 1), np.uint32)
    known[: len(rank)] = rank
    return known[mapping]
