from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent.errors import FormatError, InputError, OutputError, ParameterError
from minent.parse import TrainingOptions, impact_matrices, load_encoder, train_encoder
from minent.parse.sequences import Sequences, Special, batches_of_epoch, encode_corpus, masked_batch, sentences
from tests.parse import tiny

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

LINES = [
    "The cat sat on the mat. The mat was red! Did the cat run?",
    "我喝红茶。你喝绿茶，他不喝茶。",
    "A cat ran, and the mats were on the red cats.",
    "",
] * 20
SMALL = {"hidden": 16, "layers": 2, "heads": 2, "vocabulary": 120, "batch_tokens": 128, "length": 24, "threads": 1}
SPECIAL = Special(begin=2, end=3, pad=0, mask=4)


def options(**changes):
    return TrainingOptions(**{"steps": 6, "device": "cpu", "dtype": "float32", **SMALL, **changes})


def train(folder, lines=LINES, model=None, report=None, save_every=1e9, **changes):
    return train_encoder(
        lambda: iter(lines), folder, model=model, options=options(**changes), report=report, save_every=save_every
    )


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class TestSequences:
    """Text as batches."""

    def test_sentences(self):
        line = '  Mr. Fox left. "Why?" he asked... 他走了。“真的？”是的'
        expected = ["Mr.", "Fox left.", '"Why?"', "he asked...", "他走了。", "“真的？”", "是的"]
        assert list(sentences(line)) == expected
        assert list(sentences("  ")) == []

    def test_long_sentences_are_cut_into_equal_parts(self):
        shown = encode_corpus(["the cat sat on the mat the cat", "cat", ""], tiny.tokenizer(), 3)
        assert shown.lengths.tolist() == [2, 3, 3, 1]
        assert [tiny.VOCABULARY[k] for k in shown.ids] == ["the", "cat", "sat", "on", "the", "mat", "the", "cat", "cat"]
        with pytest.raises(InputError, match="no text to learn from"):
            encode_corpus(["", " "], tiny.tokenizer(), 3)

    @given(st.lists(st.integers(3, 40), min_size=1, max_size=200), st.integers(1, 300), st.integers(0, 3))
    def test_an_epoch_has_every_sentence_once_within_the_budget(self, lengths, tokens, epoch):
        sizes = np.array(lengths)
        batches = batches_of_epoch(sizes, tokens, 7, epoch)
        assert sorted(np.concatenate(batches).tolist()) == list(range(len(sizes)))
        for rows in batches:
            assert len(rows) == 1 or len(rows) * sizes[rows].max() <= tokens
        again = batches_of_epoch(sizes, tokens, 7, epoch)
        assert all(np.array_equal(a, b) for a, b in zip(batches, again, strict=True))

    @given(st.lists(st.integers(1, 9), min_size=1, max_size=9), st.floats(0.01, 0.99), st.integers(0, 5), st.data())
    def test_batches_hold_the_sentences(self, lengths, rate, step, data):
        ends = np.cumsum(lengths)
        corpus = Sequences(np.arange(10, 10 + ends[-1], dtype=np.int32), ends)
        rows = np.array(data.draw(st.permutations(range(len(lengths)))))
        ids, there, targets = masked_batch(corpus, rows, SPECIAL, rate, 0, step)
        clean = np.where(targets >= 0, targets, ids)
        for row, k in enumerate(rows):
            text = corpus.ids[ends[k] - lengths[k] : ends[k]].tolist()
            assert clean[row][there[row]].tolist() == [2, *text, 3]
            assert (clean[row][~there[row]] == 0).all()
        assert (targets >= 0).any()
        assert ((targets >= 0) == (ids == 4)).all()

    def test_about_the_rate_is_masked(self):
        corpus = Sequences(np.full(20000, 9, np.int32), np.arange(20, 20001, 20))
        ids, _, _ = masked_batch(corpus, np.arange(1000), SPECIAL, 0.3, 0, 0)
        assert (ids == 4).sum() == pytest.approx(6000, rel=0.05)


class TestNewModels:
    """From nothing but text."""

    def test_a_new_model_can_be_used(self, tmp_path):
        told = []
        last = train(tmp_path / "m", report=told.append)
        assert [step.step for step in told] == [1, 2, 3, 4, 5, 6]
        assert told[-1] == last
        assert last.part == 1
        encoder = load_encoder(str(tmp_path / "m"), head=True, device="cpu")
        assert (encoder.n_layers, encoder.longest) == (2, 24)
        shown = list(impact_matrices(["The cat 喝茶。"], encoder, metric="cpmi", units="chars"))
        assert shown[0].units == ["The", "cat", "喝", "茶", "。"]
        assert np.isfinite(shown[0].matrix).all()

    def test_the_loss_falls(self, tmp_path):
        told = []
        train(tmp_path / "m", steps=60, learning_rate=5e-3, report=told.append)
        assert told[-1].loss < 0.8 * told[0].loss

    def test_the_same_seed_gives_the_same_bytes(self, tmp_path):
        for name, seed in (("a", 0), ("b", 0), ("c", 1)):
            train(tmp_path / name, seed=seed)
        assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")
        assert bytes_of(tmp_path / "a") != bytes_of(tmp_path / "c")

    def test_unspaced_scripts_have_characters_for_pieces(self, tmp_path):
        train(tmp_path / "m", steps=1)
        pieces = load_encoder(str(tmp_path / "m"), device="cpu").tokenizer.tokenize("红茶cats")
        assert pieces[:2] == ["红", "茶"]
        assert "".join(pieces[2:]).replace("##", "") == "cats"

    def test_the_vocabulary_has_the_size_asked_for(self):
        from minent.parse.vocabulary import train_tokenizer

        for size in (24, 40, 60):
            pieces = train_tokenizer(LINES, size=size)
            assert len(pieces) == size
            assert pieces.tokenize("c☃")[-1] == "[UNK]"
        assert train_tokenizer(LINES, size=60, lower_case=True).tokenize("THE") == ["the"]


class TestGoingOn:
    """From an encoder that is there."""

    def test_a_head_is_added(self, tmp_path):
        folder = tiny.save(tmp_path / "given")
        train(tmp_path / "m", model=folder)
        assert load_encoder(str(tmp_path / "m"), head=True, device="cpu").has_head

    @pytest.mark.parametrize("family", ["Roberta", "Electra", "DistilBert"])
    def test_other_families(self, tmp_path, family):
        folder = tiny.save(tmp_path / "given", family, head=True)
        before = load_encoder(folder, head=True, device="cpu")
        train(tmp_path / "m", model=folder, steps=2)
        after = load_encoder(str(tmp_path / "m"), head=True, device="cpu")
        assert before.digest() != after.digest()

    def test_bf16(self, tmp_path):
        told = []
        train(tmp_path / "m", model=tiny.save(tmp_path / "given"), dtype="bf16", report=told.append)
        assert all(np.isfinite(step.loss) for step in told)
        config = json.loads((tmp_path / "m" / "config.json").read_text())
        assert config["dtype"] == "float32"


class TestCheckpoints:
    """Runs that were stopped."""

    @pytest.mark.parametrize("signal", [KeyboardInterrupt, SystemExit, RuntimeError])
    def test_a_stopped_run_goes_on_to_the_same_bytes(self, tmp_path, signal):
        def stop(step):
            if step.step == 4:
                raise signal

        train(tmp_path / "whole", batch_tokens=400)
        with pytest.raises(signal):
            train(tmp_path / "stopped", batch_tokens=400, report=stop, save_every=0)
        assert [path.name for path in (tmp_path / "stopped").iterdir()] == ["minent-checkpoint.pt"]
        told = []
        train(tmp_path / "stopped", batch_tokens=400, report=told.append)
        # A failure loses the step after the last checkpoint, being told to stop loses none.
        assert told[0].step == (4 if signal is RuntimeError else 5)
        assert bytes_of(tmp_path / "stopped") == bytes_of(tmp_path / "whole")

    def test_only_the_same_training_goes_on(self, tmp_path):
        def stop(step):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            train(tmp_path / "m", report=stop)
        before = bytes_of(tmp_path / "m")
        for changes, message in [
            ({"seed": 1}, "has other? options|another options"),
            ({"lines": [*LINES, "dogs"]}, "another text"),
            ({"model": tiny.save(tmp_path / "given")}, "another model"),
        ]:
            with pytest.raises(FormatError, match=message):
                train(tmp_path / "m", **changes)
        assert bytes_of(tmp_path / "m") == before
        (tmp_path / "m" / "minent-checkpoint.pt").write_bytes(b"PK nothing")
        with pytest.raises(FormatError, match="not a checkpoint of minent mlm"):
            train(tmp_path / "m")

    def test_a_finished_model_is_not_overwritten(self, tmp_path):
        train(tmp_path / "m", steps=1)
        before = bytes_of(tmp_path / "m")
        with pytest.raises(OutputError, match="holds files, but no training to go on with"):
            train(tmp_path / "m", steps=1)
        assert bytes_of(tmp_path / "m") == before


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"steps": None}, "steps or minutes"),
        ({"minutes": 1}, "steps or minutes"),
        ({"steps": 0}, "steps must be at least 1"),
        ({"steps": None, "minutes": 0}, "minutes must be above 0"),
        ({"mask_rate": 1.0}, "mask_rate must lie between"),
        ({"hidden": 17}, "hidden must be a multiple of heads"),
        ({"dtype": "fp16"}, "fp16 loses small gradients"),
        ({"length": 2}, "length must be at least 3"),
        ({"learning_rate": float("nan")}, "learning_rate must be finite"),
    ],
)
def test_bad_options(changes, message):
    with pytest.raises(ParameterError, match=message):
        options(**changes)


def test_minutes_end_a_training(tmp_path):
    last = train(tmp_path / "m", steps=None, minutes=0.01)
    assert last.part >= 1
    assert last.seconds < 10
