"""Example contexts of words, from a second reading of the text."""

from __future__ import annotations

import os
from collections.abc import Iterable

import numpy as np

from minent.arguments import integer
from minent.lexicon._phrases import find_phrases
from minent.lexicon.figures import make_trie
from minent.lexicon.lexicon import Lexicon
from minent.progress import Progress, watched
from minent.text.corpus import Corpus, source_blocks
from minent.text.options import TextOptions
from minent.text.sources import Source, find_sources, total_size
from minent.text.transforms import Transformer

_CONTEXT = 15  # characters on each side


def find_examples(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    lexicon: Lexicon,
    corpus: Corpus,
    n: int = 3,
    *,
    progress: Progress | None = None,
) -> Lexicon:
    """Return the lexicon with a column ``examples``: the first contexts of each word.

    Parameters
    ----------
    paths : path or iterable of paths
        The text that `corpus` was read from; read once more, up to where all words have been
        seen `n` times. Standard input cannot be read twice.
    lexicon : Lexicon
        Words of the corpus.
    corpus : Corpus
        The corpus.
    n : int
        Contexts a word, each the word with up to 15 characters of its line on both sides.
    progress : Progress, optional
        Told of the bytes read.

    Returns
    -------
    Lexicon

    Raises
    ------
    CorpusError
        When a source cannot be read again.
    """
    integer("examples", n, least=1)
    options = corpus.options
    index = corpus.vocabulary.index(options)
    phrases = _split(index.encode("\n".join(lexicon.words).encode()))
    trie = make_trie(phrases, len(corpus.vocabulary))
    wanted = np.full(len(phrases), n, np.int64)
    examples: list[list[str]] = [[] for _ in lexicon.words]
    sources = find_sources(paths, jsonl=options.jsonl_field is not None)
    watcher = watched(progress)
    watcher.start("finding examples", total_size(sources), "B")
    for data, taken in _blocks(sources, options):
        ids, starts, ends = index.encode_spans(data)
        for phrase, first, last in zip(*map(np.ndarray.tolist, find_phrases(trie, ids, wanted)), strict=True):
            examples[phrase].append(_context(data, int(starts[first]), int(ends[last])))
        watcher.advance(taken)
        if not wanted.any():
            break
    watcher.finish()
    column = np.empty(len(lexicon), object)
    column[:] = examples
    return lexicon.with_column("examples", column)


def _blocks(sources: list[Source], options: TextOptions) -> Iterable[tuple[bytes, int]]:
    transformer = Transformer(options)
    for source in sources:
        for block in source_blocks(source, options, transformer):
            yield block.data, block.taken


def _split(ids: np.ndarray) -> list[np.ndarray]:
    """The phrases between boundaries."""
    cuts = np.flatnonzero(ids == 0)
    return [part[part != 0] for part in np.split(ids, cuts)][: len(cuts)]


def _context(data: bytes, start: int, end: int) -> str:
    """The bytes from start to end with some characters of their line on both sides."""
    reach = 4 * _CONTEXT  # a character has up to four bytes
    before = data[max(0, start - reach) : start].rpartition(b"\n")[2].decode("utf-8", "ignore")
    after = data[end : end + reach].partition(b"\n")[0].decode("utf-8", "ignore")
    word = data[start:end].decode("utf-8")
    return " ".join((before[-_CONTEXT:] + word + after[:_CONTEXT]).split())
