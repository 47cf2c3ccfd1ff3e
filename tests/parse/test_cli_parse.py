from __future__ import annotations

import pytest

from minent.parse import load_impacts
from tests.cli.running import CHINESE, error_of, run_here, run_minent
from tests.parse import tiny

pytest.importorskip("transformers")

SIZES = ["--hidden", "16", "--layers", "2", "--heads", "2", "--vocabulary", "300", "--threads", "1", "--device", "cpu"]


@pytest.fixture
def model(tmp_path):
    return tiny.save(tmp_path / "tiny", head=True)


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("the cat sat .\n\nthe mat\n我喝茶\n", encoding="utf-8")
    return path


def test_text_to_model_to_impacts(tmp_path):
    done = run_here(["mlm", CHINESE / "tea.txt", "--steps", "3", *SIZES, "-o", tmp_path / "m"])
    assert done.code == 0, done.stderr
    assert done.stderr.startswith("3 steps, loss ")
    done = run_minent(
        ["impact", CHINESE / "tea.txt", "--model", tmp_path / "m", "--units", "chars", "--pairs", "adjacent",
         "--threads", "1", "-o", tmp_path / "f"]
    )  # fmt: skip
    assert done.code == 0, done.stderr
    lines = (CHINESE / "tea.txt").read_text(encoding="utf-8").splitlines()
    shown = list(load_impacts(tmp_path / "f"))
    assert {impact.line for impact in shown} == set(range(1, len(lines) + 1))
    assert all(impact.text == lines[impact.line - 1] for impact in shown)


@pytest.mark.parametrize("options", [["--metric", "cpmi"], ["--layer", "1"], ["--window", "1"], ["--dtype", "bf16"]])
def test_options_of_impact(tmp_path, model, text, options):
    done = run_here(["impact", text, "--model", model, "--device", "cpu", "-o", tmp_path / "f", *options])
    assert done.code == 0, done.stderr
    assert [impact.units for impact in load_impacts(tmp_path / "f")] == [
        ["the", "cat", "sat", "."], [], ["the", "mat"], ["我喝茶"],
    ]  # fmt: skip


def test_lines_that_do_not_fit_are_told(tmp_path, model):
    path = tmp_path / "long.txt"
    path.write_text("cat\n" + "the cat " * 40 + "\nmat\n", encoding="utf-8")
    done = run_here(["impact", path, "--model", model, "--device", "cpu", "-o", tmp_path / "f"])
    assert done.code == 0
    assert done.stderr.startswith("line 2: 82 tokens, the model takes 64, and no punctuation to cut at; left out\n")
    assert [impact.line for impact in load_impacts(tmp_path / "f")] == [1, 3]


def test_impact_fails_in_one_line(tmp_path, model, text):
    headless = tiny.save(tmp_path / "headless")
    (tmp_path / "file").write_text("x")
    for options, message in [
        (["--model", tmp_path / "no"], "no such folder"),
        (["--model", headless, "--metric", "prob"], "has no trained masked-LM head"),
        (["--model", model, "--stride", "4"], "--stride needs"),
        (["--model", model, "--layer", "9"], "--layer must be from 0 to 3"),
        (["--model", model, "--device", "tpu"], "--device must be"),
        (["--model", model, "--token-budget", "0"], "--token-budget must be at least 1"),
        (["--model", model, "--threads", "0"], "--threads must be from 1"),
        (["--model", model, "-o", tmp_path / "file"], "is a file"),
        (["--model", model, "-o", tmp_path / "no" / "f"], "cannot make the folder"),
    ]:
        given = [] if "-o" in options else ["-o", tmp_path / "f"]
        assert message in error_of(run_here(["impact", text, *given, *options]))
        assert not list((tmp_path / "f").glob("*.npz"))
    assert "nothing.txt" in error_of(run_here(["impact", "nothing.txt", "--model", model, "-o", tmp_path / "f"]))


def test_mlm_fails_in_one_line(tmp_path, text):
    for options, message in [
        ([], "--steps or minutes must be given"),
        (["--steps", "0"], "--steps must be at least 1"),
        (["--steps", "1", "--vocabulary", "3"], "at least 20"),
        (["--steps", "1", "--model", tmp_path / "no"], "no such folder"),
        (["--steps", "1", "--device", "cuda:99"], "GPUs"),
    ]:
        assert message in error_of(run_here(["mlm", text, "-o", tmp_path / "m", *options]))
    (tmp_path / "empty.txt").write_text("\n\n")
    failed = run_here(["mlm", tmp_path / "empty.txt", "-o", tmp_path / "m", "--steps", "1"])
    assert "no text to learn from" in error_of(failed)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "x").write_text("x")
    assert "holds files" in error_of(run_here(["mlm", text, "-o", tmp_path / "mine", "--steps", "1"]))


def test_a_killed_training_goes_on(tmp_path, text):
    """Ended from outside in the middle, the command begun again makes the model of one run."""
    import signal
    import subprocess
    import time

    from tests.cli.running import COMMAND, ROOT, environment

    sizes = [*SIZES, "--vocabulary", "24", "--steps", "60", "--batch-tokens", "64", "--checkpoint-minutes", "0"]
    arguments = ["mlm", str(text), *sizes, "-q", "-o"]
    assert run_here([*arguments, tmp_path / "whole"]).code == 0
    process = subprocess.Popen([*COMMAND, *arguments, str(tmp_path / "killed")], env=environment(), cwd=ROOT)
    checkpoint = tmp_path / "killed" / "minent-checkpoint.pt"
    deadline = time.monotonic() + 50
    while not checkpoint.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert run_here([*arguments, tmp_path / "killed"]).code == 0
    names = sorted(path.name for path in (tmp_path / "whole").iterdir())
    assert sorted(path.name for path in (tmp_path / "killed").iterdir() if path.suffix != ".tmp") == names
    for name in names:
        assert (tmp_path / "killed" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), name


def test_words_of_a_model_at_a_threshold_from_the_text(tmp_path, model, text):
    proposed = tmp_path / "words.tsv"
    done = run_here(["parse", text, "--model", model, "--device", "cpu", "--task", "words", "--lexicon", proposed])
    assert done.code == 0, done.stderr
    assert done.stderr.startswith("threshold ")
    lines = done.stdout.decode().splitlines()
    assert [line.replace(" ", "") for line in lines] == ["thecatsat.", "", "themat", "我喝茶"]
    counts = dict(line.split("\t") for line in proposed.read_text(encoding="utf-8").splitlines()[1:])
    words = [word for line in lines for word in line.split() if word != "."]
    assert counts == {word: str(words.count(word)) for word in set(words)}


@pytest.mark.parametrize("lines", ["", "好\n\n。\n"])
def test_text_without_neighbours(tmp_path, model, lines):
    text = tmp_path / "lone.txt"
    text.write_text(lines, encoding="utf-8")
    done = run_here(["parse", text, "--model", model, "--device", "cpu", "--task", "words"])
    assert (done.code, done.stdout.decode()) == (0, lines), done.stderr
