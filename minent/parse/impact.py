"""What each unit of a sentence matters to each other one, by a masked language model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from minent.arguments import integer
from minent.errors import ParameterError
from minent.parse.batches import Bucket, buckets
from minent.parse.models import import_torch
from minent.parse.plans import Plan
from minent.parse.readings import Reading
from minent.parse.units import Sentence, sentences_of

if TYPE_CHECKING:
    from minent.parse.encoder import Encoder


@dataclass(frozen=True, eq=False)
class Impact:
    """Impacts within one sentence.

    Parameters
    ----------
    line : int
        Line of the corpus, from 1. A line longer than the model takes gives several impacts, one for each part.
    text : str
        The line as given, without its end.
    offsets : int32 array, shape (n, 2)
        Where each unit begins and ends, in characters of `text`; n is 0 for an empty line.
    matrix : float32 array, shape (n, n), or None
        ``[i, j]``: what unit j matters to the prediction of unit i; 0 on the diagonal, NaN where it was not
        computed (pairs further apart than the window). None when only neighbours were computed.
    neighbours : float32 array, shape (max(n - 1, 0), 2)
        ``[t]``: ``F[t, t + 1]`` and ``F[t + 1, t]``.
    root : float32 array, shape (n,), optional
        What each unit matters to the first special token of the whole sentence (``[CLS]``), if asked for.
    """

    line: int
    text: str
    offsets: NDArray[np.int32]
    matrix: NDArray[np.float32] | None
    neighbours: NDArray[np.float32]
    root: NDArray[np.float32] | None = None

    @property
    def units(self) -> list[str]:
        """The units as they stand in the text."""
        return [self.text[begin:end] for begin, end in self.offsets.tolist()]


_BATCH_TOKENS = {"cpu": 4096, "cuda": 131072}
_WINDOW_BATCHES = 32  # sentences of equal length are looked for among so many batches
_WINDOW_SENTENCES = 1024


def impact_matrices(
    lines: Iterable[str],
    encoder: Encoder,
    *,
    metric: str = "dist",
    average: str = "distances",
    pairs: str = "all",
    window: int | None = None,
    stride: int | None = None,
    units: str = "words",
    token_budget: int | None = None,
    root: bool = False,
    first_line: int = 1,
    skipped: Callable[[int, str], None] | None = None,
) -> Iterator[Impact]:
    """Compute what the units of each line matter to each other.

    Parameters
    ----------
    lines : iterable of str
        Sentences; line ends are dropped.
    encoder : Encoder
        See `load_encoder`.
    metric : {"dist", "cos", "prob", "cpmi"}
        ``dist``: Euclidean distance of hidden states. ``cos``: 1 - their cosine. ``prob``: how much the probability of
        the true unit falls, a unit of several pieces having the product of theirs. ``cpmi``: the logarithm of the
        ratio of these, in bits. The last two need an encoder with its head.
    average : {"distances", "states"}
        For a unit of several pieces: the mean of their distances, or the distance of their mean states.
    pairs : {"all", "adjacent"}
        All pairs of units, or neighbours only: then `Impact.matrix` is None.
    window : int, optional
        With ``all``: only pairs at most so far apart; NaN elsewhere.
    stride : int, optional
        With ``adjacent``: mask units this far apart in one copy of the sentence (at least 3). Exact for sentences of at
        most `stride` units, else an approximation.
    units : {"words", "spaces", "chars", "tokens"}
        Words and punctuation marks; what stands between white space; characters of scripts without spaces and runs
        of others; pieces of the tokenizer.
    token_budget : int, optional
        Tokens that go through the encoder at a time, 4,096 on the processor and 131,072 on a GPU by default; memory
        follows from it. One copy of the longest sentence always goes through.
    root : bool
        Also compare the first token of the whole sentence with that of each copy with one masked unit
        (`Impact.root`); not with `stride`.
    first_line : int
        Number of the first line.
    skipped : callable, optional
        Called with the number of a line that cannot be used and the reason; a warning by default.

    Yields
    ------
    Impact
        In the order of the lines.

    Raises
    ------
    ParameterError
        If options are not known or do not fit each other.

    Notes
    -----
    ``F[i, j] = d(H(x without i)_i, H(x without i and j)_i)``: x without i has all pieces of unit i replaced by the mask
    token, H are hidden states at them. The copy without i and j gives F[i, j] and F[j, i], so n + n (n - 1) / 2 copies
    suffice, 2 n - 1 for neighbours, 2 s with a stride of s, one more with the root.

    Copies of many sentences with the same number of tokens share a batch, so nothing is padded and no attention mask
    is needed. Copies are made on the device and compared there; a number for each pair comes back. Sentences of equal
    length are looked for among up to 1,024 sentences or 32 batches of copies; that many matrices are in memory.

    References
    ----------
    Z. Wu, Y. Chen, B. Kao, Q. Liu, Perturbed Masking, ACL 2020, section 3. J. L. Hoover, W. Du, A. Sordoni,
    T. J. O'Donnell, Linguistic dependencies and statistical dependence, EMNLP 2021, section 3, on CPMI.

    Examples
    --------
    >>> encoder = load_encoder("model")  # doctest: +SKIP
    >>> for impact in impact_matrices(["The cat sat."], encoder):  # doctest: +SKIP
    ...     print(impact.units, impact.matrix)
    """
    plan = Plan(pairs, window, stride)
    reading = Reading(metric, average, encoder)
    if root and (stride is not None or reading.of_probabilities):
        raise ParameterError("root needs metric dist or cos and no stride")
    if token_budget is not None:
        integer("token_budget", token_budget, least=1)
    budget = token_budget or _BATCH_TOKENS[encoder.device.type]
    found = sentences_of(lines, encoder, units, first_line, skipped)
    return _in_windows(found, encoder, reading, plan, budget, root)


def _in_windows(
    sentences: Iterator[Sentence], encoder: Encoder, reading: Reading, plan: Plan, budget: int, root: bool
) -> Iterator[Impact]:
    waiting: list[Sentence] = []
    tokens = 0
    for sentence in sentences:
        waiting.append(sentence)
        tokens += plan.row_tokens(len(sentence.count), len(sentence.ids), root=root)
        if tokens >= _WINDOW_BATCHES * budget or len(waiting) >= _WINDOW_SENTENCES:
            yield from _impacts(waiting, encoder, reading, plan, budget, root)
            waiting, tokens = [], 0
    if waiting:
        yield from _impacts(waiting, encoder, reading, plan, budget, root)


def _impacts(
    sentences: list[Sentence], encoder: Encoder, reading: Reading, plan: Plan, budget: int, root: bool
) -> list[Impact]:
    no_pairs = np.zeros((0, 1, 2), np.float32)
    values: list[tuple[NDArray[np.float32], NDArray[np.float32]]] = [
        (no_pairs, np.zeros(0, np.float32)) for _ in sentences
    ]
    with import_torch().inference_mode():
        for numbers in buckets(sentences):
            bucket = Bucket([sentences[k] for k in numbers], encoder, reading, budget)
            pairs, roots = bucket.values(plan, [len(sentences[k].count) for k in numbers], root=root)
            for place, k in enumerate(numbers):
                values[k] = (pairs[place], roots[place] if root else values[k][1])
    return [_impact(*item, plan, root) for item in zip(sentences, values, strict=True)]


def _impact(
    sentence: Sentence, values: tuple[NDArray[np.float32], NDArray[np.float32]], plan: Plan, root: bool
) -> Impact:
    """The impact of a sentence from the values of its pairs."""
    n = len(sentence.count)
    pairs = plan.pair_rows(n).reshape(-1, 2)
    shown = values[0].reshape(-1, 2)
    shown, pairs = shown[pairs[:, 0] >= 0], pairs[pairs[:, 0] >= 0]
    neighbours = np.zeros((max(n - 1, 0), 2), np.float32)
    near = pairs[:, 1] - pairs[:, 0] == 1
    neighbours[pairs[near, 0]] = shown[near]
    matrix = None
    if plan.pairs == "all":
        matrix = np.full((n, n), np.nan, np.float32)
        np.fill_diagonal(matrix, 0)
        matrix[pairs[:, 0], pairs[:, 1]] = shown[:, 0]
        matrix[pairs[:, 1], pairs[:, 0]] = shown[:, 1]
    return Impact(sentence.line, sentence.text, sentence.offsets, matrix, neighbours, values[1] if root else None)
