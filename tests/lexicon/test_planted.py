"""Words planted in synthetic text are found again, and nothing much beside them."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest

from corpora import synthetic
from minent import Corpus, find_words

N_WORDS, ALPHABET, CHARACTERS = 5000, 2500, 1_000_000
OFTEN = 32  # expected occurrences


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_words_are_found(seed):
    """Recall of the frequent planted words is at least 0.95, precision of all words found 0.9.

    5000 words of 1 to 4 characters (a fiftieth to a half of one character, by rank; mostly of
    two) over an alphabet of 2500 characters used unevenly: a character is in 5 words on average
    and in more than 35 at most, and over a hundred words contain another word. One million characters, word
    frequencies by Zipf's law, words drawn independently, punctuation about every 6 words.
    Default parameters. "Frequent" is an expected count of 32 or more, about 1800 words.
    """
    lexicon = synthetic.make_lexicon(N_WORDS, alphabet=ALPHABET, seed=seed)
    found = set(find_words(Corpus.from_texts(synthetic.make_corpus(lexicon, CHARACTERS, seed=seed))))
    expected = synthetic.expected_counts(lexicon, CHARACTERS)
    planted = {word for word in lexicon if len(word) >= 2}
    often = {word for word in planted if expected[word] >= OFTEN}
    assert len(often) > 1700
    assert len(often & found) / len(often) >= 0.95
    assert len(planted & found) / len(found) >= 0.9


def test_the_test_is_fair():
    """Characters are shared by many words, and words contain words."""
    lexicon = synthetic.make_lexicon(N_WORDS, alphabet=ALPHABET, seed=1)
    uses = Counter(char for word in lexicon for char in set(word))
    assert np.mean(list(uses.values())) > 4.5
    assert max(uses.values()) > 35
    parts = {
        word[a:b]
        for word in lexicon
        for a in range(len(word))
        for b in range(a + 1, len(word) + 1)
        if b - a < len(word)
    }
    assert len(parts & set(lexicon)) > 100


def test_nothing_is_found_in_shuffled_text():
    """The same characters in random order hold no words, but for a few chance repetitions."""
    lexicon = synthetic.make_lexicon(1000, alphabet=500, seed=4)
    text = "\n".join(synthetic.make_corpus(lexicon, 300_000, seed=4))
    shuffled = "".join(np.random.default_rng(4).permutation(list(text)).tolist())
    assert len(find_words(Corpus.from_texts(text), min_count=10)) > 700
    assert len(find_words(Corpus.from_texts(shuffled), min_count=10)) < 7


# --- the generator itself


def test_lexicon():
    lexicon = synthetic.make_lexicon(2000, alphabet=300, seed=7)
    assert lexicon == synthetic.make_lexicon(2000, alphabet=300, seed=7)
    assert lexicon != synthetic.make_lexicon(2000, alphabet=300, seed=8)
    assert len(set(lexicon)) == 2000
    assert len({char for word in lexicon for char in word}) <= 300
    lengths = Counter(map(len, lexicon))
    assert set(lengths) == {1, 2, 3, 4}
    assert lengths[2] > lengths[3] > lengths[4] > 0
    first = Counter(map(len, lexicon[:50]))
    assert first[1] > 10  # short words are among the most frequent


@pytest.mark.parametrize("size", [1, 1000, 300_000])
def test_corpus_has_the_size_asked_for(size):
    lexicon = synthetic.make_lexicon(500, seed=7)
    lines = list(synthetic.make_corpus(lexicon, size, seed=7))
    assert sum(map(len, lines[:-1])) < size <= sum(map(len, lines))
    longer = itertools.islice(synthetic.make_corpus(lexicon, 10 * size, seed=7), len(lines))
    assert list(longer) == lines
    assert next(synthetic.make_corpus(lexicon, size, seed=8)) != lines[0]


def test_corpus_is_made_of_the_words_with_their_frequencies():
    # Words of one character of their own, so that they can be counted without segmenting.
    lexicon = [chr(0x4E00 + number) for number in range(50)]
    size = 400_000
    text = "".join(synthetic.make_corpus(lexicon, size, seed=1))
    counts = Counter(text)
    for word, expected in synthetic.expected_counts(lexicon, size).items():
        assert counts[word] == pytest.approx(expected, rel=0.05)
    marks = set(counts) - set(lexicon)
    assert marks == set("\uff0c\u3001\uff1b\u3002\uff1f\uff01")
    assert sum(counts[mark] for mark in marks) == pytest.approx(size / 7, rel=0.03)


def test_command_line(tmp_path, capsys):
    text, words = tmp_path / "a.txt", tmp_path / "words.tsv"
    options = ["--characters", "5000", "--words", "100", "--alphabet", "60", "--seed", "3"]
    synthetic.main([*options, "-o", str(text), "--lexicon", str(words)])
    lexicon = synthetic.make_lexicon(100, alphabet=60, seed=3)
    lines = list(synthetic.make_corpus(lexicon, 5000, seed=3))
    assert text.read_text(encoding="utf-8") == "\n".join(lines) + "\n"
    assert [row.split("\t")[0] for row in words.read_text(encoding="utf-8").splitlines()] == lexicon
    synthetic.main(options)
    assert capsys.readouterr().out == text.read_text(encoding="utf-8")
