"""What may be wrong with the options or the output: one line, an exit code, nothing harmed."""

from __future__ import annotations

import os
import time

import pytest

from tests.cli.running import CHINESE, environment, error_of, run_here


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ("--min-count 0", "at least 1"),
        ("--min-count -5", "at least 1"),
        ("--min-count many", "--min-count"),
        ("--order 0", "from 1 to 63"),
        ("--order 1000000", "from 1 to 63"),
        ("--order 99999999999999999999", "from 1 to 63"),
        ("--top 0", "--top"),
        ("--top -1", "--top"),
        ("--threads 0", "from 1 to 1024"),
        ("--threads -2", "from 1 to 1024"),
        ("--threads 1000000", "from 1 to 1024"),
        ("--encoding klingon", "'klingon'"),
        ("--encoding hex", "'hex'"),
        ("--unit word", "'char', 'token'"),
        ("--latin keep", "'run', 'char', 'drop'"),
        ("--errors ignore", "'strict', 'replace', 'skip-line'"),
        ("--normalize nfc", "'none', 'width', 'nfkc'"),
        ("--dedup words", "'none', 'lines', 'documents'"),
        ("--format xml", "'tsv'"),
        ("--no-such-option", "--no-such-option"),
    ],
)
def test_option_out_of_range(old, unharmed, tea, options, named):
    assert named in error_of(run_here(["newwords", tea, *options.split(), "-o", old]))
    unharmed()


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ("--min-cohesion 3", "not 1"),
        ("--min-cohesion 1,2,3,4", "not 4"),
        ("--min-cohesion 1,2 --order 4", "not 2"),
        ("--min-cohesion 1,2,3 --order 2", "not 3"),
        ("--min-cohesion a,b,c", "not a list of numbers"),
        ("--min-cohesion 1,,3", "not a list of numbers"),
        ("--min-cohesion nan,1,1", "finite"),
        ("--min-cohesion inf,1,1", "finite"),
        ("--mark-known", "--known"),
        ("--min-entropy 2", "entropy"),
        ("--method entropy --min-entropy -1", "at least 0"),
        ("--method entropy --min-entropy nan", "finite"),
        ("--method magic", "'join', 'entropy'"),
        ("--look-back maybe", "'none', 'post', 'strict'"),
        ("--min-length 0", "at least 1"),
        ("--min-length 3 --max-length 2", "at least 3"),
        ("--examples -1", "--examples"),
        ("--sort size", "'score'"),
    ],
)
def test_newwords_option_out_of_range(old, unharmed, tea, options, named):
    assert named in error_of(run_here(["newwords", tea, *options.split(), "-o", old]))
    unharmed()


def test_messages_name_the_options_of_the_command_line(run, tea):
    for options, name in (["--min-count", "0"], "--min-count"), (["--min-cohesion", "1"], "--min-cohesion"):
        assert name in error_of(run(["newwords", tea, *options])), "a user has typed no underscores"


@pytest.mark.parametrize(
    ("options", "named"), [("--measure chi2", "'pmi'"), ("--min-count 0", "at least 1"), ("--threads 0", "from 1")]
)
def test_ngrams_option_out_of_range(run, old, unharmed, tea, options, named):
    assert named in error_of(run(["ngrams", tea, *options.split(), "-o", old]))
    unharmed()


@pytest.mark.parametrize("args", [["newwords"], ["ngrams"], ["merge"]])
def test_unknown_suffix(run, tmp_path, tea, args):
    target = tmp_path / "a.docx"
    error = error_of(run([*args, tea, "-o", target]))
    assert "'.docx'" in error
    assert "--format" in error
    assert not target.exists()


def test_output_folder_missing(run, tmp_path, tea):
    target = tmp_path / "no" / "such" / "a.tsv"
    assert str(target.parent) in error_of(run(["newwords", tea, "-o", target]))
    assert not (tmp_path / "no").exists()


def test_output_folder_is_checked_before_the_work(run, tmp_path):
    begun = time.monotonic()
    text = "红茶绿茶\n".encode() * 500_000
    error_of(run(["newwords", "-o", tmp_path / "no" / "a.tsv"], stdin=text))
    assert time.monotonic() - begun < 1.0


@pytest.mark.parametrize("command", ["newwords", "ngrams"])
@pytest.mark.parametrize("options", [[], ["--format", "tsv"]])
def test_output_is_a_directory(run, tmp_path, command, options):
    target = tmp_path / "folder"
    target.mkdir()
    outcome = run([command, CHINESE, *options, "-o", target])
    # Said before the work, so that no note about its result comes first.
    assert error_of(outcome) == f"Error: {target}: is a directory; name a file"
    assert list(target.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_output_folder_not_writable(run, old, unharmed, tea):
    old.parent.chmod(0o500)
    try:
        assert "cannot" in error_of(run(["newwords", tea, "-o", old]))
        assert "cannot" in error_of(run(["newwords", tea, "-o", old.with_name("new.tsv")]))
    finally:
        old.parent.chmod(0o700)
    unharmed()


@pytest.mark.parametrize(("command", "format"), [("newwords", "parquet"), ("ngrams", "parquet"), ("ngrams", "npz")])
def test_binary_format_to_standard_output(run, tea, command, format):
    outcome = run([command, tea, "--format", format])
    assert f"{format} is binary; name a file with -o" in error_of(outcome)
    assert outcome.stdout == b""


@pytest.mark.parametrize("options", [["--top", "3"], ["--measure", "pmi"]])
@pytest.mark.parametrize("command", ["ngrams", "merge"])
def test_npz_takes_no_scores_and_no_top(run, tmp_path, tea, command, options):
    source = tea
    if command == "merge":
        source = tmp_path / "a.npz"
        assert run(["ngrams", tea, "-q", "-o", source]).code == 0
    target = tmp_path / "target.npz"
    assert "npz holds the whole table" in error_of(run([command, source, *options, "-o", target]))
    assert not target.exists()


def test_merge_needs_a_table(run):
    assert "TABLE" in error_of(run(["merge"]))


def test_unknown_command(run):
    assert "'newword'" in error_of(run(["newword"]))


def test_parquet_without_the_extra(run, tea, old, unharmed, tmp_path):
    (tmp_path / "pyarrow.py").write_text("raise ImportError('not here')", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), environment()["PYTHONPATH"]])
    outcome = run(["newwords", tea, "--format", "parquet", "-o", old], env={"PYTHONPATH": path})
    # Said before the work, so that no note about its result comes first.
    assert error_of(outcome) == "Error: Parquet needs an optional dependency: pip install 'minent[io]'"
    unharmed()
