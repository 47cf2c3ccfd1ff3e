"""Templates as a value: words with slots between them, and what they save."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from minent.errors import ParameterError
from minent.templates.coding import TemplateDescription

# Stands for a slot in the text of a template; no word is a mark.
SLOT = "…"


@dataclass(frozen=True)
class SlotFillers:
    """What stands in a slot.

    Parameters
    ----------
    entropy : float
        Of the different fillers, in bits.
    n_distinct : int
        How many there are.
    top : tuple of (str, int)
        The most frequent with their counts; the words of one are joined by spaces.
    """

    entropy: float
    n_distinct: int
    top: tuple[tuple[str, int], ...]


@dataclass(frozen=True, eq=False)
class Templates:
    """Templates with what they save, best first unless said otherwise.

    Parameters
    ----------
    templates : sequence of tuple of str
        Words and slots (`SLOT`) of each.
    columns : mapping of str to array
        ``count``: uses in the text. ``bits_saved``: what table and text would grow by if all of
        them were words again. ``entry_bits``: what the entry in the table takes. ``final``: uses
        that end a stretch of text.
    widths : sequence of mappings
        For each template, uses by the widths of its slots, in words; the widths are a tuple.
    window : int
        Widest slot and one more.
    fillers : sequence of tuple of SlotFillers
        For each template what stands in its slots, from left to right.
    examples : sequence of tuple of str
        For each template the first stretches of text that use it.
    followers : sequence of mappings
        For each template of one word, how often which words stand right behind it; empty for others.
    stages : tuple of TemplateDescription
        Length of text and table, from the words alone to the end.
    """

    templates: Sequence[tuple[str, ...]]
    columns: Mapping[str, np.ndarray]
    widths: Sequence[Mapping[tuple[int, ...], int]]
    window: int
    fillers: Sequence[tuple[SlotFillers, ...]] = ()
    examples: Sequence[tuple[str, ...]] = ()
    followers: Sequence[Mapping[str, int]] = ()
    stages: tuple[TemplateDescription, ...] = field(default=())

    def __post_init__(self) -> None:
        sizes = {name: len(column) for name, column in self.columns.items()}
        for name, size in {**sizes, "widths": len(self.widths)}.items():
            if size != len(self.templates):
                raise ParameterError(f"{name} has {size} values for {len(self.templates)} templates")

    def __len__(self) -> int:
        return len(self.templates)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self.templates)

    def text(self, i: int) -> str:
        """Words and slots of template `i`, with spaces between them."""
        return " ".join(self.templates[i])

    @property
    def lengths(self) -> np.ndarray:
        """Words of each template, slots not counted."""
        return np.array([sum(word != SLOT for word in template) for template in self.templates], np.int64)

    @property
    def slots(self) -> np.ndarray:
        """Slots of each template."""
        return np.array([template.count(SLOT) for template in self.templates], np.int64)

    def take(self, rows: np.ndarray) -> Templates:
        """The templates of some rows, in their order."""
        chosen = np.asarray(rows, np.int64).tolist()
        return replace(
            self,
            templates=[self.templates[i] for i in chosen],
            columns={name: column[rows] for name, column in self.columns.items()},
            widths=[self.widths[i] for i in chosen],
            fillers=[self.fillers[i] for i in chosen] if len(self.fillers) else (),
            examples=[self.examples[i] for i in chosen] if len(self.examples) else (),
            followers=[self.followers[i] for i in chosen] if len(self.followers) else (),
        )

    def where(self, chosen: np.ndarray) -> Templates:
        """The templates for which `chosen` is true."""
        return self.take(np.flatnonzero(chosen))

    def top(self, n: int) -> Templates:
        """The first `n`."""
        return self.take(np.arange(min(n, len(self))))

    def sorted_by(self, name: str) -> Templates:
        """Falling by a column; equal ones by their text."""
        texts = np.array([self.text(i) for i in range(len(self))])
        return self.take(np.lexsort([texts, -self.columns[name]]))

    def report(self) -> dict[str, object]:
        """The story of the description, for JSON."""
        return {
            "n_templates": len(self),
            "window": self.window,
            "stages": [
                {
                    "stage": stage.stage,
                    "n_templates": stage.n_templates,
                    "n_patterns": stage.n_patterns,
                    "n_symbols": stage.n_symbols,
                    "n_words": stage.n_words,
                    "text_bits": stage.text_bits,
                    "table_bits": stage.table_bits,
                    "total_bits": stage.total_bits,
                    "bits_per_word": stage.per_word(),
                }
                for stage in self.stages
            ],
        }
