"""Standard input for work that reads its text twice."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from minent.errors import CorpusError


@contextlib.contextmanager
def rereadable(paths: list[str], twice: bool = True) -> Iterator[list[str]]:
    """Standard input becomes a temporary file when the text is read twice.

    Parameters
    ----------
    paths : list of str
        Sources; ``-`` is standard input.
    twice : bool
        Whether the text is read twice; otherwise the paths are given back as they are.

    Yields
    ------
    list of str
        The paths, with the file in place of ``-``. It is removed at the end.

    Raises
    ------
    CorpusError
        When the file cannot be written.
    """
    if not twice or "-" not in paths:
        yield paths
        return
    from minent.text.sources import open_stdin

    with tempfile.TemporaryDirectory(prefix="minent-") as folder:
        spool = Path(folder) / "stdin.txt"
        try:
            with spool.open("wb") as stream:
                shutil.copyfileobj(open_stdin(), stream)
        except OSError as error:
            raise CorpusError(f"cannot keep standard input in {folder}: {error.strerror}", source="<stdin>") from error
        yield [str(spool) if path == "-" else path for path in paths]
