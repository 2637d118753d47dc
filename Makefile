# Two commands do all the set-up on a fresh machine with Python 3.11+ and make: `make demo` and `make test`.
PYTHON ?= python3
PORT ?= 8023
# More for the demo: make demo DEMO="--lang en --seed 7"
DEMO ?=
BIN := .venv/bin

.PHONY: install demo test check bench evidence lint browser pictures clean-install deploy-lint audit lock clean

install: .venv/run
	@echo "Zetje is installed. What comes next is in docs/quick-start.md."

demo: .venv/demo
	@$(BIN)/zetje demo --port $(PORT) $(DEMO)

test: .venv/dev browser
	$(BIN)/pytest -n 4 --dist worksteal  # they wait more than they compute

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
	$(BIN)/python -m benchmarks.year

browser: .venv/dev
	@$(BIN)/python -m tests.browser.install

# The pictures in the documentation, taken anew from the demo.
pictures: .venv/dev browser
	$(BIN)/python -m tests.browser.shots

# What the image does, in a clean virtual environment.
clean-install:
	PYTHON=$(PYTHON) deploy/clean_install.sh

deploy-lint: .venv/dev
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[deploy]'
	$(BIN)/hadolint deploy/Dockerfile
	$(BIN)/compose-lint deploy/compose.yaml
	$(BIN)/shellcheck deploy/clean_install.sh deploy/as_service.sh .ci/run
	@mkdir -p build/units
	@for unit in deploy/*.service deploy/*.timer; do \
	  sed 's|^ExecStart=.*|ExecStart=/bin/true|' $$unit > build/units/$$(basename $$unit); done
	systemd-analyze verify build/units/*
	systemd-analyze security --offline=true --threshold=20 build/units/zetje.service > /dev/null

# Known holes in the versions we install. Needs the network: it asks pypi.org.
audit: .venv/dev
	$(BIN)/pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --strict --requirement constraints.txt --no-deps

# The versions we test with, without addresses: any index can serve them.
lock: .venv/dev
	@{ echo "# The versions Zetje is tested with; 'make lock' writes this file."; \
	   $(BIN)/pip freeze --exclude-editable --exclude zetje --exclude pip --exclude setuptools; } > constraints.txt

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Zetje needs Python 3.11 or newer. Name it: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv && touch $@

.venv/run: .venv/python pyproject.toml constraints.txt
	@echo "Installing Zetje (once, about a minute)..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[postgres]' && touch $@

.venv/demo: .venv/python pyproject.toml constraints.txt
	@echo "Installing what the demo needs (once, about a minute)..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[playground]' && touch $@

.venv/dev: .venv/python pyproject.toml constraints.txt
	@echo "Installing what the tests need (once, about a minute)..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]' && touch $@ .venv/demo

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
