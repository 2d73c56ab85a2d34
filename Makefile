# Everything here does its own set-up; a second run starts within seconds.

# The system's own Python first: it is built with profiles, one from pyenv seldom is, which costs the
# tests a sixth. Another one: make test PYTHON=python3.13
PYTHON := $(shell for python in /usr/bin/python3 python3 python3.11 python3.12 python3.13 python3.14; do \
	$$python -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
PYTHON := $(or $(PYTHON),python3)
SETUP := $(PYTHON) -m bin.setup
VENV_PYTHON := .venv/bin/python

# Compile a module once and not at every start of every process.
unexport PYTHONDONTWRITEBYTECODE

# More words for the tests, such as: make test ARGS="tests/surveys -k token"
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test check screenshots bench lock clean

help: ## List these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

demo: ## Run the product with a sample company; Ctrl-C stops it
	@$(SETUP) requirements-demo.txt
	@$(VENV_PYTHON) -m demo.supervisor

test: ## Run the whole suite on SQLite and PostgreSQL (ARGS="..." for pytest)
	@$(SETUP) requirements-dev.txt
	@$(VENV_PYTHON) -m bin.test $(ARGS)

check: ## Run linters, types and contracts
	@$(SETUP) requirements-dev.txt
	@$(VENV_PYTHON) -m bin.check

screenshots: ## Picture every page of the demo world into screenshots/
	@$(SETUP) requirements-dev.txt
	@$(VENV_PYTHON) -m demo.screenshots

bench: ## Measure the claims of performance (several minutes; see benchmarks/README.md)
	@$(SETUP) requirements-dev.txt
	@$(VENV_PYTHON) -m benchmarks $(ARGS)

lock: ## Write the lock files anew (ARGS=--upgrade for newer versions)
	@$(SETUP) requirements-dev.txt
	@$(VENV_PYTHON) -m bin.lock $(ARGS)

clean: ## Remove what the commands made: environment, demo data, caches
	rm -rf .venv node_modules var staticfiles screenshots htmlcov .coverage*
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
