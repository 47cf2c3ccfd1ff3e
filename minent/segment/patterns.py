"""How text is cut before words are looked for, as regular expressions of other tools."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from minent.text._classes import CLASSES, class_ranges

# As in csrc/minent/segment/text_segmenter.hpp.
_JOINS_DIGITS = ".,:/\u00b7\u2236\uff0e\uff0f\uff1a"
_PERCENT = "%\uff05\u2030\u2031"
_REPEATS = "-.\u2010\u2011\u2012\u2013\u2014\u2015\u2025\u2026\u22ef\u2500\u2501"


def spaces_pattern() -> str:
    """Runs of white space, line ends among it."""
    return f"[{_of_classes('space', 'line end')}]+"


def isolated_pattern(known: frozenset[str], latin: str) -> str:
    """What stands alone whatever the words are.

    Parameters
    ----------
    known : frozenset of str
        Characters that may be part of words.
    latin : {"run", "char"}
        Whether runs of letters and digits are kept whole or cut like other scripts.

    Returns
    -------
    str
        A pattern in Oniguruma's syntax: numbers, runs of letters, marks, unknown characters.
    """
    extend = _of_classes("extend", "linker")
    repeats, single = _class(_REPEATS), _of_classes("boundary", "joiner", "decimal point")
    marks = f"([{repeats}])(?:\\1|[{extend}])*|[{single}][{extend}]*"
    loose = ("unspaced", "letter", "digit") if latin == "char" else ("unspaced",)
    unknown = f"[{_ranges(_without(_codes(*loose), known))}][{extend}]*"
    if latin == "char":
        return f"{marks}|{unknown}"
    digit, run = _of_classes("digit"), _of_classes("letter", "digit", "extend", "linker")
    digits = f"[{digit}]+(?![{run}])"
    number = f"{digits}(?:[{_class(_JOINS_DIGITS)}]{digits})*[{_class(_PERCENT)}]?"
    return f"{number}|[{_of_classes('letter', 'digit')}][{run}]*|{marks}|{unknown}"


def unspaced_text(text: str) -> bool:
    """Whether no character is a letter of a spaced script or a digit."""
    return not any(ord(character) in _spaced() for character in text)


@lru_cache(maxsize=1)
def _spaced() -> frozenset[int]:
    return frozenset(_codes("letter", "digit").tolist())


@lru_cache(maxsize=16)
def _codes(*classes: str) -> np.ndarray:
    """Code points of some classes, ascending, without surrogates."""
    first, last, cls = class_ranges()
    chosen = np.isin(cls, [CLASSES.index(name) for name in classes])
    spans = zip(first[chosen].tolist(), last[chosen].tolist(), strict=True)
    codes = np.concatenate([np.arange(a, b + 1) for a, b in spans])
    return codes[(codes < 0xD800) | (codes > 0xDFFF)]


def _without(codes: np.ndarray, known: frozenset[str]) -> np.ndarray:
    return codes[~np.isin(codes, np.array([ord(unit) for unit in known], np.int64), kind="table")]


@lru_cache(maxsize=16)
def _of_classes(*classes: str) -> str:
    return _ranges(_codes(*classes))


def _class(characters: str) -> str:
    return _ranges(np.array(sorted(map(ord, characters))))


def _ranges(codes: np.ndarray) -> str:
    """The inside of a bracket expression; code points ascend."""
    starts = np.flatnonzero(np.diff(codes, prepend=-2) > 1)
    ends = np.append(starts[1:], len(codes)) - 1
    spans = zip(codes[starts].tolist(), codes[ends].tolist(), strict=True)
    return "".join(f"\\x{{{a:x}}}" if a == b else f"\\x{{{a:x}}}-\\x{{{b:x}}}" for a, b in spans)
