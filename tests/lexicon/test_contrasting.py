"""Contrast of two lexicons: by hand, against the formulas, as laws, with known frequencies."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minent import Lexicon, contrast, read_lexicon, write_lexicon
from minent.errors import ParameterError
from minent.lexicon.contrasting import CONTRAST_COLUMNS
from tests.naive.contrast import contrast as naive_contrast

_counts = st.dictionaries(st.sampled_from("甲乙丙丁戊己庚辛"), st.integers(0, 10**6) | st.integers(0, 9), max_size=8)
Z95 = 1.959963984540054


def _contrast(f, g, **parameters):
    return contrast(Lexicon.from_words(f), Lexicon.from_words(g), **parameters)


@given(_counts, _counts)
def test_columns_are_those_of_the_formulas(f, g):
    found = _contrast(f, g)
    assert tuple(found.columns) == CONTRAST_COLUMNS
    expected = naive_contrast(f, g, Z95)
    assert set(found) == set(expected)
    for word, row in expected.items():
        for name, value in row.items():
            assert found[word][name] == pytest.approx(value, rel=1e-9, abs=1e-6), (word, name)


@given(_counts, _counts)
def test_sides_swap(f, g):
    one, other = _contrast(f, g), _contrast(g, f)
    for word in one:
        a, b = one[word], other[word]
        assert (a["count"], a["general_count"]) == (b["general_count"], b["count"])
        assert abs(a["llr"]) == pytest.approx(abs(b["llr"]), abs=1e-6)
        assert (a["log_ratio"], a["low"], a["high"]) == pytest.approx((-b["log_ratio"], -b["high"], -b["low"]))
        if sum(f.values()) and sum(g.values()):
            assert a["ratio"] == pytest.approx(1 - b["ratio"])


@given(_counts, _counts)
def test_bounds_and_order(f, g):
    found = _contrast(f, g)
    columns = found.columns
    assert (np.diff(columns["llr"]) <= 0).all()
    assert (columns["low"] <= columns["log_ratio"]).all()
    assert (columns["log_ratio"] <= columns["high"]).all()
    for name in ("ratio", "q_value"):
        assert ((columns[name] >= 0) & (columns[name] <= 1)).all()
    assert found.words == _contrast(dict(reversed(f.items())), dict(reversed(g.items()))).words


def test_by_hand():
    found = _contrast({"红茶": 30, "的": 70}, {"红茶": 10, "的": 190})
    row = found["红茶"]
    # 200 words brought to 100: 10 become 5; the mean of both over the two words is (35 + 165) / 2.
    assert row["ratio"] == pytest.approx((30 + 0.5 * 100) / (35 + 100))
    observed = [30, 70, 10, 190]
    expected = [100 * 40 / 300, 100 * 260 / 300, 200 * 40 / 300, 200 * 260 / 300]
    assert row["llr"] == pytest.approx(2 * sum(o * math.log2(o / e) for o, e in zip(observed, expected, strict=True)))
    assert row["log_ratio"] == pytest.approx(math.log2(30.5 / 100.5 * 200.5 / 10.5))
    assert found.words == ["红茶", "的"]
    assert found["的"]["llr"] == pytest.approx(-row["llr"])


def test_equal_texts_do_not_differ():
    found = _contrast({"红茶": 30, "的": 70}, {"红茶": 300, "的": 700})
    for name, value in (("llr", 0), ("ratio", 0.5), ("q_value", 1)):
        assert found.column(name).tolist() == pytest.approx([value, value])


def test_words_of_one_side_and_totals():
    f, g = {"红茶": 9}, {"的": 500}
    found = _contrast(f, g, missing=4, domain_total=1000, general_total=9000)
    assert (found["红茶"]["general_count"], found["的"]["count"]) == (4, 4)
    assert found["红茶"]["log_ratio"] == pytest.approx(math.log2(9.5 / 1000.5 * 9000.5 / 4.5))
    cautious, simple = _contrast(f, g, missing=4), _contrast(f, g)
    assert cautious["红茶"]["llr"] < simple["红茶"]["llr"]


def test_intervals_cover_and_false_discoveries_are_rare():
    """Texts of 100,000 words drawn with known frequencies: every tenth word is 8 times as frequent."""
    random = np.random.default_rng(7)
    n = 4000
    frequency = random.permutation(1 / np.arange(10, n + 10))
    typical = np.arange(n) < 400
    in_domain = frequency * np.where(typical, 8.0, 1.0)
    truth = np.log2(in_domain / in_domain.sum() / (frequency / frequency.sum()))
    f, g = (
        random.multinomial(10**5, in_domain / in_domain.sum()),
        random.multinomial(10**5, frequency / frequency.sum()),
    )
    words = [f"{row:04}" for row in range(n)]
    found = _contrast(dict(zip(words, f.tolist(), strict=True)), dict(zip(words, g.tolist(), strict=True)))
    rows = np.array(found.words, int)
    covered = (found.column("low") <= truth[rows]) & (truth[rows] <= found.column("high"))
    assert 0.94 < covered.mean() < 0.975
    # The totals differ, so that all words do, most by little: false are those found in the wrong direction.
    chosen = found.column("q_value") <= 0.05
    assert chosen[typical[rows]].mean() > 0.8
    wrong = np.sign(found.column("llr")[chosen]) != np.sign(truth[rows][chosen])
    assert wrong.mean() < 0.01


@given(_counts, _counts, st.integers(0, 99))
def test_what_a_lexicon_lacks_is_nothing_to_go_by(f, g, missing):
    simple, cautious = _contrast(f, g), _contrast(f, g, missing=missing)
    for word in simple:
        a, b = simple[word], cautious[word]
        for name, counts in (("count", f), ("general_count", g)):
            assert b[name] == counts[word] if word in counts else 0 <= b[name] <= missing
        assert abs(b["llr"]) <= abs(a["llr"]) + 1e-6
        assert a["llr"] * b["llr"] >= -1e-6, "the other direction"


def test_no_words():
    assert len(_contrast({}, {})) == 0
    assert _contrast({}, {"的": 5}).words == ["的"]


def test_round_trip(tmp_path):
    found = _contrast({"红茶": 30, "的": 70}, {"红茶": 10, "的": 190})
    write_lexicon(found, tmp_path / "a.tsv")
    again = read_lexicon(tmp_path / "a.tsv")
    assert list(again.columns) == list(found.columns)
    assert again.column("general_count").dtype == np.int64


def test_bad_parameters():
    lexicon = Lexicon.from_words({"红茶": 5})
    for parameters in ({"confidence": 0}, {"confidence": 1}, {"confidence": math.nan}, {"missing": -1},
                       {"domain_total": 4}, {"general_total": 0}, {"general_total": 1.5}):  # fmt: skip
        with pytest.raises(ParameterError, match=next(iter(parameters))):
            contrast(lexicon, lexicon, **parameters)
    with pytest.raises(ParameterError, match="general lexicon has no counts"):
        contrast(lexicon, Lexicon.from_words(["红茶"]))
