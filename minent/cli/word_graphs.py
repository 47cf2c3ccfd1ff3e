"""``minent graph cooccurrence``, ``vectors``, ``neighbours``: graphs and vectors of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from minent.cli import common, word_options
from minent.graph.options import FORMATS

if TYPE_CHECKING:
    from minent.graph import Graph

_LEARNING = ("dimension", "association", "smoothing", "shift", "power", "centre", "seed")
_VECTORS = ("word2vec", "binary", "glove", "npz")
_graph_format = click.option("--format", "format", type=click.Choice(FORMATS),
                             help="Format of the output; by its suffix by default, for standard output pajek, which "
                             "keeps words without links.")  # fmt: skip


@click.command("cooccurrence")
@common.corpus_argument
@word_options.lexicon_option
@word_options.words_options(None, "none")
@word_options.sides_option
@word_options.weights_option
@click.option("--min-pairs", type=float, default=2.0, show_default=True, help="Least times that two words are near.")
@click.option("--min-weight", type=float, default=0.0, show_default=True, help="Least weight of a link.")
@common.numbers_option("each")
@common.text_options
@common.output_option
@_graph_format
@common.run_options
def cooccurrence(corpus: tuple[str, ...], **options: Any) -> None:  # fmt: skip
    """Link words that stand near each other in a text.

    CORPUS: text files (.gz .bz2 .xz .zst too), directories, globs, or - for standard input. Its words
    are those of --lexicon, or without one its units: --unit token for spaced languages and text that
    is segmented already.

    \b
    Examples:
      minent lexicon corpora/chinese -o words.tsv
      minent graph cooccurrence corpora/chinese --lexicon words.tsv --min-count 2 -o near.net
      minent graph cooccurrence corpora/english.txt --unit token --fold-case --weights bits
    """
    from minent.graph import cooccurrence_graph

    _check_graph(options)
    counts = word_options.count_words(corpus, options)
    graph = cooccurrence_graph(
        counts, weights=options["weights"], min_count=options["min_pairs"], min_weight=options["min_weight"]
    )
    _write_graph(graph, options)


@click.command("vectors")
@common.corpus_argument
@word_options.lexicon_option
@word_options.words_options(None, "harmonic")
@word_options.vector_options
@word_options.seed_option
@common.numbers_option("each")
@common.text_options
@click.option("-o", "--output", type=click.Path(), required=True, help="File to write, whole or not at all.")
@click.option(
    "--format",
    "format",
    type=click.Choice(_VECTORS),
    help="By default chosen by the suffix: .bin binary, .npz NumPy, else text with the numbers of words and "
    "dimensions on top (word2vec); glove: without them.",
)
@common.run_options
def vectors(corpus: tuple[str, ...], **options: Any) -> None:  # fmt: skip
    """Learn vectors of words from the words near them.

    The largest singular vectors of square roots of counts beside those to be expected, or of positive
    pointwise mutual information (--association ppmi).
    CORPUS: text files (.gz .bz2 .xz .zst too), directories, globs, or - for standard input. Its words
    are those of --lexicon, or without one its units: --unit token for spaced languages and text that
    is segmented already.

    \b
    Examples:
      minent lexicon corpora/chinese -o words.tsv
      minent graph vectors corpora/chinese --lexicon words.tsv --min-count 2 -o words.vec
      minent graph vectors corpora/english.txt --unit token --fold-case --dimension 20 -o english.vec
    """
    from minent.graph import word_vectors, write_vectors
    from minent.graph.vector_files import vector_format

    common.check_writable(options["output"])
    format = vector_format(options["output"], options["format"])
    made = word_vectors(
        word_options.count_words(corpus, options),
        **{name: options[name] for name in _LEARNING},
        progress=common.make_progress(options["quiet"]),
    )
    if options["whiten"]:
        made = made.whitened()
    write_vectors(made, options["output"], format)
    common.note(f"{len(made):,} vectors of {made.dimension} dimensions", options["quiet"])


@click.command("neighbours")
@click.argument("vectors", type=click.Path(allow_dash=True), metavar="VECTORS")
@word_options.neighbour_options
@word_options.read_vectors_options
@click.option("--max-words", type=int, metavar="N", help="Only the first N words.")
@click.option("--whiten", is_flag=True, help="Make all directions vary alike first.")
@common.output_option
@_graph_format
@common.run_options
def neighbours(vectors: str, **options: Any) -> None:  # fmt: skip
    """Link words whose vectors are near.

    VECTORS: vectors in the formats of word2vec (text and binary), GloVe, fastText (text) or NumPy,
    compressed or not; - is standard input. All pairs are compared; the result is exact.

    \b
    Examples:
      minent graph vectors corpora/english.txt --unit token --fold-case -q -o english.vec
      minent graph neighbours english.vec -k 10 --min-cosine 0.3 -o near.net
      minent graph neighbours english.vec -k 5 --symmetrise mutual --format edges
    """
    from minent.graph import nearest_graph, read_vectors

    _check_graph(options)
    read = read_vectors(vectors, options["input_format"], words=options["words"], max_words=options["max_words"])
    graph = nearest_graph(
        read.whitened() if options["whiten"] else read,
        **{name: options[name] for name in ("neighbours", "min_cosine", "exponent", "symmetrise", "threads")},
        progress=common.make_progress(options["quiet"]),
    )
    _write_graph(graph, options)


def _check_graph(options: dict[str, Any]) -> None:
    """Fail before the work if the graph could not be written."""
    from minent.graph.writing import format_of_suffix

    common.check_writable(options["output"])
    if options["format"] is None:
        options["format"] = "pajek" if options["output"] == "-" else format_of_suffix(options["output"])


def _write_graph(graph: Graph, options: dict[str, Any]) -> None:
    from minent.graph.writing import write_graph

    target = common.utf8_stdout() if options["output"] == "-" else options["output"]
    write_graph(graph, target, options["format"])
    kind = "directed" if graph.directed else "undirected"
    common.note(f"{graph.n_nodes:,} nodes, {graph.n_links:,} {kind} links", options["quiet"])
