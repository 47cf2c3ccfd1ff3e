"""An impact matrix as a picture."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import numpy as np

from minent.atomic import atomic_write
from minent.errors import MissingExtraError, ParameterError
from minent.parse.impact import Impact
from minent.parse.output import matrix_of

SUFFIXES = (".png", ".svg", ".pdf")
_CELL, _MARGIN = 0.32, 1.6  # inches


def draw_heatmap(impact: Impact, path: str | os.PathLike[str]) -> None:
    """Draw an impact matrix: a row for each masked unit, a column for each that matters to it.

    Parameters
    ----------
    impact : Impact
        A sentence with its matrix. Unknown pairs and the diagonal stay white.
    path : path
        A ``.png``, ``.svg`` or ``.pdf`` file.

    Raises
    ------
    MissingExtraError
        Without matplotlib (the ``report`` extra).
    ParameterError
        For another suffix.
    InputError
        When impacts are of neighbours only.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise ParameterError(f"{os.fspath(path)}: a heat map is a {', '.join(SUFFIXES)} file")
    values = matrix_of(impact).astype(np.float64)
    np.fill_diagonal(values, np.nan)
    try:
        import matplotlib
    except ImportError:
        raise MissingExtraError("a heat map", "report") from None
    with matplotlib.rc_context({"svg.hashsalt": "minent", "svg.fonttype": "none"}):
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        side = _MARGIN + _CELL * max(len(values), 1)
        figure = Figure(figsize=(side + 1, side), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        shown = axes.imshow(np.ma.masked_invalid(values), cmap="viridis") if values.size else None
        units = impact.units
        axes.set_xticks(range(len(units)), units, rotation=90)
        axes.set_yticks(range(len(units)), units)
        axes.set_xlabel("word that is masked too")
        axes.set_ylabel("word that is predicted")
        if shown is not None:
            figure.colorbar(shown, ax=axes, label="impact")
        dated = {"Date": None} if suffix == ".svg" else {"CreationDate": None} if suffix == ".pdf" else None
        with atomic_write(path, "wb") as stream, warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph")  # the font may lack a script
            figure.savefig(stream, format=suffix[1:], metadata=dated)
