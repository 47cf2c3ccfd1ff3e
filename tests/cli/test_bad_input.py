"""What may be wrong with the corpus or the tables: one line, an exit code, nothing harmed."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os

import numpy as np
import pytest

from tests.cli.conftest import TEA
from tests.cli.running import CHINESE, error_of, run_here

COMPRESSORS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}


@pytest.fixture
def fails(run, old, unharmed):
    """Run a command that must fail; return its message."""

    def check(*args, stdin=None):
        args = [*args, "-o", old]
        error = error_of(run_here(args) if stdin is None else run(args, stdin=stdin))
        unharmed()
        return error

    return check


@pytest.mark.parametrize("command", ["newwords", "ngrams"])
def test_missing_file(fails, command):
    assert fails(command, "no/such.txt", stdin=b"") == "Error: no/such.txt: no such file or directory"


def test_missing_among_existing(fails, tea):
    assert "gone.txt: no such file" in fails("newwords", tea, "gone.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(fails, tea):
    tea.chmod(0)
    error = fails("newwords", tea)
    assert str(tea) in error
    assert "not readable" in error or "Permission denied" in error


def test_directory_without_text(fails, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "image.png").write_bytes(b"\x89PNG")
    error = fails("newwords", folder)
    assert error.startswith(f"Error: {folder}: ")
    assert ".txt" in error, "the message says what would be read"


def test_glob_without_match(fails, tmp_path):
    assert fails("newwords", f"{tmp_path}/*.none") == f"Error: {tmp_path}/*.none: no file matches"


def test_invalid_bytes(fails, tmp_path):
    path = tmp_path / "gbk.txt"
    path.write_bytes("茶。\n绿茶\n".encode() + "月亮\n".encode("gb18030"))
    message = f"{path}: line 3, byte offset 14: not UTF-8 (0xD4 0xC2); try --encoding auto or gb18030"
    assert fails("newwords", path, stdin=b"") == f"Error: {message}"
    assert fails("ngrams", path) == f"Error: {message}"
    assert fails("newwords", path, "--fold-case") == f"Error: {message}", "wherever the bytes are decoded"
    assert fails("newwords", path, "--dedup", "lines") == f"Error: {message}"


def test_invalid_bytes_far_into_the_text(fails):
    lines = 400_000
    text = "红茶绿茶\n".encode() * lines + b"\xe8\x8c\n"
    expected = f"Error: <stdin>: line {lines + 1}, byte offset {13 * lines}: not UTF-8 (0xE8 0x8C)"
    assert fails("newwords", stdin=text).startswith(expected)
    assert fails("newwords", "--threads", "3", stdin=text).startswith(expected)


def test_invalid_bytes_in_the_second_file(fails, tea, tmp_path):
    path = tmp_path / "second.txt"
    path.write_bytes(b"ab\n\xff\n")
    assert fails("newwords", tea, path).startswith(f"Error: {path}: line 2, byte offset 3: not UTF-8 (0xFF 0x0A)")


def test_text_cut_inside_a_character(fails):
    assert "line 1, byte offset 3: not UTF-8 (0xE8 0x8C)" in fails("newwords", stdin="茶茶".encode()[:-1])


def test_invalid_bytes_of_another_encoding(fails, tmp_path):
    path = tmp_path / "big.txt"
    path.write_bytes("茶\n".encode("gb18030") + b"\x80\xff\n")
    error = fails("newwords", path, "--encoding", "gb18030")
    assert error.startswith(f"Error: {path}: line 2, byte offset 3: not gb18030 (0x80 0xFF); ")


def test_encoding_that_cannot_be_told(fails, tmp_path):
    path = tmp_path / "noise.txt"
    path.write_bytes(np.random.default_rng(7).bytes(5000))
    assert fails("newwords", path, "--encoding", "auto").startswith(f"Error: {path}: ")


@pytest.mark.parametrize("suffix", COMPRESSORS)
@pytest.mark.parametrize("damage", ["cut", "no archive", "flipped"])
def test_damaged_compressed_file(fails, tmp_path, suffix, damage):
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(CHINESE.iterdir())).encode()
    data = bytearray(COMPRESSORS[suffix](text))
    if damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "no archive":
        data = bytearray(TEA.encode())
    else:
        data[len(data) // 2] ^= 0x55
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(data)
    assert fails("newwords", path, "--errors", "replace").startswith(f"Error: {path}: ")


@pytest.mark.parametrize("damage", ["cut", "no archive", "flipped"])
def test_damaged_zstandard_file(fails, tmp_path, damage):
    zstandard = pytest.importorskip("zstandard")
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(CHINESE.iterdir())).encode()
    data = bytearray(zstandard.ZstdCompressor(write_checksum=True).compress(text))
    if damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "no archive":
        data = bytearray(TEA.encode())
    else:
        data[len(data) // 2] ^= 0x55
    path = tmp_path / "a.txt.zst"
    path.write_bytes(data)
    assert fails("newwords", path, "--errors", "replace").startswith(f"Error: {path}: ")


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (b'{"text": "a"', "line 2: not JSON"),
        (b'["text"]', "line 2: no field 'text'"),
        (b'{"body": "a"}', "line 2: no field 'text'"),
        (b'{"text": 5}', "line 2: field 'text' is not a string"),
        (b'{"text": "\\ud800"}', "line 2: field 'text' holds a lone surrogate"),
        (b'{"text": "\xff"}', "line 2, byte offset 24: not UTF-8 (0xFF 0x22)"),
        (b"[" * 100_000, "line 2: "),
    ],
)
def test_bad_json_lines(fails, tmp_path, record, message):
    good = json.dumps({"text": "a"}).encode() + b"\n"
    path = tmp_path / "a.jsonl"
    path.write_bytes(good + record + b"\n" + good)
    assert fails("newwords", path, "--jsonl-field", "text").startswith(f"Error: {path}: {message}")


def test_bad_json_lines_from_standard_input(fails):
    error = fails("newwords", "--jsonl-field", "text", stdin=b'{"text": "a"}\n{bad\n')
    assert error.startswith("Error: <stdin>: line 2: not JSON")


def test_missing_known_file(fails, tea):
    assert fails("newwords", tea, "--known", "gone.txt") == "Error: gone.txt: no such file or directory"


def test_known_file_that_is_not_utf8(fails, tea, tmp_path):
    path = tmp_path / "known.txt"
    path.write_bytes("红茶\n".encode("gb18030"))
    assert f"{path}: " in fails("newwords", tea, "--known", path)


def test_missing_table(fails):
    assert fails("merge", "gone.npz") == "Error: gone.npz: cannot read: No such file or directory"


@pytest.fixture
def table(run, tea, tmp_path):
    path = tmp_path / "tea.npz"
    assert run(["ngrams", tea, "--order", "2", "--min-count", "1", "-q", "-o", path]).code == 0
    return path


def test_file_that_is_no_table(fails, tmp_path):
    path = tmp_path / "junk.npz"
    archive, array = io.BytesIO(), io.BytesIO()
    np.savez(archive, numbers=np.arange(3))
    np.save(array, np.arange(3))
    for data in (b"", b"hello\n", archive.getvalue(), array.getvalue(), TEA.encode()):
        path.write_bytes(data)
        error = fails("merge", path)
        assert error.startswith(f"Error: {path}: ")
        assert "pickle" not in error, "no invitation to load it unsafely"
        assert "context manager" not in error, "nothing from the inside of Python"


def test_truncated_table(fails, table):
    data = table.read_bytes()
    for size in (1, len(data) // 2, len(data) - 1):
        table.write_bytes(data[:size])
        assert fails("merge", table).startswith(f"Error: {table}: ")


def test_flipped_byte_in_a_table(fails, table):
    data = bytearray(table.read_bytes())
    at = data.index(b"count.npy") + 200
    data[at] ^= 0xFF
    table.write_bytes(data)
    assert fails("merge", table).startswith(f"Error: {table}: ")


def test_inconsistent_table(fails, table):
    with np.load(table) as archive:
        arrays = dict(archive)
    np.savez(table, **{**arrays, "count": arrays["count"][:-1]})
    assert fails("merge", table, table).startswith(f"Error: {table}: ")
