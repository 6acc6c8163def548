# make          ruff, mypy och alla tester
# make run      gör i ordning, indexerar corpus/ och visar sidan på http://127.0.0.1:8000
# make test     gör i ordning och kör alla tester
# make quick    testerna utom de långsamma
# make setup    bara .venv
# make lock     räknar om requirements.lock ur pyproject.toml

PYTHON ?= python3
INDEX  ?= data/index
HOST   ?= 127.0.0.1
PORT   ?= 8000

VENV  := .venv
BIN   := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: check setup run test quick lint lock clean
.DEFAULT_GOAL := check

check: lint test

setup: $(STAMP)

# The stamp is written last: an interrupted setup starts over.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Protokollsök behöver Python 3.11 eller senare ($(PYTHON) är äldre eller saknas). Ange en annan med PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Pythons venv saknas. Installera den, i Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

run: setup
	$(BIN)/protokollsok index corpus --index $(INDEX)
	$(BIN)/protokollsok serve --index $(INDEX) --host $(HOST) --port $(PORT)

test: setup
	$(BIN)/pytest

quick: setup
	$(BIN)/pytest -m "not slow"

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy

# With the oldest Python we support, so that what it needs is in.
lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet --disable-pip-version-check pip-tools
	CUSTOM_COMPILE_COMMAND="make lock" build/lock/bin/pip-compile --quiet --strip-extras --extra dev \
	  --build-deps-for editable --allow-unsafe --generate-hashes --no-emit-find-links --no-emit-index-url \
	  --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
