"""How well does a lexicon segment? Unigram Viterbi over its counts, word F1 against a gold segmentation.

usage: python benchmarks/compare/segmentation.py CORPUS RAW GOLD [--min-count N]

CORPUS: text to learn the lexicon from; RAW: text to segment; GOLD: the same with spaces.
The segmenter is the plainest there is, so that the figure speaks of the lexicon: runs of Han
characters are cut along the path of highest probability p(word) = count / sum, an unknown
character counts 0.1, runs of digits and letters stay whole and other characters stand alone.
"""

from __future__ import annotations

import argparse
import math
import re
from pathlib import Path

from minent import Lexicon, build_lexicon, evaluate_segments

HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007\u25cb\U00020000-\U0003fffd"
LATIN = "0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
PIECES = re.compile(f"([{HAN}]+)|[{LATIN}]+(?:[.\uff0e\u00b7%\uff05]+[0-9\uff10-\uff19]*)*|\\S")
UNKNOWN_COUNT = 0.1


class UnigramSegmenter:
    """Cuts text along the most probable words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        counts = dict(zip(lexicon.words, lexicon.column("count").tolist(), strict=True))
        total = sum(counts.values())
        self.bits = {word: math.log2(total / count) for word, count in counts.items()}
        self.unknown = math.log2(total / UNKNOWN_COUNT)
        self.longest = max(map(len, counts), default=1)

    def segment(self, text: str) -> list[str]:
        """Words of a text, white space dropped."""
        words: list[str] = []
        for piece in PIECES.finditer(text):
            words += self._cut(piece[1]) if piece[1] else [piece[0]]
        return words

    def _cut(self, run: str) -> list[str]:
        cost, begin = [0.0], [0]
        for end in range(1, len(run) + 1):
            best, start = cost[end - 1] + self.bits.get(run[end - 1], self.unknown), end - 1
            for first in range(max(0, end - self.longest), end - 1):
                bits = self.bits.get(run[first:end])
                if bits is not None and cost[first] + bits < best:
                    best, start = cost[first] + bits, first
            cost.append(best)
            begin.append(start)
        words, end = [], len(run)
        while end:
            words.append(run[begin[end] : end])
            end = begin[end]
        return words[::-1]


def segmentation_f1(lexicon: Lexicon, raw: Path, gold: Path) -> float:
    """Segment a text with a lexicon and score it."""
    segmenter = UnigramSegmenter(lexicon)
    lines = (" ".join(segmenter.segment(line)) for line in raw.read_text(encoding="utf-8-sig").splitlines())
    return evaluate_segments(gold, lines).f1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("raw", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--min-count", type=int, default=8)
    arguments = parser.parse_args()
    for look_back in ("none", "post", "strict"):
        # Single characters are words too when text is segmented.
        lexicon = build_lexicon(
            arguments.corpus, min_count=arguments.min_count, look_back=look_back, min_length=1, threads=1
        )
        f1 = segmentation_f1(lexicon, arguments.raw, arguments.gold)
        print(f"look back {look_back:<6}  {len(lexicon):>7,} words  word F1 {f1:.4f}")


if __name__ == "__main__":
    main()
