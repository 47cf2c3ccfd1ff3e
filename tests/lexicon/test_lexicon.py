"""The lexicon as a value: choosing, sorting, adding columns; known words."""

from __future__ import annotations

import numpy as np
import pytest

from minent import Lexicon
from minent.errors import CorpusError, ParameterError
from minent.lexicon.known import drop_known, mark_known, read_words


@pytest.fixture
def lexicon():
    return Lexicon(
        ["绿茶", "红茶", "花", "茶园"],
        {"count": np.array([5, 9, 5, 5]), "score": np.array([1.0, 2.0, 1.0, 3.0])},
    )


def test_looks_like_a_collection_of_words(lexicon):
    assert len(lexicon) == 4
    assert list(lexicon) == ["绿茶", "红茶", "花", "茶园"]
    assert "花" in lexicon
    assert "草" not in lexicon
    assert 5 not in lexicon
    assert lexicon["红茶"] == {"count": 9, "score": 2.0}
    assert type(lexicon["红茶"]["count"]) is int
    with pytest.raises(KeyError, match="草"):
        lexicon["草"]


def test_take_where_top(lexicon):
    assert lexicon.take(np.array([3, 0])).words == ["茶园", "绿茶"]
    assert lexicon.take(np.array([3, 0])).column("score").tolist() == [3.0, 1.0]
    assert lexicon.where(lexicon.column("count") == 5).words == ["绿茶", "花", "茶园"]
    assert lexicon.where(np.zeros(4, bool)).words == []
    assert lexicon.top(2).words == ["绿茶", "红茶"]
    assert lexicon.top(0).words == []
    assert lexicon.top(99).words == lexicon.words


def test_sorted_by_falls_and_ties_fall_by_count_then_word(lexicon):
    assert lexicon.sorted_by("score").words == ["茶园", "红茶", "绿茶", "花"]
    assert lexicon.sorted_by("count").words == ["红茶", "绿茶", "花", "茶园"]
    assert lexicon.sorted_by("word").words == ["红茶", "绿茶", "花", "茶园"]
    tied = Lexicon(["b", "a", "c"], {"count": np.array([1, 1, 2]), "score": np.zeros(3)})
    assert tied.sorted_by("score").words == ["c", "a", "b"]
    assert Lexicon(["b", "a"], {"score": np.zeros(2)}).sorted_by("score").words == ["a", "b"]


def test_sorting_does_not_depend_on_the_order_before(lexicon):
    for rows in ([3, 2, 1, 0], [2, 0, 3, 1]):
        assert lexicon.take(np.array(rows)).sorted_by("score").words == lexicon.sorted_by("score").words


def test_columns(lexicon):
    marked = lexicon.with_column("known", np.array([True, False, False, True]))
    assert list(marked.columns) == ["count", "score", "known"]
    assert list(lexicon.columns) == ["count", "score"], "a new value; the old is unchanged"
    assert marked["茶园"]["known"] is True
    assert list(marked.table_columns()) == ["word", "count", "score", "known"]
    with pytest.raises(ParameterError, match="no column 'pmi'; it has count, score"):
        lexicon.column("pmi")
    with pytest.raises(ParameterError, match="no column 'pmi'"):
        lexicon.sorted_by("pmi")
    with pytest.raises(ParameterError, match="it has none"):
        Lexicon(["茶"], {}).column("count")


def test_words_and_columns_must_fit():
    with pytest.raises(ParameterError, match="column count has 1 entries for 2 words"):
        Lexicon(["红茶", "绿茶"], {"count": np.array([1])})
    with pytest.raises(ParameterError, match="differ"):
        Lexicon(["红茶", "红茶"], {})


def test_to_pandas(lexicon):
    pytest.importorskip("pandas")
    frame = lexicon.to_pandas()
    assert list(frame.columns) == ["word", "count", "score"]
    assert frame["word"].tolist() == lexicon.words
    assert frame["count"].sum() == 24


def test_known_words(lexicon, tmp_path):
    (tmp_path / "a.txt").write_text("红茶\n 花 12\nlight  room 5 n\n茶园 n\n\n7\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes("\ufeff绿茶\r\n".encode())
    known = read_words([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert known == {"红茶", "花", "light room", "茶园 n", "7", "绿茶"}
    assert mark_known(lexicon, known).column("known").tolist() == [True, True, True, False]
    assert drop_known(lexicon, known).words == ["茶园"]
    assert read_words([]) == set()
    with pytest.raises(CorpusError, match="gone"):
        read_words([tmp_path / "gone"])
