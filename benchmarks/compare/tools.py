"""The tools that newwords.py compares, and which of them this machine has."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import measuring

DRIVERS = Path(__file__).parent / "drivers"


@dataclass(frozen=True)
class Peer:
    """A tool that a driver runs.

    Parameters
    ----------
    driver : str
        File name in ``drivers/``.
    finds_words : bool
        Whether it makes a lexicon; otherwise it only counts.
    largest_mb : float, optional
        Inputs above this are passed over unless asked for.
    note : str
        What the user should know of the figures.
    """

    driver: str
    finds_words: bool
    largest_mb: float | None = None
    note: str = ""


PEERS = {
    "kenlm": Peer(
        "kenlm_counts.py", False, note="count_ngrams with the separated copy it needs; longest order, no neighbours"
    ),
    "sklearn": Peer("sklearn_counts.py", False, 20, "CountVectorizer char (1, order); no neighbours"),
    "word-discovery": Peer("word_discovery_checkout.py", True, note="the user's checkout with KenLM"),
    "nlp_zero": Peer("nlp_zero_words.py", True, note="Word_Finder(min_proba=1e-6)"),
    "sentencepiece": Peer("sentencepiece_words.py", True, 20, "unigram, 1 thread, 20,000 pieces (50,000 over 50 MB)"),
    "gensim": Peer("gensim_phrases.py", True, note="Phrases over characters, one pass: pairs only"),
}


@dataclass(frozen=True)
class Tool:
    """A command to be measured.

    Parameters
    ----------
    name, version : str
        How it is listed.
    command : tuple of str
        Program and arguments.
    output : Path
        What it writes.
    finds_words : bool
        Whether the output is a lexicon.
    note : str
        Remark for the table.
    """

    name: str
    version: str
    command: tuple[str, ...]
    output: Path
    finds_words: bool
    note: str = ""


@dataclass(frozen=True)
class Task:
    """Input and parameters that all tools get."""

    corpus: Path
    min_count: int
    order: int
    folder: Path

    @property
    def options(self) -> tuple[str, ...]:
        """Options that the command line of minent and the drivers share."""
        return ("--order", str(self.order), "--min-count", str(self.min_count))


def minent_tools(task: Task, python: str = sys.executable) -> list[Tool]:
    """List counting on one thread, word discovery on one and on two."""
    version = measuring.version("minent") or "not found"
    start = (python, "-m", "minent")
    tools = []
    for name, threads, suffix in (("ngrams", 1, "npz"), ("newwords", 1, "tsv"), ("newwords", 2, "tsv")):
        output = task.folder / f"minent-{name}-{threads}.{suffix}"
        run = ("--threads", str(threads), "-q", "-o", str(output))
        tools.append(
            Tool(
                f"minent {name}" + (" (2 threads)" if threads > 1 else ""),
                version,
                (*start, name, str(task.corpus), *task.options, *run),
                output,
                name == "newwords",
                "all orders with both neighbour entropies" if name == "ngrams" else "",
            )
        )
    return tools


def peer_tools(
    names: list[str], task: Task, python: str, *, any_size: bool = False
) -> tuple[list[Tool], list[dict[str, str]]]:
    """Return the peers that can run and, for the others, why not and what to do."""
    tools, absent = [], []
    megabytes = task.corpus.stat().st_size / 1e6
    for name in names:
        peer = PEERS[name]
        found = _check(peer, python)
        if "version" not in found:
            absent.append({"tool": name, "reason": found["missing"], "remedy": found["install"]})
        elif peer.largest_mb is not None and megabytes > peer.largest_mb and not any_size:
            reason = f"the input is larger than {peer.largest_mb:g} MB"
            absent.append({"tool": name, "reason": reason, "remedy": "--any-size runs it all the same"})
        else:
            output = task.folder / f"{name}.tsv"
            command = (python, str(DRIVERS / peer.driver), str(task.corpus), *task.options, "-o", str(output))
            tools.append(Tool(name, found["version"], command, output, peer.finds_words, peer.note))
    return tools, absent


def _check(peer: Peer, python: str) -> dict[str, str]:
    run = measuring.run_command([python, str(DRIVERS / peer.driver), "--check"])
    if run.status:
        return {"missing": "its driver fails: " + run.stderr.strip().rpartition("\n")[2], "install": ""}
    return dict(json.loads(run.stdout))


def entries_of(tool: Tool, run: measuring.Run) -> int | None:
    """Return the number of n-grams or words a run found."""
    if "minent" not in tool.name:
        return int(json.loads(run.stdout.strip().rpartition("\n")[2])["entries"])
    if tool.finds_words:
        with tool.output.open(encoding="utf-8") as stream:
            return sum(1 for _ in stream) - 1
    import numpy as np

    with np.load(tool.output) as table:
        return len(table["count"])
