"""Texts of few words for the tests of templates."""

from __future__ import annotations

from hypothesis import strategies as st

from minent.text import Corpus

RUNS = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=9), min_size=1, max_size=12)


def corpus_of(runs: list[list[str]]) -> Corpus:
    """A corpus whose words are the letters; runs are lines."""
    return Corpus.from_texts([" ".join(run) for run in runs], unit="token")
