"""The pipeline of bojone/word-discovery, run from the user's own checkout.

Its script has the corpus and the parameters written into it and runs when imported, so only its
imports, classes and functions are executed; the steps are then called as its script does.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import os
import re
import sys
import tempfile
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import driver

SCRIPT = "word_discovery.py"
MIN_PMI = [0, 2, 4, 6]
# Share of the memory given to KenLM: the script's own 0.5 only makes the peak larger.
MEMORY = 0.1
BOUNDARY = re.compile("[^\u4e00-\u9fa50-9a-zA-Z ]+")


def script() -> Path:
    """Find the script by WORD_DISCOVERY_HOME."""
    home = os.environ.get("WORD_DISCOVERY_HOME")
    if not home:
        raise LookupError("WORD_DISCOVERY_HOME is not set")
    path = Path(home) / SCRIPT
    if not path.is_file():
        raise FileNotFoundError(f"{SCRIPT} is not in WORD_DISCOVERY_HOME")
    return path


def version() -> str:
    """Version of the checkout, as far as it is named."""
    script()
    return f"{os.environ.get('WORD_DISCOVERY_VERSION', 'checkout')}, KenLM {driver.kenlm_version()}"


def definitions() -> dict[str, Any]:
    """Execute the imports and definitions of the script."""
    if "six" not in sys.modules:
        with contextlib.suppress(ImportError):
            import six  # noqa: F401
    sys.modules.setdefault("six", types.SimpleNamespace(PY2=False, PY3=True))  # type: ignore[arg-type]
    tree = ast.parse(script().read_text(encoding="utf-8"))
    kinds = (ast.Import, ast.ImportFrom, ast.ClassDef, ast.FunctionDef)
    tree.body = [node for node in tree.body if isinstance(node, kinds)]
    names: dict[str, Any] = {"__name__": "word_discovery"}
    exec(compile(tree, SCRIPT, "exec"), names)
    return names


def texts(corpus: Path) -> Iterator[str]:
    """Yield the text as the script prepares it."""
    for line in driver.lines(corpus):
        yield BOUNDARY.sub("\n", line.replace("\u3000", " ").strip())


def work(arguments: argparse.Namespace) -> int:
    """Run the steps in a folder that has count_ngrams where the script looks for it."""
    corpus, output = arguments.corpus.resolve(), arguments.output.resolve()
    binary = driver.kenlm_binary().resolve()
    names = definitions()
    with tempfile.TemporaryDirectory(dir=output.parent) as folder:
        os.chdir(folder)
        Path("count_ngrams").symlink_to(binary)
        words = discover(names, corpus, arguments.order, arguments.min_count)
        os.chdir(output.parent)
    return driver.write_lexicon(output, sorted(words.items(), key=lambda item: -item[1]))


def discover(names: dict[str, Any], corpus: Path, order: int, min_count: int) -> dict[str, int]:
    """Call the steps of the script."""
    names["write_corpus"](texts(corpus), "corpus.txt")
    names["count_ngrams"]("corpus.txt", order, "vocabulary", "counts", MEMORY)
    counts = names["KenlmNgrams"]("vocabulary", "counts", order, min_count)
    strong = names["filter_ngrams"](counts.ngrams, counts.total, MIN_PMI[:order])
    trie = names["SimpleTrie"]()
    for ngram in strong:
        trie.add_word(ngram)
    candidates: dict[str, int] = {}
    for text in texts(corpus):
        for word in trie.tokenize(text):
            candidates[word] = candidates.get(word, 0) + 1
    frequent = {word: count for word, count in candidates.items() if count >= min_count}
    return dict(names["filter_vocab"](frequent, strong, order))


if __name__ == "__main__":
    driver.main(
        version,
        work,
        "clone github.com/bojone/word-discovery, then WORD_DISCOVERY_HOME=... and KENLM_BIN=.../count_ngrams",
    )
