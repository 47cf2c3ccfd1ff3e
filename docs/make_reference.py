"""Write docs/entropy.md, the reference of minent.entropy, from the docstrings.

    python docs/make_reference.py

A test holds the page to what this gives.
"""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

PAGE = Path(__file__).with_name("entropy.md")
INTRODUCTION = """\
# minent.entropy

Information estimated from samples, without a model, by nearest neighbours. This page is made from the docstrings by
`docs/make_reference.py`; [the README](../README.md#entropy-and-mutual-information-of-numbers) has the overview,
[ARCHITECTURE.md](../ARCHITECTURE.md#entropy-of-samples) how it is computed, and
[the plot](../benchmarks/results/entropy_bias.svg) the bias against d and n.

Which estimator: numbers without repeats, `entropy` and `mutual_information`; categories with numbers,
`discrete_mutual_information`; anything else, `mixture_mutual_information`; counts, `discrete_entropy`; from about five
columns on, `entropy` with `reduce_bias=True`.
"""
GROUPS = {
    "Entropy": ("entropy", "joint_entropy", "conditional_entropy", "discrete_entropy"),
    "Information": (
        "mutual_information",
        "conditional_mutual_information",
        "total_correlation",
        "transfer_entropy",
        "discrete_mutual_information",
        "mixture_mutual_information",
    ),
    "Divergence": ("kl_divergence", "js_divergence"),
    "Uncertainty": ("subsampling", "permutation_test"),
    "Options and results": ("SampleOptions", "SearchOptions", "Estimate", "Uncertainty", "PermutationTest"),
    "PyTorch": ("torch.entropy",),
}


def look_up(name: str) -> object:
    """The function or class ``minent.entropy.<name>``."""
    module, _, attribute = f"minent.entropy.{name}".rpartition(".")
    return getattr(importlib.import_module(module), attribute)


def sections(docstring: str) -> dict[str, str]:
    """Sections of a numpydoc docstring by their headings; what stands before them is under ``""``."""
    parts = re.split(r"^(\w+)\n-+$", inspect.cleandoc(docstring), flags=re.MULTILINE)
    return {"": parts[0].strip()} | {parts[i]: parts[i + 1].strip("\n") for i in range(1, len(parts), 2)}


def signature(name: str, value: object) -> str:
    """Name and parameters, without annotations; functions as defaults by their names."""
    parameters = [p.replace(annotation=p.empty) for p in inspect.signature(value).parameters.values()]  # type: ignore[arg-type]
    text = f"{name}{inspect.Signature(parameters)}".replace("'", '"')
    return re.sub(r"<function (\w+) at \w+>", r"\1", text)


def entry(name: str) -> str:
    """Markdown of a function or class."""
    value = look_up(name)
    lines = [f"### {name}", "", "```python", signature(name, value), "```", ""]
    for heading, text in sections(value.__doc__ or "").items():
        if not heading:
            lines += [_code(text), ""]
        elif heading == "Examples":
            lines += ["**Examples**", "", "```pycon", re.sub(r" *# doctest: .*", "", text), "```", ""]
        elif heading in ("Notes", "References"):
            lines += [f"**{heading}**", "", _code(text if heading == "Notes" else _listed(text)), ""]
        else:
            lines += [f"**{heading}**", "", _fields(text), ""]
    return "\n".join(lines)


def _code(text: str) -> str:
    """Double backquotes are single ones in Markdown."""
    return text.replace("``", "`")


def _listed(text: str) -> str:
    return "\n".join(f"- {line}" for line in text.splitlines())


def _fields(text: str) -> str:
    """Lines ``name : type`` with indented descriptions as a list."""
    items: list[str] = []
    for line in text.splitlines():
        if line.startswith(" ") or not line:
            items[-1] += f" {line.strip()}" if line else ""
        else:
            name, colon, kind = line.partition(" : ")
            items.append(f"- `{name}`" + (f" ({_code(kind)})" if colon else "") + ":")
    return _code("\n".join(item.removesuffix(":") for item in items))


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for group, names in GROUPS.items():
        parts += [f"## {group}\n", *(entry(name) for name in names)]
    return "\n".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
