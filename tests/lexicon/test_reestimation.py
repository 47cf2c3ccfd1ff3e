"""The words of a lexicon on another text."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from minent import Corpus, Lexicon, Segmenter
from minent.lexicon import reestimate
from tests.naive.segmentation import description_bits

TEXTS = ["红茶绿茶，好红茶", "茶好", "2010年好茶，绿茶C++"] * 3


def test_words_are_counted_where_they_are_used():
    words = Lexicon(["红茶", "绿茶", "0年", "白茶", "C++", "，", ""], {"count": np.array([3, 2, 4, 9, 1, 1, 1])})
    found = reestimate(words, Corpus.from_texts(TEXTS, numbers="alike"))
    used = {word: found[word]["count"] for word in found.words if len(word) > 1}
    assert used == {"红茶": 6, "绿茶": 6, "0年": 3}
    assert found["好"]["count"] == 9


def test_the_description_is_that_of_the_segmented_text():
    corpus = Corpus.from_texts(TEXTS, numbers="alike")
    found = reestimate(Lexicon(["红茶", "绿茶"], {"count": np.array([5, 5])}), corpus, rounds=4)
    words = Counter(
        word for text in TEXTS for word in Segmenter(found).segment(text.replace("2010", "0")) if word not in "，+"
    )
    units, with_words = found.stages
    unit_bits = units.corpus_bits / units.n_units
    expected = description_bits({tuple(word): count for word, count in words.items()}, unit_bits)
    assert with_words.total_bits == pytest.approx(expected)
    assert with_words.n_units == units.n_units == corpus.n_tokens


def test_words_are_looked_up_as_the_text_was_read():
    corpus = Corpus.from_texts(["ABC茶"], fold_case=True, latin="char")
    assert reestimate(Lexicon(["AbC"], {}), corpus)["abc"]["count"] == 1
