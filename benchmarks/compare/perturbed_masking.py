"""Sentences per CPU second: impact matrices of minent beside the published procedure, on one thread.

usage: python benchmarks/compare/perturbed_masking.py --model FOLDER --sentences TEXT -o RESULT

TEXT has a tokenised sentence a line; the first 8 of 10 to 30 words are taken. The published procedure (Wu et al. 2020)
is restated from its description: for each of the T tokens of a sentence, special ones included, a batch of T copies
with that token's word and each other's word masked, all hidden states kept, float32. Both matrices are compared.
With a GPU (or --device cpu): tokens a second of impacts and of training, beside the same model in a plain loop.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from benchmarks.compare.device_rates import device_rates  # noqa: E402
from benchmarks.measuring import (  # noqa: E402
    command_line,
    machine,
    machine_lines,
    markdown_table,
    today,
    version,
    write_results,
)
from minent.parse import impact_matrices, load_encoder  # noqa: E402
from minent.parse.models import load_model, load_tokenizer  # noqa: E402

N_SENTENCES, FEWEST, MOST = 8, 10, 30
BARS = {"float32": 2.5, "bf16": 8.0}


def published(model: Any, tokenizer: Any, words: list[str]) -> np.ndarray:
    """T batches of T copies; distances of the last layer, merged to words: first column, mean of rows."""
    encoded = tokenizer(words, is_split_into_words=True)
    ids, owners = torch.tensor(encoded["input_ids"]), encoded.word_ids()
    length = len(ids)
    masks = torch.zeros(length, length, dtype=torch.bool)
    for k, owner in enumerate(owners):
        masks[k] = torch.tensor([owner is not None and other == owner for other in owners])
    apart = np.zeros((length, length))
    for k in range(length):
        copies = torch.where(masks | masks[k], tokenizer.mask_token_id, ids.expand(length, length))
        states = [layer.numpy() for layer in model(input_ids=copies, output_hidden_states=True).hidden_states]
        base = states[-1][k, k]
        apart[k] = [np.linalg.norm(base - states[-1][other, k]) for other in range(length)]
    n = len(words)
    first = [owners.index(word) for word in range(n)]
    rows = [np.mean([apart[k, first] for k, owner in enumerate(owners) if owner == word], axis=0) for word in range(n)]
    return np.array(rows)


def least_cpu(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """Least CPU seconds of some runs, and the result."""
    times, result = [], None
    for _ in range(runs):
        begun = time.process_time()
        result = work()
        times.append(time.process_time() - begun)
    return min(times), result


def picked(path: Path) -> list[str]:
    """Sentences of the lengths that are compared."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if FEWEST <= len(line.split()) <= MOST][:N_SENTENCES]


def on_processor(folder: str, lines: list[str], runs: int) -> list[dict[str, Any]]:
    """The published procedure, then minent in two number formats."""
    torch.set_num_threads(1)
    model, tokenizer = load_model(folder, head=False), load_tokenizer(folder)
    with torch.inference_mode():
        seconds, expected = least_cpu(lambda: [published(model, tokenizer, line.split()) for line in lines], 1)
    rows = [
        {"what": "published procedure, float32", "cpu_s": round(seconds, 2), "rate": round(len(lines) / seconds, 3)}
    ]
    for dtype, bar in BARS.items():
        encoder = load_encoder(folder, dtype=dtype, device="cpu")
        found, result = least_cpu(lambda e=encoder: list(impact_matrices(lines, e, units="spaces")), runs)
        off = [~np.eye(len(matrix), dtype=bool) for matrix in expected]
        pairs = [(i.matrix[o], e[o]) for i, e, o in zip(result, expected, off, strict=True)]
        ours, theirs = (np.concatenate(side) for side in zip(*pairs, strict=True))
        rows.append(
            {
                "what": f"minent, {dtype}", "cpu_s": round(found, 2), "rate": round(len(lines) / found, 3),
                "ratio": round(seconds / found, 2), "bar": bar,
                "difference": f"{np.abs(ours - theirs).mean() / theirs.mean():.1e}",
                "correlation": f"{np.corrcoef(ours, theirs)[0, 1]:.5f}",
            }
        )  # fmt: skip
    return rows


def report(data: dict[str, Any]) -> str:
    """Give the results as Markdown."""
    columns = {"what": "what", "cpu_s": "CPU s", "rate": "sentences / CPU s", "ratio": "times", "bar": "bar",
               "difference": "mean relative difference", "correlation": "correlation"}  # fmt: skip
    setting = (
        f"PyTorch {data['torch']}, Transformers {data['transformers']}. {data['sentences']} sentences, {data['words']} "
        f"words, all pairs. Least of {data['runs']} runs, of 1 for the published procedure.\n"
    )
    parts = [
        f"# Perturbed masking on one thread, {data['date']}\n",
        machine_lines(data["machine"]),
        setting,
        f"`{data['command']}`\n",
        markdown_table(data["processor"], columns),
    ]
    if data["device"]:
        columns = {"what": "what", "tokens_s": "tokens/s", "bare": "model alone", "ratio": "part of it", "bar": "bar"}
        parts.append(markdown_table(data["device"], columns))
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "", help="cuda, cuda:N or cpu")
    parser.add_argument("-o", "--output", required=True)
    arguments = parser.parse_args()
    lines = picked(arguments.sentences)
    data = {
        "date": today(), "machine": machine(), "command": command_line(["python", *sys.argv]),
        "torch": version("torch"), "transformers": version("transformers"), "runs": arguments.runs,
        "sentences": len(lines), "words": sum(len(line.split()) for line in lines),
        "processor": on_processor(arguments.model, lines, arguments.runs),
        "device": device_rates(arguments.model, lines, arguments.device) if arguments.device else [],
    }  # fmt: skip
    markdown = report(data)
    write_results(arguments.output, data, markdown)
    print(markdown)


if __name__ == "__main__":
    main()
