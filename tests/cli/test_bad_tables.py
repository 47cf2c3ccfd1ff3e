"""Tables whose arrays do not fit together are refused when they are loaded, whatever is wrong."""

from __future__ import annotations

import numpy as np
import pytest

from minent import Corpus, count_ngrams, load_table, save_table
from minent.errors import FormatError
from tests.cli.conftest import TEA

CHANGES = {
    "header of nothing": ("header", lambda _: np.frombuffer(b"{}", np.uint8)),
    "header that is a list": ("header", lambda _: np.frombuffer(b"[]", np.uint8)),
    "header that is no JSON": ("header", lambda _: np.frombuffer(b"{nonsense", np.uint8)),
    "children as floats": ("first_child", lambda array: array.astype(np.float64)),
    "children that fall": ("first_child", lambda array: array[::-1].copy()),
    "levels moved": ("level_offsets", lambda array: array - 1),
    "levels that fall": ("level_offsets", lambda array: array[[0, 2, 1]]),
    "negative counts": ("count", lambda array: -array),
    "counts as floats": ("count", lambda array: array.astype(np.float64)),
    "counts missing": ("count", lambda array: array[:-1]),
    "units out of range": ("unit", lambda array: array + np.uint32(1000)),
    "no unit 0": ("unit", lambda array: array * np.uint32(0)),
    "left neighbours missing": ("left_distinct", lambda array: array[:5]),
    "right neighbours missing": ("right_distinct", lambda array: array[:5]),
    "left entropies missing": ("left_entropy", lambda array: array[:5]),
    "right entropies missing": ("right_entropy", lambda array: array[:5]),
    "two-dimensional entropies": ("right_entropy", lambda array: array[:, None]),
    "border out of range": ("border_rows", lambda array: np.append(array, 10**9)),
    "border counts too many": ("border_counts", lambda array: np.append(array, 1)),
    "tail of too few prefixes": ("tail_first", lambda array: array[:2]),
    "tail units out of range": ("tail_unit", lambda array: array + np.uint32(1000)),
    "tail counts missing": ("tail_count", lambda array: array[:-1]),
    "vocabulary not UTF-8": ("vocabulary_utf8", lambda array: np.full_like(array, 255)),
    "vocabulary too short": ("vocabulary_utf8", lambda array: array[:-1]),
    "vocabulary out of range": ("vocabulary_offsets", lambda array: array * 2),
}


@pytest.fixture(scope="module")
def arrays(tmp_path_factory):
    path = tmp_path_factory.mktemp("table") / "tea.npz"
    save_table(count_ngrams(Corpus.from_texts(TEA.splitlines()), order=2, min_count=1), path)
    with np.load(path) as archive:
        return dict(archive)


def test_table_as_saved(arrays, tmp_path):
    np.savez(tmp_path / "a.npz", **arrays)
    assert load_table(tmp_path / "a.npz")["红茶"].count == 9


@pytest.mark.parametrize("change", CHANGES)
def test_inconsistent_table(arrays, tmp_path, change):
    name, changed = CHANGES[change]
    path = tmp_path / "a.npz"
    np.savez(path, **{**arrays, name: changed(arrays[name])})
    with pytest.raises(FormatError) as raised:
        load_table(path)
    assert str(raised.value).startswith(f"{path}: ")


@pytest.mark.parametrize("name", ["header", "unit", "tail_unit", "vocabulary_utf8", "border_rows"])
def test_missing_array(arrays, tmp_path, name):
    path = tmp_path / "a.npz"
    np.savez(path, **{key: array for key, array in arrays.items() if key != name})
    with pytest.raises(FormatError, match=r"a\.npz: "):
        load_table(path)
