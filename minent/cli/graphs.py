"""Options of the commands that read a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from minent.cli import common
from minent.graph.options import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from minent.graph.blocks import ReadOptions
    from minent.graph.graph import Graph
    from minent.graph.plain import PlainGraph

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
    from minent.graph.reading import read_graph_file

    return read_graph_file(path, _read_options(options, quiet), options["input_format"], _noted(quiet))


def load_plain_graph(path: str, options: dict[str, Any], quiet: bool) -> Graph | PlainGraph:
    """As `load_graph`; of an edge list only the rows, without NumPy."""
    from minent.graph.reading import read_plain_graph

    return read_plain_graph(path, _read_options(options, quiet), options["input_format"], _noted(quiet))


def _read_options(options: dict[str, Any], quiet: bool) -> ReadOptions:
    from minent.graph.blocks import ReadOptions

    delimiter = options["delimiter"]
    return ReadOptions(
        directed=options["directed"],
        weights=not options["unweighted"],
        self_loops=not options["no_self_loops"],
        delimiter={"\\t": "\t", "tab": "\t"}.get(delimiter, delimiter),
        encoding=options["encoding"],
        progress=common.make_progress(quiet),
    )


def _noted(quiet: bool) -> Callable[[str], object]:
    return lambda message: common.note(message, quiet)
