"""``minent segment``: text into the words of a lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from minent.cli import common
from minent.errors import ParameterError
from minent.text.options import ERRORS, NORMALIZE, UNITS

if TYPE_CHECKING:
    from minent.segment.files import TextDivider

FORMATS = ("text", "spans", "jsonl", "conllu")
METHODS = ("words", "lm", "boundary")
_CUTTING = {"unit": "char", "latin": "run", "normalize": "none", "fold_case": False}


@click.command("segment")
@common.corpus_argument
@click.option(
    "--lexicon",
    type=click.Path(),
    metavar="FILE",
    help="Words with costs or counts: what minent lexicon or newwords wrote, a jieba dictionary, ...",
)
@click.option(
    "--method",
    type=click.Choice(METHODS),
    default="words",
    show_default=True,
    help="words: those of --lexicon. lm: a language model that forgets between words. boundary: by how neighbours "
    "vary. The last two go by the n-grams of --table, and cut text as it was cut for that.",
)
@click.option(
    "--table", type=click.Path(), metavar="FILE", help="N-grams for lm and boundary, from minent ngrams -o FILE.npz."
)
@click.option(
    "--scale", type=float, default=1.0, show_default=True, help="With lm: the greater, the shorter the words."
)
@click.option("--sep", metavar="TEXT", help="What stands between words; a space by default.")
@click.option("--spans", is_flag=True, help="First and end character of each word instead; --format spans.")
@click.option(
    "--format",
    "format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Text with separators, spans, JSON Lines or CoNLL-U.",
)
@click.option(
    "--unit",
    type=click.Choice(UNITS),
    default="char",
    show_default=True,
    help="Cut between characters, or between tokens (words may then be phrases).",
)
@click.option(
    "--latin",
    type=click.Choice(("run", "char")),
    default="run",
    show_default=True,
    help="Runs of letters of spaced scripts stay whole, or are cut between any two letters.",
)
@click.option(
    "--normalize",
    type=click.Choice(NORMALIZE),
    default="none",
    show_default=True,
    help="Look words up with full-width ASCII (width) or all compatibility forms (nfkc) folded.",
)
@click.option("--fold-case", is_flag=True, help="Look words up whatever their case.")
@common.encoding_option
@click.option(
    "--errors",
    type=click.Choice(ERRORS),
    default="strict",
    show_default=True,
    help="What invalid bytes do: stop, become a mark, or drop their line.",
)
@common.output_option
@common.run_options
def command(corpus: tuple[str, ...], **options: Any) -> None:  # fmt: skip
    """Divide text into words so that they cost the fewest bits.

    CORPUS: text files (.gz .bz2 .xz .zst too), directories, globs, or - for standard input. Lines
    stay lines; white space is not kept. Numbers are alike: the word 0年 is any number with 年.

    \b
    Examples:
      minent lexicon corpora/chinese -o words.tsv
      minent segment --lexicon words.tsv corpora/chinese/bridge.txt
      cat corpora/chinese/*.txt | minent segment --lexicon words.tsv --format jsonl -o words.jsonl
      minent ngrams corpora/chinese --min-count 1 --numbers alike -o ngrams.npz
      minent segment --method lm --table ngrams.npz corpora/chinese/tea.txt
    """
    from minent.segment.files import segment_files
    from minent.text.decoding import Losses

    common.check_writable(options["output"])
    segmenter = _segmenter(options)
    losses = Losses()
    blocks = segment_files(
        segmenter,
        common.corpus_paths(corpus),
        format="spans" if options["spans"] else options["format"],
        separator=" " if options["sep"] is None else options["sep"],
        encoding=options["encoding"],
        errors=options["errors"],
        threads=options["threads"],
        progress=common.make_progress(options["quiet"]),
        losses=losses,
    )
    _write(blocks, options["output"])
    if losses.dropped_lines:
        common.note(f"dropped {losses.dropped_lines:,} lines with invalid bytes", options["quiet"])


def _segmenter(options: dict[str, Any]) -> TextDivider:
    from minent.segment import BoundarySegmenter, LanguageModelSegmenter, Segmenter

    wanted, other = ("lexicon", "table") if options["method"] == "words" else ("table", "lexicon")
    if not options[wanted]:
        raise ParameterError(f"--method {options['method']} needs --{wanted} FILE")
    if options[other]:
        raise ParameterError(f"--{other} has no use with --method {options['method']}; leave it out")
    for name, default in _CUTTING.items():
        if options["method"] != "words" and options[name] != default:
            raise ParameterError(f"{name} has no use with --method {options['method']}: text is cut as for --table")
    if options["method"] == "lm":
        return LanguageModelSegmenter(options["table"], scale=options["scale"])
    if options["method"] == "boundary":
        return BoundarySegmenter(options["table"])
    segmenter = Segmenter(options["lexicon"], **{name: options[name] for name in _CUTTING})
    if segmenter.n_passed_over:
        common.note(f"{segmenter.n_passed_over:,} words hold marks and are passed over", options["quiet"])
    return segmenter


def _write(blocks: Iterator[bytes], output: str) -> None:
    from minent.atomic import atomic_write

    if output == "-":
        stream = common.utf8_stdout()
        stream.flush()
        for block in blocks:
            stream.buffer.write(block)  # type: ignore[attr-defined]
        return
    with atomic_write(output, "wb") as file:
        for block in blocks:
            file.write(block)
