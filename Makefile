# Two commands: `make run` starts everything, `make test` checks everything. Both set up what they need.
#
#   make run PORT=8001 DATA=/srv/lvheng     another port or data folder
#   make test PYTEST="tests/plan -x"        a part of the tests

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PYTEST ?=

.PHONY: run test lint setup setup-test bench clean

run: setup
	@$(BIN)/lvheng run $(if $(PORT),--port $(PORT)) $(if $(DATA),--data $(DATA))

setup: $(VENV)/.installed

$(VENV)/.installed: requirements.txt pyproject.toml
	@PYTHON=$(PYTHON) scripts/make-venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

setup-test: $(VENV)/.installed-test
	@scripts/install-browser $(BIN)/python
	@scripts/install-java

$(VENV)/.installed-test: $(VENV)/.installed requirements-test.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements-test.txt
	@touch $@

lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/pytest $(if $(PYTEST),$(PYTEST),-n 2 --dist loadgroup)

bench: setup
	@$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements-bench.txt
	@$(BIN)/lvheng bench

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .import_linter_cache
