"""Templates as files: TSV, CSV, JSON Lines; what is written can be read."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import IO, Any, NamedTuple

import numpy as np

from minent.arguments import one_of
from minent.atomic import atomic_write
from minent.columns import TEXT_WRITERS, Columns
from minent.errors import FormatError
from minent.lexicon.formats import format_of_suffix
from minent.lexicon.reading import lexicon_lines, suffix_of
from minent.templates.options import MAX_WINDOW
from minent.templates.templates import SLOT, SlotFillers, Templates

FORMATS = ("tsv", "csv", "jsonl", "table")
SUFFIXES = {".tsv": "tsv", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".txt": "tsv"}
NUMBERS = ("count", "bits_saved", "entry_bits", "final")
NEEDED = ("template", *NUMBERS, "widths")


def write_templates(templates: Templates, target: str | os.PathLike[str] | IO[str], format: str | None = None) -> None:
    """Write templates to a file or a stream.

    Parameters
    ----------
    templates : Templates
        The templates.
    target : path or text stream
        Where to; a file is written whole or not at all.
    format : {"tsv", "csv", "jsonl", "table"}, optional
        By the suffix of the file when not given, TSV for a stream.
    """
    if hasattr(target, "write"):
        TEXT_WRITERS[format or "tsv"](template_table(templates, format or "tsv"), target)  # type: ignore[arg-type]
        return
    chosen = format or format_of_suffix(os.fspath(target), SUFFIXES)
    with atomic_write(target) as stream:
        TEXT_WRITERS[one_of("format", chosen, FORMATS)](template_table(templates, chosen), stream)


def template_table(templates: Templates, format: str) -> Columns:
    """The columns of a file, or the fewer ones of a table for a person."""
    table: dict[str, Any] = {
        "template": [templates.text(i) for i in range(len(templates))],
        **{name: templates.columns[name] for name in NUMBERS},
        "widths": [" ".join(_width(*item) for item in widths.items()) for widths in templates.widths],
    }
    if any(templates.followers):
        table["followers"] = [" ".join(f"{word}:{n}" for word, n in row.items()) for row in templates.followers]
    as_text = format != "jsonl"
    if len(templates.fillers):
        table["fillers"] = [[_filler(slot) if as_text else _record(slot) for slot in row] for row in templates.fillers]
    if len(templates.examples):
        table["examples"] = [list(row) for row in templates.examples]
    if format == "table":
        for name in ("entry_bits", "final", "widths", "followers"):
            table.pop(name, None)
    return table


def _width(widths: tuple[int, ...], count: int) -> str:
    return f"{','.join(map(str, widths))}:{count}"


def _filler(slot: SlotFillers) -> str:
    return ", ".join([f"{slot.entropy:.4f} bits", f"{slot.n_distinct} different", *(f"{t} {n}" for t, n in slot.top)])


def _record(slot: SlotFillers) -> dict[str, object]:
    return {"entropy": round(slot.entropy, 4), "n_distinct": slot.n_distinct, "top": dict(slot.top)}


class _Row(NamedTuple):
    template: tuple[str, ...]
    widths: dict[tuple[int, ...], int]
    numbers: list[float]
    followers: dict[str, int]


def read_templates(path: str | os.PathLike[str], format: str | None = None) -> Templates:
    """Read templates from a file that `write_templates` or ``minent templates`` wrote.

    Parameters
    ----------
    path : path
        The file, UTF-8; ``.gz .bz2 .xz .zst`` are decompressed.
    format : {"tsv", "csv", "jsonl"}, optional
        By the suffix when not given.

    Returns
    -------
    Templates
        Without fillers, examples and stages, which parsing does not need.

    Raises
    ------
    FormatError
        When a line is not as it should be, or a template comes twice; says where.
    CorpusError
        When the file cannot be read.
    """
    name = os.fspath(path)
    chosen = format or SUFFIXES.get(suffix_of(path), "tsv")
    one_of("format", chosen, FORMATS[:3])
    rows: list[_Row] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, record in _RECORDS[chosen](lexicon_lines(name), name):
        try:
            row = _row(record)
        except ValueError as error:
            raise FormatError(str(error), path=name, line=line) from None
        if row.template in seen:
            message = f"template {' '.join(row.template)!r} stands on line {seen[row.template]} already; remove one"
            raise FormatError(message, path=name, line=line)
        seen[row.template] = line
        rows.append(row)
    numbers = np.array([row.numbers for row in rows], np.float64).reshape(-1, len(NUMBERS))
    widest = max((width for row in rows for widths in row.widths for width in widths), default=0)
    return Templates(
        [row.template for row in rows],
        {
            name: column.astype(np.int64) if name in ("count", "final") else column
            for name, column in zip(NUMBERS, numbers.T, strict=True)
        },
        [row.widths for row in rows],
        widest + 1,
        followers=[row.followers for row in rows],
    )


def _delimited(delimiter: str) -> Callable[[Iterator[str], str], Iterator[tuple[int, dict[str, Any]]]]:
    def records(lines: Iterator[str], path: str) -> Iterator[tuple[int, dict[str, Any]]]:
        reader = (
            csv.reader(lines) if delimiter == "," else csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        )
        header = next(reader, [])
        missing = [name for name in NEEDED if name not in header]
        if missing:
            message = f"no column {missing[0]!r}; save templates with minent templates -o FILE"
            raise FormatError(message, path=path, line=1)
        for cells in reader:
            if len(cells) != len(header):
                message = f"{len(cells)} columns where the header has {len(header)}"
                raise FormatError(message, path=path, line=reader.line_num)
            yield reader.line_num, dict(zip(header, cells, strict=True))

    return records


def _json_records(lines: Iterable[str], path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            raise FormatError("not JSON", path=path, line=number) from None
        if not isinstance(record, dict):
            raise FormatError("not a JSON object", path=path, line=number)
        missing = [name for name in NEEDED if name not in record]
        if missing:
            raise FormatError(f"no field {missing[0]!r}", path=path, line=number)
        yield number, record


_RECORDS = {"tsv": _delimited("\t"), "csv": _delimited(","), "jsonl": _json_records}


def _row(record: dict[str, Any]) -> _Row:
    template = tuple(str(record["template"]).split())
    n_words = sum(word != SLOT for word in template)
    if n_words < 1 or SLOT in (template[0], template[-1]) or (SLOT, SLOT) in pairwise(template):
        raise ValueError(f"{record['template']!r} is no template: words with single slots between them")
    widths = _widths(str(record["widths"]), template.count(SLOT))
    numbers = [_number(name, record[name]) for name in NUMBERS]
    if sum(widths.values()) != numbers[0]:
        raise ValueError(f"count is {record['count']} but the widths are of {sum(widths.values())} uses")
    if not 0 <= numbers[3] <= numbers[0]:
        raise ValueError(f"final is {record['final']}; it must be from 0 to count")
    return _Row(template, widths, numbers, _followers(str(record.get("followers", "")), n_words))


def _followers(text: str, n_words: int) -> dict[str, int]:
    """``the:123 a:45`` as a mapping."""
    found: dict[str, int] = {}
    for item in text.split():
        word, _, count = item.rpartition(":")
        if not word or not count.isdecimal() or not int(count) or word in found or n_words > 1:
            raise ValueError(f"followers {item!r} are not those of one word, each like the:123")
        found[word] = int(count)
    return found


def _number(name: str, value: object) -> float:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ValueError(f"{name} is not a number: {value!r}") from None
    if not np.isfinite(number):
        raise ValueError(f"{name} is not finite")
    return number


def _widths(text: str, n_slots: int) -> dict[tuple[int, ...], int]:
    """``1,2:33 2,2:5`` as a mapping."""
    found: dict[tuple[int, ...], int] = {}
    for item in text.split():
        widths, colon, count = item.partition(":")
        try:
            key = tuple(int(width) for width in widths.split(",")) if widths else ()
            uses = int(count)
        except ValueError:
            raise ValueError(f"widths {item!r} are not like 1,2:33") from None
        sound = colon and len(key) == n_slots and all(1 <= width < MAX_WINDOW for width in key) and uses > 0
        if not sound or key in found:
            raise ValueError(f"widths {item!r} do not fit a template of {n_slots} slots")
        found[key] = uses
    if not found:
        raise ValueError("no widths")
    return found
