"""Synthetic text whose words are known.

usage: python corpora/synthetic.py --characters 1000000 --words 2000 --seed 1 -o FILE --lexicon FILE

The text is a sequence of words drawn independently, so every regularity in it comes from the
lexicon and from chance. The frequency of the word of rank r is proportional to
1 / (r + 2.7), Zipf's law as Mandelbrot mended it. Words have one to four characters, in the
shares of running Chinese text: the shorter ones stand among the more frequent. All words
share one alphabet whose characters are used unevenly, so a character belongs to many words.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

HAN = 0x4E00
LONGEST = 4
# Shares of the lengths 1 to 4 among the words of the first and of the last ranks.
FREQUENT_LENGTHS = (0.50, 0.46, 0.03, 0.01)
RARE_LENGTHS = (0.02, 0.66, 0.20, 0.12)
N_FREQUENT = 100  # ranks over which the first shares give way to the last
ZIPF_SHIFT = 2.7
CLAUSE_WORDS = 6  # mean words between punctuation marks
CLAUSE_MARKS, SENTENCE_MARKS = "\uff0c\u3001\uff1b", "\u3002\uff1f\uff01"
SENTENCE_SHARE = 0.4  # of the marks
LINE_SHARE = 0.3  # of the sentences end a line
BATCH = 1 << 14  # clauses drawn at once


def make_lexicon(n_words: int, *, alphabet: int = 1500, seed: int = 0) -> list[str]:
    """Draw a lexicon, most frequent word first.

    Parameters
    ----------
    n_words : int
        Number of different words.
    alphabet : int
        Number of different characters that words are drawn from.
    seed : int
        Seed of the generator; equal seeds give equal lexicons.

    Returns
    -------
    list of str
        Distinct words of one to four Han characters.
    """
    rng = np.random.default_rng([seed, 1])
    characters = rng.permutation(alphabet) + HAN
    # Half as steep as Zipf's law: the commonest character is in some per cent of the words.
    weights = 1.0 / np.sqrt(np.arange(alphabet) + 10.0)
    weights /= weights.sum()
    words: dict[str, None] = {}
    while len(words) < n_words:
        late = min(1.0, len(words) / N_FREQUENT)
        shares = (1 - late) * np.array(FREQUENT_LENGTHS) + late * np.array(RARE_LENGTHS)
        length = 1 + int(np.searchsorted(np.cumsum(shares), rng.random() * shares.sum()))
        codes = rng.choice(characters, min(length, LONGEST), p=weights)
        words["".join(map(chr, codes.tolist()))] = None
    return list(words)


def make_corpus(lexicon: Sequence[str], n_characters: int, *, seed: int = 0) -> Iterator[str]:
    """Yield lines of text until they have `n_characters` characters.

    Parameters
    ----------
    lexicon : sequence of str
        Words of up to four characters, most frequent first.
    n_characters : int
        Least number of characters, punctuation included, line ends not; the last line is whole.
    seed : int
        Seed of the generator.

    Yields
    ------
    str
        A line without its end.
    """
    rng = np.random.default_rng([seed, 2])
    letters = np.zeros((len(lexicon), LONGEST), np.uint32)
    for row, word in enumerate(lexicon):
        letters[row, : len(word)] = [ord(char) for char in word]
    weights = np.cumsum(1.0 / (np.arange(len(lexicon)) + 1 + ZIPF_SHIFT))
    done, rest = 0, ""
    while done < n_characters:
        *lines, rest = (rest + _draw(rng, letters, weights)).split("\n")
        for line in lines:
            yield line
            done += len(line)
            if done >= n_characters:
                return


def _draw(rng: np.random.Generator, letters: np.ndarray, weights: np.ndarray) -> str:
    """Draw some clauses: words, each clause with a mark behind it, some with a line end too."""
    sizes = rng.poisson(CLAUSE_WORDS - 1, BATCH) + 1
    ends = np.cumsum(sizes) - 1
    words = np.searchsorted(weights, rng.random(int(sizes.sum())) * weights[-1])
    # Six columns a word: its characters, the mark and the line end behind it; 0 is nothing.
    codes = np.zeros((len(words), LONGEST + 2), np.uint32)
    codes[:, :LONGEST] = letters[words]
    ends_sentence = rng.random(BATCH) < SENTENCE_SHARE
    clause = rng.choice([ord(mark) for mark in CLAUSE_MARKS], BATCH, p=(0.85, 0.12, 0.03))
    sentence = rng.choice([ord(mark) for mark in SENTENCE_MARKS], BATCH, p=(0.9, 0.05, 0.05))
    codes[ends, LONGEST] = np.where(ends_sentence, sentence, clause)
    codes[ends, LONGEST + 1] = np.where(ends_sentence & (rng.random(BATCH) < LINE_SHARE), ord("\n"), 0)
    return codes[codes > 0].astype("<u4").tobytes().decode("utf-32-le")


def expected_counts(lexicon: Sequence[str], n_characters: int) -> Counter[str]:
    """How often each word is drawn on average in a text of `n_characters`, punctuation included."""
    weights = 1.0 / (np.arange(len(lexicon)) + 1 + ZIPF_SHIFT)
    shares = weights / weights.sum()
    mean = float(shares @ np.array([len(word) for word in lexicon])) + 1 / CLAUSE_WORDS
    return Counter(dict(zip(lexicon, (shares * n_characters / mean).tolist(), strict=True)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a corpus and its lexicon."""
    parser = argparse.ArgumentParser(description="Write synthetic text whose words are known.")
    parser.add_argument("--characters", type=int, default=1_000_000, help="least characters of text")
    parser.add_argument("--words", type=int, default=2000, help="different words")
    parser.add_argument("--alphabet", type=int, default=1500, help="different characters of the words")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("-o", "--output", type=Path, help="text file; standard output if not given")
    parser.add_argument("--lexicon", type=Path, help="file for the words, most frequent first, with expected counts")
    given = parser.parse_args(arguments)
    lexicon = make_lexicon(given.words, alphabet=given.alphabet, seed=given.seed)
    lines = make_corpus(lexicon, given.characters, seed=given.seed)
    if given.output:
        with given.output.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(line + "\n" for line in lines)
    else:
        sys.stdout.writelines(line + "\n" for line in lines)
    if given.lexicon:
        counts = expected_counts(lexicon, given.characters)
        rows = "".join(f"{word}\t{count:.1f}\n" for word, count in counts.items())
        given.lexicon.write_text(rows, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
