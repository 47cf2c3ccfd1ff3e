"""The order of the packages, and the size of modules and functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "minent"
LAYERS = [
    "text", "counts", "scores", "lexicon", "segment", "trees", "templates", "graph", "cluster", "parse",
    "evaluation", "cli",
]  # fmt: skip
BESIDE = "entropy"  # needs none of the layers; scores and the command line need it
# The package itself names what is public; what runs the command line stands above it.
TOP = {"minent": len(LAYERS) - 2, "minent.__main__": len(LAYERS) - 1}
MODULE_LINES = 300
FUNCTION_LINES = 40

MODULES = sorted(PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    """Name of the module in a file of the package; the kernels' sources count as modules."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _layer(module: str) -> int:
    """Number of the layer of a module; -1 for those that all may use."""
    if module in TOP:
        return TOP[module]
    package = module.split(".")[1]
    return LAYERS.index(package) if package in LAYERS else -1


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    """Modules of minent that a module imports, also inside functions, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((name, node.lineno) for name in names if name.split(".")[0] == "minent")


def _kernel_imports(path: Path) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        words = line.split()
        if words and words[0] in ("from", "import", "cimport") and words[1].split(".")[0] == "minent":
            yield words[1], number


def _lazy_names(path: Path) -> Iterator[tuple[str, int]]:
    """Modules that a package names for import at first use."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and value.startswith("minent.") and " " not in value:
            yield value, node.lineno


def test_every_package_is_in_a_layer():
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert packages == {*LAYERS, BESIDE}


@pytest.mark.parametrize("path", MODULES + sorted(PACKAGE.rglob("*.pyx")), ids=_name)
def test_imports_point_to_the_left(path):
    module = _name(path)
    found = _kernel_imports(path) if path.suffix == ".pyx" else _imports(path)
    for imported, line in found:
        if imported == "minent" or imported.startswith("minent._"):
            continue
        assert imported.count("."), imported
        message = f"{path.relative_to(ROOT)}:{line}: {module} imports {imported}"
        assert _layer(imported) <= _layer(module), message
        if imported.startswith(f"minent.{BESIDE}"):
            assert module.split(".")[1] in (BESIDE, "scores", "cli"), message


@pytest.mark.parametrize("package", [*LAYERS, BESIDE])
def test_lazy_names_are_those_of_the_package(package):
    path = PACKAGE / package / "__init__.py"
    for named, line in _lazy_names(path):
        assert named.split(".")[1] == package, f"{path.relative_to(ROOT)}:{line}: {named}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_are_short(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MODULE_LINES


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_functions_are_short(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = _body_lines(node)
            assert length <= FUNCTION_LINES, f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}: {length} lines"


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement behind the docstring to the end."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_and_public_functions_say_what_they_do(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or path.name == "_version.py"
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}"


def test_public_names_exist():
    import minent

    for name in minent.__all__:
        assert getattr(minent, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        minent.nothing  # noqa: B018
