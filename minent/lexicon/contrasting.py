"""Which words are typical of one text against another."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from minent.arguments import integer, number
from minent.errors import ParameterError
from minent.lexicon.lexicon import Lexicon
from minent.scores.measures import log_likelihood_ratio

CONTRAST_COLUMNS = ("count", "general_count", "ratio", "log_ratio", "low", "high", "llr", "q_value")


def contrast(
    domain: Lexicon,
    general: Lexicon,
    *,
    domain_total: int | None = None,
    general_total: int | None = None,
    missing: int = 0,
    confidence: float = 0.95,
) -> Lexicon:
    """Compare the counts of words in a text of a domain with those in general text.

    Parameters
    ----------
    domain, general : Lexicon
        Words with their counts in the two texts.
    domain_total, general_total : int, optional
        Sizes of the texts in words; by default the sums of the counts.
    missing : int
        Greatest count that a word may have had which a lexicon lacks: the least count with which
        the lexicons were learned, less one. Of the counts up to it the one is taken that makes
        the least difference, so that nothing is found that may be due to what is not known.
    confidence : float
        Of the interval, between 0 and 1.

    Returns
    -------
    Lexicon
        All words of either, by falling ``llr``, with ``count`` and ``general_count``; ``ratio``,
        the smoothed share of the domain in the use of the word (between 0 and 1, 1/2 for a word
        as frequent in both); ``log_ratio``, how many times as frequent it is in the domain, in
        bits, with the ends ``low`` and ``high`` of its confidence interval; ``llr``, the
        log-likelihood ratio in bits, negative for words more frequent in general text;
        ``q_value``, the least rate of false discoveries at which the word is found to differ.

    Raises
    ------
    ParameterError
        When a lexicon has no counts, a total is smaller than a count, or another parameter is
        out of range.

    Notes
    -----
    With the counts `f`, `g` of a word and the sizes `F`, `G`:

    * ``ratio`` is ``(f + a m) / (f + h + m)``, with ``h = g F / G`` brought to the same size, `a`
      the share of all ``f`` in all ``f + h`` and `m` the mean of ``f + h`` over the words: rare
      words are drawn to the mean.
    * ``log_ratio`` is ``log2((f + 1/2) / (F + 1/2)) - log2((g + 1/2) / (G + 1/2))``; its variance
      in nats is ``1/(f + 1/2) - 1/(F + 1/2) + 1/(g + 1/2) - 1/(G + 1/2)``. Words come in bursts,
      which counts alone do not tell: real intervals are wider.
    * ``llr`` is Dunning's for the 2 x 2 table of word and text; times ln 2 it is about
      chi-squared with one degree of freedom, and ``q_value`` is that of Benjamini and Hochberg
      over all the words.

    Time O(n log n) for n words, memory O(n).

    References
    ----------
    Dunning (1993), Accurate methods for the statistics of surprise and coincidence.
    Walter (1975), The distribution of Levin's measure of attributable risk.
    Benjamini and Hochberg (1995), Controlling the false discovery rate.
    Su (2019), https://spaces.ac.cn/archives/6540, for the ratio.

    Examples
    --------
    >>> domain = Lexicon.from_words({"斜拉索": 30, "已经": 20, "主塔": 3})
    >>> general = Lexicon.from_words({"已经": 400, "昨天": 100})
    >>> found = contrast(domain, general)
    >>> found.words
    ['斜拉索', '主塔', '昨天', '已经']
    >>> found["斜拉索"]["general_count"], found["昨天"]["llr"] < 0
    (0, True)
    """
    integer("missing", missing, least=0)
    if not 0 < number("confidence", confidence) < 1:
        raise ParameterError(f"confidence must be between 0 and 1, not {confidence:g}")
    words = list(dict.fromkeys([*domain, *general]))
    f, g = (_counts(one, words, name) for one, name in ((domain, "domain"), (general, "general")))
    f_total, g_total = _total("domain_total", domain_total, f), _total("general_total", general_total, g)
    f, g = _supplied(f, g * (f_total / g_total), missing), _supplied(g, f * (g_total / f_total), missing)
    log_ratio, error = _log_ratio(f, g, f_total, g_total)
    margin = NormalDist().inv_cdf(0.5 + confidence / 2) * error
    llr = np.maximum(
        log_likelihood_ratio(f, f.astype(np.float64) + g, np.full(len(f), float(f_total)), f_total + g_total), 0.0
    )
    columns = {
        "count": f,
        "general_count": g,
        "ratio": _smoothed_ratio(f, g, f_total, g_total),
        "log_ratio": log_ratio,
        "low": log_ratio - margin,
        "high": log_ratio + margin,
        "llr": np.where(f * (g_total / f_total) < g, -llr, llr),
        "q_value": _q_values(llr),
    }
    return Lexicon(words, columns).sorted_by("llr")


def _counts(lexicon: Lexicon, words: list[str], name: str) -> np.ndarray:
    """Counts of the words; -1 for those that the lexicon lacks."""
    if "count" not in lexicon.columns:
        raise ParameterError(f"the {name} lexicon has no counts; a word list cannot be contrasted")
    known = dict(zip(lexicon.words, lexicon.column("count").tolist(), strict=True))
    return np.array([known.get(word, -1) for word in words], np.int64)


def _total(name: str, given: int | None, counts: np.ndarray) -> int:
    if given is None:
        return max(sum(count for count in counts.tolist() if count > 0), 1)
    return integer(name, given, least=max(1, int(counts.max(initial=0))))


def _supplied(counts: np.ndarray, expected: np.ndarray, missing: int) -> np.ndarray:
    """The counts, with those of words that are lacking up to `missing`, as near as may be to what is expected."""
    return np.where(counts >= 0, counts, np.minimum(expected, float(missing)).astype(np.int64))


def _log_ratio(f: np.ndarray, g: np.ndarray, f_total: int, g_total: int) -> tuple[np.ndarray, np.ndarray]:
    """The logarithm of the ratio of the frequencies and its standard error, in bits."""
    in_domain, in_general = (f + 0.5) / (f_total + 0.5), (g + 0.5) / (g_total + 0.5)
    variance = 1 / (f + 0.5) - 1 / (f_total + 0.5) + 1 / (g + 0.5) - 1 / (g_total + 0.5)
    return np.log2(in_domain / in_general), np.sqrt(variance) / math.log(2)


def _smoothed_ratio(f: np.ndarray, g: np.ndarray, f_total: int, g_total: int) -> np.ndarray:
    both = f + g * (f_total / g_total)
    everything, mean = both.sum(), both.mean() if len(both) else 0.0
    share = f.sum(dtype=np.float64) / everything if everything else 0.0
    return (f + share * mean) / np.where(both + mean > 0, both + mean, 1.0)


def _q_values(llr: np.ndarray) -> np.ndarray:
    """False-discovery rates from log-likelihood ratios in bits."""
    p = np.array([math.erfc(math.sqrt(bits * math.log(2) / 2)) for bits in llr.tolist()])
    order = np.argsort(p, kind="stable")[::-1]
    rank = np.arange(len(p), 0, -1)
    q = np.empty(len(p))
    q[order] = np.minimum.accumulate(p[order] * (len(p) / rank))
    return q
