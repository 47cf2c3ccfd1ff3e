"""Memory is bounded by the token budget, whatever the corpus."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.running import environment
from tests.parse import tiny

pytest.importorskip("transformers")
resource = pytest.importorskip("resource")

PROGRAM = """
import resource, sys
from minent.parse import impact_matrices, load_encoder

encoder = load_encoder(sys.argv[1], device="cpu", dtype="float32")
lines = ["the cat sat on the mat"] * 100
if sys.argv[2] == "long":
    lines[50] = "the cat sat on " * 25
cells = sum(impact.matrix.size for impact in impact_matrices(iter(lines), encoder))
assert cells == 3600 + (100 * 100 - 36) * (sys.argv[2] == "long")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak_mb(folder: str, kind: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, folder, kind], env=environment(), capture_output=True, text=True, check=True
    )
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return int(done.stdout) / unit


def test_a_long_sentence_costs_its_matrix_and_no_more(tmp_path):
    folder = tiny.save(tmp_path / "m", positions=256)
    # Its 5,050 copies have half a million tokens, of which a budget is in memory; pairs and values are under 1 MB.
    assert peak_mb(folder, "long") < peak_mb(folder, "short") + 30
