"""Nearest-neighbour entropy as a loss: differentiable, on the processor or a GPU.

Which points are neighbours is found without gradients in blocks, the distances to them are recomputed exactly
with gradients: ``dH / dx`` is that of ``(d / n) sum ln e_i``. Maximising it spreads a code out, the regulariser
of an auto-encoder. PyTorch is the extra ``torch``; it is imported when the function is called.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from minent.arguments import integer, one_of
from minent.entropy.estimates import base_log
from minent.entropy.neighbours import METRICS, Metric
from minent.entropy.special import log_unit_ball, psi
from minent.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    import torch

_BLOCK_CELLS = 1 << 22  # distances at a time
_SPARE = 4  # neighbours picked beyond k, as products of rounded numbers may confuse near ones


def entropy(x: torch.Tensor, k: int = 3, *, metric: Metric = "euclidean", base: float = 2) -> torch.Tensor:
    """Kozachenko-Leonenko entropy of the rows of a tensor, with gradients.

    Parameters
    ----------
    x : floating tensor, shape (n, d) or (n,)
        A batch of points, on any device.
    k : int
        Neighbours.
    metric : {"euclidean", "chebyshev"}
        Shape of the balls.
    base : float
        Unit of the result.

    Returns
    -------
    tensor, shape ()
        In units of the base, of the dtype and on the device of x.

    Raises
    ------
    InputError
        If values are missing, infinite or repeated, or rows are too few for k.
    MissingExtraError
        Without PyTorch.

    ParameterError
        If a parameter is out of range.

    Notes
    -----
    ``H = psi(n) - psi(k) + ln c_d + (d / n) sum ln e_i`` as `minent.entropy.entropy`, whose value it has. Euclidean
    neighbours come from products of centred points, a few more than k, and are then ordered by their exact
    distances. O(n^2 d) time, O(n (k + d)) memory and blocks of 2^22 distances.

    Tested on the processor, gradients with ``torch.autograd.gradcheck``; nothing in it is specific to a device,
    but it was not run on CUDA.

    References
    ----------
    L. F. Kozachenko and N. N. Leonenko, Problems of Information Transmission 23 (1987), 95-101.

    Examples
    --------
    >>> import torch  # doctest: +SKIP
    >>> code = encoder(batch)  # doctest: +SKIP
    >>> loss = torch.nn.functional.mse_loss(decoder(code), batch) - 0.1 * entropy(code)  # doctest: +SKIP
    >>> loss.backward()  # doctest: +SKIP
    """
    torch = _import_torch()
    one_of("metric", metric, METRICS)
    k, unit = integer("k", k, least=1), base_log(base)
    if not isinstance(x, torch.Tensor):
        raise InputError(f"x: {type(x).__name__} is not a tensor; use minent.entropy.entropy, or torch.as_tensor")
    points = x[:, None] if x.ndim == 1 else x
    if points.ndim != 2 or not points.is_floating_point() or not points.numel():
        raise InputError(f"x: shape {tuple(x.shape)} of {x.dtype}; give a floating tensor (n, d) or (n,)")
    n, d = points.shape
    if k >= n:
        raise InputError(f"x: {n} rows are too few for k={k}; give a larger batch or a smaller k")
    if not bool(torch.isfinite(points.detach()).all()):
        raise InputError("x: some values are NaN or infinite; look at the layer before")
    largest = float(points.detach().abs().max()) or 1.0
    # By a power of two, so that no square over- or underflows; it costs no digit.
    size = math.ldexp(1.0, -math.frexp(largest)[1])
    scaled = points * size
    with torch.no_grad():
        neighbour = _kth_neighbours(torch, scaled, k, metric)
    apart = scaled - scaled[neighbour]
    euclidean = metric == "euclidean"
    logs = torch.log((apart * apart).sum(dim=1)) / 2 if euclidean else torch.log(apart.abs().amax(dim=1))
    if not bool(torch.isfinite(logs.detach()).all()):
        raise InputError(f"x: some rows equal {k} others, the entropy is -inf; add noise or take a larger k")
    constant = psi(n) - psi(k) + log_unit_ball(d, metric) - d * math.log(size)
    return (constant + d * logs.mean()) / unit


def _kth_neighbours(torch: Any, points: torch.Tensor, k: int, metric: Metric) -> torch.Tensor:
    """Row of the k-th nearest other point of each point."""
    if points.dtype in (torch.float16, torch.bfloat16):  # too coarse to tell neighbours apart
        points = points.float()
    n = len(points)
    centred = points - points.mean(dim=0)
    squares = (centred * centred).sum(dim=1)
    rows = max(1, _BLOCK_CELLS // n)
    found = []
    for begin in range(0, n, rows):
        block = centred[begin : begin + rows]
        rough = squares - 2 * block @ centred.T if metric == "euclidean" else torch.cdist(block, centred, p=math.inf)
        own = torch.arange(len(block), device=points.device)
        rough[own, own + begin] = math.inf
        near = rough.topk(min(k + _SPARE, n - 1), dim=1, largest=False).indices
        apart = points[begin : begin + rows, None] - points[near]
        exact = (apart * apart).sum(dim=2) if metric == "euclidean" else apart.abs().amax(dim=2)
        kth = exact.topk(k, dim=1, largest=False).indices[:, -1:]
        found.append(near.gather(1, kth)[:, 0])
    return torch.cat(found)


def _import_torch() -> Any:
    try:
        import torch
    except ImportError:
        raise MissingExtraError("minent.entropy.torch", "torch") from None
    return torch
