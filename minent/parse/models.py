"""Loading masked language models and their tokenizers, by folder or by name, and nothing from the network unasked."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from minent.errors import InputError, MissingExtraError, ParameterError

# Weights that a masked language model does without: what is above the encoder serves other tasks.
_NOT_NEEDED = ("pooler", "position_ids", "discriminator", "nsp", "seq_relationship", "classifier")
_SHOWN = 3


class ModelError(InputError):
    """A model cannot be found, or is not what is needed."""


def import_torch() -> Any:
    """PyTorch, or an error that says how to install it."""
    # oneDNN keeps compiled products for each shape it meets, a thousand by default: gigabytes, as batches differ in
    # theirs. A step needs some dozens. It reads these when it is first used.
    for name in ("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY"):
        os.environ.setdefault(name, "64")
    # Threads that wait for each other sleep: spinning costs four times the work when other programs run.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        import torch
    except ImportError:
        raise MissingExtraError("minent.parse", "parse") from None
    return torch


def import_transformers() -> Any:
    """Transformers, or an error that says how to install it."""
    import_torch()
    # Its tokenizers would start threads of their own beside those asked for.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        import transformers
    except ImportError:
        raise MissingExtraError("minent.parse", "parse") from None
    return transformers


def pick_device(device: str) -> Any:
    """The device of a name.

    Parameters
    ----------
    device : str
        ``auto`` (the first GPU, else the processor), ``cpu``, ``cuda`` or ``cuda:N``.

    Returns
    -------
    torch.device

    Raises
    ------
    ParameterError
        If there is no such device.
    """
    torch = import_torch()
    n_gpus = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if device == "auto":
        return torch.device("cuda:0" if n_gpus else "cpu")
    kind, _, number = device.partition(":")
    if kind not in ("cpu", "cuda") or not (number.isdecimal() or number == "") or device == "cpu:":
        raise ParameterError(f"device must be auto, cpu, cuda or cuda:N, not {device!r}")
    if kind == "cuda" and int(number or 0) >= n_gpus:
        raise ParameterError(f"device {device}: PyTorch sees {n_gpus} GPUs here; use cpu, or install PyTorch with CUDA")
    return torch.device("cpu") if kind == "cpu" else torch.device("cuda", int(number or 0))


def pick_dtype(dtype: str, device: Any) -> Any:
    """The number format of a name; ``auto`` is bf16 on a GPU that has it and float32 elsewhere."""
    torch = import_torch()
    if dtype == "auto":
        fast = device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)
        return torch.bfloat16 if fast else torch.float32
    found = {"float32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}.get(dtype)
    if found is None:
        raise ParameterError(f"dtype must be one of auto, float32, bf16, fp16, not {dtype!r}")
    return found


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep Transformers from writing reports and bars; what matters is raised as an error."""
    logging = import_transformers().utils.logging
    level = logging.get_verbosity()
    bars = logging.is_progress_bar_enabled()
    logging.set_verbosity(logging.CRITICAL)
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()


def from_pretrained(kind: Any, name: str, **options: Any) -> Any:
    """Call ``kind.from_pretrained``: a folder, else the local cache, and only then the network.

    Parameters
    ----------
    kind : class
        One of the automatic classes of Transformers.
    name : str
        A folder, or a name on the Hugging Face hub.
    **options : object
        For the class.

    Returns
    -------
    object

    Raises
    ------
    ModelError
        If there is nothing of that name, or it cannot be read.
    """
    if Path(name).is_dir():
        return _loaded(kind, name, {**options, "local_files_only": True}, "cannot be loaded")
    if Path(name).exists():
        raise ModelError(f"{name}: is a file; name the folder of a model (with its config.json)")
    if name.startswith((".", "/", "~")) or name.count("/") > 1 or (os.sep != "/" and os.sep in name):
        raise ModelError(f"{name}: no such folder; name the folder of a model (with its config.json)")
    with contextlib.suppress(ModelError):
        return _loaded(kind, name, {**options, "local_files_only": True}, "")
    return _loaded(kind, name, options, "not a folder, not in the local cache, and cannot be had from the network")


def _loaded(kind: Any, name: str, options: dict[str, Any], what: str) -> Any:
    try:
        with quiet():
            return kind.from_pretrained(name, **options)
    except Exception as error:  # of many kinds, by what is wrong with the files
        reason = " ".join(str(error).split(". ")[0].split())[:200]
        raise ModelError(f"{name}: {what} ({reason}); name the folder of an encoder that Transformers reads") from error


def load_tokenizer(name: str) -> Any:
    """The fast tokenizer of a model.

    Raises
    ------
    ModelError
        If there is none, or it has no mask token.
    """
    transformers = import_transformers()
    tokenizer = from_pretrained(transformers.AutoTokenizer, name)
    if not tokenizer.is_fast:
        raise ModelError(f"{name}: has no fast tokenizer (tokenizer.json), which tells where its pieces come from")
    if tokenizer.mask_token_id is None:
        raise ModelError(f"{name}: its tokenizer has no mask token, so this is no masked language model")
    return tokenizer


def load_model(name: str, *, head: bool, new_head: bool = False) -> Any:
    """Load an encoder in float32, with its masked-LM head or without.

    Parameters
    ----------
    name : str
        A folder or a name.
    head : bool
        Whether the head is needed.
    new_head : bool
        Whether a head without weights may be a new one, to be trained.

    Returns
    -------
    transformers.PreTrainedModel
        In evaluation mode.

    Raises
    ------
    ModelError
        If weights are missing: they would be random numbers.
    """
    transformers = import_transformers()
    kind = transformers.AutoModelForMaskedLM if head else transformers.AutoModel
    torch = import_torch()
    model, told = from_pretrained(kind, name, output_loading_info=True, dtype=torch.float32)
    mismatched = [str(item[0] if isinstance(item, tuple) else item) for item in told.get("mismatched_keys", ())]
    missing = [key for key in (*told["missing_keys"], *mismatched) if not any(part in key for part in _NOT_NEEDED)]
    inside = f"{model.base_model_prefix}."
    body = [key for key in missing if not head or key.startswith(inside)]
    if body:
        raise ModelError(f"{name}: weights of the encoder are missing: {_some(body)}")
    if missing and not new_head:
        raise ModelError(
            f"{name}: has no trained masked-LM head ({_some(missing)}); take dist or cos, or train one: minent mlm"
        )
    return model.eval()


def _some(names: Iterable[str]) -> str:
    ordered = sorted(names)
    more = f" and {len(ordered) - _SHOWN} more" if len(ordered) > _SHOWN else ""
    return ", ".join(ordered[:_SHOWN]) + more


def longest_input(model: Any, tokenizer: Any) -> int:
    """Tokens, special ones included, that a model takes at once."""
    positions = getattr(model.config, "max_position_embeddings", None) or 10**9
    # RoBERTa and its kin number positions from the padding id + 1 on.
    table = getattr(getattr(model.base_model, "embeddings", None), "position_embeddings", None)
    if table is not None and getattr(table, "padding_idx", None) is not None:
        positions -= table.padding_idx + 1
    return int(min(positions, tokenizer.model_max_length))
