# `make run` and `make test` need python3 with venv, and make; the first run of each needs a package index.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: run demo bench test check-format lint types imports tests coverage soak sbom format lock clean

run: $(VENV)/.installed
	$(BIN)/clausewatch run

test: check-format lint types imports tests

check-format: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
types: $(VENV)/.installed-dev
	$(BIN)/mypy
imports: $(VENV)/.installed-dev
	$(BIN)/lint-imports
tests: $(VENV)/.installed-dev
	$(BIN)/pytest --numprocesses=auto --dist=worksteal

# The same tests, and which lines and branches they ran; to be told takes the rules three times as long.
coverage: $(VENV)/.installed-dev
	$(BIN)/pytest --numprocesses=auto --dist=worksteal --cov --cov-report=term

# What takes too long for every change, hours in all: very many random histories of the state machines, chaos, soak and
# fuzz, alerts to receivers that fail in every way, a sender killed over and over, hostile pages; `make test` runs each in
# short. Narrow it: make soak CHAOS=50 CHECKS=5000 INPUTS=50000 ALERTS=500 KILLS=20 PAGES=500
CHAOS ?= 500
CHECKS ?= 100000
INPUTS ?= 1000000
ALERTS ?= 10000
KILLS ?= 200
PAGES ?= 10000
soak: $(VENV)/.installed-dev
	PYTHONPATH=tests $(BIN)/python -m core.soak_status_pages 100000
	PYTHONPATH=tests $(BIN)/python -m soak.chaos $(CHAOS)
	PYTHONPATH=tests $(BIN)/python -m soak.accelerated $(CHECKS)
	PYTHONPATH=tests $(BIN)/python -m soak.fuzz $(INPUTS)
	PYTHONPATH=tests $(BIN)/python -m shell.soak_delivery $(ALERTS) $(KILLS)
	PYTHONPATH=tests $(BIN)/python -m notifiers.soak_hostile_pages $(PAGES)

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# What is installed, with hashes and licences, in CycloneDX.
sbom: $(VENV)/.installed
	$(BIN)/python packaging/make_sbom.py > sbom.json

# Exact versions with hashes, the build backend included. The stamp is newer than what it was made from,
# so a second `make` asks no package index for anything.
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --no-input
$(BIN)/pip:
	$(PYTHON) -m venv $(VENV)
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/pip
	$(INSTALL) --require-hashes --no-deps -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@
$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(BIN)/pip
	$(INSTALL) --require-hashes --no-deps -r requirements-dev.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/.installed

# Re-resolves both locks from pyproject.toml; see docs/dependencies.md.
lock:
	$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet uv
	printf 'hatchling\neditables\n' > $(VENV)/build.in
	$(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links pyproject.toml $(VENV)/build.in -o requirements.lock
	$(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links -c requirements.lock pyproject.toml --extra browser --group dev \
	    -o requirements-dev.lock

# Figures of this machine against the project's bars; nothing fails. See bench/.
bench: $(VENV)/.installed-dev
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/planted.py
	$(BIN)/python bench/load_watchlist.py

demo: $(VENV)/.installed
	$(BIN)/clausewatch demo

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
