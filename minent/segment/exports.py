"""Segmenters for other tools: a tokenizer of Hugging Face's tokenizers, a dictionary of jieba."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING

import numpy as np

from minent.atomic import atomic_write
from minent.errors import MissingExtraError, ParameterError
from minent.lexicon import Lexicon
from minent.lexicon._unigram import COST_SHIFT
from minent.segment.patterns import isolated_pattern, spaces_pattern, unspaced_text
from minent.segment.segmenter import Segmenter, word_costs

if TYPE_CHECKING:
    from tokenizers import Tokenizer

UNKNOWN = "<unk>"
# Among equal costs the fewest words: this many bits for each word decide nothing else in a
# stretch of less than 2^14 words, as costs are multiples of 2^-16 bits.
_WORD_BITS = 2.0**-30
# The entry that makes the frequencies of a jieba dictionary add up; no text holds it.
FILLER = "\ue000\ue000"
_LEAST_FREQUENCY_BITS = 20


def to_tokenizers(segmenter: Segmenter) -> Tokenizer:
    """Return a Unigram tokenizer of Hugging Face's ``tokenizers`` that divides text like a segmenter.

    Parameters
    ----------
    segmenter : Segmenter
        With ``unit="char"``, ``normalize="none"`` and ``fold_case=False``.

    Returns
    -------
    tokenizers.Tokenizer
        Its vocabulary: ``<unk>``, then the words and units of unspaced scripts, scores in bits.
        Offsets are those of the text as it is given.

    Raises
    ------
    MissingExtraError
        When tokenizers is not installed.
    ParameterError
        When the segmenter has other options.

    Notes
    -----
    Everything is part of the tokenizer's JSON; loading it does not need minent. It divides text
    as the segmenter does, but for

    - words with a number or a letter of a spaced script among their units (``0年``, ``T恤``):
      the number, the run of letters and what is beside them are tokens of their own;
    - divisions of equal cost (2^-16 bits) and equally many words: the longest last word is
      taken, not the longest first;
    - clusters of a letter and combining marks that are in no word: they may be divided.

    Marks, numbers, runs of letters and characters that are in no word have the id of ``<unk>``;
    the text of the tokens and the offsets tell them apart.

    Examples
    --------
    >>> words = Lexicon(["红茶", "绿茶", "茶", "好"], {"count": np.array([5, 5, 2, 3])})
    >>> to_tokenizers(Segmenter(words)).encode("红茶好，绿茶好。").tokens  # doctest: +SKIP
    ['红茶', '好', '，', '绿茶', '好', '。']
    """
    try:
        from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
    except ImportError:
        raise MissingExtraError("the export to Hugging Face's tokenizers", "tokenizers") from None
    options = segmenter.options
    if options.unit != "char" or options.changes_text:
        raise ParameterError("only segmenters with unit='char' and without normalize and fold_case become tokenizers")
    pieces = _unspaced_bits(segmenter)
    vocabulary = [(UNKNOWN, 0.0), *((piece, -bits - _WORD_BITS) for piece, bits in pieces.items())]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0))
    known = frozenset(piece for piece in pieces if len(piece) == 1)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(spaces_pattern()), "removed"),
            pre_tokenizers.Split(Regex(isolated_pattern(known, options.latin)), "isolated"),
        ]
    )
    tokenizer.decoder = decoders.Fuse()
    return tokenizer


def save_tokenizers(segmenter: Segmenter, path: str | os.PathLike[str]) -> None:
    """Write a segmenter as the JSON file of a tokenizer: ``tokenizers.Tokenizer.from_file`` reads it.

    Parameters
    ----------
    segmenter : Segmenter
        See `to_tokenizers`.
    path : path
        The file; it is written whole or not at all.

    Raises
    ------
    MissingExtraError
        When tokenizers is not installed.
    ParameterError
        When the segmenter has other options than `to_tokenizers` takes.
    OutputError
        When the file cannot be written.
    """
    text = to_tokenizers(segmenter).to_str()
    with atomic_write(path) as stream:
        stream.write(text)


def _unspaced_bits(segmenter: Segmenter) -> dict[str, float]:
    """Bits of the words of unspaced scripts, and of units in them that are no words."""
    spelled = segmenter._spelled
    costs, unknown = word_costs(segmenter.lexicon, spelled)
    units = spelled.vocabulary.texts
    fit = np.array([segmenter.options.latin != "run" or unspaced_text(unit) for unit in units], bool)
    scale = float(1 << COST_SHIFT)
    bits = {}
    for w, word in enumerate(spelled.texts):
        ids = spelled.units[spelled.offsets[w] : spelled.offsets[w + 1]]
        if word is not None and fit[ids - 1].all():
            bits[word] = int(costs[w]) / scale
    for unit in np.unique(spelled.units).tolist():
        if fit[unit - 1]:
            bits.setdefault(units[unit - 1], unknown / scale)
    return bits


def jieba_frequencies(lexicon: Lexicon) -> dict[str, int]:
    """Return the words of a lexicon with frequencies that make jieba divide text as a segmenter does.

    Parameters
    ----------
    lexicon : Lexicon
        Words with a column ``cost``, or ``count``.

    Returns
    -------
    dict of str to int
        Whole numbers proportional to ``2**-cost``, at least 1; also characters that are in
        words without being any, and an entry that brings the sum to what makes ``log2(sum /
        frequency)`` the cost.

    Raises
    ------
    ParameterError
        When the chances ``2**-cost`` of the words add up to more than 1, so that no frequencies
        have these costs.

    Notes
    -----
    For jieba's main dictionary (``jieba.Tokenizer(dictionary)``) and ``HMM=False``: then it
    divides Chinese characters by the same costs. Equal costs are told apart in another way.
    Runs of letters and digits jieba treats by rules of its own. Words with white space are left
    out: a dictionary cannot hold them.

    Examples
    --------
    >>> words = Lexicon(["红茶", "绿茶", "茶", "好"], {"cost": np.array([2.0, 2.0, 3.0, 3.0])})
    >>> frequencies = jieba_frequencies(words)
    >>> frequencies["红茶"] // frequencies["茶"], sum(frequencies.values()) // frequencies["红茶"]
    (2, 4)
    """
    segmenter = Segmenter(lexicon)
    spelled = segmenter._spelled
    costs, unknown = word_costs(lexicon, spelled)
    bits = {word: cost for word, cost in zip(spelled.texts, costs.tolist(), strict=True) if word is not None}
    for unit in sorted({character for word in bits for character in word}):
        bits.setdefault(unit, unknown)
    bits = {word: cost for word, cost in bits.items() if not any(map(str.isspace, word))}
    scale = _LEAST_FREQUENCY_BITS + math.ceil(max(bits.values(), default=0) / (1 << COST_SHIFT))
    frequencies = {word: _power(scale - cost / (1 << COST_SHIFT)) for word, cost in bits.items()}
    return _filled(frequencies, 1 << scale)


def save_jieba(lexicon: Lexicon, path: str | os.PathLike[str]) -> None:
    """Write a lexicon as a main dictionary of jieba, ``word frequency`` a line; see `jieba_frequencies`.

    Parameters
    ----------
    lexicon : Lexicon
        Words with a column ``cost``, or ``count``.
    path : path
        The file; it is written whole or not at all.

    Raises
    ------
    ParameterError
        See `jieba_frequencies`.
    OutputError
        When the file cannot be written.
    """
    frequencies = jieba_frequencies(lexicon)
    with atomic_write(path) as stream:
        stream.writelines(f"{word} {frequency}\n" for word, frequency in frequencies.items())


def _power(exponent: float) -> int:
    """2**exponent to 53 bits, as a whole number; exponents may be beyond floating point."""
    whole = math.floor(exponent)
    mantissa = round(2.0 ** (exponent - whole) * (1 << 52))
    return max((mantissa << whole) >> 52 if whole >= 0 else 1, 1)


def _filled(frequencies: dict[str, int], total: int) -> dict[str, int]:
    """With an entry that brings the sum to the total; rounding may be above it by a millionth."""
    rest = total - sum(frequencies.values())
    if rest < -(total >> 20):
        raise ParameterError("the chances 2**-cost of the words add up to more than 1; jieba cannot have these costs")
    return {**frequencies, FILLER: rest} if rest > 0 else frequencies
