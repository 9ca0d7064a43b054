# One command each; `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PORT ?= 8000
VAR ?= $(CURDIR)/var
DATA ?=
SEARCH ?=
PYTEST ?=
export PORT VAR DATA SEARCH

PYTHON := .venv/bin/python
MESSAGES := $(patsubst %.po,%.mo,$(wildcard site/portal/*locale/*/LC_MESSAGES/*.po))
# One more than cores: tests also wait for servers and browsers.
WORKERS ?= $(shell expr $$(nproc) + 1)

.PHONY: help
help: ## Lists the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.venv/bin/python:
	python3 -m venv .venv

.venv/demo: pyproject.toml | .venv/bin/python
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[build]'
	@touch $@

.venv/dev: pyproject.toml | .venv/bin/python
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[build,dev]'
	@touch $@ .venv/demo

%.mo: %.po
	$(PYTHON) -m babel.messages.frontend compile --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

.PHONY: demo
demo: .venv/demo messages ## Sets everything up and serves the demo on PORT (8000)
	@deploy/demo.sh

.PHONY: messages
messages: $(MESSAGES)

.PHONY: collect-messages
collect-messages: .venv/dev ## Collects the messages of the sources into the catalogues
	$(PYTHON) manage.py makemessages --locale vi --locale en --no-location --no-obsolete --ignore .venv --ignore var --ignore 'tests/*'

.PHONY: packages
packages:
	@deploy/system_packages.sh

.PHONY: test
test: packages .venv/dev messages ## All tests: on PostgreSQL, then what must hold on SQLite
	@deploy/services/with_elasticsearch.sh --meanwhile $(MAKE_COMMAND) --no-print-directory test-with-search

.PHONY: test-with-search
test-with-search:
	deploy/services/with_postgresql.sh $(PYTHON) -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder --cov --cov-report=term:skip-covered $(PYTEST)
	$(PYTHON) -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder -m both_databases $(PYTEST)

.PHONY: lint
lint: .venv/dev messages ## Style, types, import directions, dependencies, templates, migrations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/deptry .
	git ls-files '*.html' ':!tests' | xargs .venv/bin/djlint --lint --quiet
	DJANGO_SETTINGS_MODULE=portal.settings.test $(PYTHON) manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=portal.settings.test $(PYTHON) manage.py check
	.venv/bin/mypy .

.PHONY: bench
bench: packages .venv/dev messages ## Ratios against baselines measured in the same run
	ES_JIT=full deploy/services/with_elasticsearch.sh --meanwhile env PG_FSYNC=on deploy/services/with_postgresql.sh deploy/services/with_elasticsearch.sh $(PYTHON) -m tests.benchmarks

.PHONY: screenshots
screenshots: packages .venv/dev messages ## Pictures of the demo's pages, phone and desktop, in VAR/screenshots
	$(PYTHON) -m tests.e2e.screenshots

.PHONY: clean
clean: ## Removes the environment and all data of the demo
	rm -rf .venv "$(VAR)"
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
