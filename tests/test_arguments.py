"""Checks of parameters."""

from __future__ import annotations

import os

import numpy as np
import pytest

from minent.arguments import integer, number, one_of, thread_count
from minent.errors import MinentError, ParameterError


def test_one_of():
    assert one_of("unit", "char", ("char", "token")) == "char"
    with pytest.raises(ParameterError, match=r"^unit must be one of char, token, not 'word'$"):
        one_of("unit", "word", ("char", "token"))
    with pytest.raises(ParameterError, match="not None"):
        one_of("unit", None, ("char", "token"))


@pytest.mark.parametrize("value", [3, np.int64(3), np.uint8(3)])
def test_integer(value):
    found = integer("order", value, least=1, most=5)
    assert found == 3
    assert type(found) is int


@pytest.mark.parametrize("value", [3.0, "3", None, True, np.float64(3), [3], np.bool_(True)])
def test_not_an_integer(value):
    with pytest.raises(ParameterError, match=r"^order must be a whole number, not "):
        integer("order", value, least=1)


def test_integer_out_of_range():
    assert integer("order", 1, least=1) == 1
    assert integer("order", 5, least=1, most=5) == 5
    assert integer("order", 10**30, least=1) == 10**30
    with pytest.raises(ParameterError, match=r"^order must be at least 1, not 0$"):
        integer("order", 0, least=1)
    with pytest.raises(ParameterError, match=r"^order must be from 1 to 5, not 6$"):
        integer("order", 6, least=1, most=5)


@pytest.mark.parametrize("value", [2, 2.0, "2", np.float32(2)])
def test_number(value):
    found = number("min_entropy", value, least=2)
    assert found == 2.0
    assert type(found) is float


@pytest.mark.parametrize("value", ["two", None, [1], object()])
def test_not_a_number(value):
    with pytest.raises(ParameterError, match=r"^min_entropy must be a number, not "):
        number("min_entropy", value)


@pytest.mark.parametrize("value", [float("nan"), -float("inf"), np.inf, pytest.param(10**400, id="10**400")])
def test_not_finite(value):
    with pytest.raises(ParameterError, match=r"^min_entropy must be finite, not "):
        number("min_entropy", value)


def test_number_out_of_range():
    assert number("min_entropy", -5) == -5.0
    with pytest.raises(ParameterError, match=r"^min_entropy must be at least 0, not -0\.5$"):
        number("min_entropy", -0.5, least=0)


def test_parameter_errors_are_value_errors():
    assert issubclass(ParameterError, MinentError)
    assert issubclass(ParameterError, ValueError)


def test_thread_count():
    assert thread_count(3) == 3
    assert thread_count(1024) == 1024
    for wrong in (0, -1, 1025, 1.5):
        with pytest.raises(ParameterError, match=r"^threads must be "):
            thread_count(wrong)


def test_thread_count_is_that_of_the_processors_allowed(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 5, 7}, raising=False)
    assert thread_count(None) == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert thread_count(None) == 1
