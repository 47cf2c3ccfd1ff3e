"""What all segmenters can do with a text once a kernel can divide it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from minent.arguments import thread_count
from minent.errors import CorpusError, ParameterError
from minent.parallel import parallel_map
from minent.segment._segmenter import TextSegmenter
from minent.segment.alignment import Aligned
from minent.text.options import TextOptions
from minent.text.transforms import is_encodable

_BATCH_TEXTS = 1 << 14
_BATCH_CHARS = 1 << 19


class BaseSegmenter:
    """Divides text into words by a kernel.

    Parameters
    ----------
    kernel : TextSegmenter
        Divides UTF-8 text in normal form.
    options : TextOptions
        How text is cut and what its normal form is.
    """

    def __init__(self, kernel: TextSegmenter, options: TextOptions) -> None:
        self._kernel = kernel
        self.options = options

    def segment(self, text: str) -> list[str]:
        """Return the words of a text, its marks among them, white space not.

        Parameters
        ----------
        text : str
            The text.

        Returns
        -------
        list of str
            Without white space they join to the text without white space.

        Raises
        ------
        CorpusError
            When the text holds a lone surrogate.
        """
        return next(iter(self.segment_many([text], threads=1)))

    __call__ = segment  # as a tokenizer of scikit-learn's vectorizers

    def segment_many(self, texts: Iterable[str], *, threads: int | None = 1) -> Iterator[list[str]]:
        """Yield the words of each text, in order.

        Parameters
        ----------
        texts : iterable of str
            The texts; read as results are taken.
        threads : int, optional
            Number of threads; ``None``: all processors. The result does not depend on it.

        Yields
        ------
        list of str
        """
        if isinstance(texts, str):
            raise ParameterError("texts must be several texts; use segment for one")
        workers = [self._segment_batch] * thread_count(threads)
        for words in parallel_map(lambda segment, batch: segment(*batch), _batches(texts), workers):
            yield from words

    def spans(self, text: str) -> np.ndarray:
        """Return where the words of a text are.

        Parameters
        ----------
        text : str
            The text.

        Returns
        -------
        int64 array, shape (n_words, 2)
            First and end character of each word in the text as it is given.
        """
        _check(text)
        return self._found(text)[0]

    def _found(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """(spans, number of the kernel's word or 2^32 - 1)."""
        aligned = Aligned(text, self.options) if self.options.changes_text else None
        data = (aligned.text if aligned else text).encode()
        first, last, word = self._kernel.spans(data)
        starts = np.flatnonzero((np.frombuffer(data, np.uint8) & 0xC0) != 0x80)
        spans = np.stack([np.searchsorted(starts, first), np.searchsorted(starts, last)], axis=1)
        if aligned:
            spans, kept = aligned.original(spans)
            word = word[kept]
        return spans, word

    def segment_block(self, block: bytes, separator: bytes) -> bytes:
        """UTF-8 text with a separator between words; line ends stay, other white space goes.

        Parameters
        ----------
        block : bytes
            The text.
        separator : bytes
            What stands between words.

        Returns
        -------
        bytes
        """
        if self.options.changes_text:
            lines = block.decode().split("\n")
            return "\n".join(separator.decode().join(self.segment(line)) for line in lines).encode()
        return self._kernel.write(block, separator)

    def _segment_batch(self, first: int, texts: list[str]) -> list[list[str]]:
        """Words of texts; `first` is the number of the first in messages."""
        try:
            if self.options.changes_text:
                return [[text[a:b] for a, b in self._found(text)[0].tolist()] for text in texts]
            return self._kernel.segment(texts)
        except (AttributeError, TypeError, UnicodeEncodeError):
            for number, text in enumerate(texts, first):
                _check(text, number)
            raise


def _check(text: str, number: int = 1) -> None:
    if not isinstance(text, str):
        raise ParameterError(f"text {number} is not a str but {type(text).__name__}")
    if not text.isascii() and not is_encodable(text):
        raise CorpusError(f"text {number} holds a lone surrogate; replace it")


def _batches(texts: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Some texts at a time, with the number of the first."""
    number, batch, size = 1, [], 0
    for text in texts:
        batch.append(text)
        size += len(text) if isinstance(text, str) else 0
        if size >= _BATCH_CHARS or len(batch) == _BATCH_TEXTS:
            yield number, batch
            number, batch, size = number + len(batch), [], 0
    if batch:
        yield number, batch
