"""``minent lexicon``: the words that describe a text in the fewest bits."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import click

from minent.cli import common
from minent.lexicon.learning_options import METHODS, LearningOptions

if TYPE_CHECKING:
    from minent.lexicon.learned import LearnedLexicon
    from minent.lexicon.unigram import Description


class LexiconCommand(common.CommandWithAnother):
    """Learning; ``minent lexicon contrast ...`` is ``minent contrast ...``."""

    word = "contrast"
    module = "minent.cli.contrast"


@click.command("lexicon", cls=LexiconCommand)
@common.corpus_argument
@click.option(
    "--method",
    type=click.Choice(METHODS),
    default="description-length",
    show_default=True,
    help="How words are found; see the documentation of learn_words.",
)
@click.option("--max-length", type=int, metavar="N", help="Longest word, in units; by default 8, with --latin char 16.")
@click.option(
    "--min-count",
    type=int,
    metavar="N",
    help="Least occurrences of a word; by default max(2, sqrt(units in the text) / 1400).",
)
@click.option(
    "--pmi-per-join",
    type=float,
    metavar="BITS",
    help="What a word must save for each of its joins; by default 1.1 times what neighbouring units say "
    "about each other. 0: the shortest description, with longer words.",
)
@click.option(
    "--candidates",
    type=click.Path(),
    metavar="FILE",
    help="Words to consider whatever their figures, from minent parse --task words --lexicon, or any list.",
)
@click.option("--candidates-only", is_flag=True, help="Consider no other words of several units.")
@click.option(
    "--min-length",
    type=int,
    default=1,
    show_default=True,
    help="Shortest word to write; segmentation needs those of one unit.",
)
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the first N words.")
@click.option("--report", type=click.Path(), metavar="FILE", help="Write bits per unit, stage by stage, as JSON.")
@common.numbers_option("alike")
@common.text_options
@common.output_options(common.LEXICON_FORMATS)
@common.run_options
def command(corpus: tuple[str, ...], **options: Any) -> None:  # fmt: skip
    """Learn the lexicon that describes a text in the fewest bits.

    CORPUS: text files (.gz .bz2 .xz .zst too), directories, globs, or - for standard input. How
    many words there are is an outcome. Each comes with its uses and what a use costs in bits,
    which is what minent segment goes by; 0 in a word stands for any number. minent lexicon contrast
    DOMAIN GENERAL compares two lexicons (see minent contrast).

    \b
    Examples:
      minent lexicon corpora/chinese -o words.tsv --report words.json
      minent lexicon corpora/chinese --min-length 2 --top 10
      minent lexicon corpora/chinese --format jieba -o userdict.txt
    """
    from minent.lexicon.formats import SUFFIXES
    from minent.lexicon.learning import learn_words
    from minent.text.corpus import read_corpus

    learning = {field.name: options[field.name] for field in fields(LearningOptions)}
    LearningOptions(**learning)
    common.check_writable(options["output"])
    if options["report"]:
        common.check_writable(options["report"])
    format = common.pick_format(options["output"], options["format"], SUFFIXES)
    progress = common.make_progress(options["quiet"])
    learning |= {"candidates": _candidates(options["candidates"]), "candidates_only": options["candidates_only"]}
    text = read_corpus(
        common.corpus_paths(corpus), threads=options["threads"], progress=progress, **common.text_arguments(options)
    )

    def tell(stage: Description) -> None:
        common.note(_line_of(stage), options["quiet"])

    lexicon = learn_words(text, threads=options["threads"], progress=progress, tell=tell, **learning)
    _write(lexicon, options, format)


def _candidates(path: str | None) -> list[str] | None:
    """The words of a lexicon or list."""
    from minent.lexicon.known import words_of_file

    return None if path is None else words_of_file(path)


def _line_of(stage: Description) -> str:
    bits = stage.per_unit()
    return (
        f"{stage.stage}: {stage.n_words:,} words, {bits['corpus']:.4f} + {bits['lexicon']:.4f} "
        f"= {bits['total']:.4f} bits a unit"
    )


def _write(lexicon: LearnedLexicon, options: dict[str, Any], format: str) -> None:
    from minent.lexicon.formats import write_lexicon

    common.write_report(lexicon.report(), options["report"])
    chosen = lexicon.where(lexicon.column("length") >= options["min_length"])
    chosen = chosen.top(common.terminal_rows(len(chosen), options["output"], options["top"], options["quiet"]))
    write_lexicon(chosen, common.utf8_stdout() if options["output"] == "-" else options["output"], format)
