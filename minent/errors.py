"""What minent raises: one class for each reason a caller may want to handle."""

from __future__ import annotations


class MinentError(Exception):
    """Root of all errors that minent raises on purpose; the text is one line for a person."""


class InputError(MinentError, ValueError):
    """A file or a text cannot be used as it is."""


class CorpusError(InputError):
    """A corpus cannot be read.

    Parameters
    ----------
    message : str
        What is wrong and how to mend it.
    source : str, optional
        File name, ``<stdin>`` or ``<text>``.
    line : int, optional
        Line number, from 1.
    offset : int, optional
        Byte offset in the (decompressed) source, from 0.
    """

    def __init__(
        self, message: str, *, source: str | None = None, line: int | None = None, offset: int | None = None
    ) -> None:
        place = source
        if line is not None:
            place = f"{source}: line {line}"
        if offset is not None:
            place = f"{place}, byte offset {offset}"
        super().__init__(f"{place}: {message}" if place else message)
        self.source, self.line, self.offset = source, line, offset


class FormatError(InputError):
    """A saved table, lexicon or graph is not in the format it should be.

    Parameters
    ----------
    message : str
        What is wrong and how to mend it.
    path : str
        The file.
    line : int, optional
        Line number, from 1.
    """

    def __init__(self, message: str, *, path: str, line: int | None = None) -> None:
        super().__init__(f"{path}: line {line}: {message}" if line is not None else f"{path}: {message}")
        self.path, self.line = path, line


class ParameterError(MinentError, ValueError):
    """A parameter is out of range or does not fit the others."""


class OutputError(MinentError, OSError):
    """A result cannot be written; what stood there before is untouched."""


class BudgetError(MinentError, MemoryError):
    """The input is larger than a stated limit."""


class MissingExtraError(MinentError, ImportError):
    """An optional dependency is not installed.

    Parameters
    ----------
    feature : str
        What needs it.
    extra : str
        Name of the extra that brings it.
    """

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an optional dependency: pip install 'minent[{extra}]'")
        self.feature, self.extra = feature, extra
