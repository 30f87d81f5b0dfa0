# Thin names over `python -m idp …` and pytest.

PYTHON ?= $(shell requirements/python.sh)
IN_VENV = .venv/bin/python -m

.PHONY: help install demo demo-reset test check format
.DEFAULT_GOAL := help

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

install: ## Make the Python environment that the provider needs
	@$(PYTHON) requirements/install.py run

demo: install ## Run the demonstration municipality: http://localhost:8000, or PORT=9000
	@$(IN_VENV) idp demo $(if $(PORT),--port $(PORT))

demo-reset: install ## Forget what was done in the demonstration
	@$(IN_VENV) idp demo --reset

.PHONY: install-dev
install-dev:
	@$(PYTHON) requirements/install.py dev

# Each of a hundred processes would compile the provider anew where the surroundings say to keep nothing.
test: export PYTHONDONTWRITEBYTECODE =
test: install-dev ## Install what the tests need, then run every test
	@$(IN_VENV) tests.support.apt
	@$(IN_VENV) pytest -n 2 --dist worksteal

.PHONY: fuzz
fuzz: install-dev ## Send every address what nobody expects, for MINUTES=1; ON=postgresql as in production
	@$(IN_VENV) tests.fuzz --minutes $(or $(MINUTES),1) $(if $(ON),--$(ON))

.PHONY: conformance
conformance: install-dev ## Run PLANS="basic config" of a running OpenID conformance suite: SUITE=https://… SUITE_CA=ca.pem
	@$(IN_VENV) tests.conformance $(if $(SUITE),--suite $(SUITE)) $(if $(SUITE_CA),--suite-ca $(SUITE_CA)) run $(PLANS)

.PHONY: bench
# An operator's provider is compiled once, not at every start.
bench: export PYTHONDONTWRITEBYTECODE =
bench: install-dev ## Measure every hot path beside npm's oidc-provider; ROUNDS=1 SHARE=0.2 for a short look
	@npm ci --prefix tests/bench/peer --no-audit --no-fund --loglevel=error
	@$(IN_VENV) tests.bench $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SHARE),--share $(SHARE)) $(if $(JSON),--json $(JSON))

.PHONY: bench-console
bench-console: install-dev ## Measure every page of the console among 100,000 people and a million events; SHARE=0.02 for a short look
	@$(IN_VENV) tests.bench.console $(if $(SHARE),--share $(SHARE)) $(if $(DATABASE),--database $(DATABASE)) $(if $(ONLY),--only $(ONLY))

check: install-dev ## Format, lint, types, import contracts, dependencies, then every test
	@$(IN_VENV) ruff format --check .
	@$(IN_VENV) ruff check .
	@$(IN_VENV) mypy
	@.venv/bin/lint-imports
	@$(IN_VENV) deptry .
	@$(MAKE) --no-print-directory test

format: install-dev ## Format the code and sort the imports
	@$(IN_VENV) ruff check --fix .
	@$(IN_VENV) ruff format .
