"""Train a unigram model of sentencepiece, cut a text into its pieces, and write pieces with their probabilities.

usage: python sentencepiece_segments.py TRAIN SIZE PIECES [RAW OUT]...

Prints {"train_s": CPU seconds, "segment_mb_s": MB/s} as JSON. RAW is cut line by line.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import sentencepiece

MARK = "\u2581"


def train(corpus: str, size: int) -> sentencepiece.SentencePieceProcessor:
    """Train on one thread."""
    with tempfile.TemporaryDirectory() as name:
        prefix = str(Path(name) / "model")
        sentencepiece.SentencePieceTrainer.train(
            input=corpus, model_prefix=prefix, model_type="unigram", vocab_size=size, hard_vocab_limit=False,
            character_coverage=1.0, num_threads=1, max_sentence_length=1 << 20, minloglevel=2,
        )  # fmt: skip
        return sentencepiece.SentencePieceProcessor(model_file=f"{prefix}.model")


def main(corpus: str, size: str, pieces: str, *texts: str) -> None:
    """Train, write the pieces, cut the texts."""
    begin = time.process_time()
    model = train(corpus, int(size))
    trained = time.process_time() - begin
    with Path(pieces).open("w", encoding="utf-8") as stream:
        stream.write("word\tcost\n")
        costs: dict[str, float] = {}
        for number in range(3, len(model)):
            piece = model.id_to_piece(number).replace(MARK, "")
            if piece and not piece.isspace():
                costs[piece] = min(costs.get(piece, 1e9), -model.get_score(number) * 1.4426950408889634)
        stream.writelines(f"{piece}\t{cost:.4f}\n" for piece, cost in costs.items())
    n_bytes, seconds = 0, 0.0
    for raw, out in zip(texts[::2], texts[1::2], strict=True):
        data = Path(raw).read_text(encoding="utf-8")
        begin = time.process_time()
        cut = model.encode(data.split("\n")[:-1], out_type=str)
        seconds += time.process_time() - begin
        n_bytes += len(data.encode())
        lines = (" ".join(piece.replace(MARK, "") for piece in line) + "\n" for line in cut)
        Path(out).write_text("".join(lines), encoding="utf-8")
    speed = n_bytes / 1e6 / seconds if seconds else None
    sys.stdout.write(json.dumps({"train_s": trained, "segment_mb_s": speed}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
