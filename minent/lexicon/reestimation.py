"""The words of a lexicon on another text: how often each is used there, and what the text costs."""

from __future__ import annotations

import numpy as np

from minent.arguments import integer, number, thread_count
from minent.lexicon.learned import LearnedLexicon, lexicon_in_use
from minent.lexicon.lexicon import Lexicon
from minent.lexicon.spelling import folded_words, whole_words
from minent.lexicon.unigram import WordModel
from minent.progress import Progress, watched
from minent.text import Corpus


def reestimate(
    lexicon: Lexicon,
    corpus: Corpus,
    *,
    rounds: int = 3,
    pmi_per_join: float = 0.0,
    threads: int | None = None,
    progress: Progress | None = None,
) -> LearnedLexicon:
    """Use the words of a lexicon on a text.

    Parameters
    ----------
    lexicon : Lexicon
        The words; a column ``count`` is where the estimate starts, else all start alike.
    corpus : Corpus
        The text. Its units are words, too.
    rounds : int
        Times that the text is divided and the uses are counted (hard EM).
    pmi_per_join : float
        Price of a join in bits; see `learn_words`.
    threads : int, optional
        Number of threads; all processors by default. The result does not depend on it.
    progress : Progress, optional
        Told of the work done.

    Returns
    -------
    LearnedLexicon
        The words in use with their counts and costs; `LearnedLexicon.stages` tells the length
        of the description: in single units, then with the words.

    Raises
    ------
    ParameterError
        When parameters are out of range.

    Notes
    -----
    Words that hold marks or units the text does not have are not used. Linear in the text for
    each round.

    Examples
    --------
    >>> from minent import Corpus, Lexicon
    >>> words = reestimate(Lexicon(["红茶", "绿茶"], {}), Corpus.from_texts(["红茶好", "好红茶"]))
    >>> words["红茶"]["count"], "绿茶" in words
    (2, False)
    """
    integer("rounds", rounds, least=1)
    number("pmi_per_join", pmi_per_join, least=0)
    n_threads = thread_count(threads)
    ids, _, _ = corpus.counting_ids(2)
    model = _model_of(lexicon, corpus, corpus.greatest_id(2))
    alone = WordModel.of_units(corpus, model.n_single)
    unit_bits = alone.bits_per_unit()
    for _ in range(rounds):
        model = model.recount(corpus, ids, pmi_per_join, n_threads, watched(progress))
    stages = (alone.description("units", unit_bits), model.description("words", unit_bits))
    return lexicon_in_use(model, corpus, pmi_per_join, stages)


def _model_of(lexicon: Lexicon, corpus: Corpus, n_units: int) -> WordModel:
    """All units of the text, and the words of more units that it may have."""
    counts = lexicon.columns.get("count", np.ones(len(lexicon), np.int64))
    usable, folded = folded_words(lexicon.words, corpus.options)
    ids, first, end = whole_words(folded, corpus.vocabulary.index(corpus.options))
    uses: dict[bytes, int] = {}
    for row, a, b in zip(usable, first.tolist(), end.tolist(), strict=True):
        if b - a > 1 and int(ids[a:b].max()) <= n_units:
            key = ids[a:b].tobytes()
            uses[key] = uses.get(key, 0) + int(counts[row])
    alone = WordModel.of_units(corpus, n_units)
    longer = sorted(uses, key=lambda key: (len(key), key))
    units = [np.frombuffer(key, np.uint32) for key in longer]
    lengths = np.append(alone.lengths, [len(word) for word in units]).astype(np.int64)
    return WordModel(
        np.concatenate([alone.units, *units]),
        np.concatenate([[0], np.cumsum(lengths)]),
        np.append(alone.counts, np.array([uses[key] for key in longer], np.int64)),
    )
