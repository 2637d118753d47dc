# Two commands do all the set-up on a fresh machine with Python 3.11+ and make: `make demo` and `make test`.
PYTHON ?= python3
PORT ?= 8023
# More for the demo: make demo DEMO="--lang en --seed 7"
DEMO ?=
BIN := .venv/bin

.PHONY: demo test check bench evidence lint browser lock clean

demo: .venv/demo
	@$(BIN)/zetje demo --port $(PORT) $(DEMO)

test: .venv/dev browser
	$(BIN)/pytest -n 3  # they wait more than they compute

check: lint test

lint: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zetje content check

bench: .venv/dev
	$(BIN)/python -m benchmarks

# What the works council may want to see for itself: our policy attacked in many histories, then beside naive ones.
evidence: .venv/dev
	$(BIN)/python -m benchmarks.histories --only-ours --histories 100000
	$(BIN)/python -m benchmarks.histories --only-ours --stored --histories 1000
	$(BIN)/python -m benchmarks.histories --histories 1000

browser: .venv/dev
	@$(BIN)/python -m tests.browser.install

# The versions we test with, without addresses: any index can serve them.
lock: .venv/dev
	@{ echo "# The versions Zetje is tested with; 'make lock' writes this file."; \
	   $(BIN)/pip freeze --exclude-editable --exclude zetje --exclude pip --exclude setuptools; } > constraints.txt

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Zetje needs Python 3.11 or newer. Name it: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv && touch $@

.venv/demo: .venv/python pyproject.toml constraints.txt
	@echo "Installing what the demo needs (once, about a minute)..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[playground]' && touch $@

.venv/dev: .venv/python pyproject.toml constraints.txt
	@echo "Installing what the tests need (once, about a minute)..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]' && touch $@ .venv/demo

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
