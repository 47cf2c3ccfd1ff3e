"""Masked copies of many sentences through the encoder, in flat batches of equal length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from minent.parse.models import import_torch

if TYPE_CHECKING:
    from minent.parse.encoder import Encoder
    from minent.parse.plans import Plan
    from minent.parse.readings import Reading
    from minent.parse.units import Sentence

Values = NDArray[np.float32]


class Bucket:
    """Sentences of the same number of tokens, on the device.

    Parameters
    ----------
    sentences : sequence of Sentence
        Each with at least one unit.
    encoder : Encoder
        The model.
    reading : Reading
        The metric.
    budget : int
        Tokens that go through the encoder at a time.
    """

    def __init__(self, sentences: Sequence[Sentence], encoder: Encoder, reading: Reading, budget: int) -> None:
        self._torch = import_torch()
        self._encoder, self._reading = encoder, reading
        self.length = len(sentences[0].ids)
        self._rows = max(1, budget // self.length)
        most = max(len(sentence.count) for sentence in sentences)
        self._counts = np.zeros((len(sentences), most), np.int64)
        first = np.zeros((len(sentences), most), np.int64)
        for k, sentence in enumerate(sentences):
            self._counts[k, : len(sentence.count)] = sentence.count
            first[k, : len(sentence.first)] = sentence.first
        self._ids = self._on_device(np.stack([sentence.ids for sentence in sentences]).astype(np.int64))
        self._first, self._count = self._on_device(first), self._on_device(self._counts)
        self._mask = encoder.tokenizer.mask_token_id
        self._base: Any = None
        self._clean: Any = None

    def _on_device(self, array: NDArray[Any]) -> Any:
        return self._torch.from_numpy(np.ascontiguousarray(array)).to(self._encoder.device)

    def values(self, plan: Plan, sizes: Sequence[int], *, root: bool) -> tuple[list[Values], list[Values]]:
        """Impacts of all pairs of the plan.

        Parameters
        ----------
        plan : Plan
            Which pairs.
        sizes : sequence of int
            Units of each sentence.
        root : bool
            Whether to compare the first token, too.

        Returns
        -------
        pairs : list of float32 arrays, shapes (rows, k, 2)
            For each sentence in the order of ``plan.pair_rows``: impact on the first of each pair, and on the second.
        roots : list of float32 arrays, shapes (n,)
            Impact of each unit on the first token; empty without `root`.
        """
        if root:
            places = self._torch.zeros((len(sizes), 1), dtype=self._torch.int64, device=self._encoder.device)
            self._clean = self._encoder.states(self._ids, places)[:, 0].float()
        bases = [plan.base_rows(n) for n in sizes]
        shown = self._run(bases, self._keep, root=root)
        roots = [np.zeros(n, np.float32) for n in sizes] if root else []
        for values, rows, found in zip(shown, bases, roots, strict=False):
            found[rows[:, 0]] = values[:, 0]
        pairs = [plan.pair_rows(n) for n in sizes]
        flat = [rows.reshape(len(rows), 2 * rows.shape[1]) for rows in pairs]
        compared = self._run(flat, self._compare)
        return [v.reshape(rows.shape) for v, rows in zip(compared, pairs, strict=True)], roots

    def _run(self, rows: list[NDArray[np.int32]], use: Any, *, root: bool = False) -> list[Values]:
        """Send rows of units of each sentence through the encoder; one array of numbers for each sentence."""
        width = max(found.shape[1] for found in rows)
        sentence = np.repeat(np.arange(len(rows)), [len(found) for found in rows])
        units = np.full((len(sentence), width), -1, np.int64)
        begin = 0
        for found in rows:
            units[begin : begin + len(found), : found.shape[1]] = found
            begin += len(found)
        most = np.where(units >= 0, self._counts[sentence[:, None], units], 0).max(axis=1, initial=0)
        # Rows with long units together: a batch reads as many places of each row as its longest unit has pieces.
        order = np.argsort(most, kind="stable")
        device_units, device_sentence = self._on_device(units[order]), self._on_device(sentence[order])
        parts = []
        for begin in range(0, len(order), self._rows):
            batch = slice(begin, begin + self._rows)
            pieces = int(most[order[batch]].max())
            parts.append(self._batch(device_sentence[batch], device_units[batch], pieces, use, root))
        values = np.zeros((len(order), width), np.float32)
        if parts and parts[0] is not None:
            shown = self._torch.cat(parts).cpu().numpy()
            values[order, : shown.shape[1]] = shown
        ends = np.cumsum([len(found) for found in rows])[:-1]
        return [part[:, : found.shape[1]] for part, found in zip(np.split(values, ends), rows, strict=True)]

    def _batch(self, sentence: Any, units: Any, pieces: int, use: Any, root: bool) -> Any:
        """One batch: build its masked copies, read its masked places, and use the readings."""
        torch = self._torch
        valid = units >= 0
        safe = units.clamp(min=0)
        first, count = self._first[sentence[:, None], safe], self._count[sentence[:, None], safe] * valid
        step = torch.arange(pieces, device=units.device)
        there = step < count[:, :, None]
        places = first[:, :, None] + step * there
        clean = self._ids[sentence]
        # A place that is not there is masked as another piece of the row already is, or put back below.
        chosen = torch.zeros_like(clean, dtype=torch.int32).scatter_add_(1, places.flatten(1), there.flatten(1).int())
        ids = torch.where(chosen > 0, self._mask, clean)
        wanted = places.flatten(1)
        if root:
            wanted = torch.cat([torch.zeros_like(wanted[:, :1]), wanted], dim=1)
        states = self._encoder.states(ids, wanted)
        top = states[:, 0].float() if root else None
        states = states[:, int(root) :].unflatten(1, places.shape[1:])
        readings = self._reading.read(states, clean.gather(1, places.flatten(1)).view(places.shape), there)
        return use(sentence, safe, valid, readings, there, top)

    def _keep(self, sentence: Any, units: Any, valid: Any, readings: Any, there: Any, top: Any) -> Any:
        """Keep the readings of base rows: what the units look like when they alone are masked."""
        if self._base is None:
            shape = (*self._counts.shape, int(self._counts.max()), readings.shape[-1])
            per_unit = self._reading.of_probabilities or self._reading.average == "states"
            shape = (*shape[:2], 1, shape[3]) if per_unit else shape
            self._base = self._torch.zeros(shape, dtype=readings.dtype, device=readings.device)
        pieces = readings.shape[2]
        rows = sentence[:, None].expand_as(units)
        self._base[:, :, :pieces][rows[valid], units[valid]] = readings[valid]
        return None if top is None else self._reading.pieces_apart(self._clean[sentence], top)[:, None]

    def _compare(self, sentence: Any, units: Any, valid: Any, readings: Any, there: Any, top: Any) -> Any:
        base = self._base[sentence[:, None], units][:, :, : readings.shape[2]]
        return self._reading.apart(base, readings, there)


def buckets(sentences: Sequence[Sentence]) -> Iterator[list[int]]:
    """Numbers of the sentences with units, those of the same number of tokens together, shortest first."""
    by_length: dict[int, list[int]] = {}
    for k, sentence in enumerate(sentences):
        if len(sentence.count):
            by_length.setdefault(len(sentence.ids), []).append(k)
    yield from (by_length[length] for length in sorted(by_length))
