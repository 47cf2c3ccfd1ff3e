"""``minent newwords``: where text may come from and how it is read."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma

import pytest

from tests.cli.conftest import TEA
from tests.cli.running import CHINESE, WORD_COLUMNS, run_minent

SMALL = ["--min-cohesion", "1,9,9", "-q"]  # the tea corpus is too short for the default thresholds


@pytest.fixture(scope="module")
def expected():
    outcome = run_minent(["newwords", *SMALL], stdin=TEA.encode())
    assert outcome.code == 0
    assert "红茶" in outcome.words
    return outcome.stdout


@pytest.fixture(scope="module")
def chinese():
    return run_minent(["newwords", CHINESE, "-q"]).stdout


def test_file_and_standard_input_agree(run, tea, expected):
    assert run(["newwords", tea, *SMALL]).stdout == expected
    assert run(["newwords", "-", *SMALL], stdin=TEA.encode()).stdout == expected


def test_directory_files_glob_and_pipe_agree(run, chinese):
    files = sorted(CHINESE.glob("*.txt"))
    text = b"".join(path.read_bytes() for path in files)
    assert run(["newwords", *files, "-q"]).stdout == chinese
    assert run(["newwords", *reversed(files), "-q"]).stdout == chinese
    assert run(["newwords", f"{CHINESE}/*.txt", "-q"]).stdout == chinese
    assert run(["newwords", "-q"], stdin=text).stdout == chinese
    assert run(["newwords", CHINESE, files[0], "-q"]).stdout == chinese, "a file is read once"


def test_hidden_and_other_files_of_a_directory_are_passed_over(run, tmp_path, expected):
    (tmp_path / "sub" / ".hidden").mkdir(parents=True)
    (tmp_path / "sub" / "tea.TXT").write_text(TEA, encoding="utf-8")
    for name in ("sub/.hidden/a.txt", "sub/.b.txt", "sub/image.png", "c.jsonl"):
        (tmp_path / name).write_text("绿茶" * 50, encoding="utf-8")
    assert run(["newwords", tmp_path, *SMALL]).stdout == expected


def _zstd(data: bytes) -> bytes:
    return pytest.importorskip("zstandard").compress(data)


@pytest.mark.parametrize(
    ("suffix", "compress"),
    [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", _zstd)],
)
def test_compressed(run, tmp_path, expected, suffix, compress):
    half = TEA.index("\n", len(TEA) // 2) + 1
    path = tmp_path / f"tea.txt{suffix}"
    # Two members one behind the other, as parallel compressors write them.
    path.write_bytes(compress(TEA[:half].encode()) + compress(TEA[half:].encode()))
    assert run(["newwords", path, *SMALL]).stdout == expected
    assert run(["newwords", tmp_path, *SMALL]).stdout == expected


@pytest.mark.parametrize(
    ("codec", "option"), [("gb18030", "gb18030"), ("gb18030", "auto"), ("utf-8", "auto"), ("utf-8-sig", "utf-8"),
                          ("utf-16", "auto"), ("utf-16", "utf-16"), ("utf-8-sig", "utf-8-sig")]
)  # fmt: skip
def test_encodings(run, chinese, tmp_path, codec, option):
    path = tmp_path / "all.txt"
    text = "".join(file.read_text(encoding="utf-8") for file in sorted(CHINESE.glob("*.txt")))
    path.write_bytes(text.encode(codec))
    outcome = run(["newwords", path, "--encoding", option, "-q"])
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout == chinese


def test_gb18030_from_standard_input(run, expected):
    assert run(["newwords", "--encoding", "gb18030", *SMALL], stdin=TEA.encode("gb18030")).stdout == expected


def test_jsonl(run, tmp_path, expected):
    path = tmp_path / "tea.jsonl"
    records = [{"id": number, "text": line} for number, line in enumerate(TEA.split("\n"))]
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    assert run(["newwords", path, "--jsonl-field", "text", *SMALL]).stdout == expected
    assert run(["newwords", tmp_path, "--jsonl-field", "text", *SMALL]).stdout == expected
    assert run(["newwords", "--jsonl-field", "text", *SMALL], stdin=path.read_bytes()).stdout == expected


def test_dedup_lines(run, tea, expected):
    outcome = run(["newwords", tea, "-", "--dedup", "lines", "--min-cohesion", "1,9,9"], stdin=TEA.encode())
    assert outcome.stdout == expected
    assert "passed over 11 duplicate lines" in outcome.stderr.splitlines()


def test_dedup_documents(run):
    documents = ["他爱喝红茶\n红茶很香\n", "泡红茶吧\n"] * 2
    outcome = run(["newwords", "--dedup", "documents", "--min-count", "1"], stdin="\n".join(documents).encode())
    assert "passed over 2 duplicate documents" in outcome.stderr.splitlines()
    assert outcome.stderr.splitlines()[-1].startswith("13 units")


def test_errors_replace_and_skip_line(run, expected):
    broken = TEA.encode() + "红\xff茶\n".encode("latin-1", "replace").replace(b"?", b"")
    assert run(["newwords", "--errors", "skip-line", *SMALL], stdin=broken).stdout == expected
    outcome = run(["newwords", "--errors", "skip-line"], stdin=broken)
    assert "dropped 1 lines with invalid bytes" in outcome.stderr.splitlines()
    assert run(["newwords", "--errors", "replace", *SMALL], stdin=broken).code == 0


def test_normalize_and_fold_case(run):
    text = "ＧＰＵ卡\ngpu卡\nGPU卡\n" * 2
    options = ["newwords", "--normalize", "width", "--fold-case", "--min-cohesion", "0,9,9", "-q"]
    rows = {row[0]: row[1] for row in run(options, stdin=text.encode()).rows}
    assert rows["gpu卡"] == "6"


def test_latin(run):
    text = "AI芯片\n" * 3
    by_choice = {
        latin: run(["ngrams", "--latin", latin, "--order", "1", "-q"], stdin=text.encode()).words
        for latin in ("run", "char", "drop")
    }
    assert by_choice == {"run": ["AI", "片", "芯"], "char": ["A", "I", "片", "芯"], "drop": ["片", "芯"]}


@pytest.mark.parametrize("text", ["", "。！?\n \n", "\ufeff"])
@pytest.mark.parametrize("command", ["newwords", "ngrams"])
def test_empty_corpus(run, command, text):
    outcome = run([command], stdin=text.encode())
    assert outcome.code == 0
    assert outcome.stdout.count(b"\n") == 1, "the header only"
    assert outcome.stderr == f"the corpus is empty: no {'words' if command == 'newwords' else 'n-grams'}\n"


@pytest.mark.parametrize("extra", [["--method", "entropy"], ["--examples", "2"], ["--unit", "token"]])
def test_empty_corpus_with_options(run, extra):
    outcome = run(["newwords", *extra])
    assert outcome.code == 0
    assert outcome.rows[0][: len(WORD_COLUMNS)] == WORD_COLUMNS
    assert len(outcome.rows) == 1


def test_no_line_end_at_the_end(run, expected):
    assert run(["newwords", *SMALL], stdin=TEA.rstrip("\n").encode()).stdout == expected


def test_names_that_are_not_ascii(run, tmp_path, expected):
    path = tmp_path / "茶 [1].txt"
    path.write_text(TEA, encoding="utf-8")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert run(["newwords", path, *SMALL]).stdout == expected
    assert run(["newwords", path, *SMALL], env=plain).stdout == expected, "UTF-8 whatever the locale"
