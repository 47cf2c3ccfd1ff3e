"""Text as the words of a lexicon, block by block and without strings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np

from minent.lexicon import Lexicon
from minent.parallel import parallel_map
from minent.progress import Progress, watched
from minent.segment import Segmenter
from minent.segment.segmenter import NO_WORD
from minent.text._classes import CLASSES, class_ranges
from minent.text.corpus import source_blocks
from minent.text.decoding import Block, Losses, decode_whole
from minent.text.options import TextOptions
from minent.text.sources import Source, find_sources, total_size
from minent.text.transforms import Transformer

_LETTERS = ("letter", "digit", "unspaced")
_CUTTING = ("unit", "latin", "normalize", "fold_case")


class SegmentedReader:
    """Reads text as numbers of a lexicon's words.

    Parameters
    ----------
    lexicon : Lexicon or path
        The words.
    **options
        How text is read; see `TextOptions`.
    """

    def __init__(self, lexicon: Lexicon | str | os.PathLike[str], **options: object) -> None:
        options = {name: value for name, value in options.items() if name != "numbers"}
        self._options = TextOptions(**options)  # type: ignore[arg-type]
        cutting = {name: getattr(self._options, name) for name in _CUTTING}
        self._segmenter = Segmenter(lexicon, **cutting)
        self._names = self._segmenter.names

    def read(
        self,
        paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
        threads: int,
        progress: Progress | None = None,
    ) -> tuple[list[np.ndarray], list[str], np.ndarray, int]:
        """Divide text into words.

        Parameters
        ----------
        paths : path or iterable of paths
            Files, directories, globs, ``-``.
        threads : int
            Number of threads. The result does not depend on it.
        progress : Progress, optional
            Told of the bytes read.

        Returns
        -------
        chunks : list of uint32 arrays
            A word each: 0 for a boundary, 1 for the first of `names`; 2^32 - 1 for words that the lexicon lacks.
        names : list of str
            The words.
        counts : int64 array
            Their occurrences.
        n_tokens : int
            Words of the text.
        """
        sources = find_sources(paths, jsonl=self._options.jsonl_field is not None)
        transformer = Transformer(self._options)
        watcher = watched(progress)
        watcher.start("segmenting", total_size(sources), "B")
        blocks = (block for source in sources for block in self._valid_blocks(source, transformer))
        counts = np.zeros(len(self._names) + 1, np.int64)
        chunks, n_tokens = [], 0
        for ids, taken in parallel_map(lambda _, block: self._ids(block), blocks, [None] * threads):
            known = ids[ids != NO_WORD]
            counts += np.bincount(known, minlength=len(counts))
            n_tokens += int(np.count_nonzero(ids))
            chunks.append(ids)
            watcher.advance(taken)
        watcher.finish()
        return chunks, self._names, counts[1:], n_tokens

    def _valid_blocks(self, source: Source, transformer: Transformer) -> Iterator[Block]:
        losses, line = Losses(), 0
        for block in source_blocks(source, self._options, transformer):
            if block.checked:
                yield block
                continue
            text = decode_whole(block, "utf-8", self._options.errors, line, losses)
            line += block.data.count(b"\n")
            data = block.data if self._options.errors == "strict" else text.encode()
            yield Block(data, block.source, block.offset, block.taken, checked=True)

    def _ids(self, block: Block) -> tuple[np.ndarray, int]:
        data = np.frombuffer(block.data, np.uint8)
        first, word = self._segmenter.tokens(block.data)
        ids = word + np.uint32(1)  # NO_WORD becomes 0
        none = np.flatnonzero(word == NO_WORD)
        ids[none[_are_letters(data, first[none])]] = NO_WORD
        line = np.searchsorted(np.flatnonzero(data == ord("\n")), first)
        begins = np.flatnonzero(np.diff(line, prepend=-1))
        ids = np.insert(ids, begins, 0)
        fresh = np.ones(len(ids), bool)
        fresh[1:] = (ids[1:] != 0) | (ids[:-1] != 0)  # one boundary is as good as many
        return np.append(ids[fresh], np.uint32(0)), block.taken


def _are_letters(data: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Whether the characters that begin at some bytes are of words, not marks."""
    padded = np.append(data, np.zeros(3, np.uint8)).astype(np.uint32)
    lead = padded[places]
    length = 1 + (lead >= 0xC0).astype(np.int64) + (lead >= 0xE0) + (lead >= 0xF0)
    code = np.where(length == 1, lead, lead & (0x7F >> length))
    for i in (1, 2, 3):
        code = np.where(length > i, code << 6 | padded[places + i] & 0x3F, code)
    firsts, letters = _letter_ranges()
    return letters[np.searchsorted(firsts, code, side="right") - 1]


@lru_cache(maxsize=1)
def _letter_ranges() -> tuple[np.ndarray, np.ndarray]:
    """First code points of runs of one class, and whether these are letters or digits."""
    firsts, _, classes = class_ranges()
    return firsts, np.isin(classes, [CLASSES.index(name) for name in _LETTERS])
