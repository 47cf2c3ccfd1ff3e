"""A lexicon against a list of gold words: precision of its best words, recall, F1."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from minent.arguments import integer, one_of
from minent.errors import InputError, ParameterError
from minent.evaluation.measures import harmonic_mean, share
from minent.lexicon.known import read_counts, read_words, words_of_file
from minent.lexicon.lexicon import Lexicon

SCRIPTS = ("han", "any")
RANKS = (1000, 5000, 20000)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f]+")


@dataclass(frozen=True)
class RankScores:
    """How good the first words of a lexicon are.

    Parameters
    ----------
    rank : int
        How many words, of those that are judged.
    precision, wide_precision, recall : float or None
        As in `WordScores`; ``None`` when the lexicon has fewer words.
    """

    rank: int
    precision: float | None
    wide_precision: float | None
    recall: float | None


@dataclass(frozen=True)
class WordScores:
    """How good a lexicon is.

    Parameters
    ----------
    entries : int
        Words of the lexicon that are judged.
    gold_words : int
        Words that it should have.
    precision : float
        Share of the entries that are gold words, whatever their count.
    wide_precision : float or None
        Share of the entries that are gold words or in the wide list, if one was given.
    recall : float
        Share of the gold words, those with the least count, that the lexicon has.
    at : tuple of RankScores
        The same for the first words.
    """

    entries: int
    gold_words: int
    precision: float
    wide_precision: float | None
    recall: float
    at: tuple[RankScores, ...]

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)

    def as_dict(self) -> dict[str, float | int | None]:
        """Return the measures and counts by name, such as ``precision@1000``."""
        measures: dict[str, float | int | None] = {"entries": self.entries, "gold_words": self.gold_words}
        rows: list[tuple[str, RankScores | WordScores]] = [*((f"@{one.rank}", one) for one in self.at), ("", self)]
        for suffix, one in rows:
            measures[f"precision{suffix}"] = one.precision
            if self.wide_precision is not None:
                measures[f"wide_precision{suffix}"] = one.wide_precision
            measures[f"recall{suffix}"] = one.recall
        return measures | {"f1": self.f1}


def evaluate_words(
    lexicon: Lexicon | str | os.PathLike[str] | Iterable[str],
    gold: str | os.PathLike[str] | Mapping[str, int] | Iterable[str],
    *,
    at: Sequence[int] = RANKS,
    min_count: int = 1,
    min_length: int = 2,
    script: str = "han",
    wide: str | os.PathLike[str] | Iterable[str] = (),
) -> WordScores:
    """Compare a lexicon with a list of gold words.

    Parameters
    ----------
    lexicon : Lexicon, path or iterable of str
        Words, best first. A file may be a lexicon of any format, or lines that begin with a
        word: what stands behind a tab, and a count and a tag, are passed over, as is a word
        that came before.
    gold : path, mapping of str to int, or iterable of str
        The words that are right, with their counts in the text that the lexicon was learned
        from, if known. A file has a word a line, a word and its count, or is a lexicon.
    at : sequence of int
        Ranks at which precision and recall are taken.
    min_count : int
        Least count of the gold words that the lexicon should have.
    min_length : int
        Least number of characters; shorter words of either list are not judged.
    script : {"han", "any"}
        ``han``: words that have other characters than Han are not judged either.
    wide : path or iterable of str
        A second, larger list of words that are not wrong; for ``wide_precision``.

    Returns
    -------
    WordScores

    Raises
    ------
    InputError
        When a file cannot be read, or no word of a list can be judged.
    ParameterError
        When a parameter is out of range, or a least count is given for words without counts.

    Notes
    -----
    Words that are not judged do not use up a rank. Precision counts every gold word as right,
    also the rarer ones: they occur. Time and memory are linear in the lists.

    Examples
    --------
    >>> gold = {"红茶": 30, "绿茶": 20, "茶园": 2}
    >>> scores = evaluate_words(["红茶", "茶", "茶园", "的茶"], gold, at=[2], min_count=10)
    >>> scores.at[0].precision, scores.precision, scores.recall
    (1.0, 0.6666666666666666, 0.5)
    """
    one_of("script", script, SCRIPTS)
    ranks = [integer("at", rank, least=1) for rank in at]
    integer("min_length", min_length, least=1)
    integer("min_count", min_count, least=0)

    def is_judged(word: str) -> bool:
        return len(word) >= min_length and (script == "any" or _HAN.fullmatch(word) is not None)

    counts = {word: count for word, count in _gold_counts(gold, min_count).items() if is_judged(word)}
    base = {word for word, count in counts.items() if count >= min_count}
    entries = [word for word in dict.fromkeys(_entries(lexicon)) if is_judged(word)]
    kind = f"{min_length} or more {'Han ' if script == 'han' else ''}characters"
    for found, where in ((base, f"gold word has a count of {min_count} and"), (entries, "entry of the lexicon has")):
        if not found:
            raise InputError(f"no {where} {kind}; lower --min-length or --min-count, or use --script any")
    others = None if wide == () else frozenset(_wide_words(wide)) | counts.keys()

    def scores(top: list[str]) -> tuple[float, float | None, float]:
        right = sum(word in counts for word in top)
        wider = None if others is None else share(sum(word in others for word in top), len(top))
        return share(right, len(top)), wider, share(len(base.intersection(top)), len(base))

    missing = (None, None, None)
    firsts = [RankScores(rank, *(scores(entries[:rank]) if rank <= len(entries) else missing)) for rank in ranks]
    return WordScores(len(entries), len(base), *scores(entries), tuple(firsts))


def _gold_counts(gold: object, min_count: int) -> Mapping[str, int]:
    counts = read_counts(gold) if isinstance(gold, (str, os.PathLike)) else gold
    if isinstance(counts, Mapping):
        return counts
    if min_count > 1:
        raise ParameterError("min_count needs gold words with counts; these have none")
    return dict.fromkeys(counts, 1)  # type: ignore[call-overload]


def _entries(lexicon: Lexicon | str | os.PathLike[str] | Iterable[str]) -> Iterable[str]:
    if isinstance(lexicon, (str, os.PathLike)):
        return words_of_file(os.fspath(lexicon))
    return lexicon


def _wide_words(wide: str | os.PathLike[str] | Iterable[str]) -> Collection[str]:
    return read_words([wide]) if isinstance(wide, (str, os.PathLike)) else frozenset(wide)
