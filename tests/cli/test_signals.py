"""Interrupts, closed streams and full disks: a clear end, and what stood there stays."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from tests.cli.conftest import TEA
from tests.cli.running import CHINESE, COMMAND, ROOT, TIMEOUT, environment, error_of, run_minent

pytestmark = pytest.mark.skipif(os.name != "posix", reason="POSIX signals and streams")


def _interrupted(args, number, env=None, after=1_000_000):
    """Feed a process text without end, send it a signal in the middle; (code, stdout, stderr)."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*COMMAND, *args], cwd=ROOT, env=environment(env), **pipes, bufsize=0) as process:
        feeder = threading.Thread(target=_feed, args=(process, number, after))
        feeder.start()
        code = process.wait(TIMEOUT)
        feeder.join(TIMEOUT)
        return code, process.stdout.read(), process.stderr.read().decode()


def _feed(process, number, after):
    block = TEA.encode() * 1000
    written = 0
    with contextlib.suppress(BrokenPipeError):
        while written < 50 * after:  # should the signal get lost
            written += process.stdin.write(block)
            time.sleep(0.01)
            if number and written > after:
                process.send_signal(number)
                number = None


@pytest.mark.parametrize("command", ["newwords", "ngrams"])
@pytest.mark.parametrize("threads", ["1", "3"])
def test_interrupt(command, threads, old, unharmed):
    outcome = _interrupted([command, "--threads", threads, "-o", old], signal.SIGINT)
    assert outcome == (130, b"", "interrupted\n")
    unharmed()


def test_terminate(old, unharmed):
    code, stdout, stderr = _interrupted(["newwords", "-o", old], signal.SIGTERM)
    assert (code, stdout) == (143, b"")
    assert stderr.count("\n") <= 1
    assert "Traceback" not in stderr
    unharmed()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_copy_of_standard_input_is_removed(tmp_path, number, code):
    args = ["newwords", "--examples", "2"]
    assert _interrupted(args, number, env={"TMPDIR": str(tmp_path)})[:2] == (code, b"")
    assert list(tmp_path.iterdir()) == []


def test_interrupt_while_waiting_for_input(old, unharmed):
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*COMMAND, "newwords", "-o", old], cwd=ROOT, env=environment(), **pipes) as process:
        time.sleep(0.7)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr.read() == b"interrupted\n"
    unharmed()


@pytest.mark.parametrize("pause", [0.35, 0.6])
def test_interrupt_while_counting_or_writing(old, unharmed, tmp_path, pause):
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(CHINESE.iterdir()))
    (tmp_path / "large.txt").write_text(text * 300, encoding="utf-8")
    args = ["ngrams", tmp_path / "large.txt", "--order", "20", "--min-count", "1", "-q", "-o", old]
    with subprocess.Popen([*COMMAND, *args], cwd=ROOT, env=environment(), stderr=subprocess.PIPE) as process:
        time.sleep(pause)
        process.send_signal(signal.SIGINT)
        assert process.wait(TIMEOUT) == 130
        assert process.stderr.read() == b"interrupted\n"
    unharmed()


def _shell(line, cwd=ROOT, **kwargs):
    """Run a line of shell in which MINENT is the command."""
    env = environment({"MINENT_PYTHON": sys.executable})
    line = line.replace("MINENT", '"$MINENT_PYTHON" -m minent')
    return subprocess.run(
        ["/bin/bash", "-c", f"set -o pipefail; {line}"], cwd=cwd, env=env,
        capture_output=True, timeout=TIMEOUT, check=False, **kwargs,
    )  # fmt: skip


@pytest.mark.parametrize("format", ["tsv", "csv", "jsonl", "table"])
def test_reader_that_leaves(format):
    done = _shell(f"MINENT ngrams corpora/chinese --min-count 1 -q --format {format} | head -1")
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""
    assert done.returncode in (0, 141)


def test_reader_that_leaves_sees_the_notes():
    done = _shell("MINENT newwords corpora/chinese | head -1")
    assert done.stderr.decode().count("\n") == 1
    assert done.stderr.startswith(b"49,338 units")


def test_reader_that_leaves_a_named_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    done = _shell(f"head -1 {tmp_path}/pipe & MINENT ngrams corpora/chinese --min-count 1 -q -o {tmp_path}/pipe")
    assert done.stderr == b""
    assert done.returncode in (0, 141)


def test_closed_standard_input(old, unharmed):
    done = _shell(f"MINENT newwords -o {old} <&-")
    assert (done.returncode, done.stderr) == (1, b"Error: <stdin>: standard input is closed; name a file\n")
    done = _shell(f"MINENT newwords --examples 1 -o {old} <&-")
    assert (done.returncode, done.stderr) == (1, b"Error: <stdin>: standard input is closed; name a file\n")
    unharmed()


@pytest.mark.parametrize("command", ["newwords corpora/chinese", "ngrams corpora/chinese", "--help"])
def test_closed_standard_output(command):
    done = _shell(f"MINENT {command} >&-")
    assert b"Traceback" not in done.stderr
    if command != "--help":
        assert done.returncode == 1
        assert done.stderr.decode().splitlines()[-1].startswith("Error: ")


def test_closed_standard_output_does_no_harm_to_files(tmp_path):
    done = _shell(f"MINENT newwords corpora/chinese -o {tmp_path}/a.tsv >&-")
    assert (done.returncode, done.stderr.count(b"\n")) == (0, 1)
    assert (tmp_path / "a.tsv").read_bytes() == run_minent(["newwords", CHINESE]).stdout


def test_closed_standard_error(tmp_path):
    done = _shell("MINENT newwords corpora/chinese 2>&-")
    assert done.returncode == 0
    assert done.stdout == run_minent(["newwords", CHINESE]).stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")  # noqa: PTH110
@pytest.mark.parametrize("command", ["newwords", "ngrams", "newwords --format table", "newwords --format jieba"])
def test_full_device(command):
    done = _shell(f"MINENT {command} corpora/chinese -q > /dev/full")
    assert done.returncode == 1
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("Error: ")
    assert lines[0].endswith("No space left on device")
    done = _shell(f"MINENT {command} corpora/chinese -q -o /dev/full --format csv")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)


@pytest.mark.parametrize("options", ["ngrams -o old.tsv", "ngrams --format npz -o old.tsv", "newwords -o old.tsv",
                                     "newwords --format parquet -o old.tsv"])  # fmt: skip
def test_file_size_limit(options, old, unharmed):
    """A limit on the size of files stands in for a full disk."""
    resource = pytest.importorskip("resource")
    if "parquet" in options:
        pytest.importorskip("pyarrow")

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    done = _shell(f"MINENT {options} -q {CHINESE}", cwd=old.parent, preexec_fn=limit)
    assert done.returncode == 1
    assert done.stderr == b"Error: old.tsv: cannot write: File too large\n"
    unharmed()


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 64 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("cannot mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("name", ["old.tsv", "old.npz", "old.parquet"])
def test_full_disk(small_disk, name):
    target = small_disk / name
    target.write_bytes(b"what was there before\n")
    error = error_of(run_minent(["ngrams", CHINESE, "-q", "-o", target]))
    assert error == f"Error: {target}: cannot write: No space left on device"
    assert target.read_bytes() == b"what was there before\n"
    assert [path.name for path in small_disk.iterdir()] == [name]


def test_full_disk_for_the_copy_of_standard_input(small_disk, old, unharmed):
    text = TEA.encode() * 2000
    outcome = run_minent(["newwords", "--examples", "1", "-o", old], stdin=text, env={"TMPDIR": str(small_disk)})
    assert error_of(outcome).endswith("No space left on device")
    assert list(small_disk.iterdir()) == []
    unharmed()
