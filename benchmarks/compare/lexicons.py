"""Word F1 of learned lexicons, bits of text with them, and speed, beside sentencepiece.

usage: python benchmarks/compare/lexicons.py DATA [--peer-python PYTHON] [--lexicon NAME=FILE]... -o RESULT

DATA: a folder with zh100.txt, zh10.txt, pku_raw.txt, sighan2005/, ud/ and text/other/ (see README.md). The peer is
sentencepiece's unigram model in the interpreter of --peer-python; --lexicon adds lexicons for zh10.txt that another
tool made. Everything is learned from raw text. The constants of minent were chosen on the development slices of PKU
and MSR; the test set of PKU chose nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from benchmarks.measuring import (  # noqa: E402
    command_line,
    machine,
    machine_lines,
    markdown_table,
    run_command,
    today,
    write_results,
)

MINENT = [sys.executable, "-m", "minent"]
SIGHAN = {
    "PKU test": "sighan2005/gold/pku_test_gold.utf8",
    "PKU dev": "sighan2005/training/pku_train_dev_liweitj47.utf8",
    "MSR dev": "sighan2005/training/msr_train_dev_liweitj47.utf8",
}
PEER_SIZES = (4_000, 8_000, 16_000)


def minent(*arguments: object) -> dict[str, float]:
    """Run minent on one thread; CPU seconds and peak memory."""
    run = run_command([*MINENT, *map(str, arguments), "-q"])
    if run.status:
        raise SystemExit(run.stderr)
    return {"cpu_s": round(run.cpu, 2), "peak_mb": round(run.peak_mb)}


def f1(gold: Path, predicted: Path) -> float:
    """Word F1."""
    from minent.evaluation import evaluate_segments

    return round(evaluate_segments(gold, predicted, align=True).f1, 4)


def without_spaces(gold: Path, raw: Path) -> Path:
    """The raw text of a gold segmentation."""
    text = gold.read_text(encoding="utf-8-sig")
    raw.write_text("".join("".join(line.split()) + "\n" for line in text.splitlines()), encoding="utf-8")
    return raw


def treebank(path: Path, gold: Path, *, training: bool = False) -> Path:
    """The words of a treebank, a sentence a line; for training without the spaces."""
    lines, words = [], []
    for row in path.read_text(encoding="utf-8").split("\n"):
        cells = row.split("\t")
        if cells[0].isdigit():
            words.append(cells[1].replace(" ", ""))
        elif not row and words:
            lines.append(("" if training else " ").join(words))
            words = []
    gold.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return gold


def peer(python: str, train: Path, size: int, folder: Path, raws: list[Path]) -> dict[str, Any]:
    """Sentencepiece: its pieces and its segmentations."""
    pieces = folder / f"pieces-{train.stem}-{size}.tsv"
    outs = [folder / f"{raw.stem}.peer" for raw in raws]
    pairs = [str(path) for pair in zip(raws, outs, strict=True) for path in pair]
    driver = Path(__file__).parent / "drivers" / "sentencepiece_segments.py"
    run = run_command([python, str(driver), str(train), str(size), str(pieces), *pairs])
    if run.status:
        return {"failed": run.stderr.strip().split("\n")[-1]}
    return {
        **json.loads(run.stdout.strip().split("\n")[-1]),
        "peak_mb": round(run.peak_mb),
        "pieces": pieces,
        "outs": outs,
    }


def chinese(data: Path, folder: Path) -> list[dict[str, Any]]:
    """Word F1 with the lexicon of news, technology, law and People's Daily."""
    words = folder / "chinese.tsv"
    learned = minent("lexicon", data / "zh100.txt", data / "pku_raw.txt", "-o", words, "--threads", 1)
    rows = []
    for name, gold in SIGHAN.items():
        raw = without_spaces(data / gold, folder / "raw.txt")
        minent("segment", "--lexicon", words, raw, "-o", folder / "out.txt")
        rows.append({"text": name, "f1": f1(data / gold, folder / "out.txt"), **learned})
    return rows


def methods(data: Path, folder: Path) -> list[dict[str, Any]]:
    """Word F1 on the development slices with each method of learning, from the same text."""
    words = folder / "method.tsv"
    rows = []
    for method in ("description-length", "merge", "cut"):
        learned = minent(
            "lexicon", "--method", method, data / "zh100.txt", data / "pku_raw.txt", "-o", words, "--threads", 1
        )
        row: dict[str, Any] = {"method": method}
        for name in ("PKU dev", "MSR dev"):
            raw = without_spaces(data / SIGHAN[name], folder / "raw.txt")
            minent("segment", "--lexicon", words, raw, "-o", folder / "out.txt")
            row[name] = f1(data / SIGHAN[name], folder / "out.txt")
        rows.append({**row, **learned})
    return rows


def scripts(data: Path, folder: Path, python: str | None) -> list[dict[str, Any]]:
    """Word F1 in Japanese, and in English without spaces, beside the peer's."""
    english = treebank(data / "ud/en_ewt-ud-train.conllu", folder / "en.train", training=True)
    cases = [
        ("Japanese", data / "text/other/ja_aozora_natsume_soseki.txt", "ja_gsd-ud-dev", "run"),
        ("English, no spaces", english, "en_ewt-ud-dev", "char"),
    ]
    rows = []
    for name, train, tree, latin in cases:
        gold = treebank(data / "ud" / f"{tree}.conllu", folder / f"{tree}.gold")
        raw = without_spaces(gold, folder / f"{tree}.raw")
        words = folder / "words.tsv"
        learned = minent("lexicon", train, "--latin", latin, "-o", words, "--threads", 1)
        minent("segment", "--lexicon", words, "--latin", latin, raw, "-o", folder / "out.txt")
        row = {"text": name, "f1": f1(gold, folder / "out.txt"), **learned}
        for size in PEER_SIZES if python else ():
            result = peer(str(python), train, size, folder, [raw])
            if "outs" in result:
                row[f"peer_{size}"] = f1(gold, result["outs"][0])
        rows.append(row)
    return rows


def descriptions(data: Path, folder: Path, python: str | None, others: dict[str, Path]) -> list[dict[str, Any]]:
    """Bits per unit of zh10.txt with each lexicon, by the same code."""
    from minent import find_words, read_corpus, read_lexicon
    from minent.lexicon import learn_words, reestimate

    corpus = read_corpus(data / "zh10.txt", numbers="alike")
    free, priced = learn_words(corpus, pmi_per_join=0), learn_words(corpus)
    lexicons = {
        "minent lexicon --pmi-per-join 0": free,
        "minent lexicon": priced,
        "minent newwords": find_words(corpus),
    }
    if python:
        result = peer(python, data / "zh10.txt", 20_000, folder, [])
        if "pieces" in result:
            lexicons["sentencepiece, 20,000 pieces"] = read_lexicon(result["pieces"])
    lexicons |= {name: read_lexicon(path) for name, path in others.items()}
    rows = []
    for name, lexicon in lexicons.items():
        rows.append({"lexicon": name, **_described(reestimate(lexicon, corpus))})
    for name, size in [(row["lexicon"], row["longer"]) for row in rows[2:]]:
        longer = free.where(free.column("length") > 1).sorted_by("count").top(size)
        same = {"lexicon": f"minent, as many words as {name}", **_described(reestimate(longer, corpus))}
        rows.append(same)
    return rows


def _described(lexicon: Any) -> dict[str, Any]:
    bits = lexicon.stages[-1].per_unit()
    longer = int((lexicon.column("length") > 1).sum())
    return {"longer": longer, **{f"{name}_bits": round(value, 4) for name, value in bits.items()}}


def speed(data: Path, folder: Path) -> list[dict[str, Any]]:
    """MB/s of one core: from the library, strings in and lists out, and of the command."""
    from minent import Segmenter

    segmenter = Segmenter(folder / "chinese.tsv")
    lines = (data / "zh10.txt").read_text(encoding="utf-8").split("\n")
    n_bytes = (data / "zh10.txt").stat().st_size
    seconds = []
    for _ in range(5):
        begin = time.process_time()
        for _ in segmenter.segment_many(lines):
            pass
        seconds.append(time.process_time() - begin)
    zh100 = data / "zh100.txt"
    run = minent("segment", "--lexicon", folder / "chinese.tsv", zh100, "-o", folder / "out.txt", "--threads", 1)
    return [
        {"what": "library, zh10.txt", "mb_s": round(n_bytes / 1e6 / min(seconds), 1)},
        {"what": "minent segment, zh100.txt", "mb_s": round(zh100.stat().st_size / 1e6 / run["cpu_s"], 1)},
    ]


def main() -> None:
    """Measure all and write the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--peer-python")
    parser.add_argument("--lexicon", action="append", default=[], metavar="NAME=FILE")
    parser.add_argument("-o", "--output", default=f"benchmarks/results/{today()}-lexicons")
    arguments = parser.parse_args()
    others = {name: Path(path) for name, _, path in (item.partition("=") for item in arguments.lexicon)}
    description = machine()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = {
            "chinese": chinese(arguments.data, folder),
            "methods": methods(arguments.data, folder),
            "speed": speed(arguments.data, folder),
            "scripts": scripts(arguments.data, folder, arguments.peer_python),
            "description": descriptions(arguments.data, folder, arguments.peer_python, others),
        }
    command = "python " + command_line(sys.argv)
    text = f"# Lexicons and segmentation\n\n`{command}`\n\n{machine_lines(description)}\n" + "\n".join(
        markdown_table(rows, {key: key for key in dict.fromkeys(key for row in rows for key in row)})
        for rows in results.values()
    )
    write_results(arguments.output, {"command": command, "machine": description, **results}, text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
