"""Text blocks -> unit ids, by several encoders at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from minent.parallel import parallel_map
from minent.progress import Progress
from minent.text._encoder import WIDE_ID, EncodedBlock, Encoder, IdStore, remap
from minent.text.decoding import Block, invalid_bytes
from minent.text.options import TextOptions
from minent.text.vocabulary import Vocabulary

# The id that units that occur once share when 16 bits cannot hold the ids of all units.
SHARED_ID = WIDE_ID
# Of text in one script without spaces; what is asked for and not used takes no memory.
_BYTES_PER_UNIT = 2


@dataclass
class EncodedText:
    """The fields of a `Corpus` that come out of encoding; see there."""

    ids: np.ndarray
    unit_counts: np.ndarray
    vocabulary: Vocabulary
    shared_units: np.ndarray | None
    n_dropped_lines: int


class _Chunk(NamedTuple):
    """Provisional ids: which encoder gave them, those that 16 bits cannot hold, and where they are."""

    encoder: int
    wide: np.ndarray
    begin: int
    end: int


def encode_blocks(
    blocks: Iterable[Block], options: TextOptions, threads: int, progress: Progress, size: int = 0
) -> EncodedText:
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
    size : int
        Bytes of text, if known: memory is asked for once.

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
    store = IdStore(
        size // _BYTES_PER_UNIT
    )  # chunk by chunk where the ids of the corpus will be: memory has the text once
    chunks: list[_Chunk] = []
    lines: Counter[str] = Counter()
    dropped = 0

    def work(worker: tuple[int, Encoder], block: Block) -> tuple[int, Block, EncodedBlock]:
        number, encoder = worker
        return number, block, encoder.encode(block.data)

    for number, block, found in parallel_map(work, blocks, list(enumerate(encoders))):
        if found.invalid_at >= 0:
            raise invalid_bytes(block, found.invalid_at, lines[block.source])
        lines[block.source] += found.lines
        dropped += found.dropped_lines
        chunks.append(_Chunk(number, found.wide, *store.append(found)))
        progress.advance(block.taken)
    return _assemble(encoders, store.finish(), chunks, dropped)


def _assemble(encoders: list[Encoder], ids: np.ndarray, chunks: list[_Chunk], dropped: int) -> EncodedText:
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
    ids, shared = _remapped(ids, chunks, ranks, dtype)
    return EncodedText(
        ids=ids,
        unit_counts=counts,
        vocabulary=Vocabulary(utf8, offsets),
        shared_units=shared if sharing else None,
        n_dropped_lines=dropped,
    )


def _remapped(
    given: np.ndarray, chunks: list[_Chunk], ranks: list[np.ndarray], dtype: np.dtype
) -> tuple[np.ndarray, np.ndarray]:
    """The canonical ids, in place where they have 16 bits, and those that share an id."""
    ids = given if dtype == given.dtype else np.zeros(len(given), dtype)

    def work(_: None, chunk: _Chunk) -> np.ndarray:
        place = slice(chunk.begin, chunk.end)
        return remap(given[place], chunk.wide, ranks[chunk.encoder], ids[place])

    shared = parallel_map(work, chunks, [None] * len(ranks))
    return ids, np.concatenate([np.zeros(0, np.uint32), *shared])


def _compose(rank: np.ndarray, mapping: np.ndarray) -> np.ndarray:
    """rank[mapping], with 0 for units that no longer occur."""
    known = np.zeros(max(len(rank), int(mapping.max(initial=0)) + 1), np.uint32)
    known[: len(rank)] = rank
    return known[mapping]
