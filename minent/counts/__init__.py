"""Exact n-gram counts with neighbours."""

from minent.counts.counting import MAX_ORDER, count_ngrams, default_min_count
from minent.counts.merging import merge_tables
from minent.counts.storage import load_table, save_table
from minent.counts.table import Ngram, NgramTable

__all__ = [
    "MAX_ORDER",
    "Ngram",
    "NgramTable",
    "count_ngrams",
    "default_min_count",
    "load_table",
    "merge_tables",
    "save_table",
]
