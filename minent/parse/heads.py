"""The masked-LM head of a model, apart from its encoder."""

from __future__ import annotations

from typing import Any

from minent.parse.models import import_torch


def split_head(model: Any) -> tuple[Any, Any]:
    """Take a model for masked language modelling apart.

    Parameters
    ----------
    model : transformers.PreTrainedModel
        With a head.

    Returns
    -------
    encoder : torch.nn.Module
        What makes hidden states.
    head : callable
        Hidden states (..., d) -> scores of the vocabulary (..., V).

    Notes
    -----
    Heads have other names in every family, but all models call their encoder, take its states and apply the head.
    So the head is the model with an encoder that returns the states given to it. The two share their weights.
    """
    encoder = model.base_model
    setattr(model, model.base_model_prefix, _given_states())

    def head(states: Any) -> Any:
        return model(inputs_embeds=states).logits

    return encoder, head


def join_head(model: Any, encoder: Any) -> None:
    """Put the encoder back into its model, for saving."""
    setattr(model, model.base_model_prefix, encoder)


def _given_states() -> Any:
    from transformers.modeling_outputs import BaseModelOutput

    class GivenStates(import_torch().nn.Module):  # type: ignore[misc]
        """An encoder that returns what it is given."""

        def forward(self, input_ids: Any = None, inputs_embeds: Any = None, **_: Any) -> Any:
            return BaseModelOutput(last_hidden_state=inputs_embeds)

    return GivenStates()
