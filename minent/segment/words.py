"""Text whose units are the words of a lexicon."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from minent.arguments import one_of, thread_count
from minent.errors import ParameterError
from minent.parallel import parallel_map
from minent.progress import Progress, watched
from minent.segment.files import valid_blocks
from minent.segment.marks import without_marks
from minent.segment.options import MARKS
from minent.segment.segmenter import Segmenter
from minent.text.corpus import Corpus, source_blocks
from minent.text.decoding import Block
from minent.text.encoding import EncodedText, encode_blocks
from minent.text.options import TextOptions
from minent.text.sources import find_sources, total_size
from minent.text.transforms import Transformer

# A lexicon that has less of the words of a text was not made for it; one without single units has about half.
_LEAST_KNOWN = 0.1


def read_words(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    segmenter: Segmenter | None,
    *,
    marks: str = "wall",
    threads: int | None = None,
    progress: Progress | None = None,
    **options: object,
) -> Corpus:
    """Read text as a corpus of words.

    Parameters
    ----------
    paths : path or iterable of paths
        See `read_corpus`.
    segmenter : Segmenter or None
        Divides the text into words; how it cuts and folds text is how the text is read. ``None``: tokens are
        the words.
    marks : {"wall", "pass"}
        Whether marks are boundaries, or nothing: then only line ends are boundaries.
    threads : int, optional
        Number of threads; all processors by default. The result does not depend on it.
    progress : Progress, optional
        Told of the bytes read.
    **options
        ``encoding``, ``errors``, ``jsonl_field``, ``dedup``, and for tokens all others: see `TextOptions`.

    Returns
    -------
    Corpus
        Its units are words as the lexicon spells them (``0年`` for any number with 年); a unit
        that the lexicon does not have is a word by itself. The units of a phrase are joined by
        ``_``.

    Raises
    ------
    CorpusError
        When a source cannot be read or decoded.
    ParameterError
        When the lexicon does not fit: less than a tenth of the words of the text are in it.

    Notes
    -----
    Linear in the text; a few blocks of 2 MiB for each thread beside the corpus, which takes 2 bytes
    a word, 4 with more than 65,534 words that occur twice.

    Examples
    --------
    >>> import minent
    >>> words = read_words("corpora/chinese/tea.txt", minent.Segmenter(minent.learn_lexicon("corpora/chinese")))
    >>> words.n_tokens < minent.read_corpus("corpora/chinese/tea.txt").n_tokens
    True
    """
    one_of("marks", marks, MARKS)
    reading, options_of_words = _options(segmenter, options)
    sources = find_sources(paths, jsonl=reading.jsonl_field is not None)
    transformer = Transformer(reading)
    n_threads = thread_count(threads)
    watcher = watched(progress)
    watcher.start("segmenting", total_size(sources), "B")

    def blocks() -> Iterator[Block]:
        for source in sources:
            yield from valid_blocks(source_blocks(source, reading, transformer), reading, transformer.losses)

    def divide(_: None, block: Block) -> Block:
        data = block.data if segmenter is None else segmenter.spelled_block(block.data)
        return replace(block, data=without_marks(data) if marks == "pass" else data)

    divided = parallel_map(divide, blocks(), [None] * n_threads)
    encoded = encode_blocks(divided, options_of_words, n_threads, watcher)
    watcher.finish()
    if segmenter is not None:
        _check_fit(encoded, segmenter)
    return Corpus(
        ids=encoded.ids,
        unit_counts=encoded.unit_counts,
        vocabulary=encoded.vocabulary,
        options=options_of_words,
        shared_units=encoded.shared_units,
        n_dropped_lines=encoded.n_dropped_lines + transformer.losses.dropped_lines,
        n_duplicates=transformer.losses.duplicates,
    )


def _options(segmenter: Segmenter | None, options: dict[str, object]) -> tuple[TextOptions, TextOptions]:
    """How the text is read, and how its words are."""
    if segmenter is None:
        reading = TextOptions(**{"unit": "token", **options})  # type: ignore[arg-type]
        if reading.unit != "token":
            raise ParameterError("without a segmenter the words are tokens; unit must be token")
        return reading, reading
    for name in ("unit", "latin", "normalize", "fold_case", "numbers"):
        if name in options:
            raise ParameterError(f"{name} is an option of the segmenter")
    return replace(segmenter.options, **options), TextOptions(unit="token", numbers="alike")  # type: ignore[arg-type]


def _check_fit(encoded: EncodedText, segmenter: Segmenter) -> None:
    """Fail when next to nothing of the text is in the lexicon."""
    known = set(segmenter.spellings)
    in_lexicon = np.fromiter((word in known for word in encoded.vocabulary.texts), bool, len(encoded.vocabulary))
    total, count = int(encoded.unit_counts.sum()), int(encoded.unit_counts[in_lexicon].sum())
    if count < _LEAST_KNOWN * total:
        raise ParameterError(
            f"the lexicon does not fit the text: {count / total:.1%} of its words are in it; learn one with "
            "minent lexicon, or check unit and latin"
        )
