# make run    sets up and opens the app on http://localhost:8501
# make test   sets up and runs every check and every test
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: run test lint types hadolint chromium clean help

help:
	@sed -n 's/^# //p' Makefile

run: .venv/app
	$(BIN)/streamlit run app/main.py --server.port $(PORT)

test: lint types hadolint chromium
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term:skip-covered --cov-fail-under=90

lint: .venv/tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/tests
	$(BIN)/mypy

hadolint: .venv/tests
	$(BIN)/hadolint Dockerfile

# The browser tests use the Chromium that is there; a machine without one gets Debian's, or Playwright's where we may not install.
chromium: .venv/tests
	@command -v chromium || command -v chromium-browser || command -v google-chrome || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; \
	else $(BIN)/playwright install chromium; fi

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Tablecast needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version). Try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/app: requirements.txt | .venv/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/tests: tests/requirements.txt requirements.txt | .venv/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@ .venv/app

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .coverage
