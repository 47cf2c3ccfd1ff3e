"""The last layer of a BERT for some places only."""

from __future__ import annotations

from typing import Any

from minent.parse.models import import_torch

# Families whose layers are BERT's: attention over all, then a dense block, each with a residual and a norm behind it.
_FAMILIES = ("bert", "roberta", "xlm-roberta", "camembert", "electra")


def is_bert_like(body: Any) -> bool:
    """Whether the layers of an encoder are what `LastLayer` computes."""
    config = body.config
    plain = getattr(config, "position_embedding_type", None) in (None, "absolute")
    alone = not getattr(config, "is_decoder", False) and not getattr(config, "add_cross_attention", False)
    return config.model_type in _FAMILIES and plain and alone


class LastLayer:
    """A layer that gives states at some places.

    Parameters
    ----------
    layer : torch.nn.Module
        A layer of a family that `is_bert_like` knows.

    Notes
    -----
    ``h = norm(x_p + W_o softmax(q_p K^T / sqrt(d)) V)``, ``y_p = norm(h + dense(h))`` for each place p: keys and values
    of all tokens, everything else of the places.
    """

    def __init__(self, layer: Any) -> None:
        self.layer = layer
        self._attention = import_torch().nn.functional.scaled_dot_product_attention

    def __call__(self, hidden: Any, places: Any) -> Any:
        """States (rows, k, d) at places (rows, k) of hidden states (rows, length, d) of the layer before."""
        layer = self.layer
        attention = layer.attention.self
        n_heads = attention.num_attention_heads
        here = hidden.gather(1, places[:, :, None].expand(-1, -1, hidden.shape[2]))

        def heads(states: Any) -> Any:
            return states.view(*states.shape[:2], n_heads, -1).transpose(1, 2)

        mixed = self._attention(
            heads(attention.query(here)), heads(attention.key(hidden)), heads(attention.value(hidden))
        )
        joined = mixed.transpose(1, 2).flatten(2)
        out = layer.attention.output
        attended = out.LayerNorm(out.dense(joined) + here)
        out = layer.output
        return out.LayerNorm(out.dense(layer.intermediate(attended)) + attended)
