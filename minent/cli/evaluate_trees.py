"""``minent evaluate dependencies`` and ``trees``: parses against a treebank."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from minent.cli import common
from minent.cli.measures import format_option, write_measures
from minent.errors import InputError, ParameterError
from minent.parse.decoder_options import CONSTITUENT_METHODS, DEPENDENCY_METHODS, NORMALIZE

if TYPE_CHECKING:
    from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., Any])

_shared = common.stacked(
    [
        click.option("--impacts", type=click.Path(), multiple=True, metavar="DIR",
                     help="What minent impact wrote, to be decoded; beside it the same decoder on a constant matrix "
                     "and on noise. Several are shown side by side."),
        click.option("--max-words", type=int, metavar="N",
                     help="Only sentences of at most N words that are no punctuation: 10 for WSJ10."),
        click.option("--min-words", type=int, default=1, show_default=True, metavar="N",
                     help="Only sentences of at least N words that are no punctuation."),
        click.option("--no-baselines", is_flag=True,
                     help="Do not show what looks at nothing but the number of words."),
        click.option("--seed", type=int, default=0, show_default=True, help="Of random trees and noise."),
        click.option("--threads", type=int, default=1, show_default=True, metavar="N", help="Of the decoder."),
        format_option,
    ]
)  # fmt: skip
_arguments = common.stacked(
    [
        click.argument("gold", type=click.Path(allow_dash=True), metavar="GOLD"),
        click.argument("predicted", nargs=-1, type=click.Path(allow_dash=True), metavar="[PRED]..."),
    ]
)


@click.command("dependencies")
@_arguments
@click.option(
    "--punctuation",
    type=click.Choice(("ignore", "remove", "keep")),
    default="ignore",
    show_default=True,
    help="Words tagged PUNCT: parsed but not counted, taken out before parsing, or counted.",
)
@click.option("--gold-root", is_flag=True, help="Tell decoders and baselines the right root, and say so.")
@click.option(
    "--method",
    type=click.Choice(DEPENDENCY_METHODS),
    default="eisner",
    show_default=True,
    help="How --impacts are decoded.",
)
@click.option(
    "--normalize",
    type=click.Choice(NORMALIZE),
    default="none",
    show_default=True,
    help="What is done to the impacts on a word before.",
)
@_shared
def dependencies(gold: str, predicted: tuple[str, ...], **options: Any) -> None:
    """Score dependencies: UAS with and without the root, UUAS, NED.

    GOLD: a CoNLL-U file. PRED: the same sentences parsed. uuas is of edges between words;
    uuas_with_root counts the root's arc, too, as the release of Perturbed Masking does. A sentence a line with a
    space between the words of GOLD is the text for minent impact --units spaces.

    \b
    Example:
      minent evaluate dependencies corpora/english.conllu --punctuation remove
    """
    from minent.evaluation.dependencies import dependency_baselines, evaluate_dependencies, gold_dependencies
    from minent.evaluation.matrices import evaluate_dependency_matrices

    _check(gold, predicted, options)
    told = "yes" if options["gold_root"] else "no"
    sentences = gold_dependencies(gold)
    shared = {name: options[name] for name in ("punctuation", "max_words", "min_words")} | {"gold_root": told}
    scores = {path: evaluate_dependencies(sentences, path, **shared) for path in predicted}
    for path in options["impacts"]:
        decoded = evaluate_dependency_matrices(
            sentences, _matrices(path, len(sentences)), options["method"], normalize=options["normalize"],
            seed=options["seed"], threads=options["threads"], name=path, **shared,
        )  # fmt: skip
        scores |= _named(path, decoded)
    if not options["no_baselines"]:
        shapes = dependency_baselines(options["seed"])
        scores |= {name: evaluate_dependencies(sentences, shape, **shared) for name, shape in shapes.items()}
    if options["gold_root"]:
        common.note("the root was given: what is found with it cannot be compared with what is found without")
        scores = {name if name in predicted else f"{name} (gold root)": one for name, one in scores.items()}
    write_measures({name: one.as_dict() for name, one in scores.items()}, options["format"])


@click.command("trees")
@_arguments
@click.option(
    "--punctuation",
    type=click.Choice(("remove", "keep")),
    default="remove",
    show_default=True,
    help="Take punctuation out of all trees, before parsing, or keep it.",
)
@click.option(
    "--punctuation-tags",
    default="wide",
    show_default=True,
    metavar="wide|evalb|TAG,...",
    help="What is punctuation: also signs such as $, what EVALB leaves out, or these tags.",
)
@click.option(
    "--whole-span/--no-whole-span",
    default=False,
    show_default=True,
    help="Count the span of the whole sentence, which all trees have.",
)
@click.option("--skip-empty", is_flag=True, help="Leave sentences without a gold span out; their F1 is 1 otherwise.")
@click.option(
    "--labels", type=click.IntRange(min=1), metavar="N", help="Show the recall of labels with at least N gold spans."
)
@click.option(
    "--method",
    type=click.Choice(CONSTITUENT_METHODS),
    default="split",
    show_default=True,
    help="How --impacts are decoded.",
)
@_shared
def trees(gold: str, predicted: tuple[str, ...], **options: Any) -> None:
    """Score phrases: F1 of unlabelled brackets, by sentence and over the corpus.

    GOLD: trees in brackets, a file or a quoted glob. PRED: the same sentences parsed. Spans of one
    word never count, and a span counts once however many phrases have it.

    \b
    Example:
      minent evaluate trees corpora/english_trees.txt --max-words 10
    """
    from minent.evaluation.constituents import evaluate_trees, gold_trees, tree_baselines
    from minent.evaluation.matrices import evaluate_tree_matrices

    _check(gold, predicted, options)
    sentences = gold_trees(gold)
    names = ("punctuation", "whole_span", "skip_empty", "max_words", "min_words")
    shared = {name: options[name] for name in names} | {"punctuation_tags": _tags(options["punctuation_tags"])}
    scores = {path: evaluate_trees(sentences, path, **shared) for path in predicted}
    for path in options["impacts"]:
        decoded = evaluate_tree_matrices(
            sentences, _matrices(path, len(sentences)), options["method"],
            seed=options["seed"], threads=options["threads"], name=path, **shared,
        )  # fmt: skip
        scores |= _named(path, decoded)
    if not options["no_baselines"]:
        shapes = tree_baselines(options["seed"])
        scores |= {name: evaluate_trees(sentences, shape, **shared) for name, shape in shapes.items()}
    rows = {name: one.as_dict(options["labels"]) for name, one in scores.items()}
    write_measures(_same_rows(rows), options["format"])


def _check(gold: str, predicted: tuple[str, ...], options: dict[str, Any]) -> None:
    if [gold, *predicted].count("-") > 1:
        raise ParameterError("only one file can be standard input; name the others")
    if not (predicted or options["impacts"] or not options["no_baselines"]):
        raise ParameterError("nothing to score; name predicted files or --impacts, or leave --no-baselines out")


def _tags(named: str) -> frozenset[str]:
    from minent.evaluation.treebanks import BRACKET_PUNCTUATION, EVALB_PUNCTUATION

    known = {"wide": BRACKET_PUNCTUATION, "evalb": EVALB_PUNCTUATION}
    return known[named] if named in known else frozenset(named.split(","))


def _matrices(path: str, n_sentences: int) -> dict[int, NDArray[Any]]:
    """Stored matrices by the number of their line, from 0; line k is sentence k of the gold file."""
    from minent.parse.output import matrix_of
    from minent.parse.storage import load_impacts

    found: dict[int, NDArray[Any]] = {}
    cut: set[int] = set()
    for impact in load_impacts(path):
        number = impact.line - 1
        if number >= n_sentences:
            raise InputError(f"{path}: line {impact.line} where the gold file has {n_sentences:,} sentences")
        if number in found:
            cut.add(number)
        found[number] = matrix_of(impact)
    for number in cut:  # parts of a sentence are not the sentence
        del found[number]
    return found


def _named(path: str, decoded: Mapping[str, Any]) -> dict[str, Any]:
    """The scores of one set of impacts; what says nothing is the same for all sets of the same sentences."""
    return {path if name == "matrices" else name: one for name, one in decoded.items()}


def _same_rows(rows: Mapping[str, Mapping[str, float | int | None]]) -> dict[str, dict[str, float | int | None]]:
    """The measures that any system has, in the order of the first."""
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    return {system: {name: row.get(name) for name in names} for system, row in rows.items()}
