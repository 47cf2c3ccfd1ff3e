"""Results of the steps of a chain kept in a folder, and used again when nothing they depend on changed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from minent.atomic import atomic_write
from minent.errors import OutputError, ParameterError

T = TypeVar("T")
_INDEX = "steps.json"


class Kept:
    """A folder with the results of steps.

    Parameters
    ----------
    folder : path or None
        Made if it is not there; ``None``: nothing is kept.
    note : callable, optional
        Told of each step that is used again.
    """

    def __init__(self, folder: str | os.PathLike[str] | None, note: Callable[[str], object] | None = None) -> None:
        self.folder = None if folder is None else Path(folder)
        self._note = note
        self._index: dict[str, dict[str, object]] = {}
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{self.folder}: cannot make the folder: {error.strerror or error}") from error
        index = self.folder / _INDEX
        if index.exists():
            self._index = _read_index(index)

    def step(
        self,
        file: str,
        key: str | None,
        make: Callable[[], T],
        save: Callable[[T, Path], None],
        load: Callable[[Path], T],
    ) -> T:
        """The result of a step: of the file if it was made with the same key, else made and written.

        Parameters
        ----------
        file : str
            Name of the file in the folder.
        key : str or None
            What the result depends on; see `key_of`. ``None``: never the same.
        make, save, load : callable
            Make the result, write it to a path, read it.

        Raises
        ------
        ParameterError
            When the file was changed since it was written.
        OutputError
            When it cannot be written.
        """
        if self.folder is None:
            return make()
        path = self.folder / file
        known = self._index.get(file)
        if known is not None and path.exists() and known.get("stamp") != _stamp(path):
            raise ParameterError(
                f"{path} was changed since it was written; move it elsewhere and name it there, or remove it"
            )
        if known is not None and path.exists() and key is not None and known.get("key") == key:
            if self._note is not None:
                self._note(f"{path}: used again")
            return load(path)
        result = make()
        save(result, path)
        self._index[file] = {"key": key, "stamp": _stamp(path)}
        with atomic_write(self.folder / _INDEX) as stream:
            json.dump(self._index, stream, indent=1, sort_keys=True)
            stream.write("\n")
        return result


def key_of(*parts: object) -> str | None:
    """A short key of plain values; ``None`` if one of them is ``None`` for "never the same"."""
    if any(part is None for part in parts):
        return None
    return blake2b(json.dumps(parts, sort_keys=True, default=str).encode(), digest_size=16).hexdigest()


def sources_key(paths: Iterable[Path | None]) -> str | None:
    """A key of files by name, size and time of change; ``None`` where one is standard input."""
    stamps = [None if path is None else [str(path.resolve()), _stamp(path)] for path in paths]
    return None if None in stamps else key_of(*stamps)


def _stamp(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def _read_index(path: Path) -> dict[str, dict[str, object]]:
    try:
        index = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ParameterError(f"{path}: cannot be read ({error}); remove it") from None
    if not isinstance(index, dict) or not all(isinstance(entry, dict) for entry in index.values()):
        raise ParameterError(f"{path}: not written by minent; name another folder")
    return index
