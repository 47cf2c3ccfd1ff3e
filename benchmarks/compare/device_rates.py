"""What part of a bare model's tokens a second impacts and training reach on a device."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch

from minent.parse import TrainingOptions, impact_matrices, load_encoder, train_encoder
from minent.parse.models import load_model
from minent.parse.plans import Plan
from minent.parse.training_options import Step
from minent.parse.units import sentences_of

BARS = {"impacts": 0.6, "training": 0.5}
# Rows of a batch of the bare model, sentences of the text, tokens and steps of training.
SIZES = {"cuda": ((64, 256, 1024, 4096), 800, 65_536, 60), "cpu": ((8, 32, 128), 8, 2_048, 12)}


def device_rates(folder: str, lines: list[str], device: str) -> list[dict[str, Any]]:
    """Tokens a second of impacts and of training in bf16, beside the same model in a plain loop at its best size."""
    kind = torch.device(device).type
    batches, n_lines, batch_tokens, steps = SIZES[kind]
    many = (lines * (n_lines // len(lines) + 1))[:n_lines]
    encoder = load_encoder(folder, dtype="bf16", device=device)
    lengths = [len(sentence.ids) for sentence in sentences_of(many, encoder, "spaces")]
    plan = Plan()
    tokens = sum(plan.row_tokens(len(s.count), len(s.ids)) for s in sentences_of(many, encoder, "spaces"))
    impacts = tokens / _seconds(lambda: list(impact_matrices(many, encoder, units="spaces")), kind)
    length = int(np.median(lengths))
    where = torch.cuda.get_device_name() if kind == "cuda" else "the processor"
    rates = [
        ("impacts", impacts, max(_forward_rates(folder, length, device, batches))),
        ("training", _training_rate(folder, many, device, batch_tokens, steps),
         _bare_training_rate(folder, length, device, batch_tokens, steps)),
    ]  # fmt: skip
    return [
        {"what": f"{name} on {where}, bf16", "tokens_s": round(ours), "bare": round(bare),
         "ratio": round(ours / bare, 3), "bar": BARS[name]}
        for name, ours, bare in rates
    ]  # fmt: skip


def _seconds(work: Callable[[], Any], kind: str) -> float:
    """Wall seconds of the second run."""
    wait: Callable[[], None] = torch.cuda.synchronize if kind == "cuda" else lambda: None
    seconds = 0.0
    for _ in range(2):
        wait()
        begun = time.perf_counter()
        work()
        wait()
        seconds = time.perf_counter() - begun
    return seconds


def _forward_rates(folder: str, length: int, device: str, batches: tuple[int, ...]) -> Iterator[float]:
    model = load_model(folder, head=False).to(device).bfloat16()
    with torch.inference_mode():
        for rows in batches:
            ids = torch.randint(5, model.config.vocab_size, (rows, length), device=device)
            seconds = _seconds(lambda ids=ids: [model(input_ids=ids) for _ in range(10)], ids.device.type)
            yield 10 * ids.numel() / seconds


def _training_rate(folder: str, lines: list[str], device: str, batch_tokens: int, steps: int) -> float:
    """Tokens a second of `minent mlm`, the first third of the steps left out."""
    told: list[Step] = []
    options = TrainingOptions(steps=steps, batch_tokens=batch_tokens, dtype="bf16", device=device)
    text = lines * (2 * batch_tokens // len(lines) + 1)
    with tempfile.TemporaryDirectory() as out:
        train_encoder(lambda: text, Path(out) / "model", model=folder, options=options, report=told.append)
    first, last = told[steps // 3], told[-1]
    return (last.tokens - first.tokens) / (last.seconds - first.seconds)


def _bare_training_rate(folder: str, length: int, device: str, batch_tokens: int, steps: int) -> float:
    """Tokens a second of forward, loss on a fifth of the tokens, backward and AdamW in a plain loop."""
    model = load_model(folder, head=True, new_head=True).to(device).train()
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-5, fused=True)
    ids = torch.randint(5, model.config.vocab_size, (max(1, batch_tokens // length), length), device=device)
    labels = torch.where(torch.rand(ids.shape, device=device) < 0.2, ids, -100)

    def run() -> None:
        for _ in range(steps):
            with torch.autocast(ids.device.type, torch.bfloat16):
                loss = model(input_ids=ids, labels=labels).loss
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()

    return steps * ids.numel() / _seconds(run, ids.device.type)
