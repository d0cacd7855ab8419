# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501

.PHONY: run test check nightly bench docs clean

# The environment is rebuilt when pyproject.toml changes; nothing is fetched when it has not.
.venv/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.12, for example")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/pip install --quiet --editable . --group dev
	@touch $@

run: .venv/.installed  ## ingest data/briefings and open the dashboard
	$(BIN)/kg ingest data/briefings || [ $$? -eq 1 ]
	$(BIN)/kg serve --port $(PORT)

test: .venv/.installed  ## everything that must hold
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

nightly: .venv/.installed  ## long fuzzing of the reader, more than ten thousand cases, and of what must hold of every archive
	$(BIN)/pytest -m nightly
	$(BIN)/pytest --hypothesis-profile nightly tests/kg/test_properties.py

bench: .venv/.installed  ## the figures quoted in the README
	$(BIN)/python -m benchmarks

docs: .venv/.installed  ## write CLI help and schema into the READMEs
	$(BIN)/cog -r README.md README.zh-CN.md

clean:
	rm -rf .venv data/kg.duckdb* .pytest_cache .mypy_cache .ruff_cache .hypothesis
