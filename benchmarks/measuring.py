"""Measured runs of commands, the description of the machine, and result files.

Nothing heavy is imported here: Linux counts the memory of the process that starts a command as
the least peak of that command, so the measuring process has to stay small.
"""

from __future__ import annotations

import contextlib
import datetime
import importlib.metadata
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# ru_maxrss is in bytes on macOS and in KiB elsewhere.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Run:
    """One finished command.

    Parameters
    ----------
    wall, cpu : float
        Seconds; CPU is user and system time of the process and all its children.
    peak_mb : float
        Peak resident memory of its largest process, in units of 10^6 bytes.
    status : int
        Exit status, negative for a signal.
    stdout, stderr : str
        What it wrote.
    """

    wall: float
    cpu: float
    peak_mb: float
    status: int
    stdout: str = ""
    stderr: str = ""


def run_command(command: Sequence[str], *, env: Mapping[str, str] | None = None, timeout: float | None = None) -> Run:
    """Run a command and measure it.

    Parameters
    ----------
    command : sequence of str
        Program and arguments.
    env : mapping, optional
        Variables added to the environment.
    timeout : float, optional
        Seconds after which the command and its children are killed.

    Returns
    -------
    Run
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begin = time.perf_counter()
        # Its own session, so that a timeout also reaches the children.
        process = subprocess.Popen(
            list(command), stdout=out, stderr=err, env={**os.environ, **(env or {})}, start_new_session=True
        )
        with _killed_after(process.pid, timeout):
            _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        return Run(
            wall=wall,
            cpu=usage.ru_utime + usage.ru_stime,
            peak_mb=usage.ru_maxrss * _RSS_UNIT / 1e6,
            status=process.returncode,
            stdout=_text(out),
            stderr=_text(err),
        )


@contextlib.contextmanager
def _killed_after(pid: int, timeout: float | None) -> Iterator[None]:
    if timeout is None:
        yield
        return

    def kill() -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)

    timer = threading.Timer(timeout, kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _text(stream: Any) -> str:
    stream.seek(0)
    return str(stream.read().decode("utf-8", "replace"))


def repeat(n: int, measure: Callable[[], Run]) -> list[Run]:
    """Run n times; stop at the first failure."""
    runs = []
    for _ in range(n):
        runs.append(measure())
        if runs[-1].status:
            break
    return runs


def median(runs: Sequence[Run]) -> dict[str, float]:
    """Median wall and CPU seconds and peak memory, each by itself, with the extremes of the CPU."""
    cpu = [run.cpu for run in runs]
    return {
        "runs": len(runs),
        "cpu_s": round(statistics.median(cpu), 3),
        "cpu_min_s": round(min(cpu), 3),
        "cpu_max_s": round(max(cpu), 3),
        "wall_s": round(statistics.median(run.wall for run in runs), 3),
        "peak_mb": round(statistics.median(run.peak_mb for run in runs), 1),
    }


def machine() -> dict[str, Any]:
    """Describe the machine, its load and the versions that matter."""
    return {
        "cpu": _cpu_model(),
        "cores": os.cpu_count(),
        "memory_gb": _memory_gb(),
        "os": _os_name(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("minent", "numpy", "click")},
        "load_average": _load_average(),
    }


def version(name: str) -> str | None:
    """Return the version of a distribution, or of minent in the source tree; None when absent."""
    if name == "minent":
        run = run_command([sys.executable, "-m", "minent", "--version"])
        return run.stdout.split()[-1] if run.status == 0 else None
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _cpu_model() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _memory_gb() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1)
    except (AttributeError, OSError, ValueError):
        return None


def _os_name() -> str:
    try:
        name = platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        name = ""
    return f"{name}, {platform.system()} {platform.release()}".removeprefix(", ")


def _load_average() -> list[float] | None:
    try:
        return [round(value, 2) for value in os.getloadavg()]
    except (AttributeError, OSError):
        return None


def today() -> str:
    """Return the date as YYYY-MM-DD."""
    return datetime.date.today().isoformat()


def command_line(arguments: Sequence[str]) -> str:
    """Join arguments; of paths outside the working folder only the name is kept."""
    return " ".join(Path(part).name if Path(part).is_absolute() else part for part in arguments)


def markdown_table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> str:
    """Make a Markdown table.

    Parameters
    ----------
    rows : sequence of mappings
        The cells by key; absent or None leaves a cell empty.
    columns : mapping
        Heading by key, in order.

    Returns
    -------
    str
    """
    lines = [" | ".join(columns.values()), " | ".join("---" for _ in columns)]
    lines += [" | ".join(_cell(row.get(key)) for key in columns) for row in rows]
    return "".join(f"| {line} |\n" for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|")


def machine_lines(description: Mapping[str, Any]) -> str:
    """Give the machine as Markdown."""
    versions = ", ".join(f"{name} {number}" for name, number in description["versions"].items() if number)
    return (
        f"{description['cpu']}, {description['cores']} cores, {description['memory_gb']} GB; {description['os']}; "
        f"Python {description['python']}, {versions}; load average at the start {description['load_average']}.\n"
    )


def write_results(prefix: str | os.PathLike[str], data: Mapping[str, Any], markdown: str) -> list[Path]:
    """Write ``prefix.json`` and ``prefix.md``; a suffix .json or .md of the prefix is dropped."""
    path = Path(prefix)
    if path.suffix in {".json", ".md"}:
        path = path.with_suffix("")
    path.parent.mkdir(parents=True, exist_ok=True)
    written = [path.with_name(path.name + suffix) for suffix in (".json", ".md")]
    written[0].write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    written[1].write_text(markdown, encoding="utf-8")
    return written
