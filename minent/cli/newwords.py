"""``minent newwords``: raw text in, a lexicon out."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import click

from minent.cli import common
from minent.cli.spooling import rereadable
from minent.errors import ParameterError
from minent.lexicon.options import LOOK_BACK, METHODS, DiscoveryOptions

if TYPE_CHECKING:
    from minent.lexicon import Lexicon
    from minent.progress import Progress
    from minent.text import Corpus

SORT = ("score", "count", "occurrences", "length", "cohesion", "left_entropy", "right_entropy", "bits_saved", "word")


def parse_thresholds(_: click.Context, __: click.Parameter, value: str | None) -> list[float] | None:
    """Numbers separated by commas."""
    if value is None:
        return None
    try:
        return [float(part) for part in value.split(",")]
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a list of numbers such as 2.9,5.8,8.7") from None


@click.command("newwords")
@common.corpus_argument
@common.counting_options
@click.option(
    "--method",
    type=click.Choice(METHODS),
    default="join",
    show_default=True,
    help="join: units held together by cohesive n-grams. entropy: n-grams with high cohesion and high "
    "neighbour entropy.",
)
@click.option(
    "--min-cohesion",
    callback=parse_thresholds,
    metavar="BITS,...",
    help="Least cohesion for 2, 3, ... order units. By default 2 nats (2.885 bits) more for each "
    "further unit; with --method entropy log2 30 for all.",
)
@click.option(
    "--look-back",
    type=click.Choice(LOOK_BACK),
    default="strict",
    show_default=True,
    help="How words of three and more units are checked against the cohesive n-grams.",
)
@click.option(
    "--min-entropy",
    type=float,
    metavar="BITS",
    help="Least neighbour entropy on both sides, with --method entropy; 3 nats (4.328 bits) by default.",
)
@click.option("--min-length", type=int, default=2, show_default=True, help="Shortest word, in units.")
@click.option("--max-length", type=int, metavar="N", help="Longest word, in units.")
@click.option(
    "--known",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help="Leave out the words of a word list or jieba dictionary; may be repeated.",
)
@click.option("--mark-known", is_flag=True, help="Keep known words and mark them in a column.")
@click.option(
    "--examples",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Add the first N contexts of each word (reads the text twice).",
)
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the first N words.")
@click.option("--sort", type=click.Choice(SORT), default="score", show_default=True, help="Falling order by a column.")
@common.text_options
@common.numbers_option("each")
@common.output_options(common.LEXICON_FORMATS)
@common.run_options
def command(corpus: tuple[str, ...], **options: Any) -> None:  # fmt: skip
    """Find the words of raw text.

    CORPUS: text files (.gz .bz2 .xz .zst too), directories, globs, or - for standard input.
    The result is a lexicon, best word first: word, count, occurrences, length, cohesion, left
    and right neighbour entropy, bits saved, score. All information is in bits.

    \b
    Examples:
      minent newwords corpora/chinese --top 20
      minent newwords corpora/chinese --format jieba -o userdict.txt
      minent newwords corpora/english.txt --unit token --fold-case --top 10
      cat corpora/chinese/*.txt | minent newwords --examples 2 --top 5 --format jsonl
    """
    from minent.lexicon.formats import SUFFIXES

    _check(options)
    common.check_writable(options["output"])
    format = common.pick_format(options["output"], options["format"], SUFFIXES)
    known = _known_words(options["known"])
    with rereadable(common.corpus_paths(corpus), options["examples"] > 0) as paths:
        lexicon = _lexicon(paths, options, known)
    _write(lexicon, options["output"], format)


def _discovery(options: dict[str, Any]) -> dict[str, Any]:
    return {field.name: options[field.name] for field in fields(DiscoveryOptions)}


def _check(options: dict[str, Any]) -> None:
    DiscoveryOptions(**_discovery(options))
    if "-" in options["known"]:
        raise ParameterError("--known cannot be standard input; name a file")
    if options["mark_known"] and not options["known"]:
        raise ParameterError("--mark-known needs --known FILE")


def _known_words(paths: tuple[str, ...]) -> set[str]:
    if not paths:
        return set()
    from minent.lexicon.known import read_words

    return read_words(paths)


def _lexicon(paths: list[str], options: dict[str, Any], known: set[str]) -> Lexicon:
    from minent.lexicon.discovery import find_words
    from minent.text.corpus import read_corpus

    progress = common.make_progress(options["quiet"])
    text = read_corpus(paths, threads=options["threads"], progress=progress, **common.text_arguments(options))
    lexicon = find_words(text, threads=options["threads"], progress=progress, **_discovery(options))
    if options["sort"] != "score":  # the order it comes in
        lexicon = lexicon.sorted_by(options["sort"])
    _report(text, lexicon, options)
    lexicon = _without_known(lexicon, known, options["mark_known"])
    lexicon = lexicon.top(common.terminal_rows(len(lexicon), options["output"], options["top"], options["quiet"]))
    return _with_examples(lexicon, paths, text, options["examples"], progress)


def _without_known(lexicon: Lexicon, known: set[str], mark: bool) -> Lexicon:
    if not known and not mark:
        return lexicon
    from minent.lexicon.known import drop_known, mark_known

    return mark_known(lexicon, known) if mark else drop_known(lexicon, known)


def _with_examples(lexicon: Lexicon, paths: list[str], text: Corpus, n: int, progress: Progress) -> Lexicon:
    from minent.lexicon.examples import find_examples

    return find_examples(paths, lexicon, text, n, progress=progress) if n else lexicon


def _report(text: Corpus, lexicon: Lexicon, options: dict[str, Any]) -> None:
    from minent.counts.limits import default_min_count

    quiet = options["quiet"]
    if text.n_dropped_lines:
        common.note(f"dropped {text.n_dropped_lines:,} lines with invalid bytes", quiet)
    if text.n_duplicates:
        common.note(f"passed over {text.n_duplicates:,} duplicate {options['dedup']}", quiet)
    if not text.n_tokens:
        common.note("the corpus is empty: no words", quiet)
        return
    min_count = options["min_count"] or default_min_count(text.n_tokens)
    common.note(f"{text.n_tokens:,} units, min count {min_count:,}: {len(lexicon):,} words", quiet)
    if not len(lexicon) and options["unit"] == "char":
        common.note("for text written with spaces, --unit token finds phrases", quiet)


def _write(lexicon: Lexicon, output: str, format: str) -> None:
    from minent.lexicon.formats import write_lexicon

    write_lexicon(lexicon, common.utf8_stdout() if output == "-" else output, format)
