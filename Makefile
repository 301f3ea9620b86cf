# `make run` starts the registry, `make test` checks it; both set up everything they need. `make help` lists the rest.

PORT ?= 8000
DEMO ?= yes
PYTHON ?= $(shell for candidate in python3 python3.13 python3.12 python3.11; do \
	$$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$candidate && break; done)
RUN := .venv/bin/python -m
# Checks must pass for the settings that a hospital runs with, and touch no registry that is already here.
DEPLOYED := REGISTRY_HTTPS=on REGISTRY_DATABASE_URL=sqlite://:memory: \
	REGISTRY_SECRET_KEY=only-for-the-checks-of-the-settings-0123456789-abcdefghij
PYTEST := $(RUN) pytest --numprocesses 2 --dist loadgroup

# A registry is several programs, and each starts in half the time when what was compiled is kept.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test lint format shell screenshots compiled bench constraints clean python environment \
	development chromium compiler

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: environment ## Set up and start the registry until Ctrl-C; PORT=8001 for another port, DEMO=no to start empty
	@REGISTRY_DEMO=$(DEMO) $(RUN) config.run --port $(PORT)

test: lint chromium compiler ## Set up and run every check and test: SQLite, PostgreSQL, Redis, Chromium
	REGISTRY_TEST_DATABASE=postgres $(PYTEST)
	$(PYTEST)

lint: development ## Check style, types, templates, migrations and settings
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/djlint --lint --quiet templates
	$(DEPLOYED) .venv/bin/python manage.py makemigrations --check --dry-run
	$(DEPLOYED) .venv/bin/python manage.py check --deploy --fail-level WARNING

format: development ## Format Python sources
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

shell: environment ## Open a Python shell on the registry in var/
	@.venv/bin/python manage.py shell

screenshots: development chromium ## Take the pictures of the documents again
	@$(RUN) tests.browser.screenshots

compiled: development compiler ## Compile the derivations: rebuilds of very many patients then take six tenths of the time
	@$(RUN) outcomes.compiled.building

bench: development ## Measure speed: this registry beside lifelines, and beside R where Rscript is installed
	@$(RUN) benchmarks

constraints: development ## Pin every package again after a change of the requirements
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-annotate \
		--custom-compile-command "make constraints" requirements-dev.txt --output-file constraints.txt

clean: ## Remove the environment and all caches; the registry in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@test -n "$(PYTHON)" || { echo "The registry needs Python 3.11 or newer, which this machine lacks;" \
		"add it with: sudo apt-get install --yes python3 python3-venv" >&2; exit 1; }

environment: python
	@$(PYTHON) config/environment.py requirements.txt

development: python
	@$(PYTHON) config/environment.py requirements-dev.txt

chromium:
	@command -v chromium > /dev/null || if [ "$$(id -u)" = 0 ]; then \
		apt-get update --quiet && DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes chromium; \
	else echo "The browser tests need Chromium; add it with: sudo apt-get install --yes chromium" >&2; exit 1; fi

compiler:
	@command -v cc > /dev/null && $(PYTHON) -c 'import os, sys, sysconfig; \
		sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' || \
	if [ "$$(id -u)" = 0 ]; then \
		apt-get update --quiet && DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes gcc python3-dev; \
	else echo "A C compiler and the headers of Python are needed; add them with:" \
		"sudo apt-get install --yes gcc python3-dev" >&2; exit 1; fi
