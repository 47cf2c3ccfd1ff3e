"""Templates: speed of counting pairs beside peers, a corpus of 100 MB, and bracketing F1 of the parser.

usage: python benchmarks/compare/templates.py DATA -o RESULT

DATA: a folder with zh100.txt, text/ and const/nltk_treebank/combined (see README.md). The peers count the same pairs
of the same ids: a loop over a dictionary, SciPy's sparse matrices, NumPy's sort, and NLTK's BigramCollocationFinder
where it is installed.

Trees: templates of English novels and of the words of the first 50 files of the treebank sample; the constants were
chosen on sentences of these files, and what is reported is of the other files, of which nothing was read before. The
parser gets words only. Spans of one word do not count; punctuation is taken out first.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from benchmarks.measuring import (  # noqa: E402
    command_line,
    machine,
    machine_lines,
    markdown_table,
    run_command,
    today,
    version,
    write_results,
)

WINDOW = 5
NOVELS = "text/en"
PUNCTUATION = frozenset({",", ".", ":", "``", "''", "-LRB-", "-RRB-", "$", "#"})
TRAINING_FILES = 50
REPEATS = 3


def by_minent(ids: np.ndarray, corpus: Any) -> int:
    from minent.templates import count_pairs

    return len(count_pairs(corpus, window=WINDOW, min_count=2, threads=1))


def by_dictionary(ids: np.ndarray, corpus: Any) -> int:
    counts: dict[tuple[int, int, int], int] = {}
    run: list[int] = []
    for word in [*ids.tolist(), 0]:
        if word:
            run.append(word)
            continue
        for i in range(len(run)):
            a = run[i]
            for gap in range(1, min(WINDOW, len(run) - 1 - i) + 1):
                key = (a, run[i + gap], gap)
                counts[key] = counts.get(key, 0) + 1
        run = []
    return len({key[:2] for key in counts})


def shifted(ids: np.ndarray) -> Iterable[tuple[np.ndarray, np.ndarray]]:
    """The words that stand 1, 2, ... places apart in a stretch of text."""
    stretch = np.cumsum(ids == 0)
    for gap in range(1, WINDOW + 1):
        fit = (ids[:-gap] != 0) & (stretch[:-gap] == stretch[gap:])
        yield ids[:-gap][fit], ids[gap:][fit]


def by_scipy(ids: np.ndarray, corpus: Any) -> int:
    from scipy.sparse import coo_array

    n = int(ids.max()) + 1
    matrices = [
        coo_array((np.ones(len(a), np.int32), (a.astype(np.int32), b.astype(np.int32))), shape=(n, n)).tocsr()
        for a, b in shifted(ids)
    ]
    return sum(matrices[1:], matrices[0]).nnz


def by_numpy(ids: np.ndarray, corpus: Any) -> int:
    found = [np.unique(a.astype(np.uint64) << np.uint64(32) | b, return_counts=True) for a, b in shifted(ids)]
    return len(np.unique(np.concatenate([keys for keys, _ in found])))


def by_nltk(ids: np.ndarray, corpus: Any) -> int:
    from nltk.collocations import BigramCollocationFinder

    # None at the end of a stretch, as often as the window is wide: nothing is paired across it.
    padded: list[int | None] = []
    for word in ids.tolist():
        padded += [word] if word else [None] * WINDOW
    return len(BigramCollocationFinder.from_words(padded, window_size=WINDOW + 1).ngram_fd)


COUNTERS: dict[str, Callable[[np.ndarray, Any], int]] = {
    "minent": by_minent,
    "dictionary": by_dictionary,
    "scipy": by_scipy,
    "numpy": by_numpy,
    "nltk": by_nltk,
}
SLOW = ("dictionary", "nltk")


def read(paths: list[str], lexicon: str | None) -> Any:
    """Text as words."""
    from minent import Segmenter, read_corpus
    from minent.segment import read_words

    if lexicon:
        return read_words(paths, Segmenter(lexicon), threads=1)
    return read_corpus(paths, unit="token", numbers="alike", fold_case=True, threads=1)


def count_in_child(tool: str, lexicon: str | None, paths: list[str]) -> None:
    """Time one counter; prints JSON."""
    corpus = read(paths, lexicon)
    ids = corpus.counting_ids(1)[0].astype(np.uint32)[1:]
    seconds = []
    for _ in range(1 if tool in SLOW else REPEATS):
        begin = time.process_time()
        pairs = COUNTERS[tool](ids, corpus)
        seconds.append(time.process_time() - begin)
    print(json.dumps({"pairs": pairs, "cpu_s": min(seconds), "words": corpus.n_tokens}))


def pair_speed(name: str, paths: list[Path], lexicon: Path | None, tools: Iterable[str]) -> list[dict[str, Any]]:
    """A row for each counter, each in a process of its own."""
    rows = []
    for tool in tools:
        arguments = [*(["--lexicon", str(lexicon)] if lexicon else []), *map(str, paths)]
        run = run_command([sys.executable, __file__, "--count", tool, *arguments], env={"PYTHONPATH": _path()})
        if run.status:
            rows.append({"text": name, "tool": tool, "note": run.stderr.strip().rpartition("\n")[2]})
            continue
        found = json.loads(run.stdout.strip().rpartition("\n")[2])
        rows.append(
            {
                "text": name,
                "tool": tool,
                "cpu_s": round(found["cpu_s"], 3),
                "mwords_s": round(found["words"] / found["cpu_s"] / 1e6, 2),
                "pairs": found["pairs"],
                "peak_mb": round(run.peak_mb),
            }
        )
    return rows


def _path() -> str:
    return os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])


def whole(data: Path, folder: Path, lexicon: Path) -> list[dict[str, Any]]:
    """Raw text to templates, on one thread, from the command line."""
    cases = [
        ("zh100.txt", [data / "zh100.txt"], ["--lexicon", lexicon]),
        ("English novels", sorted((data / NOVELS).glob("*_*.txt")), ["--unit", "token", "--fold-case"]),
    ]
    rows = []
    for name, paths, options in cases:
        report = folder / "report.json"
        options = [*options, "--threads", 1, "-q", "--report", report, "-o", folder / "templates.tsv"]
        run = run_command([sys.executable, "-m", "minent", "templates", *map(str, [*paths, *options])])
        if run.status:
            raise SystemExit(run.stderr)
        story = json.loads(report.read_text(encoding="utf-8"))
        first, last = story["stages"][0], min(story["stages"], key=lambda stage: stage["total_bits"])
        rows.append(
            {
                "text": name,
                "mb": round(sum(path.stat().st_size for path in paths) / 1e6, 1),
                "words": first["n_words"],
                "cpu_s": round(run.cpu, 1),
                "peak_mb": round(run.peak_mb),
                "templates": story["n_templates"],
                "words_only": round(first["bits_per_word"]["total"], 4),
                "text_bits": round(last["bits_per_word"]["text"], 4),
                "table_bits": round(last["bits_per_word"]["table"], 4),
                "with_templates": round(last["bits_per_word"]["total"], 4),
            }
        )
    return rows


def sentences(paths: list[Path], longest: int) -> list[Any]:
    """Sentences without punctuation, of at most so many words."""
    from minent.trees import read_brackets

    found = []
    for path in paths:
        for sentence in read_brackets(path):
            kept = sentence.restricted([tag not in PUNCTUATION for tag in sentence.tags])
            if 2 < len(kept.words) <= longest and kept.tree is not None:
                found.append(kept)
    return found


def bracketing(gold: list[Any], trees: Iterable[Any], *, whole: bool) -> dict[str, float]:
    """Precision, recall and F1 of all spans of two and more words together."""
    hits = n_gold = n_found = 0
    for sentence, tree in zip(gold, trees, strict=True):
        n = len(sentence.words)
        wanted, found = (
            {(a, b) for a, b in one.spans() if b - a > 1 and (whole or b - a < n)} for one in (sentence.tree, tree)
        )
        hits, n_gold, n_found = hits + len(wanted & found), n_gold + len(wanted), n_found + len(found)
    precision, recall = hits / max(n_found, 1), hits / max(n_gold, 1)
    return {"precision": precision, "recall": recall, "f1": 2 * hits / max(n_gold + n_found, 1)}


def unwrapped(path: Path) -> str:
    """A paragraph on each line: the ends of the lines of a book are no ends of phrases."""
    paragraphs = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    return "".join(" ".join(paragraph.split()) + "\n" for paragraph in paragraphs)


def trees(data: Path, folder: Path) -> list[dict[str, Any]]:
    """F1 of the parser and of trees that know nothing."""
    from minent.templates import TemplateParser, find_templates
    from minent.trees import balanced, left_branching, random_tree, read_brackets, right_branching

    files = sorted((data / "const/nltk_treebank/combined").glob("*.mrg"))
    raw = folder / "raw.txt"
    lines = (" ".join(s.words) for path in files[:TRAINING_FILES] for s in read_brackets(path))
    raw.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    novels = folder / "novels.txt"
    novels.write_text("".join(unwrapped(path) for path in sorted((data / NOVELS).glob("*_*.txt"))), encoding="utf-8")
    corpus = read([str(novels), str(raw)], None)
    parser = TemplateParser(find_templates(corpus, words=True, threads=1), fold_case=True)
    rng = np.random.default_rng(0)
    makers: dict[str, Callable[[Any], Any]] = {
        "minent templates": lambda s: parser.parse(s.words),
        "right-branching": lambda s: right_branching(len(s.words)),
        "left-branching": lambda s: left_branching(len(s.words)),
        "balanced": lambda s: balanced(len(s.words)),
        "random": lambda s: random_tree(len(s.words), rng),
    }
    rows = []
    for longest in (10, 40):
        gold = sentences(files[TRAINING_FILES:], longest)
        for name, make in makers.items():
            made = [make(sentence) for sentence in gold]
            scores = {key: round(100 * value, 1) for key, value in bracketing(gold, made, whole=False).items()}
            with_whole = round(100 * bracketing(gold, made, whole=True)["f1"], 1)
            rows.append(
                {"sentences": f"{len(gold)}, up to {longest} words", "trees": name, **scores, "f1_whole": with_whole}
            )
    return rows


def markdown(result: dict[str, Any]) -> str:
    """The results as a document."""
    speed = {"text": "text", "tool": "tool", "cpu_s": "CPU s", "mwords_s": "million words/s", "pairs": "pairs",
             "peak_mb": "peak MB", "note": "note"}  # fmt: skip
    total = {"text": "text", "mb": "MB", "words": "words", "cpu_s": "CPU s", "peak_mb": "peak MB",
             "templates": "templates", "words_only": "bits a word, words alone", "text_bits": "text with templates",
             "table_bits": "table", "with_templates": "together"}  # fmt: skip
    tree = {"sentences": "sentences", "trees": "trees", "precision": "precision", "recall": "recall", "f1": "F1",
            "f1_whole": "F1 with the whole sentence"}  # fmt: skip
    pairs = (
        f"Counting all ordered pairs of words within {WINDOW} words by their distance, one thread, without reading. "
        "minent passes over words and pairs that occur once; the others keep them. numpy and the dictionary keep the "
        "distances apart as minent does; scipy adds one matrix a distance, nltk counts all distances together.\n"
    )
    code = (
        "Text to templates with fillers and examples, `minent templates --threads 1`, with reading and dividing, "
        "without learning the lexicon. Bits a word of the two-part code; what both codes send ahead (words, counts, "
        "lengths of stretches) is left out.\n"
    )
    brackets = (
        f"Unlabelled bracketing of the treebank sample from file {TRAINING_FILES + 1} on, in percent. Templates of "
        f"English novels, a paragraph a line, and of the words of the first {TRAINING_FILES} files.\n"
    )
    parts = ["# Templates\n", f"`{result['command']}`\n", machine_lines(result["machine"])]
    parts += [pairs, markdown_table(result["pairs"], speed), code, markdown_table(result["whole"], total)]
    return "\n".join([*parts, brackets, markdown_table(result["trees"], tree)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--count", choices=COUNTERS, help=argparse.SUPPRESS)
    parser.add_argument("--lexicon", help=argparse.SUPPRESS)
    parser.add_argument("-o", "--output")
    arguments = parser.parse_args()
    if arguments.count:
        count_in_child(arguments.count, arguments.lexicon, [str(path) for path in arguments.data])
        return
    described = machine()
    described["versions"] |= {name: version(name) for name in ("scipy", "nltk")}
    (data,) = arguments.data
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lexicon = folder / "words.tsv"
        learn = ["lexicon", data / "zh100.txt", "-o", lexicon, "-q", "--threads", 1]
        run = run_command([sys.executable, "-m", "minent", *map(str, learn)])
        if run.status:
            raise SystemExit(run.stderr)
        novels = sorted((data / NOVELS).glob("*_*.txt"))
        result = {
            "command": command_line(["python", *sys.argv]),
            "date": today(),
            "machine": described,
            "pairs": [
                *pair_speed("English novels", novels, None, COUNTERS),
                *pair_speed("zh100.txt", [data / "zh100.txt"], lexicon, [t for t in COUNTERS if t not in SLOW]),
            ],
            "whole": whole(data, folder, lexicon),
            "trees": trees(data, folder),
        }
    print(markdown(result))
    if arguments.output:
        write_results(arguments.output, result, markdown(result))


if __name__ == "__main__":
    main()
