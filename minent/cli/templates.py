"""``minent templates``: the templates of a text, and trees of sentences from them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import click

from minent.cli import common
from minent.cli.spooling import rereadable
from minent.errors import ParameterError
from minent.templates.options import CRITERIA, MIN_PMI, MIN_PROBA, TemplateOptions

if TYPE_CHECKING:
    from minent.progress import Progress
    from minent.templates import PairTable, TemplateDescription, Templates
    from minent.text import Corpus

FORMATS = ("tsv", "csv", "jsonl", "table")
_READING = ("encoding", "errors", "jsonl_field", "dedup")
_CUTTING = ("latin", "normalize", "fold_case")


class TemplatesCommand(common.CommandWithAnother):
    """Finding; ``minent templates parse ...`` is parsing."""

    word = "parse"
    module = "minent.cli.template_parsing"


@click.command("templates", cls=TemplatesCommand)
@common.corpus_argument
@click.option(
    "--lexicon",
    type=click.Path(),
    metavar="FILE",
    help="Divide text into the words of a lexicon; without it they are learned from the text. With --unit "
    "token the words are what stands between spaces.",
)
@click.option(
    "--window",
    type=int,
    default=5,
    show_default=True,
    help="Greatest distance of neighbouring words of a template; 1: phrases.",
)
@click.option(
    "--criterion",
    type=click.Choice(CRITERIA),
    default="gain",
    show_default=True,
    help="When two words are bound: when they save more bits than their entry takes, the distance priced "
    "in; or by probability and PMI over all distances.",
)
@click.option(
    "--min-count", type=int, metavar="N", help="Least count; by default max(3, sqrt(words in the text) / 1000)."
)
@click.option(
    "--max-words",
    type=int,
    default=8,
    show_default=True,
    help="Words of the longest template on a path; filled slots may double them.",
)
@click.option("--paths", type=int, default=2, show_default=True, help="Best paths followed from a word.")
@click.option("--min-proba", type=float, default=MIN_PROBA, show_default=True, help="With --criterion pooled.")
@click.option(
    "--min-pmi",
    type=float,
    default=round(MIN_PMI, 4),
    show_default=True,
    metavar="BITS",
    help="With --criterion pooled.",
)
@click.option(
    "--min-slots",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Write only templates with so many slots.",
)
@click.option("--words", is_flag=True, help="Also write the words and what follows them, for minent templates parse.")
@click.option(
    "--fillers",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    metavar="N",
    help="Fillers of each slot to write.",
)
@click.option(
    "--examples",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    metavar="N",
    help="Examples of each template to write.",
)
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the first N templates.")
@click.option("--report", type=click.Path(), metavar="FILE", help="Write the lengths of the stages as JSON.")
@common.text_options
@common.output_options(FORMATS)
@common.run_options
def command(corpus: tuple[str, ...], **options: Any) -> None:
    """Find the templates of a text: words that belong together, with slots (…) between them.

    CORPUS: text files (.gz .bz2 .xz .zst too), directories, globs, or - for standard input. The
    templates are those with which a table of them and the text take the fewest bits. Each comes
    with its uses, the bits it saves, what fills its slots (with the entropy in bits) and
    examples. minent templates parse draws trees of sentences with them.

    \b
    Examples:
      minent templates corpora/english.txt --unit token --fold-case --top 10
      minent templates corpora/chinese --min-slots 1 --format jsonl
      minent templates corpora/english.txt --unit token --fold-case --words -o templates.tsv
      minent templates parse --templates templates.tsv --fold-case corpora/english.txt
    """
    from minent.templates.files import SUFFIXES
    from minent.templates.finding import find_templates

    chosen = {field.name: options[field.name] for field in fields(TemplateOptions)}
    TemplateOptions(**chosen)
    for target in (options["output"], options["report"]):
        if target is not None:
            common.check_writable(target)
    format = common.pick_format(options["output"], options["format"], SUFFIXES)
    progress = common.make_progress(options["quiet"])
    learned = options["unit"] != "token" and not options["lexicon"]
    with rereadable(common.corpus_paths(corpus), learned) as paths:
        text = _read(paths, options, progress)
    templates = find_templates(
        text,
        words=options["words"],
        n_fillers=options["fillers"],
        n_examples=options["examples"],
        threads=options["threads"],
        progress=progress,
        tell=lambda stage: common.note(_line_of(stage), options["quiet"]),
        tell_pairs=lambda table: common.note(_pairs_line(table), options["quiet"]),
        **chosen,
    )
    _write(templates, options, format)


def _read(paths: list[str], options: dict[str, Any], progress: Progress) -> Corpus:
    """The text as words."""
    from minent.segment import Segmenter, read_words
    from minent.text import read_corpus

    if options["unit"] == "token" and not options["lexicon"]:
        reading = common.text_arguments({**options, "numbers": "alike"})
        return read_corpus(paths, threads=options["threads"], progress=progress, **reading)
    if options["latin"] == "drop":
        raise ParameterError("--latin drop cannot be used here; choose run or char")
    cutting = {name: options[name] for name in _CUTTING}
    lexicon = options["lexicon"]
    if not lexicon:
        from minent.lexicon import learn_lexicon

        reading = {name: options[name] for name in _READING}
        common.note("learning the words of the text; --lexicon FILE takes known ones", options["quiet"])
        lexicon = learn_lexicon(paths, threads=options["threads"], progress=progress, **cutting, **reading)
    segmenter = Segmenter(lexicon, unit=options["unit"], **cutting)
    reading = {name: options[name] for name in _READING}
    return read_words(paths, segmenter, threads=options["threads"], progress=progress, **reading)


def _pairs_line(table: PairTable) -> str:
    kept, dropped = int(table.pooled.sum()), table.n_passed_over
    share = dropped / max(kept + dropped, 1)
    return (
        f"pairs: {len(table):,} that occur {table.min_count} times and more; {share:.1%} of the occurrences of "
        f"pairs of such words are rarer and passed over (--min-count)"
    )


def _line_of(stage: TemplateDescription) -> str:
    bits = stage.per_word()
    return (
        f"{stage.stage}: {stage.n_templates:,} templates, {bits['text']:.4f} + {bits['table']:.4f} "
        f"= {bits['total']:.4f} bits a word"
    )


def _write(templates: Templates, options: dict[str, Any], format: str) -> None:
    from minent.templates.files import write_templates

    common.write_report(templates.report(), options["report"])
    chosen = templates.where((templates.slots >= options["min_slots"]) | (templates.lengths == 1))
    chosen = chosen.top(common.terminal_rows(len(chosen), options["output"], options["top"], options["quiet"]))
    write_templates(chosen, common.utf8_stdout() if options["output"] == "-" else options["output"], format)
