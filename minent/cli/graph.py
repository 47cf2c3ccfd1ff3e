"""``minent graph``: what is in a graph, and its conversion."""

from __future__ import annotations

import json
from typing import Any

import click

from minent.cli import common, graphs, word_graphs
from minent.errors import ParameterError
from minent.graph.options import FORMATS

_QUIET = click.option("-q", "--quiet", is_flag=True, help="No progress and no notes on standard error.")


@click.group("graph")
def command() -> None:
    """Show what is in a graph, convert it, or make one of words.

    \b
    Examples:
      minent graph info corpora/valleys.edges
      minent graph convert corpora/valleys.edges -o valleys.net
    """


@command.command("info")
@graphs.graph_argument
@graphs.graph_options
@click.option(
    "--format",
    "format",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="How the result looks.",
)
@_QUIET
def info(graph: str, **options: Any) -> None:  # fmt: skip
    """Show nodes, links, components, degrees and weights of a graph.

    GRAPH: an edge list (source target [weight] a line), Pajek, Matrix Market, METIS, GML or GraphML,
    compressed or not; - is standard input.

    \b
    Examples:
      minent graph info corpora/valleys.edges
      minent graph info corpora/valleys.edges --directed --format json
      gzip -c corpora/valleys.edges > valleys.gz; minent graph info valleys.gz
    """
    from minent.graph.summary import summarize

    figures = summarize(graphs.load_graph(graph, options, options["quiet"]))
    stream = common.utf8_stdout()
    if options["format"] == "json":
        stream.write(json.dumps(figures, indent=2) + "\n")
        return
    rows = [(name, value) for name, value in figures.items() if not isinstance(value, dict)]
    for name, parts in figures.items():
        if isinstance(parts, dict):
            rows += [(f"{name}, {part}", value) for part, value in parts.items()]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        stream.write(f"{name.replace('_', ' '):<{width}}  {_shown(value)}\n")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,.6g}" if isinstance(value, float) else f"{value:,}"


@command.command("convert")
@graphs.graph_argument
@graphs.graph_options
@common.output_option
@click.option(
    "--format", "format", type=click.Choice(FORMATS), help="By default chosen by the suffix of the file, else edges."
)
@_QUIET
def convert(graph: str, **options: Any) -> None:  # fmt: skip
    """Write a graph in another format, repeated edges added up.

    GRAPH: an edge list (source target [weight] a line), Pajek, Matrix Market, METIS, GML or GraphML,
    compressed or not; - is standard input.

    \b
    Examples:
      minent graph convert corpora/valleys.edges -o valleys.net
      minent graph convert corpora/valleys.edges --format mtx
    """
    from minent.graph.writing import write_graph

    output, quiet = options["output"], options["quiet"]
    common.check_writable(output)
    made = graphs.load_graph(graph, options, quiet)
    if output == "-":
        write_graph(made, common.utf8_stdout(), options["format"] or "edges")
    else:
        try:
            write_graph(made, output, options["format"])
        except ParameterError as error:
            raise ParameterError(str(error).replace("; name one", "; name one with --format")) from None
    kind = "directed" if made.directed else "undirected"
    common.note(f"{made.n_nodes:,} nodes, {made.n_links:,} {kind} links", quiet)


for _part in (word_graphs.cooccurrence, word_graphs.vectors, word_graphs.neighbours):
    command.add_command(_part)
