"""CountVectorizer of scikit-learn over characters: counts only."""

from __future__ import annotations

import argparse
import importlib.metadata

import driver


def work(arguments: argparse.Namespace) -> int:
    """Count the n-grams of all orders; return how many reach min_count."""
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(analyzer="char", ngram_range=(1, arguments.order), lowercase=False)
    totals = counter.fit_transform(driver.runs(arguments.corpus)).sum(axis=0)
    return int((totals >= arguments.min_count).sum())


if __name__ == "__main__":
    driver.main(lambda: importlib.metadata.version("scikit-learn"), work, "pip install scikit-learn")
