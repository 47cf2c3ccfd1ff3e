"""Extension modules: every minent/**/*.pyx over the headers in csrc/. Metadata is in pyproject.toml.

MINENT_SANITIZE=address,undefined builds the kernels under those sanitizers (see CONTRIBUTING.md).
MINENT_DEBUG=1 turns on bounds checks in the bindings and assertions in the kernels.
"""

import os
import sys
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

ROOT = Path(__file__).parent
SANITIZE = os.environ.get("MINENT_SANITIZE", "")
DEBUG = bool(SANITIZE) or os.environ.get("MINENT_DEBUG") == "1"


def compile_args() -> list[str]:
    if sys.platform == "win32":
        return ["/std:c++17", "/O2", "/EHsc", "/utf-8"]
    # No debug symbols and hidden visibility: a module is a quarter of its default size.
    # No fused multiply-add where the source has none: distances are the same bits on every processor.
    args = ["-std=c++17", "-O3", "-ffp-contract=off", "-fvisibility=hidden", "-g0", "-Wall", "-Wextra"]
    args += ["-Wno-psabi"]  # wide values are passed to inlined functions only
    if SANITIZE:
        args += [f"-fsanitize={SANITIZE}", "-fno-sanitize-recover=all", "-O1", "-g1", "-fno-omit-frame-pointer"]
    if DEBUG:
        args += ["-UNDEBUG", "-D_GLIBCXX_ASSERTIONS"]
    return args


def extensions() -> list[Extension]:
    headers = [str(p.relative_to(ROOT)) for p in sorted((ROOT / "csrc").rglob("*")) if p.suffix in {".hpp", ".inc"}]
    return [
        Extension(
            ".".join(path.relative_to(ROOT).with_suffix("").parts),
            [str(path.relative_to(ROOT))],
            include_dirs=["csrc"],
            depends=headers,
            language="c++",
            extra_compile_args=compile_args(),
            extra_link_args=[f"-fsanitize={SANITIZE}"] if SANITIZE else [],
        )
        for path in sorted((ROOT / "minent").rglob("*.pyx"))
    ]


setup(
    options={"build_ext": {"parallel": os.cpu_count() or 1}},
    ext_modules=cythonize(
        extensions(),
        build_dir="build/cython",
        compiler_directives={
            "language_level": 3,
            "boundscheck": DEBUG,
            "wraparound": False,
            "initializedcheck": False,
            "cdivision": True,
            "embedsignature": True,
        },
    ),
)
