"""``minent parse``: words and trees out of a masked language model."""

from __future__ import annotations

import contextlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from minent.cli import common
from minent.cli.impact import encoder_options, impact_arguments, impact_options, make_encoder
from minent.errors import InputError, ParameterError
from minent.parse.decoder_options import CONSTITUENT_METHODS, DEPENDENCY_METHODS, NORMALIZE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from minent.parse.impact import Impact

# Those of each task, the first by default; minent.parse.output checks them.
FORMATS = {
    "words": ("text", "spans", "jsonl"),
    "dependencies": ("conllu", "jsonl", "drawing", "svg", "heatmap"),
    "constituents": ("brackets", "jsonl", "drawing", "svg", "heatmap"),
}
_METHODS = {"words": (), "dependencies": DEPENDENCY_METHODS, "constituents": CONSTITUENT_METHODS}
_ALL_FORMATS = tuple(dict.fromkeys(format for formats in FORMATS.values() for format in formats))


@click.command("parse")
@common.corpus_argument
@click.option("--task", type=click.Choice(tuple(FORMATS)), required=True, help="What to find.")
@click.option("--model", metavar="NAME|DIR", help="A masked language model that Transformers reads.")
@click.option(
    "--impacts", type=click.Path(), metavar="DIR", help="What minent impact wrote, instead of CORPUS and --model."
)
@click.option(
    "--method",
    type=click.Choice(DEPENDENCY_METHODS + CONSTITUENT_METHODS),
    help="For dependencies by default eisner, for constituents split.",
)
@click.option(
    "--normalize",
    type=click.Choice(NORMALIZE),
    default="none",
    show_default=True,
    help="For dependencies: divide the impacts on a word by their sum, or take a softmax of them.",
)
@click.option(
    "--threshold",
    default="auto",
    show_default=True,
    metavar="auto|X|N%",
    help="For words: neighbours with at least this mean impact are joined. N%: that share stays apart. "
    "auto: where the impacts of the text fall into two groups.",
)
@click.option("--join-punctuation", is_flag=True, help="For words: join punctuation, too, if impacts say so.")
@click.option("--join-spaces", is_flag=True, help="For words: join what has spaces between, too.")
@click.option("--sep", metavar="TEXT", help="For words as text: what stands between; a space by default.")
@click.option(
    "--lexicon",
    type=click.Path(),
    metavar="FILE",
    help="For words: write them with their counts, for minent lexicon --candidates.",
)
@click.option("--line", type=click.IntRange(min=1), metavar="N", help="Only line N; a picture is of one line.")
@click.option(
    "--format",
    "format",
    type=click.Choice(_ALL_FORMATS),
    help="words: text, spans or jsonl. dependencies: conllu, constituents: brackets, or jsonl; drawing, svg "
    "and heatmap (.png .svg .pdf) show them.",
)
@common.output_option
@impact_options
@encoder_options
@common.encoding_option
@common.run_options
@click.pass_context
def command(context: click.Context, /, corpus: tuple[str, ...], **options: Any) -> None:
    """Find words, dependencies or phrases without labels: by what a language model says words matter to each other.

    CORPUS: text with a sentence a line (units are characters for words, words else; --units changes that). Impacts
    that minent impact stored can be decoded again and again without a model. No gold tree is looked at.

    \b
    Examples:
      minent mlm corpora/chinese --steps 5 --hidden 32 --layers 1 --vocabulary 2000 -o model
      minent parse corpora/chinese_gold.txt --model model --task words --lexicon proposed.tsv
      head -n 5 corpora/chinese_gold.txt | minent impact - --model model --units spaces -o impacts
      minent parse --impacts impacts --task constituents --method cky
    """
    _check(corpus, options)
    common.check_writable(options["output"])
    if options["task"] == "words" and context.get_parameter_source("units") is ParameterSource.DEFAULT:
        options["units"] = "chars"
    impacts = _impacts(corpus, options)
    if options["line"] is not None:
        impacts = _only_line(impacts, options["line"])
    if options["format"] == "heatmap":
        from minent.parse.heatmap import draw_heatmap

        draw_heatmap(_only(impacts), options["output"])
        return
    if options["task"] == "words":
        _write_words(impacts, options)
    else:
        _write(_trees(impacts, options), options["output"])


def _check(corpus: tuple[str, ...], options: dict[str, Any]) -> None:
    """Complete the options, or say what does not fit."""
    task = options["task"]
    options["format"] = options["format"] or FORMATS[task][0]
    if options["format"] not in FORMATS[task]:
        raise ParameterError(f"format of {task} must be one of {', '.join(FORMATS[task])}, not {options['format']!r}")
    if options["format"] == "heatmap" and options["output"] == "-":
        raise ParameterError("a heat map is binary; name a .png, .svg or .pdf file with -o")
    if options["method"] and options["method"] not in _METHODS[task]:
        allowed = ", ".join(_METHODS[task]) or "left out"
        raise ParameterError(f"method of {task} must be {allowed}, not {options['method']!r}")
    if bool(options["impacts"]) == bool(options["model"]):
        raise ParameterError("give either --model M and a corpus, or --impacts DIR")
    if options["impacts"] and corpus:
        raise ParameterError("--impacts holds the text; leave the corpus out")
    if options["lexicon"]:
        if task != "words":
            raise ParameterError(f"--lexicon has no use with --task {task}; leave it out")
        common.check_writable(options["lexicon"])


def _impacts(corpus: tuple[str, ...], options: dict[str, Any]) -> Iterator[Impact]:
    """Stored impacts, or those of a model."""
    if options["impacts"]:
        from minent.parse.storage import load_impacts

        return load_impacts(options["impacts"])
    from minent.parse.impact import impact_matrices
    from minent.text.lines import read_lines_of

    paths = common.corpus_paths(corpus)
    quiet = options["quiet"]
    return impact_matrices(
        read_lines_of(paths, options["encoding"]),
        make_encoder(options),
        pairs="adjacent" if options["task"] == "words" else "all",
        skipped=lambda line, why: common.note(f"line {line}: {why}", quiet),
        **impact_arguments(options),
    )


def _only_line(impacts: Iterable[Impact], line: int) -> Iterator[Impact]:
    """The impacts of one line; those behind it are not read."""
    found = False
    for impact in impacts:
        if impact.line > line:
            break
        if impact.line == line:
            found = True
            yield impact
    if not found:
        raise InputError(f"there is no line {line}, or it could not be read")


def _only(impacts: Iterator[Impact]) -> Impact:
    """The one sentence that there is."""
    first, second = next(impacts, None), next(impacts, None)
    if first is None or second is not None:
        raise InputError("a picture is of one sentence; choose it with --line N")
    return first


def _write_words(impacts: Iterator[Impact], options: dict[str, Any]) -> None:
    """Write words; a threshold that depends on the whole text needs a second pass."""
    from minent.parse.output import threshold_of

    rule = options["threshold"]
    if rule != "auto" and not rule.endswith("%"):
        _write_found(impacts, threshold_of((), rule), options)
        return
    with _rereadable(impacts, options) as read:
        threshold = threshold_of(read(), rule, **_cuts(options))
        common.note(f"threshold {threshold:.6g}", options["quiet"])
        _write_found(read(), threshold, options)


def _cuts(options: dict[str, Any]) -> dict[str, bool]:
    return {"punctuation": not options["join_punctuation"], "spaces": not options["join_spaces"]}


@contextlib.contextmanager
def _rereadable(impacts: Iterator[Impact], options: dict[str, Any]) -> Iterator[Callable[[], Iterator[Impact]]]:
    """Give a reader of impacts; those of a model wait in a temporary folder, so memory does not grow with the text."""
    from minent.parse.storage import load_impacts, save_impacts

    if options["impacts"] and options["line"] is None:
        yield lambda: load_impacts(options["impacts"])
        return
    with tempfile.TemporaryDirectory(prefix="minent-") as folder:
        kept = Path(folder) / "impacts"
        save_impacts(impacts, kept)
        yield lambda: load_impacts(kept)


def _write_found(impacts: Iterator[Impact], threshold: float, options: dict[str, Any]) -> None:
    from minent.parse.output import found_words, word_lines

    counts: Counter[str] = Counter()
    found = found_words(impacts, threshold, **_cuts(options))
    if options["lexicon"]:
        found = _counted(found, counts)
    _write(word_lines(found, options["format"], " " if options["sep"] is None else options["sep"]), options["output"])
    if options["lexicon"]:
        from minent.lexicon.formats import write_lexicon
        from minent.parse.segmentation import lexicon_of_segments

        write_lexicon(lexicon_of_segments(counts), options["lexicon"])


def _counted(
    found: Iterator[tuple[int, str, NDArray[np.int32]]], counts: Counter[str]
) -> Iterator[tuple[int, str, NDArray[np.int32]]]:
    for line, text, places in found:
        counts.update(text[begin:end] for begin, end in places.tolist())
        yield line, text, places


def _trees(impacts: Iterator[Impact], options: dict[str, Any]) -> Iterator[str]:
    from minent.parse.output import constituent_lines, dependency_lines

    format, threads = options["format"], options["threads"]
    if format == "svg":
        impacts = iter([_only(impacts)])
    if options["task"] == "dependencies":
        method = options["method"] or DEPENDENCY_METHODS[0]
        return dependency_lines(impacts, method, format, normalize=options["normalize"], threads=threads)
    return constituent_lines(impacts, options["method"] or CONSTITUENT_METHODS[0], format, threads=threads)


def _write(lines: Iterable[str], output: str) -> None:
    from minent.atomic import atomic_write

    if output == "-":
        common.utf8_stdout().writelines(lines)
        return
    with atomic_write(output) as stream:
        stream.writelines(lines)
