"""Encoders: what turns tokens into hidden states, cut at a layer."""

from __future__ import annotations

import hashlib
from typing import Any

from minent.arguments import integer
from minent.errors import ParameterError
from minent.parse.heads import split_head
from minent.parse.last_layer import LastLayer, is_bert_like
from minent.parse.models import (
    ModelError,
    import_torch,
    load_model,
    load_tokenizer,
    longest_input,
    pick_device,
    pick_dtype,
)


class Encoder:
    """A masked language model up to a layer, on a device.

    Parameters
    ----------
    model : transformers.PreTrainedModel
        An encoder; with its masked-LM head for `prob` and `cpmi`. It is changed: layers above are taken off.
    tokenizer : transformers.PreTrainedTokenizerFast
        Its tokenizer.
    layer : int, optional
        Layer whose states are read; 0 is the embeddings, the last by default.
    dtype : {"auto", "float32", "bf16", "fp16"}
        Of weights and states; ``auto`` is bf16 on a GPU that has it, else float32.
    device : str
        ``auto``, ``cpu``, ``cuda`` or ``cuda:N``.
    head : bool
        Whether the model has a masked-LM head that is wanted.

    Attributes
    ----------
    layer : int
        The layer.
    longest : int
        Tokens of an input at most.

    Raises
    ------
    ParameterError
        If there is no such layer or device.

    Notes
    -----
    Of BERT, RoBERTa, ELECTRA and their like, the last layer is computed for the tokens that are read only: keys and
    values of all, the rest of two in twenty-five, which saves about 10/12 of a layer. Other families with a list of
    layers are cut; of any other the states of the layer are picked out of all.
    """

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        *,
        layer: int | None = None,
        dtype: str = "auto",
        device: str = "auto",
        head: bool = False,
    ) -> None:
        self.tokenizer = _ready(tokenizer)
        self.device = pick_device(device)
        self.dtype = pick_dtype(dtype, self.device)
        model = model.to(self.device, self.dtype).eval()
        self.longest = longest_input(model, tokenizer)
        self.n_layers = int(model.config.num_hidden_layers)
        self.layer = self.n_layers if layer is None else integer("layer", layer, least=0, most=self.n_layers)
        if head and self.layer != self.n_layers:
            raise ParameterError("layer must be the last one for prob and cpmi: the head reads no other")
        self._head: Any = None
        self.body = model.base_model
        if head:
            self.body, self._head = split_head(model)
        if getattr(self.body, "pooler", None) is not None:
            self.body.pooler = None
        self._last: LastLayer | None = None
        self._all_layers = not self._cut()

    @property
    def has_head(self) -> bool:
        """Whether probabilities can be computed."""
        return self._head is not None

    def _cut(self) -> bool:
        """Take off the layers above; whether that was possible."""
        stack = getattr(getattr(self.body, "encoder", None), "layer", None)
        if stack is None:
            stack = getattr(getattr(self.body, "transformer", None), "layer", None)
        torch = import_torch()
        if not isinstance(stack, torch.nn.ModuleList) or len(stack) != self.n_layers or self.layer == 0:
            return False
        if is_bert_like(self.body):
            self._last = LastLayer(stack[self.layer - 1])
            del stack[self.layer - 1 :]
        else:
            del stack[self.layer :]
        return True

    def states(self, ids: Any, places: Any) -> Any:
        """Hidden states at some places of rows of equal length.

        Parameters
        ----------
        ids : int64 tensor, shape (rows, length)
            Tokens without padding.
        places : int64 tensor, shape (rows, k)
            Which of them are read.

        Returns
        -------
        tensor, shape (rows, k, d)
            Of the layer.
        """
        # By name: the second positional argument is an attention mask in some models, segments in others.
        if self._all_layers:
            hidden = self.body(input_ids=ids, output_hidden_states=True).hidden_states[self.layer]
        else:
            hidden = self.body(input_ids=ids)[0]
        if self._last is not None:
            return self._last(hidden, places)
        return hidden.gather(1, places[:, :, None].expand(-1, -1, hidden.shape[2]))

    def log_probabilities(self, states: Any, targets: Any) -> Any:
        """Logarithm of the probability of tokens at masked places.

        Parameters
        ----------
        states : tensor, shape (k, d)
            Of the last layer.
        targets : int64 tensor, shape (k,)
            The tokens.

        Returns
        -------
        float32 tensor, shape (k,)
            Natural logarithms.
        """
        torch = import_torch()
        if self._head is None:
            raise ParameterError("metric prob and cpmi need an encoder loaded with its head")
        vocabulary = len(self.tokenizer)
        rows = max(1, _HEAD_CELLS // vocabulary)
        found = []
        for begin in range(0, len(states), rows):
            scores = self._head(states[begin : begin + rows]).float()
            picked = scores.gather(1, targets[begin : begin + rows, None])[:, 0]
            found.append(picked - scores.logsumexp(dim=1))
        return torch.cat(found)

    def digest(self) -> str:
        """A number that encoders with other weights do not have."""
        torch = import_torch()
        total = hashlib.sha256(str((self.layer, self.dtype)).encode())
        modules = [self.body] if self._last is None else [self.body, self._last.layer]
        for module in modules:
            for name, value in sorted(module.state_dict().items()):
                total.update(name.encode())
                total.update(value.detach().cpu().contiguous().view(torch.uint8).numpy().tobytes())
        return total.hexdigest()


_HEAD_CELLS = 1 << 24  # scores of the vocabulary at a time


def load_encoder(
    name: str, *, layer: int | None = None, dtype: str = "auto", device: str = "auto", head: bool = False
) -> Encoder:
    """Load an encoder.

    Parameters
    ----------
    name : str
        A folder that Transformers reads, or a name on the Hugging Face hub, which is looked for in the local cache
        before the network.
    layer : int, optional
        Layer whose states are read, the last by default; the encoder is cut there.
    dtype : {"auto", "float32", "bf16", "fp16"}
        Of weights and states; ``auto`` is bf16 on a GPU that has it, else float32.
    device : str
        ``auto``, ``cpu``, ``cuda`` or ``cuda:N``.
    head : bool
        Whether to load its masked-LM head, for the metrics prob and cpmi.

    Returns
    -------
    Encoder

    Raises
    ------
    ModelError
        If it cannot be had, has no fast tokenizer or mask token, or weights are missing.
    MissingExtraError
        Without the extra ``parse``.
    ParameterError
        If there is no such layer, device or dtype.

    Examples
    --------
    >>> encoder = load_encoder("bert-base-chinese", layer=11)  # doctest: +SKIP
    """
    pick_dtype(dtype, pick_device(device))
    tokenizer = load_tokenizer(name)
    model = load_model(name, head=head)
    if len(tokenizer) > model.get_input_embeddings().num_embeddings:
        raise ModelError(f"{name}: its tokenizer has more tokens than the model; they do not belong together")
    return Encoder(model, tokenizer, layer=layer, dtype=dtype, device=device, head=head)


def _ready(tokenizer: Any) -> Any:
    """Read the text as text, and words as words."""
    # "[MASK]" in a corpus is five letters and two brackets.
    tokenizer.split_special_tokens = True
    if getattr(tokenizer, "add_prefix_space", True) is False:
        tokenizer.add_prefix_space = True
    return tokenizer
