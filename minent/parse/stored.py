"""Impacts of a corpus into a folder of shards, taken up again where a run stopped."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minent.errors import FormatError, OutputError
from minent.parse.impact import impact_matrices
from minent.parse.storage import make_folder, read_header, shard_paths, write_shard
from minent.progress import Progress, watched

if TYPE_CHECKING:
    from minent.parse.encoder import Encoder

_SHARD_LINES = 256


def store_impacts(
    lines: Iterable[str],
    encoder: Encoder,
    folder: str | os.PathLike[str],
    *,
    skipped: Callable[[int, str], None] | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> int:
    """Compute the impacts of a corpus and store them; go on where a run of the same stopped.

    Parameters
    ----------
    lines : iterable of str
        The corpus.
    encoder : Encoder
        The model.
    folder : path
        Where the shards are, or will be; `load_impacts` reads it.
    skipped : callable, optional
        See `impact_matrices`.
    progress : Progress, optional
        Told about lines.
    **options : object
        The other options of `impact_matrices`.

    Returns
    -------
    int
        Lines of the corpus.

    Raises
    ------
    OutputError
        If the folder holds something else or cannot be written.
    FormatError
        If the shards in it come from another text, model or option.

    Notes
    -----
    A shard holds 256 lines and is computed by itself, so its bytes do not depend on where a run was stopped. What is
    there is known by the digest of its lines; the last shard of a finished run is computed again if lines were added.
    """
    target = Path(folder)
    there = _shards_of(target)
    make_folder(target)
    identity = {**options, "model": encoder.digest()}
    watching = watched(progress)
    watching.start("impacts", None, "lines")
    first, number = 1, 0
    for group, end in _groups(lines):
        header = {"first": first, "next": first + len(group), "end": end, "options": identity, "digest": _digest(group)}
        if number >= len(there) or not _same(there[number], header, group):
            found = impact_matrices(group, encoder, skipped=skipped, first_line=first, **options)
            write_shard(target, number, list(found), header)
        watching.advance(len(group))
        first, number = first + len(group), number + 1
    watching.finish()
    if number < len(there):
        raise FormatError("holds more than this text; name a new folder", path=os.fspath(folder))
    return first - 1


def _groups(lines: Iterable[str]) -> Iterator[tuple[list[str], bool]]:
    """The lines by shards, each with whether it is the last; one without lines for an empty corpus."""
    source = iter(lines)
    group = list(islice(source, _SHARD_LINES))
    while True:
        following = list(islice(source, _SHARD_LINES))
        yield group, not following
        if not following:
            return
        group = following


def _shards_of(folder: Path) -> list[Path]:
    if folder.is_file():
        raise OutputError(f"{folder}: is a file; name a folder")
    paths = shard_paths(folder)
    others = [path.name for path in folder.iterdir() if path not in paths] if folder.is_dir() else []
    strange = [name for name in others if not name.startswith(".minent-")]
    if strange:
        raise OutputError(f"{folder}: holds other files ({strange[0]}); name a new folder")
    return paths


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(line.rstrip("\r\n") for line in lines).encode("utf-8", "surrogatepass")).hexdigest()


def _same(path: Path, header: dict[str, Any], group: list[str]) -> bool:
    """Whether a shard is the one of a header; an error if it comes from another run.

    The last shard of a run that ended may be followed by more lines now: then it is computed again.
    """
    there = read_header(path)
    if there["options"] != header["options"]:
        raise FormatError("made with another model or other options; name a new folder", path=str(path))
    if all(there[name] == header[name] for name in ("first", "next", "digest", "end")):
        return True
    n_lines = there["next"] - there["first"]
    if not there["end"] or there["first"] != header["first"] or there["digest"] != _digest(group[:n_lines]):
        raise FormatError("made from other text; name a new folder", path=str(path))
    return False
