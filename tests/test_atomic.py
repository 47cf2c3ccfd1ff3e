"""Files are written whole or left as they were."""

from __future__ import annotations

import os
import stat
import threading

import pytest

from minent.atomic import atomic_write
from minent.errors import OutputError

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX files")
OLD = "what was there before"


def _write_half(path, error):
    with atomic_write(path) as stream:
        stream.write("half")
        raise error


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(OLD, encoding="utf-8")
    return path


def _permissions(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_text_is_utf8_with_plain_line_ends(target):
    with atomic_write(target) as stream:
        stream.write("红茶\n绿\u2028茶\r\n")
    assert target.read_bytes() == "红茶\n绿\u2028茶\r\n".encode()


def test_bytes(target):
    with atomic_write(target, "wb") as stream:
        stream.write(b"\x00\xff\n")
    assert target.read_bytes() == b"\x00\xff\n"


def test_new_file(tmp_path):
    with atomic_write(str(tmp_path / "new")) as stream:
        stream.write("x")
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_old_content_stands_until_the_end(target):
    with atomic_write(target) as stream:
        stream.write("new")
        stream.flush()
        assert target.read_text(encoding="utf-8") == OLD
    assert target.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, MemoryError, BrokenPipeError])
def test_failure_in_the_middle_leaves_the_old_file(target, error):
    with pytest.raises(error):
        _write_half(target, error)
    assert target.read_text(encoding="utf-8") == OLD
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_failure_leaves_no_new_file(tmp_path):
    with pytest.raises(ValueError, match="stop"):
        _write_half(tmp_path / "new", ValueError("stop"))
    assert list(tmp_path.iterdir()) == []


def test_errors_of_the_system_become_output_errors(target):
    with pytest.raises(OutputError, match=r"a\.txt: cannot write: No space left") as raised, atomic_write(target):
        raise OSError(28, "No space left on device")
    assert isinstance(raised.value, OSError)
    assert target.read_text(encoding="utf-8") == OLD


def test_text_that_cannot_be_encoded_leaves_the_old_file(target):
    with pytest.raises(UnicodeEncodeError), atomic_write(target) as stream:
        stream.write("\ud800")
    assert target.read_text(encoding="utf-8") == OLD
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755, 0o400])
def test_permissions_are_kept(target, mode):
    target.chmod(mode)
    with atomic_write(target) as stream:
        stream.write("new")
    assert _permissions(target) == mode


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002, 0o000])
def test_new_files_respect_the_umask(tmp_path, mask):
    before = os.umask(mask)
    try:
        with atomic_write(tmp_path / "new") as stream:
            stream.write("x")
        assert os.umask(mask) == mask, "the mask itself is as it was"
    finally:
        os.umask(before)
    assert _permissions(tmp_path / "new") == 0o666 & ~mask


@posix
def test_target_of_a_link_is_replaced_not_the_link(target):
    folder = target.parent / "elsewhere"
    folder.mkdir()
    link = folder / "link"
    link.symlink_to("../a.txt")
    with atomic_write(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"
    assert [path.name for path in folder.iterdir()] == ["link"]


@posix
def test_link_to_nothing_makes_the_file(tmp_path):
    link = tmp_path / "link"
    link.symlink_to("made")
    with atomic_write(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert (tmp_path / "made").read_text(encoding="utf-8") == "new"


@posix
def test_other_names_of_the_file_keep_the_old_content(target):
    other = target.parent / "hard"
    os.link(target, other)
    with atomic_write(target) as stream:
        stream.write("new")
    assert other.read_text(encoding="utf-8") == OLD


@posix
def test_devices_and_pipes_are_written_directly(tmp_path):
    with atomic_write(os.devnull) as stream:
        stream.write("x")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)  # noqa: PTH116
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    with atomic_write(pipe) as stream:
        stream.write("红茶\n")
    reader.join(10)
    assert found == ["红茶\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_folders_and_missing_folders(tmp_path):
    with pytest.raises(OutputError, match="is a directory"), atomic_write(tmp_path):
        pass
    with pytest.raises(OutputError, match=r"a\.txt: cannot write: No such file"), atomic_write(tmp_path / "no/a.txt"):
        pass
    with pytest.raises(OutputError, match="cannot write"), atomic_write(tmp_path / "file" / "a.txt"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_long_names(tmp_path):
    for name in ("n" * 250, "茶" * 84):
        with atomic_write(tmp_path / name) as stream:
            stream.write("x")
        assert (tmp_path / name).read_text(encoding="utf-8") == "x"


def test_writers_at_the_same_time_do_not_mix(target):
    def write(text):
        with atomic_write(target) as stream:
            for _ in range(200):
                stream.write(text)

    writers = [threading.Thread(target=write, args=(letter * 50,)) for letter in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert target.read_text(encoding="utf-8") in {letter * 10_000 for letter in "abcd"}
    assert [path.name for path in target.parent.iterdir()] == [target.name]
