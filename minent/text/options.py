"""How text is read and cut into units."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, fields

from minent.arguments import one_of
from minent.errors import ParameterError

UNITS = ("char", "token")
LATIN = ("run", "char", "drop")
NUMBERS = ("each", "alike")
ERRORS = ("strict", "replace", "skip-line")
NORMALIZE = ("none", "width", "nfkc")
DEDUP = ("none", "lines", "documents")

# The values of UnitMode and OnInvalid in csrc/minent/text/scanner.hpp.
_UNIT_MODES = {("char", "run"): 0, ("char", "char"): 1, ("char", "drop"): 2}
_TOKENS = 3
_ON_INVALID = {"strict": 0, "replace": 1, "skip-line": 2}


@dataclass(frozen=True)
class TextOptions:
    """How text is read and cut into units.

    Parameters
    ----------
    unit : {"char", "token"}
        ``char``: a unit is a grapheme cluster of a script written without spaces (Han, kana,
        Hangul, Thai, Lao, Khmer, Myanmar, Tibetan, ...); see `latin` for all other letters.
        ``token``: a unit is a word between white space and punctuation; apostrophes, hyphens
        and underscores inside a word and the point or comma inside a number belong to it.
    latin : {"run", "char", "drop"}
        What letters of scripts with spaces and digits are when ``unit="char"``: ``run`` makes
        each run of them one unit, ``char`` each of them a unit, ``drop`` a boundary.
    numbers : {"each", "alike"}
        ``alike``: every number (a unit of digits only) is the unit ``0``, so that what stands
        with numbers is found whatever they are.
    encoding : str
        A Python codec name, or ``auto``: UTF-8 if the beginning of the source is valid UTF-8,
        else what charset-normalizer finds.
    errors : {"strict", "replace", "skip-line"}
        What invalid bytes do: raise `CorpusError`, become a boundary, or drop their line.
    jsonl_field : str, optional
        Read JSON Lines and take the text of this field of each object.
    normalize : {"none", "width", "nfkc"}
        ``width`` maps full-width ASCII and the ideographic space to ASCII; ``nfkc`` is the
        Unicode normal form.
    fold_case : bool
        Apply Unicode case folding.
    dedup : {"none", "lines", "documents"}
        Read each distinct line, or document, once. A document is a JSON Lines record, or what
        stands between blank lines.
    """

    unit: str = "char"
    latin: str = "run"
    encoding: str = "utf-8"
    errors: str = "strict"
    jsonl_field: str | None = None
    normalize: str = "none"
    fold_case: bool = False
    dedup: str = "none"
    numbers: str = "each"

    def __post_init__(self) -> None:
        one_of("unit", self.unit, UNITS)
        one_of("latin", self.latin, LATIN)
        one_of("errors", self.errors, ERRORS)
        one_of("normalize", self.normalize, NORMALIZE)
        one_of("dedup", self.dedup, DEDUP)
        one_of("numbers", self.numbers, NUMBERS)
        if self.encoding != "auto":
            try:
                text_codec = codecs.lookup(self.encoding)._is_text_encoding
            except LookupError:
                text_codec = False
            if not text_codec:
                raise ParameterError(f"encoding {self.encoding!r} is not known to Python; try auto, utf-8 or gb18030")

    @property
    def unit_mode(self) -> int:
        """The kernel's number for `unit` and `latin`."""
        return _TOKENS if self.unit == "token" else _UNIT_MODES[self.unit, self.latin]

    @property
    def on_invalid(self) -> int:
        """The kernel's number for `errors`."""
        return _ON_INVALID[self.errors]

    @property
    def numbers_alike(self) -> bool:
        """Whether all numbers are one unit."""
        return self.numbers == "alike"

    @property
    def separator(self) -> str:
        """What stands between the units of a phrase."""
        return " " if self.unit == "token" else ""

    @property
    def changes_text(self) -> bool:
        """Whether the text must be decoded before the kernel sees it."""
        return self.jsonl_field is not None or self.normalize != "none" or self.fold_case or self.dedup != "none"

    def counting_key(self) -> dict[str, object]:
        """The options that decide what an n-gram is: tables must agree in them to be merged."""
        names = ("unit", "latin", "normalize", "fold_case", "numbers")
        return {name: getattr(self, name) for name in names}

    @classmethod
    def from_counting_key(cls, key: dict[str, object]) -> TextOptions:
        """Options with the given `counting_key`."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in key.items() if name in known})  # type: ignore[arg-type]
