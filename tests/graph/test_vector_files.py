"""Files of word vectors: what is written is read back, and what is wrong is named."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import lzma

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from minent.errors import CorpusError, FormatError, MinentError, ParameterError
from minent.graph import WordVectors, read_vectors, write_vectors

FORMATS = {"word2vec": ".vec", "binary": ".bin", "glove": ".glove", "npz": ".npz"}
_characters = st.characters(exclude_categories=["Cs", "Zs", "Zl", "Zp", "Cc"])
finite = st.floats(width=32, allow_nan=False, allow_infinity=False)


@st.composite
def some_vectors(draw):
    # A word that is a number could be taken for part of its vector; such words are a case of their own.
    words = draw(st.lists(st.text(_characters, min_size=1, max_size=6).map(lambda w: "w" + w), unique=True, min_size=1))
    d = draw(st.integers(1, 5))
    return WordVectors(words, draw(arrays(np.float32, (len(words), d), elements=finite)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some_vectors(), st.sampled_from(list(FORMATS)))
def test_vectors_survive_a_file(tmp_path, vectors, format):
    path = tmp_path / f"v{FORMATS[format]}"
    write_vectors(vectors, path, format)
    read = read_vectors(path, format)
    assert read.words == vectors.words
    assert np.array_equal(read.matrix, vectors.matrix)


@pytest.mark.parametrize("format", FORMATS)
def test_formats_are_found(tmp_path, format):
    vectors = WordVectors(["红茶", "tea", "x,y"], np.array([[1.5, -2, 3], [0.25, 1e-20, 7], [0, 0, 1e30]]))
    path = tmp_path / f"v{FORMATS[format]}"
    vectors.save(path, format)
    read = read_vectors(path)
    assert (read.words, read.matrix.tolist()) == (vectors.words, vectors.matrix.tolist())
    assert read_vectors(path, max_words=2).words == ["红茶", "tea"]
    plain = tmp_path / "plain"
    plain.write_bytes(path.read_bytes())
    if format != "npz":
        assert read_vectors(plain).words == vectors.words


@pytest.mark.parametrize(("suffix", "opener"), [(".gz", gzip.open), (".bz2", bz2.open), (".xz", lzma.open)])
def test_compressed(tmp_path, suffix, opener):
    for name, data in (("v.vec", b"2 1\na 1\nb 2\n"), ("v.bin", b"1 1\na \0\0\x80?\n")):
        with opener(tmp_path / (name + suffix), "wb") as stream:
            stream.write(data)
        assert read_vectors(tmp_path / (name + suffix))["a"].tolist() == [1.0]


@pytest.mark.parametrize(
    "text",
    ["2 2\na 1 2\nb 3 4\n", "2 2\na 1 2 \nb 3 4 ", "2 2\r\na 1 2\r\nb 3 4\r\n", "2\t2\na\t1\t2\nb\t3\t4\n",
     "a 1 2\nb 3 4\n", "\na 1 2\n\nb 3 4\n"],
)  # fmt: skip
def test_text_as_tools_write_it(tmp_path, text):
    path = tmp_path / "v.txt"
    path.write_bytes(text.encode())
    read = read_vectors(path)
    assert (read.words, read.matrix.tolist()) == (["a", "b"], [[1, 2], [3, 4]])


def test_phrases_and_binary_without_line_ends(tmp_path):
    path = tmp_path / "v.vec"
    path.write_text("2 2\nNew York 1 2\nYork 3 4\n")
    assert read_vectors(path).words == ["New York", "York"]
    with pytest.raises(ParameterError, match=r"words without white space, not 'New York'; write \.npz"):
        write_vectors(read_vectors(path), tmp_path / "v.bin")
    assert not (tmp_path / "v.bin").exists()
    one = np.array([1, 2], "<f4").tobytes()
    (tmp_path / "w.bin").write_bytes(b"2 2\na " + one + b"b " + one)
    assert read_vectors(tmp_path / "w.bin").words == ["a", "b"]


def test_numpy_matrix_and_its_words(tmp_path):
    np.save(tmp_path / "v.npy", np.array([[1.0, 2.0], [3.0, 4.0]]))
    (tmp_path / "words.txt").write_text("a\nb\n")
    assert read_vectors(tmp_path / "v.npy", words=tmp_path / "words.txt")["b"].tolist() == [3, 4]
    (tmp_path / "words.txt").write_text("a\na\n")
    with pytest.raises(FormatError, match=r"words\.txt: line 2: word 'a' stands on line 1 already"):
        read_vectors(tmp_path / "v.npy", words=tmp_path / "words.txt")
    (tmp_path / "words.txt").write_text("a\n")
    with pytest.raises(FormatError, match="1 words for the 2 rows"):
        read_vectors(tmp_path / "v.npy", words=tmp_path / "words.txt")
    with pytest.raises(ParameterError, match="give both or neither"):
        read_vectors(tmp_path / "v.npy")


BROKEN = [
    ("3 2\na 1 2\nb 3 4\n", 3, "2 vectors where the header says 3"),
    ("1 2\na 1 2\nb 3 4\n", 3, "2 vectors where the header says 1"),
    ("2 2\na 1 2\na 3 4\n", 3, "word 'a' stands on line 2 already; remove one"),
    ("2 2\na 1 2\nb 3\n", 3, "1 numbers behind the word where others have 2"),
    ("2 2\na 1 2\nb 3 4 5\n", 3, "3 numbers behind the word where others have 2"),
    ("a 1 2\nb 3\n", 2, "1 numbers behind the word where others have 2"),
    ("a 1 2\nb 3 4 5\n", 2, "3 numbers behind the word"),
    ("2 2\na 1 2\nb 3 nan\n", 3, "the vector of 'b' holds nan; correct or remove it"),
    ("2 2\na 1 -inf\nb 3 4\n", 2, "holds -inf"),
    ("2 2\na 1 x\nb 3 4\n", 2, "not a number: 'x'"),
    ("1 1\na 1e60\n", 2, "the vector of 'a' holds inf"),
    (b"2 2\na 1 2\n\xff 3 4\n", 3, "not UTF-8"),
]


@pytest.mark.parametrize(("data", "line", "message"), BROKEN)
def test_broken_text(tmp_path, data, line, message):
    path = tmp_path / "v.vec"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(FormatError) as caught:
        read_vectors(path)
    assert str(caught.value).startswith(f"{path}: line {line}: ")
    assert message in str(caught.value)


ONE = np.array([1, 2], "<f4").tobytes()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"2 2\na " + ONE, "early"),
        (b"2 2\na " + ONE + b"\nb " + ONE[:5], "vector 2: the file ends here"),
        (b"2 2\na " + ONE + b"\na " + ONE, "vector 2: word 'a' stands on vector 1 already"),
        (b"1 2\na " + np.array([1, np.nan], "<f4").tobytes(), "vector 1: the vector of 'a' holds nan"),
        (b"1 2\n\xff\xfe " + ONE, "not UTF-8"),
        (b"x y\n" + ONE, "line 1: the first line must say"),
        (b"", "line 1"),
        (b"1 0\n", "line 1"),
    ],
)
def test_broken_binary(tmp_path, data, message):
    path = tmp_path / "v.bin"
    path.write_bytes(data)
    with pytest.raises(FormatError, match=message):
        read_vectors(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=80), st.sampled_from([*FORMATS, "npy"]))
def test_anything_else_is_an_error_on_purpose(tmp_path, data, format):
    path = tmp_path / "v"
    path.write_bytes(data)
    (tmp_path / "words.txt").write_text("a\n")
    with contextlib.suppress(MinentError):
        read_vectors(path, format, words=tmp_path / "words.txt" if format == "npy" else None)


def test_no_file_and_wrong_choices(tmp_path):
    with pytest.raises(CorpusError, match="no such file"):
        read_vectors(tmp_path / "none.vec")
    with pytest.raises(CorpusError, match="cannot read"):
        read_vectors(tmp_path / "none.npz")
    with pytest.raises(ParameterError, match="format must be one of"):
        read_vectors(tmp_path / "none.vec", "fasttext")
    with pytest.raises(ParameterError, match="format must be named for standard input"):
        read_vectors("-")
    (tmp_path / "empty.vec").write_text("")
    with pytest.raises(FormatError, match="no vectors"):
        read_vectors(tmp_path / "empty.vec")
    np.savez(tmp_path / "other.npz", x=np.ones(3))
    with pytest.raises(FormatError, match="has the arrays 'words' and 'vectors'"):
        read_vectors(tmp_path / "other.npz")
    vectors = WordVectors(["a"], np.ones((1, 2)))
    with pytest.raises(ParameterError, match="no place for words"):
        vectors.save(tmp_path / "v.npy")
    with pytest.raises(ParameterError, match="format must be one of"):
        vectors.save(tmp_path / "v.vec", "npy")
