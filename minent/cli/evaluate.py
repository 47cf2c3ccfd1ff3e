"""``minent evaluate``: segmentations, lexicons and trees against gold ones."""

from __future__ import annotations

from typing import Any

import click

from minent.cli import common
from minent.cli.evaluate_trees import dependencies, trees
from minent.cli.measures import format_option, write_measures
from minent.errors import ParameterError


@click.group("evaluate")
def command() -> None:
    """Compare segmentations, lexicons or trees with gold ones.

    \b
    Example:
      sed 's/ 的 / 的/g' corpora/chinese_gold.txt | minent evaluate segments corpora/chinese_gold.txt -
    """


command.add_command(dependencies)
command.add_command(trees)


@command.command("segments")
@click.argument("gold", type=click.Path(allow_dash=True), metavar="GOLD")
@click.argument("predicted", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="PRED...")
@click.option(
    "--words",
    "vocabulary",
    type=click.Path(),
    metavar="LIST",
    help="Words of the training text, for the recall of known and unknown words.",
)
@click.option("--align", is_flag=True, help="Align lines whose texts differ rather than stop; says how many did.")
@click.option("--encoding", default="utf-8", show_default=True, metavar="NAME|auto", help="Encoding of GOLD and PRED.")
@format_option
def segments(gold: str, predicted: tuple[str, ...], **options: Any) -> None:
    """Score segmentations as the SIGHAN 2005 bakeoff does.

    GOLD: lines of words with white space between them. PRED: the same text divided by a program;
    several are shown side by side. Precision, recall and F1 of words and of boundaries; with
    --words also the share of unknown words and the recall of unknown (oov) and known (iv) ones.

    \b
    Example:
      sed 's/ 的 / 的/g' corpora/chinese_gold.txt | minent evaluate segments corpora/chinese_gold.txt -
    """
    from minent.evaluation.segments import evaluate_segments
    from minent.lexicon.known import read_words

    if [gold, *predicted].count("-") > 1:
        raise ParameterError("only one file can be standard input; name the others")
    vocabulary = None if options["vocabulary"] is None else read_words([options["vocabulary"]])
    shared = {"vocabulary": vocabulary, "align": options["align"], "encoding": options["encoding"]}
    scores = {path: evaluate_segments(gold, path, **shared).as_dict() for path in predicted}
    for path, measures in scores.items():
        if measures["differing_lines"]:
            differing = f"{measures['differing_lines']:,} of {measures['lines']:,} lines"
            common.note(f"{path}: {differing} differ in their text and were aligned")
    write_measures(scores, options["format"])


@command.command("words")
@click.argument("gold", type=click.Path(), metavar="GOLD")
@click.argument("lexicon", nargs=-1, required=True, type=click.Path(), metavar="LEX...")
@click.option("--at", default="1000,5000,20000", show_default=True, metavar="K,...", help="Ranks to take precision at.")
@click.option(
    "--min-count",
    type=int,
    default=1,
    show_default=True,
    metavar="N",
    help="Least count of the gold words that should be found.",
)
@click.option("--min-length", type=int, default=2, show_default=True, help="Least characters of a word to be judged.")
@click.option(
    "--script",
    type=click.Choice(("han", "any")),
    default="han",
    show_default=True,
    help="Judge words of Han characters alone, or all.",
)
@click.option("--wide", type=click.Path(), metavar="LIST", help="A larger list of words, for a second precision.")
@format_option
def words(gold: str, lexicon: tuple[str, ...], **options: Any) -> None:
    """Score lexicons: precision of the first words, recall, F1.

    GOLD: the right words, one a line, with their counts in the text if known. LEX: a lexicon or
    word list, best word first; several are shown side by side.

    \b
    Examples:
      minent newwords corpora/chinese -o found.tsv
      minent evaluate words corpora/chinese_terms.txt found.tsv --at 20,50
    """
    from minent.evaluation.words import evaluate_words
    from minent.lexicon.known import read_counts, read_words

    try:
        at = [int(rank) for rank in options["at"].split(",")]
    except ValueError:
        raise ParameterError(f"at must be numbers such as 1000,5000, not {options['at']!r}") from None
    right = read_counts(gold)
    wide = () if options["wide"] is None else read_words([options["wide"]])
    shared = {name: options[name] for name in ("min_count", "min_length", "script")} | {"at": at, "wide": wide}
    write_measures({path: evaluate_words(path, right, **shared).as_dict() for path in lexicon}, options["format"])
