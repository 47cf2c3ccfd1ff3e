"""Saving and loading tables."""

from __future__ import annotations

import gc
import io
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Corpus, count_ngrams, load_table, save_table
from minent.errors import FormatError, OutputError
from tests.strategies import texts
from tests.tables import assert_same_table

TEXT = "\u7ea2\u8336\u548c\u7eff\u8336\u8336\u8336"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "table.npz"
    save_table(count_ngrams(Corpus.from_texts(TEXT), order=3, min_count=1), path)
    return path


@given(texts=texts, order=st.integers(1, 4), min_count=st.integers(1, 2), options=st.sampled_from(
    [{}, {"unit": "token"}, {"latin": "drop", "normalize": "nfkc"}, {"fold_case": True, "latin": "char"}]
))  # fmt: skip
def test_round_trip(tmp_path_factory, texts, order, min_count, options):
    table = count_ngrams(Corpus.from_texts(texts, **options), order=order, min_count=min_count)
    path = tmp_path_factory.mktemp("tables") / "a.npz"
    save_table(table, path)
    loaded = load_table(str(path))
    assert_same_table(loaded, table)
    assert loaded.texts == table.texts
    assert [loaded.find(text) for text in table.texts] == list(range(len(table)))


def test_a_table_is_replaced_whole(path):
    other = count_ngrams(Corpus.from_texts("\u8336"), min_count=1)
    save_table(other, path)
    assert_same_table(load_table(path), other)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_equal_tables_are_equal_files(path, tmp_path):
    save_table(load_table(path), tmp_path / "b.npz")

    def members(file):
        with np.load(file) as archive:
            return {name: archive[name].tobytes() for name in archive}

    assert members(tmp_path / "b.npz") == members(path)


def test_missing_file(tmp_path):
    path = tmp_path / "none.npz"
    with pytest.raises(FormatError) as raised:
        load_table(path)
    assert str(raised.value) == f"{path}: cannot read: No such file or directory"
    assert raised.value.path == str(path)


def npy(array):
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def npz(**arrays):
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"tea", b"PK", b"PK\3\4" + b"\0" * 60, npy(np.arange(3)), npz(a=np.arange(3)),
     npz(header=np.frombuffer(b"{}", np.uint8)), npz(header=np.frombuffer(b"[]", np.uint8)),
     npz(header=np.frombuffer(b"x", np.uint8)), npz(header=np.array(["a"], object))],
)  # fmt: skip
def test_not_a_table(tmp_path, data):
    path = tmp_path / "a.npz"
    path.write_bytes(data)
    with pytest.raises(FormatError, match=r"not a minent n-gram table|damaged") as raised:
        load_table(path)
    assert str(raised.value).startswith(f"{path}: ")


def changed(path, **arrays):
    with np.load(path) as archive:
        members = {name: archive[name] for name in archive}
    np.savez(path, **{name: value for name, value in {**members, **arrays}.items() if value is not None})


@pytest.mark.parametrize(
    "column", ["unit", "count", "first_child", "left_distinct", "right_distinct", "left_entropy", "right_entropy",
               "level_offsets", "border_rows", "border_counts", "tail_unit", "tail_count", "tail_first",
               "vocabulary_utf8", "vocabulary_offsets"],
)  # fmt: skip
def test_missing_column(path, column):
    changed(path, **{column: None})
    with pytest.raises(FormatError, match="damaged"):
        load_table(path)


@pytest.mark.parametrize("column", ["count", "unit", "first_child", "left_entropy", "right_entropy", "level_offsets"])
def test_short_column(path, column):
    changed(path, **{column: np.zeros(1, np.int64)})
    with pytest.raises(FormatError, match="damaged: its columns do not fit together; count again"):
        load_table(path)


def test_missing_end_of_an_ngram(path):
    table = count_ngrams(Corpus.from_texts(["红茶叶红茶叶"]), order=3, min_count=2)
    save_table(table, path)
    units = table.unit.copy()
    row = table.find("茶叶")
    units[row] = table.find("红") + 1  # now it is 茶红, and 红茶叶 ends in nothing
    changed(path, unit=units)
    with pytest.raises(FormatError, match="damaged: its columns do not fit together; count again"):
        load_table(path)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_truncated_file(path, share):
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(FormatError):
        load_table(path)


def test_damaged_file_is_closed(path):
    path.write_bytes(path.read_bytes()[:500])
    gc.collect()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with pytest.raises(FormatError):
            load_table(path)
        gc.collect()
    assert [str(warning.message) for warning in caught] == []


def test_damaged_bytes_never_do_worse_than_a_format_error(path):
    data = path.read_bytes()
    rejected = 0
    for at in range(0, len(data), 37):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x5A]) + data[at + 1 :])
        try:
            load_table(path)
        except FormatError:
            rejected += 1
    assert rejected > 0.5 * len(data) / 37


def test_folder_that_is_not_there(tmp_path):
    with pytest.raises(OutputError):
        save_table(count_ngrams(Corpus.from_texts(TEXT)), tmp_path / "none" / "a.npz")
