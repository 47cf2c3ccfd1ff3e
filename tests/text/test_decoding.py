"""Encodings, and bytes that are not valid in them."""

from __future__ import annotations

import pytest

from minent import Corpus, read_corpus
from minent.errors import CorpusError
from minent.text import sources
from tests.tables import runs_of

CHINESE = "\u7ea2\u8336\u548c\u7eff\u8336\u90fd\u662f\u8336\u3002\n"
RUN = [*"\u7ea2\u8336\u548c\u7eff\u8336\u90fd\u662f\u8336"]
TRADITIONAL = "\u7d05\u8336\u548c\u7da0\u8336\u90fd\u662f\u8336\u3002\n"
BLOCK = 1 << 21


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.txt"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "hz", "utf-7"]
)
def test_named_encoding(path, encoding):
    path.write_bytes((CHINESE * 3).encode(encoding))
    assert runs_of(read_corpus(path, encoding=encoding)) == [RUN] * 3


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "euc-jp", "shift_jis", "iso2022_jp", "euc_kr"])
def test_named_encoding_of_traditional_characters(path, encoding):
    text = TRADITIONAL.replace("\u7d05", "").replace("\u7da0", "").replace("\u90fd", "")
    path.write_bytes(text.encode(encoding))
    assert runs_of(read_corpus(path, encoding=encoding)) == [[char for char in text if char not in "\u3002\n"]]


def test_gb18030_beyond_the_basic_plane(path):
    path.write_bytes("\U00020000\u8336\n".encode("gb18030"))
    assert runs_of(read_corpus(path, encoding="gb18030")) == [["\U00020000", "\u8336"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_auto_finds_unicode(path, encoding):
    path.write_bytes(CHINESE.encode(encoding))
    assert runs_of(read_corpus(path, encoding="auto")) == [RUN]


@pytest.mark.parametrize(("encoding", "text"), [("gb18030", CHINESE), ("big5", TRADITIONAL)])
def test_auto_finds_chinese(path, encoding, text):
    path.write_bytes((text * 20).encode(encoding))
    assert runs_of(read_corpus(path, encoding="auto")) == [[*text[:-2]]] * 20


def test_auto_of_an_empty_file(path):
    path.write_bytes(b"")
    assert read_corpus(path, encoding="auto").n_tokens == 0


def test_auto_forgives_a_character_cut_by_the_sample(path):
    path.write_bytes(b"a" + "\u8336".encode() * 100_000)
    assert read_corpus(path, encoding="auto").n_tokens == 100_001


def test_transcoding_in_blocks(path, monkeypatch):
    text = "".join(f"\u7ea2\u8336{number}\u3002\n" for number in range(50))
    monkeypatch.setattr(sources, "CHUNK", 7)
    for encoding in ("gb18030", "utf-16", "utf-32-be", "hz"):
        path.write_bytes(text.encode(encoding))
        assert runs_of(read_corpus(path, encoding=encoding)) == runs_of(Corpus.from_texts(text))


# --- bytes that are not valid

BAD = b"\xe7\xba\xa2\xe8\x8c\xb6\nab\xff\xfecd\n\xe8\x8c\xb6\n"


def raised_by(path, **options):
    with pytest.raises(CorpusError) as raised:
        read_corpus(path, **options)
    return raised.value


@pytest.mark.parametrize("normalize", ["none", "nfkc"])
def test_strict(path, normalize):
    path.write_bytes(BAD)
    error = raised_by(path, normalize=normalize)
    assert str(error) == f"{path}: line 2, byte offset 9: not UTF-8 (0xFF 0xFE); try --encoding auto or gb18030"
    assert (error.source, error.line, error.offset) == (str(path), 2, 9)


@pytest.mark.parametrize("normalize", ["none", "nfkc"])
def test_replace(path, normalize):
    path.write_bytes(BAD)
    corpus = read_corpus(path, errors="replace", normalize=normalize)
    assert runs_of(corpus) == [["\u7ea2", "\u8336"], ["ab"], ["cd"], ["\u8336"]]
    assert corpus.n_dropped_lines == 0


@pytest.mark.parametrize("normalize", ["none", "nfkc"])
def test_skip_line(path, normalize):
    path.write_bytes(BAD)
    corpus = read_corpus(path, errors="skip-line", normalize=normalize)
    assert runs_of(corpus) == [["\u7ea2", "\u8336"], ["\u8336"]]
    assert corpus.n_dropped_lines == 1


@pytest.mark.parametrize(
    "bad",
    [
        b"\x80", b"\xbf", b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xf0\x80\x80\x80",
        b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xe8\x8c", b"\xe8", b"\xf0\xa0\x80", b"\xc3(", b"\xfe",
    ],
)  # fmt: skip
def test_what_utf8_forbids(path, bad):
    path.write_bytes(b"a\n\xe8\x8c\xb6" + bad + b"\n")
    error = raised_by(path)
    assert (error.line, error.offset) == (2, 5)
    assert runs_of(read_corpus(path, errors="replace")) == [["a"], ["\u8336"]]
    assert runs_of(read_corpus(path, errors="skip-line")) == [["a"]]


def test_character_cut_by_the_end_of_the_file(path):
    path.write_bytes(b"a\nb\xe8\x8c")
    error = raised_by(path)
    assert str(error) == f"{path}: line 2, byte offset 3: not UTF-8 (0xE8 0x8C); try --encoding auto or gb18030"


@pytest.mark.parametrize("normalize", ["none", "width"])
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_strict_names_the_place_in_a_later_block(path, threads, normalize, bom):
    line = b"a tea \xe8\x8c\xb6\n"
    before = line * (BLOCK // len(line) + 1000)
    path.write_bytes(bom + before + b"ab\xff\n" + before)
    error = raised_by(path, threads=threads, normalize=normalize)
    assert error.line == before.count(b"\n") + 1
    assert error.offset == len(bom) + len(before) + 2
    assert str(error).endswith("not UTF-8 (0xFF 0x0A); try --encoding auto or gb18030")


def test_strict_counts_the_lines_of_each_file(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"a\nb\nc\n")
    (tmp_path / "b.txt").write_bytes(b"d\n\xff")
    error = raised_by(tmp_path)
    assert (error.source, error.line, error.offset) == (str(tmp_path / "b.txt"), 2, 2)


def test_strict_names_the_place_in_decompressed_bytes(tmp_path):
    import gzip

    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(BAD))
    assert raised_by(path).offset == 9


GB_BAD = "\u7ea2\n".encode("gb18030") + b"ab\xff\xffcd\n" + "\u8336\n".encode("gb18030")


def test_strict_in_another_encoding(path):
    path.write_bytes(GB_BAD)
    error = raised_by(path, encoding="gb18030")
    expected = "not gb18030 (0xFF 0xFF); try another --encoding or --errors replace"
    assert str(error) == f"{path}: line 2, byte offset 5: {expected}"


def test_strict_in_another_encoding_in_a_later_block(path):
    before = GB_BAD[:3] * (BLOCK // 3 + 500)
    path.write_bytes(before + GB_BAD)
    error = raised_by(path, encoding="gb18030")
    assert (error.line, error.offset) == (before.count(b"\n") + 2, len(before) + 5)


def test_replace_in_another_encoding(path):
    path.write_bytes(GB_BAD)
    assert runs_of(read_corpus(path, encoding="gb18030", errors="replace")) == [["\u7ea2"], ["ab"], ["cd"], ["\u8336"]]


def test_skip_line_in_another_encoding(path):
    path.write_bytes(GB_BAD)
    corpus = read_corpus(path, encoding="gb18030", errors="skip-line")
    assert runs_of(corpus) == [["\u7ea2"], ["\u8336"]]
    assert corpus.n_dropped_lines == 1


UTF16_BAD = "\u7ea2\n\u8336".encode("utf-16-le") + b"\x00\xd8" + "x\n\u7eff\n".encode("utf-16-le")


@pytest.mark.parametrize(
    ("errors", "expected"),
    [("replace", [["\u7ea2"], ["\u8336"], ["x"], ["\u7eff"]]), ("skip-line", [["\u7ea2"], ["\u7eff"]])],
)
def test_invalid_utf16(path, errors, expected):
    path.write_bytes(UTF16_BAD)
    assert runs_of(read_corpus(path, encoding="utf-16-le", errors=errors)) == expected


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 7, BLOCK])
@pytest.mark.parametrize("bom", [b"", b"\xff\xfe"])
def test_strict_utf16(path, monkeypatch, chunk, bom):
    monkeypatch.setattr(sources, "CHUNK", chunk)
    path.write_bytes(bom + UTF16_BAD)
    error = raised_by(path, encoding="utf-16" if bom else "utf-16-le")
    assert (error.line, error.offset) == (2, len(bom) + 6)
    assert f"not {'utf-16' if bom else 'utf-16-le'}; try another --encoding or --errors replace" in str(error)


@pytest.mark.parametrize("chunk", [1, 4, 7, BLOCK])
def test_skip_line_drops_a_whole_line_of_utf16(path, monkeypatch, chunk):
    path.write_bytes("a\n\u7ea2\u8336".encode("utf-16-le") + b"\x00\xd8" + "x\u7eff\nb\n".encode("utf-16-le"))
    monkeypatch.setattr(sources, "CHUNK", chunk)
    corpus = read_corpus(path, encoding="utf-16-le", errors="skip-line")
    assert runs_of(corpus) == [["a"], ["b"]]
    assert corpus.n_dropped_lines == 1


def test_skip_line_keeps_a_replacement_character_of_utf16(path):
    path.write_bytes("a\ufffdb\n".encode("utf-16-le"))
    assert runs_of(read_corpus(path, encoding="utf-16-le", errors="skip-line")) == [["a"], ["b"]]


def test_auto_gives_up_on_bytes_of_no_encoding(path):
    path.write_bytes(bytes(range(128, 256)) * 4 + b"\0\x81\xff" * 50)
    try:
        read_corpus(path, encoding="auto")
    except CorpusError as error:
        assert str(error).startswith(f"{path}: ")  # noqa: PT017


# --- strings

LONE = ["ab\ud800cd", "\u8336"]


def test_lone_surrogate_strict():
    with pytest.raises(CorpusError, match=r"^text 1 holds a lone surrogate; use errors='replace'$"):
        Corpus.from_texts(LONE)


def test_lone_surrogate_replace():
    assert runs_of(Corpus.from_texts(LONE, errors="replace")) == [["ab"], ["cd"], ["\u8336"]]


def test_lone_surrogate_skip_line():
    corpus = Corpus.from_texts(LONE, errors="skip-line")
    assert runs_of(corpus) == [["\u8336"]]
    assert corpus.n_dropped_lines == 1


def test_text_that_is_no_string():
    with pytest.raises(CorpusError, match=r"^text 2 is not a str but bytes$"):
        Corpus.from_texts(["a", b"b"])
