# The workshop. `make demo` and `make test` set everything up themselves; python3.11, pip, git and make are enough.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo workspace run talk test check bench picture lock

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.installed
# quiet once lets warnings through (of mirrors, of root), twice errors alone
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input
# --no-emit...: a lock names packages and hashes, never the machine from which they came
COMPILE = UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --only-binary :all: --no-header --no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE) pyproject.toml

help: ## print the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-11s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## make .venv with everything in it; the other targets do it too

$(READY): requirements-dev.lock pyproject.toml
	@echo "setup: making .venv with $(PYTHON)"
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=...")'
	@"$(PYTHON)" -m venv .venv
	@echo "setup: installing the locked packages (some 60, half a minute)"
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.lock
	@echo "setup: installing rapporteur itself"
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## see it work: a scripted conversation in a Slack in miniature; no account needed
	@$(BIN)/rapporteur demo

workspace: $(READY) ## click through it in a browser, in a Slack in miniature
	@$(BIN)/rapporteur workspace

run: $(READY) ## run the bot; it needs .env
	@$(BIN)/rapporteur run

talk: $(READY) ## have the conversation in this terminal
	@$(BIN)/rapporteur talk

test: $(READY) ## run the tests
	@$(BIN)/python -m pytest

check: $(READY) ## the one gate: style, types, floors, spelling, tests
	@echo "check: ruff"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@echo "check: mypy"
	@$(BIN)/mypy --no-error-summary
	@echo "check: lint-imports"
	@$(BIN)/lint-imports --no-logo
	@echo "check: codespell"
	@$(BIN)/codespell
	@echo "check: pytest"
	@$(BIN)/python -m pytest
	@echo "check: OK"

bench: $(READY) ## measure
	@$(BIN)/python -m bench

picture: $(READY) ## draw the README's picture of a note again, after a change of its look
	@$(BIN)/python -m pytest -n 0 -q --accept tests/render/test_papers.py -k preview

lock: $(READY) ## write the locks again from pyproject.toml; UPGRADE=--upgrade takes newer versions
	@$(COMPILE) --output-file requirements.lock
	@$(COMPILE) --constraint requirements.lock --extra dev --output-file requirements-dev.lock
	@if grep --line-number '://' requirements.lock requirements-dev.lock; then \
		echo "lock: an address got into a lock; see above" >&2; exit 1; fi
	@echo "lock: OK"
