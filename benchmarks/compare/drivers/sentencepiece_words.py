"""Pieces of a unigram model of sentencepiece, by falling probability."""

from __future__ import annotations

import argparse
import importlib.metadata
import tempfile
from pathlib import Path

import driver

MARK = "\u2581"


def work(arguments: argparse.Namespace) -> int:
    """Train on one thread; pieces of two and more characters are the words."""
    import sentencepiece

    # 20,000 pieces for some ten megabytes, 50,000 from a hundred on.
    size = 50_000 if arguments.corpus.stat().st_size > 5e7 else 20_000
    with tempfile.TemporaryDirectory(dir=arguments.output.parent) as name:
        prefix = Path(name) / "model"
        sentencepiece.SentencePieceTrainer.train(
            input=str(arguments.corpus),
            model_prefix=str(prefix),
            model_type="unigram",
            vocab_size=size,
            hard_vocab_limit=False,
            num_threads=1,
            max_sentence_length=1 << 20,
            minloglevel=2,
        )
        model = sentencepiece.SentencePieceProcessor(model_file=f"{prefix}.model")
    pieces = [(model.id_to_piece(i).replace(MARK, ""), model.get_score(i)) for i in range(3, len(model))]
    words = {piece: score for piece, score in sorted(pieces, key=lambda item: item[1]) if len(piece) > 1}
    return driver.write_lexicon(arguments.output, sorted(words.items(), key=lambda item: -item[1]))


if __name__ == "__main__":
    driver.main(lambda: importlib.metadata.version("sentencepiece"), work, "pip install sentencepiece")
