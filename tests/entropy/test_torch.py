from __future__ import annotations

import sys

import numpy as np
import pytest

from minent import entropy as knn
from minent.entropy.torch import entropy as torch_entropy
from minent.errors import InputError, MissingExtraError


def test_without_torch(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingExtraError, match=r"minent\[torch\]"):
        torch_entropy(None)


@pytest.mark.parametrize("metric", ["euclidean", "chebyshev"])
def test_equals_the_numpy_one(metric):
    torch = pytest.importorskip("torch")
    for shape in ((500,), (300, 1), (700, 3), (200, 40)):
        x = np.random.default_rng(0).standard_normal(shape)
        for k, factor, offset in ((1, 1, 0), (3, 1e-180, 0), (5, 1, 100)):
            y = x * factor + offset
            expected = knn.entropy(y, k, metric=metric)
            assert float(torch_entropy(torch.from_numpy(y), k, metric=metric)) == pytest.approx(expected, rel=1e-12)


def test_single_precision_far_from_zero():
    torch = pytest.importorskip("torch")
    x = (1e-3 * np.random.default_rng(1).standard_normal((2000, 4)) + 1).astype(np.float32)
    found = float(torch_entropy(torch.from_numpy(x)))
    assert found == pytest.approx(knn.entropy(x), abs=1e-3)


@pytest.mark.parametrize("metric", ["euclidean", "chebyshev"])
def test_half_precision(metric):
    torch = pytest.importorskip("torch")
    x = torch.from_numpy(np.random.default_rng(4).standard_normal((300, 4))).half()
    found = torch_entropy(x, metric=metric)
    assert found.dtype == torch.float16
    assert found.item() == pytest.approx(knn.entropy(x.numpy(), metric=metric), abs=0.05)


@pytest.mark.parametrize("metric", ["euclidean", "chebyshev"])
def test_gradient(metric):
    torch = pytest.importorskip("torch")
    x = torch.from_numpy(np.random.default_rng(2).standard_normal((20, 3))).requires_grad_()
    assert torch.autograd.gradcheck(lambda y: torch_entropy(y, 2, metric=metric), (x,))


def test_errors():
    torch = pytest.importorskip("torch")
    with pytest.raises(InputError, match="too few"):
        torch_entropy(torch.zeros(3, 2))
    with pytest.raises(InputError, match="equal"):
        torch_entropy(torch.zeros(9, 2))
    for bad in (torch.zeros(5, 0), torch.zeros(5, 2, 2), torch.zeros(5, 2, dtype=torch.int64)):
        with pytest.raises(InputError, match="give a floating tensor"):
            torch_entropy(bad)
    with pytest.raises(InputError, match="list is not a tensor"):
        torch_entropy([1.0, 2.0])
    with pytest.raises(InputError, match="NaN"):
        torch_entropy(torch.full((9, 2), float("nan")))


def test_gradient_steps_spread_a_code_out():
    """What the regulariser of an auto-encoder is for: uphill, the entropy rises."""
    torch = pytest.importorskip("torch")
    x = torch.from_numpy(np.random.default_rng(3).standard_normal((200, 5)).astype(np.float32)).requires_grad_()
    optimiser, values = torch.optim.SGD([x], lr=0.1), []
    for _ in range(5):
        optimiser.zero_grad()
        value = torch_entropy(x, 1)
        (-value).backward()
        optimiser.step()
        values.append(value.item())
    assert values == sorted(values)
    assert values[-1] > values[0]
