"""Exact n-gram counts with neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.counts.counting import count_ngrams as count_ngrams
    from minent.counts.limits import MAX_ORDER as MAX_ORDER
    from minent.counts.limits import default_min_count as default_min_count
    from minent.counts.merging import merge_tables as merge_tables
    from minent.counts.storage import load_table as load_table
    from minent.counts.storage import save_table as save_table
    from minent.counts.table import Ngram as Ngram
    from minent.counts.table import NgramTable as NgramTable

__getattr__, __all__ = lazy_names(
    "minent.counts",
    {
        "minent.counts.counting": ("count_ngrams",),
        "minent.counts.limits": ("MAX_ORDER", "default_min_count"),
        "minent.counts.merging": ("merge_tables",),
        "minent.counts.storage": ("load_table", "save_table"),
        "minent.counts.table": ("Ngram", "NgramTable"),
    },
)
