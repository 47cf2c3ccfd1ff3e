from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent.errors import FormatError, OutputError
from minent.parse import Impact, load_impacts, save_impacts
from tests.parse import tiny

SIZES = st.lists(st.integers(0, 4), max_size=5)


def same(one, other):
    for field in dataclasses.fields(Impact):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, np.ndarray):
            assert a.dtype == b.dtype
            np.testing.assert_array_equal(a, b)
        else:
            assert a == b


def made(sizes, *, matrix=True, root=False):
    rng = np.random.default_rng(0)
    return [
        Impact(
            line,
            "茶" * n + "\u200b",
            np.stack([np.arange(n), np.arange(1, n + 1)], axis=1).astype(np.int32),
            rng.random((n, n), np.float32) if matrix else None,
            rng.random((max(n - 1, 0), 2), np.float32),
            rng.random(n, np.float32) if root else None,
        )
        for line, n in enumerate(sizes, 1)
    ]


@given(SIZES, st.booleans(), st.booleans())
def test_what_is_saved_is_loaded(tmp_path_factory, sizes, matrix, root):
    folder = tmp_path_factory.mktemp("impacts") / "new"
    given_impacts = made(sizes, matrix=matrix, root=root)
    save_impacts(given_impacts, folder)
    loaded = list(load_impacts(folder))
    assert len(loaded) == len(given_impacts)
    for one, other in zip(given_impacts, loaded, strict=True):
        same(one, other)


def test_several_shards(tmp_path, monkeypatch):
    from minent.parse import storage

    monkeypatch.setattr(storage, "_SHARD_IMPACTS", 2)
    save_impacts(made([1, 2, 3, 2, 1]), tmp_path / "f")
    assert len(list((tmp_path / "f").iterdir())) == 3
    assert [impact.line for impact in load_impacts(tmp_path / "f")] == [1, 2, 3, 4, 5]
    (tmp_path / "f" / "00000001.npz").unlink()
    with pytest.raises(FormatError, match="begins at line 5, not 3: a shard is missing"):
        list(load_impacts(tmp_path / "f"))


def test_what_is_no_folder_of_impacts(tmp_path):
    for name in ("nothing", "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        with pytest.raises(FormatError, match="not minent impacts"):
            list(load_impacts(tmp_path / name))
    save_impacts(made([2, 3]), tmp_path / "f")
    with pytest.raises(OutputError, match="is there already"):
        save_impacts([], tmp_path / "f")


@given(data=st.data())
def test_damaged_shards_are_errors(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "f").mkdir()
    save_impacts(made([2, 3]), folder / "f")
    shard = folder / "f" / "00000000.npz"
    content = bytearray(shard.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    if data.draw(st.booleans()):
        del content[place:]
    shard.write_bytes(bytes(content))
    try:
        shown = list(load_impacts(folder / "f"))
    except FormatError:
        return
    assert all(impact.matrix is None or impact.matrix.shape == (len(impact.offsets),) * 2 for impact in shown)


class TestResume:
    """Runs that were stopped."""

    @pytest.fixture
    def encoder(self):
        pytest.importorskip("transformers")
        from minent.parse import Encoder

        return Encoder(tiny.model(), tiny.tokenizer(), dtype="float32", device="cpu")

    @pytest.fixture(autouse=True)
    def small_shards(self, monkeypatch):
        pytest.importorskip("transformers")
        from minent.parse import stored

        monkeypatch.setattr(stored, "_SHARD_LINES", 3)

    LINES = (*tiny.SENTENCES, "", "the mat", "cat sat on")

    @staticmethod
    def bytes_of(folder):
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    def test_a_killed_run_goes_on(self, encoder, tmp_path):
        from minent.parse.stored import store_impacts

        def breaking():
            yield from self.LINES[:8]
            raise KeyboardInterrupt

        assert store_impacts(self.LINES, encoder, tmp_path / "whole", units="spaces") == 9
        with pytest.raises(KeyboardInterrupt):
            store_impacts(breaking(), encoder, tmp_path / "stopped", units="spaces")
        there = self.bytes_of(tmp_path / "stopped")
        assert len(there) == 1
        with pytest.raises(FormatError, match="did not end; run it again"):
            list(load_impacts(tmp_path / "stopped"))
        (tmp_path / "stopped" / ".minent-x.tmp").write_bytes(b"what a killed writer left")
        store_impacts(self.LINES, encoder, tmp_path / "stopped", units="spaces")
        (tmp_path / "stopped" / ".minent-x.tmp").unlink()
        assert self.bytes_of(tmp_path / "stopped") == self.bytes_of(tmp_path / "whole")
        shown = list(load_impacts(tmp_path / "whole"))
        assert [(impact.line, impact.text) for impact in shown] == list(enumerate(self.LINES, 1))

    def test_what_is_there_is_not_computed_again(self, encoder, tmp_path, monkeypatch):
        from minent.parse import stored

        stored.store_impacts(self.LINES, encoder, tmp_path / "f", units="spaces")
        before = self.bytes_of(tmp_path / "f")
        monkeypatch.setattr(stored, "impact_matrices", None)
        stored.store_impacts(self.LINES, encoder, tmp_path / "f", units="spaces")
        assert self.bytes_of(tmp_path / "f") == before

    def test_lines_may_be_added(self, encoder, tmp_path):
        from minent.parse.stored import store_impacts

        store_impacts(self.LINES[:4], encoder, tmp_path / "f", units="spaces")
        store_impacts(self.LINES, encoder, tmp_path / "f", units="spaces")
        store_impacts(self.LINES, encoder, tmp_path / "g", units="spaces")
        assert self.bytes_of(tmp_path / "f") == self.bytes_of(tmp_path / "g")

    def test_another_run_is_not_gone_on_with(self, encoder, tmp_path):
        from minent.parse import Encoder
        from minent.parse.stored import store_impacts

        store_impacts(self.LINES, encoder, tmp_path / "f", units="spaces")
        before = self.bytes_of(tmp_path / "f")
        other = Encoder(tiny.model(seed=1), tiny.tokenizer(), dtype="float32", device="cpu")
        changed = [*self.LINES[:1], "dog", *self.LINES[2:]]
        for lines, model, options, message in [
            (self.LINES, other, {}, "another model or other options"),
            (self.LINES, encoder, {"metric": "cos"}, "another model or other options"),
            (changed, encoder, {}, "made from other text"),
            (self.LINES[:3], encoder, {}, "made from other text|holds more"),
        ]:
            with pytest.raises(FormatError, match=message):
                store_impacts(lines, model, tmp_path / "f", units="spaces", **options)
        assert self.bytes_of(tmp_path / "f") == before
        (tmp_path / "h").mkdir()
        (tmp_path / "h" / "notes.txt").write_text("mine")
        with pytest.raises(OutputError, match=r"holds other files \(notes.txt\)"):
            store_impacts(self.LINES, encoder, tmp_path / "h", units="spaces")
