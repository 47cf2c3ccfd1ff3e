"""Training a masked language model on raw text: a new small one, or on from an encoder that is there."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from minent.arguments import integer
from minent.parse.checkpoints import Checkpoint, load_checkpoint, save_checkpoint, save_model, starting_folder
from minent.parse.heads import join_head, split_head
from minent.parse.models import (
    import_torch,
    import_transformers,
    load_model,
    load_tokenizer,
    longest_input,
    pick_device,
    pick_dtype,
)
from minent.parse.sequences import Sequences, Special, batches_of_epoch, encode_corpus, masked_batch
from minent.parse.training_options import SPECIAL_TOKENS, Step, TrainingOptions
from minent.parse.vocabulary import train_tokenizer

_BETAS, _EPSILON, _DECAY, _CLIP = (0.9, 0.98), 1e-6, 0.01, 1.0


def train_encoder(
    lines: Callable[[], Iterable[str]],
    folder: str | os.PathLike[str],
    *,
    model: str | None = None,
    options: TrainingOptions,
    save_every: float = 300.0,
    report: Callable[[Step], None] | None = None,
) -> Step:
    """Train a masked language model on raw text and save it.

    Parameters
    ----------
    lines : callable
        Gives the lines of the corpus, from the first each time.
    folder : path
        Where the model goes: a folder that Transformers loads. A checkpoint stands in it until the end.
    model : str, optional
        Encoder to go on from, by folder or name; without a masked-LM head it gets a new one. By default a new small
        BERT with its own word pieces.
    options : TrainingOptions
        How.
    save_every : float
        Seconds between checkpoints.
    report : callable, optional
        Called with every step.

    Returns
    -------
    Step
        The last one.

    Raises
    ------
    ModelError
        If the model cannot be loaded.
    OutputError
        If the folder holds something else, or cannot be written.
    InputError
        If there is no text, or the checkpoint belongs to other text or options.

    Notes
    -----
    Sentences are sequences; batches hold sentences of similar length (`batches_of_epoch`). Order and masks follow from
    the seed, the epoch and the step, so a run that was killed goes on from its checkpoint as if nothing had happened:
    on the processor, with `steps`, the saved model has the same bytes. AdamW, gradients clipped at 1; no dropout, as
    few sentences are seen twice. The head is applied to masked tokens only.

    References
    ----------
    J. Devlin et al., BERT, NAACL 2019, section 3.1. A. Wettig et al., Should you mask 15% in masked language
    modeling?, EACL 2023, on rates and on masking alone.
    """
    torch = import_torch()
    if options.threads is not None:
        torch.set_num_threads(integer("threads", options.threads, least=1, most=1024))
    target = starting_folder(Path(folder))
    torch.manual_seed(options.seed)
    network, tokenizer = _given(model) if model else _new(lines, options)
    length = min(options.length, longest_input(network, tokenizer))
    corpus = encode_corpus(lines(), tokenizer, length - SPECIAL_TOKENS)
    run = _Run(network, tokenizer, corpus, options)
    run.identity = {"model": model, "options": {**asdict(options), "threads": None}, "digest": corpus.digest()}
    done = load_checkpoint(target, run.identity, run.device)
    if done is not None:
        run.restore(done)
    last = run.train(target, save_every, report)
    join_head(network, run.encoder)
    save_model(target, network.float().cpu(), tokenizer)
    return last


def _given(name: str) -> tuple[Any, Any]:
    tokenizer = load_tokenizer(name)
    return load_model(name, head=True, new_head=True), tokenizer


def _new(lines: Callable[[], Iterable[str]], options: TrainingOptions) -> tuple[Any, Any]:
    transformers = import_transformers()
    tokenizer = train_tokenizer(lines(), size=options.vocabulary, lower_case=options.lower_case, length=options.length)
    config = transformers.BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=options.hidden,
        num_hidden_layers=options.layers,
        num_attention_heads=options.heads,
        intermediate_size=4 * options.hidden,
        max_position_embeddings=options.length,
        pad_token_id=tokenizer.pad_token_id,
    )
    return transformers.BertForMaskedLM(config), tokenizer


class _Run:
    """A training: its model, its optimiser, and where it stands."""

    def __init__(self, model: Any, tokenizer: Any, corpus: Sequences, options: TrainingOptions) -> None:
        torch = import_torch()
        self.torch, self.options, self.corpus = torch, options, corpus
        self.device = pick_device(options.device)
        self.dtype = pick_dtype(options.dtype, self.device)
        self.model = model.to(self.device).train()
        for module in model.modules():
            if isinstance(module, torch.nn.Dropout):
                module.p = 0.0
        self.encoder, self.head = split_head(self.model)
        self.parameters = [*dict.fromkeys([*self.encoder.parameters(), *self.model.parameters()])]
        self.optimiser = torch.optim.AdamW(
            self.parameters, lr=0.0, betas=_BETAS, eps=_EPSILON, weight_decay=_DECAY, fused=True
        )
        self.special = Special(
            tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.pad_token_id, tokenizer.mask_token_id
        )
        self.identity: dict[str, Any] = {}
        self.step, self.epoch, self.place, self.seconds, self.tokens = 0, 0, 0, 0.0, 0
        self._epoch_batches: list[Any] | None = None
        self._torn = False  # whether a step has begun to change the weights and not ended

    def restore(self, done: Checkpoint) -> None:
        """Go on from a checkpoint."""
        join_head(self.model, self.encoder)
        self.model.load_state_dict(done.weights)
        split_head(self.model)
        self.optimiser.load_state_dict(done.optimiser)
        self.step, self.epoch, self.place, self.seconds = done.step, done.epoch, done.place, done.seconds

    def checkpoint(self) -> Checkpoint:
        """The state of the training."""
        join_head(self.model, self.encoder)
        weights = {name: value.detach().cpu() for name, value in self.model.state_dict().items()}
        split_head(self.model)
        return Checkpoint(
            weights, self.optimiser.state_dict(), self.step, self.epoch, self.place, self.seconds, self.identity
        )

    def train(self, folder: Path, save_every: float, report: Callable[[Step], None] | None) -> Step:
        """Take steps to the end, with checkpoints."""
        from_seconds, begun, saved = self.seconds, time.monotonic(), time.monotonic()
        told = Step(self.step, self._part(), float("nan"), 0, 0.0)
        try:
            while self._part() < 1:
                loss = self._take_step()
                now = time.monotonic()
                self.seconds = from_seconds + now - begun
                told = Step(self.step, self._part(), loss, self.tokens, now - begun)
                if report is not None:
                    report(told)
                if now - saved >= save_every:
                    save_checkpoint(folder, self.checkpoint())
                    saved = time.monotonic()
        except (KeyboardInterrupt, SystemExit):
            if not self._torn:
                save_checkpoint(folder, self.checkpoint())
            raise
        return told

    def _part(self) -> float:
        """Part of the training that is done."""
        if self.options.steps is not None:
            return self.step / self.options.steps
        return self.seconds / (60 * (self.options.minutes or 0))

    def _next_rows(self) -> Any:
        if self._epoch_batches is None:
            lengths = self.corpus.lengths + SPECIAL_TOKENS
            self._epoch_batches = batches_of_epoch(lengths, self.options.batch_tokens, self.options.seed, self.epoch)
        return self._epoch_batches[self.place]

    def _advance(self, tokens: int) -> None:
        self.step, self.place, self.tokens = self.step + 1, self.place + 1, self.tokens + tokens
        if self._epoch_batches is not None and self.place == len(self._epoch_batches):
            self.epoch, self.place, self._epoch_batches = self.epoch + 1, 0, None

    def _take_step(self) -> float:
        torch, options = self.torch, self.options
        part, warm = self._part(), options.warm_up
        scale = min((part + 1 / (options.steps or 1000)) / warm if warm else 1.0, (1 - part) / max(1 - warm, 1e-9), 1.0)
        for group in self.optimiser.param_groups:
            group["lr"] = options.learning_rate * scale
        rows = self._next_rows()
        batch = masked_batch(self.corpus, rows, self.special, options.mask_rate, options.seed, self.step)
        loss = self._loss(*(torch.from_numpy(array).to(self.device) for array in batch))
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, _CLIP)
        self._torn = True
        self.optimiser.step()
        self._advance(int(batch[1].sum()))
        self._torn = False
        return float(loss.detach()) / math.log(2)

    def _loss(self, ids: Any, there: Any, targets: Any) -> Any:
        torch = self.torch
        fast = self.dtype != torch.float32
        with _attention(self.device.type), torch.autocast(self.device.type, self.dtype, enabled=fast):
            states = self.encoder(input_ids=ids, attention_mask=None if bool(there.all()) else there.long())[0]
            chosen = targets >= 0
            scores = self.head(states[chosen])
        return torch.nn.functional.cross_entropy(scores.float(), targets[chosen])


def _attention(device: str) -> Any:
    """On the processor the plain products: the gradient of the fused ones is several times slower there."""
    from torch.nn.attention import SDPBackend, sdpa_kernel

    every = [SDPBackend.FLASH_ATTENTION, SDPBackend.EFFICIENT_ATTENTION, SDPBackend.CUDNN_ATTENTION, SDPBackend.MATH]
    return sdpa_kernel([SDPBackend.MATH] if device == "cpu" else every)
