"""Files that are either written whole or left as they were."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from typing import IO, Any

from minent.errors import OutputError

_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@contextlib.contextmanager
def atomic_write(path: str | os.PathLike[str], mode: str = "w") -> Iterator[IO[Any]]:
    """Open a temporary file beside `path` that takes its place when the block succeeds.

    Devices and pipes (``/dev/stdout``, a FIFO) are written directly.

    Raises
    ------
    OutputError
        When the file cannot be written (no folder, no permission, disk full).
    """
    target = os.fspath(path)
    options: dict[str, Any] = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
    try:
        if os.path.exists(target) and not stat.S_ISREG(os.stat(target).st_mode):
            if os.path.isdir(target):
                raise OutputError(f"{target}: is a directory; name a file")
            with open(target, mode, **options) as stream:
                yield stream
            return
        target = os.path.realpath(target)
        descriptor, temporary = _create_beside(target)
        try:
            with os.fdopen(descriptor, mode, **options) as stream:
                yield stream
            os.chmod(temporary, _permissions(target))
            os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)
            raise
    except BrokenPipeError:
        raise
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"{path}: cannot write: {error.strerror or error}") from error


def _create_beside(target: str) -> tuple[int, str]:
    """A new file that nobody else reads."""
    number = 0
    while True:
        temporary = os.path.join(os.path.dirname(target), f".minent-{os.getpid()}-{number}.tmp")
        try:
            return os.open(temporary, _NEW, 0o600), temporary
        except FileExistsError:
            number += 1


def _permissions(target: str) -> int:
    """Those of the file that is replaced, else what the umask leaves."""
    if os.path.exists(target):
        return stat.S_IMODE(os.stat(target).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
