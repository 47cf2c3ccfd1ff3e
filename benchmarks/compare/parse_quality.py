"""Trees and words out of a masked language model, beside what looks at nothing.

    python benchmarks/compare/parse_quality.py --model DIR [--conllu FILE] [--trees GLOB] [--layers 1 2 ...]
        [--metric dist] [--max-words 10] [--sentences N] [--words FILE] [-o PREFIX]

For each layer of a masked language model: UAS and UUAS with a free root of every dependency decoder on CoNLL-U gold
trees, sentence F1 of every constituency decoder on trees in brackets (the model sees punctuation, decoders do not);
word F1 on a segmented file (``--words``: words with spaces, a line a sentence), without labels. Beside: chains,
branching, random trees, and each decoder on a constant and on a noise matrix. With ``-o`` the figures
go to PREFIX.md and PREFIX.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

# In place of this folder, where this file would hide the package of its name.
sys.path[0] = str(Path(__file__).parents[1])

import measuring  # noqa: E402

from minent.evaluation import (  # noqa: E402
    dependency_baselines,
    evaluate_dependencies,
    evaluate_dependency_matrices,
    evaluate_segments,
    evaluate_tree_matrices,
    evaluate_trees,
    tree_baselines,
)
from minent.evaluation.treebanks import BRACKET_PUNCTUATION, UD_PUNCTUATION, judged_sentences  # noqa: E402
from minent.parse.decoder_options import CONSTITUENT_METHODS, DEPENDENCY_METHODS  # noqa: E402
from minent.parse.encoder import load_encoder  # noqa: E402
from minent.parse.impact import impact_matrices  # noqa: E402
from minent.parse.models import import_torch  # noqa: E402
from minent.parse.output import found_words, threshold_of  # noqa: E402
from minent.trees import read_brackets, read_conllu  # noqa: E402

DECIMALS = 1


def main() -> None:
    arguments = read_arguments()
    torch = import_torch()
    torch.set_num_threads(arguments.threads)
    begun = time.process_time()
    report: dict[str, Any] = {
        "model": arguments.model.name,
        "options": vars(arguments) | {"model": arguments.model.name},
    }
    report["torch"] = torch.__version__
    if arguments.conllu:
        report["dependencies"] = dependencies(arguments)
    if arguments.trees:
        report["constituents"] = constituents(arguments)
    if arguments.words:
        report["words"] = words(arguments)
    report["cpu_s"] = round(time.process_time() - begun, 1)
    text = as_markdown(report)
    print(text)
    if arguments.output:
        Path(f"{arguments.output}.md").write_text(text, encoding="utf-8")
        Path(f"{arguments.output}.json").write_text(json.dumps(report, indent=1, default=str) + "\n", encoding="utf-8")


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--conllu", type=Path)
    parser.add_argument("--trees")
    parser.add_argument("--words", type=Path)
    parser.add_argument("--layers", type=int, nargs="*")
    parser.add_argument("--metric", default="dist")
    parser.add_argument("--normalize", default="none")
    parser.add_argument("--max-words", type=int, default=10)
    parser.add_argument("--sentences", type=int, help="the first N that are short enough")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("-o", "--output")
    return parser.parse_args()


def matrices(lines: list[str], layer: int | None, arguments: argparse.Namespace) -> list[Any]:
    """Impacts of words between spaces, one a line."""
    head = arguments.metric in ("prob", "cpmi")
    encoder = load_encoder(arguments.model, layer=layer, head=head)
    found = list(impact_matrices(lines, encoder, metric=arguments.metric, units="spaces"))
    if [impact.line for impact in found] != list(range(1, len(lines) + 1)):
        raise SystemExit("some sentences are too long for the model; lower --max-words")
    return [impact.matrix for impact in found]


def layers_of(arguments: argparse.Namespace) -> list[int | None]:
    return arguments.layers or [None]


def dependencies(arguments: argparse.Namespace) -> dict[str, Any]:
    gold = [each.sentence for each in judged_sentences(
        read_conllu(arguments.conllu), punctuation="remove", tags=UD_PUNCTUATION, max_words=arguments.max_words
    )]  # fmt: skip
    gold = gold[: arguments.sentences]
    lines = [" ".join("_".join(word.split()) for word in sentence.words) for sentence in gold]
    rows: dict[str, Any] = {}
    for name, shape in dependency_baselines().items():
        rows[name] = attachment(evaluate_dependencies(gold, shape, punctuation="remove"))
    for layer in layers_of(arguments):
        found = matrices(lines, layer, arguments)
        for method in DEPENDENCY_METHODS:
            scores = evaluate_dependency_matrices(
                gold, found, method, punctuation="remove", normalize=arguments.normalize
            )
            rows[f"{method}, {layer_name(layer)}"] = attachment(scores.pop("matrices"))
            for name, each in scores.items():
                rows[f"{method}, {name}"] = attachment(each)
    n_words = sum(tag not in UD_PUNCTUATION for sentence in gold for tag in sentence.tags)
    return {"file": arguments.conllu.name, "sentences": len(gold), "words": n_words, "rows": rows}


def constituents(arguments: argparse.Namespace) -> dict[str, Any]:
    gold = [each.sentence for each in judged_sentences(
        read_brackets(arguments.trees), punctuation="remove", tags=BRACKET_PUNCTUATION, max_words=arguments.max_words
    )]  # fmt: skip
    gold = gold[: arguments.sentences]
    lines = [" ".join(sentence.words) for sentence in gold]
    rows: dict[str, Any] = {name: brackets(evaluate_trees(gold, shape)) for name, shape in tree_baselines().items()}
    for layer in layers_of(arguments):
        found = matrices(lines, layer, arguments)
        for method in CONSTITUENT_METHODS:
            scores = evaluate_tree_matrices(gold, found, method)
            rows[f"{method}, {layer_name(layer)}"] = brackets(scores.pop("matrices"))
            for name, each in scores.items():
                rows[f"{method}, {name}"] = brackets(each)
    return {"file": Path(arguments.trees).parent.parent.name, "sentences": len(gold), "rows": rows}


def words(arguments: argparse.Namespace) -> dict[str, Any]:
    with arguments.words.open(encoding="utf-8") as file:
        gold = [" ".join(line.split()) for line in islice((line for line in file if line.split()), arguments.sentences)]
    lines = ["".join(line.split()) for line in gold]
    rows = {"each character": segmented(gold, (" ".join(line) for line in lines))}
    for layer in layers_of(arguments):
        encoder = load_encoder(arguments.model, layer=layer, head=arguments.metric in ("prob", "cpmi"))
        impacts = list(impact_matrices(lines, encoder, metric=arguments.metric, pairs="adjacent", units="chars"))
        for rule in ("auto", "50%", "55%", "60%", "65%"):
            threshold = threshold_of(impacts, rule)
            found = found_words(impacts, threshold)
            text = (" ".join(line[a:b] for a, b in places.tolist()) for _, line, places in found)
            rows[f"{layer_name(layer)}, threshold {rule}"] = segmented(gold, text)
    return {"file": arguments.words.name, "sentences": len(gold), "rows": rows}


def layer_name(layer: int | None) -> str:
    return "last layer" if layer is None else f"layer {layer}"


def attachment(scores: Any) -> dict[str, float]:
    return {name: round(100 * getattr(scores, name), DECIMALS) for name in ("uas", "uuas", "ned")}


def brackets(scores: Any) -> dict[str, float]:
    return {name: round(100 * getattr(scores, name), DECIMALS) for name in ("sentence_f1", "corpus_f1")}


def segmented(gold: list[str], found: Iterable[str]) -> dict[str, float]:
    scores = evaluate_segments(gold, found)
    return {"f1": round(100 * scores.f1, DECIMALS), "boundary_f1": round(100 * scores.boundary_f1, DECIMALS)}


def as_markdown(report: dict[str, Any]) -> str:
    text = [f"# {report['model']}, torch {report['torch']}", "", measuring.machine_lines(measuring.machine())]
    for part in ("dependencies", "constituents", "words"):
        if part not in report:
            continue
        rows = report[part]["rows"]
        names = list(next(iter(rows.values())))
        counts = ", ".join(
            f"{key} {report[part][key]}" for key in ("file", "sentences", "words") if key in report[part]
        )
        text += ["", f"## {part}: {counts}", "", "| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
        text += [
            f"| {row} | " + " | ".join(str(value) for value in values.values()) + " |" for row, values in rows.items()
        ]
    text += ["", f"{report['cpu_s']} CPU seconds. Options: {report['options']}"]
    return "\n".join(text) + "\n"


if __name__ == "__main__":
    main()
