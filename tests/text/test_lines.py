"""Lines of a file as strings."""

from __future__ import annotations

import gzip

import pytest

from minent.errors import CorpusError
from minent.text.lines import read_lines


def test_lines_keep_their_ends(tmp_path):
    (tmp_path / "a.txt").write_bytes("\ufeff红茶\r\n\n绿\u2028茶".encode())
    assert list(read_lines(tmp_path / "a.txt")) == ["红茶\r\n", "\n", "绿\u2028茶"]
    (tmp_path / "a.gz").write_bytes(gzip.compress("红茶\n".encode("utf-16")))
    assert list(read_lines(tmp_path / "a.gz", "utf-16")) == ["红茶\n"]
    (tmp_path / "b.txt").write_bytes(b"")
    assert list(read_lines(tmp_path / "b.txt")) == []


def test_invalid_bytes_are_found_far_behind(tmp_path):
    lines = ["红茶" * 1000 + "\n"] * 1000  # several blocks
    data = "".join(lines).encode()
    (tmp_path / "a.txt").write_bytes(data + "绿茶\n".encode() + b"\xff\n")
    with pytest.raises(CorpusError) as raised:
        list(read_lines(tmp_path / "a.txt"))
    assert (raised.value.line, raised.value.offset) == (1002, len(data) + 7)


def test_one_file_at_a_time(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("茶\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="stands for 2 files; name one"):
        list(read_lines(tmp_path))
    with pytest.raises(CorpusError, match="no such file"):
        list(read_lines(tmp_path / "c.txt"))
