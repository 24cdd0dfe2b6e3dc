.PHONY: setup
setup: ## make .venv from the lock
	@python3 scripts/setup.py
