"""Word pieces of a corpus: a tokenizer for a model that is trained from scratch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from minent.arguments import integer
from minent.errors import MissingExtraError
from minent.parse.models import import_transformers

SPECIAL = {"pad": "[PAD]", "unk": "[UNK]", "cls": "[CLS]", "sep": "[SEP]", "mask": "[MASK]"}
# Scripts written without spaces, of which every character is a piece of its own.
UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}々〆〇ー]"
_INSIDE = "##"  # before a piece within a word
_ROOM_FOR_PIECES = 4  # at least this part of the vocabulary is not left to single characters


def train_tokenizer(lines: Iterable[str], *, size: int = 8000, lower_case: bool = False, length: int = 512) -> Any:
    """Learn word pieces; characters of scripts written without spaces are pieces of their own.

    Parameters
    ----------
    lines : iterable of str
        The corpus.
    size : int
        Pieces in the vocabulary, special tokens included.
    lower_case : bool
        Fold upper and lower case.
    length : int
        Tokens that the model takes at once.

    Returns
    -------
    transformers.PreTrainedTokenizerFast

    Raises
    ------
    MissingExtraError
        Without the extra ``parse``.

    Notes
    -----
    Merges are the most frequent ones within words (Schuster and Nakajima 2012, by the library ``tokenizers``); what is
    between white space, punctuation marks and characters of unspaced scripts is a word. One corpus may mix scripts.
    Three quarters of the vocabulary may go to single characters; rarer ones are ``[UNK]``.

    References
    ----------
    M. Schuster and K. Nakajima, Japanese and Korean voice search, ICASSP 2012.
    """
    integer("size", size, least=4 * len(SPECIAL))
    transformers = import_transformers()
    try:
        import tokenizers
    except ImportError:
        raise MissingExtraError("minent.parse", "parse") from None
    normal = tokenizers.normalizers.BertNormalizer(
        handle_chinese_chars=False, strip_accents=False, lowercase=lower_case
    )
    pre = tokenizers.pre_tokenizers
    words = pre.Sequence([pre.BertPreTokenizer(), pre.Split(tokenizers.Regex(UNSPACED), behavior="isolated")])
    # Kept for a second pass, as the library numbers pieces in no order unless it is given one.
    kept = [normal.normalize_str(line) for line in lines]
    vocabulary = _learned(tokenizers, words, kept, size)
    pieces = _tokenizer_of(tokenizers, tokenizers.models.WordPiece(vocabulary, unk_token=SPECIAL["unk"]), words)
    pieces.normalizer = normal
    pieces.decoder = tokenizers.decoders.WordPiece()
    begin, end = (list(SPECIAL.values()).index(SPECIAL[name]) for name in ("cls", "sep"))
    pieces.post_processor = tokenizers.processors.BertProcessing((SPECIAL["sep"], end), (SPECIAL["cls"], begin))
    names = {f"{name}_token": token for name, token in SPECIAL.items()}
    return transformers.PreTrainedTokenizerFast(tokenizer_object=pieces, model_max_length=length, **names)


def _learned(tokenizers: Any, words: Any, lines: list[str], size: int) -> dict[str, int]:
    """Pieces and their numbers."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(line)
    room = size - size // _ROOM_FOR_PIECES - len(SPECIAL)
    alphabet, inside = [], []
    for char in sorted((char for char in counts if not char.isspace()), key=lambda char: (-counts[char], char)):
        alphabet.append(char)
        if len(words.pre_tokenize_str(f"a{char}a")) == 1:
            inside.append(_INSIDE + char)
        if len(alphabet) + len(inside) >= room:
            break
    # Numbered before training, so that ties between merges are decided the same way in every run.
    first = [*SPECIAL.values(), *alphabet, *inside]
    trainer = tokenizers.trainers.WordPieceTrainer(
        vocab_size=size,
        min_frequency=2,
        limit_alphabet=len(alphabet),
        initial_alphabet=alphabet,
        special_tokens=first,
        show_progress=False,
    )
    scratch = _tokenizer_of(tokenizers, tokenizers.models.WordPiece(unk_token=SPECIAL["unk"]), words)
    scratch.train_from_iterator(lines, trainer)
    return scratch.get_vocab()


def _tokenizer_of(tokenizers: Any, model: Any, words: Any) -> Any:
    made = tokenizers.Tokenizer(model)
    made.pre_tokenizer = words
    return made
