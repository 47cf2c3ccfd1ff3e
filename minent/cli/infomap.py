"""``minent infomap``: communities of a graph."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click

from minent._version import __version__
from minent.cli import common, graphs
from minent.cluster.options import FORMATS, format_of_suffix
from minent.cluster.walks import FLOWS, WalkOptions
from minent.errors import ParameterError

if TYPE_CHECKING:
    from minent.cluster.partition import Partition
    from minent.cluster.plain import PlainPartition
    from minent.graph.graph import Graph
    from minent.graph.plain import PlainGraph

_FILES = ("gexf", "graphml")

_search_options = common.stacked(
    [
        click.option("--two-level", is_flag=True, help="Modules of nodes only, no modules of modules."),
        click.option("--trials", type=int, default=1, show_default=True, metavar="N",
                     help="Independent searches, of which the best counts."),
        click.option("--seed", type=int, default=0, show_default=True, help="Seed of the search."),
        click.option("--preferred-modules", type=int, metavar="N", help="Find N modules, on two levels."),
        click.option("--initial-partition", type=click.Path(), metavar="FILE",
                     help="Start from the modules in a .clu or .tree file."),
        click.option("--no-search", is_flag=True, help="Only evaluate the partition that --partition names."),
        click.option("--partition", type=click.Path(), metavar="FILE",
                     help="Partition to evaluate with --no-search, .clu or .tree."),
    ]
)  # fmt: skip

_walk_options = common.stacked(
    [
        click.option("--flow", type=click.Choice(FLOWS), default="auto", show_default=True,
                     help="Walk over undirected links, over directed ones with teleportation, or weights that are "
                     "the flow (rawdir); by default as the links are."),
        click.option("--teleport", type=float, default=0.15, show_default=True,
                     help="Probability of teleporting, where links are directed."),
        click.option("--recorded", is_flag=True, help="Describe teleports like steps along links."),
        click.option("--to-nodes", is_flag=True, help="Teleport to all nodes alike, not in proportion to links."),
        click.option("--markov-time", type=float, default=1.0, show_default=True,
                     help="Steps between two words; more make larger modules."),
    ]
)  # fmt: skip


@click.command("infomap")
@graphs.graph_argument
@_search_options
@_walk_options
@graphs.graph_options
@common.output_option
@click.option(
    "--format", "format", type=click.Choice(FORMATS), help="By default chosen by the suffix of the file, else tree."
)
@click.option("--level", type=int, default=1, show_default=True, help="Modules that clu shows: 1 the top, -1 the last.")
@common.run_options
def command(graph: str, **options: Any) -> None:  # fmt: skip
    """Find the communities of a graph.

    Modules with which a random walk is cheapest to describe, in as many levels as save bits.

    GRAPH: an edge list (source target [weight] a line), Pajek, Matrix Market, METIS, GML or GraphML,
    compressed or not; - is standard input.

    \b
    Examples:
      minent infomap corpora/valleys.edges
      minent infomap corpora/valleys.edges --two-level --trials 10 -o valleys.clu
      minent infomap corpora/valleys.edges --directed --format tsv
      minent infomap corpora/valleys.edges --no-search --partition valleys.clu
    """
    output, quiet = options["output"], options["quiet"]
    walk = {name: options[name] for name in ("flow", "teleport", "recorded", "to_nodes", "markov_time")}
    WalkOptions(**walk)  # a wrong value is told before the graph is read
    _check(options)
    common.check_writable(output)
    begun = time.monotonic()
    read = (graphs.load_plain_graph if _is_plain(options) else graphs.load_graph)(graph, options, quiet)
    loaded = time.monotonic()
    found = _find(read, options, walk)
    ended = time.monotonic()
    _write(found, options)
    _summarize(found, (loaded - begun, ended - loaded), quiet)


def _check(options: dict[str, Any]) -> None:
    if options["no_search"] != (options["partition"] is not None):
        raise ParameterError("--no-search and --partition go together; to start from one name --initial-partition")
    if options["format"] is None:
        options["format"] = "tree" if options["output"] == "-" else format_of_suffix(options["output"])
    if options["format"] in _FILES and options["output"] == "-":
        raise ParameterError(f"{options['format']} needs the name of a file; name one with -o")


def _is_plain(options: dict[str, Any]) -> bool:
    """Whether the command can do without NumPy, which takes longer to load than a small graph to read."""
    given = options["no_search"] or options["initial_partition"] is not None
    turned = options["directed"] and options["flow"] == "undirected"
    return options["format"] in ("tree", "clu") and not given and not turned


def _find(graph: Graph | PlainGraph, options: dict[str, Any], walk: dict[str, Any]) -> Partition | PlainPartition:
    search = {name: options[name] for name in ("two_level", "trials", "seed", "threads", "preferred_modules")}
    progress = common.make_progress(options["quiet"])
    from minent.graph.plain import PlainGraph

    if isinstance(graph, PlainGraph):
        from minent.cluster.plain import plain_infomap
        from minent.cluster.walking import SearchOptions

        return plain_infomap(graph, WalkOptions(**walk), SearchOptions(**search), progress)
    from minent.cluster.partition import given_partition
    from minent.cluster.trials import infomap

    if options["no_search"]:
        return given_partition(graph, _read(options["partition"], graph, options["quiet"]), **walk)
    initial = options["initial_partition"]
    start = None if initial is None else _read(initial, graph, options["quiet"])
    return infomap(graph, initial=start, progress=progress, **search, **walk)


def _read(path: str, graph: Graph, quiet: bool) -> Any:
    from minent.cluster.partition_files import read_partition

    return read_partition(path, graph.node_names, graph.node_ids, note=lambda message: common.note(message, quiet))


def _write(found: Partition | PlainPartition, options: dict[str, Any]) -> None:
    format, output = options["format"], options["output"]
    remarks = [f"minent {__version__}"] + ([] if found.seed is None else [f"seed {found.seed}"])
    target = common.utf8_stdout() if output == "-" else output
    from minent.graph.plain import PlainGraph

    if isinstance(found.graph, PlainGraph):
        from minent.cluster.tree_files import write_tree_rows

        write_tree_rows(found.tree_rows(remarks), target, format, options["level"])
        return
    from minent.cluster.formats import write_partition

    columns = found.columns(remarks, with_links=format in ("ftree", "json"))
    write_partition(columns, target, format, graph=found.graph, level=options["level"])


def _summarize(found: Partition | PlainPartition, seconds: tuple[float, float], quiet: bool) -> None:
    graph = found.graph
    kind = "undirected" if found.flow.kind == "balanced" and not graph.directed else "directed"
    tops = f" ({found.n_top_modules:,} at the top)" if found.n_levels > 2 else ""
    common.note(f"{graph.n_nodes:,} nodes, {graph.n_links:,} {kind} links", quiet)
    common.note(f"{found.n_modules:,} modules{tops}, {found.n_levels} levels", quiet)
    common.note(
        f"codelength {found.codelength:.9f} bits ({found.index_codelength:.6f} index + "
        f"{found.module_codelength:.6f} modules), one level {found.one_level_codelength:.9f}, "
        f"{100 * found.relative_saving:.2f}% saved",
        quiet,
    )
    common.note(f"{seconds[0]:.2f} s reading, {seconds[1]:.2f} s searching", quiet)
