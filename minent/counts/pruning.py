"""Leaving rare n-grams out of a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from minent.arguments import integer
from minent.counts.table import ROW_COLUMNS, NgramTable
from minent.errors import ParameterError


def prune_table(table: NgramTable, min_count: int) -> NgramTable:
    """Return the table of the n-grams that occur at least `min_count` times; see `NgramTable.prune`."""
    integer("min_count", min_count, least=1)
    if min_count < table.min_count:
        raise ParameterError(f"the table has been pruned at {table.min_count}; count again for min_count {min_count}")
    if min_count == table.min_count:
        return table
    kept = table.count >= min_count
    before = np.zeros(len(table) + 1, np.int64)  # kept rows before each row
    np.cumsum(kept, out=before[1:])
    rows = np.flatnonzero(kept)
    borders = kept[table.border_rows]
    level_offsets = before[table.level_offsets]
    columns: dict[str, Any] = {name: getattr(table, name)[rows] for name in ROW_COLUMNS}
    return replace(
        table,
        min_count=min_count,
        vocabulary=table.vocabulary.head(int(level_offsets[1])),
        level_offsets=level_offsets,
        first_child=np.append(before[table.first_child[rows]], len(rows)),
        border_rows=before[table.border_rows[borders]],
        border_counts=table.border_counts[borders],
        **columns,
        **no_tail(),
    )


def no_tail() -> dict[str, Any]:
    """The tail of a pruned table."""
    return {
        "tail_unit": np.zeros(0, np.uint32),
        "tail_count": np.zeros(0, np.int64),
        "tail_first": np.zeros(0, np.int64),
    }
