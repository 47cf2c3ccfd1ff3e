"""``minent cluster``: clusters of words."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from minent.cli import common, word_options
from minent.cli.spooling import rereadable
from minent.cluster.word_options import FORMATS, LINKS, WordClusterOptions
from minent.errors import ParameterError

if TYPE_CHECKING:
    from minent.cluster.word_clusters import WordClusters

_sources = common.stacked(
    [
        word_options.lexicon_option,
        click.option("--vectors", type=click.Path(allow_dash=True), metavar="FILE",
                     help="Cluster the words of these vectors instead of a text's."),
        click.option("--graph", type=click.Path(allow_dash=True), metavar="FILE",
                     help="Cluster the nodes of this graph instead."),
        click.option("--keep", type=click.Path(file_okay=False), metavar="FOLDER",
                     help="Keep lexicon, counts, vectors, graph and clusters there, and use again what would come "
                     "out the same."),
        click.option("--links", type=click.Choice(LINKS), default="neighbours", show_default=True,
                     help="Link words that stand in like places, or words that stand near each other."),
    ]
)  # fmt: skip

_search = common.stacked(
    [
        click.option("--min-weight", type=float, default=0.0, show_default=True,
                     help="Least weight of a link by co-occurrence."),
        click.option("--two-level", is_flag=True, help="Clusters of words only, no clusters of clusters."),
        click.option("--trials", type=int, default=1, show_default=True, metavar="N",
                     help="Independent searches, of which the best counts."),
        word_options.seed_option,
        click.option("--overlap", type=float, default=0.25, show_default=True,
                     help="A word is a guest of other clusters that this share of its steps leads to; above 1: of "
                     "none."),
    ]
)  # fmt: skip

_shown = common.stacked(
    [
        click.option("--rows", type=click.Choice(("words", "clusters")), default="words", show_default=True,
                     help="A row is a word with its cluster, or a cluster with its words."),
        click.option("--min-size", type=click.IntRange(min=1), default=1, show_default=True,
                     help="Show clusters of so many words."),
        click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the first N rows."),
    ]
)  # fmt: skip


@click.command("cluster")
@common.corpus_argument
@_sources
@word_options.words_options(10_000, "harmonic")
@word_options.vector_options
@word_options.neighbour_options
@word_options.weights_option
@_search
@_shown
@common.numbers_option("each")
@common.text_options
@common.output_options(FORMATS)
@common.run_options
def command(corpus: tuple[str, ...], **options: Any) -> None:  # fmt: skip
    """Cluster the words of a text, of vectors or of a graph.

    From raw text: a lexicon is learned (or --lexicon read), the text divided into its words, vectors
    learned from the words near each, the nearest linked, and modules found with which a walk over the
    links is cheapest to describe. With --unit token the tokens are the words. CORPUS: text files (.gz
    .bz2 .xz .zst too), directories, globs, or - for standard input.

    \b
    Examples:
      minent cluster corpora/chinese --min-count 3 -o clusters.tsv
      minent cluster corpora/chinese --min-count 3 --rows clusters --min-size 3 --top 10 --keep steps
      minent cluster corpora/english.txt --unit token --fold-case --min-cosine 0.4 --format json
      minent cluster --graph corpora/valleys.edges --rows clusters
    """
    from minent.cluster.word_files import cluster_format
    from minent.cluster.words import cluster_words

    chosen = {field.name: options[field.name] for field in fields(WordClusterOptions)}
    WordClusterOptions(**chosen)  # a wrong value is told before anything is read
    _refuse_unused(options)
    common.check_writable(options["output"])
    options["format"] = cluster_format(options["output"], options["format"], common.is_terminal(options["output"]))
    text = common.text_arguments(options)
    learned = options["unit"] != "token" and options["lexicon"] is None
    with rereadable(_paths(corpus, options), learned) as paths:
        found = cluster_words(
            paths or None,
            **{name: options[name] for name in ("lexicon", "vectors", "graph", "keep", "threads")},
            progress=common.make_progress(options["quiet"]),
            note=lambda message: common.note(message, options["quiet"]),
            **chosen,
            **text,
        )
    _write(found, options)


def _paths(corpus: tuple[str, ...], options: dict[str, Any]) -> list[str]:
    """The text; none where vectors or a graph take its place."""
    given = [f"--{name}" for name in ("vectors", "graph") if options[name] is not None]
    if len(given) > 1:
        raise ParameterError("--vectors and --graph exclude each other; give one of them")
    if not given:
        return common.corpus_paths(corpus)
    if corpus:
        raise ParameterError(f"{given[0]} takes the place of a text; leave {corpus[0]} out")
    if options["lexicon"] is not None:
        raise ParameterError(f"--lexicon has no use with {given[0]}; leave it out")
    return []


def _refuse_unused(options: dict[str, Any]) -> None:
    """Options that were given and change nothing."""
    text = ("min_count", "window", "weighting", "marks", "links", "numbers", *common.TEXT_OPTIONS)
    learning = ("dimension", "association", "smoothing", "shift", "power", "centre")
    linking = ("neighbours", "min_cosine", "exponent", "symmetrise")
    unused: tuple[str, ...]
    if options["graph"] is not None:
        unused, why = (*text, *learning, *linking, "whiten", "max_words", "weights", "min_weight"), "--graph"
    elif options["vectors"] is not None:
        unused, why = (*text, *learning, "weights", "min_weight"), "--vectors"
    elif options["links"] == "cooccurrence":
        unused, why = (*learning, *linking, "whiten"), "--links cooccurrence"
    else:
        unused, why = ("weights", "min_weight"), "--links neighbours"
    context = click.get_current_context()
    names = {parameter.name: parameter.opts[0] for parameter in context.command.params}
    for name in unused:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise ParameterError(f"{names[name]} has no use with {why}; leave it out")


def _write(found: WordClusters, options: dict[str, Any]) -> None:
    from minent.cluster.word_files import write_clusters

    partition, quiet = found.partition, options["quiet"]
    graph = partition.graph
    alone = int(found.isolated.sum())
    advice = "; a lower --min-cosine links more" if alone * 2 > graph.n_nodes and options["graph"] is None else ""
    common.note(f"{graph.n_nodes:,} words, {graph.n_links:,} links, {alone:,} words without{advice}", quiet)
    common.note(
        f"{found.n_clusters - alone:,} clusters of linked words, {partition.n_levels} levels, codelength "
        f"{partition.codelength:.6f} bits, {100 * partition.relative_saving:.2f}% saved",
        quiet,
    )
    n_rows = found.n_clusters if options["rows"] == "clusters" else len(found.words)
    shown = options["format"] in ("table", "tsv", "csv", "jsonl")
    top = common.terminal_rows(n_rows, options["output"], options["top"], quiet) if shown else options["top"]
    target = common.utf8_stdout() if options["output"] == "-" else options["output"]
    how = {name: options[name] for name in ("rows", "min_size")}
    write_clusters(found, target, options["format"], **how, top=top)
