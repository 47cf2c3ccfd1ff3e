"""A lexicon worked out by hand, and look-back by example."""

from __future__ import annotations

import math

import pytest

from minent import Corpus, find_words

LOOK_BACKS = ("none", "post", "strict")

RED, GREEN, TEA, PAVILION = "\u7ea2", "\u7eff", "\u8336", "\u4ead"
BRIDGE, STONE, OLD, RAIN = "\u6865", "\u77f3", "\u8001", "\u96e8"
# Red tea and stone bridge stand four times each, green tea twice, rain pavilion bridge three times.
SENTENCES = [
    RED + TEA + STONE + BRIDGE,
    OLD + RED + TEA,
    RED + TEA + OLD,
    GREEN + TEA + OLD,
    STONE + BRIDGE + RED + TEA,
    OLD + STONE + BRIDGE,
    GREEN + TEA + STONE + BRIDGE,
    RAIN + PAVILION + BRIDGE,
    RAIN + PAVILION + BRIDGE + OLD,
    OLD + RAIN + PAVILION + BRIDGE,
]
NAT = math.log2(math.e)


def spread(*counts):
    """Entropy of neighbours in bits."""
    return sum(count / sum(counts) * math.log2(sum(counts) / count) for count in counts)


# Counts: tea 6, bridge 7, red 4, stone 4, old 6, green 2, rain 3, pavilion 3; N = 35.
# Neighbours with # for the boundary:
#   red tea: # old # bridge | stone # old #           stone bridge: tea # old tea | # red # #
#   green tea: # # | old stone                        rain pavilion bridge: # # old | # old #
GOLDEN = {
    RED + TEA: {"count": 4, "cohesion": math.log2(35 * 4 / (4 * 6)), "left": spread(2, 1, 1), "right": spread(2, 1, 1)},
    STONE + BRIDGE: {
        "count": 4, "cohesion": math.log2(35 * 4 / (4 * 7)), "left": spread(2, 1, 1), "right": spread(3, 1),
    },
    GREEN + TEA: {"count": 2, "cohesion": math.log2(35 * 2 / (2 * 6)), "left": 0.0, "right": spread(1, 1)},
    RAIN + PAVILION + BRIDGE: {
        # Weakest where pavilion bridge follows rain: 35 * 3 / (3 * 3) beside 35 * 3 / (3 * 7).
        "count": 3, "cohesion": math.log2(35 * 3 / (3 * 7)), "left": spread(2, 1), "right": spread(2, 1),
    },
}  # fmt: skip


def test_golden_lexicon():
    assert sum(map(len, SENTENCES)) == 35
    lexicon = find_words(Corpus.from_texts(SENTENCES), order=3, min_count=2, min_cohesion=[2.0, 2.2])
    assert set(lexicon.words) == set(GOLDEN)
    for word, figures in GOLDEN.items():
        row = lexicon[word]
        assert (row["count"], row["occurrences"], row["length"]) == (figures["count"], figures["count"], len(word))
        assert row["cohesion"] == pytest.approx(figures["cohesion"], abs=1e-9)
        assert row["left_entropy"] == pytest.approx(figures["left"], abs=1e-9)
        assert row["right_entropy"] == pytest.approx(figures["right"], abs=1e-9)
        needed = (1 if len(word) == 2 else 2.5) * NAT
        margin = max(0.0, figures["cohesion"] - needed)
        score = math.log2(figures["count"]) * min(figures["left"], figures["right"]) * margin
        assert row["score"] == pytest.approx(score, abs=1e-9)


def test_golden_order():
    # Red tea: 2 * 1.5 * (2.544 - 1.443); stone bridge: 2 * 0.811 * (2.322 - 1.443); the others score 0
    # (three units need 3.607 bits, and green tea always stands at the beginning).
    lexicon = find_words(Corpus.from_texts(SENTENCES), order=3, min_count=2, min_cohesion=[2.0, 2.2])
    assert lexicon.words == [RED + TEA, STONE + BRIDGE, RAIN + PAVILION + BRIDGE, GREEN + TEA]
    assert lexicon.column("score")[2:].tolist() == [0.0, 0.0]


def test_golden_bits_saved():
    # Replacing M = 4 of red tea leaves N = 31 units: no red, 2 tea, 4 red tea; the others stay.
    def bits(*counts):
        return sum(count * math.log2(sum(counts) / count) for count in counts)

    before = bits(6, 7, 4, 4, 6, 2, 3, 3)
    after = bits(2, 7, 4, 4, 6, 2, 3, 3)
    row = find_words(Corpus.from_texts(SENTENCES), order=3, min_count=2, min_cohesion=[2.0, 2.2])[RED + TEA]
    assert row["bits_saved"] == pytest.approx(before - after, abs=1e-9)


# --- look-back by example

# Abc and bcd hold together, so abcd is joined; whether it is a word depends on the look-back.
CHAIN = ["abcd"] * 3 + ["abc"] * 3 + ["bcd"] * 3 + list("xyzw") * 8


@pytest.mark.parametrize(
    ("cohesion", "expected"),
    [
        ([1.0, 1.0], {"none": True, "post": True, "strict": True}),  # all windows of 3 hold together
        ([1.0, 9.0], {"none": True, "post": False, "strict": False}),  # none does
    ],
)
@pytest.mark.parametrize("look_back", LOOK_BACKS)
def test_look_back_of_a_piece_longer_than_the_order(look_back, cohesion, expected):
    corpus = Corpus.from_texts(CHAIN, latin="char")
    lexicon = find_words(corpus, order=3, min_count=3, min_cohesion=cohesion, look_back=look_back)
    assert ("abcd" in lexicon) == expected[look_back]


@pytest.mark.parametrize(("look_back", "found"), [("none", True), ("post", True), ("strict", False)])
def test_strict_look_back_asks_for_shorter_windows(look_back, found):
    corpus = Corpus.from_texts(CHAIN, latin="char")
    lexicon = find_words(corpus, order=4, min_count=3, min_cohesion=[1.0, 9.0, 1.0], look_back=look_back)
    assert ("abcd" in lexicon) == found


def test_a_long_word_and_its_figures():
    word = "abcdefg"
    texts = [f"x{word}", f"y{word}z", f"{word}", f"{word}{word}"] + ["xyz"] * 20
    corpus = Corpus.from_texts(texts, latin="char")
    row = find_words(corpus, order=3, min_count=2, min_cohesion=[0.5, 0.5], look_back="strict", max_length=7)
    n = 8 + 9 + 7 + 14 + 60
    # Joined in full only where the neighbours are cut off; it occurs five times in all.
    assert row[word]["occurrences"] == 5
    assert row[word]["length"] == 7
    assert row[word]["cohesion"] == pytest.approx(math.log2(n * 5 / (5 * 5)), abs=1e-9)
    # Left: x, y, two boundaries, g. Right: three boundaries, z, a.
    assert row[word]["left_entropy"] == pytest.approx(spread(2, 1, 1, 1), abs=1e-9)
    assert row[word]["right_entropy"] == pytest.approx(spread(3, 1, 1), abs=1e-9)
