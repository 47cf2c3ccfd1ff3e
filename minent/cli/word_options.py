"""Options of the commands that count words around words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from minent.cli import common
from minent.graph.options import ASSOCIATIONS, SIDES, SYMMETRISE, VECTOR_FORMATS, WEIGHTINGS, WEIGHTS
from minent.segment.options import MARKS

if TYPE_CHECKING:
    from minent.graph import WindowCounts, WordText

F = TypeVar("F", bound=Callable[..., Any])

lexicon_option = click.option(
    "--lexicon",
    type=click.Path(),
    metavar="FILE",
    help="Divide the text into the words of a lexicon, from minent lexicon or another source.",
)


def words_options(max_words: int | None, weighting: str) -> Callable[[F], F]:
    """Which words of a text count, and what is near; `max_words` and `weighting` by default."""
    most = "all that are frequent enough by default." if max_words is None else ""
    return common.stacked(
        [
            click.option("--min-count", type=int, default=5, show_default=True, help="Least occurrences of a word."),
            click.option("--max-words", type=int, metavar="N", default=max_words, show_default=max_words is not None,
                         help=f"Only the N most frequent words{'; ' + most if most else '.'}"),
            click.option("--window", type=int, default=5, show_default=True, help="Words so far apart are near."),
            click.option("--weighting", type=click.Choice(WEIGHTINGS), default=weighting, show_default=True,
                         help="A word at distance d counts 1, or 1/d."),
            click.option("--marks", type=click.Choice(MARKS), default="wall", show_default=True,
                         help="Whether nothing is near across a mark, or marks are passed over; between characters "
                         "without --lexicon they are always walls."),
        ]
    )  # fmt: skip


vector_options = common.stacked(
    [
        click.option("--dimension", type=int, metavar="N",
                     help="Numbers in a vector; by default the least above 8.33 ln(different words), or, where that is "
                     "more, sqrt(words of the text) / 13 up to 300."),
        click.option("--association", type=click.Choice(ASSOCIATIONS), default="root", show_default=True,
                     help="What is factorised: square roots of counts beside those to be expected, or positive "
                     "pointwise mutual information."),
        click.option("--smoothing", type=float, metavar="A",
                     help="Exponent of the counts of contexts; by default 1, as they are, and 0.75 with ppmi."),
        click.option("--shift", type=float, default=1.0, show_default=True,
                     help="With ppmi: false contexts beside each true one; log2 of it is taken from the information."),
        click.option("--power", type=float, default=0.5, show_default=True,
                     help="Exponent of the singular values; 0: all directions weigh the same."),
        click.option("--no-centre", "centre", is_flag=True, callback=lambda _, __, value: not value,
                     help="Leave vectors as they are; by default they are scaled to length 1 and their mean is taken "
                     "from each."),
        click.option("--whiten", is_flag=True, help="Make all directions vary alike."),
    ]
)  # fmt: skip

neighbour_options = common.stacked(
    [
        click.option("--neighbours", "-k", type=int, default=50, show_default=True, metavar="N",
                     help="Most links that leave a word."),
        click.option("--min-cosine", type=float, default=0.3, show_default=True, help="Least cosine of linked words."),
        click.option("--exponent", type=float, default=3.0, show_default=True,
                     help="A link weighs its cosine to this power."),
        click.option("--symmetrise", type=click.Choice(SYMMETRISE), default="max", show_default=True,
                     help="Links of either direction, with their mean, or only of both; none: a directed graph."),
    ]
)  # fmt: skip

read_vectors_options = common.stacked(
    [
        click.option("--input-format", type=click.Choice(VECTOR_FORMATS),
                     help="Format of the vectors; found by content and name by default."),
        click.option("--words", type=click.Path(), metavar="FILE", help="The words of a .npy matrix, one a line."),
    ]
)  # fmt: skip

weights_option = click.option(
    "--weights",
    type=click.Choice(WEIGHTS),
    default="ppmi",
    show_default=True,
    help="Of links by co-occurrence: information in bits, bits saved in the whole text, or counts.",
)
sides_option = click.option(
    "--sides",
    type=click.Choice(SIDES),
    default="both",
    show_default=True,
    help="Where near words count; of one side only the links are directed.",
)
seed_option = click.option("--seed", type=int, default=0, show_default=True, help="Seed of the random numbers.")


def read_words(corpus: tuple[str, ...], options: dict[str, Any]) -> WordText:
    """The text of a command as words."""
    from minent.graph import read_word_text

    text = read_word_text(
        common.corpus_paths(corpus),
        lexicon=options["lexicon"],
        marks=options["marks"],
        min_count=options["min_count"],
        max_words=options["max_words"],
        threads=options["threads"],
        progress=common.make_progress(options["quiet"]),
        **common.text_arguments(options),
    )
    kept = int(text.counts.sum())
    common.note(
        f"{text.n_tokens:,} words, {len(text):,} different ones kept ({100 * kept / max(text.n_tokens, 1):.1f}%)",
        options["quiet"],
    )
    return text


def count_words(corpus: tuple[str, ...], options: dict[str, Any]) -> WindowCounts:
    """Which words of a command's text stand near which."""
    from minent.graph import count_windows

    return count_windows(
        read_words(corpus, options),
        window=options["window"],
        sides=options.get("sides", "both"),
        weighting=options["weighting"],
        threads=options["threads"],
        progress=common.make_progress(options["quiet"]),
    )
