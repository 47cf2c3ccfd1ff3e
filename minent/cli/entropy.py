"""``minent entropy``: entropy and mutual information of columns of numbers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click

from minent.cli import common
from minent.errors import InputError, ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from minent.columns import Columns
    from minent.entropy import Estimate

_DECIMALS = 6


@click.command("entropy")
@click.argument("data", type=click.Path(exists=True, dir_okay=False), metavar="DATA")
@click.option("--columns", metavar="A,B,...", help="Columns to take; all by default.")
@click.option("--mi", nargs=2, metavar="A B", help="Mutual information of two columns, or lists such as a,b.")
@click.option("--given", metavar="C,...", help="Condition on these columns.")
@click.option("-k", "k", type=int, default=3, show_default=True, help="Neighbours.")
@click.option("--base", type=float, default=2, show_default=True, help="Unit: 2 for bits, 2.718281828 for nats.")
@click.option(
    "--metric",
    type=click.Choice(("euclidean", "chebyshev")),
    default="euclidean",
    show_default=True,
    help="Shape of the balls for entropies.",
)
@click.option(
    "--ties",
    type=click.Choice(("error", "jitter", "drop")),
    default="error",
    show_default=True,
    help="What repeated rows do: stop, get noise, or count once.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the noise.")
@click.option("--workers", type=int, metavar="N", help="Number of threads; all processors by default.")
@click.option(
    "--format",
    "format",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="How the result looks.",
)
def command(**options: Any) -> None:
    """Entropy of columns of numbers, by nearest neighbours.

    DATA: a .npy array (columns 0, 1, ...), a .csv file with a header or a .parquet file. Without --mi:
    the entropy of each column and, if there are several, of all together.

    \b
    Examples:
      minent entropy corpora/measurements.csv
      minent entropy corpora/measurements.csv --columns height,weight --base 2.718281828
      minent entropy corpora/measurements.csv --mi height weight --given age
      minent entropy corpora/measurements.csv --mi height weight,age -k 5 --format json
    """
    from minent.entropy.tables import read_columns

    left, right = ([], []) if options["mi"] is None else map(_names, options["mi"])
    given, chosen = _names(options["given"]), _names(options["columns"])
    if options["columns"] is not None and not chosen:
        raise ParameterError("--columns needs names of columns")
    if left and chosen:
        raise ParameterError("--columns and --mi exclude each other; name the columns of --mi alone")
    if options["mi"] is not None and not (left and right):
        raise ParameterError("--mi needs names of columns on both sides")
    if given and not (left or chosen):
        raise ParameterError("--given needs --mi or --columns: of what?")
    named = left + right + chosen + given
    for name in named:
        if named.count(name) > 1:
            raise ParameterError(f"column {name!r} is named twice; name each column once")
    table = read_columns(options["data"], named or None)
    wanted = {"mi": (left, right)} if left else {"entropy": (chosen or list(table),)}
    rows = _estimates(table, wanted, given, options)
    _write(rows, options["format"])


def _names(text: str | None) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()] if text else []


def _estimates(table: dict[str, np.ndarray], wanted: dict[str, Any], given: list[str], options: Any) -> list[Any]:
    """Rows (label, Estimate)."""
    from minent import entropy as estimators

    path = options["data"]
    shared = {name: options[name] for name in ("k", "base", "ties", "seed", "workers")} | {"full": True}
    condition = f" | {', '.join(given)}" if given else ""
    if "mi" in wanted:
        left, right = wanted["mi"]
        label = f"I({', '.join(left)}; {', '.join(right)}{condition})"
        if given:
            parts = [_stack(table, names) for names in (left, right, given)]
            return [(label, _told(path, estimators.conditional_mutual_information, *parts, **shared))]
        return [
            (label, _told(path, estimators.mutual_information, _stack(table, left), _stack(table, right), **shared))
        ]
    (names,) = wanted["entropy"]
    groups = [[name] for name in names] + ([names] if len(names) > 1 else [])
    rows = []
    for group in groups:
        label = f"H({', '.join(group)}{condition})"
        if given:
            rows.append(
                (
                    label,
                    _told(path, estimators.conditional_entropy, _stack(table, group), _stack(table, given), **shared),
                )
            )
        else:
            rows.append(
                (label, _told(path, estimators.entropy, _stack(table, group), metric=options["metric"], **shared))
            )
    return rows


def _told(path: str, estimator: Callable[..., Any], *variables: Any, **options: Any) -> Estimate:
    """The estimate; an error says which columns it is about and what an option of the command line can do."""
    try:
        return estimator(*variables, **options)
    except InputError as error:
        message = re.sub(r"ties='(\w+)'", r"--ties \1", str(error))
        columns = ", ".join(name for variable in variables for name in variable.columns)
        place = path if "column " in message else f"{path}: {columns}"
        raise InputError(re.sub(r"^[xyz]( and [xyz])*: ", f"{place}: ", message)) from None


class _Named:
    """Columns with their names, as the estimators read data frames."""

    def __init__(self, values: np.ndarray, columns: list[str]) -> None:
        self._values, self.columns = values, columns

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        return self._values


def _stack(table: dict[str, np.ndarray], names: list[str]) -> _Named:
    import numpy as np

    return _Named(np.stack([table[name] for name in names], axis=1), names)


def _write(rows: list[Any], format: str) -> None:
    import numpy as np

    from minent.columns import write_table

    stream = common.utf8_stdout()
    if format == "json":
        records = [
            {
                "quantity": label,
                "value": round(one.value, _DECIMALS),
                "stderr": round(one.stderr, _DECIMALS),
                "k": one.k,
                "n": one.n,
            }
            for label, one in rows
        ]
        stream.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
        return
    columns: Columns = {
        "quantity": [label for label, _ in rows],
        "value": np.array([one.value for _, one in rows]),
        "stderr": np.array([one.stderr for _, one in rows]),
        "k": np.array([one.k for _, one in rows]),
        "n": np.array([one.n for _, one in rows]),
    }
    write_table(columns, stream)
