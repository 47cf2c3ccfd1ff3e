"""Options of the commands that read a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from minent.cli import common
from minent.graph.options import FORMATS

if TYPE_CHECKING:
    from minent.graph import Graph

graph_argument = click.argument("graph", type=click.Path(allow_dash=True), metavar="GRAPH")

graph_options = common.stacked(
    [
        click.option("--input-format", type=click.Choice(FORMATS),
                     help="Format of GRAPH; found by its content and name by default."),
        click.option("--directed/--undirected", "directed", default=None,
                     help="Links lead one way, or both; by default what GRAPH says, an edge list says both."),
        click.option("--unweighted", is_flag=True, help="Every edge weighs 1; further columns are passed over."),
        click.option("--no-self-loops", is_flag=True, help="Leave self-loops out."),
        click.option("--delimiter", metavar="SIGN", help="Between the fields of an edge list; found by default."),
        click.option("--encoding", default="utf-8", show_default=True, metavar="NAME", help="Encoding of GRAPH."),
    ]
)  # fmt: skip


def load_graph(path: str, options: dict[str, Any], quiet: bool) -> Graph:
    """Read the graph of a command; notes go to standard error."""
    from minent.graph.reading import read_graph

    delimiter = options["delimiter"]
    return read_graph(
        path,
        format=options["input_format"],
        directed=options["directed"],
        weights=not options["unweighted"],
        self_loops=not options["no_self_loops"],
        delimiter={"\\t": "\t", "tab": "\t"}.get(delimiter, delimiter),
        encoding=options["encoding"],
        progress=common.make_progress(quiet),
        note=lambda message: common.note(message, quiet),
    )
