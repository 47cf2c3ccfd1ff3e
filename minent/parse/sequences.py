"""Text as batches of token ids for training: sentences, gathered by length, masked at random."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from minent.errors import InputError

# A sentence ends with its marks and what closes around them; Latin marks need white space behind them.
_SENTENCE_END = re.compile(r"[。！？…]+[”’」』）\"')]*|[.!?]+[”’\"')\]]*(?=\s)")
_LINES_AT_A_TIME = 1000
_POOL_BATCHES = 64  # sentences of similar length are looked for among so many batches
_IGNORED = -100


def sentences(line: str) -> Iterator[str]:
    """Cut a line at the ends of its sentences.

    Examples
    --------
    >>> list(sentences("It rained. “Did it?” 他走了。她没走。"))
    ['It rained.', '“Did it?”', '他走了。', '她没走。']
    """
    begin = 0
    for found in _SENTENCE_END.finditer(line):
        if part := line[begin : found.end()].strip():
            yield part
        begin = found.end()
    if part := line[begin:].strip():
        yield part


@dataclass(frozen=True, eq=False)
class Sequences:
    """Sentences as token ids, one behind the other.

    Parameters
    ----------
    ids : int32 array
        Without special tokens.
    ends : int64 array
        Where each sequence ends.
    """

    ids: NDArray[np.int32]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ends)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Tokens of each sequence."""
        return np.diff(self.ends, prepend=0)

    def digest(self) -> str:
        """A number that other text does not have."""
        return hashlib.sha256(self.ids.tobytes() + self.ends.tobytes()).hexdigest()


def encode_corpus(lines: Iterable[str], tokenizer: Any, length: int) -> Sequences:
    """Encode every sentence of a corpus; longer ones than `length` tokens are cut into equal parts.

    Parameters
    ----------
    lines : iterable of str
        The corpus.
    tokenizer : transformers.PreTrainedTokenizerFast
        Of the model.
    length : int
        Tokens of a sequence at most, without special tokens.

    Returns
    -------
    Sequences

    Raises
    ------
    InputError
        If there is no text in it.

    Notes
    -----
    4 bytes a token and 8 a sequence stay in memory.
    """
    parts: list[NDArray[np.int32]] = []
    sizes: list[int] = []
    source = (sentence for line in lines for sentence in sentences(line))
    while batch := list(islice(source, _LINES_AT_A_TIME)):
        encoded = tokenizer(batch, add_special_tokens=False, return_attention_mask=False, verbose=False)["input_ids"]
        for ids in encoded:
            n_parts = -(-len(ids) // length)
            cuts = [len(ids) * k // n_parts for k in range(n_parts + 1)] if n_parts else []
            sizes += [end - begin for begin, end in pairwise(cuts)]
        parts.append(np.fromiter((i for ids in encoded for i in ids), np.int32))
    if not sizes:
        raise InputError("no text to learn from: the corpus has no line with a character")
    return Sequences(np.concatenate(parts), np.cumsum(sizes, dtype=np.int64))


def batches_of_epoch(lengths: NDArray[np.int64], tokens: int, seed: int, epoch: int) -> list[NDArray[np.int64]]:
    """Sequences by batches, in an order that depends on seed and epoch alone.

    Parameters
    ----------
    lengths : int64 array
        Tokens of each sequence, special ones included.
    tokens : int
        Of a batch at most, padding included; a longer sequence is a batch of its own.
    seed, epoch : int
        What the order depends on.

    Returns
    -------
    list of int64 arrays
        Numbers of the sequences of each batch.
    """
    rng = np.random.default_rng([seed, 0, epoch])
    order = rng.permutation(len(lengths))
    pool_of = np.cumsum(lengths[order]) // (tokens * _POOL_BATCHES)
    found: list[NDArray[np.int64]] = []
    for pool in np.split(order, np.flatnonzero(np.diff(pool_of)) + 1):
        ordered = pool[np.argsort(lengths[pool], kind="stable")]
        cut, begin, batches = lengths[ordered], 0, []
        while begin < len(ordered):
            # Lengths rise, so the last of a batch decides what its rows are padded to.
            fits = (np.arange(1, len(ordered) - begin + 1) * cut[begin:] <= tokens)[: tokens + 1]
            n = max(1, int(np.argmin(fits)) if not fits.all() else len(fits))
            batches.append(ordered[begin : begin + n])
            begin += n
        found += [batches[k] for k in rng.permutation(len(batches))]
    return found


@dataclass(frozen=True)
class Special:
    """Ids of the tokens that are no text."""

    begin: int
    end: int
    pad: int
    mask: int


def masked_batch(
    sequences: Sequences, rows: NDArray[np.int64], special: Special, rate: float, seed: int, step: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
    """The batch of a step: ids with masks, which of them are there, and what the masked ones were.

    Parameters
    ----------
    sequences : Sequences
        The corpus.
    rows : int64 array, shape (b,)
        Sequences of the batch.
    special : Special
        Ids of special tokens.
    rate : float
        Part of the tokens to mask; at least one in every batch.
    seed, step : int
        What the choice depends on.

    Returns
    -------
    ids : int64 array, shape (b, length)
    there : bool array, shape (b, length)
        False where a row is padded.
    targets : int64 array, shape (b, length)
        The id that was masked, -100 elsewhere.
    """
    ends = sequences.ends[rows]
    lengths = ends - np.where(rows, sequences.ends[rows - 1], 0)
    width = int(lengths.max()) + 2
    ids = np.full((len(rows), width), special.pad, np.int64)
    for row, (end, n) in enumerate(zip(ends.tolist(), lengths.tolist(), strict=True)):
        ids[row, 0], ids[row, n + 1] = special.begin, special.end
        ids[row, 1 : n + 1] = sequences.ids[end - n : end]
    place = np.arange(width)
    there = place < (lengths + 2)[:, None]
    text = (place > 0) & (place < (lengths + 1)[:, None])
    rng = np.random.default_rng([seed, 1, step])
    draw = np.where(text, rng.random(ids.shape), 2.0)
    chosen = draw < rate
    chosen.flat[int(np.argmin(draw))] = True
    targets = np.where(chosen, ids, _IGNORED)
    return np.where(chosen, special.mask, ids), there, targets
