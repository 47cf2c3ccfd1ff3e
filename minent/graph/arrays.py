"""Checks of edges that come as arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from minent.arguments import integer
from minent.errors import BudgetError, InputError
from minent.graph.options import NODE_LIMIT, TOO_HEAVY

Numbers = NDArray[np.int32]


def checked_edges(
    sources: ArrayLike, targets: ArrayLike, weights: ArrayLike | None, n_nodes: int | None
) -> tuple[Numbers, Numbers, NDArray[np.float64] | None, int]:
    """Edges in the types of the kernels, without those of weight 0, and the number of nodes.

    Raises
    ------
    InputError
        When the arrays do not fit together, a number is no node, or a weight is negative or not
        finite.
    BudgetError
        When there are more nodes than targets can number.
    """
    u, v = _whole("sources", sources), _whole("targets", targets)
    if len(u) != len(v):
        raise InputError(f"{len(u)} sources but {len(v)} targets; an edge has one of each")
    greatest = max(int(u.max()), int(v.max())) if len(u) else -1
    if len(u) and min(int(u.min()), int(v.min())) < 0:
        raise InputError("a node number is negative; number the nodes from 0")
    n = greatest + 1 if n_nodes is None else integer("n_nodes", n_nodes, least=0)
    if n > NODE_LIMIT:
        raise too_many_nodes(n)
    if greatest >= n:
        raise InputError(f"node {greatest} is outside the {n} nodes (0 to {n - 1}); raise n_nodes or correct the edge")
    narrow_u, narrow_v = _narrow(u), _narrow(v)
    if weights is None:
        return narrow_u, narrow_v, None, n
    w = checked_weights(weights, len(u))
    used = w > 0
    if not used.all():
        narrow_u, narrow_v, w = narrow_u[used], narrow_v[used], w[used]
    return narrow_u, narrow_v, w, n


def too_many_nodes(n: int, path: str | None = None, line: int | None = None) -> BudgetError:
    """Return the error for a graph with more nodes than 32-bit targets can number."""
    place = f"{path}: line {line}: " if path is not None else ""
    return BudgetError(
        f"{place}{n:,} nodes; a graph holds at most {NODE_LIMIT:,} (2^31 - 1): number the nodes densely from 0"
    )


def checked_weights(weights: ArrayLike, n_edges: int) -> NDArray[np.float64]:
    """Weights as a contiguous float64 array.

    Raises
    ------
    InputError
        When there is not one finite number of at least 0 for each edge.
    """
    try:
        w = np.ascontiguousarray(weights, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f"weights are not numbers ({error})") from None
    if w.ndim != 1 or len(w) != n_edges:
        raise InputError(f"weights of shape {w.shape} for {n_edges} edges; give one number for each")
    wrong = ~((w >= 0) & (w < np.inf))
    if wrong.any():
        first = int(np.argmax(wrong))
        raise InputError(f"weight {w[first]:g} of edge {first} is negative or not finite; correct or drop the edge")
    return w


def check_total(weights: NDArray[np.float64]) -> None:
    """Refuse weights whose sum is no number.

    Raises
    ------
    InputError
        When it overflows.
    """
    with np.errstate(over="ignore"):
        if not np.isfinite(weights.sum()):
            raise InputError(TOO_HEAVY)


def _whole(name: str, values: ArrayLike) -> NDArray[np.integer]:
    array = np.asarray(values)
    if array.ndim != 1:
        raise InputError(f"{name} must be one-dimensional, not of shape {array.shape}")
    if array.size == 0:
        return np.empty(0, np.int32)
    if array.dtype.kind not in "iu":
        raise InputError(f"{name} must be whole numbers, not {array.dtype}; use from_pandas for other names of nodes")
    return array


def _narrow(values: NDArray[np.integer]) -> Numbers:
    return np.ascontiguousarray(values, dtype=np.int32)
