"""Tiny random masked language models with a vocabulary by hand."""

from __future__ import annotations

from typing import Any

_PIECES = (
    "[PAD] [UNK] [CLS] [SEP] [MASK] the cat sat on mat . , ! un ##believ ##ably run ##ning ##s sleep 我 你 他 喝 茶 红"
)
VOCABULARY = _PIECES.split()
SENTENCES = [
    "the cat sat on the mat .",
    "unbelievably running cats sleep",
    "cat",
    "the unbelievably running mat sat on the cat on the mat .",
    "zzz the cat",
    "cat sat",
]


def tokenizer(**options: Any) -> Any:
    """A fast WordPiece tokenizer; Chinese characters are words."""
    import tokenizers
    from transformers import PreTrainedTokenizerFast

    ids = {word: k for k, word in enumerate(VOCABULARY)}
    pieces = tokenizers.Tokenizer(tokenizers.models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    pieces.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    pieces.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    pieces.post_processor = tokenizers.processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    names = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep", "mask")}
    return PreTrainedTokenizerFast(tokenizer_object=pieces, **names, **options)


def model(family: str = "Bert", *, head: bool = False, positions: int = 64, seed: int = 0) -> Any:
    """A model of three random layers whose distances are not tiny."""
    import torch
    import transformers

    config = getattr(transformers, f"{family}Config")(
        vocab_size=len(VOCABULARY), hidden_size=32, embedding_size=16, num_hidden_layers=3, num_attention_heads=4,
        intermediate_size=64, max_position_embeddings=positions, pad_token_id=0, type_vocab_size=2,
        dim=32, n_layers=3, n_heads=4, hidden_dim=64,
    )  # fmt: skip
    torch.manual_seed(seed)
    kind = getattr(transformers, f"{family}ForMaskedLM" if head else f"{family}Model")
    made = kind(config).eval()
    for parameter in made.parameters():
        parameter.data += torch.randn_like(parameter) * 0.3
    return made


def save(folder: Any, family: str = "Bert", *, head: bool = False, **options: Any) -> str:
    """Save a tiny model with its tokenizer; its folder."""
    from minent.parse.models import quiet

    with quiet():
        model(family, head=head, **options).save_pretrained(folder)
        tokenizer(model_max_length=options.get("positions", 64)).save_pretrained(folder)
    return str(folder)
