"""The reference: complete, and made from the docstrings as they are."""

from __future__ import annotations

import importlib.util
import inspect
from pathlib import Path

import pytest

from minent import entropy as knn

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
reference = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)
NAMES = [name for names in reference.GROUPS.values() for name in names]


def test_page_is_up_to_date():
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), "run python docs/make_reference.py"


def test_every_public_name_is_on_the_page():
    assert set(NAMES) == {*knn.__all__, "torch.entropy"}


@pytest.mark.parametrize("name", NAMES)
def test_sections(name):
    value = reference.look_up(name)
    found = set(reference.sections(value.__doc__))
    wanted = {"", "Parameters", "Notes", "Examples"}
    if not inspect.isclass(value):
        wanted |= {"Returns", "Raises", "References"}
    assert found >= wanted
    documented = reference.sections(value.__doc__)["Parameters"]
    for parameter in inspect.signature(value).parameters:
        assert parameter in documented
