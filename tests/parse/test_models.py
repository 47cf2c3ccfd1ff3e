from __future__ import annotations

import sys

import pytest

from minent.errors import MissingExtraError, ParameterError
from tests.parse import tiny


def test_without_the_extra(monkeypatch):
    from minent.parse import load_encoder

    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingExtraError, match=r"minent\[parse\]"):
        load_encoder("somewhere")


def test_without_transformers(monkeypatch):
    pytest.importorskip("torch")
    from minent.parse import load_encoder

    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(MissingExtraError, match=r"minent\[parse\]"):
        load_encoder("somewhere")


class TestLoading:
    """Folders and names."""

    @pytest.fixture(autouse=True)
    def offline(self, monkeypatch):
        pytest.importorskip("transformers")
        import huggingface_hub.constants

        monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)

    def test_a_folder(self, tmp_path):
        from minent.parse import impact_matrices, load_encoder

        folder = tiny.save(tmp_path / "m", "Roberta", head=True)
        encoder = load_encoder(folder, layer=2, device="cpu")
        assert (encoder.layer, encoder.longest, encoder.has_head) == (2, 63, False)
        assert next(impact_matrices(["the cat"], encoder)).matrix.shape == (2, 2)
        assert load_encoder(folder, head=True, device="cpu").has_head

    def test_a_missing_head_is_not_made_up(self, tmp_path):
        from minent.parse import load_encoder
        from minent.parse.models import ModelError

        folder = tiny.save(tmp_path / "m")
        assert not load_encoder(folder, device="cpu").has_head
        with pytest.raises(ModelError, match=r"has no trained masked-LM head .*minent mlm"):
            load_encoder(folder, head=True, device="cpu")

    def test_missing_weights_are_not_made_up(self, tmp_path):
        safetensors = pytest.importorskip("safetensors.torch")
        from minent.parse import load_encoder
        from minent.parse.models import ModelError

        folder = tiny.save(tmp_path / "m")
        weights = safetensors.load_file(tmp_path / "m" / "model.safetensors")
        for name in [name for name in weights if "layer.2." in name]:
            del weights[name]
        safetensors.save_file(weights, tmp_path / "m" / "model.safetensors", {"format": "pt"})
        with pytest.raises(ModelError, match=r"weights of the encoder are missing: .* and 13 more"):
            load_encoder(folder, device="cpu")

    @pytest.mark.parametrize("name", ["./nowhere", "/no/such/folder", "no-such-encoder-anywhere", "nobody/nothing"])
    def test_a_model_that_is_not_there(self, name):
        from minent.parse import load_encoder
        from minent.parse.models import ModelError

        with pytest.raises(ModelError, match=f"{name}: (no such folder|not a folder, not in the local cache)") as error:
            load_encoder(name)
        assert "\n" not in str(error.value)

    def test_what_is_no_model(self, tmp_path):
        from minent.parse import load_encoder
        from minent.parse.models import ModelError

        (tmp_path / "file").write_text("x")
        (tmp_path / "empty").mkdir()
        for name in ("file", "empty"):
            with pytest.raises(ModelError, match=r"name the folder of (a model|an encoder)"):
                load_encoder(str(tmp_path / name))

    def test_a_tokenizer_without_a_mask(self, tmp_path):
        from minent.parse import load_encoder
        from minent.parse.models import ModelError

        folder = tiny.save(tmp_path / "m")
        made = tiny.tokenizer()
        made.mask_token = None
        made.save_pretrained(folder)
        with pytest.raises(ModelError, match="no mask token"):
            load_encoder(folder)

    def test_layers_and_devices(self, tmp_path):
        from minent.parse import load_encoder

        folder = tiny.save(tmp_path / "m", head=True)
        for options, message in [
            ({"layer": 4}, "layer must be from 0 to 3"),
            ({"layer": -1}, "layer must be from 0 to 3"),
            ({"layer": 2, "head": True}, "layer must be the last one"),
            ({"device": "gpu"}, "device must be auto, cpu, cuda or cuda:N"),
            ({"device": "cuda:99"}, "PyTorch sees . GPUs"),
            ({"dtype": "int8"}, "dtype must be one of"),
        ]:
            with pytest.raises(ParameterError, match=message):
                load_encoder(folder, **{"device": "cpu", **options})
