"""Names of nodes that are not kept as one string each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray


class IntegerNames(Sequence[str]):
    """Names that are numbers; 8 bytes a name.

    Parameters
    ----------
    ids : int64 array, shape (n,)
        The numbers.
    """

    def __init__(self, ids: NDArray[np.int64]) -> None:
        self.ids = ids

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return IntegerNames(self.ids[index])
        return str(self.ids[index])

    def __iter__(self) -> Iterator[str]:
        return map(str, self.ids.tolist())

    def __eq__(self, other: object) -> bool:
        return _same_names(self, other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return _shown(self)


class PackedNames(Sequence[str]):
    """Names one behind the other in UTF-8; 8 bytes a name and their text.

    Parameters
    ----------
    text : bytes
        All names.
    offsets : int64 array, shape (n + 1,)
        Name i is ``text[offsets[i]:offsets[i + 1]]``.
    """

    def __init__(self, text: bytes, offsets: NDArray[np.int64]) -> None:
        self._text, self._offsets = text, offsets

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        return self._text[self._offsets[place] : self._offsets[place + 1]].decode()

    def __iter__(self) -> Iterator[str]:
        begin = 0
        for end in self._offsets[1:].tolist():
            yield self._text[begin:end].decode()
            begin = end

    def __eq__(self, other: object) -> bool:
        return _same_names(self, other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return _shown(self)


def packed(names: Sequence[str]) -> tuple[bytes, NDArray[np.int64]]:
    """Return names one behind the other in UTF-8, and where they begin and end."""
    parts = [name.encode("utf-8", "replace") for name in names]
    offsets = np.zeros(len(parts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)), out=offsets[1:])
    return b"".join(parts), offsets


def taken_names(names: Sequence[str], places: NDArray[np.integer]) -> list[str]:
    """Return the names at some places."""
    if isinstance(names, IntegerNames):
        return list(map(str, names.ids[places].tolist()))
    return [names[place] for place in places.tolist()]


def _same_names(names: Sequence[str], other: Any) -> bool:
    if not isinstance(other, (IntegerNames, PackedNames, list, tuple)):
        return NotImplemented
    return len(names) == len(other) and all(a == b for a, b in zip(names, other, strict=True))


def _shown(names: Sequence[str]) -> str:
    few = [repr(names[i]) for i in range(min(len(names), 5))]
    return f"[{', '.join(few)}{', ...' if len(names) > 5 else ''}]"
