"""``minent templates parse``: trees of sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from minent.cli import common
from minent.errors import BudgetError, CorpusError, ParameterError
from minent.text.options import LATIN, NORMALIZE, UNITS

if TYPE_CHECKING:
    from minent.segment import Segmenter
    from minent.templates import TemplateParser
    from minent.trees import Tree

FORMATS = ("text", "brackets", "json", "svg")
_CUTTING = ("unit", "latin", "normalize", "fold_case")


@click.command("parse")
@common.corpus_argument
@click.option(
    "--templates",
    type=click.Path(),
    metavar="FILE",
    required=True,
    help="Templates of minent templates --words -o FILE; without --words they know nothing of neighbours.",
)
@click.option(
    "--lexicon",
    type=click.Path(),
    metavar="FILE",
    help="Divide text into the words of a lexicon; else words are what stands between spaces.",
)
@click.option(
    "--unit",
    type=click.Choice(UNITS),
    default="char",
    show_default=True,
    help="With --lexicon: its words are of characters, or of tokens between spaces.",
)
@click.option(
    "--latin",
    type=click.Choice(LATIN[:2]),
    default="run",
    show_default=True,
    help="With --unit char: runs of letters of spaced scripts are one unit, or each letter is one.",
)
@common.encoding_option
@click.option(
    "--normalize",
    type=click.Choice(NORMALIZE),
    default="none",
    show_default=True,
    help="Fold full-width ASCII (width) or all compatibility forms (nfkc).",
)
@click.option("--fold-case", is_flag=True, help="Fold upper and lower case.")
@common.output_option
@click.option(
    "--format",
    "format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Drawings, a line of brackets a sentence, JSON Lines, or an SVG picture of one sentence.",
)
@click.option("-q", "--quiet", is_flag=True, help="No notes on standard error.")
def command(corpus: tuple[str, ...], **options: Any) -> None:
    """Draw the trees of sentences, a line each, with saved templates.

    A phrase is worth the bits that its template saves, and more when the words beside it attract
    those in it little and when its last word often ends stretches of text (templates written with
    --words know both); the tree worth most is drawn. Use the --lexicon, or none, and the
    --fold-case, with which the templates were found.

    \b
    Examples:
      minent templates parse --templates templates.tsv --fold-case corpora/english.txt
      minent templates parse --templates templates.tsv --lexicon words.tsv --format brackets corpora/chinese
    """
    from minent.segment import Segmenter
    from minent.templates import TemplateParser, read_templates

    common.check_writable(options["output"])
    templates = read_templates(options["templates"])
    if not (templates.lengths == 1).any():
        note = f"{options['templates']} has no words, which say where phrases end; find the templates with --words"
        common.note(note, options["quiet"])
    parser = TemplateParser(templates)
    cutting = {name: options[name] for name in _CUTTING}
    if options["lexicon"]:
        segmenter = Segmenter(options["lexicon"], **cutting)
    else:
        segmenter = Segmenter(parser.lexicon(), **{**cutting, "unit": "token"})
    sentences = _trees(common.corpus_paths(corpus), parser, segmenter, options["encoding"])
    if options["format"] == "svg":
        sentences = _one(sentences)
    lines = (_WRITERS[options["format"]](tree, words) for tree, words in sentences)
    _write(lines, options["output"])


def _trees(
    paths: list[str], parser: TemplateParser, segmenter: Segmenter, encoding: str
) -> Iterator[tuple[Tree | None, list[str]]]:
    """The tree and the words of each line that has any."""
    from minent.text.lines import read_lines

    for path in paths:
        for number, line in enumerate(read_lines(path, encoding), 1):
            spelled = segmenter.spelled(line)
            if not spelled:
                continue
            words = segmenter.segment(line)
            try:
                tree = parser.parse(spelled)
            except BudgetError as error:
                raise CorpusError(str(error), source=path, line=number) from None
            yield tree, words if len(words) == len(spelled) else spelled


def _one(sentences: Iterator[tuple[Tree | None, list[str]]]) -> Iterator[tuple[Tree | None, list[str]]]:
    """The only sentence."""
    first = next(sentences, None)
    if first is None:
        raise CorpusError("no sentence in the text; an SVG picture is of one")
    if next(sentences, None) is not None:
        raise ParameterError("--format svg draws one sentence; the text has several lines")
    yield first


def _drawn(tree: Tree | None, words: list[str]) -> str:
    from minent.trees import draw_tree

    return draw_tree(tree, words) + "\n"


def _bracketed(tree: Tree | None, words: list[str]) -> str:
    from minent.trees import bracket_line

    return bracket_line(tree, words) + "\n"


def _record(tree: Tree | None, words: list[str]) -> str:
    record = {"words": words, **(tree.as_dict() if tree is not None else {"spans": []})}
    return json.dumps(record, ensure_ascii=False) + "\n"


def _picture(tree: Tree | None, words: list[str]) -> str:
    from minent.trees import tree_svg

    return tree_svg(tree, words)


_WRITERS = {"text": _drawn, "brackets": _bracketed, "json": _record, "svg": _picture}


def _write(lines: Iterator[str], output: str) -> None:
    from minent.atomic import atomic_write

    if output == "-":
        common.utf8_stdout().writelines(lines)
        return
    with atomic_write(output) as stream:
        stream.writelines(lines)
