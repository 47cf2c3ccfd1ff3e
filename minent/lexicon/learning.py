"""Learning a lexicon: the words of a text, their number an outcome."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import partial
from typing import Any

import numpy as np

from minent.arguments import thread_count
from minent.counts import NgramTable, count_ngrams
from minent.errors import ParameterError
from minent.lexicon.cutting import PMI_PER_JOIN, learn_by_cutting
from minent.lexicon.description_length import JOIN_FACTOR, learn_by_description_length, mean_neighbour_information
from minent.lexicon.discovery import find_words
from minent.lexicon.figures import find_rows, lexicon_of_rows
from minent.lexicon.learned import LearnedLexicon, lexicon_in_use
from minent.lexicon.learning_options import LearningOptions
from minent.lexicon.lexicon import concatenate
from minent.lexicon.merging import learn_by_merging
from minent.lexicon.proposals import proposed_rows
from minent.lexicon.reestimation import reestimate
from minent.lexicon.unigram import Description, WordModel
from minent.progress import Progress, watched
from minent.scores import score_ngrams
from minent.text import Corpus, read_corpus

# Units of the longest word by default.
_CHARACTERS, _LETTERS = 8, 16


def learning_min_count(n_tokens: int) -> int:
    """Least occurrences of a word in a corpus of `n_tokens` units: ``max(2, ceil(sqrt(n_tokens) / 1400))``.

    2 up to eight million units, 4 for 31 million. Fewer than `default_min_count`: what is not a
    word does not pay for its entry.
    """
    return max(2, math.ceil(math.sqrt(n_tokens) / 1400))


def learn_words(
    corpus: Corpus,
    *,
    method: str = "description-length",
    max_length: int | None = None,
    min_count: int | None = None,
    pmi_per_join: float | None = None,
    candidates: Iterable[str] | None = None,
    candidates_only: bool = False,
    threads: int | None = None,
    progress: Progress | None = None,
    tell: Callable[[Description], None] | None = None,
) -> LearnedLexicon:
    """Learn the words of a corpus.

    Parameters
    ----------
    corpus : Corpus
        The text. Read it with ``numbers="alike"`` so that words with numbers are found.
    method, max_length, min_count, pmi_per_join
        See `LearningOptions`.
    candidates : Lexicon or iterable of str, optional
        Words that may be words whatever the figures of their n-grams say, as a language model
        proposes them (`minent.parse.lexicon_of_segments`): description length decides. With the
        default method only; those that are too rare or too long are passed over.
    candidates_only : bool
        Whether no other word of several units is considered.
    threads : int, optional
        Number of threads; all processors by default. The result does not depend on it.
    progress : Progress, optional
        Told of the work done.
    tell : callable, optional
        Called with a `Description` after each stage.

    Returns
    -------
    LearnedLexicon
        Words of two and more units by ``score``, then single units that occur `min_count`
        times, which segmentation needs. Of the methods ``merge``, ``cut`` and ``join`` all words
        in use by falling ``count``, with ``length`` and ``cost`` alone.

    Raises
    ------
    ParameterError
        When parameters are out of range.

    Notes
    -----
    The methods are those of `minent.lexicon.description_length.learn_by_description_length`,
    `minent.lexicon.merging.learn_by_merging`, `minent.lexicon.cutting.learn_by_cutting` and
    `find_words`. The first is linear in the text; beside the corpus, memory goes to its n-grams of
    up to `max_length` units. It is the default because it segments
    as well as merging does and takes less time and memory: see CONTRIBUTING.md.

    Examples
    --------
    >>> from minent import read_corpus
    >>> lexicon = learn_words(read_corpus("corpora/chinese", numbers="alike"))
    >>> [(stage.stage, round(stage.per_unit()["total"], 2)) for stage in lexicon.stages[:2]]
    [('units', 9.7), ('candidates', 10.34)]
    """
    options = LearningOptions(method, max_length, min_count, pmi_per_join)
    _check_candidates(candidates, candidates_only, method)
    least = options.min_count or learning_min_count(corpus.n_tokens)
    longest = options.max_length or (_LETTERS if corpus.options.latin == "char" else _CHARACTERS)
    stages: list[Description] = []

    def heard(stage: Description) -> None:
        stages.append(stage)
        if tell is not None:
            tell(stage)

    if method == "join":
        found = find_words(corpus, min_count=min_count, max_length=max_length, threads=threads, progress=progress)
        lexicon = reestimate(found, corpus, pmi_per_join=pmi_per_join or 0.0, threads=threads, progress=progress)
        for stage in lexicon.stages:
            heard(stage)
        return lexicon
    order = longest if method == "description-length" else 2
    table = count_ngrams(corpus, order=order, min_count=least, threads=threads, progress=progress)
    price = options.pmi_per_join
    if price is None:
        price = PMI_PER_JOIN if method == "cut" else JOIN_FACTOR * mean_neighbour_information(table)
    learn: dict[str, Callable[..., WordModel]] = {"merge": learn_by_merging, "cut": learn_by_cutting}
    proposed = None if candidates is None else proposed_rows(candidates, corpus, table)
    learn["description-length"] = partial(learn_by_description_length, proposed=proposed, proposed_only=candidates_only)
    model = learn[method](
        corpus,
        table,
        max_length=longest,
        pmi_per_join=price,
        threads=thread_count(threads),
        progress=watched(progress),
        tell=heard,
    )
    if method == "description-length":
        return _lexicon_of(model, table, price, stages)
    return lexicon_in_use(model, corpus, price, stages)


def _check_candidates(candidates: Iterable[str] | None, only: bool, method: str) -> None:
    if candidates is None and only:
        raise ParameterError("candidates_only needs candidates; give words")
    if candidates is not None and method != "description-length":
        raise ParameterError(f"candidates have no use with method {method}; leave them out")
    if isinstance(candidates, str):
        raise ParameterError(f"candidates must be a collection of words, not the string {candidates!r}")


def _lexicon_of(model: WordModel, table: NgramTable, price: float, stages: list[Description]) -> LearnedLexicon:
    """The words in use with their figures, best first; rare units are no words of a lexicon."""
    scores = score_ngrams(table)
    costs = model.costs(price)
    none = np.zeros(0, np.int64)
    lexicons = [lexicon_of_rows(scores, none, none).with_column("cost", np.zeros(0))]
    for length in np.unique(model.lengths).tolist():
        chosen = np.flatnonzero((model.lengths == length) & (model.counts > 0))
        ids = model.units[model.offsets[chosen, None] + np.arange(length)]
        known = ids.max(axis=1, initial=0) <= len(table.vocabulary)
        chosen = chosen[known]
        lexicon = lexicon_of_rows(scores, find_rows(table, ids[known]), model.counts[chosen])
        lexicons.append(lexicon.with_column("cost", costs[chosen]))
    whole = concatenate(lexicons).sorted_by("score")
    return LearnedLexicon(whole.words, whole.columns, tuple(stages), price)


def learn_lexicon(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    candidates: Iterable[str] | None = None,
    candidates_only: bool = False,
    threads: int | None = None,
    progress: Progress | None = None,
    tell: Callable[[Description], None] | None = None,
    **options: Any,
) -> LearnedLexicon:
    """Read text and learn its words.

    Parameters
    ----------
    paths : path or iterable of paths
        Files, directories, globs, ``-``; see `read_corpus`.
    candidates, candidates_only, threads, progress, tell
        See `learn_words`.
    **options
        How to read and cut the text (see `TextOptions`; ``numbers`` is ``alike`` unless given)
        and what a word is (see `LearningOptions`).

    Returns
    -------
    LearnedLexicon

    Raises
    ------
    CorpusError
        When the text cannot be read.
    ParameterError
        When options are out of range; before the text is read.

    Examples
    --------
    >>> lexicon = learn_lexicon("corpora/chinese")
    >>> "斜拉索" in lexicon
    True
    """
    names = {field.name for field in fields(LearningOptions)}
    learning = {name: options.pop(name) for name in list(options) if name in names}
    _check_candidates(candidates, candidates_only, LearningOptions(**learning).method)
    corpus = read_corpus(paths, threads=threads, progress=progress, **{"numbers": "alike", **options})
    learning |= {"candidates": candidates, "candidates_only": candidates_only}
    return learn_words(corpus, threads=threads, progress=progress, tell=tell, **learning)
