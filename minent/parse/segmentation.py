"""Words out of the impacts of neighbouring units."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from minent.arguments import integer, number
from minent.errors import InputError, ParameterError
from minent.lexicon.lexicon import Lexicon
from minent.parse.impact import Impact

_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)%")


def strengths(neighbours: ArrayLike) -> NDArray[np.float64]:
    """Return how strongly neighbouring units hold together: the mean of both directions.

    Parameters
    ----------
    neighbours : array, shape (n - 1, 2)
        ``Impact.neighbours``.

    Returns
    -------
    float64 array, shape (n - 1,)
        NaN where neither direction is known; the one that is where only one is.

    Raises
    ------
    ParameterError
        When the shape is another, or values are infinite.
    """
    values = np.asarray(neighbours, np.float64)
    if values.ndim != 2 or values.shape[1] != 2:
        raise ParameterError(f"neighbours must have the shape (n - 1, 2), not {values.shape}")
    if np.isinf(values).any():
        raise ParameterError("neighbours hold infinite values; NaN is what stands for unknown ones")
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    return np.where(count > 0, np.where(known, values, 0).sum(axis=1) / np.maximum(count, 1), np.nan)


def segments(neighbours: ArrayLike, threshold: float, *, cuts: ArrayLike | None = None) -> NDArray[np.int32]:
    """Join neighbouring units whose mean impact on each other is at least a threshold.

    Parameters
    ----------
    neighbours : array, shape (n - 1, 2)
        Impact of each unit on the one before it and the reverse; n is at least 1.
    threshold : float
        See `join_threshold`; 8 was published for distances in the last layer of a Chinese BERT.
    cuts : bool array, shape (n - 1,), optional
        Where neighbours must not be joined; see `forced_cuts`.

    Returns
    -------
    int32 array, shape (words, 2)
        First unit of each word and the one behind its last.

    Raises
    ------
    ParameterError
        When arrays do not fit, or the threshold is no finite number.

    Notes
    -----
    A strength equal to the threshold joins; an unknown one (NaN) does not.

    References
    ----------
    Su (2020), BERT without supervision, https://kexue.fm/archives/7476; Wu et al. (2020).

    Examples
    --------
    >>> segments([[9, 8], [3, 2], [7, 9]], 8).tolist()
    [[0, 2], [2, 4]]
    """
    found = strengths(neighbours)
    apart = ~(found >= number("threshold", threshold))
    if cuts is not None:
        forced = np.asarray(cuts, bool)
        if forced.shape != apart.shape:
            raise ParameterError(f"cuts have the shape {forced.shape}, neighbours are {len(found)}")
        apart = apart | forced
    ends = np.concatenate([[0], np.flatnonzero(apart) + 1, [len(apart) + 1]])
    return np.stack([ends[:-1], ends[1:]], axis=1).astype(np.int32)


def forced_cuts(units: Sequence[str], offsets: ArrayLike | None = None) -> NDArray[np.bool_]:
    """Where neighbouring units are no word together whatever a model says.

    Parameters
    ----------
    units : sequence of str, length n
        The units.
    offsets : int array, shape (n, 2), optional
        Where they stand in the text; units with something between them (white space) are cut then.

    Returns
    -------
    bool array, shape (max(n - 1, 0),)
        On both sides of a unit without a letter, number or mark (punctuation, signs).
    """
    spoken = np.array([_is_spoken(unit) for unit in units], bool)
    cuts = ~(spoken[:-1] & spoken[1:])
    if offsets is not None and len(units):
        places = np.asarray(offsets)
        cuts |= places[1:, 0] > places[:-1, 1]
    return cuts


def join_threshold(values: ArrayLike, rule: str | float = "auto") -> float:
    """Find the threshold for joining units from the strengths of a corpus, without labels.

    Parameters
    ----------
    values : array
        Strengths of neighbours, those at forced cuts left out; NaN is left out too.
    rule : {"auto"}, str or float
        A number is the threshold; ``"55%"`` is that quantile of the strengths, so that 55 % of
        the neighbours stay apart; ``"auto"`` divides them into two groups.

    Returns
    -------
    float

    Raises
    ------
    ParameterError
        When the rule is none of these.
    InputError
        When there are no values to divide.

    Notes
    -----
    ``auto`` is Otsu's threshold, in the middle between the two groups that leave the smallest sum
    of squares within them: strengths within words and between words are two populations, and two
    means need no assumption on how wide or frequent each is. If all values are equal, it is that value, and all
    units are joined. Time O(m log m).

    On PKU development text with the PMI of characters as strengths, word F1 at this threshold
    was .684 (best of all quantiles in steps of 5 %: .683), with noise of one and two bits added .653 (.652) and
    .597 (.596). A mixture of two normal distributions gave .560, .522 and .529; the shortest description
    of the segmented text, on 2,000 lines, .620, .572 and .476.

    References
    ----------
    Otsu (1979), A threshold selection method from gray-level histograms.

    Examples
    --------
    >>> join_threshold([1, 2, 9, 10]), join_threshold([1, 2, 3, 4], "50%"), join_threshold([], 8)
    (5.5, 2.5, 8.0)
    """
    if not isinstance(rule, str):
        return number("threshold", rule)
    known = np.asarray(values, np.float64).ravel()
    known = np.sort(known[~np.isnan(known)])
    percent = _PERCENT.fullmatch(rule)
    if rule != "auto" and not percent:
        try:
            return number("threshold", float(rule))
        except ValueError:
            raise ParameterError(f"threshold must be auto, a number or a share such as 55%, not {rule!r}") from None
    if not len(known):
        raise InputError("no neighbours to find a threshold from; give it as a number")
    if percent:
        if float(percent[1]) > 100:
            raise ParameterError(f"threshold must be at most 100%, not {rule}")
        return float(np.quantile(known, float(percent[1]) / 100))
    return _otsu(known)


def _otsu(values: NDArray[np.float64]) -> float:
    """The threshold of sorted values."""
    if values[0] == values[-1]:
        return float(values[0])
    n = len(values)
    centred = values - values.mean()
    below = np.arange(1, n)
    sums = np.cumsum(centred)[:-1]
    # What is between the groups: n_1 n_2 (m_1 - m_2)^2 / n, where m_2 follows from the sum of all, which is 0.
    between = np.where(values[1:] > values[:-1], sums**2 / below + sums**2 / (n - below), -1.0)
    place = int(between.argmax())
    return float((values[place] + values[place + 1]) / 2)


def segments_of(
    impact: Impact, threshold: float, *, punctuation: bool = True, spaces: bool = True
) -> NDArray[np.int32]:
    """Return the words of a sentence as places in its text.

    Parameters
    ----------
    impact : Impact
        What its units matter to each other.
    threshold : float
        See `segments`.
    punctuation : bool
        Whether units without a letter, number or mark are words of their own.
    spaces : bool
        Whether units with white space between them are cut.

    Returns
    -------
    int32 array, shape (words, 2)
        Where each word begins and ends, in characters of ``impact.text``.
    """
    if not len(impact.offsets):
        return np.zeros((0, 2), np.int32)
    words = segments(impact.neighbours, threshold, cuts=cuts_of(impact, punctuation, spaces))
    return np.stack([impact.offsets[words[:, 0], 0], impact.offsets[words[:, 1] - 1, 1]], axis=1).astype(np.int32)


def cuts_of(impact: Impact, punctuation: bool, spaces: bool) -> NDArray[np.bool_]:
    """Where a sentence is cut whatever its impacts, as `segments_of` does."""
    offsets = impact.offsets if spaces else None
    if punctuation:
        return forced_cuts(impact.units, offsets)
    return forced_cuts(["a"] * len(impact.offsets), offsets)


def lexicon_of_segments(words: Iterable[str] | Mapping[str, int], *, min_count: int = 1) -> Lexicon:
    """Count words that were found into a lexicon, most frequent first, equal ones by word.

    Parameters
    ----------
    words : iterable of str, or mapping of str to int
        Every occurrence, or words with their counts. Those without a letter, number or mark are left out.
    min_count : int
        Least count.

    Returns
    -------
    Lexicon
        With the column ``count``: for `minent.learn_words` (its `candidates`), segmentation or export.

    Examples
    --------
    >>> lexicon_of_segments(["红茶", "。", "红茶", "好"])["红茶"]
    {'count': 2}
    """
    least = integer("min_count", min_count, least=1)
    counts = Counter(words)
    chosen = {word: count for word, count in counts.items() if count >= least and _is_spoken(word)}
    return Lexicon.from_words(dict(sorted(chosen.items(), key=lambda item: (-item[1], item[0]))))


def _is_spoken(unit: str) -> bool:
    """Whether something in a unit is a letter, a mark on one, or a number."""
    return any(unicodedata.category(character)[0] in "LNM" for character in unit)
