# make demo            install, run the first experiment, say where its report lies
# make demo LANG_=zh   the same in Chinese
# make test            the tests, without the slow ones; make test-slow: all of them
# make test-browser   the dashboard in a real browser, which must be on the PATH
# make planted         plant faults one by one and see which test finds each (about an hour)
# Everything is installed into $(VENV), nothing outside of it.

PYTHON ?= python3
VENV ?= .venv
LANG_ ?= en
JOBS ?= 2

PY = $(VENV)/bin/python
SIM = $(VENV)/bin/sim
export PYTHONDONTWRITEBYTECODE =

.PHONY: demo test test-slow test-browser planted lint bench docs pictures answers dist dist-demo clean

demo: $(VENV)/installed
	$(SIM) batch experiments/three_policies.yaml --lang $(LANG_)

test: $(VENV)/for-testing
	$(PY) -m pytest -q -n $(JOBS) --dist worksteal

test-slow: $(VENV)/for-testing
	$(PY) -m pytest -q -n $(JOBS) --dist worksteal -m "not browser"

test-browser: $(VENV)/for-browsing
	$(PY) -m pytest -q -m browser

planted: $(VENV)/for-testing
	PYTHONPATH=tests $(PY) -m planted.run

lint: $(VENV)/for-development
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

bench: $(VENV)/installed
	$(PY) benchmarks/bench.py

# The tables of the documents follow from the code ...
docs: $(VENV)/installed
	$(PY) -m sim.documents
	$(PY) -m sim.patterns > docs/reference/patterns.md
	$(PY) -m sim.patterns.perverse_table > docs/reference/perverse_effects.md

# ... and the figures and the picture of the README from its experiment.
pictures: $(VENV)/installed
	rm -rf build/pictures
	$(SIM) batch experiments/three_policies.yaml --out build/pictures
	$(PY) -m sim.documents build/pictures

# The answers to the shipped questions: about five minutes on two cores.
QUESTIONS = relief_or_rebound equal_cost when_grants_end pilots moved_villages what_it_hangs_on

answers: $(VENV)/for-testing
	for question in $(QUESTIONS); do \
	  $(SIM) batch experiments/$$question.yaml --out build/answers/$$question || exit 1; done
	$(PY) -m sim.documents.answers $(QUESTIONS:%=build/answers/%) > docs/explanation/answers.md

# What is handed on: a wheel, and the sources it was built from.
dist: $(VENV)/for-building
	rm -rf dist
	$(PY) -m build --quiet

# The wheel in a fresh environment, far from the checkout: does the first experiment run?
dist-demo: dist
	rm -rf build/wheel && mkdir -p build/wheel
	$(PYTHON) -m venv build/wheel/venv
	$(call install,build/wheel/venv/bin/python) dist/*.whl
	cd build/wheel && venv/bin/sim batch three_policies --replications 5

clean:
	rm -rf $(VENV) build dist results .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Exact versions, into the environment of the Python named.
install = constraints=$$($(1) -c 'import sys; print("3.11" if sys.version_info < (3, 12) else "3.13")'); \
	$(1) -m pip install --quiet --disable-pip-version-check -c constraints-$$constraints.txt
INSTALL = $(call install,$(PY))

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version)."; \
	  echo "Name another one: make demo PYTHON=python3.12"; exit 2; }
	@echo "Making $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: pyproject.toml constraints-3.11.txt constraints-3.13.txt | $(VENV)/python
	@echo "Installing (about a minute) ..."
	@$(INSTALL) -e .
	@touch $@

$(VENV)/for-testing: $(VENV)/installed
	@echo "Installing what the tests need ..."
	@$(INSTALL) -e ".[test]"
	@touch $@

$(VENV)/for-browsing: $(VENV)/for-testing
	@echo "Installing what the tests of pages need (400 MB) ..."
	@$(INSTALL) -e ".[browser]"
	@touch $@

$(VENV)/for-development: $(VENV)/for-testing
	@echo "Installing what the linters need ..."
	@$(INSTALL) -e ".[lint]"
	@touch $@

$(VENV)/for-building: $(VENV)/installed
	@$(INSTALL) -e ".[dist]"
	@touch $@
