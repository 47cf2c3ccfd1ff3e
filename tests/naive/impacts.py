"""Impact matrices from their definition: one masked copy at a time through the whole model."""

from __future__ import annotations

from typing import Any

import numpy as np

Masks = tuple[int, ...]


class NaiveImpacts:
    """The definition for one sentence of words.

    Parameters
    ----------
    model : transformers.PreTrainedModel
        An untouched model, with a head for probabilities.
    tokenizer : transformers.PreTrainedTokenizerFast
        Its tokenizer.
    words : list of str
        The units.
    layer : int
        Layer of the hidden states.
    """

    def __init__(self, model: Any, tokenizer: Any, words: list[str], layer: int) -> None:
        self.model, self.layer, self.mask = model, layer, tokenizer.mask_token_id
        encoded = tokenizer(words, is_split_into_words=True)
        self.ids, owners = list(encoded["input_ids"]), encoded.word_ids()
        self.places = [[k for k, owner in enumerate(owners) if owner == i] for i in range(len(words))]
        self._seen: dict[Masks, tuple[np.ndarray, np.ndarray | None]] = {}

    def forward(self, *masked: int) -> tuple[np.ndarray, np.ndarray | None]:
        """Hidden states and log-probabilities of a copy with some units masked."""
        import torch

        key = tuple(sorted(masked))
        if key not in self._seen:
            ids = list(self.ids)
            for unit in key:
                for place in self.places[unit]:
                    ids[place] = self.mask
            with torch.no_grad():
                out = self.model(input_ids=torch.tensor([ids]), output_hidden_states=True)
            logits = getattr(out, "logits", None)
            log_p = None if logits is None else torch.log_softmax(logits[0].double(), -1).numpy()
            self._seen[key] = (out.hidden_states[self.layer][0].double().numpy(), log_p)
        return self._seen[key]

    def impact(self, i: int, j: int, metric: str, average: str = "distances", others: Masks = ()) -> float:
        """Impact of unit j on unit i; `others` are masked in both copies, as with a stride."""
        return self.between((i, *others), (i, j, *others), i, metric, average)

    def between(self, one: Masks, other: Masks, i: int, metric: str, average: str = "distances") -> float:
        """How far the prediction of unit i in two copies is apart."""
        (states_a, log_a), (states_b, log_b) = self.forward(*set(one)), self.forward(*set(other))
        places = self.places[i]
        if metric in ("prob", "cpmi"):
            before = sum(log_a[place, self.ids[place]] for place in places)
            after = sum(log_b[place, self.ids[place]] for place in places)
            return np.exp(before) - np.exp(after) if metric == "prob" else (before - after) / np.log(2)
        a, b = states_a[places], states_b[places]
        if average == "states":
            a, b = a.mean(axis=0, keepdims=True), b.mean(axis=0, keepdims=True)
        return float(np.mean([_apart(u, v, metric) for u, v in zip(a, b, strict=True)]))

    def matrix(self, metric: str, average: str = "distances") -> np.ndarray:
        """All impacts; 0 on the diagonal."""
        n = len(self.places)
        cells = [[self.impact(i, j, metric, average) if i != j else 0.0 for j in range(n)] for i in range(n)]
        return np.array(cells).reshape(n, n)

    def root(self, metric: str) -> np.ndarray:
        """Impact of each unit on the first token."""
        clean = self.forward()[0][0]
        return np.array([_apart(clean, self.forward(j)[0][0], metric) for j in range(len(self.places))])


def _apart(u: np.ndarray, v: np.ndarray, metric: str) -> float:
    if metric == "cos":
        return float(1 - u @ v / (np.linalg.norm(u) * np.linalg.norm(v)))
    return float(np.linalg.norm(u - v))
