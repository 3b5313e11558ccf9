# run: set up, read the bundled sample, open the dashboard      test: set up and run every check and test
# test-cluster: the tests of what runs past one machine
# check: lint, types, contracts      data: rebuild data/ from its sources      bench: print speeds
VENV ?= .venv
PYTHON ?= python3
export CONFLICT_EVENTS_HOME ?= $(CURDIR)/.conflict-events

.PHONY: run test test-cluster check data codebook bench clean

run: $(VENV)/installed
	$(VENV)/bin/conflict-events ingest data/sample/articles.jsonl
	$(VENV)/bin/conflict-events serve --open

test: check
	$(VENV)/bin/python -m pytest

test-cluster: $(VENV)/installed-cluster
	$(VENV)/bin/python -m pytest -m cluster

check: $(VENV)/installed-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

data: .venv-data/installed
	.venv-data/bin/python data/gazetteer/build.py
	.venv-data/bin/python data/basemap/build.py

codebook: $(VENV)/installed
	$(VENV)/bin/python -c "from dashboard.records.codebook import render; print(render(), end='')" > data/CODEBOOK.md

bench: $(VENV)/installed-dev
	$(VENV)/bin/python -m tests.benchmarks $(PARTS)

clean:
	rm -rf $(VENV) .venv-data .conflict-events

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --upgrade pip
	$(VENV)/bin/pip install --quiet --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(VENV)/bin/pip install --quiet --group dev
	touch $@

$(VENV)/installed-cluster: $(VENV)/installed-dev
	$(VENV)/bin/pip install --quiet --editable '.[clickhouse]' --group cluster
	touch $@

.venv-data/installed: pyproject.toml
	$(PYTHON) -m venv .venv-data
	.venv-data/bin/pip install --quiet --upgrade pip
	.venv-data/bin/pip install --quiet --group data
	touch $@
