"""Encoding, counting, scoring and joining on a synthetic text: asv classes, also a program.

python benchmarks/bench_ngrams.py
"""

from __future__ import annotations

import functools
import itertools
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from minent import Corpus, count_ngrams, find_words, read_corpus, score_ngrams

CHARACTERS = [300_000, 3_000_000]
REPEATS = 5
_FIRST_CHARACTER = 0x4E00
_ALPHABET = 4_000
_WORDS = 20_000
_MEAN_SENTENCE = 12
_CLEAR, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


@functools.cache
def text_of(characters: int, seed: int = 1) -> str:
    """Sentences of words drawn by Zipf's law; words are 1 to 4 characters, frequent ones shorter."""
    random = np.random.default_rng(seed)
    letters = random.zipf(1.3, size=(_WORDS, 4)) % _ALPHABET + _FIRST_CHARACTER
    lengths = np.clip(random.geometric(0.5, _WORDS), 1, 4)
    words = ["".join(map(chr, row[:length])) for row, length in zip(letters.tolist(), lengths.tolist(), strict=True)]
    weights = 1.0 / np.arange(1, _WORDS + 1)
    weights /= weights.sum()
    sentences: list[str] = []
    size = 0
    while size < characters:
        drawn = random.choice(_WORDS, size=_MEAN_SENTENCE * 1000, p=weights)
        cuts = np.cumsum(random.poisson(_MEAN_SENTENCE, 1000))
        sentences.extend("".join(words[w] for w in part.tolist()) + "\u3002\n" for part in np.split(drawn, cuts))
        size = sum(map(len, sentences))
    return "".join(sentences)[:characters]


@functools.cache
def corpus_of(characters: int) -> Corpus:
    """Encode the text."""
    return Corpus.from_texts([text_of(characters)], threads=1)


class Encode:
    """Reading UTF-8 into unit ids."""

    params = CHARACTERS
    param_names = ("characters",)

    def setup(self, characters: int) -> None:
        """Write the text."""
        self.folder = tempfile.TemporaryDirectory(prefix="minent-bench-")
        self.path = Path(self.folder.name) / "text.txt"
        self.path.write_text(text_of(characters), encoding="utf-8")

    def teardown(self, characters: int) -> None:
        """Remove the text."""
        self.folder.cleanup()

    def time_read(self, characters: int) -> None:
        """Read from a file."""
        read_corpus(self.path, threads=1)

    def time_read_nfkc(self, characters: int) -> None:
        """Read and normalise."""
        read_corpus(self.path, threads=1, normalize="nfkc")

    def peakmem_read(self, characters: int) -> None:
        """Peak memory of reading."""
        read_corpus(self.path, threads=1)


class Count:
    """Counting n-grams."""

    params = (CHARACTERS, [2, 4], [1, 8])
    param_names = ("characters", "order", "min_count")

    def setup(self, characters: int, order: int, min_count: int) -> None:
        """Encode."""
        self.corpus = corpus_of(characters)

    def time_count(self, characters: int, order: int, min_count: int) -> None:
        """Count on one thread."""
        count_ngrams(self.corpus, order=order, min_count=min_count, threads=1)

    def peakmem_count(self, characters: int, order: int, min_count: int) -> None:
        """Peak memory of counting, with the corpus."""
        count_ngrams(self.corpus, order=order, min_count=min_count, threads=1)


class Score:
    """Scores of all n-grams of a table."""

    params = CHARACTERS
    param_names = ("characters",)

    def setup(self, characters: int) -> None:
        """Count."""
        self.table = count_ngrams(corpus_of(characters), min_count=2, threads=1)

    def time_score(self, characters: int) -> None:
        """Cohesion, entropy and their product."""
        score_ngrams(self.table).columns(("score",))

    def time_bits_saved(self, characters: int) -> None:
        """Bits saved by each n-gram."""
        score_ngrams(self.table).columns(("bits_saved",))


class Join:
    """Finding words in an encoded text; counting is part of both methods, joining of one."""

    params = (CHARACTERS, ["join", "entropy"])
    param_names = ("characters", "method")

    def setup(self, characters: int, method: str) -> None:
        """Encode."""
        self.corpus = corpus_of(characters)

    def time_find_words(self, characters: int, method: str) -> None:
        """Find words on one thread."""
        find_words(self.corpus, method=method, threads=1)

    def peakmem_find_words(self, characters: int, method: str) -> None:
        """Peak memory of finding words, with the corpus."""
        find_words(self.corpus, method=method, threads=1)


BENCHMARKS = (Encode, Count, Score, Join)


def cases(kind: type) -> Iterator[tuple[Any, ...]]:
    """All combinations of the parameters."""
    params = kind.params  # type: ignore[attr-defined]
    yield from itertools.product(*params) if isinstance(params, tuple) else ((value,) for value in params)


def seconds_of(kind: type, name: str, case: tuple[Any, ...]) -> float:
    """Median of a timed method, in seconds."""
    benchmark = kind()
    benchmark.setup(*case)
    times = []
    for _ in range(REPEATS):
        begin = time.perf_counter()
        getattr(benchmark, name)(*case)
        times.append(time.perf_counter() - begin)
    getattr(benchmark, "teardown", lambda *_: None)(*case)
    return statistics.median(times)


def peak_of(position: int, name: str, case: tuple[Any, ...]) -> float:
    """Peak resident memory of a method in this process, setup left out, in units of 10^6 bytes."""
    benchmark = BENCHMARKS[position]()
    benchmark.setup(*case)
    # Forgets the peak so far; ru_maxrss cannot, and even starts with that of the parent process.
    _CLEAR.write_text("5")
    getattr(benchmark, name)(*case)
    peak = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
    getattr(benchmark, "teardown", lambda *_: None)(*case)
    return int(peak.split()[1]) * 1024 / 1e6


def main() -> None:
    """Print the median of each timed method and, on Linux, the peak of each memory method."""
    context = multiprocessing.get_context("spawn")
    kinds = ("time_", "peakmem_") if _CLEAR.exists() else ("time_",)
    for position, kind in enumerate(BENCHMARKS):
        for name in (name for name in vars(kind) if name.startswith(kinds)):
            for case in cases(kind):
                if name.startswith("time_"):
                    figure = f"{seconds_of(kind, name, case) * 1000:10.2f} ms"
                else:
                    with context.Pool(1) as workers:
                        figure = f"{workers.apply(peak_of, (position, name, case)):10.1f} MB"
                sys.stdout.write(f"{figure}  {kind.__name__}.{name}({', '.join(map(str, case))})\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
