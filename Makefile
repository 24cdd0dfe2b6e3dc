# `make` lists the commands. Each sets up what it needs first; nothing but python3 is expected.

PY := .venv/bin/python

# Every process of the product and of the tests would compile all modules for itself.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check format bench random-desk mutants screenshots translations docs lock catalogues

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

setup: ## make .venv from the lock (does nothing when it is up to date)
	@python3 scripts/setup.py

run: setup catalogues ## serve the hotel on http://127.0.0.1:8000 (PORT, HOTELPMS_DATA)
	@exec $(PY) -m hotelpms.edition --end-with-parent

demo: setup catalogues ## tell the demonstration anew, then serve it like `make run`
	@exec $(PY) -m hotelpms.edition --end-with-parent --anew

test: setup catalogues ## run the whole suite (TEST_DATABASE_URL=postgresql://... for PostgreSQL; ARGS="-k name")
	@$(PY) -m pytest -n auto --dist loadscope --no-loadscope-reorder $(ARGS)

check: setup catalogues ## format, lint, types, imports, migrations, templates, markup, scripts, translations
	@$(PY) scripts/check.py

format: setup ## put the code into the house format
	@.venv/bin/ruff check --quiet --fix . || true
	@.venv/bin/ruff format --quiet .
	@.venv/bin/djangofmt --quiet templates
	@$(PY) scripts/static_files.py --write

bench: setup catalogues ## measure what must stay fast
	@$(PY) -m pytest -q -o python_files="bench_*.py" tests/benchmarks $(ARGS)

random-desk: setup ## let 100 random desks work and close their nights (ARGS="-k 'closed[7]'")
	@RANDOM_DESK_SEEDS=$${RANDOM_DESK_SEEDS:-100} $(PY) -m pytest -q tests/random_desk $(ARGS)

mutants: setup catalogues ## put small mistakes into what guards money, rooms and consent (ARGS="--count 40 --seed 0")
	@$(PY) -m scripts.mutants $(ARGS)

screenshots: setup catalogues ## take the pictures of the README and the docs
	@$(PY) scripts/screenshots.py

translations: setup ## collect the texts into locale/ (needs gettext)
	@$(PY) manage.py makemessages --all --no-location --no-wrap --ignore '.venv/*' --ignore 'node_modules/*' --ignore 'tests/*'
	@$(MAKE) --no-print-directory --silent catalogues

docs: setup ## draw the tables into docs/tables.md
	@$(PY) scripts/tables.py

lock: setup ## pin the dependencies of pyproject.toml again
	@$(PY) scripts/lock.py

# Babel compiles the catalogues, so that running needs no gettext.
catalogues: setup
	@$(PY) scripts/catalogues.py
