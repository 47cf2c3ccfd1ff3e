"""The words of a lexicon on another text: how often each is used there, and what the text costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from minent.arguments import integer, number, thread_count
from minent.lexicon.learned import LearnedLexicon, lexicon_in_use
from minent.lexicon.lexicon import Lexicon
from minent.lexicon.spelling import whole_words
from minent.lexicon.unigram import WordModel
from minent.progress import Progress, watched
from minent.text import Corpus
from minent.text.transforms import Transformer, is_encodable


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
    fold = Transformer(corpus.options).fold
    counts = lexicon.columns.get("count", np.ones(len(lexicon), np.int64))
    usable = [row for row, word in enumerate(lexicon.words) if "\n" not in word and is_encodable(word)]
    index = corpus.vocabulary.index(replace(corpus.options, normalize="none", fold_case=False))
    ids, first, end = whole_words([fold(lexicon.words[row]) for row in usable], index)
    uses: dict[bytes, int] = {}
    for row, a, b in zip(usable, first.tolist(), end.tolist(), strict=True):
        if b - a > 1 and int(ids[a:b].max()) <= n_units:
            key = ids[a:b].tobytes()
            uses[key] = uses.get(key, 0) + int(counts[row])
    alone = WordModel.of_units(corpus, n_units)
    units = [np.frombuffer(key, np.uint32) for key in sorted(uses, key=lambda key: (len(key), key))]
    offsets = np.cumsum([0, *np.ones(n_units, np.int64).tolist(), *map(len, units)], dtype=np.int64)
    longer = np.array([uses[part.tobytes()] for part in units], np.int64)
    return WordModel(np.concatenate([alone.units, *units]), offsets, np.append(alone.counts, longer))
