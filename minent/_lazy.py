"""Names that a package imports from its modules when they are first used (PEP 562).

The command line reads the packages' small modules (options, errors) without loading NumPy and
the kernels.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable


def lazy_names(package: str, homes: dict[str, tuple[str, ...]]) -> tuple[Callable[[str], object], list[str]]:
    """Return ``__getattr__`` and ``__all__`` of a package.

    Parameters
    ----------
    package : str
        Its name.
    homes : dict
        Public names by the module they come from.
    """
    home_of = {name: module for module, names in homes.items() for name in names}

    def getattr_(name: str) -> object:
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(importlib.import_module(home_of[name]), name)

    return getattr_, sorted(home_of)
