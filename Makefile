# make demo and make test need nothing but Python 3.11 or newer, git and make.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed

.PHONY: demo test test-all lint format eval clean

$(STAMP): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $(STAMP)

demo: $(STAMP)  ## read the shipped demonstration and say what to try next
	$(BIN)/onrecord demo --record demo.db
	@echo
	@echo "The command is $(BIN)/onrecord; put it on your path with: source $(BIN)/activate"

test: $(STAMP)  ## the fast tests
	$(BIN)/python -m pytest -n auto -q

test-all: $(STAMP)  ## all tests, the slow ones too
	$(BIN)/python -m pytest -n auto -q -m "slow or not slow"

lint: $(STAMP)  ## style, types, the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(STAMP)  ## measure the taggers and write the README's table: make eval GOLD=folder/polnear/dev
	$(BIN)/python benchmarks/figures.py $(GOLD)
	$(BIN)/python benchmarks/statements.py

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv demo.db demo.db-wal demo.db-shm
