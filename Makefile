# Every target sets itself up: a virtual environment and what is needed in it.
# `make demo` and `make test` are all a fresh machine needs (Python 3.10-3.13 and a C++17 compiler).

PYTHON ?= python3
VENV ?= .venv
# For the tests of minent.parse. PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu has builds without CUDA.
TORCH ?= torch==2.13.0
BIN = $(VENV)/bin
SOURCES = setup.py pyproject.toml $(shell find minent csrc -name '*.py' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.hpp' -o -name '*.inc')

.PHONY: demo test lint asan bench clean

# The main job on the sample corpus, with the package installed as a user would.
demo: $(VENV)/installed
	$(BIN)/minent newwords corpora/chinese --top 20 --format table

# The whole test suite, with the package installed in place.
test: $(VENV)-dev/installed
	$(VENV)-dev/bin/python -m pytest

lint: $(VENV)-dev/installed
	$(VENV)-dev/bin/ruff check .
	$(VENV)-dev/bin/ruff format --check .
	$(VENV)-dev/bin/mypy
	PATH="$(abspath $(VENV)-dev)/bin:$$PATH" cython-lint minent  # it calls pycodestyle by name

# The tests that reach the kernels, with these built under AddressSanitizer and UBSan.
ASAN_TESTS = tests/test_columns.py tests/text tests/counts tests/scores tests/lexicon tests/segment tests/templates tests/entropy tests/graph tests/cluster tests/parse/test_decoding.py
asan: $(VENV)-dev/installed
	rm -rf build/asan && mkdir -p build/asan
	cp -r minent csrc tests corpora docs setup.py pyproject.toml README.md LICENSE build/asan
	find build/asan -name '*.so' -delete
	cd build/asan && MINENT_SANITIZE=address,undefined $(abspath $(VENV)-dev)/bin/python setup.py -q build_ext --inplace
	cd build/asan && LD_PRELOAD="$$(g++ -print-file-name=libasan.so) $$(g++ -print-file-name=libubsan.so)" \
	    ASAN_OPTIONS=detect_leaks=0 $(abspath $(VENV)-dev)/bin/python -m pytest -q -p no:cacheprovider $(ASAN_TESTS)

bench: $(VENV)-dev/installed
	$(VENV)-dev/bin/python benchmarks/bench_ngrams.py

$(VENV)/installed: $(SOURCES)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet .
	touch $@

$(VENV)-dev/installed: $(SOURCES)
	$(PYTHON) -m venv $(VENV)-dev
	$(VENV)-dev/bin/python -m pip install --quiet '$(TORCH)'
	$(VENV)-dev/bin/python -m pip install --quiet --editable '.[dev,parse]'
	touch $@

clean:
	rm -rf build $(VENV) $(VENV)-dev *.egg-info
	find minent -name '*.so' -delete
