"""Texts for the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.naive.text import RANGES

# Few characters, so that n-grams repeat, overlap themselves and stand in varied company.
HAN = "\u8336\u7ea2\u7eff\u82b1\u9999"
FULL_STOP = "\u3002"

# Something of every kind that cutting has to tell apart.
MIXED = [
    *"\u8336\u7ea2\u7eff\u4e00\u3007",  # Han
    *"\U00020000\U0002a6d6\U00030000",  # Han outside the basic plane
    *"\u304b\u3099\u30ab\u30fc\uff76\uff9e",  # kana, with a combining and a half-width voiced mark
    *"\ud55c\uae00\u1112\u1161\u11ab",  # Hangul syllables and conjoining jamo
    *"\u0e01\u0e33\u0e35\u0e49\u0e40",  # Thai: letter, AM, vowel and tone marks, leading vowel
    *"\u1000\u1039\u103a\u102c\u1780\u17d2\u17b6",  # Myanmar and Khmer with linkers
    *"\u0915\u094d\u0937\u093f",  # Devanagari with virama
    *"abZ\u00e9\u00df\u0130\ufb01\uff21",  # Latin
    *"\u03b1\u0436\u05d0\u0628\u0651",  # Greek, Cyrillic, Hebrew, Arabic with a mark
    *"09\u0663\uff15\u00b2\u2167",  # digits; a superscript; a Roman numeral
    *"'-_\u2019\u00b7.,",  # joiners and points
    *"\u3002\uff0c\uff01?;:()/%",  # punctuation
    *" \t\u00a0\u3000",  # spaces
    *"\n\r\0\x0b\x85\u2028",  # line ends and controls
    *"\U0001f600\U0001f44d\U0001f3fd\u200d\ufe0f\u200c",  # emoji, modifier, joiners, variation selector
    *"\u0301\u0308\u20dd\ufeff\ufffd\u00ad\ue000\U0010ffff",  # marks; no characters or private ones
]

_han = st.text(alphabet=HAN, max_size=40) | st.text(alphabet=HAN[:3] + FULL_STOP, max_size=60)
# A motif that follows itself: its n-grams overlap themselves by one unit and by more.
_motifs = st.text(alphabet=HAN[:3], min_size=1, max_size=5)
_periodic = st.builds(lambda a, n, b, m: a * n + b * m, _motifs, st.integers(1, 9), _motifs, st.integers(0, 3))
han_texts = st.lists(_han | _periodic, max_size=8)
mixed_texts = st.lists(st.text(alphabet=st.sampled_from(MIXED), max_size=40), max_size=6)

# A code point from one of the ranges of the classes, then one from anywhere, surrogates apart.
_listed = st.sampled_from(RANGES).flatmap(lambda r: st.integers(r[0], r[1])).map(chr)
_any = st.characters(exclude_categories=["Cs"])
unicode_texts = st.lists(st.text(alphabet=_listed | _any, max_size=30), max_size=4)

texts = han_texts | mixed_texts | unicode_texts
