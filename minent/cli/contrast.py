"""``minent contrast``: which words are typical of a domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from minent.cli import common
from minent.errors import ParameterError

if TYPE_CHECKING:
    from minent.lexicon import Lexicon

SORT = ("llr", "ratio", "log_ratio", "low", "count", "word")


@click.command("contrast")
@click.argument("domain", type=click.Path(), metavar="DOMAIN")
@click.argument("general", type=click.Path(), metavar="GENERAL")
@click.option(
    "--domain-total", type=int, metavar="N", help="Words of the domain text; by default the sum of the counts."
)
@click.option("--general-total", type=int, metavar="N", help="Words of the general text; likewise.")
@click.option(
    "--missing",
    type=int,
    default=0,
    show_default=True,
    metavar="N",
    help="Greatest count of words that a lexicon lacks: the least count with which it was made, less one.",
)
@click.option("--confidence", type=float, default=0.95, show_default=True, help="Of the interval of the log ratio.")
@click.option("--max-fdr", type=float, metavar="Q", help="Only words found at this rate of false discoveries.")
@click.option("--min-count", type=int, metavar="N", help="Only words that occur N times in the domain.")
@click.option("--min-length", type=int, metavar="N", help="Only words of N characters and more.")
@click.option("--all", "all_words", is_flag=True, help="Also words that are not more frequent in the domain.")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the first N words.")
@click.option("--sort", type=click.Choice(SORT), default="llr", show_default=True, help="Falling order by a column.")
@common.output_options(common.LEXICON_FORMATS)
@click.option("-q", "--quiet", is_flag=True, help="No notes on standard error.")
def contrast(domain: str, general: str, **options: Any) -> None:
    """Tell which words are typical of a domain, from two lexicons with counts.

    DOMAIN: lexicon of a text of the domain. GENERAL: lexicon of other text, found in the same
    way. The result is a lexicon, most typical word first: word, count in the domain and in
    general text, smoothed ratio (0 to 1, 1/2 for equal frequency), log ratio of the frequencies
    in bits with its confidence interval, log-likelihood ratio in bits, false-discovery rate.

    \b
    Examples:
      minent newwords corpora/chinese/bridge.txt --min-count 2 -o bridge.tsv
      minent newwords corpora/chinese/[mort]*.txt --min-count 2 -o others.tsv
      minent contrast bridge.tsv others.tsv --top 10
      minent contrast bridge.tsv others.tsv --missing 1 --max-fdr 0.05 --format jsonl
    """
    from minent.lexicon.contrasting import contrast as compare
    from minent.lexicon.formats import SUFFIXES, write_lexicon
    from minent.lexicon.reading import read_lexicon

    _check(domain, general, options)
    output, quiet = options["output"], options["quiet"]
    common.check_writable(output)
    format = common.pick_format(output, options["format"], SUFFIXES)
    parameters = {name: options[name] for name in ("domain_total", "general_total", "missing", "confidence")}
    lexicon = compare(read_lexicon(domain), read_lexicon(general), **parameters)
    chosen = _chosen(lexicon, options)
    note = f"{len(lexicon):,} words compared, {len(chosen):,} chosen"
    common.note(note + ("; --all shows the others too" if not (options["all_words"] or len(chosen)) else ""), quiet)
    if options["sort"] != "llr":  # the order it comes in
        chosen = chosen.sorted_by(options["sort"])
    chosen = chosen.top(common.terminal_rows(len(chosen), output, options["top"], quiet))
    write_lexicon(chosen, common.utf8_stdout() if output == "-" else output, format)


command = contrast


def _check(domain: str, general: str, options: dict[str, Any]) -> None:
    from minent.arguments import integer, number

    if domain == general == "-":
        raise ParameterError("the two lexicons cannot both be standard input; name a file")
    if options["max_fdr"] is not None and not 0 < number("max_fdr", options["max_fdr"]) <= 1:
        raise ParameterError(f"max_fdr must be above 0 and at most 1, not {options['max_fdr']:g}")
    for name in ("min_count", "min_length"):
        if options[name] is not None:
            integer(name, options[name], least=0)


def _chosen(lexicon: Lexicon, options: dict[str, Any]) -> Lexicon:
    """The words that the options ask for."""
    import numpy as np

    keep = np.ones(len(lexicon), bool) if options["all_words"] else lexicon.column("llr") > 0
    if options["max_fdr"] is not None:
        keep &= lexicon.column("q_value") <= options["max_fdr"]
    if options["min_count"] is not None:
        keep &= lexicon.column("count") >= options["min_count"]
    if options["min_length"] is not None:
        keep &= np.array([len(word) >= options["min_length"] for word in lexicon], bool)
    return lexicon.where(keep)
